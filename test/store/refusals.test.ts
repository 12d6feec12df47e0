import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mongo } from "mongoose";
import { isEmbedded, openStoreUnderTest, type StoreUnderTest } from "./store-under-test";

/** What MongoDB can do and the embedded store says that it cannot: it never approximates. */
const onlyEmbedded = isEmbedded ? describe : describe.skip;

onlyEmbedded("the embedded store refuses", () => {
  let store: StoreUnderTest;
  let name: string;
  beforeAll(async () => {
    store = await openStoreUnderTest("refusals");
    name = (await store.collectionOf([{ a: [1], s: "x" }])).collectionName;
  });
  afterAll(() => store.close());

  async function refusal(command: mongo.Document): Promise<{ code: unknown; message: string }> {
    try {
      const reply = await store.db.command(command);
      const [error] = reply.writeErrors ?? [];
      return { code: error?.code, message: error?.errmsg };
    } catch (error) {
      if (error instanceof mongo.MongoServerError) return { code: error.code, message: error.message };
      throw error;
    }
  }

  const filters = { $where: "1", $expr: { $eq: [1, 1] }, $text: { $search: "x" }, $jsonSchema: {}, $comment: "x" };
  test.each(Object.entries(filters))("the filter %s", async (operator, operand) => {
    expect(await refusal({ find: name, filter: { [operator]: operand } })).toEqual({
      code: 238,
      message: `the embedded store does not implement the query operator ${operator}; use a MongoDB server (MONGODB_URI)`,
    });
  });

  const operators = { $type: "string", $mod: [2, 0], $bitsAllSet: 1, $geoWithin: {}, $near: [0, 0] };
  test.each(Object.entries(operators))("the query operator %s", async (operator, operand) => {
    expect(await refusal({ find: name, filter: { a: { [operator]: operand } } })).toMatchObject({ code: 238 });
  });

  test.each([/x/, /^x.y/, /^x|y/, /^x/i, /^(x)/, /x$/, /^\d/])(
    "the regular expression %s, which is no anchored prefix",
    async (expression) => {
      expect(await refusal({ find: name, filter: { s: expression } })).toMatchObject({ code: 238 });
    },
  );

  const updates = {
    $rename: { a: "b" },
    $mul: { n: 2 },
    $currentDate: { d: true },
    $bit: { n: { and: 1 } },
    $pop: { a: 1 },
    $pullAll: { a: [1] },
  };
  test.each(Object.entries(updates))("the update operator %s", async (operator, operand) => {
    expect(await refusal({ update: name, updates: [{ q: {}, u: { [operator]: operand } }] })).toMatchObject({
      code: 238,
    });
  });

  test("the positional operator, update pipelines, whole documents and $push $sort", async () => {
    expect(await refusal({ update: name, updates: [{ q: { a: 1 }, u: { a: 1 } }] })).toMatchObject({ code: 238 });
    expect(await refusal({ update: name, updates: [{ q: { a: 1 }, u: { $set: { "a.$": 1 } } }] })).toMatchObject({
      code: 238,
    });
    expect(await refusal({ update: name, updates: [{ q: {}, u: [{ $set: { a: 1 } }] }] })).toMatchObject({ code: 238 });
    expect(
      await refusal({ update: name, updates: [{ q: {}, u: { $push: { a: { $each: [1], $sort: 1 } } } }] }),
    ).toMatchObject({ code: 238 });
  });

  test.each([
    "$lookup",
    "$graphLookup",
    "$unionWith",
    "$out",
    "$merge",
    "$bucket",
    "$replaceRoot",
    "$sample",
    "$set",
    "$geoNear",
    "$setWindowFields",
  ])("the stage %s", async (stage) => {
    expect(await refusal({ aggregate: name, pipeline: [{ [stage]: {} }], cursor: {} })).toMatchObject({ code: 238 });
  });

  test.each([
    "$dateToString",
    "$map",
    "$filter",
    "$reduce",
    "$function",
    "$toString",
    "$regexMatch",
    "$let",
    "$switch",
    "$add",
    "$subtract",
    "$multiply",
    "$divide",
    "$concat",
    "$size",
    "$literal",
  ])("the expression %s", async (operator) => {
    expect(
      await refusal({ aggregate: name, pipeline: [{ $project: { x: { [operator]: {} } } }], cursor: {} }),
    ).toMatchObject({ code: 238 });
  });

  test("$cond as a document", async () => {
    const condition = Object.fromEntries([...Object.entries({ if: "$a", else: 2 }), ["then", 1]]);
    const pipeline = [{ $project: { x: { $cond: condition } } }];
    expect(await refusal({ aggregate: name, pipeline, cursor: {} })).toMatchObject({ code: 238 });
  });

  test.each(["$avg", "$stdDevPop", "$mergeObjects", "$top", "$accumulator"])("the accumulator %s", async (operator) => {
    const pipeline = [{ $group: { _id: null, x: { [operator]: "$a" } } }];
    expect(await refusal({ aggregate: name, pipeline, cursor: {} })).toMatchObject({ code: 238 });
  });

  test.each([
    ["collation", { find: "c", collation: { locale: "vi" } }],
    ["tailable cursors", { find: "c", tailable: true }],
    ["let", { find: "c", let: { x: 1 } }],
    ["a projection by expression", { find: "c1", projection: { a: { $slice: 1 } } }],
    ["a positional projection", { find: "c1", projection: { "a.$": 1 } }],
    ["sort by text score", { find: "c1", sort: { s: { $meta: "textScore" } } }],
    ["capped collections", { create: "d", capped: true, size: 1000 }],
    ["validators", { create: "d", validator: { a: 1 } }],
    ["TTL indexes", { createIndexes: "d", indexes: [{ key: { a: 1 }, name: "a", expireAfterSeconds: 1 }] }],
    ["text indexes", { createIndexes: "d", indexes: [{ key: { a: "text" }, name: "a" }] }],
    ["sparse indexes", { createIndexes: "d", indexes: [{ key: { a: 1 }, name: "a", sparse: true }] }],
    ["a hint by keys", { find: "c1", hint: { a: 1 } }],
    [
      "options of $unwind",
      { aggregate: "c1", pipeline: [{ $unwind: { path: "$a", includeArrayIndex: "i" } }], cursor: {} },
    ],
    ["wildcard indexes", { createIndexes: "d", indexes: [{ key: { "$**": 1 }, name: "a" }] }],
    ["indexes on a position", { createIndexes: "d", indexes: [{ key: { "a.0": 1 }, name: "a" }] }],
    ["snapshot reads", { find: "c", readConcern: { level: "snapshot" } }],
  ])("%s", async (_title, command) => {
    const { code, message } = await refusal(command);
    expect([67, 238]).toContain(code);
    expect(message).not.toBe("");
  });

  test.each([
    ["decimal128", mongo.Decimal128.fromString("1.5")],
    ["timestamp", new mongo.Timestamp({ t: 1, i: 1 })],
    ["code", new mongo.Code("1")],
  ])("values of type %s, also in a filter", async (_title, value) => {
    expect(await refusal({ insert: name, documents: [{ v: value }] })).toMatchObject({ code: 238 });
    expect(await refusal({ find: name, filter: { v: value } })).toMatchObject({ code: 238 });
  });

  test("field names that start with a dollar", async () => {
    expect(await refusal({ insert: name, documents: [{ a: { $b: 1 } }] })).toMatchObject({ code: 238 });
  });

  test("transactions", async () => {
    const session = store.client.startSession();
    session.startTransaction();
    const error = await store.db
      .collection(name)
      .insertOne({ a: 1 }, { session })
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 238, message: expect.stringContaining("transactions") });
    await session.abortTransaction().catch(() => undefined);
    await session.endSession();
  });

  test("change streams", async () => {
    const stream = store.db.watch();
    await expect(stream.next()).rejects.toThrow();
    await stream.close();
  });

  test("a write concern of more nodes than there are", async () => {
    expect(await refusal({ insert: name, documents: [{ v: 1 }], writeConcern: { w: 2 } })).toMatchObject({ code: 100 });
  });
});
