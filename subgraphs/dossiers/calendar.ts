import { DAY, startOf } from "../kit";

/** `yymmdd`, the date part of dossier numbers. */
export function shortDay(day: string): string {
  return day.slice(2).replaceAll("-", "");
}

/** The first day of the quarter that lies `back` quarters before the one of `day`. */
export function quarterStart(day: string, back: number): string {
  const quarter = Number(day.slice(0, 4)) * 4 + Math.floor((Number(day.slice(5, 7)) - 1) / 3) - back;
  return `${Math.floor(quarter / 4)}-${String((quarter % 4) * 3 + 1).padStart(2, "0")}-01`;
}

/** The same hour, so many days from Monday to Friday later; for samples, which know no holidays. */
export function addWorkingDays(moment: Date, days: number): Date {
  let at = moment.getTime();
  for (let left = days; left > 0; ) {
    at += DAY;
    // The first day of all, in Việt Nam as in UTC, was a Thursday.
    const weekday = (Math.floor((at + OFFSET) / DAY) + 4) % 7;
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return new Date(at);
}

const OFFSET = -startOf("1970-01-01").getTime();
