import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { mongo } from "mongoose";
import { openStoreUnderTest, type Row, type StoreUnderTest } from "./store-under-test";

let store: StoreUnderTest;
let dossiers: mongo.Collection<Row>;
const agencies = ["H01", "H02", "H03", "H04"];

beforeAll(async () => {
  store = await openStoreUnderTest("plans");
  dossiers = await store.collectionOf(
    Array.from({ length: 400 }, (_, place) => ({
      number: `D${String(place).padStart(5, "0")}`,
      agency: agencies[place % 4],
      status: place % 3,
      received: new Date(Math.floor(place / 10) * 1000),
      events: [{ kind: place % 50 === 0 ? "rare" : "usual", seq: place }],
      ...(place % 40 === 0 ? { pending: true } : {}),
    })),
  );
  await dossiers.createIndexes([
    { key: { number: 1 }, unique: true },
    { key: { agency: 1, received: -1, _id: -1 } },
    { key: { agency: 1, status: 1, received: 1 } },
    { key: { "events.kind": 1 } },
    { key: { received: 1 }, name: "pending", partialFilterExpression: { pending: true } },
  ]);
});
afterAll(() => store.close());

interface Explained {
  readonly returned: number;
  readonly documents: number;
  readonly keys: number;
  readonly index: string | undefined;
  readonly stages: readonly string[];
}

/** What an explanation says, wherever the server puts it. */
function read(explanation: mongo.Document): Explained {
  const [first] = explanation.stages ?? [];
  const { queryPlanner, executionStats } = first?.$cursor ?? explanation;
  const plan = JSON.stringify(queryPlanner.winningPlan);
  return {
    returned: executionStats.nReturned,
    documents: executionStats.totalDocsExamined,
    keys: executionStats.totalKeysExamined,
    index: /"indexName":"([^"]+)"/.exec(plan)?.[1],
    stages: Array.from(plan.matchAll(/"stage":"([^"]+)"/g), ([, stage]) => stage ?? ""),
  };
}

async function explain(filter: mongo.Document, sort: Record<string, 1 | -1> = {}, limit = 0): Promise<Explained> {
  return read(await dossiers.find(filter).sort(sort).limit(limit).explain("executionStats"));
}

describe("looks only at what it returns", () => {
  test("for an _id", async () => {
    expect(await explain({ _id: 7 })).toMatchObject({ returned: 1, documents: 1 });
  });

  test("for many _ids", async () => {
    const ids = [399, 7, 250, 1000];
    expect(await explain({ _id: { $in: ids } })).toMatchObject({ returned: 3, documents: 3, index: "_id_" });
  });

  test("for a unique key", async () => {
    expect(await explain({ number: "D00042" })).toMatchObject({ returned: 1, documents: 1, index: "number_1" });
  });

  test("for a prefix", async () => {
    expect(await explain({ number: /^D0004/ })).toMatchObject({ returned: 10, documents: 10, index: "number_1" });
  });

  test("for a range", async () => {
    const range = { $gte: "D00010", $lt: "D00020" };
    expect(await explain({ number: range })).toMatchObject({ returned: 10, documents: 10, index: "number_1" });
  });

  test("for equalities and a range of a compound index", async () => {
    const filter = { agency: "H02", status: 1, received: { $gte: new Date(10_000), $lt: new Date(20_000) } };
    const plan = await explain(filter);
    expect(plan.index).toBe("agency_1_status_1_received_1");
    expect(plan.documents).toBe(plan.returned);
    expect(plan.returned).toBeGreaterThan(0);
  });

  test("for an element of an array", async () => {
    expect(await explain({ "events.kind": "rare" })).toMatchObject({
      returned: 8,
      documents: 8,
      index: "events.kind_1",
    });
    expect(await explain({ events: { $elemMatch: { kind: "rare", seq: 50 } } })).toMatchObject({
      returned: 1,
      documents: 8,
    });
  });

  test("for a partial index when the filter implies it", async () => {
    const filter = { pending: true, received: { $gte: new Date(0) } };
    expect(await explain(filter)).toMatchObject({ returned: 10, documents: 10, index: "pending" });
    expect((await explain({ received: { $gte: new Date(0) } })).index).not.toBe("pending");
  });

  test("for nothing when the bounds contradict", async () => {
    expect(await explain({ number: { $gt: "D1", $lt: "D0" } })).toMatchObject({ returned: 0, documents: 0 });
  });
});

describe("a page", () => {
  test("in the order of an index looks at one page, not at the collection", async () => {
    const plan = await explain({ agency: "H03" }, { received: -1, _id: -1 }, 20);
    expect(plan).toMatchObject({ returned: 20, documents: 20, index: "agency_1_received_-1__id_-1" });
    expect(plan.stages).not.toContain("SORT");
  });

  test("in the reverse order reads the index backward", async () => {
    const plan = await explain({ agency: "H03" }, { received: 1, _id: 1 }, 20);
    expect(plan).toMatchObject({ returned: 20, documents: 20, index: "agency_1_received_-1__id_-1" });
    expect(plan.stages).not.toContain("SORT");
  });

  test("after a key and _id goes on there, however many keys are equal", async () => {
    const at = { received: new Date(20_000), id: 206 };
    const after = { $or: [{ received: { $lt: at.received } }, { received: at.received, _id: { $lt: at.id } }] };
    const sort = { received: -1, _id: -1 } as const;
    const plan = await explain({ agency: "H03", ...after }, sort, 20);
    expect(plan.returned).toBe(20);
    expect(plan.documents).toBeLessThanOrEqual(22);
    expect(plan.stages).not.toContain("COLLSCAN");
    const rows = await dossiers
      .find({ agency: "H03", ...after })
      .sort(sort)
      .limit(20)
      .toArray();
    const whole = (await dossiers.find({ agency: "H03" }).sort(sort).toArray()).map((row) => row._id);
    const start = whole.indexOf(at.id) + 1;
    expect(rows.map((row) => row._id)).toEqual(whole.slice(start, start + 20));
  });

  test("of several values in the order of the next field needs no sort of all of them", async () => {
    const filter = { agency: "H01", status: { $in: [0, 2] } };
    const plan = await explain(filter, { received: 1 }, 10);
    expect(plan.documents).toBeLessThanOrEqual(12);
    const rows = await dossiers.find(filter).sort({ received: 1 }).limit(10).toArray();
    const whole = await dossiers.find(filter).toArray();
    const times = (list: Row[]): number[] => list.map((row) => row.received.getTime());
    expect(times(rows)).toEqual(
      times(whole)
        .toSorted((x, y) => x - y)
        .slice(0, 10),
    );
  });

  test("of several values in their own order, then by the next field", async () => {
    const filter = { agency: "H01", status: { $in: [2, 0] } };
    const keys = (list: Row[]): string[] => list.map((row) => `${row.status} ${row.received.toISOString()}`);
    const rows = keys(await dossiers.find(filter).sort({ status: 1, received: 1 }).toArray());
    expect(rows).toEqual(rows.toSorted());
    const back = keys(await dossiers.find(filter).sort({ status: -1, received: -1 }).toArray());
    expect(back).toEqual(rows.toReversed());
    const agencies = { ...filter, agency: { $in: ["H02", "H01"] } };
    const several = keys(await dossiers.find(agencies).sort({ status: 1, received: 1 }).toArray());
    expect(several).toEqual(several.toSorted());
    const mixed = keys(await dossiers.find(filter).sort({ received: 1, status: 1 }).toArray());
    expect(mixed.map((key) => key.slice(2))).toEqual(mixed.map((key) => key.slice(2)).toSorted());
  });

  test("walks through everything, each document once", async () => {
    const seen: unknown[] = [];
    let after: mongo.Document = {};
    for (;;) {
      const page = await dossiers
        .find({ agency: "H04", ...after })
        .sort({ received: -1, _id: -1 })
        .limit(7)
        .toArray();
      const last = page.at(-1);
      if (!last) break;
      seen.push(...page.map((row) => row._id));
      after = { $or: [{ received: { $lt: last.received } }, { received: last.received, _id: { $lt: last._id } }] };
    }
    expect(seen).toHaveLength(100);
    expect(new Set(seen).size).toBe(100);
  });
});

test.each<[title: string, filter: mongo.Document]>([
  ["values", { number: { $in: Array.from({ length: 40_000 }, (_, place) => `D${String(place).padStart(5, "0")}`) } }],
  ["prefixes", { number: { $in: Array.from({ length: 2_000 }, (_, place) => new RegExp(`^D00${place}`)) } }],
  ["alternatives", { $or: Array.from({ length: 2_000 }, (_, place) => ({ number: `D0${place}`, _id: place })) }],
  ["conditions", { $and: Array.from({ length: 2_000 }, (_, place) => ({ number: { $gte: `D00${place % 10}` } })) }],
])("a filter of more %s than an index takes finds what it finds without one", async (_title, filter) => {
  const scanned = await dossiers.find(filter).hint({ $natural: 1 }).sort({ _id: 1 }).toArray();
  expect(await dossiers.find(filter).sort({ _id: 1 }).toArray()).toEqual(scanned);
});

test("without a useful index it says that it scans", async () => {
  expect(await explain({ "events.seq": 5 })).toMatchObject({
    returned: 1,
    documents: 400,
    keys: 0,
    stages: ["COLLSCAN"],
  });
});

test("an aggregation uses the index of its first $match", async () => {
  const stages = [{ $match: { agency: "H01", status: 0 } }, { $group: { _id: null, n: { $sum: 1 } } }];
  const plan = read(await dossiers.aggregate(stages).explain("executionStats"));
  expect(plan.index).toBe("agency_1_status_1_received_1");
  expect(plan.documents).toBeLessThan(40);
});

test("a hint chooses the index", async () => {
  const plan = read(await dossiers.find({ agency: "H01" }).hint("number_1").explain("executionStats"));
  expect(plan).toMatchObject({ returned: 100, documents: 400, index: "number_1" });
});
