import type { SourceId } from "../sources";
import type { Confidence, PartialDate, Sourced } from "../types";

export type FigureUnit =
  | "PROCEDURE"
  | "SERVICE"
  | "BODY"
  | "FIELD"
  | "PROVINCE"
  | "DEPARTMENT"
  | "PERCENT"
  | "ACCOUNT"
  | "VISIT"
  | "DOSSIER"
  | "DOSSIER_PER_DAY"
  | "DOSSIER_PER_YEAR"
  | "PAYMENT"
  | "VND"
  | "TRANSACTION"
  | "TRANSACTION_PER_DAY"
  | "CONCURRENT_USER"
  | "SYSTEM"
  | "LOGIN"
  | "DATE";

/** A figure as a source reports it. It is never corrected: what is wrong with it stands in `doubt`. */
export interface ReportedFigure extends Sourced {
  readonly id: string;
  readonly subject: string;
  /** Null for a date, which is in `printed` only. */
  readonly value: number | null;
  /** The upper end where the source gives a range. */
  readonly upperValue: number | null;
  readonly qualifier: "EXACTLY" | "ABOUT" | "MORE_THAN" | "AT_LEAST" | "RANGE";
  /** The figure as the reference prints it. */
  readonly printed: string;
  readonly unit: FigureUnit;
  /** When the source reported it; null where it does not say. */
  readonly reportedOn: PartialDate | null;
  /** What time the figure speaks of; null where it is the day of the report. */
  readonly period: string | null;
  readonly agency: string | null;
  readonly listId: string | null;
  /** Why the figure cannot be right as it stands, or null. */
  readonly doubt: string | null;
  readonly note: string | null;
}

interface Report {
  readonly source: readonly SourceId[];
  readonly confidence: Confidence;
  readonly reportedOn: PartialDate | null;
  readonly period?: string;
}

type FigureFacts = Pick<ReportedFigure, "subject" | "unit"> & Partial<Omit<ReportedFigure, "id" | "value">>;

/** Returns the maker of the figures of one report. A figure without `printed` is printed exactly, with commas. */
export function figuresOf(report: Report): (id: string, value: number | null, facts: FigureFacts) => ReportedFigure {
  return (id, value, facts) => ({
    id,
    value,
    upperValue: null,
    qualifier: "EXACTLY",
    printed: value === null ? "" : value.toLocaleString("en-US"),
    period: null,
    agency: null,
    listId: null,
    doubt: null,
    note: null,
    ...report,
    ...facts,
  });
}
