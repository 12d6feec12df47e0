import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mongo } from "mongoose";
import { codeOf, openStoreUnderTest, type StoreUnderTest } from "./store-under-test";

const { Double, Int32, Long } = mongo.BSON;

let store: StoreUnderTest;
beforeAll(async () => {
  store = await openStoreUnderTest("aggregate");
});
afterAll(() => store.close());

const sales: readonly mongo.Document[] = [
  { item: "a", n: 2, price: 10, tags: ["x", "y"] },
  { item: "b", n: 1, price: 5.5, tags: [] },
  { item: "a", n: 5, price: null, at: { day: 1 } },
  { n: 3, tags: "z", at: [{ day: 2 }, { day: 3 }] },
];

type Case = readonly [
  title: string,
  documents: readonly mongo.Document[],
  stages: mongo.Document[],
  results: readonly mongo.Document[],
];

const cases: readonly Case[] = [
  [
    "$match, $sort, $skip and $limit",
    sales,
    [{ $match: { n: { $gte: 2 } } }, { $sort: { n: -1 } }, { $skip: 1 }, { $limit: 1 }, { $project: { n: 1 } }],
    [{ _id: 3, n: 3 }],
  ],
  [
    "$project of fields in",
    sales,
    [{ $match: { _id: 2 } }, { $project: { item: 1, "at.day": 1 } }],
    [{ _id: 2, item: "a", at: { day: 1 } }],
  ],
  ["$project without _id", sales, [{ $match: { _id: 0 } }, { $project: { _id: 0, n: 1 } }], [{ n: 2 }]],
  [
    "$project of fields out",
    sales,
    [{ $match: { _id: 2 } }, { $project: { item: 0, at: 0, n: 0 } }],
    [{ _id: 2, price: null }],
  ],
  [
    "$project enters arrays",
    sales,
    [{ $match: { _id: 3 } }, { $project: { "at.day": 1 } }],
    [{ _id: 3, at: [{ day: 2 }, { day: 3 }] }],
  ],
  [
    "$project computes",
    sales,
    [{ $match: { _id: 0 } }, { $project: { total: { $sum: ["$n", "$price"] } } }],
    [{ _id: 0, total: 12 }],
  ],
  [
    "a missing field path leaves the field out",
    sales,
    [{ $match: { _id: 0 } }, { $project: { x: "$nowhere", n: 1 } }],
    [{ _id: 0, n: 2 }],
  ],
  [
    "a field path through an array is an array",
    sales,
    [{ $match: { _id: 3 } }, { $project: { days: "$at.day" } }],
    [{ _id: 3, days: [2, 3] }],
  ],
  [
    "$addFields adds and replaces",
    [{ a: 1, b: 2 }],
    [{ $addFields: { b: { $sum: ["$a", 10] }, "c.d": "$a" } }],
    [{ _id: 0, a: 1, b: 11, c: { d: 1 } }],
  ],
  [
    "$group counts and adds",
    sales,
    [{ $group: { _id: "$item", n: { $sum: "$n" }, count: { $count: {} } } }, { $sort: { _id: 1 } }],
    [
      { _id: null, n: 3, count: 1 },
      { _id: "a", n: 7, count: 2 },
      { _id: "b", n: 1, count: 1 },
    ],
  ],
  [
    "$group takes null and missing together",
    [{ a: null }, {}, { a: 1 }],
    [{ $group: { _id: "$a", n: { $sum: 1 } } }, { $sort: { n: 1 } }],
    [
      { _id: 1, n: 1 },
      { _id: null, n: 2 },
    ],
  ],
  [
    "$group by several fields",
    [
      { a: 1, b: 1 },
      { a: 1, b: 2 },
      { a: 1, b: 1 },
    ],
    [{ $group: { _id: { a: "$a", b: "$b" }, n: { $sum: 1 } } }, { $sort: { n: 1 } }],
    [
      { _id: { a: 1, b: 2 }, n: 1 },
      { _id: { a: 1, b: 1 }, n: 2 },
    ],
  ],
  [
    "$sum ignores what is no number",
    [{ a: 1 }, { a: "x" }, {}, { a: 2.5 }],
    [{ $group: { _id: null, s: { $sum: "$a" } } }],
    [{ _id: null, s: 3.5 }],
  ],
  [
    "$min and $max ignore null and compare types",
    [{ a: 5 }, { a: null }, { a: "x" }, {}],
    [{ $group: { _id: null, low: { $min: "$a" }, high: { $max: "$a" } } }],
    [{ _id: null, low: 5, high: "x" }],
  ],
  [
    "$first and $last follow the order",
    [{ a: 3 }, { a: 1 }, { a: 2 }],
    [{ $sort: { a: 1 } }, { $group: { _id: null, f: { $first: "$a" }, l: { $last: "$a" } } }],
    [{ _id: null, f: 1, l: 3 }],
  ],
  [
    "$push keeps all but missing, $addToSet each once",
    [{ a: 1 }, { a: 1 }, {}, { a: null }],
    [{ $group: { _id: null, p: { $push: "$a" } } }],
    [{ _id: null, p: [1, 1, null] }],
  ],
  [
    "$addToSet keeps each once",
    [{ a: 1 }, { a: new Double(1) }],
    [{ $group: { _id: null, s: { $addToSet: "$a" } } }],
    [{ _id: null, s: [1] }],
  ],
  [
    "sums of doubles do not pile up rounding errors",
    Array.from({ length: 10 }, () => ({ a: 0.1 })),
    [{ $group: { _id: null, s: { $sum: "$a" } } }],
    [{ _id: null, s: 1 }],
  ],
  [
    "$unwind makes a document of each element",
    sales,
    [{ $unwind: "$tags" }, { $project: { tags: 1 } }, { $sort: { tags: 1 } }],
    [
      { _id: 0, tags: "x" },
      { _id: 0, tags: "y" },
      { _id: 3, tags: "z" },
    ],
  ],
  ["$count", sales, [{ $match: { item: "a" } }, { $count: "n" }], [{ n: 2 }]],
  ["$count of nothing is nothing", sales, [{ $match: { item: "q" } }, { $count: "n" }], []],
  [
    "$facet runs pipelines side by side",
    sales,
    [{ $facet: { total: [{ $count: "n" }], first: [{ $sort: { n: 1 } }, { $limit: 1 }, { $project: { n: 1 } }] } }],
    [{ total: [{ n: 4 }], first: [{ _id: 1, n: 1 }] }],
  ],
];

test.each(cases)("%s", async (_title, documents, stages, results) => {
  const collection = await store.collectionOf(documents);
  expect(await collection.aggregate(stages).toArray()).toEqual(results);
});

const one = {
  n: 7,
  z: 0,
  s: "text",
  list: [1, 2, 3, 4],
  empty: [],
  nothing: null,
};

test.each<[title: string, expression: unknown, value: unknown]>([
  ["$cond as a list", { $cond: [{ $gt: ["$n", 5] }, "big", "small"] }, "big"],
  ["an empty string is true", { $cond: ["", 1, 2] }, 1],
  ["$ifNull takes the first that is there", { $ifNull: ["$missing", "$nothing", "$n"] }, 7],
  ["$eq compares numbers of different types", { $eq: ["$n", new Double(7)] }, true],
  ["missing is not null", { $eq: ["$missing", null] }, false],
  ["comparison across types follows the order of types", { $gt: ["$s", "$n"] }, true],
  ["$ne", { $ne: ["$n", 7] }, false],
  ["$gte", { $gte: ["$n", 7] }, true],
  ["$lt", { $lt: ["$n", 7] }, false],
  ["$lte", { $lte: ["$n", 7] }, true],
  ["$and", { $and: ["$n", "$s"] }, true],
  ["$and of nothing", { $and: [] }, true],
  ["$or", { $or: ["$z", "$nothing"] }, false],
  ["$not", { $not: ["$z"] }, true],
  ["$in", { $in: [3, "$list"] }, true],
  ["$sum of an array", { $sum: "$list" }, 10],
  ["$sum of a list", { $sum: ["$n", 1, "$s"] }, 8],
  ["$slice of the first", { $slice: ["$list", 2] }, [1, 2]],
  ["$slice of the last", { $slice: ["$list", -1] }, [4]],
  ["$$ROOT is the document", "$$ROOT.n", 7],
  ["a document of expressions", { x: "$n", y: { $sum: [1, 1] } }, { x: 7, y: 2 }],
  ["an array of expressions", ["$n", "$missing"], [7, null]],
])("expression: %s", async (_title, expression, value) => {
  const collection = await store.collectionOf([one]);
  const [result] = await collection.aggregate([{ $project: { _id: 0, value: expression } }]).toArray();
  expect(result?.value).toEqual(value);
});

describe("the type of a sum", () => {
  test.each([
    ["of int32 is int32", [new Int32(1), new Int32(2)], "Int32"],
    ["of int32 grows to int64", [new Int32(2147483647), new Int32(1)], "Long"],
    ["with int64 is int64", [new Int32(1), Long.fromNumber(1)], "Long"],
    ["with a double is a double", [new Int32(1), new Double(1)], "Double"],
    ["beyond int64 is a double", [Long.MAX_VALUE, Long.MAX_VALUE], "Double"],
  ])("%s", async (_title, values, type) => {
    const collection = await store.collectionOf(values.map((a) => ({ a })));
    const stages = [{ $group: { _id: null, s: { $sum: "$a" } } }];
    const [result] = await collection.aggregate(stages, { promoteValues: false }).toArray();
    expect(result?.s).toHaveProperty("_bsontype", type);
  });
});

test.each([
  ["$in of a number", [{ $project: { a: { $in: [1, "$n"] } } }]],
  ["a stage with two fields", [{ $match: {}, $limit: 1 }]],
  ["$limit 0", [{ $limit: 0 }]],
  ["in and out in one $project", [{ $project: { n: 1, s: 0 } }]],
  ["$group without _id", [{ $group: { n: { $sum: 1 } } }]],
])("refuses %s", async (_title, stages) => {
  const collection = await store.collectionOf([one]);
  expect(typeof (await codeOf(collection.aggregate(stages).toArray()))).toBe("number");
});

test("of a collection that is not there is empty", async () => {
  expect(
    await store.db
      .collection("nowhere")
      .aggregate([{ $match: { a: 1 } }])
      .toArray(),
  ).toEqual([]);
});

test("sends large results in batches", async () => {
  const collection = await store.collectionOf(Array.from({ length: 300 }, (_, n) => ({ n })));
  const found = await collection.aggregate([{ $addFields: { m: 1 } }], { batchSize: 50 }).toArray();
  expect(found).toHaveLength(300);
});
