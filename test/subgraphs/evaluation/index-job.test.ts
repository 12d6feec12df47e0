import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createIndexJob } from "../../../subgraphs/evaluation/index-job";
import { createLog, type GraphClient, GraphUnavailable } from "../../../subgraphs/kit";
import { anonymous, openTestGraph, storedResponse, type TestGraph } from "./graph";

/**
 * The graph as the contract between the subgraphs has it, at the network's edge: what the gateway would answer. That the real graph
 * answers like this is tested where gateway and subgraphs run together.
 */
interface FakeGraph extends GraphClient {
  /** What each question asked for, in order: `agencies` or `figures`, the cursor, and the period's first day. */
  readonly asked: string[];
  /** Agencies by code, with the number of dossiers that they received; on time are all but one. */
  received: Map<string, number>;
  /** Called before a question is answered; may throw, or return true to answer with nulls and an error. */
  disturb(question: string): boolean;
}

const PAGE_OF_FAKE = 3;

function fakeGraph(codes: readonly string[]): FakeGraph {
  const fake: FakeGraph = {
    asked: [],
    received: new Map(codes.map((code) => [code, 10])),
    disturb: () => false,
    async ask({ query, variables }) {
      const { after, first, period } = Object(variables);
      expect(first).toBe(100);
      const kind = query.includes("dossierFigures") ? "figures" : "agencies";
      const question = `${kind} ${after ?? "start"}${kind === "figures" ? ` ${period.from}` : ""}`;
      fake.asked.push(question);
      const failed = fake.disturb(question);
      const all = [...fake.received.keys()].sort();
      const page = all.filter((code) => after === null || code > after).slice(0, PAGE_OF_FAKE);
      const edges = page.map((code, at) => ({ node: { code, ...(failed && at > 0 ? NOTHING : figures(fake, code)) } }));
      const pageInfo = { hasNextPage: page.at(-1) !== all.at(-1), endCursor: page.at(-1) ?? null };
      return { data: { agencies: { edges, pageInfo } }, errors: failed ? [{ message: "dossiers is down" }] : [] };
    },
  };
  return fake;
}

const NOTHING = { dossierFigures: null, onlineUsage: null };

function figures(fake: FakeGraph, code: string) {
  const received = fake.received.get(code) ?? 0;
  const zero = { overdue: 0, onlineWithElectronicResult: 0, withFee: 0, paidOnline: 0, digitised: 0, reused: 0 };
  const rest = { ...zero, electronicResult: 0, finished: 0, vneidAccount: 0 };
  const dossierFigures = { received, onTime: Math.max(0, received - 1), ...rest };
  return { dossierFigures, onlineUsage: code === "H29" ? null : { offered: 4, used: 1 } };
}

const CODES = ["G12", "G22", "H01", "H26", "H26.01", "H29", "H30"];
const SEPTEMBER = new Date("2026-09-15T00:00:00Z");

let graph: TestGraph;
let fake: FakeGraph;
let clock: Date;
beforeEach(async () => {
  graph = await openTestGraph();
  fake = fakeGraph(CODES);
  clock = SEPTEMBER;
});
afterEach(() => graph.close());

const job = () =>
  createIndexJob({
    store: graph.store,
    graph: fake,
    log: createLog("test", { level: "silent" }),
    every: 1_000,
    now: () => clock,
  });

const INDEX = `serviceIndex(quarter: $quarter) { year quarter formulaVersion sequence computedAt confirmedAt scored possible
  components { code portalCode group max target numerator denominator rate score gap ratios { name numerator denominator } } }`;

interface Index {
  readonly sequence: number;
  readonly computedAt: string;
  readonly confirmedAt: string;
  readonly components: readonly { readonly code: string; readonly score: number | null; readonly gap: string | null }[];
}

async function indexOf(code: string, quarter = { year: 2026, quarter: 3 }): Promise<Index | null> {
  const source = `query ($of: [_Any!]!, $quarter: QuarterInput!) { _entities(representations: $of) { ... on Agency { ${INDEX} } } }`;
  const { data, codes } = await graph.ask(source, anonymous, { of: [{ __typename: "Agency", code }], quarter });
  expect(codes).toEqual([]);
  // The shape is that of the document above.
  return (data as { _entities: { serviceIndex: Index | null }[] })._entities[0]?.serviceIndex ?? null;
}

const component = (index: Index | null, code: string) => index?.components.find((each) => each.code === code);

describe("the job", () => {
  it("asks for figures a page at a time, for this quarter and the one before, and counts every agency", async () => {
    await job().run();
    expect(fake.asked.filter((question) => question.startsWith("figures"))).toEqual([
      "figures start 2026-07-01",
      "figures H01 2026-07-01",
      "figures H29 2026-07-01",
      "figures start 2026-04-01",
      "figures H01 2026-04-01",
      "figures H29 2026-04-01",
    ]);
    for (const code of CODES) {
      for (const quarter of [2, 3]) {
        expect(await indexOf(code, { year: 2026, quarter })).toMatchObject({
          year: 2026,
          quarter,
          formulaVersion: "qd-766.v1",
          sequence: 1,
          computedAt: SEPTEMBER.toISOString(),
        });
      }
    }
    expect(await indexOf("H26", { year: 2026, quarter: 1 })).toBeNull();
  });

  it("stores each component with numerator, denominator, time and version", async () => {
    await job().run();
    const index = await indexOf("H26");
    expect(component(index, "ON_TIME_HANDLING")).toEqual({
      code: "ON_TIME_HANDLING",
      portalCode: null,
      group: "PROGRESS",
      max: 20,
      target: 1,
      numerator: 9,
      denominator: 10,
      rate: 0.9,
      score: 18,
      gap: null,
      ratios: [{ name: "onTime", numerator: 9, denominator: 10 }],
    });
  });

  it("trap 13: tells unknown from nothing and from zero", async () => {
    fake.received.set("H30", 0);
    await job().run();
    expect(component(await indexOf("H29"), "ONLINE_SERVICES_USED")).toMatchObject({
      rate: null,
      score: null,
      gap: "UNKNOWN",
    });
    expect(component(await indexOf("H30"), "ON_TIME_HANDLING")).toMatchObject({ score: null, gap: "NOT_APPLICABLE" });
    expect(component(await indexOf("H26"), "REUSED_DIGITIZED_DATA")).toMatchObject({ score: 0, gap: null });
    expect(component(await indexOf("H26"), "PETITION_PROCESSING_ON_TIME")).toMatchObject({
      score: null,
      gap: "UNKNOWN",
    });
    expect(component(await indexOf("H26"), "DOSSIER_SYNC")).toMatchObject({ score: null, gap: "NO_SOURCE" });
  });

  it("counts dislikes from the surveys of the agency and its units", async () => {
    const on = (id: string, agency: string, satisfaction: string | null, day = "2026-08-01") =>
      storedResponse(id, { agency, satisfaction, submittedAt: new Date(day) });
    await graph.store.addMissingResponses([
      on("d-1", "H26", "Rất hài lòng"),
      on("d-2", "H26.01", "Không hài lòng"),
      on("d-3", "H26.01.02", "Rất không hài lòng"),
      on("d-4", "H26", "Bình thường"),
      on("d-5", "H26", null),
      on("d-6", "H26", "Không hài lòng", "2026-06-30"),
    ]);
    await job().run();
    const ratiosOf = async (code: string) => component(await indexOf(code), "DOSSIER_RECEIVING_SATISFACTION");
    expect(await ratiosOf("H26")).toMatchObject({
      ratios: [{}, { numerator: 2, denominator: 4 }],
      rate: 0.5,
      score: 3.33,
    });
    expect(await ratiosOf("H26.01")).toMatchObject({
      ratios: [{}, { numerator: 2, denominator: 2 }],
      rate: 0,
      score: 0,
    });
    expect(await ratiosOf("H01")).toMatchObject({ score: null, gap: "NOT_APPLICABLE" });
  });

  it("appends what changed, confirms what did not, and keeps the history", async () => {
    await job().run();
    clock = new Date("2026-09-16T00:00:00Z");
    fake.received.set("H26", 20);
    await job().run();
    expect(await indexOf("H26")).toMatchObject({ sequence: 2, computedAt: clock.toISOString() });
    expect(await indexOf("H01")).toMatchObject({
      sequence: 1,
      computedAt: SEPTEMBER.toISOString(),
      confirmedAt: clock.toISOString(),
    });
    const source = `query ($quarter: QuarterInput!, $after: String) { serviceIndexHistory(agency: "H26", quarter: $quarter, first: 1, after: $after) {
      edges { node { sequence components { code denominator } } } pageInfo { hasNextPage endCursor } } }`;
    const quarter = { year: 2026, quarter: 3 };
    const newest = await graph.ask(source, anonymous, { quarter });
    expect(newest.data).toMatchObject({
      serviceIndexHistory: { edges: [{ node: { sequence: 2 } }], pageInfo: { hasNextPage: true } },
    });
    const after = JSON.stringify(newest.data).match(/"endCursor":"([^"]+)"/)?.[1];
    const older = await graph.ask(source, anonymous, { quarter, after });
    expect(older.data).toMatchObject({
      serviceIndexHistory: { edges: [{ node: { sequence: 1 } }], pageInfo: { hasNextPage: false } },
    });
    expect(JSON.stringify(older.data)).toContain('{"code":"ON_TIME_HANDLING","denominator":10}');
  });

  it("never counts the same thing twice when two processes run it at once", async () => {
    await Promise.all([job().run(), job().run(), job().run()]);
    const counts = await graph.store.countsBefore({
      agency: "H26",
      quarter: "2026Q3",
      formula: "qd-766.v1",
      before: null,
      limit: 10,
    });
    expect(counts.map((count) => count.sequence)).toEqual([1]);
  });
});

describe("a page that fails", () => {
  it("keeps its last counts, does not hold up the others, and says so", async () => {
    fake.disturb = (question) => {
      if (question === "figures H01 2026-07-01") throw new GraphUnavailable("no answer");
      return false;
    };
    await expect(job().run()).rejects.toThrow("1 pages of agencies could not be counted for 2026Q3");
    expect([await indexOf("H26"), await indexOf("H29")]).toEqual([null, null]);
    expect(await indexOf("H30")).toMatchObject({ sequence: 1 });
    expect(await indexOf("H26", { year: 2026, quarter: 2 })).toMatchObject({ sequence: 1 });
    fake.disturb = () => false;
    await job().run();
    expect(await indexOf("H26")).toMatchObject({ sequence: 1 });
  });

  it("is asked for once more at the end of the run", async () => {
    let failures = 0;
    fake.disturb = (question) => {
      if (question !== "figures start 2026-07-01" || failures > 0) return false;
      failures += 1;
      throw new GraphUnavailable("no answer");
    };
    await job().run();
    expect(await indexOf("G12")).toMatchObject({ sequence: 1 });
    expect(fake.asked.filter((question) => question === "figures start 2026-07-01")).toHaveLength(2);
  });

  it("trap 13: in part stores no null that only means failure", async () => {
    await job().run();
    const before = await indexOf("H01");
    fake.disturb = (question) => question === "figures start 2026-07-01";
    fake.received.set("G12", 30);
    await expect(job().run()).rejects.toThrow("1 pages");
    expect(component(await indexOf("G12"), "ON_TIME_HANDLING")).toMatchObject({ score: 19.33 });
    expect(await indexOf("H01")).toEqual(before);
  });

  it("that is no answer to the question counts as one that failed", async () => {
    const ask = fake.ask;
    fake.ask = async (question) => {
      const reply = await ask(question);
      return question.query.includes("dossierFigures") ? { ...reply, data: { agencies: { edges: [{}] } } } : reply;
    };
    await expect(job().run()).rejects.toThrow("3 pages of agencies could not be counted");
    expect(await indexOf("H26")).toBeNull();
  });
});

describe("a run that ends half way", () => {
  it("is taken up at the page where it was", async () => {
    fake.disturb = (question) => {
      if (question === "agencies H29") throw new GraphUnavailable("the gateway is gone");
      return false;
    };
    await expect(job().run()).rejects.toThrow(GraphUnavailable);
    expect(await graph.store.indexWalk("2026Q3", "qd-766.v1")).toMatchObject({
      after: "H29",
      walked: false,
      failed: [],
    });
    fake.disturb = () => false;
    fake.asked.length = 0;
    await job().run();
    expect(fake.asked).toEqual(["agencies H29", "figures H29 2026-07-01", "agencies H29", "figures H29 2026-04-01"]);
    expect(await indexOf("H30")).toMatchObject({ sequence: 1 });
    fake.asked.length = 0;
    await job().run();
    expect(fake.asked[0]).toBe("agencies start");
  });

  it("that left two newest counts shows the higher, and the next run marks the other", async () => {
    await job().run();
    const { newest } = await graph.store.newestCounts(["H26"], "2026Q3", "qd-766.v1");
    const count = newest.get("H26");
    if (count === undefined) throw new Error("nothing was counted");
    await graph.store.addCounts([{ ...count, id: "second", sequence: 2 }]);
    expect(await indexOf("H26")).toMatchObject({ sequence: 2 });
    expect((await graph.store.newestCounts(["H26"], "2026Q3", "qd-766.v1")).outdated).toEqual([count.id]);
    await job().run();
    expect((await graph.store.newestCounts(["H26"], "2026Q3", "qd-766.v1")).outdated).toEqual([]);
    expect(await indexOf("H26")).toMatchObject({ sequence: 2 });
  });
});
