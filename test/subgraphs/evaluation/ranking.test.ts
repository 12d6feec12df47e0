import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { testCaller } from "../../kit/context";
import { appraised, assessmentsOf, carryOut, GOVERNMENT, QUARTER, scores } from "./assessing";
import { anonymous, officer, openTestGraph, type TestGraph } from "./graph";

let graph: TestGraph;
beforeAll(async () => {
  graph = await openTestGraph();
  for (const [agency, total] of [
    ["H29", 12],
    ["H26", 15],
    ["H01", 12],
    ["H26.01", 18],
  ] as const) {
    await appraised(graph, agency, total);
  }
  await carryOut(graph, "submitSelfAssessment", officer("H05"), { scores: scores() });
});
afterAll(() => graph.close());

interface Ranked {
  readonly rank: number;
  readonly agency: { readonly code: string };
  readonly total: number;
  readonly class: string;
  readonly version: number;
}
interface Page {
  readonly agencyRanking: {
    readonly edges: readonly { readonly node: Ranked }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const RANKING = `query ($quarter: QuarterInput!, $version: Int, $first: Int!, $after: String) {
  agencyRanking(quarter: $quarter, version: $version, first: $first, after: $after) {
    edges { node { rank agency { code } total class version } } pageInfo { hasNextPage endCursor } } }`;

async function page(members: Readonly<Record<string, unknown>> = {}) {
  const { data, codes } = await graph.ask(RANKING, anonymous, { quarter: QUARTER, first: 100, ...members });
  if (codes.length > 0) throw new Error(`refused: ${codes.join(", ")}`);
  // The shape is that of the document above.
  const { edges, pageInfo } = (data as Page).agencyRanking;
  return { ...pageInfo, rows: edges.map(({ node }) => [node.rank, node.agency.code, node.total, node.class]) };
}

const publish = (input: Readonly<Record<string, unknown>> = {}) => carryOut(graph, "publishRanking", GOVERNMENT, input);

describe("publishing a ranking", () => {
  it("is refused to whoever is not the Government Office", async () => {
    for (const agency of ["H26", "G22.01", "G12"]) {
      await expect(carryOut(graph, "publishRanking", officer(agency), {})).rejects.toThrow("refused: FORBIDDEN");
    }
  });

  it("shows nothing before, then all that is appraised, equal totals sharing a rank", async () => {
    expect((await page()).rows).toEqual([]);
    const { publication, errors } = await publish();
    expect(errors).toEqual([]);
    expect(publication).toMatchObject({
      ...QUARTER,
      version: 1,
      reason: null,
      agencies: 4,
      publishedBy: { code: "G22" },
    });
    expect((await page()).rows).toEqual([
      [1, "H26.01", 18, "EXCELLENT"],
      [2, "H26", 15, "EXCELLENT"],
      [3, "H01", 12, "GOOD"],
      [3, "H29", 12, "GOOD"],
    ]);
  });

  it("trap 22: makes the published figures public, and neither own points nor reasons nor who gave them", async () => {
    const [shown, hidden] = await assessmentsOf(graph, anonymous, "H29", "H05");
    expect(hidden).toBeNull();
    expect(shown).toMatchObject({ state: "PUBLISHED", total: 12, class: "GOOD", publishedRank: 3, selfTotal: null });
    expect(JSON.stringify(shown)).not.toMatch(/chưa đủ|"self":\d|"deducted":\d|"selfAssessedAt":"/);
    expect(JSON.stringify([shown, (await page()).rows])).not.toContain("officer-1");
    expect(await assessmentsOf(graph, officer("H29"), "H29")).toMatchObject([
      { state: "PUBLISHED", selfTotal: 18, total: 12 },
    ]);
  });

  it("is done page by page in one order", async () => {
    const first = await page({ first: 3 });
    expect(first).toMatchObject({
      hasNextPage: true,
      rows: [[1], [2], [3, "H01"]].map((row) => expect.arrayContaining(row)),
    });
    expect(await page({ first: 3, after: first.endCursor })).toMatchObject({
      hasNextPage: false,
      rows: [[3, "H29", 12, "GOOD"]],
    });
  });

  it("is not changed by a correction, until it is published again with a reason", async () => {
    const before = await page();
    const cut = await page({ first: 1 });
    await carryOut(graph, "appraiseAgency", GOVERNMENT, { agency: "H29", scores: scores(), expectedVersion: 2 });
    expect(await page()).toEqual(before);
    expect(await assessmentsOf(graph, anonymous, "H29")).toMatchObject([{ state: "PUBLISHED", total: 12, version: 2 }]);
    expect(await assessmentsOf(graph, officer("H29"), "H29")).toMatchObject([
      { state: "APPRAISED", total: 18, version: 3, publishedRank: 3 },
    ]);
    expect((await publish({ expectedVersion: 1 })).errors).toEqual([{ code: "INVALID", field: "reason" }]);
    expect((await publish({ expectedVersion: 1, reason: "  " })).errors).toEqual([
      { code: "INVALID", field: "reason" },
    ]);
    expect(await page()).toEqual(before);

    const again = await publish({ expectedVersion: 1, reason: "Sửa điểm của H29" });
    expect(again).toMatchObject({ errors: [], publication: { version: 2, reason: "Sửa điểm của H29" } });
    expect((await page()).rows.slice(0, 2)).toEqual([
      [1, "H26.01", 18, "EXCELLENT"],
      [1, "H29", 18, "EXCELLENT"],
    ]);
    expect(await page({ version: 1 })).toEqual(before);
    expect((await page({ first: 3, after: cut.endCursor })).rows).toEqual(before.rows.slice(1));
    expect(await assessmentsOf(graph, officer("H29"), "H29")).toMatchObject([{ state: "PUBLISHED", version: 3 }]);
  });

  it("keeps every publication with its reason, newest first", async () => {
    const source = `query ($quarter: QuarterInput!, $after: String) { rankingPublications(quarter: $quarter, first: 1, after: $after) {
      edges { node { version reason } } pageInfo { hasNextPage endCursor } } }`;
    const first = await graph.ask(source, anonymous, { quarter: QUARTER });
    expect(first.data).toMatchObject({
      rankingPublications: {
        edges: [{ node: { version: 2, reason: "Sửa điểm của H29" } }],
        pageInfo: { hasNextPage: true },
      },
    });
    const after = JSON.stringify(first.data).match(/"endCursor":"([^"]+)"/)?.[1];
    expect((await graph.ask(source, anonymous, { quarter: QUARTER, after })).data).toMatchObject({
      rankingPublications: { edges: [{ node: { version: 1, reason: null } }], pageInfo: { hasNextPage: false } },
    });
  });

  it("is refused for an old version, a reason too short, and a quarter in which nothing is appraised", async () => {
    expect((await publish({ expectedVersion: 1, reason: "lý do" })).errors).toEqual([
      { code: "CONFLICT", field: "expectedVersion" },
    ]);
    expect((await publish({ expectedVersion: 2, reason: "x" })).errors).toEqual([{ code: "INVALID", field: "reason" }]);
    expect((await publish({ idempotencyKey: "short" })).errors).toEqual([{ code: "INVALID", field: "idempotencyKey" }]);
    const empty = await publish({ quarter: { year: 2024, quarter: 1 } });
    expect(empty.errors).toEqual([{ code: "NOT_ALLOWED_NOW", field: "quarter" }]);
  });

  it("refuses cursors of other lists and of other versions", async () => {
    const { endCursor } = await page({ version: 1, first: 1 });
    await expect(page({ version: 2, after: endCursor })).rejects.toThrow("INVALID_CURSOR");
    for (const key of [[1], [1, "x"], ["1", 1], [1, -1], [1, 0.5]]) {
      const after = Buffer.from(JSON.stringify(key)).toString("base64url");
      await expect(page({ after })).rejects.toThrow("INVALID_CURSOR");
    }
    await expect(page({ first: 101 })).rejects.toThrow("PAGE_TOO_LARGE");
  });
});

describe("two who publish at once", () => {
  const other = { year: 2025, quarter: 1 };
  beforeAll(async () => {
    await appraised(graph, "H26", 10, other);
    await appraised(graph, "H29", 9, other);
  });

  it("make one publication of a version, and leave nothing of the other behind", async () => {
    const payloads = await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        carryOut(graph, "publishRanking", testCaller({ role: "officer", subject: `p-${at}`, agency: "G22" }), {
          quarter: other,
        }),
      ),
    );
    expect(payloads.filter((payload) => payload.errors.length === 0)).toHaveLength(1);
    const published = await graph.store.newestPublication("2025Q1");
    const left = await Promise.all(
      ["H26", "H29"].map((agency) => graph.store.entriesOf(published?.id ?? "", [agency])),
    );
    expect(left.map((entries) => entries.size)).toEqual([1, 1]);
    expect((await page({ quarter: other })).rows).toEqual([
      [1, "H26", 10, "FAIR"],
      [2, "H29", 9, "FAIR"],
    ]);
  });

  it("with one key get one publication, fifty times at once and later", async () => {
    const input = { quarter: other, expectedVersion: 1, reason: "Công bố lại", idempotencyKey: "publish-fifty-times" };
    const payloads = await Promise.all(Array.from({ length: 50 }, () => publish(input)));
    expect(new Set(payloads.map((payload) => JSON.stringify(payload))).size).toBe(1);
    expect(payloads[0]).toMatchObject({ errors: [], publication: { version: 2 } });
    await publish({ quarter: other, expectedVersion: 2, reason: "Lần ba" });
    expect(await publish(input)).toEqual(payloads[0]);
    expect((await publish({ ...input, reason: "Khác" })).errors).toEqual([
      { code: "IDEMPOTENCY_KEY_REUSED", field: "idempotencyKey" },
    ]);
  });
});

describe("what a publication that ended half way put ready", () => {
  it("is seen by nobody, and is cleared away by a later one", async () => {
    const quarter = "2025Q2";
    const [entry] = await graph.store.entriesAfter({
      publication: (await graph.store.newestPublication(quarter))?.id ?? "",
      after: 0,
      limit: 1,
    });
    if (entry === undefined) throw new Error("nothing is published");
    const staged = (publication: string, at: Date) => graph.store.stageEntries([{ ...entry, publication }], at);
    await staged("abandoned", new Date(Date.now() - 3 * 3_600_000));
    await staged("under-way", new Date());
    expect((await page()).rows).toHaveLength(4);
    const before = await page({ version: 1 });
    expect((await publish({ expectedVersion: 2, reason: "Lần ba" })).errors).toEqual([]);
    expect((await graph.store.entriesOf("abandoned", [entry.agency])).size).toBe(0);
    expect((await graph.store.entriesOf("under-way", [entry.agency])).size).toBe(1);
    expect(await page({ version: 1 })).toEqual(before);
  });

  it("holds more than one command's worth of agencies in order", async () => {
    const many = Array.from({ length: 1_100 }, (_, at) => `Z${String(at).padStart(4, "0")}`);
    const [like] = await graph.store.assessments(["2025Q2:H26"]);
    if (like === undefined || like === null) throw new Error("nothing is appraised");
    await graph.store.addMissingAssessments(
      many.map((agency) => ({
        ...like,
        id: `2024Q4:${agency}`,
        quarter: "2024Q4",
        agency,
        events: like.events.map((event) => ({ ...event, command: `${event.command}${agency}` })),
      })),
    );
    const { publication } = await publish({ quarter: { year: 2024, quarter: 4 } });
    expect(publication).toMatchObject({ agencies: 1_100 });
    const { rows } = await page({ quarter: { year: 2024, quarter: 4 } });
    expect(rows).toEqual(many.slice(0, 100).map((agency) => [1, agency, 15, "EXCELLENT"]));
  });
});
