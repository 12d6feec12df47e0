import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mongo } from "mongoose";
import { type MongoStore, openMongo } from "../../subgraphs/kit/mongo";

/** A document of the conformance tests: any fields, and an `_id` that the test chose. */
export interface Row extends mongo.Document {
  _id: number | string | mongo.ObjectId;
}

/** The store that the conformance suite runs against: a server when MONGODB_URI is set, else the embedded store. */
export interface StoreUnderTest {
  readonly store: MongoStore;
  readonly client: mongo.MongoClient;
  readonly db: mongo.Db;
  readonly folder: string;
  /** An empty collection with these documents. */
  readonly collectionOf: (documents: readonly mongo.Document[]) => Promise<mongo.Collection<Row>>;
  readonly close: () => Promise<void>;
}

/** Whether the suite runs against the embedded store; refusals are tested on it only. */
export const isEmbedded = !process.env.MONGODB_URI;

/** Opens the store with a database of its own, dropped again by `close`. */
export async function openStoreUnderTest(
  name: string,
  options: mongo.MongoClientOptions = {},
): Promise<StoreUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), "store-"));
  const store = await openMongo({ uri: process.env.MONGODB_URI, dataFolder: folder, production: false });
  const client = await new mongo.MongoClient(store.uri, options).connect();
  const db = client.db(`conformance-${name}-${process.pid}`);
  let collections = 0;
  return {
    store,
    client,
    db,
    folder,
    collectionOf: async (documents) => {
      collections += 1;
      const collection = db.collection<Row>(`c${collections}`);
      if (documents.length > 0) await collection.insertMany(documents.map((one, place) => ({ _id: place, ...one })));
      return collection;
    },
    close: async () => {
      await db.dropDatabase();
      await client.close();
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** The code of the error that a promise ends with; fails the test when it does not end with a server's error. */
export async function codeOf(promise: Promise<unknown>): Promise<number | string | undefined> {
  const error = await promise.then(
    () => new Error("there was no error"),
    (reason: unknown) => reason,
  );
  if (error instanceof mongo.MongoServerError) return error.code;
  throw error;
}
