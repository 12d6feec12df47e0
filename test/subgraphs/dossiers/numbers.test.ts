import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { addWorkingDays, quarterStart } from "../../../subgraphs/dossiers/calendar";
import { readFiledCode } from "../../../subgraphs/dossiers/codes";
import { commandId } from "../../../subgraphs/dossiers/dossier";
import { officialNumber, requestNumber } from "../../../subgraphs/dossiers/number";
import { agencyPath, canonicalAgencyCode, dayOf, spanOf } from "../../../subgraphs/kit";
import { type RunningDossiers, runDossiers } from "./run-dossiers";

describe("serials of dossier numbers", () => {
  let run: RunningDossiers;
  beforeAll(async () => {
    run = await runDossiers();
  });
  afterAll(() => run.close());

  test("are distinct and without gaps when 100 are asked for at once", async () => {
    const serials = await Promise.all(Array.from({ length: 100 }, () => run.store.nextSerial("H26.5", "2026-10-05")));
    expect(serials.sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  });

  test("begin anew for each agency and each day", async () => {
    await run.store.nextSerial("H01", "2026-10-05");
    expect(await run.store.nextSerial("H01.2", "2026-10-05")).toBe(1);
    expect(await run.store.nextSerial("H01", "2026-10-06")).toBe(1);
    expect(await run.store.nextSerial("H01", "2026-10-05")).toBe(2);
  });
});

describe("numbers", () => {
  test.each([
    ["H20.14", "2020-07-03", 2, "H20.14-200703-0002"],
    ["H15.50.05.13", "2026-10-08", 975, "H15.50.05.13-261008-0975"],
    ["H26", "2026-10-08", 12_345, "H26-261008-12345"],
  ])("of %s on %s with serial %d read %s", (agency, day, serial, number) => {
    expect(officialNumber(agency, day, serial)).toBe(number);
  });

  test("of requests carry the Vietnamese day of filing", () => {
    const entropy = Uint8Array.from({ length: 10 }, (_, index) => index * 25);
    expect(requestNumber(new Date("2026-12-31T17:00:00Z"), entropy)).toMatch(/^YC-270101-[0-9A-HJKMNP-TV-Z]{10}$/);
  });

  test("of commands differ wherever account or key differ", () => {
    expect(commandId('a","b', "c")).not.toBe(commandId("a", 'b","c'));
    expect(commandId("a:b", "c")).not.toBe(commandId("a", "b:c"));
  });
});

describe("codes", () => {
  test.each([
    ["H26", "H26"],
    ["G12.18", "G12.18"],
    ["000.00.18.G12", "G12.18"],
    ["000.00.00.H49", "H49"],
    ["013.05.50.H15", "H15.50.05.013"],
    ["013.00.05.H15", null],
    ["h26", null],
    ["H26.", null],
    ["H26.00", null],
    ["", null],
    [`H26.${"1".repeat(32)}`, null],
  ])("of an agency: %j is canonically %j", (input, code) => {
    expect(canonicalAgencyCode(input)).toBe(code);
  });

  test("of an agency have everything above them as path", () => {
    expect(agencyPath("H15.50.05.13")).toEqual(["H15", "H15.50", "H15.50.05", "H15.50.05.13"]);
  });

  test.each([
    ["1.001193", { procedure: "1.001193", service: null }],
    ["1.012753.H19", { procedure: "1.012753", service: "1.012753.H19" }],
    ["1.011442.000.00.00.H38", { procedure: "1.011442", service: "1.011442.000.00.00.H38" }],
    ["2.000815.000.00.00.H55.02", { procedure: "2.000815", service: "2.000815.000.00.00.H55.02" }],
    ["C08_XPHCDB", { procedure: "C08_XPHCDB", service: null }],
    ["1.001193;", null],
    [".1", null],
    ["", null],
  ])("of a procedure: %j is read as %j", (input, read) => {
    expect(readFiledCode(input)).toEqual(read);
  });
});

describe("the calendar of Việt Nam", () => {
  test("begins a day at 17:00 UTC of the day before", () => {
    expect(dayOf(new Date("2026-09-30T16:59:59.999Z"))).toBe("2026-09-30");
    expect(dayOf(new Date("2026-09-30T17:00:00Z"))).toBe("2026-10-01");
    expect(spanOf({ from: "2026-02-28", to: "2026-02-28" })).toEqual({
      from: new Date("2026-02-27T17:00:00Z"),
      before: new Date("2026-02-28T17:00:00Z"),
    });
  });

  test.each([
    ["2026-10-05", 0, "2026-10-01"],
    ["2026-10-05", 4, "2025-10-01"],
    ["2026-01-01", 1, "2025-10-01"],
    ["2026-03-31", 0, "2026-01-01"],
  ])("has, seen from %s, %d quarters back, one that begins on %s", (day, back, begin) => {
    expect(quarterStart(day, back)).toBe(begin);
  });

  test("counts working days from Friday to Monday", () => {
    const friday = new Date("2026-10-02T02:00:00Z");
    expect(addWorkingDays(friday, 1)).toEqual(new Date("2026-10-05T02:00:00Z"));
    expect(addWorkingDays(friday, 7)).toEqual(new Date("2026-10-13T02:00:00Z"));
  });
});
