import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { canonicalAgencyCode, qcvn102Alias } from "../../../subgraphs/kit";

const digits = (length: number) =>
  fc.integer({ min: 1, max: 10 ** length - 1 }).map((number) => String(number).padStart(length, "0"));

const root = fc.tuple(fc.constantFrom("G", "H"), digits(2)).map(([letter, number]) => letter + number);

/** Codes that QCVN 102 can hold: a root and up to three levels, filled from the top. */
const codeOfFourLevels = fc
  .tuple(root, fc.tuple(digits(2), digits(2), digits(3)), fc.integer({ min: 0, max: 3 }))
  .map(([first, lower, depth]) => [first, ...lower.slice(0, depth)].join("."));

describe("canonicalAgencyCode", () => {
  it.each([
    ["000.00.00.H49", "H49"],
    ["000.00.00.G12", "G12"],
    ["000.00.18.G12", "G12.18"],
    ["000.00.14.H20", "H20.14"],
    ["013.05.50.H15", "H15.50.05.013"],
  ])("turns the QCVN 102 code %s into %s", (old, canonical) => {
    expect(canonicalAgencyCode(old)).toBe(canonical);
  });

  it.each(["G12.18", "H15.50.05.13", "H55.242", "G09.20", "G24", "0101234567"])("keeps %s as it is", (code) => {
    expect(canonicalAgencyCode(code)).toBe(code);
  });

  it.each([
    "",
    ".",
    "G12.",
    ".G12",
    "G12..18",
    "g12",
    " G12",
    "G12 ",
    "G12\n",
    "G12-18",
    "Đ12",
    "000.00.00.000",
    "G12.00",
    "013.00.05.H15",
    "013.05.00.H15",
  ])("refuses %j", (input) => {
    expect(canonicalAgencyCode(input)).toBeNull();
  });

  it("takes 35 characters and not one more", () => {
    const longest = `H15.${"1".repeat(31)}`;
    expect(longest).toHaveLength(35);
    expect(canonicalAgencyCode(longest)).toBe(longest);
    expect(canonicalAgencyCode(`${longest}1`)).toBeNull();
  });

  it("is settled after one turn, whatever comes in", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), codeOfFourLevels), (input) => {
        const once = canonicalAgencyCode(input);
        return once === null || canonicalAgencyCode(once) === once;
      }),
    );
  });
});

describe("qcvn102Alias", () => {
  it.each([
    ["H49", "000.00.00.H49"],
    ["G12", "000.00.00.G12"],
    ["G12.18", "000.00.18.G12"],
    ["H20.14", "000.00.14.H20"],
    ["H15.50.05.013", "013.05.50.H15"],
  ])("writes %s as %s", (canonical, alias) => {
    expect(qcvn102Alias(canonical)).toBe(alias);
  });

  it.each(["H55.242", "H15.50.05.13", "H15.50.05.013.01", "H15.5", "H15.00", "0101234567", "", "g12"])(
    "has no form for %j",
    (code) => {
      expect(qcvn102Alias(code)).toBeNull();
    },
  );

  it("always reads back as the code it was made from", () => {
    fc.assert(
      fc.property(codeOfFourLevels, (code) => {
        const alias = qcvn102Alias(code);
        expect(alias).toMatch(/^\d{3}\.\d{2}\.\d{2}\.[GH]\d{2}$/);
        expect(canonicalAgencyCode(alias ?? "")).toBe(code);
      }),
    );
  });

  it("never gives two codes one alias", () => {
    const anyCode = fc
      .tuple(root, fc.array(fc.oneof(digits(1), digits(2), digits(3)), { maxLength: 5 }))
      .map(([first, lower]) => [first, ...lower].join("."));
    fc.assert(
      fc.property(anyCode, (code) => {
        const alias = qcvn102Alias(code);
        return alias === null || canonicalAgencyCode(alias) === code;
      }),
    );
  });
});
