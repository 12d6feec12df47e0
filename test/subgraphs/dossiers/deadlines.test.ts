import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { dueAfterPause, dueDate } from "../../../subgraphs/dossiers/deadlines";
import type { FiledRules } from "../../../subgraphs/dossiers/life";
import { DossierFeeCollection, DossierTimeUnit } from "../../../subgraphs/dossiers/rules";
import { workingCalendar, workingDaysBetween, type YearCalendar } from "../../../subgraphs/dossiers/working-calendar";

const { HOUR, DAY, WORKING_DAY, MONTH } = DossierTimeUnit;

/** A calendar that was made up for these tests. */
const MADE_UP: YearCalendar = {
  year: 2026,
  holidays: [
    { day: "2026-10-07", name: "a Wednesday" },
    { day: "2026-10-30", name: "a Friday" },
  ],
  workingDays: ["2026-10-10"],
  decision: "made up",
  source: null,
};
const plain = workingCalendar([]);
const special = workingCalendar([MADE_UP]);

/** A moment of a clock in Việt Nam. */
const at = (time: string) => new Date(`${time.replace(" ", "T")}+07:00`);
const rules = (amount: number, unit: DossierTimeUnit, afterFifteen = false): FiledRules => ({
  collection: DossierFeeCollection.NONE,
  afterFifteen,
  timeLimit: { amount, unit },
});

describe("an appointment", () => {
  test.each<[string, number, DossierTimeUnit, string, string]>([
    ["hours run through the night", 8, HOUR, "2026-10-05 14:30", "2026-10-05 22:30"],
    ["hours that end on a Saturday end with Monday", 24, HOUR, "2026-10-09 10:00", "2026-10-12 17:00"],
    ["a day is not counted from itself", 1, DAY, "2026-10-05 10:00", "2026-10-06 17:00"],
    ["days run through a weekend", 10, DAY, "2026-10-05 10:00", "2026-10-15 17:00"],
    ["days that end on a Sunday end with Monday", 6, DAY, "2026-10-05 10:00", "2026-10-12 17:00"],
    ["no days end the same day", 0, DAY, "2026-10-05 10:00", "2026-10-05 17:00"],
    ["no days, after closing, end the next working day", 0, DAY, "2026-10-09 17:30", "2026-10-12 17:00"],
    ["working days leave weekends out", 5, WORKING_DAY, "2026-10-05 10:00", "2026-10-12 17:00"],
    [
      "working days begin after the weekend in which it was received",
      1,
      WORKING_DAY,
      "2026-10-10 10:00",
      "2026-10-12 17:00",
    ],
    ["working days leave out the day after a year's end", 1, WORKING_DAY, "2026-12-31 10:00", "2027-01-04 17:00"],
    ["working days leave out 30/4 and 1/5", 2, WORKING_DAY, "2026-04-28 10:00", "2026-05-04 17:00"],
    ["working days leave out 2/9", 1, WORKING_DAY, "2026-09-01 10:00", "2026-09-03 17:00"],
    ["a month ends on the same day", 1, MONTH, "2026-10-05 10:00", "2026-11-05 17:00"],
    ["a month that has no 31st ends on its last day", 1, MONTH, "2026-08-31 10:00", "2026-09-30 17:00"],
    ["a month ends in February", 1, MONTH, "2027-01-29 10:00", "2027-03-01 17:00"],
    ["months run through a year's end", 3, MONTH, "2026-11-05 10:00", "2027-02-05 17:00"],
  ])("%s", (_, amount, unit, received, due) => {
    expect(dueDate(rules(amount, unit), at(received), plain)).toEqual(at(due));
  });

  test("leaves out the holidays of the year's calendar and counts the Saturday that is worked for one", () => {
    expect(dueDate(rules(5, WORKING_DAY), at("2026-10-05 10:00"), special)).toEqual(at("2026-10-12 17:00"));
    expect(dueDate(rules(4, WORKING_DAY), at("2026-10-05 10:00"), special)).toEqual(at("2026-10-10 17:00"));
    expect(dueDate(rules(2, WORKING_DAY), at("2026-10-05 10:00"), special)).toEqual(at("2026-10-08 17:00"));
    expect(dueDate(rules(25, DAY), at("2026-10-05 10:00"), special)).toEqual(at("2026-11-02 17:00"));
  });

  test("by the 15:00 rule counts from the day itself at 15:00 sharp and from the next working day a moment later", () => {
    const due = (time: string, unit = WORKING_DAY) => dueDate(rules(1, unit, true), at(time), plain);
    expect(due("2026-10-05 14:59:59.999")).toEqual(at("2026-10-06 17:00"));
    expect(due("2026-10-05 15:00:00.000")).toEqual(at("2026-10-06 17:00"));
    expect(due("2026-10-05 15:00:00.001")).toEqual(at("2026-10-07 17:00"));
    expect(due("2026-10-09 15:30")).toEqual(at("2026-10-13 17:00"));
    expect(due("2026-12-31 15:30")).toEqual(at("2027-01-05 17:00"));
    expect(due("2026-10-09 15:30", DAY)).toEqual(at("2026-10-13 17:00"));
    expect(due("2026-10-09 15:30", HOUR)).toEqual(at("2026-10-12 09:00"));
    expect(due("2026-10-09 15:30", MONTH)).toEqual(at("2026-11-12 17:00"));
  });

  test("without the 15:00 rule counts an evening as its day", () => {
    expect(dueDate(rules(1, WORKING_DAY), at("2026-10-05 23:59"), plain)).toEqual(at("2026-10-06 17:00"));
  });

  test("trap 8: lies on days of Việt Nam, whatever day it is in UTC", () => {
    expect(dueDate(rules(1, WORKING_DAY), at("2026-10-05 06:59"), plain)).toEqual(at("2026-10-06 17:00"));
    expect(dueDate(rules(1, WORKING_DAY), at("2026-10-06 00:01"), plain)).toEqual(at("2026-10-07 17:00"));
  });

  test("does not exist without a time limit", () => {
    expect(dueDate(null, at("2026-10-05 10:00"), plain)).toBeNull();
    expect(dueDate({ ...rules(1, DAY), timeLimit: null }, at("2026-10-05 10:00"), plain)).toBeNull();
  });

  test("is never before the reception and never on a day off, and a longer limit never ends earlier", () => {
    const moment = fc.date({ min: at("2026-01-01 00:00"), max: at("2027-12-31 23:59"), noInvalidDate: true });
    const unit = fc.constantFrom(DAY, WORKING_DAY, MONTH);
    fc.assert(
      fc.property(moment, fc.integer({ min: 0, max: 20 }), unit, fc.boolean(), (received, amount, each, late) => {
        const due = dueDate(rules(amount, each, late), received, special);
        const longer = dueDate(rules(amount + 1, each, late), received, special);
        const day = new Date((due?.getTime() ?? 0) + 7 * 3_600_000).toISOString().slice(0, 10);
        return due !== null && longer !== null && due >= received && due <= longer && special.isWorkingDay(day);
      }),
    );
  });
});

describe("an appointment after a supplement", () => {
  const moved = (rule: FiledRules | null, due: string, requested: string, supplied: string, calendar = plain) =>
    dueAfterPause(rule, { dueBefore: at(due), requestedAt: at(requested), suppliedAt: at(supplied) }, calendar);

  test("has as many working days left as when the papers were asked for", () => {
    const rule = rules(5, WORKING_DAY);
    expect(moved(rule, "2026-10-12 17:00", "2026-10-07 09:00", "2026-10-21 16:00")).toEqual(at("2026-10-26 17:00"));
    expect(moved(rule, "2026-10-12 17:00", "2026-10-07 09:00", "2026-10-07 16:00")).toEqual(at("2026-10-12 17:00"));
    expect(moved(rule, "2026-10-12 17:00", "2026-10-07 09:00", "2026-10-28 10:00", special)).toEqual(
      at("2026-11-04 17:00"),
    );
  });

  test("is later by the days that were waited, and never on a day off", () => {
    expect(moved(rules(10, DAY), "2026-10-15 17:00", "2026-10-07 09:00", "2026-10-12 16:00")).toEqual(
      at("2026-10-20 17:00"),
    );
    expect(moved(rules(10, DAY), "2026-10-15 17:00", "2026-10-07 09:00", "2026-10-09 16:00")).toEqual(
      at("2026-10-19 17:00"),
    );
    expect(moved(null, "2026-10-15 11:00", "2026-10-07 09:00", "2026-10-12 16:00")).toEqual(at("2026-10-20 11:00"));
  });

  test("is later by the hours that were waited", () => {
    expect(moved(rules(8, HOUR), "2026-10-05 18:00", "2026-10-05 11:00", "2026-10-06 09:30")).toEqual(
      at("2026-10-06 16:30"),
    );
  });

  test("is not before the papers came, when they were asked for on the last day", () => {
    expect(moved(rules(5, WORKING_DAY), "2026-10-12 17:00", "2026-10-12 16:00", "2026-10-14 18:00")).toEqual(
      at("2026-10-15 17:00"),
    );
  });

  test("stays overdue when it was so before the papers were asked for", () => {
    expect(moved(rules(5, WORKING_DAY), "2026-10-12 17:00", "2026-10-12 17:00", "2026-10-30 10:00")).toEqual(
      at("2026-10-12 17:00"),
    );
  });
});

describe("a working calendar", () => {
  test("counts the days after the first, up to the last", () => {
    expect(workingDaysBetween("2026-10-05", "2026-10-12", plain)).toBe(5);
    expect(workingDaysBetween("2026-10-05", "2026-10-12", special)).toBe(5);
    expect(workingDaysBetween("2026-10-12", "2026-10-05", plain)).toBe(0);
  });

  test("keeps the holidays that the law puts on a day, also in a year that was set without them", () => {
    for (const day of ["2026-01-01", "2026-04-30", "2026-05-01", "2026-09-02", "2027-01-01"]) {
      expect([day, plain.isWorkingDay(day), special.isWorkingDay(day)]).toEqual([day, false, false]);
    }
  });
});
