import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { mongo } from "mongoose";
import { openStoreUnderTest, type StoreUnderTest } from "./store-under-test";

let store: StoreUnderTest;
beforeAll(async () => {
  store = await openStoreUnderTest("scan");
});
afterAll(() => store.close());

/** Few values, so that documents, bounds and sort keys often meet; and now and then one of every kind. */
const scalar = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(1, 2, 3, null, "a") },
  { weight: 1, arbitrary: fc.constantFrom(true, false, "", "ab", "b", "a\0", -1, 0) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(0.5, 2, Number.NaN, Number.POSITIVE_INFINITY).map((value) => new mongo.Double(value)),
  },
  { weight: 1, arbitrary: fc.constantFrom("9007199254740993", "1", "-2").map((text) => mongo.Long.fromString(text)) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1, -1).map((time) => new Date(time)) },
);
const inner = fc.record({ b: scalar, c: scalar }, { requiredKeys: ["b"] });
const value = fc.oneof(
  { weight: 3, arbitrary: scalar },
  { weight: 1, arbitrary: inner },
  { weight: 3, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 3, arbitrary: fc.array(inner, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.array(fc.oneof(scalar, inner, fc.array(scalar, { maxLength: 2 })), { maxLength: 3 }) },
);
const documents = fc.array(fc.record({ a: value, d: scalar }, { requiredKeys: [] }), { minLength: 3, maxLength: 12 });

const bound = (operator: string): fc.Arbitrary<mongo.Document> => scalar.map((operand) => ({ [operator]: operand }));
const comparison = fc.oneof(
  { weight: 4, arbitrary: bound("$eq") },
  { weight: 3, arbitrary: fc.constantFrom("$gt", "$gte", "$lt", "$lte").chain(bound) },
  { weight: 3, arbitrary: fc.tuple(bound("$gte"), bound("$lte")).map(([low, high]) => ({ ...low, ...high })) },
  { weight: 2, arbitrary: fc.array(scalar, { maxLength: 3 }).map((operands): mongo.Document => ({ $in: operands })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<mongo.Document>({ $exists: true }, { $ne: null }, { $size: 1 }, { $regex: "^a" }),
  },
  { weight: 1, arbitrary: bound("$gt").map((operand): mongo.Document => ({ $not: operand })) },
  {
    weight: 1,
    arbitrary: fc.tuple(bound("$gt"), bound("$lt")).map(([low, high]) => ({ $elemMatch: { ...low, ...high } })),
  },
);
const field = fc
  .tuple(fc.constantFrom("a", "a", "a.b", "a.c", "d"), comparison)
  .map(([path, operand]): mongo.Document => ({ [path]: operand }));
const element = fc.tuple(scalar, scalar).map(([b, c]): mongo.Document => ({ a: { $elemMatch: { b, c } } }));
const filters = fc.oneof(
  { weight: 1, arbitrary: fc.constant<mongo.Document>({}) },
  { weight: 4, arbitrary: field },
  { weight: 1, arbitrary: element },
  {
    weight: 4,
    arbitrary: fc.array(field, { minLength: 2, maxLength: 3 }).map((all): mongo.Document => ({ $and: all })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(field, fc.array(field, { minLength: 1, maxLength: 3 }))
      .map(([one, any]): mongo.Document => ({ $and: [one, { $or: any }] })),
  },
);

type Pattern = Record<string, 1 | -1>;

const indexes: readonly Pattern[] = [
  { a: 1 },
  { "a.b": -1 },
  { a: 1, _id: 1 },
  { a: -1, d: 1, _id: 1 },
  { d: 1, a: 1, _id: 1 },
  { d: 1, _id: 1 },
  { "a.b": 1, "a.c": -1, _id: 1 },
  { "a.b": 1, d: -1, _id: -1 },
];

/** Orders that end with `_id`, so that there is one right answer: some that the index gives, forward or backward, from its first field or after some of them, and some not. */
function sortOf(index: Pattern, from: number, reversed: boolean, also: boolean): Pattern {
  const all = Object.entries(index);
  const fields = all.slice(Math.min(from, all.length - 1));
  const sort = fields.map(([path, sign]): [string, 1 | -1] => [path, reversed === (sign === 1) ? -1 : 1]);
  return { ...(also ? { d: 1 } : {}), ...Object.fromEntries(sort), ...("_id" in index ? {} : { _id: 1 }) };
}

test("a find by an index gives what looking at every document gives, in the same order", async () => {
  const collection = await store.collectionOf([]);
  const sorts = fc.tuple(fc.constantFrom(...indexes), fc.nat(2), fc.boolean(), fc.nat(5));
  await fc.assert(
    fc.asyncProperty(
      documents,
      filters,
      sorts,
      fc.boolean(),
      async (rows, filter, [index, from, reversed, also], alsoHinted) => {
        await collection.drop();
        await collection.insertMany(rows.map((row, _id) => ({ _id, ...row })));
        const name = await collection.createIndex(index).catch((error: unknown) => error);
        const sort = sortOf(index, from, reversed, also === 0);
        const scanned = await collection.find(filter).sort(sort).hint({ $natural: 1 }).toArray();
        const planned = await collection.find(filter).sort(sort).toArray();
        expect(planned.map((row) => row._id)).toEqual(scanned.map((row) => row._id));
        if (typeof name !== "string" || !alsoHinted) return;
        const hinted = await collection.find(filter).sort(sort).hint(name).toArray();
        expect(hinted.map((row) => row._id)).toEqual(scanned.map((row) => row._id));
      },
    ),
    { numRuns: 600 },
  );
});
