import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { testCaller } from "../../kit/context";
import { appraised, assessmentsOf, carryOut, GOVERNMENT, QUARTER, reasoned, scores, watcher } from "./assessing";
import { anonymous, auditor, citizen, officer, openTestGraph, service, type TestGraph } from "./graph";

let graph: TestGraph;
beforeAll(async () => {
  graph = await openTestGraph();
});
afterAll(() => graph.close());

const refusal = (code: string, field: string) => ({ assessment: null, errors: [{ code, field }] });

describe("an agency's assessment", () => {
  it("goes from a draft to own points to an appraisal with reasons", async () => {
    const draft = await carryOut(graph, "saveSelfAssessment", officer("H01"), { scores: scores().slice(0, 2) });
    expect(draft).toMatchObject({
      errors: [],
      assessment: { version: 1, state: "DRAFT", selfTotal: null, total: null },
    });
    const submitted = await carryOut(graph, "submitSelfAssessment", officer("H01"), {
      scores: scores(1),
      expectedVersion: 1,
    });
    expect(submitted.assessment).toMatchObject({
      agency: { code: "H01" },
      ...QUARTER,
      version: 2,
      state: "SELF_ASSESSED",
      selfTotal: 17,
      total: null,
      class: null,
    });
    const { assessment, errors } = await carryOut(graph, "appraiseAgency", GOVERNMENT, {
      agency: "H01",
      scores: [{ index: 1, points: 1 }, ...reasoned(2, 0).slice(1)],
      expectedVersion: 2,
    });
    expect(errors).toEqual([]);
    expect(assessment).toMatchObject({
      version: 3,
      state: "APPRAISED",
      selfTotal: 17,
      total: 15,
      class: "EXCELLENT",
      appraisedBy: { code: "G22" },
      publishedRank: null,
      synthetic: false,
    });
    expect(assessment?.scores).toEqual([
      { index: 1, self: 1, appraised: 1, deducted: 0, reason: null },
      { index: 2, self: 2, appraised: 0, deducted: 2, reason: "chưa đủ căn cứ" },
      ...[3, 4, 5, 6, 7, 8, 9].map((index) => ({ index, self: 2, appraised: 2, deducted: 0, reason: null })),
    ]);
  });

  it.each([
    [18, "EXCELLENT"],
    [15, "EXCELLENT"],
    [14, "GOOD"],
    [12, "GOOD"],
    [11, "FAIR"],
    [9, "FAIR"],
    [8, "AVERAGE"],
    [6, "AVERAGE"],
    [5, "WEAK"],
    [0, "WEAK"],
  ])("trap 12: with %d points is %s in the graph", async (total, expected) => {
    await appraised(graph, `T${total}.01`, total);
    expect(await assessmentsOf(graph, watcher, `T${total}.01`)).toMatchObject([{ total, class: expected }]);
  });

  it("is refused a deduction without a reason, and nothing is written", async () => {
    await carryOut(graph, "submitSelfAssessment", officer("H02"), { scores: scores() });
    const refused = await carryOut(graph, "appraiseAgency", GOVERNMENT, {
      agency: "H02",
      scores: scores(2, 1, 2, 0),
      expectedVersion: 1,
    });
    expect(refused).toEqual({
      assessment: null,
      errors: [
        { code: "INVALID", field: "scores[1].reason" },
        { code: "INVALID", field: "scores[3].reason" },
      ],
    });
    expect(await assessmentsOf(graph, watcher, "H02")).toMatchObject([
      { version: 1, state: "SELF_ASSESSED", total: null },
    ]);
  });

  it("can be corrected by its appraiser, and keeps what was done before", async () => {
    await appraised(graph, "H03", 10);
    const corrected = await carryOut(graph, "appraiseAgency", GOVERNMENT, {
      agency: "H03",
      scores: scores(),
      expectedVersion: 2,
    });
    expect(corrected.assessment).toMatchObject({ version: 3, state: "APPRAISED", total: 18 });
    const [kept] = await graph.store.assessments(["2025Q2:H03"]);
    expect(kept?.events.map((event) => event.kind)).toEqual(["SUBMITTED", "APPRAISED", "APPRAISED"]);
  });
});

describe("a command on an assessment", () => {
  beforeAll(() => appraised(graph, "H04.01", 12));

  it.each([
    [
      "submits other points once submitted",
      "submitSelfAssessment",
      officer("H04.01"),
      { expectedVersion: 2 },
      "NOT_ALLOWED_NOW",
      "expectedVersion",
    ],
    [
      "saves once submitted",
      "saveSelfAssessment",
      officer("H04.01"),
      { expectedVersion: 2 },
      "NOT_ALLOWED_NOW",
      "expectedVersion",
    ],
    [
      "names an old version",
      "appraiseAgency",
      officer("H04"),
      { agency: "H04.01", expectedVersion: 1 },
      "CONFLICT",
      "expectedVersion",
    ],
    [
      "names a version that is not yet",
      "appraiseAgency",
      officer("H04"),
      { agency: "H04.01", expectedVersion: 3 },
      "CONFLICT",
      "expectedVersion",
    ],
    [
      "begins what is there",
      "saveSelfAssessment",
      officer("H04.01"),
      { expectedVersion: 0 },
      "CONFLICT",
      "expectedVersion",
    ],
    ["appraises what nobody assessed", "appraiseAgency", officer("H04"), { agency: "H04.99" }, "NOT_FOUND", "agency"],
    [
      "appraises itself",
      "appraiseAgency",
      officer("H04.01"),
      { agency: "H04.01", expectedVersion: 2 },
      "NOT_FOUND",
      "agency",
    ],
    [
      "appraises from beside",
      "appraiseAgency",
      officer("H29"),
      { agency: "H04.01", expectedVersion: 2 },
      "NOT_FOUND",
      "agency",
    ],
    [
      "appraises from below",
      "appraiseAgency",
      officer("H04.01.02"),
      { agency: "H04.01", expectedVersion: 2 },
      "NOT_FOUND",
      "agency",
    ],
    [
      "appraises past the agency above",
      "appraiseAgency",
      GOVERNMENT,
      { agency: "H04.01", expectedVersion: 2 },
      "NOT_FOUND",
      "agency",
    ],
    ["names no agency", "appraiseAgency", officer("H04"), { agency: "h04 01" }, "INVALID", "agency"],
    ["has a short key", "saveSelfAssessment", officer("H05"), { idempotencyKey: "short" }, "INVALID", "idempotencyKey"],
    [
      "leaves an index out",
      "submitSelfAssessment",
      officer("H05"),
      { scores: scores().slice(1) },
      "INVALID",
      "scores.1",
    ],
    [
      "submits before the quarter is over",
      "submitSelfAssessment",
      officer("H05"),
      { quarter: { year: 2099, quarter: 1 } },
      "NOT_ALLOWED_NOW",
      "quarter",
    ],
    [
      "saves before the quarter begins",
      "saveSelfAssessment",
      officer("H05"),
      { quarter: { year: 2099, quarter: 1 } },
      "NOT_ALLOWED_NOW",
      "quarter",
    ],
  ] as const)("that %s is refused", async (_what, mutation, caller, input, code, field) => {
    expect(await carryOut(graph, mutation, caller, { scores: scores(), ...input })).toMatchObject(refusal(code, field));
  });

  it("gives the first result again for its key, whatever happened since", async () => {
    const input = { scores: scores(1), idempotencyKey: "first-submission" };
    const first = await carryOut(graph, "submitSelfAssessment", officer("H06"), input);
    await carryOut(graph, "appraiseAgency", GOVERNMENT, {
      agency: "H06",
      scores: [{ index: 1, points: 1 }, ...scores().slice(1)],
      expectedVersion: 1,
    });
    expect(first.assessment).toMatchObject({ version: 1, state: "SELF_ASSESSED" });
    expect(await carryOut(graph, "submitSelfAssessment", officer("H06"), input)).toEqual(first);
    const reversed = { ...input, scores: [...scores(1)].reverse() };
    expect((await carryOut(graph, "submitSelfAssessment", officer("H06"), reversed)).errors).toEqual([]);
  });

  it("is refused its key for something else, but not another account's", async () => {
    const key = { idempotencyKey: "one-and-the-same" };
    const other = testCaller({ role: "officer", subject: "officer-2", agency: "H08" });
    await carryOut(graph, "submitSelfAssessment", officer("H07"), { scores: scores(), ...key });
    const again = await carryOut(graph, "submitSelfAssessment", officer("H07"), { scores: scores(0), ...key });
    expect(again).toEqual(refusal("IDEMPOTENCY_KEY_REUSED", "idempotencyKey"));
    expect((await carryOut(graph, "submitSelfAssessment", other, { scores: scores(), ...key })).errors).toEqual([]);
  });

  it("wins alone when two appraisers act on one version", async () => {
    await carryOut(graph, "submitSelfAssessment", officer("H09"), { scores: scores() });
    const appraisals = Array.from({ length: 10 }, (_, at) =>
      carryOut(graph, "appraiseAgency", testCaller({ role: "officer", subject: `appraiser-${at}`, agency: "G22" }), {
        agency: "H09",
        scores: at % 2 === 0 ? scores() : reasoned(0),
        expectedVersion: 1,
      }),
    );
    const payloads = await Promise.all(appraisals);
    expect(payloads.filter((payload) => payload.errors.length === 0)).toHaveLength(1);
    expect(payloads.flatMap((payload) => payload.errors)).toEqual(
      Array(9).fill({ code: "CONFLICT", field: "expectedVersion" }),
    );
    const [stored] = await graph.store.assessments(["2025Q2:H09"]);
    expect(stored?.events).toHaveLength(2);
  });

  it("is carried out once when it comes fifty times at once", async () => {
    const input = { scores: scores(), idempotencyKey: "fifty-times-the-same" };
    const payloads = await Promise.all(
      Array.from({ length: 50 }, () => carryOut(graph, "submitSelfAssessment", officer("H10"), input)),
    );
    expect(new Set(payloads.map((payload) => JSON.stringify(payload))).size).toBe(1);
    expect(payloads[0]).toMatchObject({ errors: [], assessment: { version: 1 } });
    const [stored] = await graph.store.assessments(["2025Q2:H10"]);
    expect(stored?.events).toHaveLength(1);
  });

  it.each([
    ["anonymous", anonymous, "UNAUTHENTICATED"],
    ["a citizen", citizen("person-a"), "FORBIDDEN"],
    ["an auditor", watcher, "FORBIDDEN"],
    ["a service", service, "FORBIDDEN"],
    ["a partner system", testCaller({ role: "partner", subject: "p", agency: "H26" }), "FORBIDDEN"],
    ["an officer without an agency", testCaller({ role: "officer", subject: "o" }), "FORBIDDEN"],
  ])("by %s is refused as a whole", async (_who, caller, code) => {
    for (const mutation of [
      "submitSelfAssessment",
      "saveSelfAssessment",
      "appraiseAgency",
      "publishRanking",
    ] as const) {
      const input = mutation === "publishRanking" ? {} : { scores: scores() };
      const agency = mutation === "appraiseAgency" ? { agency: "H26" } : {};
      await expect(carryOut(graph, mutation, caller, { ...input, ...agency })).rejects.toThrow(`refused: ${code}`);
    }
  });
});

describe("an assessment that is not published", () => {
  it.each([
    ["the agency itself", officer("H04.01"), true],
    ["the agency above it", officer("H04"), true],
    ["the Government Office", GOVERNMENT, true],
    ["an auditor with the scope", watcher, true],
    ["an auditor without the scope", auditor, false],
    ["an officer of another agency", officer("H29"), false],
    ["a citizen", citizen("person-a"), false],
    ["an anonymous caller", anonymous, false],
  ])("is for %s: %s", async (_who, caller, shown) => {
    const [assessment, absent] = await assessmentsOf(graph, caller, "H04.01", "H98.76");
    expect(absent).toBeNull();
    if (shown) expect(assessment).toMatchObject({ state: "APPRAISED", total: 12, class: "GOOD" });
    else expect(assessment).toBeNull();
  });

  const LIST = `query ($quarter: QuarterInput!, $awaiting: Boolean!, $first: Int!, $after: String) {
    agencyAssessments(quarter: $quarter, awaitingAppraisal: $awaiting, first: $first, after: $after) {
      edges { node { agency { code } state } } pageInfo { hasNextPage endCursor } } }`;
  interface Listed {
    readonly agencyAssessments: {
      readonly edges: readonly {
        readonly node: { readonly agency: { readonly code: string }; readonly state: string };
      }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  }
  const listed = async (caller: Parameters<TestGraph["ask"]>[1], awaiting = false, first = 3) => {
    const codes: string[] = [];
    for (let after: string | null = null; ; ) {
      const answer = await graph.ask(LIST, caller, { quarter: QUARTER, awaiting, first, after });
      expect(answer.codes).toEqual([]);
      // The shape is that of the document above.
      const { edges, pageInfo } = (answer.data as Listed).agencyAssessments;
      codes.push(...edges.map((edge) => edge.node.agency.code));
      if (!pageInfo.hasNextPage) return codes;
      after = pageInfo.endCursor;
    }
  };

  it("is listed with those that the caller may see, page by page", async () => {
    const all = await listed(watcher);
    expect(all).toEqual([...all].sort());
    expect(all.length).toBeGreaterThan(15);
    expect(await listed(GOVERNMENT, false, 100)).toEqual(all);
    expect(await listed(officer("H04"))).toEqual(["H04.01"]);
    expect(await listed(officer("H04.01"))).toEqual(["H04.01"]);
    expect(await listed(officer("H0"))).toEqual([]);
    expect(await listed(officer("T18"))).toEqual(["T18.01"]);
    expect(await listed(anonymous)).toEqual([]);
    expect(await listed(citizen("person-a"))).toEqual([]);
  });

  it("is in the list of those awaiting appraisal until it is appraised", async () => {
    expect(await listed(GOVERNMENT, true)).toEqual(["H02", "H07", "H08", "H10"]);
  });
});

describe("the nine indices", () => {
  it("can be read by anybody, the best level first", async () => {
    const source = "{ assessmentIndexSet { id confidence validTo indices { number name levels { points text } } } }";
    const { data, codes } = await graph.ask(source, anonymous);
    expect(codes).toEqual([]);
    expect(data).toMatchObject({ assessmentIndexSet: { id: "tt-01-2018.v1", confidence: "C", validTo: "2025-07-01" } });
    expect(
      JSON.stringify(data)
        .match(/"points":\d/g)
        ?.join(""),
    ).toBe('"points":2"points":1"points":0'.repeat(9));
  });
});
