import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mongo } from "mongoose";
import { codeOf, openStoreUnderTest, type StoreUnderTest } from "./store-under-test";

const { Binary, BSONRegExp, Double, Int32, Long, MaxKey, MinKey, ObjectId } = mongo.BSON;

let store: StoreUnderTest;
beforeAll(async () => {
  store = await openStoreUnderTest("order");
});
afterAll(() => store.close());

/** Documents in MongoDB's ascending order of `a`. */
const ascending: readonly mongo.Document[] = [
  { a: new MinKey() },
  { a: [] },
  { a: null },
  { a: Number.NaN },
  { a: Number.NEGATIVE_INFINITY },
  { a: Long.MIN_VALUE },
  { a: -1.5 },
  { a: new Int32(-1) },
  { a: 0 },
  { a: new Double(0.5) },
  { a: Long.fromNumber(1) },
  { a: new Double(9007199254740992) },
  { a: Long.fromString("9007199254740993") },
  { a: Long.MAX_VALUE },
  { a: Number.POSITIVE_INFINITY },
  { a: "" },
  { a: "A" },
  { a: "a" },
  { a: "a\0" },
  { a: "aa" },
  { a: "\uffee" },
  { a: "\u{1F600}" },
  { a: {} },
  { a: { x: 1 } },
  { a: { x: 1, y: 1 } },
  { a: { y: 0 } },
  { a: { x: "" } },
  { a: [[]] },
  { a: [[1]] },
  { a: [[1, 2]] },
  { a: [[2]] },
  { a: new Binary(Buffer.from([9])) },
  { a: new Binary(Buffer.from([1, 1]), 0) },
  { a: new Binary(Buffer.from([1, 1]), 0x80) },
  { a: new ObjectId("000000000000000000000001") },
  { a: new ObjectId("000000000000000000000002") },
  { a: false },
  { a: true },
  { a: new Date(-5) },
  { a: new Date(5) },
  { a: new BSONRegExp("a", "") },
  { a: new BSONRegExp("b", "") },
  { a: new MaxKey() },
];

describe.each([
  ["in memory", undefined],
  ["by an index", { a: 1 }],
  ["by a descending index", { a: -1 }],
] as const)("a sort %s", (_, index) => {
  test("orders values of all types, both ways", async () => {
    const shuffled = ascending
      .map((row, place) => ({ _id: place, ...row }))
      .toSorted((x, y) => ((x._id * 17) % 43) - ((y._id * 17) % 43));
    const collection = await store.collectionOf(shuffled);
    if (index) await collection.createIndex(index);
    const places = ascending.map((_row, place) => place);
    expect((await collection.find().sort({ a: 1 }).toArray()).map((row) => row._id)).toEqual(places);
    expect((await collection.find().sort({ a: -1 }).toArray()).map((row) => row._id)).toEqual(places.toReversed());
  });

  test("takes the lowest element of an array ascending and the highest descending", async () => {
    const collection = await store.collectionOf([{ a: [3, 10] }, { a: [1, 5] }, { a: 4 }]);
    if (index) await collection.createIndex(index);
    expect((await collection.find().sort({ a: 1 }).toArray()).map((row) => row._id)).toEqual([1, 0, 2]);
    expect((await collection.find().sort({ a: -1 }).toArray()).map((row) => row._id)).toEqual([0, 1, 2]);
  });

  test("takes the lowest element though the filter asks for another", async () => {
    const collection = await store.collectionOf([{ a: [5] }, { a: [1, 5] }, { a: [3, 5] }]);
    if (index) await collection.createIndex(index);
    expect((await collection.find({ a: 5 }).sort({ a: 1 }).toArray()).map((row) => row._id)).toEqual([1, 2, 0]);
    expect(
      (
        await collection
          .find({ a: { $gte: 4 } })
          .sort({ a: 1 })
          .toArray()
      ).map((row) => row._id),
    ).toEqual([1, 2, 0]);
  });

  test("goes on with the next field where the first is equal", async () => {
    const collection = await store.collectionOf([
      { a: 1, b: 1 },
      { a: 1, b: 2 },
      { a: 0, b: 1 },
    ]);
    if (index) await collection.createIndex({ ...index, b: -1 });
    const found = await collection.find().sort({ a: 1, b: -1 }).toArray();
    expect(found.map((row) => row._id)).toEqual([2, 1, 0]);
  });

  test("puts missing with null", async () => {
    const collection = await store.collectionOf([{ a: 1 }, {}, { a: null }]);
    if (index) await collection.createIndex(index);
    const found = await collection.find().sort({ a: 1, _id: 1 }).toArray();
    expect(found.map((row) => row._id)).toEqual([1, 2, 0]);
  });
});

test("skips and limits after sorting", async () => {
  const collection = await store.collectionOf([{ a: 3 }, { a: 1 }, { a: 2 }]);
  const found = await collection.find().sort({ a: 1 }).skip(1).limit(1).toArray();
  expect(found).toEqual([{ _id: 2, a: 2 }]);
});

test("refuses a sort by two arrays", async () => {
  const collection = await store.collectionOf([{ a: [1, 2], b: [1, 2] }]);
  expect(typeof (await codeOf(collection.find().sort({ a: 1, b: 1 }).toArray()))).toBe("number");
});

test("keeps every value as it was stored", async () => {
  const collection = await store.collectionOf([]);
  const document = {
    _id: new Int32(1),
    long: Long.fromString("-9223372036854775808"),
    double: new Double(-0),
    text: "Thủ tục \0 hành chính",
    list: [[], {}, [null, { deep: [new Int32(3)] }]],
    binary: new Binary(Buffer.from([0, 255]), 4),
    date: new Date(-62135596800000),
    expression: new BSONRegExp("^a", "i"),
  };
  const bytes = mongo.BSON.serialize(document);
  await collection.insertOne(document as never);
  const [raw] = await collection.find({}, { raw: true }).toArray();
  expect(raw).toBeInstanceOf(Uint8Array);
  expect(Buffer.from(raw as unknown as Uint8Array).equals(Buffer.from(bytes))).toBe(true);
});

test("keeps the order of fields through an update", async () => {
  const collection = await store.collectionOf([]);
  await collection.insertOne(
    new Map<string, unknown>([
      ["_id", 1],
      ["b", 1],
      ["10", 1],
      ["2", 1],
      ["a", 1],
    ]) as never,
  );
  await collection.updateOne({ _id: 1 }, { $set: { "10": 5, c: 1 } });
  const [raw] = await collection.find({}, { raw: true }).toArray();
  const names = Array.from(mongo.BSON.onDemand.parseToElements(raw as unknown as Uint8Array), ([, start, length]) =>
    Buffer.from(raw as unknown as Uint8Array).toString("utf8", start, start + length),
  );
  expect(names).toEqual(["_id", "b", "10", "2", "a", "c"]);
});
