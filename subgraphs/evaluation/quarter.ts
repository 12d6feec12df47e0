import { periodOfQuarter, type QuarterInput, quarterOf, type Span, spanOf, startOf } from "../kit";

/** A quarter as it is stored and compared: `2026Q3`. Texts sort as the quarters do. */
export type QuarterId = string;

/** @throws BAD_USER_INPUT when there is no such quarter */
export function quarterId(quarter: QuarterInput): QuarterId {
  periodOfQuarter(quarter);
  return `${quarter.year}Q${quarter.quarter}`;
}

/** The year and number of a stored quarter. */
export function quarterNamed(id: QuarterId): QuarterInput {
  return { year: Number(id.slice(0, 4)), quarter: Number(id.slice(5)) };
}

/** The moments of a stored quarter, in Việt Nam. */
export function spanOfQuarter(id: QuarterId): Span {
  return spanOf(periodOfQuarter(quarterNamed(id)));
}

/** The quarter in which a day (`yyyy-MM-dd`) lies, and those before it, newest first. */
export function quartersUntil(day: string, count: number): readonly QuarterId[] {
  const { year, quarter } = quarterOf(day);
  return Array.from({ length: count }, (_, back) => {
    const at = year * 4 + quarter - 1 - back;
    return `${Math.floor(at / 4)}Q${(at % 4) + 1}`;
  });
}

/** Whether a quarter is over at a moment. */
export function isOver(id: QuarterId, now: Date): boolean {
  return spanOfQuarter(id).before <= now;
}

/** Whether the first day of a quarter has come. */
export function hasBegun(id: QuarterId, now: Date): boolean {
  return startOf(periodOfQuarter(quarterNamed(id)).from) <= now;
}
