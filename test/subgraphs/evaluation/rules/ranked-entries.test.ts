import { describe, expect, test } from "@jest/globals";
import {
  type Assessment,
  type AssessmentEvent,
  assessmentId,
  deductedFrom,
  isReason,
  type Score,
} from "../../../../subgraphs/evaluation/assessment";
import { NINE_INDICES } from "../../../../subgraphs/evaluation/data/nine-indices";
import { rankedEntries } from "../../../../subgraphs/evaluation/ranking";
import { type ComponentRule, componentOf } from "../../../../subgraphs/evaluation/service-index";

const scores = (total: number): Score[] =>
  Array.from({ length: 9 }, (_, at) => ({
    index: at + 1,
    points: Math.max(0, Math.min(2, total - 2 * at)),
    reason: "r",
  }));
const event = (version: number, kind: AssessmentEvent["kind"], given: readonly Score[]): AssessmentEvent => ({
  version,
  kind,
  at: new Date(version),
  agency: "G22",
  account: "officer-1",
  scores: given,
  command: `${version}`,
  contentHash: `${version}`,
});
const assessment = (agency: string, ...events: readonly AssessmentEvent[]): Assessment => ({
  id: assessmentId("2026Q3", agency),
  agency,
  quarter: "2026Q3",
  indexSet: NINE_INDICES.id,
  events,
  synthetic: agency === "H30",
});
const appraised = (agency: string, given: readonly Score[]) =>
  assessment(agency, event(1, "SUBMITTED", scores(18)), event(2, "APPRAISED", given));
const PUBLICATION = { id: "publication-1", quarter: "2026Q3" };

describe("an entry of a ranking", () => {
  test("says what was appraised, in the order of the indices and without the reasons", () => {
    const [entry] = rankedEntries(PUBLICATION, [appraised("H30", scores(17).reverse())]);
    expect(entry).toEqual({
      publication: "publication-1",
      quarter: "2026Q3",
      position: 1,
      rank: 1,
      agency: "H30",
      total: 17,
      class: "EXCELLENT",
      scores: [...[1, 2, 3, 4, 5, 6, 7, 8].map((index) => ({ index, points: 2 })), { index: 9, points: 1 }],
      assessmentVersion: 2,
      appraisedBy: "G22",
      appraisedAt: new Date(2),
      synthetic: true,
    });
  });

  test("is made of what was appraised whole, and of nothing else", () => {
    const others = [
      assessment("H26", event(1, "SUBMITTED", scores(18))),
      assessment("H27", event(1, "SAVED", scores(18))),
      appraised("H28", scores(18).slice(1)),
    ];
    expect(rankedEntries(PUBLICATION, [...others, appraised("H29", scores(3))]).map(({ agency }) => agency)).toEqual([
      "H29",
    ]);
  });

  test("stands by total, then by code, and shares its rank with its equals", () => {
    const given = [
      ["H33", 9],
      ["H31", 12],
      ["H34", 12],
      ["H32", 12],
      ["H30", 15],
    ] as const;
    const entries = rankedEntries(
      PUBLICATION,
      given.map(([agency, total]) => appraised(agency, scores(total))),
    );
    expect(entries.map(({ position, rank, agency }) => [position, rank, agency])).toEqual([
      [1, 1, "H30"],
      [2, 2, "H31"],
      [3, 2, "H32"],
      [4, 2, "H34"],
      [5, 5, "H33"],
    ]);
  });
});

describe("points that were deducted", () => {
  test("are those of the same index alone", () => {
    const self = [
      { index: 1, points: 2, reason: null },
      { index: 2, points: 1, reason: null },
    ];
    expect([1, 2, 3].map((index) => deductedFrom(self, index, 0))).toEqual([2, 1, 0]);
    expect(deductedFrom(self, 2, 2)).toBe(0);
  });

  test.each([
    ["a b", true],
    ["   x", true],
    ["\n\nx", true],
    ["ab", false],
    ["   ", false],
    ["abc\n", true],
    ["abc\u0000", false],
    ["x".repeat(1000), true],
    ["x".repeat(1001), false],
  ])("have a reason such as %j: %s", (text, is) => {
    expect(isReason(text)).toBe(is);
  });
});

test("an assessment is named by its quarter and its agency", () => {
  expect(assessmentId("2026Q3", "H26.1")).toBe("2026Q3:H26.1");
});

describe("a component of the service index", () => {
  const rule = (changes: Partial<ComponentRule>): ComponentRule => ({
    code: "X",
    group: "PROGRESS",
    name: "made up",
    portalCode: null,
    max: 1.125,
    target: 1,
    whenNone: "ZERO",
    ratios: () => [{ name: "all", numerator: 4, denominator: 4 }],
    note: null,
    ...changes,
  });
  const figures = { dossiers: null, services: null, reception: null, petitions: null };

  test("gives all its points, to the last decimal, when the target is reached", () => {
    expect(componentOf(rule({}), figures)).toMatchObject({ rate: 1, score: 1.125, gap: null });
  });

  test("takes nothing from 1 when there is no share of what went wrong", () => {
    expect(componentOf(rule({ max: 2, ratios: () => [] }), figures)).toMatchObject({ rate: 1, score: 2 });
  });
});
