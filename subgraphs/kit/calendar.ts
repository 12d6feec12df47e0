import { Field, InputType, Int } from "type-graphql";
import { fail } from "../../schema/errors";
import { LocalDate } from "./scalars";

/**
 * Calendar days of Asia/Ho_Chi_Minh: UTC+7 all year. THE place where days become moments and back: stores keep moments, and
 * nothing is bucketed by a database.
 */
const OFFSET = 7 * 3_600_000;

/** Milliseconds of a day, which has no summer or winter time in Việt Nam. */
export const DAY = 24 * 3_600_000;

@InputType({ description: "A period of whole days, both ends included. Kỳ báo cáo." })
export class PeriodInput {
  @Field(() => LocalDate)
  from: string;

  @Field(() => LocalDate)
  to: string;
}

@InputType({ description: "A quarter of a calendar year. Quý." })
export class QuarterInput {
  @Field(() => Int, { description: "From 2000 to 2100." })
  year: number;

  @Field(() => Int, { description: "1 to 4." })
  quarter: number;
}

/** A span of time; the end is not part of it. */
export interface Span {
  readonly from: Date;
  readonly before: Date;
}

/** The day (`yyyy-MM-dd`) on which a moment falls in Việt Nam. */
export function dayOf(moment: Date): string {
  return new Date(moment.getTime() + OFFSET).toISOString().slice(0, 10);
}

/** The first moment of a day. */
export function startOf(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) - OFFSET);
}

/** The moments of a period. @throws BAD_USER_INPUT when it ends before it begins */
export function spanOf(period: PeriodInput): Span {
  const span = { from: startOf(period.from), before: new Date(startOf(period.to).getTime() + DAY) };
  if (span.from >= span.before) throw fail("BAD_USER_INPUT", { field: "period", rule: "from is not after to" });
  return span;
}

/** The days of a quarter. @throws BAD_USER_INPUT when there is no such quarter */
export function periodOfQuarter({ year, quarter }: QuarterInput): PeriodInput {
  if (year < 2000 || year > 2100) throw fail("BAD_USER_INPUT", { field: "quarter", rule: "year is 2000 to 2100" });
  if (quarter < 1 || quarter > 4) throw fail("BAD_USER_INPUT", { field: "quarter", rule: "quarter is 1 to 4" });
  const from = `${year}-${String(quarter * 3 - 2).padStart(2, "0")}-01`;
  const next = quarter === 4 ? `${year + 1}-01-01` : `${year}-${String(quarter * 3 + 1).padStart(2, "0")}-01`;
  return { from, to: dayOf(new Date(startOf(next).getTime() - DAY)) };
}

/** The quarter in which a day lies. */
export function quarterOf(day: string): { year: number; quarter: number } {
  return { year: Number(day.slice(0, 4)), quarter: Math.floor((Number(day.slice(5, 7)) + 2) / 3) };
}
