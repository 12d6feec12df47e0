import { describe, expect, it } from "@jest/globals";
import { agencies } from "../../../subgraphs/catalogue/data/agencies";
import type { AgencyKind } from "../../../subgraphs/catalogue/data/types";
import { canonicalAgencyCode } from "../../../subgraphs/kit";

const byCode = new Map(agencies.map((agency) => [agency.code, agency]));
const current = (kind: AgencyKind) => agencies.filter((agency) => agency.kind === kind && agency.validTo === null);

/** The rows of the reference's province table whose code mark is Q and that the merger did not end. */
const CURRENT_PROVINCES =
  "H01 H05 H12 H13 H14 H15 H17 H18 H19 H20 H21 H24 H26 H27 H29 H31 H32 H35 H36 H37 H38 H41 H42 H44 H48 H49 H50 H52 H53 H55 H56 H57 H60 H61";

/** Of the 29 merged provinces those whose code is marked Q or D in the reference's table and whose successor was read, never K. */
const MERGED_PROVINCES = ["H22", "H28", "H54"];

describe("agencies", () => {
  it("holds exactly the 34 current provinces whose code was read", () => {
    const provinces = current("PROVINCE").map((agency) => agency.code);
    expect(provinces).toHaveLength(34);
    expect(provinces.join(" ")).toBe(CURRENT_PROVINCES);
  });

  it("holds 14 ministries and 3 ministry-level bodies since 1 March 2025", () => {
    expect(current("MINISTRY")).toHaveLength(14);
    expect(current("MINISTRY_LEVEL_BODY").map((agency) => agency.name)).toEqual([
      "Ngân hàng Nhà nước",
      "Thanh tra Chính phủ",
      "Văn phòng Chính phủ",
    ]);
  });

  it.each([
    ["G04", "G17"],
    ["G05", "G12"],
    ["G07", "G09"],
    ["G13", "G10"],
    ["G14", "G06"],
  ])("ends %s on 1 March 2025 and points to its successor %s", (code, successor) => {
    expect(byCode.get(code)).toMatchObject({ validTo: "2025-03-01", successors: [successor] });
  });

  it("ends no other agency", () => {
    const ended = agencies.filter((agency) => agency.validTo !== null).map((agency) => agency.code);
    expect(ended).toEqual(["G04", "G05", "G07", "G13", "G14", ...MERGED_PROVINCES]);
  });

  it.each([
    ["H22", "H60"],
    ["H28", "H44"],
    ["H54", "H31"],
  ])("ends the province %s on 1 July 2025 and points to its successor %s", (code, successor) => {
    expect(byCode.get(code)).toMatchObject({ kind: "PROVINCE", validTo: "2025-07-01", successors: [successor] });
  });

  it("ships no province whose code is an order guess (K)", () => {
    const guesses = "H02 H03 H04 H06 H07 H08 H09 H10 H11 H23 H25 H33 H34 H39 H40 H45 H46 H47 H58 H59 H62 H63".split(
      " ",
    );
    expect(guesses.filter((code) => byCode.has(code))).toEqual([]);
  });

  it.each([
    ["G10", "Bộ Nông nghiệp và Môi trường", "Bộ Nông nghiệp và Phát triển nông thôn"],
    ["G21", "Bộ Dân tộc và Tôn giáo", "Ủy ban Dân tộc"],
  ])("names %s %s and keeps its name before the reform", (code, name, former) => {
    expect(byCode.get(code)).toMatchObject({ name, formerNames: [{ name: former, until: "2025-03-01" }] });
  });

  it("places the three known units under the Ministry of Finance", () => {
    const units = agencies.filter((agency) => agency.kind === "UNIT");
    expect(units.map(({ code, parent }) => [code, parent])).toEqual([
      ["G12.12", "G12"],
      ["G12.18", "G12"],
      ["G12.34", "G12"],
    ]);
  });

  it("leaves out the bodies whose fate in 2025 is not verified", () => {
    expect(["G23", "G27", "G28", "G30", "G34", "G36"].filter((code) => byCode.has(code))).toEqual([]);
  });

  it("gives no code twice, neither as a code nor as an alias", () => {
    const all = agencies.flatMap((agency) => [agency.code, ...agency.aliases]);
    expect(new Set(all).size).toBe(all.length);
  });

  it("resolves every code and every alias to the code of its row", () => {
    for (const { code, aliases } of agencies) {
      expect(aliases).toHaveLength(1);
      expect([code, ...aliases].map(canonicalAgencyCode)).toEqual([code, code]);
    }
  });

  it("knows every parent and every successor", () => {
    const referred = agencies.flatMap(({ parent, successors }) => [...(parent ? [parent] : []), ...successors]);
    expect(referred.filter((code) => !byCode.has(code))).toEqual([]);
  });

  it("keeps the digits of personal numbers apart, one of three digits for each province", () => {
    const digits = current("PROVINCE").map((agency) => agency.populationProvinceCode ?? "");
    expect(new Set(digits).size).toBe(34);
    expect(digits.filter((code) => !/^0\d{2}$/.test(code))).toEqual([]);
    // The five that the reference spot-checked and that are provinces today.
    expect(["H26", "H24", "H17", "H29", "H20"].map((code) => byCode.get(code)?.populationProvinceCode)).toEqual([
      "001",
      "031",
      "048",
      "079",
      "087",
    ]);
  });
});
