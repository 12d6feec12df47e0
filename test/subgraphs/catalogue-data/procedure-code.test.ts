import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { parseProcedureCode } from "../../../subgraphs/catalogue/procedure-code";

describe("parseProcedureCode", () => {
  it.each([
    ["1.001193", "1.001193", null, null],
    ["3.000722", "3.000722", null, null],
    ["1.011442.000.00.00.H38", "1.011442", "H38", null],
    ["2.000815.000.00.00.H55", "2.000815", "H55", null],
    ["1.012753.H19", "1.012753", "H19", null],
    ["2.000815.000.00.00.H55.02", "2.000815", "H55", "02"],
    ["2.000815.01", "2.000815", null, "01"],
    ["1.012753.H19.01", "1.012753", "H19", "01"],
    ["1.012753.000.00.14.H20", "1.012753", "H20.14", null],
  ])("takes %s apart", (input, code, agency, service) => {
    expect(parseProcedureCode(input)).toEqual({ code, agency, service, nonStandard: false });
  });

  it.each([
    "C08_XPHCDB",
    "",
    "0.001193",
    "1.00119",
    "1.0011933",
    "1.001193.",
    "1.001193.G12",
    "1.001193.1",
    "1.001193.013.00.05.H15",
    "1.001193\n",
  ])("keeps %j whole and marks it", (input) => {
    expect(parseProcedureCode(input)).toEqual({ code: input, agency: null, service: null, nonStandard: true });
  });

  it("reads the long and the short suffix of a place as the same procedure at the same agency", () => {
    const number = fc.integer({ min: 0, max: 999_999 }).map((value) => String(value).padStart(6, "0"));
    const province = fc.integer({ min: 1, max: 63 }).map((value) => `H${String(value).padStart(2, "0")}`);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), number, province, (digit, tail, agency) => {
        const code = `${digit}.${tail}`;
        const short = parseProcedureCode(`${code}.${agency}`);
        expect(short).toEqual({ code, agency, service: null, nonStandard: false });
        expect(parseProcedureCode(`${code}.000.00.00.${agency}`)).toEqual(short);
      }),
    );
  });

  it("never throws and never loses a non-standard input", () => {
    fc.assert(
      fc.property(fc.string(), (input) => {
        const parsed = parseProcedureCode(input);
        return !parsed.nonStandard || parsed.code === input;
      }),
    );
  });
});
