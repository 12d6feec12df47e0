import { describe, expect, test } from "@jest/globals";
import { dueAfterPause, dueDate, isAppointment, yearsFrom } from "../../../../subgraphs/dossiers/deadlines";
import type { FiledRules } from "../../../../subgraphs/dossiers/life";
import { DossierFeeCollection, DossierTimeUnit } from "../../../../subgraphs/dossiers/rules";
import { workingCalendar } from "../../../../subgraphs/dossiers/working-calendar";

const calendar = workingCalendar([]);
/** A moment of a clock in Việt Nam. */
const at = (time: string) => new Date(`${time.replace(" ", "T")}+07:00`);
const rules = (timeLimit: FiledRules["timeLimit"]): FiledRules => ({
  collection: DossierFeeCollection.NONE,
  afterFifteen: false,
  timeLimit,
});

describe("an appointment at the edge", () => {
  test("of no hours is the moment of the reception itself", () => {
    const received = at("2026-10-05 10:00");
    expect(dueDate(rules({ amount: 0, unit: DossierTimeUnit.HOUR }), received, calendar)).toEqual(received);
  });

  test("is the moment at which the papers came, when the day ends with it", () => {
    const pause = {
      dueBefore: at("2026-10-12 17:00"),
      requestedAt: at("2026-10-12 16:00"),
      suppliedAt: at("2026-10-14 17:00"),
    };
    expect(dueAfterPause(rules({ amount: 5, unit: DossierTimeUnit.WORKING_DAY }), pause, calendar)).toEqual(
      at("2026-10-14 17:00"),
    );
  });

  test("that an officer gave without a time limit moves by the days that were waited", () => {
    const pause = {
      dueBefore: at("2026-10-15 11:00"),
      requestedAt: at("2026-10-07 09:00"),
      suppliedAt: at("2026-10-12 16:00"),
    };
    expect(dueAfterPause(rules(null), pause, calendar)).toEqual(at("2026-10-20 11:00"));
  });
});

test("an appointment can need the calendars of its year in Việt Nam and the three after it", () => {
  expect(yearsFrom(at("2026-12-31 23:59"))).toEqual([2026, 2027, 2028, 2029]);
  expect(yearsFrom(at("2027-01-01 00:00"))).toEqual([2027, 2028, 2029, 2030]);
});

test("an officer gives an appointment that is to come, within a hundred years", () => {
  const now = at("2026-10-05 10:00");
  const century = 36_500 * 86_400_000;
  const given = [0, 1, century, century + 1].map((later) => isAppointment(new Date(now.getTime() + later), now));
  expect(given).toEqual([false, true, true, false]);
});
