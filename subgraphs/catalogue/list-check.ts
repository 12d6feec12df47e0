import type { ListSide } from "./data/service-lists/types";
import type { ListCountRecord, ServiceListRecord } from "./records";

/** A printed number of a list beside the one that follows from its parts. Neither is ever put in the other's place. */
export interface ListCheck {
  readonly subject: ListCheckSubject;
  readonly side: ListSide | null;
  readonly printed: number;
  /** Whether the printed number was read (false) or follows by arithmetic itself (true). */
  readonly derived: boolean;
  readonly computed: number;
  /** What does not add up; null when both agree. */
  readonly doubt: string | null;
}

/** SIDES: of the sides; BODIES: of agencies and the remainder; LEVELS: of cấp thực hiện; SERVICE_LEVELS: of mức độ; NAMED: stored entries. */
export type ListCheckSubject = "SIDES" | "BODIES" | "EXECUTING_LEVELS" | "SERVICE_LEVELS" | "NAMED_PROCEDURES";

const PARTS = {
  BODIES: ["BODY", "REMAINDER"],
  EXECUTING_LEVELS: ["EXECUTING_LEVEL"],
  SERVICE_LEVELS: ["SERVICE_LEVEL"],
} as const;

const SIDES: readonly ListSide[] = ["MINISTRIES", "LOCALITIES"];

/** Adds up the parts of a list and sets them beside the totals that it prints. What has no total or no parts has no check. */
export function checksOf(list: Pick<ServiceListRecord, "count" | "counts" | "namedProcedures">): readonly ListCheck[] {
  const totals = list.counts.filter(({ kind }) => kind === "TOTAL");
  const whole = totals.find(({ side }) => side === null);
  const sides = totals.filter(({ side }) => side !== null);
  const checks: ListCheck[] = [];
  if (whole !== undefined && sides.length === SIDES.length) checks.push(check("SIDES", whole, sum(sides)));
  for (const side of SIDES) {
    const total = sides.find((each) => each.side === side);
    for (const subject of ["BODIES", "EXECUTING_LEVELS", "SERVICE_LEVELS"] as const) {
      const kinds: readonly string[] = PARTS[subject];
      const parts = list.counts.filter((each) => each.side === side && kinds.includes(each.kind));
      if (total !== undefined && parts.length > 0) checks.push(check(subject, total, sum(parts)));
    }
  }
  return [...checks, ...namedCheck(list)];
}

function check(subject: ListCheckSubject, total: ListCountRecord, computed: number): ListCheck {
  const { side, value: printed, confidence } = total;
  const doubt = computed === printed ? null : `the parts give ${computed}, the total is ${printed}`;
  return { subject, side, printed, derived: confidence === "D", computed, doubt };
}

/** The entries that are stored are those that a source names: fewer than all is no fault of the source, more would be. */
function namedCheck({
  count,
  namedProcedures,
}: Pick<ServiceListRecord, "count" | "namedProcedures">): readonly ListCheck[] {
  if (count === null || namedProcedures.length === 0) return [];
  const computed = namedProcedures.length;
  const doubt = computed > count ? `${computed} procedures are named, the list has ${count}` : null;
  return [{ subject: "NAMED_PROCEDURES", side: null, printed: count, derived: false, computed, doubt }];
}

function sum(counts: readonly ListCountRecord[]): number {
  return counts.reduce((total, { value }) => total + value, 0);
}
