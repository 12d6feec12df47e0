import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mongo } from "mongoose";
import { codeOf, openStoreUnderTest, type StoreUnderTest } from "./store-under-test";

const { Double, Int32, Long } = mongo.BSON;

let store: StoreUnderTest;
beforeAll(async () => {
  store = await openStoreUnderTest("update");
});
afterAll(() => store.close());

/** The document (its `_id` is 0), the update, and the document that MongoDB leaves. */
type Case = readonly [
  title: string,
  before: mongo.Document,
  update: mongo.Document,
  after: mongo.Document,
  filters?: mongo.Document[],
];

const cases: readonly Case[] = [
  ["$set puts a value in place", { a: 1, b: 2 }, { $set: { a: 9 } }, { a: 9, b: 2 }],
  ["$set makes documents on a dotted path", {}, { $set: { "a.b.c": 1 } }, { a: { b: { c: 1 } } }],
  ["$set by position in an array", { a: [1, 2] }, { $set: { "a.1": 9 } }, { a: [1, 9] }],
  ["$set past the end of an array fills with null", { a: [1] }, { $set: { "a.3": 9 } }, { a: [1, null, null, 9] }],
  ["$set of a field in an element", { a: [{ b: 1 }, { b: 2 }] }, { $set: { "a.1.b": 9 } }, { a: [{ b: 1 }, { b: 9 }] }],
  ["$set of a number makes a field where there is a document", { a: {} }, { $set: { "a.0": 1 } }, { a: { "0": 1 } }],
  ["new fields come in order of their names", {}, { $set: { b: 1, a: 2 }, $inc: { aa: 1 } }, { a: 2, aa: 1, b: 1 }],
  ["$set of a document replaces it", { a: { x: 1, y: 2 } }, { $set: { a: { z: 3 } } }, { a: { z: 3 } }],
  ["$unset removes a field", { a: 1, b: 2 }, { $unset: { a: "" } }, { b: 2 }],
  ["$unset of an element leaves null", { a: [1, 2, 3] }, { $unset: { "a.1": "" } }, { a: [1, null, 3] }],
  ["$unset of a path that cannot be is nothing", { a: 1 }, { $unset: { "a.b.c": "" } }, { a: 1 }],
  ["$inc adds", { a: 5 }, { $inc: { a: -2 } }, { a: 3 }],
  ["$inc makes a missing field", {}, { $inc: { a: 2 } }, { a: 2 }],
  ["$inc of a fraction makes a double", { a: 1 }, { $inc: { a: 0.5 } }, { a: 1.5 }],
  ["$min lowers", { a: 5 }, { $min: { a: 3 } }, { a: 3 }],
  ["$min does not raise", { a: 5 }, { $min: { a: 7 } }, { a: 5 }],
  ["$min compares across types", { a: "x" }, { $min: { a: 7 } }, { a: 7 }],
  ["$max raises", { a: 5 }, { $max: { a: 7 } }, { a: 7 }],
  ["$max makes a missing field", {}, { $max: { a: 7 } }, { a: 7 }],
  ["$push appends", { a: [1] }, { $push: { a: 2 } }, { a: [1, 2] }],
  ["$push makes an array", {}, { $push: { a: 2 } }, { a: [2] }],
  ["$push of an array appends it as one element", { a: [1] }, { $push: { a: [2, 3] } }, { a: [1, [2, 3]] }],
  ["$push $each appends each", { a: [1] }, { $push: { a: { $each: [2, 3] } } }, { a: [1, 2, 3] }],
  ["$push $each of nothing makes an empty array", {}, { $push: { a: { $each: [] } } }, { a: [] }],
  ["$push $slice keeps the last", { a: [1, 2] }, { $push: { a: { $each: [3, 4], $slice: -3 } } }, { a: [2, 3, 4] }],
  ["$push $slice keeps the first", { a: [1, 2] }, { $push: { a: { $each: [3], $slice: 2 } } }, { a: [1, 2] }],
  ["$push $slice 0 empties", { a: [1, 2] }, { $push: { a: { $each: [3], $slice: 0 } } }, { a: [] }],
  ["$push $position inserts", { a: [1, 2] }, { $push: { a: { $each: [9], $position: 1 } } }, { a: [1, 9, 2] }],
  [
    "$push $position counts from the end",
    { a: [1, 2, 3] },
    { $push: { a: { $each: [9], $position: -1 } } },
    { a: [1, 2, 9, 3] },
  ],
  ["$addToSet adds once", { a: [1] }, { $addToSet: { a: { $each: [1, 2, 2] } } }, { a: [1, 2] }],
  ["$addToSet knows numbers of other types", { a: [1] }, { $addToSet: { a: new Double(1) } }, { a: [1] }],
  [
    "$addToSet compares documents exactly",
    { a: [{ x: 1, y: 2 }] },
    { $addToSet: { a: { y: 2, x: 1 } } },
    {
      a: [
        { x: 1, y: 2 },
        { y: 2, x: 1 },
      ],
    },
  ],
  ["$addToSet makes an array", {}, { $addToSet: { a: 1 } }, { a: [1] }],
  ["$pull removes equal elements", { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
  ["$pull by operators", { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
  ["$pull by $in", { a: [1, 5, 9] }, { $pull: { a: { $in: [1, 9] } } }, { a: [5] }],
  [
    "$pull by fields of documents",
    { a: [{ x: 1, y: 1 }, { x: 2, y: 1 }, 7] },
    { $pull: { a: { x: 1 } } },
    { a: [{ x: 2, y: 1 }, 7] },
  ],
  ["$pull of a missing array is nothing", { b: 1 }, { $pull: { a: 1 } }, { b: 1 }],
  ["$setOnInsert does nothing to what is there", { a: 1 }, { $setOnInsert: { a: 2 }, $set: { b: 1 } }, { a: 1, b: 1 }],
  ["an update without change", { a: 1 }, { $set: {} }, { a: 1 }],
  ["$[] changes every element", { a: [1, 2] }, { $inc: { "a.$[]": 10 } }, { a: [11, 12] }],
  [
    "$[identifier] changes the elements of the filter",
    { a: [1, 5, 9] },
    { $set: { "a.$[big]": 0 } },
    { a: [1, 0, 0] },
    [{ big: { $gte: 5 } }],
  ],
  [
    "$[identifier] on fields of documents",
    {
      a: [
        { k: "x", n: 1 },
        { k: "y", n: 1 },
      ],
    },
    { $set: { "a.$[e].n": 2 } },
    {
      a: [
        { k: "x", n: 1 },
        { k: "y", n: 2 },
      ],
    },
    [{ "e.k": "y" }],
  ],
  [
    "$[identifier] inside $[]",
    { a: [{ b: [1, 2] }, { b: [2] }] },
    { $unset: { "a.$[].b.$[e]": "" } },
    { a: [{ b: [1, null] }, { b: [null] }] },
    [{ e: 2 }],
  ],
  [
    "two array filters",
    { a: [{ k: 1, b: [1, 2] }] },
    { $set: { "a.$[x].b.$[y]": 9 } },
    { a: [{ k: 1, b: [1, 9] }] },
    [{ "x.k": 1 }, { y: 2 }],
  ],
];

test.each(cases)("%s", async (_title, before, update, after, arrayFilters = []) => {
  const collection = await store.collectionOf([before]);
  await collection.updateOne({ _id: 0 }, update, arrayFilters.length > 0 ? { arrayFilters } : {});
  const [found] = await collection.find().toArray();
  expect(JSON.stringify(found)).toBe(JSON.stringify({ _id: 0, ...after }));
});

test.each([
  ["int32 and int32 in range stay int32", new Int32(1), 1, "Int32"],
  ["int32 grows to int64 when it overflows", new Int32(2147483647), 1, "Long"],
  ["int64 stays int64", Long.fromNumber(1), 1, "Long"],
  ["int32 and double are double", new Int32(1), new Double(1), "Double"],
] as const)("$inc: %s", async (_title, before, by, type) => {
  const collection = await store.collectionOf([{ a: before }]);
  await collection.updateOne({}, { $inc: { a: by } });
  const [found] = await collection.find({}, { promoteValues: false }).toArray();
  expect(found?.a).toHaveProperty("_bsontype", type);
});

describe("refuses", () => {
  test.each<[title: string, before: mongo.Document, update: mongo.Document, code: number]>([
    ["$inc of a string", { a: "x" }, { $inc: { a: 1 } }, 14],
    ["$inc by a string", { a: 1 }, { $inc: { a: "1" } }, 14],
    ["$inc beyond int64", { a: Long.MAX_VALUE }, { $inc: { a: 1 } }, 2],
    ["$push to a number", { a: 1 }, { $push: { a: 1 } }, 2],
    ["$addToSet to a number", { a: 1 }, { $addToSet: { a: 1 } }, 2],
    ["$pull from a number", { a: 1 }, { $pull: { a: 1 } }, 2],
    ["$push $each without an array", { a: [] }, { $push: { a: { $each: 1 } } }, 2],
    ["a path through a number", { a: 1 }, { $set: { "a.b": 1 } }, 28],
    ["a name in an array", { a: [1] }, { $set: { "a.b": 1 } }, 28],
    ["two changes of one field", { a: 1 }, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
    ["a change of a field and of a field in it", { a: {} }, { $set: { a: {}, "a.b": 1 } }, 40],
    ["a change of _id", { a: 1 }, { $set: { _id: 7 } }, 66],
    ["an empty part of a path", { a: 1 }, { $set: { "a..b": 1 } }, 56],
    ["$[] on what is no array", { a: 1 }, { $set: { "a.$[]": 1 } }, 2],
    ["$[] on a missing field", {}, { $set: { "a.$[]": 1 } }, 2],
    ["an identifier without array filter", { a: [1] }, { $set: { "a.$[e]": 1 } }, 2],
  ])("%s, and changes nothing", async (_title, before, update, code) => {
    const collection = await store.collectionOf([before]);
    const [kept] = await collection.find().toArray();
    expect(await codeOf(collection.updateOne({ _id: 0 }, update))).toBe(code);
    expect(await collection.find().toArray()).toEqual([kept]);
  });

  test("an array filter that the update does not use", async () => {
    const collection = await store.collectionOf([{ a: [1] }]);
    expect(await codeOf(collection.updateOne({}, { $set: { b: 1 } }, { arrayFilters: [{ e: 1 }] }))).toBe(9);
  });
});

describe("an upsert", () => {
  test.each([
    [
      "starts from the equalities of the filter",
      { _id: 5, a: 1, "b.c": { $eq: 2 }, d: { $gt: 1 } },
      { $set: { e: 3 } },
      { _id: 5, a: 1, b: { c: 2 }, e: 3 },
    ],
    ["takes equalities from $and", { $and: [{ _id: 5 }, { a: 1 }] }, { $inc: { n: 1 } }, { _id: 5, a: 1, n: 1 }],
    ["takes nothing from $or of two", { _id: 5, $or: [{ a: 1 }, { a: 2 }] }, { $set: { b: 1 } }, { _id: 5, b: 1 }],
    ["applies $setOnInsert", { _id: 5 }, { $setOnInsert: { a: 1 }, $set: { b: 1 } }, { _id: 5, a: 1, b: 1 }],
  ])("%s", async (_title, filter, update, after) => {
    const collection = await store.collectionOf([]);
    const result = await collection.updateOne(filter, update, { upsert: true });
    expect(result).toMatchObject({ matchedCount: 0, modifiedCount: 0, upsertedCount: 1, upsertedId: 5 });
    expect(await collection.find().toArray()).toEqual([after]);
  });

  test("makes an _id when the filter has none", async () => {
    const collection = await store.collectionOf([]);
    const { upsertedId } = await collection.updateOne({ a: 1 }, { $set: { b: 1 } }, { upsert: true });
    expect(upsertedId).toBeInstanceOf(mongo.ObjectId);
    const [found] = await collection.find().toArray();
    expect(Object.keys(found ?? {})).toEqual(["_id", "a", "b"]);
  });

  test("updates when something matches", async () => {
    const collection = await store.collectionOf([{ a: 1 }]);
    const result = await collection.updateOne({ a: 1 }, { $set: { b: 1 }, $setOnInsert: { c: 1 } }, { upsert: true });
    expect(result).toMatchObject({ matchedCount: 1, modifiedCount: 1, upsertedCount: 0 });
    expect(await collection.find().toArray()).toEqual([{ _id: 0, a: 1, b: 1 }]);
  });

  test("is refused when the update contradicts the filter's _id", async () => {
    const collection = await store.collectionOf([]);
    expect(await codeOf(collection.updateOne({ _id: 1 }, { $set: { _id: 2 } }, { upsert: true }))).toBe(66);
  });
});

describe("an update", () => {
  test("of many counts what matched and what changed", async () => {
    const collection = await store.collectionOf([{ a: 1 }, { a: 2 }, { a: 1 }]);
    expect(await collection.updateMany({}, { $set: { a: 1 } })).toMatchObject({ matchedCount: 3, modifiedCount: 1 });
  });

  test("of one changes one", async () => {
    const collection = await store.collectionOf([{ a: 1 }, { a: 1 }]);
    expect(await collection.updateOne({ a: 1 }, { $set: { a: 2 } })).toMatchObject({
      matchedCount: 1,
      modifiedCount: 1,
    });
    expect(await collection.countDocuments({ a: 2 })).toBe(1);
  });

  test("of many does not meet a document again where it put it", async () => {
    const collection = await store.collectionOf([{ a: 1 }, { a: 2 }, { a: 3 }]);
    await collection.createIndex({ a: 1 });
    await collection.updateMany({ a: { $gte: 1 } }, { $inc: { a: 10 } });
    expect((await collection.find().sort({ _id: 1 }).toArray()).map((row) => row.a)).toEqual([11, 12, 13]);
  });

  test("changes the type of a value though it is equal", async () => {
    const collection = await store.collectionOf([{ a: new Int32(1) }]);
    expect(await collection.updateOne({}, { $set: { a: new Double(1) } })).toMatchObject({ modifiedCount: 1 });
  });
});

describe("findOneAndUpdate", () => {
  test("returns the document before, or after", async () => {
    const collection = await store.collectionOf([{ n: 1 }]);
    expect(await collection.findOneAndUpdate({ _id: 0 }, { $inc: { n: 1 } })).toEqual({ _id: 0, n: 1 });
    expect(await collection.findOneAndUpdate({ _id: 0 }, { $inc: { n: 1 } }, { returnDocument: "after" })).toEqual({
      _id: 0,
      n: 3,
    });
  });

  test("answers null when the version is another one", async () => {
    const collection = await store.collectionOf([{ version: 3 }]);
    const update = { $set: { a: 1 }, $inc: { version: 1 } };
    expect(await collection.findOneAndUpdate({ _id: 0, version: 2 }, update)).toBeNull();
    expect(await collection.findOneAndUpdate({ _id: 0, version: 3 }, update, { returnDocument: "after" })).toEqual({
      _id: 0,
      version: 4,
      a: 1,
    });
  });

  test("takes the first in the order, and shows the fields asked for", async () => {
    const collection = await store.collectionOf([{ n: 2 }, { n: 1 }, { n: 3 }]);
    const options = { sort: { n: -1 as const }, projection: { n: 1 } };
    expect(await collection.findOneAndUpdate({}, { $set: { taken: true } }, options)).toEqual({ _id: 2, n: 3 });
  });

  test("inserts when asked to, and shows it when asked to", async () => {
    const collection = await store.collectionOf([]);
    const update = { $setOnInsert: { a: 1 } };
    expect(await collection.findOneAndUpdate({ _id: 7 }, update, { upsert: true })).toBeNull();
    expect(await collection.findOneAndUpdate({ _id: 8 }, update, { upsert: true, returnDocument: "after" })).toEqual({
      _id: 8,
      a: 1,
    });
    const raw = await collection.findOneAndUpdate({ _id: 9 }, update, { upsert: true, includeResultMetadata: true });
    expect(raw.lastErrorObject).toMatchObject({ n: 1, updatedExisting: false, upserted: 9 });
  });

  test("deletes and returns", async () => {
    const collection = await store.collectionOf([{ n: 1 }, { n: 2 }]);
    expect(await collection.findOneAndDelete({}, { sort: { n: -1 } })).toEqual({ _id: 1, n: 2 });
    expect(await collection.findOneAndDelete({ n: 9 })).toBeNull();
    expect(await collection.countDocuments()).toBe(1);
  });

  test("of many at once increments without losing one", async () => {
    const collection = await store.collectionOf([{ n: 0 }]);
    await Promise.all(Array.from({ length: 50 }, () => collection.findOneAndUpdate({ _id: 0 }, { $inc: { n: 1 } })));
    expect(await collection.findOne()).toEqual({ _id: 0, n: 50 });
  });
});
