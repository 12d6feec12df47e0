import type { PeriodInput, QuarterInput } from "../kit";
import type { Tally } from "./statistics";

/** An online service of an agency, as the catalogue states it. */
export interface Offering {
  readonly procedure: string;
  readonly since: string | null;
  readonly until: string | null;
}

/** How far an agency's online services were used in a quarter. */
export interface OnlineUsageFigures {
  readonly year: number;
  readonly quarter: number;
  readonly offered: number;
  readonly used: number;
  /** Null when nothing was offered: no share of nothing is zero. */
  readonly share: number | null;
  readonly asOf: Date;
}

/** Compares what was offered on some day of a quarter with what was filed online in it. */
export function onlineUsageOf(
  offerings: readonly Offering[],
  asked: { readonly quarter: QuarterInput; readonly period: PeriodInput; readonly tally: Tally },
): OnlineUsageFigures {
  const { quarter, period, tally } = asked;
  const valid = offerings.filter(
    ({ since, until }) => (since ?? period.from) <= period.to && (until ?? period.to) >= period.from,
  );
  const offered = new Set(valid.map(({ procedure }) => procedure));
  const used = [...offered].filter((procedure) => tally.onlineProcedures.has(procedure)).length;
  return {
    year: quarter.year,
    quarter: quarter.quarter,
    offered: offered.size,
    used,
    share: offered.size === 0 ? null : used / offered.size,
    asOf: tally.asOf,
  };
}
