import type { DifferenceSource, DifferenceState, DifferenceType, ListSource, Resolution } from "./reconcile";

/** A list of a day's money as the platform or the Treasury gave it, for an agency and the units under it. */
export interface Statement {
  readonly agency: string;
  readonly day: string;
  readonly source: ListSource;
  /** 1, and one more for each corrected list. */
  readonly version: number;
  readonly lineCount: number;
  readonly total: number;
  readonly importedAt: Date;
}

export interface StatementLine {
  /** MaThamChieu. */
  readonly reference: string;
  /** The source's own number of it. */
  readonly transaction: string | null;
  readonly amount: number;
  readonly at: Date | null;
}

/** A list to be written. */
export interface NewStatement extends Pick<Statement, "agency" | "day" | "source"> {
  /** The version that this one corrects; null for the first. */
  readonly expectedVersion: number | null;
  readonly lines: readonly StatementLine[];
}

/** Payments and their sum. */
export interface Totals {
  readonly count: number;
  readonly total: number;
}

/** The match of one agency and one day, as the last run left it. */
export interface Reconciliation {
  readonly agency: string;
  readonly day: string;
  readonly version: number;
  readonly runAt: Date;
  readonly own: Totals;
  /** Null: no list was given. */
  readonly platform: Totals | null;
  readonly treasury: Totals | null;
}

/** A difference as it is kept. */
export interface DifferenceRecord {
  readonly id: string;
  readonly seq: number;
  readonly agency: string;
  readonly day: string;
  readonly type: DifferenceType;
  readonly source: DifferenceSource;
  readonly reference: string;
  readonly requestId: string | null;
  readonly ownAmount: number | null;
  readonly otherAmount: number | null;
  readonly state: DifferenceState;
  readonly foundAt: Date;
  readonly clearedAt: Date | null;
  readonly resolution: Resolution | null;
  readonly note: string | null;
  readonly resolvedAt: Date | null;
  readonly version: number;
}
