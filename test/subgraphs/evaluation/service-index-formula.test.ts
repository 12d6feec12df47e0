import { describe, expect, it } from "@jest/globals";
import { GROUP_POINTS, INDEX_FORMULA } from "../../../subgraphs/evaluation/data/index-formula";
import {
  type ComponentRule,
  componentOf,
  componentsOf,
  type DossierCounts,
  type IndexFigures,
  indexHash,
  pointsOfIndex,
} from "../../../subgraphs/evaluation/service-index";

const COUNTS: DossierCounts = {
  received: 200,
  onTime: 150,
  overdue: 10,
  onlineWithElectronicResult: 50,
  withFee: 80,
  paidOnline: 20,
  digitised: 100,
  reused: 40,
  electronicResult: 90,
  finished: 120,
  vneidAccount: 60,
};
const FIGURES: IndexFigures = {
  dossiers: COUNTS,
  services: { offered: 10, used: 4 },
  reception: { answered: 50, disliked: 5 },
  petitions: { received: 4, onTime: 3, rated: 2, satisfied: 1 },
};
const NOTHING: DossierCounts = {
  ...COUNTS,
  received: 0,
  onTime: 0,
  overdue: 0,
  onlineWithElectronicResult: 0,
  withFee: 0,
  paidOnline: 0,
  digitised: 0,
  reused: 0,
  electronicResult: 0,
  finished: 0,
  vneidAccount: 0,
};

function rule(code: string): ComponentRule {
  const found = INDEX_FORMULA.find((each) => each.code === code);
  if (found === undefined) throw new Error(`no component ${code}`);
  return found;
}

const component = (code: string, members: Partial<IndexFigures> = {}) =>
  componentOf(rule(code), { ...FIGURES, ...members });

describe("the formula", () => {
  it("gives out the points of its groups, 100 together; only how the 12 of online services divide is not known", () => {
    for (const [group, points] of Object.entries(GROUP_POINTS)) {
      const maxima = INDEX_FORMULA.filter((each) => each.group === group).map((each) => each.max);
      if (group === "ONLINE_SERVICES") expect(maxima).toEqual([null, null]);
      else expect(maxima.reduce<number>((sum, max) => sum + (max ?? Number.NaN), 0)).toBe(points);
    }
    expect(Object.values(GROUP_POINTS).reduce((sum, points) => sum + points, 0)).toBe(100);
  });

  it("names each component once, and the portal's code only where it was found", () => {
    expect(new Set(INDEX_FORMULA.map((each) => each.code)).size).toBe(INDEX_FORMULA.length);
    expect(INDEX_FORMULA.filter((each) => each.portalCode === null).map((each) => each.code)).toEqual([
      "ON_TIME_HANDLING",
      "ONLINE_SERVICES_USED",
      "ONLINE_DOSSIERS",
      "ONLINE_PAYMENT_A",
      "ONLINE_PAYMENT_B",
      "ONLINE_PAYMENT_C",
    ]);
  });

  it.each([
    ["ON_TIME_HANDLING", 150, 200, 0.75, 15],
    ["ORIGINAL_RESULT_AVAILABLE", 90, 120, 0.75, 4.5],
    ["SO_HOA_GIAY_TO_GIAI_QUYET", 100, 200, 0.5, 2],
    ["REUSED_DIGITIZED_DATA", 40, 200, 0.2, 0.4],
    ["CITIZEN_DATA_CONNECTED_DOSSIER", 60, 200, 0.3, 0.6],
    ["ONLINE_PAYMENT_A", 20, 80, 0.25, 1.5],
    ["PETITION_PROCESSING_ON_TIME", 3, 4, 0.75, 4.5],
    ["PETITION_HANDLING_SATISFACTION", 1, 2, 0.5, 3],
  ])("computes %s as %d of %d", (code, numerator, denominator, rate, score) => {
    expect(component(code)).toMatchObject({ numerator, denominator, rate, score, gap: null });
  });

  it("takes overdue and disliked shares from 1 for the satisfaction, over their common denominator", () => {
    expect(component("DOSSIER_RECEIVING_SATISFACTION")).toMatchObject({
      ratios: [
        { name: "overdue", numerator: 10, denominator: 200 },
        { name: "disliked", numerator: 5, denominator: 50 },
      ],
      numerator: 8_500,
      denominator: 10_000,
      rate: 0.85,
      score: 5.67,
    });
  });

  it("lets no satisfaction fall below 0", () => {
    const all = { dossiers: { ...COUNTS, overdue: 200 }, reception: { answered: 5, disliked: 5 } };
    expect(component("DOSSIER_RECEIVING_SATISFACTION", all)).toMatchObject({
      numerator: 0,
      rate: 0,
      score: 0,
      gap: null,
    });
  });

  it.each([
    ["ONLINE_SERVICES_USED", 0.4, 0.5],
    ["ONLINE_DOSSIERS", 0.25, 0.5],
  ])("trap 13: gives %s a rate and no score, since its points were not found", (code, rate, attainment) => {
    expect(component(code)).toMatchObject({ rate, attainment, score: null, max: null, gap: "MAX_NOT_FOUND" });
  });
});

describe("a target", () => {
  const given = (numerator: number, denominator: number) =>
    componentOf({ ...rule("ONLINE_PAYMENT_B"), ratios: () => [{ name: "x", numerator, denominator }] }, FIGURES);

  it.each([
    [79, 100, 1.98],
    [80, 100, 2],
    [4, 5, 2],
    [81, 100, 2],
    [100, 100, 2],
    [40, 100, 1],
    [0, 100, 0],
  ])("of 80 %% gives %d of %d the score %d", (numerator, denominator, score) => {
    expect(given(numerator, denominator)).toMatchObject({ score, gap: null });
  });

  it("that is reached is attained wholly, never more", () => {
    expect([given(8, 10), given(10, 10), given(4, 10)].map((each) => each.attainment)).toEqual([1, 1, 0.5]);
  });

  it("rounds to two decimals, half up", () => {
    const scoreOf = (numerator: number, denominator: number) =>
      componentOf(
        { ...rule("ON_TIME_HANDLING"), max: 1, ratios: () => [{ name: "x", numerator, denominator }] },
        FIGURES,
      ).score;
    expect([scoreOf(145, 1_000), scoreOf(285, 1_000), scoreOf(1, 3), scoreOf(2, 3), scoreOf(1_004, 10_000)]).toEqual([
      0.15, 0.29, 0.33, 0.67, 0.1,
    ]);
  });
});

describe("trap 13: what is not there", () => {
  it("is not applicable, not 0, where nothing was received", () => {
    for (const code of ["ON_TIME_HANDLING", "ORIGINAL_RESULT_AVAILABLE", "REUSED_DIGITIZED_DATA", "ONLINE_PAYMENT_A"]) {
      expect(component(code, { dossiers: NOTHING })).toMatchObject({
        numerator: 0,
        denominator: 0,
        rate: null,
        score: null,
        gap: "NOT_APPLICABLE",
      });
    }
  });

  it("is 0, not null, where dossiers were received and none was on time", () => {
    const none = { dossiers: { ...COUNTS, onTime: 0 } };
    expect(component("ON_TIME_HANDLING", none)).toMatchObject({ rate: 0, score: 0, gap: null });
  });

  it("is a rate of 0 where an agency offers no online service at all", () => {
    const none = { services: { offered: 0, used: 0 } };
    expect(component("ONLINE_SERVICES_USED", none)).toMatchObject({ denominator: 0, rate: 0, attainment: 0 });
  });

  it("is unknown, not 0, where a part of the graph does not know", () => {
    const unknown = { numerator: null, denominator: null, rate: null, attainment: null, score: null, gap: "UNKNOWN" };
    expect(component("ON_TIME_HANDLING", { dossiers: null })).toMatchObject({ ...unknown, ratios: [] });
    expect(component("ONLINE_SERVICES_USED", { services: null })).toMatchObject(unknown);
    expect(component("DOSSIER_RECEIVING_SATISFACTION", { reception: null })).toMatchObject(unknown);
    expect(component("DOSSIER_RECEIVING_SATISFACTION", { dossiers: null })).toMatchObject(unknown);
  });

  it("is no source, not 0, where no part of the graph holds the figures", () => {
    for (const each of INDEX_FORMULA.filter(({ ratios }) => ratios === null)) {
      expect(componentOf(each, FIGURES)).toMatchObject({ rate: null, score: null, gap: "NO_SOURCE" });
    }
  });

  it.each(["PETITION_PROCESSING_ON_TIME", "PETITION_HANDLING_SATISFACTION"])(
    "gives %s the full 6 for no petitions, and nothing when it is not known whether there were any",
    (code) => {
      const none = { received: 0, onTime: 0, rated: 0, satisfied: 0 };
      expect(component(code, { petitions: none })).toMatchObject({ score: 6, rate: null, gap: null });
      expect(component(code, { petitions: null })).toMatchObject({ score: null, gap: "UNKNOWN" });
    },
  );

  it("is unknown where there were petitions and nobody rated how they were handled", () => {
    const unrated = { received: 3, onTime: 3, rated: 0, satisfied: 0 };
    expect(component("PETITION_HANDLING_SATISFACTION", { petitions: unrated })).toMatchObject({ gap: "UNKNOWN" });
  });

  it("makes the satisfaction not applicable when nobody answered, or nothing was received", () => {
    const code = "DOSSIER_RECEIVING_SATISFACTION";
    const blank = { numerator: 0, denominator: 0, rate: null, score: null, gap: "NOT_APPLICABLE" };
    expect(component(code, { reception: { answered: 0, disliked: 0 } })).toMatchObject(blank);
    expect(component(code, { dossiers: NOTHING })).toMatchObject(blank);
  });
});

describe("the sum", () => {
  it("counts points reached and possible only of components that have a score", () => {
    const components = componentsOf(INDEX_FORMULA, { ...FIGURES, petitions: null });
    expect(pointsOfIndex(components)).toEqual({ scored: 29.67, possible: 46 });
    expect(pointsOfIndex([])).toEqual({ scored: 0, possible: 0 });
  });

  it("tells counts apart by every number in them and by the formula", () => {
    const hash = (version: string, received: number) =>
      indexHash(version, componentsOf(INDEX_FORMULA, { ...FIGURES, dossiers: { ...COUNTS, received } }));
    expect(hash("a", 200)).toBe(hash("a", 200));
    expect(hash("a", 200)).not.toBe(hash("a", 201));
    expect(hash("a", 200)).not.toBe(hash("b", 200));
  });
});
