import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { mongo } from "mongoose";
import { type MongoStore, openMongo } from "../../subgraphs/kit/mongo";
import { indexFaults } from "./index-faults";

const KILLS = 20;
const WRITERS = 8;
const ACKNOWLEDGED_PER_LIFE = 150;

interface Item {
  _id: string;
  writer: number;
  key: string;
  version: number;
  tags: string[];
  /** Repeats `version`, so that a torn document would contradict itself. */
  check: string;
}

let folder: string;
let store: MongoStore;
let client: mongo.MongoClient;
let items: mongo.Collection<Item>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "crash-"));
  store = await openMongo({ dataFolder: folder, production: false });
  client = new mongo.MongoClient(store.uri, { retryWrites: false, serverSelectionTimeoutMS: 10_000 });
  items = client.db("crash").collection<Item>("items");
  await items.createIndexes([
    { key: { key: 1 }, unique: true },
    { key: { writer: 1, version: -1 } },
    { key: { tags: 1 } },
  ]);
});
afterAll(async () => {
  await client.close();
  await store.close();
  await rm(folder, { recursive: true });
});

const padding = "đệm ".repeat(400);

function itemOf(writer: number, number: number): Item {
  const _id = `${writer}-${number}`;
  return { _id, writer, key: `k${_id}`, version: 1, tags: [`t${number % 7}`, padding], check: `1${padding}1` };
}

/** What a writer was told, by `_id`: the last version that was acknowledged; 0 for an acknowledged deletion. */
type Acknowledged = Map<string, number>;

/** One life of the store: who writes in it, and what it has acknowledged. */
interface Life {
  readonly first: number;
  over: boolean;
  readonly told: () => void;
}

/**
 * Inserts, updates and deletes until the life is over or a write fails. What failed may have happened or not; the rest
 * has happened.
 */
async function write(writer: number, life: Life, acknowledged: Acknowledged): Promise<void> {
  for (let number = life.first; !life.over; number += 1) {
    const item = itemOf(writer, number);
    const old = `${writer}-${number - 3}`;
    const change = { $inc: { version: 1 }, $set: { check: `2${padding}2` }, $push: { tags: "new" } };
    try {
      await items.insertOne(item);
      acknowledged.set(item._id, 1);
      life.told();
      if (life.over) return;
      await items.updateOne({ _id: item._id }, change);
      acknowledged.set(item._id, 2);
      life.told();
      if (life.over || number % 4 !== 0 || !acknowledged.has(old)) continue;
      // From here on nothing is known about it until the store has answered.
      acknowledged.delete(old);
      await items.deleteOne({ _id: old });
      acknowledged.set(old, 0);
      life.told();
    } catch (error) {
      if (error instanceof mongo.MongoServerError) throw error;
      return;
    }
  }
}

async function processOfStore(): Promise<number> {
  const status = await client.db("admin").command({ serverStatus: 1 });
  return Number(status.pid);
}

/** What is wrong with the store, given what was acknowledged. */
async function faults(acknowledged: Acknowledged): Promise<string[]> {
  const found = new Map((await items.find().toArray()).map((item) => [item._id, item]));
  const keys = new Set([...found.values()].map((item) => item.key));
  const lost = [...acknowledged].filter(([id, version]) => {
    const item = found.get(id);
    return version === 0 ? item !== undefined : (item?.version ?? 0) < version;
  });
  const torn = [...found.values()].filter(
    (item) => item.check !== `${item.version}${padding}${item.version}` || item.tags.length !== item.version + 1,
  );
  const indexes = ["_id_", "key_1", "writer_1_version_-1", "tags_1"];
  const complete = await Promise.all(
    indexes.map(async (name) => (await items.find().hint(name).toArray()).length === found.size),
  );
  return [
    ...lost.map(([id, version]) => `lost: ${id} at version ${version}`),
    ...torn.map((item) => `torn: ${item._id}`),
    ...indexes.filter((_, place) => !complete[place]).map((name) => `index ${name} does not hold every document`),
    ...(keys.size === found.size ? [] : ["a key twice"]),
  ];
}

test("kill -9 under load loses no acknowledged write, tears no document and leaves every index whole", async () => {
  const acknowledged: Acknowledged = new Map();
  let total = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const pid = await processOfStore();
    let here = 0;
    let enough = (): void => undefined;
    const busy = new Promise<void>((settle) => {
      enough = settle;
    });
    const told = (): void => {
      here += 1;
      if (here === ACKNOWLEDGED_PER_LIFE) enough();
    };
    const life: Life = { first: kill * 100_000, over: false, told };
    const writers = Array.from({ length: WRITERS }, (_, writer) => write(writer, life, acknowledged));
    await busy;
    await delay(kill % 5);
    process.kill(pid, "SIGKILL");
    life.over = true;
    // A write that had not left the client yet goes to the next process; it is acknowledged or not before we look.
    await Promise.all(writers);
    expect(await faults(acknowledged)).toEqual([]);
    expect(await processOfStore()).not.toBe(pid);
    total += here;
  }
  expect(total).toBeGreaterThanOrEqual(KILLS * ACKNOWLEDGED_PER_LIFE);
  await client.close();
  await store.close();
  expect(indexFaults(join(folder, "mongo", "store.db"))).toEqual([]);
});
