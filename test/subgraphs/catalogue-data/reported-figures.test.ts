import { describe, expect, it } from "@jest/globals";
import { agencies } from "../../../subgraphs/catalogue/data/agencies";
import { reportedFigures } from "../../../subgraphs/catalogue/data/reported-figures";
import { serviceLists } from "../../../subgraphs/catalogue/data/service-lists";

const byId = new Map(reportedFigures.map((figure) => [figure.id, figure]));
const value = (id: string) => byId.get(id)?.value ?? Number.NaN;

/** Every figure that the reference says cannot be right as printed. */
const DOUBTFUL = [
  "seed-001-ministries-bound",
  "seed-003-ministries-done",
  "seed-003-ministries-level-3",
  "seed-003-ministries-level-4",
  "seed-003-provinces-lower-half",
  "seed-003-provinces-not-deployed",
  "seed-003-provinces-upper-half",
  "seed-003-services-lower-half",
  "seed-003-services-upper-half",
  "seed-004-survey-decision-date",
];

describe("reported figures", () => {
  it("carry a doubt exactly where the sources contradict themselves", () => {
    const flagged = reportedFigures.filter(({ doubt }) => doubt !== null).map(({ id }) => id);
    expect(flagged.sort()).toEqual(DOUBTFUL);
  });

  it("keep what does not add up as printed", () => {
    expect(value("seed-003-ministries-level-3") + value("seed-003-ministries-level-4")).not.toBe(
      value("seed-003-ministries-done"),
    );
    expect(value("seed-003-provinces-upper-half") + value("seed-003-provinces-lower-half")).toBe(59);
    expect(byId.get("seed-004-survey-decision-date")).toMatchObject({ value: null, printed: "10/6/2016" });
    expect(value("seed-001-ministries-bound")).toBe(17);
  });

  it.each(["localities-2016-list", "localities-2016-own", "ministries-2017-registered", "localities-2017-registered"])(
    "add up over the levels for %s, which therefore carries no doubt",
    (key) => {
      const parts = value(`seed-003-${key}-level-3`) + value(`seed-003-${key}-level-4`);
      expect(parts).toBe(value(`seed-003-${key}`));
    },
  );

  it("have ids of their own and something printed", () => {
    expect(byId.size).toBe(reportedFigures.length);
    expect(reportedFigures.filter(({ printed }) => printed === "")).toEqual([]);
  });

  it("have a value, unless they are dates", () => {
    expect(reportedFigures.filter((figure) => (figure.value === null) !== (figure.unit === "DATE"))).toEqual([]);
  });

  it("have an upper end if and only if they are ranges", () => {
    const odd = reportedFigures.filter(
      (figure) =>
        (figure.qualifier === "RANGE") !== (figure.upperValue !== null) ||
        (figure.upperValue !== null && figure.upperValue <= (figure.value ?? Number.POSITIVE_INFINITY)),
    );
    expect(odd).toEqual([]);
  });

  it("are at most a hundred where they are percentages", () => {
    const shares = reportedFigures.filter(({ unit }) => unit === "PERCENT");
    expect(shares.length).toBeGreaterThan(0);
    expect(shares.filter((figure) => (figure.value ?? 101) > 100)).toEqual([]);
  });

  it("hold amounts beyond 32 bits without loss", () => {
    expect(value("portal-2022-mid-paid")).toBe(2_200_000_000_000);
    expect(reportedFigures.filter(({ unit, value: paid }) => unit === "VND" && !Number.isSafeInteger(paid))).toEqual(
      [],
    );
  });

  it("refer only to agencies and lists that exist", () => {
    const agencyCodes = new Set(agencies.map(({ code }) => code));
    const listIds = new Set(serviceLists.map(({ id }) => id));
    expect(reportedFigures.filter(({ agency }) => agency !== null && !agencyCodes.has(agency))).toEqual([]);
    expect(reportedFigures.filter(({ listId }) => listId !== null && !listIds.has(listId))).toEqual([]);
  });

  it("report the list of 2017 with the counts that the list itself holds", () => {
    const list = serviceLists.find(({ id }) => id === "846-qd-ttg-2017-06-09");
    const counted = list?.counts.filter(({ kind }) => kind === "BODY") ?? [];
    expect(counted).toHaveLength(11);
    for (const { agency, count } of counted) expect(value(`list-846-${agency?.toLowerCase()}`)).toBe(count);
  });
});
