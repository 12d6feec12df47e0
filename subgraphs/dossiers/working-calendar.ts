import { DAY, dayOf, startOf } from "../kit";
import { FIXED_HOLIDAYS } from "./data/public-holidays";

/** The working calendar of a year as the competent body decided it: data, never computed. Lịch nghỉ lễ, tết và làm bù. */
export interface YearCalendar {
  readonly year: number;
  /** `yyyy-MM-dd`: every day off that is not a weekend or that is named anyway. */
  readonly holidays: readonly { readonly day: string; readonly name: string }[];
  /** Days of a weekend that are worked, in compensation (làm bù). */
  readonly workingDays: readonly string[];
  /** The decision that it follows (văn bản). */
  readonly decision: string;
  readonly source: string | null;
}

/** Which days are worked. */
export interface WorkingCalendar {
  isWorkingDay(day: string): boolean;
}

/**
 * The working days of all years: Monday to Friday without the holidays that the law puts on fixed days, and, for years whose calendar has
 * been set, as that says. A year that has not been set knows no Tết: its calendar must be set before.
 */
export function workingCalendar(years: readonly YearCalendar[]): WorkingCalendar {
  const off = new Set(years.flatMap(({ holidays }) => holidays.map(({ day }) => day)));
  const worked = new Set(years.flatMap(({ workingDays }) => workingDays));
  const fixed = new Set(FIXED_HOLIDAYS.map(({ monthDay }) => monthDay));
  return {
    isWorkingDay: (day) => worked.has(day) || !(off.has(day) || fixed.has(day.slice(5)) || isWeekend(day)),
  };
}

/** Saturday or Sunday. */
export function isWeekend(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** So many days later, of whatever kind. */
export function addDays(day: string, days: number): string {
  return dayOf(new Date(startOf(day).getTime() + days * DAY));
}

/** So many working days after a day, which itself is not counted. */
export function addWorkingDaysTo(day: string, days: number, calendar: WorkingCalendar): string {
  let at = day;
  for (let left = days; left > 0; ) {
    at = addDays(at, 1);
    if (calendar.isWorkingDay(at)) left -= 1;
  }
  return at;
}

/** How many working days lie after a day, up to another, which is counted; 0 when that is not later. */
export function workingDaysBetween(day: string, last: string, calendar: WorkingCalendar): number {
  let count = 0;
  for (let at = addDays(day, 1); at <= last; at = addDays(at, 1)) if (calendar.isWorkingDay(at)) count += 1;
  return count;
}

/** The day itself when it is worked, else the next that is. */
export function workingDayFrom(day: string, calendar: WorkingCalendar): string {
  return calendar.isWorkingDay(day) ? day : addWorkingDaysTo(day, 1, calendar);
}
