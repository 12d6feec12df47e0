import { describe, expect, it } from "@jest/globals";
import { assessmentsFor, isAppraiserOf, mayReadAssessment } from "../../../subgraphs/evaluation/access";
import {
  type Assessment,
  type AssessmentEvent,
  assessmentHash,
  classOf,
  commandOf,
  deductedFrom,
  faultsOfAppraisal,
  faultsOfScores,
  isAllowed,
  type Score,
  standingOf,
  totalOf,
} from "../../../subgraphs/evaluation/assessment";
import { NINE_INDICES } from "../../../subgraphs/evaluation/data/nine-indices";
import { hasBegun, isOver, quarterId, quartersUntil } from "../../../subgraphs/evaluation/quarter";
import { rankedEntries } from "../../../subgraphs/evaluation/ranking";
import { testCaller } from "../../kit/context";
import { auditor, citizen, officer, service } from "./graph";

/** Nine scores that add up to a total. */
function scoresOf(total: number): Score[] {
  return Array.from({ length: 9 }, (_, at) => ({
    index: at + 1,
    points: Math.max(0, Math.min(2, total - 2 * at)),
    reason: null,
  }));
}

function eventOf(version: number, kind: AssessmentEvent["kind"], scores: readonly Score[]): AssessmentEvent {
  const command = `${version}`;
  return { version, kind, at: new Date(version), agency: "H26", account: "a", scores, command, contentHash: command };
}

const appraised = (agency: string, total: number): Assessment => ({
  id: `2025Q1:${agency}`,
  agency,
  quarter: "2025Q1",
  indexSet: NINE_INDICES.id,
  events: [eventOf(1, "SUBMITTED", scoresOf(18)), eventOf(2, "APPRAISED", scoresOf(total))],
  synthetic: false,
});

describe("the class of a total", () => {
  it.each([
    [18, "EXCELLENT"],
    [16, "EXCELLENT"],
    [15, "EXCELLENT"],
    [14.99, "GOOD"],
    [14, "GOOD"],
    [12, "GOOD"],
    [11.99, "FAIR"],
    [11, "FAIR"],
    [9, "FAIR"],
    [8.99, "AVERAGE"],
    [8, "AVERAGE"],
    [6, "AVERAGE"],
    [5.99, "WEAK"],
    [5, "WEAK"],
    [0, "WEAK"],
  ])("trap 12: of %d is %s, a bound counting for the better one", (total, expected) => {
    expect(classOf(total)).toBe(expected);
  });
});

describe("the nine indices", () => {
  it("are numbered 1 to 9, with three levels each, and say what is in doubt", () => {
    expect(NINE_INDICES.indices.map((index) => index.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(new Set(NINE_INDICES.indices.flatMap((index) => index.levels.map((level) => level.length > 5)))).toEqual(
      new Set([true]),
    );
    expect(NINE_INDICES).toMatchObject({ confidence: "C", validFrom: "2019-01-06", validTo: "2025-07-01" });
    expect(NINE_INDICES.note).toMatch(/K\.$/);
  });
});

describe("points", () => {
  it("trap 13: have no total until all nine are there, and a total of 0 when all are 0", () => {
    expect(totalOf([])).toBeNull();
    expect(totalOf(scoresOf(18).slice(1))).toBeNull();
    expect(totalOf(scoresOf(0))).toBe(0);
    expect(totalOf(scoresOf(18))).toBe(18);
    expect(totalOf(scoresOf(7))).toBe(7);
  });

  it.each([
    ["an index 0", [{ index: 0, points: 1, reason: null }], ["scores[0].index"]],
    ["an index 10", [{ index: 10, points: 1, reason: null }], ["scores[0].index"]],
    ["a repeated index", [...scoresOf(9).slice(0, 8), { index: 1, points: 0, reason: null }], ["scores[8].index"]],
    ["three points", [{ index: 1, points: 3, reason: null }], ["scores[0].points"]],
    ["negative points", [{ index: 1, points: -1, reason: null }], ["scores[0].points"]],
    ["half a point", [{ index: 1, points: 0.5, reason: null }], ["scores[0].points"]],
    ["ten scores", [...scoresOf(9), { index: 1, points: 0, reason: null }], ["scores"]],
  ])("are refused for %s in a draft", (_what, scores, fields) => {
    expect(faultsOfScores(scores, true).map((fault) => fault.field)).toEqual(fields);
  });

  it("may be left out of a draft, and not of what is submitted", () => {
    expect(faultsOfScores([], true)).toEqual([]);
    expect(faultsOfScores(scoresOf(9))).toEqual([]);
    expect(faultsOfScores(scoresOf(9).slice(2)).map((fault) => fault.field)).toEqual(["scores.1", "scores.2"]);
  });
});

describe("an appraisal", () => {
  const self = scoresOf(18);
  const withFirst = (points: number, reason: string | null) => [{ index: 1, points, reason }, ...self.slice(1)];

  it.each([
    ["without deductions", withFirst(2, null), []],
    ["with a reason for the points deducted", withFirst(0, "quá hạn"), []],
    ["with a reason of two lines", withFirst(1, "một\nhai"), []],
    ["with points deducted and no reason", withFirst(1, null), ["scores[0].reason"]],
    ["with a blank reason", withFirst(1, "    "), ["scores[0].reason"]],
    ["with a reason of two characters", withFirst(1, "xx"), ["scores[0].reason"]],
    ["with a reason of 1,001 characters", withFirst(1, "x".repeat(1_001)), ["scores[0].reason"]],
    ["with a control character", withFirst(1, "abc\u0000"), ["scores[0].reason"]],
    ["with a reason where nothing was deducted", withFirst(2, "quá hạn"), ["scores[0].reason"]],
  ])("%s is faulted at %j", (_what, scores, fields) => {
    expect(faultsOfAppraisal(self, scores).map((fault) => fault.field)).toEqual(fields);
  });

  it("takes a reason of 1,000 characters, and none for points that were raised", () => {
    expect(faultsOfAppraisal(self, withFirst(1, "x".repeat(1_000)))).toEqual([]);
    expect(faultsOfAppraisal(scoresOf(0), self)).toEqual([]);
  });

  it("deducts what it grants less, and never less than nothing", () => {
    expect(deductedFrom(self, 1, 0)).toBe(2);
    expect(deductedFrom(self, 1, 2)).toBe(0);
    expect(deductedFrom(scoresOf(0), 1, 2)).toBe(0);
    expect(deductedFrom([], 1, 0)).toBe(0);
  });
});

describe("how an assessment stands", () => {
  const events = [
    eventOf(1, "SAVED", scoresOf(3).slice(0, 2)),
    eventOf(2, "SAVED", scoresOf(5)),
    eventOf(3, "SUBMITTED", scoresOf(12)),
    eventOf(4, "APPRAISED", scoresOf(11)),
    eventOf(5, "APPRAISED", scoresOf(10)),
  ];

  it("follows from its events, at any version of it", () => {
    expect([0, 1, 2, 3, 4, 5].map((version) => standingOf({ events }, version))).toMatchObject([
      { version: 0, state: "DRAFT", self: null, appraisal: null },
      { version: 1, state: "DRAFT", self: { version: 1 }, appraisal: null },
      { version: 2, state: "DRAFT", self: { version: 2 }, appraisal: null },
      { version: 3, state: "SELF_ASSESSED", self: { version: 3 }, appraisal: null },
      { version: 4, state: "APPRAISED", self: { version: 3 }, appraisal: { version: 4 } },
      { version: 5, state: "APPRAISED", self: { version: 3 }, appraisal: { version: 5 } },
    ]);
    expect(standingOf({ events })).toEqual(standingOf({ events }, 5));
  });

  it("allows own points until they are submitted, an appraisal only after, and its correction", () => {
    const at = (version: number) => standingOf({ events }, version);
    expect([null, at(1), at(3), at(4)].map((standing) => isAllowed("SAVED", standing))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect([null, at(1), at(3), at(4)].map((standing) => isAllowed("SUBMITTED", standing))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect([null, at(1), at(3), at(4)].map((standing) => isAllowed("APPRAISED", standing))).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it("allows nothing more after 200 changes", () => {
    expect(isAllowed("APPRAISED", { ...standingOf({ events }), version: 199 })).toBe(true);
    expect(isAllowed("APPRAISED", { ...standingOf({ events }), version: 200 })).toBe(false);
  });
});

describe("a command", () => {
  it("belongs to its account, so that two accounts can use one key", () => {
    expect(commandOf("a", "key-00000001")).not.toBe(commandOf("b", "key-00000001"));
    expect(commandOf("a", "key-00000001")).toBe(commandOf("a", "key-00000001"));
  });

  it("says the same whatever the order of its scores, and something else with other content", () => {
    const hash = assessmentHash("SAVED", "x", 0, scoresOf(9));
    expect(assessmentHash("SAVED", "x", 0, scoresOf(9).reverse())).toBe(hash);
    for (const other of [
      assessmentHash("SUBMITTED", "x", 0, scoresOf(9)),
      assessmentHash("SAVED", "y", 0, scoresOf(9)),
      assessmentHash("SAVED", "x", 1, scoresOf(9)),
      assessmentHash("SAVED", "x", 0, scoresOf(8)),
    ]) {
      expect(other).not.toBe(hash);
    }
  });
});

describe("who appraises", () => {
  it.each([
    ["H26", "H26.01", true],
    ["H26", "H26.01.02", true],
    ["H26.01", "H26.01.02", true],
    ["H26.01.02", "H26.01", false],
    ["H26", "H26", false],
    ["H29", "H26.01", false],
    ["H2", "H26.01", false],
    ["G22", "H26", true],
    ["G22", "G12", true],
    ["G22", "G22", false],
    ["G22", "G22.01", true],
    ["G22", "H26.01", false],
    ["G12", "H26", false],
    ["G22.01", "H26", false],
  ])("%s of %s: %s", (appraiser, agency, expected) => {
    expect(isAppraiserOf(appraiser, agency)).toBe(expected);
  });
});

describe("who sees what is not published", () => {
  const watcher = { ...auditor, scopes: ["assessment:read"] };
  it.each([
    ["the agency", officer("H26.01"), true],
    ["an agency above it", officer("H26"), true],
    ["the Government Office", officer("G22"), true],
    ["an auditor with the scope", watcher, true],
    ["an auditor with another scope", auditor, false],
    ["a unit below", officer("H26.01.02"), false],
    ["a unit of the Government Office", officer("G22.01"), false],
    ["another agency", officer("H29"), false],
    ["an officer without an agency", testCaller({ role: "officer", subject: "o" }), false],
    ["a citizen with the scope", { ...citizen("p"), scopes: ["assessment:read"] }, false],
    ["a service with the scope", { ...service, scopes: ["assessment:read"] }, false],
    ["a partner system of the agency", testCaller({ role: "partner", subject: "p", agency: "H26.01" }), false],
  ])("%s: %s", (_who, caller, expected) => {
    expect(mayReadAssessment(caller, "H26.01")).toBe(expected);
    expect(assessmentsFor(caller) !== null || !expected).toBe(true);
  });
});

describe("a ranking", () => {
  const publication = { id: "p", quarter: "2025Q1" };

  it("gives equal totals one rank, and the next one the place that it has", () => {
    const totals = [
      ["H29", 12],
      ["H26", 15],
      ["H01", 12],
      ["H02", 18],
      ["H03", 12],
      ["H04", 5],
    ] as const;
    const entries = rankedEntries(
      publication,
      totals.map(([agency, total]) => appraised(agency, total)),
    );
    expect(entries.map(({ position, rank, agency, total }) => [position, rank, agency, total])).toEqual([
      [1, 1, "H02", 18],
      [2, 2, "H26", 15],
      [3, 3, "H01", 12],
      [4, 3, "H03", 12],
      [5, 3, "H29", 12],
      [6, 6, "H04", 5],
    ]);
    expect(entries.map((entry) => entry.class)).toEqual(["EXCELLENT", "EXCELLENT", "GOOD", "GOOD", "GOOD", "WEAK"]);
  });

  it("leaves out what is not appraised, and an agency with 0 points not", () => {
    const submitted = { ...appraised("H26", 18), events: [eventOf(1, "SUBMITTED", scoresOf(18))] };
    expect(rankedEntries(publication, [submitted, appraised("H29", 0)])).toMatchObject([
      { agency: "H29", total: 0, class: "WEAK", rank: 1, assessmentVersion: 2 },
    ]);
  });
});

describe("a quarter", () => {
  it("begins and ends with the days of Việt Nam", () => {
    expect(isOver("2025Q1", new Date("2025-03-31T16:59:59.999Z"))).toBe(false);
    expect(isOver("2025Q1", new Date("2025-03-31T17:00:00Z"))).toBe(true);
    expect(hasBegun("2025Q2", new Date("2025-03-31T16:59:59.999Z"))).toBe(false);
    expect(hasBegun("2025Q2", new Date("2025-03-31T17:00:00Z"))).toBe(true);
  });

  it("is followed back over the turn of a year", () => {
    expect(quartersUntil("2026-02-28", 6)).toEqual(["2026Q1", "2025Q4", "2025Q3", "2025Q2", "2025Q1", "2024Q4"]);
    expect(quartersUntil("2026-12-31", 2)).toEqual(["2026Q4", "2026Q3"]);
  });

  it("is refused when there is none such", () => {
    expect(() => quarterId({ year: 2025, quarter: 5 })).toThrow();
    expect(quarterId({ year: 2025, quarter: 4 })).toBe("2025Q4");
  });
});
