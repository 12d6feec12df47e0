import type { Level, PartialDate, Sourced } from "../types";

/** Whom a list binds: ministries and central agencies, or localities. Their counts are never added to counts of another kind. */
export type ListSide = "MINISTRIES" | "LOCALITIES";

/**
 * One count of a list, of one kind. Counts of different kinds overlap: a body's count is part of the side's total.
 * REMAINDER is what the source leaves without a body.
 */
export interface ListCount extends Sourced {
  readonly kind: "TOTAL" | "BODY" | "REMAINDER" | "EXECUTING_LEVEL" | "SERVICE_LEVEL";
  /** Null for the whole list. */
  readonly side: ListSide | null;
  readonly agency: string | null;
  readonly executingLevel: Level | null;
  readonly serviceLevel: 3 | 4 | null;
  readonly count: number;
  readonly note: string | null;
}

/** A procedure that a source names as being in a list. */
export interface ListedProcedure extends Sourced {
  readonly name: string;
  /** Null where the code was not found. */
  readonly procedure: string | null;
  readonly side: ListSide;
  readonly agency: string | null;
  readonly executingLevel: Level | null;
}

/** A body that a source names as being bound by a list, under the name it prints. */
export interface NamedBody {
  readonly printed: string;
  readonly agency: string;
}

/** A list of online services set by the Prime Minister. */
export interface ServiceListRow extends Sourced {
  /** Number and date together: the number alone comes again in other years. */
  readonly id: string;
  readonly number: string | null;
  readonly title: string;
  readonly decidedOn: PartialDate | null;
  readonly signedBy: string | null;
  /** All procedures of the list; null where no source gives the number. */
  readonly count: number | null;
  readonly counts: readonly ListCount[];
  readonly namedBodies: readonly NamedBody[];
  readonly localFields: readonly string[];
  readonly namedProcedures: readonly ListedProcedure[];
  /** What does not add up in the source, or null. */
  readonly doubt: string | null;
  readonly notes: readonly string[];
}

type Required = "id" | "number" | "title" | "decidedOn" | "source" | "confidence";

/** A list from what was read; everything else stands as "not read". */
export function serviceList(facts: Pick<ServiceListRow, Required> & Partial<ServiceListRow>): ServiceListRow {
  return {
    signedBy: null,
    count: null,
    counts: [],
    namedBodies: [],
    localFields: [],
    namedProcedures: [],
    doubt: null,
    notes: [],
    ...facts,
  };
}

/** A count from what was read. */
export function count(
  facts: Pick<ListCount, "kind" | "side" | "count" | "source" | "confidence"> & Partial<ListCount>,
): ListCount {
  return { agency: null, executingLevel: null, serviceLevel: null, note: null, ...facts };
}
