import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mongo } from "mongoose";
import { codeOf, openStoreUnderTest, type StoreUnderTest } from "./store-under-test";

const { BSONRegExp, Double, Int32, Long, MaxKey, MinKey, ObjectId } = mongo.BSON;

let store: StoreUnderTest;
beforeAll(async () => {
  store = await openStoreUnderTest("match");
});
afterAll(() => store.close());

/** What the documents are, the filter, and the places of the documents that MongoDB returns. */
type Case = readonly [
  title: string,
  documents: readonly mongo.Document[],
  filter: mongo.Document,
  places: readonly number[],
];

const scalars = [{ a: 1 }, { a: 2 }, { a: "2" }, { a: null }, {}, { a: true }];
const lists = [{ a: [1, 5, 9] }, { a: [2] }, { a: [] }, { a: 5 }, { a: [[5]] }, { a: [null] }, {}];
const nested = [
  { a: { b: 1 } },
  { a: { b: null } },
  { a: {} },
  { a: 4 },
  { a: null },
  {},
  { a: [] },
  { a: [{ b: 1 }] },
  { a: [{ b: 2 }, {}] },
  { a: [1, "x", null] },
  { a: [[]] },
];
const lines = [
  {
    lines: [
      { kind: "x", n: 1 },
      { kind: "y", n: 2 },
    ],
  },
  { lines: [{ kind: "x", n: 2 }] },
  { lines: [] },
  { lines: { kind: "x", n: 2 } },
];

const cases: readonly Case[] = [
  ["equality finds the value", scalars, { a: 1 }, [0]],
  ["equality does not convert a string to a number", scalars, { a: 2 }, [1]],
  ["equality to null finds null and missing", scalars, { a: null }, [3, 4]],
  ["$eq null finds null and missing", scalars, { a: { $eq: null } }, [3, 4]],
  ["$ne finds missing fields too", scalars, { a: { $ne: 1 } }, [1, 2, 3, 4, 5]],
  ["$ne null leaves out null and missing", scalars, { a: { $ne: null } }, [0, 1, 2, 5]],
  ["$in finds each value", scalars, { a: { $in: [1, "2"] } }, [0, 2]],
  ["$in with null finds missing", scalars, { a: { $in: [null, true] } }, [3, 4, 5]],
  ["$in of nothing finds nothing", scalars, { a: { $in: [] } }, []],
  ["$nin is the opposite of $in", scalars, { a: { $nin: [1, null] } }, [1, 2, 5]],
  ["$gt compares within one type", scalars, { a: { $gt: 1 } }, [1]],
  ["$gte includes the bound", scalars, { a: { $gte: 1 } }, [0, 1]],
  ["$lt on strings compares strings only", scalars, { a: { $lt: "3" } }, [2]],
  ["$lte null finds null and missing", scalars, { a: { $lte: null } }, [3, 4]],
  ["$gt null finds nothing", scalars, { a: { $gt: null } }, []],
  ["$gte on booleans", scalars, { a: { $gte: false } }, [5]],
  ["$exists true finds null", scalars, { a: { $exists: true } }, [0, 1, 2, 3, 5]],
  ["$exists false finds missing only", scalars, { a: { $exists: false } }, [4]],
  ["$gt MinKey finds every type, and missing", scalars, { a: { $gt: new MinKey() } }, [0, 1, 2, 3, 4, 5]],
  ["$lt MaxKey finds every type, and missing", scalars, { a: { $lt: new MaxKey() } }, [0, 1, 2, 3, 4, 5]],
  ["an empty filter finds everything", scalars, {}, [0, 1, 2, 3, 4, 5]],
  [
    "several fields must all match",
    [
      { a: 1, b: 1 },
      { a: 1, b: 2 },
    ],
    { a: 1, b: 2 },
    [1],
  ],
  ["several operators must all match", [{ a: 1 }, { a: 5 }, { a: 9 }], { a: { $gt: 1, $lt: 9 } }, [1]],

  [
    "a double equals an integer",
    [{ a: new Int32(1) }, { a: new Double(1) }, { a: Long.fromNumber(1) }],
    { a: 1 },
    [0, 1, 2],
  ],
  [
    "large integers are compared exactly",
    [{ a: Long.fromString("9007199254740993") }],
    { a: Long.fromString("9007199254740992") },
    [],
  ],
  [
    "a large integer is above the nearest double",
    [{ a: Long.fromString("9007199254740993") }],
    { a: { $gt: new Double(9007199254740992) } },
    [0],
  ],
  ["NaN equals NaN", [{ a: Number.NaN }, { a: 1 }], { a: Number.NaN }, [0]],
  ["NaN is in no range of numbers", [{ a: Number.NaN }, { a: 1 }], { a: { $lt: 5 } }, [1]],
  ["minus zero equals zero", [{ a: new Double(-0) }], { a: 0 }, [0]],
  [
    "object ids compare by bytes",
    [{ a: new ObjectId("000000000000000000000001") }, { a: new ObjectId("000000000000000000000002") }],
    { a: { $gt: new ObjectId("000000000000000000000001") } },
    [1],
  ],
  ["dates compare by time", [{ a: new Date(1) }, { a: new Date(-1) }], { a: { $lt: new Date(0) } }, [1]],
  [
    "binary data compares by length first",
    [{ a: Buffer.from([9]) }, { a: Buffer.from([1, 1]) }],
    { a: { $gt: Buffer.from([9]) } },
    [1],
  ],

  ["equality enters an array", lists, { a: 5 }, [0, 3]],
  ["equality to an array finds the whole array, or one inside", lists, { a: [5] }, [4]],
  ["equality to an array in the same order", [{ a: [1, 2] }, { a: [2, 1] }], { a: [1, 2] }, [0]],
  ["equality to an empty array", lists, { a: [] }, [2]],
  ["equality to null finds an array with null", lists, { a: null }, [5, 6]],
  ["$ne leaves out arrays with the value", lists, { a: { $ne: 5 } }, [1, 2, 4, 5, 6]],
  ["bounds may hold for different elements", lists, { a: { $gt: 8, $lt: 2 } }, [0]],
  ["$elemMatch needs one element for all bounds", lists, { a: { $elemMatch: { $gt: 8, $lt: 10 } } }, [0]],
  ["$elemMatch does not match different elements", lists, { a: { $elemMatch: { $gt: 8, $lt: 2 } } }, []],
  ["$elemMatch does not match a scalar", lists, { a: { $elemMatch: { $eq: 5 } } }, [0]],
  ["$elemMatch with $in", lists, { a: { $elemMatch: { $in: [2, 9] } } }, [0, 1]],
  ["$size counts elements", lists, { a: { $size: 1 } }, [1, 4, 5]],
  ["$size 0 finds the empty array only", lists, { a: { $size: 0 } }, [2]],
  ["$all needs every value", lists, { a: { $all: [1, 9] } }, [0]],
  ["$all matches a scalar with one value", lists, { a: { $all: [5] } }, [0, 3]],
  ["$all of nothing finds nothing", lists, { a: { $all: [] } }, []],
  ["$all with an array finds it whole or inside", lists, { a: { $all: [[5]] } }, [4]],
  ["$gt with an array compares whole arrays", [{ a: [1, 2] }, { a: [1, 3] }, { a: 9 }], { a: { $gt: [1, 2] } }, [1]],
  ["a position is a path", lists, { "a.0": 1 }, [0]],
  ["a position past the end is missing", lists, { "a.5": { $exists: true } }, []],
  ["a position that holds an array is not entered", [{ a: [[1, 2]] }], { "a.0": 1 }, []],
  ["$not with a comparison finds other types and missing", lists, { a: { $not: { $gt: 4 } } }, [1, 2, 4, 5, 6]],

  ["a dotted path enters documents", nested, { "a.b": 1 }, [0, 7]],
  [
    "a dotted path to null: missing, scalars, but no array without documents",
    nested,
    { "a.b": null },
    [1, 2, 3, 4, 5, 8],
  ],
  ["a dotted path not null", nested, { "a.b": { $ne: null } }, [0, 6, 7, 9, 10]],
  ["a dotted path exists", nested, { "a.b": { $exists: true } }, [0, 1, 7, 8]],
  [
    "a dotted path enters arrays in arrays of documents",
    [{ a: [{ b: [1, 2] }] }, { a: [{ b: [3] }] }],
    { "a.b": 2 },
    [0],
  ],
  ["a position, then a field", [{ a: [{ b: 1 }, { b: 2 }] }], { "a.1.b": 2 }, [0]],
  ["a field named like a position", [{ a: { "0": "x" } }], { "a.0": "x" }, [0]],

  [
    "equality to a document is exact",
    [{ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }, { a: { x: 1 } }],
    { a: { x: 1, y: 2 } },
    [0],
  ],
  [
    "$gt compares documents field by field",
    [{ a: { x: 1 } }, { a: { x: 3 } }, { a: { x: 2, y: 0 } }],
    { a: { $gt: { x: 2 } } },
    [1, 2],
  ],
  ["$elemMatch on documents needs one element", lines, { lines: { $elemMatch: { kind: "x", n: 2 } } }, [1]],
  ["without $elemMatch different elements do", lines, { "lines.kind": "x", "lines.n": 2 }, [0, 1, 3]],
  ["$elemMatch with $or inside", lines, { lines: { $elemMatch: { $or: [{ kind: "y" }, { n: 9 }] } } }, [0]],
  ["$not $elemMatch", lines, { lines: { $not: { $elemMatch: { kind: "x" } } } }, [2, 3]],
  [
    "$all of $elemMatch",
    lines,
    { lines: { $all: [{ $elemMatch: { kind: "x" } }, { $elemMatch: { kind: "y" } }] } },
    [0],
  ],

  ["$and", scalars, { $and: [{ a: { $gte: 1 } }, { a: { $lt: 2 } }] }, [0]],
  ["$or", scalars, { $or: [{ a: 1 }, { a: true }] }, [0, 5]],
  ["$nor finds missing fields", scalars, { $nor: [{ a: 1 }, { a: 2 }] }, [2, 3, 4, 5]],
  [
    "$or beside a field",
    [
      { a: 1, b: 1 },
      { a: 2, b: 1 },
      { a: 1, b: 2 },
    ],
    { b: 1, $or: [{ a: 1 }, { a: 3 }] },
    [0],
  ],

  ["an anchored prefix", [{ a: "abc" }, { a: "xab" }, { a: 1 }], { a: /^ab/ }, [0]],
  ["$regex as a string", [{ a: "abc" }, { a: "aBc" }], { a: { $regex: "^ab" } }, [0]],
  ["a prefix with escaped characters", [{ a: "a.b" }, { a: "axb" }], { a: { $regex: "^a\\.b" } }, [0]],
  ["a prefix enters arrays", [{ a: ["x", "abc"] }, { a: ["x"] }], { a: /^ab/ }, [0]],
  ["$in with a prefix", [{ a: "abc" }, { a: "xyz" }, { a: "q" }], { a: { $in: [/^ab/, "q"] } }, [0, 2]],
  ["$not with a prefix", [{ a: "abc" }, { a: "xyz" }, {}], { a: { $not: /^ab/ } }, [1, 2]],
  ["a prefix in Vietnamese", [{ a: "Đăng ký" }, { a: "Dang ky" }], { a: /^Đăng/ }, [0]],
  [
    "a stored regular expression equals itself",
    [{ a: new BSONRegExp("^x", "") }, { a: "xy" }],
    { a: { $eq: new BSONRegExp("^x", "") } },
    [0],
  ],

  ["strings compare by their UTF-8 bytes", [{ a: "\uffee" }, { a: "\u{1F600}" }], { a: { $gt: "\uffee" } }, [1]],
  [
    "a string with a zero byte is above its beginning",
    [{ a: "a" }, { a: "a\0" }, { a: "a\0b" }, { a: "b" }],
    { a: { $gt: "a", $lt: "b" } },
    [1, 2],
  ],
];

describe.each([
  ["by looking at every document", undefined],
  ["by an index", { a: 1 }],
  ["by a descending index", { a: -1 }],
] as const)("a filter %s", (_, index) => {
  test.each(cases)("%s", async (_title, documents, filter, places) => {
    const collection = await store.collectionOf(documents);
    const path = Object.keys(filter).find((name) => name.startsWith("a.") && !/\d/.test(name));
    if (index) await collection.createIndex(path ? { [path]: index.a } : index);
    const found = await collection.find(filter).toArray();
    expect(found.map((row) => Number(row._id)).toSorted((x, y) => x - y)).toEqual(places);
  });
});

test.each<[title: string, filter: mongo.Document, code: number | undefined]>([
  ["$in without an array", { a: { $in: 1 } }, 2],
  ["an operator inside $in", { a: { $in: [{ $gt: 1 }] } }, 2],
  ["$and of nothing", { $and: [] }, 2],
  ["$or without an array", { $or: { a: 1 } }, 2],
  ["$size of a fraction", { a: { $size: 1.5 } }, undefined],
  ["$elemMatch of a number", { a: { $elemMatch: 1 } }, 2],
  ["a plain field between operators", { a: { $gt: 1, b: 2 } }, 2],
])("refuses %s", async (_title, filter, code) => {
  const collection = await store.collectionOf([{ a: 1 }]);
  const actual = await codeOf(collection.find(filter).toArray());
  if (code === undefined) expect(typeof actual).toBe("number");
  else expect(actual).toBe(code);
});
