import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mongo } from "mongoose";
import { codeOf, openStoreUnderTest, type StoreUnderTest } from "./store-under-test";

let store: StoreUnderTest;
const commands: string[] = [];
beforeAll(async () => {
  store = await openStoreUnderTest("commands", { monitorCommands: true });
  store.client.on("commandStarted", ({ commandName }) => commands.push(commandName));
});
afterAll(() => store.close());

describe("a cursor", () => {
  test("goes on batch by batch", async () => {
    const collection = await store.collectionOf(Array.from({ length: 250 }, (_, n) => ({ n })));
    commands.length = 0;
    const found = await collection.find().batchSize(100).toArray();
    expect(found.map((row) => row.n)).toEqual(Array.from({ length: 250 }, (_, n) => n));
    expect(commands).toEqual(["find", "getMore", "getMore"]);
  });

  test("sends 101 documents first when not told otherwise", async () => {
    const collection = await store.collectionOf(Array.from({ length: 102 }, (_, n) => ({ n })));
    const reply = await store.db.command({ find: collection.collectionName });
    expect(reply.cursor.firstBatch).toHaveLength(101);
  });

  test("keeps a batch within the size of a message", async () => {
    const filler = "x".repeat(1_000_000);
    const collection = await store.collectionOf(Array.from({ length: 20 }, (_, n) => ({ n, filler })));
    const found = await collection.find().toArray();
    expect(found).toHaveLength(20);
  });

  test("is closed by the client", async () => {
    const collection = await store.collectionOf(Array.from({ length: 10 }, (_, n) => ({ n })));
    const reply = await store.db.command({ find: collection.collectionName, batchSize: 2 });
    const id = mongo.Long.fromString(String(reply.cursor.id));
    const killed = await store.db.command({ killCursors: collection.collectionName, cursors: [id] });
    expect(killed.cursorsKilled.map(String)).toEqual([String(id)]);
    expect(await codeOf(store.db.command({ getMore: id, collection: collection.collectionName }))).toBe(43);
  });

  test("does not show a document as it was before a change in the meantime", async () => {
    const collection = await store.collectionOf(Array.from({ length: 10 }, (_, n) => ({ n })));
    const cursor = collection.find().batchSize(2);
    await cursor.next();
    await cursor.next();
    await collection.updateOne({ _id: 8 }, { $set: { n: "changed" } });
    await collection.deleteOne({ _id: 9 });
    const rest = await cursor.toArray();
    expect(rest.map((row) => row.n)).toEqual([2, 3, 4, 5, 6, 7, "changed"]);
  });

  test("ends with an error when its collection is dropped", async () => {
    const collection = await store.collectionOf(Array.from({ length: 1_000 }, (_, n) => ({ n })));
    const cursor = collection.find().batchSize(2);
    await cursor.next();
    await collection.drop();
    expect(typeof (await codeOf(cursor.toArray()))).toBe("number");
  });

  test("may rest longer than its time limit", async () => {
    const collection = await store.collectionOf(Array.from({ length: 10 }, (_, n) => ({ n })));
    const cursor = collection.find().batchSize(2).maxTimeMS(100);
    await cursor.next();
    const started = Date.now();
    while (Date.now() - started < 150) await store.db.command({ ping: 1 });
    expect(await cursor.toArray()).toHaveLength(9);
  });

  test("of a collection that is not there is empty", async () => {
    expect(await store.db.collection("nowhere").find().toArray()).toEqual([]);
  });
});

test("a find that takes too long is stopped", async () => {
  const collection = await store.collectionOf(
    Array.from({ length: 3_000 }, (_, n) => ({ n, list: Array.from({ length: 50 }, (_, m) => m) })),
  );
  const filter = { $and: Array.from({ length: 40 }, () => ({ list: { $ne: -1 } })) };
  expect(await codeOf(collection.find(filter).maxTimeMS(1).toArray())).toBe(50);
});

describe("bulk writes", () => {
  test("that are ordered stop at the first error", async () => {
    const collection = await store.collectionOf([]);
    const error = await collection.insertMany([{ _id: 1 }, { _id: 1 }, { _id: 2 }]).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(mongo.MongoBulkWriteError);
    expect(error).toMatchObject({ code: 11000, result: { insertedCount: 1 } });
    expect(await collection.countDocuments()).toBe(1);
  });

  test("that are unordered go on after an error", async () => {
    const collection = await store.collectionOf([]);
    const documents = [{ _id: 1 }, { _id: 1 }, { _id: 2 }];
    const error = await collection.insertMany(documents, { ordered: false }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(mongo.MongoBulkWriteError);
    const errors = error instanceof mongo.MongoBulkWriteError ? [error.writeErrors].flat() : [];
    expect(errors.map((one) => [one.index, one.code])).toEqual([[1, 11000]]);
    expect(await collection.countDocuments()).toBe(2);
  });

  test("of several kinds count what each did", async () => {
    const collection = await store.collectionOf([{ a: 1 }, { a: 2 }, { a: 3 }]);
    const result = await collection.bulkWrite([
      { insertOne: { document: { _id: 10, a: 10 } } },
      { updateOne: { filter: { _id: 0 }, update: { $set: { a: 5 } } } },
      { updateMany: { filter: {}, update: { $set: { b: 1 } } } },
      { updateOne: { filter: { _id: 11 }, update: { $set: { a: 11 } }, upsert: true } },
      { updateOne: { filter: { _id: 1 }, update: { $set: { c: 1 }, $unset: { a: "", b: "" } } } },
      { deleteOne: { filter: { _id: 2 } } },
    ]);
    expect(result).toMatchObject({
      insertedCount: 1,
      matchedCount: 6,
      modifiedCount: 6,
      upsertedCount: 1,
      deletedCount: 1,
      upsertedIds: { 3: 11 },
    });
    expect(await collection.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 0, a: 5, b: 1 },
      { _id: 1, c: 1 },
      { _id: 10, a: 10, b: 1 },
      { _id: 11, a: 11 },
    ]);
  });

  test("delete one or many", async () => {
    const collection = await store.collectionOf([{ a: 1 }, { a: 1 }, { a: 1 }, { a: 2 }]);
    expect(await collection.deleteOne({ a: 1 })).toMatchObject({ deletedCount: 1 });
    expect(await collection.deleteMany({ a: 1 })).toMatchObject({ deletedCount: 2 });
    expect(await store.db.collection("nowhere").deleteMany({})).toMatchObject({ deletedCount: 0 });
  });
});

describe("an insert", () => {
  test("makes an _id and puts it first", async () => {
    const collection = await store.collectionOf([]);
    const reply = await store.db.command({
      insert: collection.collectionName,
      documents: [{ a: 1 }, { a: 2, _id: 5 }],
    });
    expect(reply).toMatchObject({ n: 2, ok: 1 });
    const found = await collection.find().toArray();
    expect(found.map((row) => Object.keys(row))).toEqual([
      ["_id", "a"],
      ["_id", "a"],
    ]);
    expect(found[0]?._id).toBeInstanceOf(mongo.ObjectId);
  });

  test.each([
    ["an array", [1]],
    ["a regular expression", /a/],
  ])("refuses %s as _id", async (_title, _id) => {
    const collection = await store.collectionOf([]);
    const reply = await store.db.command({ insert: collection.collectionName, documents: [{ _id }] });
    expect(reply).toMatchObject({ n: 0, writeErrors: [{ index: 0, code: 53 }] });
  });

  test("without acknowledgement is done before what follows on its connection", async () => {
    const single = await new mongo.MongoClient(store.store.uri, { maxPoolSize: 1 }).connect();
    const collection = single.db(store.db.databaseName).collection<{ _id: number }>("unacknowledged");
    const result = await collection.insertOne({ _id: 1 }, { writeConcern: { w: 0 } });
    expect(result.acknowledged).toBe(false);
    expect(await collection.countDocuments()).toBe(1);
    await single.close();
  });
});

describe("a write that the driver sends again", () => {
  // A client of its own: its sessions are pooled, and these numbers would spoil them for other tests.
  let client: mongo.MongoClient;
  let db: mongo.Db;
  beforeAll(async () => {
    client = await new mongo.MongoClient(store.store.uri).connect();
    db = client.db(store.db.databaseName);
  });
  afterAll(() => client.close());

  test("happens once and is answered the same", async () => {
    const collection = await store.collectionOf([{ n: 0 }]);
    const session = client.startSession();
    const once = {
      findAndModify: collection.collectionName,
      query: { _id: 0 },
      update: { $inc: { n: 1 } },
      new: true,
      txnNumber: mongo.Long.fromNumber(1_000_001),
    };
    const first = await db.command(once, { session });
    const second = await db.command(once, { session });
    expect(second.value).toEqual(first.value);
    expect(await collection.findOne()).toEqual({ _id: 0, n: 1 });
    const later = await db.command({ ...once, txnNumber: mongo.Long.fromNumber(1_000_002) }, { session });
    expect(later.value).toEqual({ _id: 0, n: 2 });
    expect(await codeOf(db.command(once, { session }))).toBe(225);
    await session.endSession();
  });

  test("does not raise the duplicate key that it made itself", async () => {
    const collection = await store.collectionOf([]);
    const session = client.startSession();
    const once = {
      insert: collection.collectionName,
      documents: [{ _id: 1 }],
      txnNumber: mongo.Long.fromNumber(2_000_001),
    };
    expect(await db.command(once, { session })).toMatchObject({ n: 1, ok: 1 });
    const again = await db.command(once, { session });
    expect(again).toMatchObject({ n: 1, ok: 1 });
    expect(again.writeErrors).toBeUndefined();
    await session.endSession();
  });
});

describe("counts and values", () => {
  test("count with filter, skip and limit", async () => {
    const collection = await store.collectionOf([{ a: 1 }, { a: 1 }, { a: 1 }, { a: 2 }]);
    expect(await collection.countDocuments({ a: 1 })).toBe(3);
    expect(await collection.countDocuments({ a: 1 }, { skip: 1, limit: 1 })).toBe(1);
    expect(await collection.estimatedDocumentCount()).toBe(4);
    expect(await store.db.command({ count: collection.collectionName, query: { a: 1 }, limit: 2 })).toMatchObject({
      n: 2,
    });
  });

  test("distinct takes the elements of arrays, each once", async () => {
    const collection = await store.collectionOf([
      { a: 1 },
      { a: [1, 2] },
      { a: "x" },
      {},
      { a: null },
      { b: [{ c: 1 }, { c: 2 }] },
    ]);
    const values = await collection.distinct("a");
    expect(new Set(values)).toEqual(new Set([1, 2, "x", null]));
    expect(values).toHaveLength(4);
    expect((await collection.distinct("b.c")).toSorted()).toEqual([1, 2]);
    expect(await collection.distinct("a", { a: "x" })).toEqual(["x"]);
  });
});

describe("a projection", () => {
  const document = { a: 1, b: { c: 1, d: 2 }, list: [{ x: 1, y: 2 }, 5, [{ x: 3 }]] };

  test.each<[title: string, projection: mongo.Document, result: mongo.Document]>([
    ["of fields in", { a: 1 }, { _id: 0, a: 1 }],
    ["without _id", { a: true, _id: 0 }, { a: 1 }],
    ["of fields out", { list: 0, b: false }, { _id: 0, a: 1 }],
    ["of a dotted path in", { "b.c": 1 }, { _id: 0, b: { c: 1 } }],
    ["of a dotted path out", { "b.c": 0, list: 0 }, { _id: 0, a: 1, b: { d: 2 } }],
    ["through arrays, dropping what is no document", { "list.x": 1 }, { _id: 0, list: [{ x: 1 }, [{ x: 3 }]] }],
    ["out of arrays, keeping what is no document", { "list.x": 0, a: 0, b: 0 }, { _id: 0, list: [{ y: 2 }, 5, [{}]] }],
    ["of _id alone", { _id: 1 }, { _id: 0 }],
    ["of everything but _id", { _id: 0 }, document],
    ["of a missing field", { q: 1 }, { _id: 0 }],
  ])("%s", async (_title, projection, result) => {
    const collection = await store.collectionOf([document]);
    expect(await collection.findOne({}, { projection })).toEqual(result);
  });

  test("cannot take fields in and out", async () => {
    const collection = await store.collectionOf([document]);
    expect(typeof (await codeOf(collection.findOne({}, { projection: { a: 1, b: 0 } })))).toBe("number");
  });
});

describe("collections and databases", () => {
  test("are listed, made and dropped", async () => {
    const db = store.client.db(`${store.db.databaseName}-other`);
    await db.createCollection("made");
    await db.collection("written").insertOne({ a: 1 });
    expect((await db.listCollections().toArray()).map((one) => one.name).toSorted()).toEqual(["made", "written"]);
    expect(await db.listCollections({ name: "made" }, { nameOnly: true }).toArray()).toEqual([
      { name: "made", type: "collection" },
    ]);
    const { databases } = await db.admin().listDatabases({ nameOnly: true });
    expect(databases.map((one) => one.name)).toContain(db.databaseName);
    await db.collection("made").drop();
    expect((await db.listCollections().toArray()).map((one) => one.name)).toEqual(["written"]);
    await db.dropDatabase();
    expect(await db.listCollections().toArray()).toEqual([]);
  });

  test("are not made by an update that inserts nothing", async () => {
    expect(await store.db.collection("unmade").updateOne({ a: 1 }, { $set: { b: 1 } })).toMatchObject({
      matchedCount: 0,
    });
    expect(await store.db.collection("unmade").findOneAndUpdate({ a: 1 }, { $set: { b: 1 } })).toBeNull();
    expect(await store.db.listCollections({ name: "unmade" }).toArray()).toEqual([]);
  });

  test("with the same name in different databases are different", async () => {
    const [one, two] = ["one", "two"].map((name) => store.client.db(`${store.db.databaseName}-${name}`));
    await one?.collection("c").insertOne({ a: 1 });
    expect(await two?.collection("c").countDocuments()).toBe(0);
    await one?.dropDatabase();
  });

  test("cannot have any name", async () => {
    expect(await codeOf(store.db.command({ insert: "a$b", documents: [{ a: 1 }] }))).toBe(73);
    expect(await codeOf(store.db.command({ insert: "", documents: [{ a: 1 }] }))).toBe(73);
  });
});

test("an unknown command is an error", async () => {
  expect(await codeOf(store.db.command({ noSuchCommand: 1 }))).toBe(59);
});
