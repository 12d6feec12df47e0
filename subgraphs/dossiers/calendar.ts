/**
 * Calendar days of Asia/Ho_Chi_Minh: UTC+7 all year. THE place where days become moments and back: the store keeps moments,
 * and nothing is bucketed by a database.
 */
const OFFSET = 7 * 3_600_000;
const DAY = 24 * 3_600_000;

/** The day (`yyyy-MM-dd`) on which a moment falls in Việt Nam. */
export function dayOf(moment: Date): string {
  return new Date(moment.getTime() + OFFSET).toISOString().slice(0, 10);
}

/** The first moment of a day. */
export function startOf(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) - OFFSET);
}

/** A span of time; the end is not part of it. */
export interface Span {
  readonly from: Date;
  readonly before: Date;
}

/** The moments from the first to the last day, both included. */
export function spanOf(first: string, last: string): Span {
  return { from: startOf(first), before: new Date(startOf(last).getTime() + DAY) };
}

/** `yymmdd`, the date part of dossier numbers. */
export function shortDay(day: string): string {
  return day.slice(2).replaceAll("-", "");
}

/** The first day of the quarter that lies `back` quarters before the one of `day`. */
export function quarterStart(day: string, back: number): string {
  const quarter = Number(day.slice(0, 4)) * 4 + Math.floor((Number(day.slice(5, 7)) - 1) / 3) - back;
  return `${Math.floor(quarter / 4)}-${String((quarter % 4) * 3 + 1).padStart(2, "0")}-01`;
}

/** The same hour, so many days from Monday to Friday later. Knows no holidays: their calendar is data of a year, not a rule. */
export function addWorkingDays(moment: Date, days: number): Date {
  let at = moment.getTime();
  for (let left = days; left > 0; ) {
    at += DAY;
    const weekday = new Date(at + OFFSET).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return new Date(at);
}
