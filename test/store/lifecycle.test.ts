import { once } from "node:events";
import { chmod, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import mongoose, { mongo } from "mongoose";
import { connectDatabase, ensureIndexes, type MongoStore, openMongo } from "../../subgraphs/kit/mongo";
import { isEmbedded } from "./store-under-test";

const onlyEmbedded = isEmbedded ? describe : describe.skip;

onlyEmbedded("openMongo", () => {
  let folder: string;
  const open: MongoStore[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "lifecycle-"));
  });
  afterEach(async () => {
    for (const store of open.splice(0)) await store.close();
    await rm(folder, { recursive: true });
  });

  async function openEmbedded(dataFolder = folder): Promise<MongoStore> {
    const store = await openMongo({ dataFolder, production: false });
    open.push(store);
    return store;
  }

  async function processOf(uri: string): Promise<number> {
    const client = new mongo.MongoClient(uri);
    const status = await client.db("admin").command({ serverStatus: 1 });
    await client.close();
    return Number(status.pid);
  }

  function isRunning(pid: number): boolean {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  }

  async function insert(uri: string, _id: number): Promise<void> {
    const client = new mongo.MongoClient(uri);
    await client.db("d").collection<{ _id: number }>("c").insertOne({ _id });
    await client.close();
  }

  async function count(uri: string): Promise<number> {
    const client = new mongo.MongoClient(uri);
    const found = await client.db("d").collection("c").countDocuments();
    await client.close();
    return found;
  }

  test("keeps its files to their owner", async () => {
    await openEmbedded();
    expect((await stat(join(folder, "mongo"))).mode & 0o777).toBe(0o700);
    for (const name of ["store.db", "store.sock"])
      expect((await stat(join(folder, "mongo", name))).mode & 0o077).toBe(0);
  });

  test("says what it is", async () => {
    const lines: string[] = [];
    const log = { info: (line: string) => void lines.push(line), warn: (line: string) => void lines.push(line) };
    const store = await openMongo({ dataFolder: folder, production: false, log });
    open.push(store);
    expect(store).toMatchObject({ kind: "embedded", describe: expect.stringContaining("embedded") });
    expect(lines).toEqual([expect.stringContaining("embedded")]);
  });

  test("keeps documents from one start to the next", async () => {
    const first = await openEmbedded();
    await insert(first.uri, 1);
    await first.close();
    const second = await openEmbedded();
    expect(await count(second.uri)).toBe(1);
  });

  test("joins the store that is running, which stops when the last one closes it", async () => {
    const first = await openMongo({ dataFolder: folder, production: false });
    const second = await openMongo({ dataFolder: folder, production: false });
    const pid = await processOf(first.uri);
    expect(await processOf(second.uri)).toBe(pid);
    await first.close();
    await insert(second.uri, 1);
    expect(isRunning(pid)).toBe(true);
    await second.close();
    while (isRunning(pid)) await delay(5);
    const third = await openEmbedded();
    expect(await processOf(third.uri)).not.toBe(pid);
    expect(await count(third.uri)).toBe(1);
  });

  test("starts one process though many open it at once", async () => {
    const stores = await Promise.all(
      Array.from({ length: 4 }, () => openMongo({ dataFolder: folder, production: false })),
    );
    open.push(...stores);
    const pids = await Promise.all(stores.map((store) => processOf(store.uri)));
    expect(new Set(pids).size).toBe(1);
  });

  test("starts the store again when it is killed", async () => {
    const store = await openEmbedded();
    await insert(store.uri, 1);
    const pid = await processOf(store.uri);
    process.kill(pid, "SIGKILL");
    await insert(store.uri, 2);
    expect(await count(store.uri)).toBe(2);
    expect(await processOf(store.uri)).not.toBe(pid);
  });

  test("works in a folder too deep for a socket's path", async () => {
    const deep = join(folder, "a".repeat(60), "b".repeat(60));
    const store = await openEmbedded(deep);
    await insert(store.uri, 1);
    expect(await count(store.uri)).toBe(1);
  });

  test("refuses stores of our own in production, unless they are allowed", async () => {
    await expect(openMongo({ dataFolder: folder, production: true })).rejects.toThrow("MONGODB_URI is not set");
    await expect(openMongo({ dataFolder: folder, production: true, mongodBinary: "/bin/true" })).rejects.toThrow(
      "MONGODB_URI",
    );
    open.push(await openMongo({ dataFolder: folder, production: true, allowEmbedded: true }));
  });

  test("does not fall back when the server of MONGODB_URI does not answer, and shows no password", async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    const uri = `mongodb://user:s%23cret-word@127.0.0.1:${port}/?serverSelectionTimeoutMS=300`;
    const error = await openMongo({ uri, dataFolder: folder, production: false }).catch((reason: unknown) => reason);
    server.close();
    expect(String(error)).toMatch(new RegExp(`MONGODB_URI: no MongoDB server answers at 127\\.0\\.0\\.1:${port}`));
    expect(String(error)).not.toMatch(/cret-word/);
  });

  test("refuses an address that is none, and shows no password", async () => {
    const error = await openMongo({
      uri: "mongo://user:secret-word@host",
      dataFolder: folder,
      production: false,
    }).catch((reason: unknown) => reason);
    expect(String(error)).toMatch(/MONGODB_URI/);
    expect(String(error)).not.toMatch(/secret-word/);
  });

  test("takes a server that MONGODB_URI names", async () => {
    const embedded = await openEmbedded();
    const store = await openMongo({ uri: embedded.uri, dataFolder: folder, production: true });
    expect(store).toMatchObject({
      kind: "server",
      uri: embedded.uri,
      describe: expect.stringContaining("replica set"),
    });
  });

  test("says so when MONGOD_BIN does not start", async () => {
    const binary = join(folder, "broken-mongod");
    await writeFile(binary, "#!/bin/sh\nexit 48\n");
    await chmod(binary, 0o700);
    await expect(openMongo({ dataFolder: folder, production: false, mongodBinary: binary })).rejects.toThrow(
      "ended with 48",
    );
  });
});

describe("connectDatabase", () => {
  let folder: string;
  let store: MongoStore;
  let connection: mongoose.Connection;
  const commands: string[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "connect-"));
    store = await openMongo({ uri: process.env.MONGODB_URI, dataFolder: folder, production: false });
    commands.length = 0;
    connection = await connectDatabase(store, `connect-${process.pid}`, {
      onCommand: (name, collection) => void commands.push(`${name} ${collection}`),
    });
  });
  afterEach(async () => {
    await connection.dropDatabase();
    await connection.close();
    await store.close();
    await rm(folder, { recursive: true });
  });

  function model(): mongoose.Model<{ _id: string; name: string; items: { kind: string }[] }> {
    const items = [new mongoose.Schema({ kind: String }, { _id: false })];
    const schema = new mongoose.Schema({ _id: String, name: String, items });
    schema.index({ name: 1 }, { unique: true });
    return connection.model<{ _id: string; name: string; items: { kind: string }[] }>("Thing", schema);
  }

  test("makes no index by itself, and all of them by ensureIndexes", async () => {
    const Thing = model();
    await Thing.create({ _id: "1", name: "a" });
    expect(await Thing.collection.indexes()).toHaveLength(1);
    await ensureIndexes(connection);
    expect(await Thing.collection.indexes()).toHaveLength(2);
    await expect(Thing.create({ _id: "2", name: "a" })).rejects.toMatchObject({ code: 11000, keyValue: { name: "a" } });
  });

  test("does not take operators from a filter's values", async () => {
    const Thing = model();
    await Thing.create({ _id: "1", name: "a" });
    const stranger: mongo.Document = JSON.parse('{"$ne": null}');
    await expect(Thing.find({ name: stranger })).rejects.toThrow(/Cast to string failed/);
    expect(await Thing.find({ name: mongoose.trusted({ $ne: null }) })).toHaveLength(1);
  });

  test("throws on fields that the schema does not know", async () => {
    const Thing = model();
    const filter: mongo.Document = { nme: "a" };
    const update: mongo.Document = { $set: { nme: "a" } };
    await expect(Thing.find(filter)).rejects.toThrow(/not in schema/);
    await expect(Thing.updateOne({ _id: "1" }, update)).rejects.toThrow(/not in schema/);
    expect(() => new Thing({ _id: "1", nme: "x" })).toThrow(/not in schema/);
    await expect(Thing.create({ _id: "1", items: [{ knd: "x" }] })).rejects.toThrow(/StrictModeError/);
  });

  (isEmbedded ? test : test.skip)("goes on by itself when the store was killed", async () => {
    const Thing = model();
    await Thing.create({ _id: "1", name: "a" });
    const { pid } = await connection.getClient().db("admin").command({ serverStatus: 1 });
    process.kill(Number(pid), "SIGKILL");
    await untilConnected(() => Thing.updateOne({ _id: "1" }, { $set: { name: "b" } }));
    expect(await Thing.findById("1").lean()).toMatchObject({ name: "b" });
  });

  test("tells each command and its collection", async () => {
    const Thing = model();
    await Thing.create({ _id: "1", name: "a" });
    await Thing.find({ _id: mongoose.trusted({ $in: ["1", "2"] }) });
    expect(commands).toEqual(["insert things", "find things"]);
  });

  test("asks for a majority's journal and limits the time of reads", async () => {
    const Thing = model();
    const seen: mongo.Document[] = [];
    connection.getClient().on("commandStarted", ({ command }) => void seen.push(command));
    await Thing.create({ _id: "1", name: "a" });
    await Thing.find({});
    await Thing.aggregate([{ $match: {} }]);
    expect(seen[0]?.writeConcern).toMatchObject({ w: "majority", j: true });
    expect(seen[1]).toMatchObject({ maxTimeMS: 1500 });
    expect(seen[2]).toMatchObject({ maxTimeMS: 1500 });
  });
});

/**
 * The driver itself repeats a command once; while the connections of the old process still die and the new one is not listening
 * yet, the caller must. Between attempts the driver waits until it finds the server again.
 */
async function untilConnected(command: () => PromiseLike<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await command();
      return;
    } catch (error) {
      if (attempt === 100) throw error;
    }
  }
}
