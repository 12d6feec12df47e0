import { describe, expect, it } from "@jest/globals";
import { agencies } from "../../../subgraphs/catalogue/data/agencies";
import { localFeeRules } from "../../../subgraphs/catalogue/data/local-fee-rules";
import { procedures } from "../../../subgraphs/catalogue/data/procedures";
import { proceduresWithoutCode } from "../../../subgraphs/catalogue/data/procedures-without-code";
import { reportedFigures } from "../../../subgraphs/catalogue/data/reported-figures";
import { sectors } from "../../../subgraphs/catalogue/data/sectors";
import { legacyLevels, serviceScopes } from "../../../subgraphs/catalogue/data/service-levels";
import { serviceLists } from "../../../subgraphs/catalogue/data/service-lists";
import { sources } from "../../../subgraphs/catalogue/data/sources";
import type { Sourced } from "../../../subgraphs/catalogue/data/types";

const tables: Readonly<Record<string, readonly Sourced[]>> = {
  agencies,
  sectors,
  procedures,
  proceduresWithoutCode,
  localFeeRules,
  legacyLevels,
  serviceScopes,
  serviceLists,
  listCounts: serviceLists.flatMap(({ counts }) => counts),
  listedProcedures: serviceLists.flatMap(({ namedProcedures }) => namedProcedures),
  reportedFigures,
};

/** Every string below a value, keys left out, with the path to it. */
function stringsOf(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) => stringsOf(below, `${path}.${key}`));
}

describe.each(Object.entries(tables))("%s", (name, rows) => {
  it("is not empty", () => {
    expect(rows.length).toBeGreaterThan(0);
  });

  it("marks every row Q, C, S or D and none as general knowledge", () => {
    expect(rows.filter(({ confidence }) => !["Q", "C", "S", "D"].includes(confidence))).toEqual([]);
  });

  it("gives every row at least one known source", () => {
    const known = Object.keys(sources);
    expect(rows.filter(({ source }) => source.length === 0 || source.some((id) => !known.includes(id)))).toEqual([]);
  });

  it("is written in composed characters, without blanks at the ends", () => {
    const strings = rows.flatMap((row, index) => stringsOf(row, `${name}[${index}]`));
    expect(strings.length).toBeGreaterThan(0);
    expect(strings.filter(([, text]) => text !== text.normalize("NFC"))).toEqual([]);
    expect(strings.filter(([, text]) => text !== text.trim())).toEqual([]);
  });
});

describe("the reference data", () => {
  it("uses every source it declares", () => {
    const used = new Set(Object.values(tables).flatMap((rows) => rows.flatMap(({ source }) => source)));
    expect(Object.keys(sources).filter((id) => ![...used].some((one) => one === id))).toEqual([]);
  });

  it("gives each sector one key, and an official code only where one was read", () => {
    expect(new Set(sectors.map(({ key }) => key)).size).toBe(sectors.length);
    expect(sectors.filter(({ officialCode }) => officialCode !== null).map(({ officialCode }) => officialCode)).toEqual(
      ["G03-GD10"],
    );
  });

  it("dates the two scales of service levels by their decrees and keeps them apart", () => {
    expect(legacyLevels.map(({ level }) => level)).toEqual([1, 2, 3, 4]);
    expect(new Set(legacyLevels.map(({ legalBasis }) => legalBasis.issuedOn))).toEqual(new Set(["2011-06-13"]));
    expect(serviceScopes.map(({ scope, legalBasis }) => [scope, legalBasis?.issuedOn ?? null])).toEqual([
      ["FULL", "2022-06-24"],
      ["PARTIAL", "2022-06-24"],
      ["INFORMATION_ONLY", null],
    ]);
    expect(serviceScopes.flatMap(({ practiceFromLegacy }) => practiceFromLegacy).sort()).toEqual([1, 2, 3, 4]);
  });
});
