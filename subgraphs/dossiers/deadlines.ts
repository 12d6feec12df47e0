import { DAY, dayOf, startOf } from "../kit";
import type { FiledRules, TimeLimit } from "./life";
import { DossierTimeUnit } from "./rules";
import {
  addDays,
  addWorkingDaysTo,
  type WorkingCalendar,
  workingDayFrom,
  workingDaysBetween,
} from "./working-calendar";

/**
 * Appointments (ngày hẹn trả), domain reference 5.3. THE place where a time limit becomes a moment. A day that is counted from is not
 * counted, and a limit whose last day is no working day ends with the next one (Civil Code 91/2015/QH13, Articles 147 and 148). Results
 * are handed over in office hours, so a limit in days ends at {@link CLOSING}, not at midnight.
 */
const HOUR = 3_600_000;

/** Of a day in Việt Nam, in milliseconds from its start. The hours are our convention: no source states them for all offices. */
const OPENING = 8 * HOUR;
const CLOSING = 17 * HOUR;
const FIFTEEN = 15 * HOUR;

/** When a dossier that was received at a moment is due; null without a time limit. */
export function dueDate(rules: FiledRules | null, receivedAt: Date, calendar: WorkingCalendar): Date | null {
  if (rules === null || rules.timeLimit === null) return null;
  const day = dayOf(receivedAt);
  const late = rules.afterFifteen && receivedAt.getTime() - startOf(day).getTime() > FIFTEEN;
  const from = late ? moment(addWorkingDaysTo(day, 1, calendar), OPENING) : receivedAt;
  const due = limitEnd(rules.timeLimit, from, calendar);
  return due >= from ? due : moment(addWorkingDaysTo(dayOf(from), 1, calendar), CLOSING);
}

function limitEnd({ amount, unit }: TimeLimit, from: Date, calendar: WorkingCalendar): Date {
  const day = dayOf(from);
  switch (unit) {
    case DossierTimeUnit.HOUR: {
      const end = new Date(from.getTime() + amount * HOUR);
      return calendar.isWorkingDay(dayOf(end)) ? end : closingFrom(dayOf(end), calendar);
    }
    case DossierTimeUnit.DAY:
      return closingFrom(addDays(day, amount), calendar);
    case DossierTimeUnit.WORKING_DAY:
      return closingFrom(addWorkingDaysTo(day, amount, calendar), calendar);
    case DossierTimeUnit.MONTH:
      return closingFrom(addMonths(day, amount), calendar);
  }
}

/** The same day of a later month, or that month's last day where it has none such. */
function addMonths(day: string, months: number): string {
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const last = new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0));
  const date = Math.min(Number(day.slice(8)), last.getUTCDate());
  return `${last.toISOString().slice(0, 8)}${String(date).padStart(2, "0")}`;
}

function closingFrom(day: string, calendar: WorkingCalendar): Date {
  return moment(workingDayFrom(day, calendar), CLOSING);
}

function moment(day: string, time: number): Date {
  return new Date(startOf(day).getTime() + time);
}

/** A request for papers and its answer. */
export interface Pause {
  readonly dueBefore: Date;
  readonly requestedAt: Date;
  readonly suppliedAt: Date;
}

/**
 * The appointment after a supplement: the time that the agency waited is not counted, in the unit of the limit. What was overdue when the
 * papers were asked for stays so.
 */
export function dueAfterPause(rules: FiledRules | null, pause: Pause, calendar: WorkingCalendar): Date {
  const { dueBefore, requestedAt, suppliedAt } = pause;
  if (requestedAt >= dueBefore) return dueBefore;
  const [asked, supplied, due] = [dayOf(requestedAt), dayOf(suppliedAt), dayOf(dueBefore)];
  const time = dueBefore.getTime() - startOf(due).getTime();
  switch (rules?.timeLimit?.unit) {
    case DossierTimeUnit.WORKING_DAY: {
      const left = workingDaysBetween(asked, due, calendar);
      const last = workingDayFrom(addWorkingDaysTo(supplied, left, calendar), calendar);
      return notBefore(suppliedAt, last, time, calendar);
    }
    case DossierTimeUnit.HOUR: {
      const end = new Date(dueBefore.getTime() + suppliedAt.getTime() - requestedAt.getTime());
      return calendar.isWorkingDay(dayOf(end)) ? end : closingFrom(dayOf(end), calendar);
    }
    default: {
      const waited = (startOf(supplied).getTime() - startOf(asked).getTime()) / DAY;
      return notBefore(suppliedAt, workingDayFrom(addDays(due, waited), calendar), time, calendar);
    }
  }
}

/** The time of day on a day; on the next working day when that is over before the papers came. */
function notBefore(suppliedAt: Date, day: string, time: number, calendar: WorkingCalendar): Date {
  const end = moment(day, time);
  return end >= suppliedAt ? end : moment(addWorkingDaysTo(day, 1, calendar), time);
}

/** Years ahead that an appointment may lie: beyond them it is a slip of the hand. */
const HORIZON = 100;

/** Whether an officer may give a moment as an appointment. */
export function isAppointment(moment: Date, now: Date): boolean {
  return moment > now && moment.getTime() - now.getTime() <= HORIZON * 365 * DAY;
}

/** The years whose calendars an appointment from this moment on can need. */
export function yearsFrom(from: Date): readonly number[] {
  const year = Number(dayOf(from).slice(0, 4));
  return [year, year + 1, year + 2, year + 3];
}
