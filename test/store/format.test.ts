import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import Database from "libsql";
import { mongo } from "mongoose";
import { openMongo } from "../../subgraphs/kit/mongo";
import { indexFaults } from "./index-faults";

test("a file whose index entries have another format has its indexes made again", async () => {
  const folder = await mkdtemp(join(tmpdir(), "format-"));
  const file = join(folder, "mongo", "store.db");
  async function use<T>(work: (items: mongo.Collection<{ _id: number; tags?: string[] }>) => Promise<T>): Promise<T> {
    const store = await openMongo({ dataFolder: folder, production: false });
    const client = new mongo.MongoClient(store.uri);
    const result = await work(client.db("d").collection("items"));
    await client.close();
    await store.close();
    return result;
  }
  await use(async (items) => {
    await items.createIndex({ tags: 1, _id: -1 }, { unique: true });
    await items.insertMany([{ _id: 1, tags: ["a", "b"] }, { _id: 2, tags: ["c"] }, { _id: 3 }]);
  });

  const database = new Database(file);
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE name GLOB 'i[0-9]*'").raw().all([]);
  for (const [name] of tables.filter(Array.isArray))
    database.exec(`DROP TABLE ${name}; CREATE TABLE ${name} (key BLOB, rid INTEGER, PRIMARY KEY (key, rid))`);
  database.exec("PRAGMA user_version = 0");
  database.close();

  const found = await use((items) => items.find({ tags: "b" }).hint("tags_1__id_-1").toArray());
  expect(found).toEqual([{ _id: 1, tags: ["a", "b"] }]);
  expect(tables).toHaveLength(2);
  expect(indexFaults(file)).toEqual([]);
  await rm(folder, { recursive: true });
});
