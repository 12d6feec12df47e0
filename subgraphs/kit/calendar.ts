import { Field, InputType } from "type-graphql";
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
