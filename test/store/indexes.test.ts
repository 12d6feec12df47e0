import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mongo } from "mongoose";
import { codeOf, openStoreUnderTest, type StoreUnderTest } from "./store-under-test";

let store: StoreUnderTest;
beforeAll(async () => {
  store = await openStoreUnderTest("indexes");
});
afterAll(() => store.close());

describe("a unique index", () => {
  test("refuses a second document with the value, and says which", async () => {
    const collection = await store.collectionOf([{ email: "a@x", org: 1 }]);
    await collection.createIndex({ email: 1, org: -1 }, { unique: true, name: "one_email" });
    const error = await collection.insertOne({ _id: 9, email: "a@x", org: 1 }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(mongo.MongoServerError);
    expect(error).toMatchObject({ code: 11000, keyPattern: { email: 1, org: -1 }, keyValue: { email: "a@x", org: 1 } });
    expect(String(error)).toMatch(
      /^MongoServerError: E11000 duplicate key error collection: conformance-indexes-\d+\.c\d+ index: one_email dup key: \{ email: "a@x", org: 1 \}$/,
    );
    expect(await collection.countDocuments()).toBe(1);
  });

  test("holds for _id without being made", async () => {
    const collection = await store.collectionOf([{ a: 1 }]);
    const error = await collection.insertOne({ _id: 0 }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 11000, keyPattern: { _id: 1 }, keyValue: { _id: 0 } });
  });

  test("takes numbers of different types for one value", async () => {
    const collection = await store.collectionOf([{ a: new mongo.Int32(1) }]);
    await collection.createIndex({ a: 1 }, { unique: true });
    expect(await codeOf(collection.insertOne({ _id: 9, a: new mongo.Double(1) }))).toBe(11000);
    expect(await codeOf(collection.insertOne({ _id: 9, a: mongo.Long.fromNumber(1) }))).toBe(11000);
  });

  test("takes missing for null, so only one document may lack the field", async () => {
    const collection = await store.collectionOf([{ b: 1 }]);
    await collection.createIndex({ a: 1 }, { unique: true });
    expect(await codeOf(collection.insertOne({ _id: 9, b: 2 }))).toBe(11000);
    expect(await codeOf(collection.insertOne({ _id: 9, a: null }))).toBe(11000);
  });

  test("looks at every element of an array, across documents only", async () => {
    const collection = await store.collectionOf([]);
    await collection.createIndex({ tags: 1 }, { unique: true });
    await collection.insertOne({ _id: 1, tags: ["x", "y", "x"] });
    expect(await codeOf(collection.insertOne({ _id: 2, tags: ["z", "y"] }))).toBe(11000);
    await collection.insertOne({ _id: 3, tags: ["z"] });
  });

  test("holds for updates, upserts and findOneAndUpdate", async () => {
    const collection = await store.collectionOf([{ a: 1 }, { a: 2 }]);
    await collection.createIndex({ a: 1 }, { unique: true });
    expect(await codeOf(collection.updateOne({ _id: 0 }, { $set: { a: 2 } }))).toBe(11000);
    expect(await codeOf(collection.updateOne({ _id: 7 }, { $set: { a: 2 } }, { upsert: true }))).toBe(11000);
    const error = await collection.findOneAndUpdate({ _id: 0 }, { $set: { a: 2 } }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 11000, codeName: "DuplicateKey", keyPattern: { a: 1 }, keyValue: { a: 2 } });
    expect(await collection.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 0, a: 1 },
      { _id: 1, a: 2 },
    ]);
  });

  test("frees a value when its document changes or goes", async () => {
    const collection = await store.collectionOf([{ a: 1 }, { a: 2 }]);
    await collection.createIndex({ a: 1 }, { unique: true });
    await collection.updateOne({ _id: 0 }, { $set: { a: 9 } });
    await collection.insertOne({ _id: 5, a: 1 });
    await collection.deleteOne({ _id: 1 });
    await collection.insertOne({ _id: 6, a: 2 });
    expect(await collection.countDocuments()).toBe(3);
  });

  test("cannot be made over documents that are not unique, and leaves nothing behind", async () => {
    const collection = await store.collectionOf([{ a: 1 }, { a: 1 }]);
    expect(await codeOf(collection.createIndex({ a: 1 }, { unique: true }))).toBe(11000);
    expect((await collection.indexes()).map((index) => index.name)).toEqual(["_id_"]);
    await collection.insertOne({ _id: 9, a: 1 });
  });

  test("lets exactly one of many concurrent inserts in", async () => {
    const collection = await store.collectionOf([]);
    await collection.createIndex({ key: 1 }, { unique: true });
    const attempts = Array.from({ length: 20 }, (_, place) => collection.insertOne({ _id: place, key: "k" }));
    const settled = await Promise.allSettled(attempts);
    expect(settled.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  });
});

describe("a partial index", () => {
  test("is unique among the documents of its filter only", async () => {
    const collection = await store.collectionOf([]);
    await collection.createIndex({ a: 1 }, { unique: true, partialFilterExpression: { open: true } });
    await collection.insertMany([
      { _id: 1, a: 1, open: true },
      { _id: 2, a: 1, open: false },
      { _id: 3, a: 1 },
    ]);
    expect(await codeOf(collection.insertOne({ _id: 4, a: 1, open: true }))).toBe(11000);
    expect(await codeOf(collection.updateOne({ _id: 2 }, { $set: { open: true } }))).toBe(11000);
    await collection.updateOne({ _id: 1 }, { $set: { open: false } });
    await collection.updateOne({ _id: 2 }, { $set: { open: true } });
  });

  test("by $exists ignores documents without the field", async () => {
    const collection = await store.collectionOf([]);
    await collection.createIndex({ key: 1 }, { unique: true, partialFilterExpression: { key: { $exists: true } } });
    await collection.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3, key: "x" }]);
    expect(await codeOf(collection.insertOne({ _id: 4, key: "x" }))).toBe(11000);
  });

  test("does not hide documents outside its filter from a find", async () => {
    const collection = await store.collectionOf([
      { a: 1, n: 5 },
      { a: 1, n: 50 },
    ]);
    await collection.createIndex({ a: 1 }, { partialFilterExpression: { n: { $gt: 10 } } });
    expect(await collection.countDocuments({ a: 1 })).toBe(2);
    expect(await collection.countDocuments({ a: 1, n: { $gt: 20 } })).toBe(1);
  });

  test.each([
    ["$exists false", { a: { $exists: false } }],
    ["$ne", { a: { $ne: 1 } }],
    ["$nin", { a: { $nin: [1] } }],
  ])("cannot have %s in its filter", async (_title, partialFilterExpression) => {
    const collection = await store.collectionOf([{}]);
    expect(await codeOf(collection.createIndex({ b: 1 }, { partialFilterExpression }))).toBe(67);
  });
});

describe("a compound index over an array of documents", () => {
  test("does not mix the fields of different elements", async () => {
    const collection = await store.collectionOf([
      {
        a: [
          { b: 1, c: 9 },
          { b: 8, c: 2 },
        ],
      },
      { a: [{ b: 1, c: 2 }] },
    ]);
    await collection.createIndex({ "a.b": 1, "a.c": 1 });
    expect(await collection.find({ "a.b": 1, "a.c": 2 }).sort({ _id: 1 }).toArray()).toHaveLength(2);
    expect(await collection.find({ a: { $elemMatch: { b: 1, c: 2 } } }).toArray()).toHaveLength(1);
  });

  test("cannot have two arrays in one document", async () => {
    const collection = await store.collectionOf([]);
    await collection.createIndex({ a: 1, b: 1 });
    expect(await codeOf(collection.insertOne({ _id: 1, a: [1], b: [2] }))).toBe(171);
    await collection.insertMany([
      { _id: 2, a: [1], b: 2 },
      { _id: 3, a: 1, b: [2, 3] },
    ]);
    expect(await collection.countDocuments({ a: 1, b: 2 })).toBe(2);
  });
});

describe("indexes are managed", () => {
  test("listed with what they are", async () => {
    const collection = await store.collectionOf([{}]);
    await collection.createIndex({ a: 1, b: -1 }, { unique: true, name: "ab" });
    await collection.createIndex({ c: 1 }, { partialFilterExpression: { d: { $gt: 1 } } });
    expect(await collection.indexes()).toMatchObject([
      { v: 2, key: { _id: 1 }, name: "_id_" },
      { v: 2, key: { a: 1, b: -1 }, name: "ab", unique: true },
      { v: 2, key: { c: 1 }, name: "c_1", partialFilterExpression: { d: { $gt: 1 } } },
    ]);
  });

  test("made again without effect", async () => {
    const collection = await store.collectionOf([{}]);
    await collection.createIndex({ a: 1 }, { unique: true });
    await collection.createIndex({ a: 1 }, { unique: true });
    expect(await collection.indexes()).toHaveLength(2);
  });

  test("not made with the name of another, nor with its keys under another name", async () => {
    const collection = await store.collectionOf([{}]);
    await collection.createIndex({ a: 1 }, { name: "n" });
    expect(await codeOf(collection.createIndex({ b: 1 }, { name: "n" }))).toBe(86);
    expect(await codeOf(collection.createIndex({ a: 1 }, { name: "m" }))).toBe(85);
  });

  test("dropped by name and all together, but not _id_", async () => {
    const collection = await store.collectionOf([{}]);
    await collection.createIndexes([{ key: { a: 1 } }, { key: { b: 1 } }, { key: { c: 1 } }]);
    await collection.dropIndex("a_1");
    expect(await collection.indexes()).toHaveLength(3);
    expect(await codeOf(collection.dropIndex("a_1"))).toBe(27);
    expect(await codeOf(collection.dropIndex("_id_"))).toBe(72);
    await collection.dropIndexes();
    expect((await collection.indexes()).map((index) => index.name)).toEqual(["_id_"]);
  });

  test("not listed for a collection that is not there", async () => {
    expect(await codeOf(store.db.collection("nowhere").listIndexes().toArray())).toBe(26);
  });

  test("kept consistent with the documents", async () => {
    const collection = await store.collectionOf([{ a: [1, 2] }, { a: 3 }, { a: [] }]);
    await collection.createIndex({ a: -1, _id: 1 });
    const changes: mongo.Document[] = [{ $push: { b: 1 } }, { $pull: { a: 1 } }];
    for (const change of changes) await collection.updateOne({ _id: 0 }, change);
    await collection.deleteOne({ _id: 1 });
    const { executionStats } = await collection.find().hint("a_-1__id_1").explain("executionStats");
    expect(executionStats).toMatchObject({ nReturned: 2, totalKeysExamined: 2 });
  });
});
