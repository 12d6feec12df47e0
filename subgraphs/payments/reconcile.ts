import { DAY, dayOf, startOf } from "../kit";
import type { RefundState } from "./payment";

/** Whose list it is: the payment platform's, or the Treasury's credit advice (giấy báo có). */
export type ListSource = "PLATFORM" | "TREASURY";
export type DifferenceSource = ListSource | "OWN";
export type DifferenceType =
  /** Money was booked, and its dossier has not acknowledged it. */
  | "PAID_DOSSIER_NOT_UPDATED"
  /** A list has money that was not booked here, so that no dossier knows of it. */
  | "PAID_NOT_BOOKED"
  /** Money was booked and the dossier told, and a list does not have it. */
  | "DOSSIER_UPDATED_NO_MONEY"
  | "AMOUNT_DIFFERS"
  /** A request was paid twice, or a list has one payment twice. */
  | "DUPLICATE_PAYMENT"
  /** Money that is owed back and was not paid back yet. */
  | "REFUND";
export type DifferenceState = "OPEN" | "CLEARED" | "RESOLVED";
export type Resolution = "CORRECTED" | "EXPLAINED" | "REFUNDED";

/** Money that we booked. */
export interface OwnPayment {
  readonly reference: string;
  readonly requestId: string;
  readonly amount: number;
  /** Whether it paid its request; otherwise it was surplus. */
  readonly settled: boolean;
  /** Whether the dossier acknowledged it; of surplus money it need not know. */
  readonly told: boolean;
  /** Whether the request was paid by other money too. */
  readonly duplicate: boolean;
  readonly refund: RefundState | null;
}

/** A line of a list. */
export interface ListLine {
  readonly reference: string;
  readonly amount: number;
}

/** What is compared: one agency with the units under it, one day. A list that was not given is null, and nothing is said of it. */
export interface Match {
  readonly own: readonly OwnPayment[];
  readonly lists: Readonly<Record<ListSource, readonly ListLine[] | null>>;
  /** Lines of lists of other days about money that we booked on this one: around the cut, a payment falls on two days. */
  readonly otherDays: Readonly<Record<ListSource, readonly ListLine[]>>;
  /** What we know of references of the lists that we did not book on this day; `booked`: on another day. */
  readonly known: readonly {
    readonly reference: string;
    readonly requestId: string;
    readonly amount: number;
    readonly booked: boolean;
  }[];
}

export interface Difference {
  readonly type: DifferenceType;
  readonly source: DifferenceSource;
  readonly reference: string;
  readonly requestId: string | null;
  readonly ownAmount: number | null;
  readonly otherAmount: number | null;
}

/** Compares our log with the lists, by payment and amount. The same input gives the same differences, each once. */
export function findDifferences(match: Match): Difference[] {
  const found = [
    ...match.own.flatMap(ownDifferences),
    ...SOURCES.flatMap((source) => [...missingFrom(source, match), ...onlyIn(source, match)]),
  ];
  return [...new Map(found.map((each) => [`${each.type}|${each.source}|${each.reference}`, each])).values()];
}

const SOURCES: readonly ListSource[] = ["PLATFORM", "TREASURY"];

function ownDifferences(payment: OwnPayment): Difference[] {
  const about = (type: DifferenceType) => differenceOf(type, "OWN", payment.reference, { own: payment });
  const owedBack = payment.refund === "REQUESTED";
  return [
    ...(payment.settled && !payment.told ? [about("PAID_DOSSIER_NOT_UPDATED")] : []),
    ...(owedBack && payment.duplicate ? [about("DUPLICATE_PAYMENT")] : []),
    ...(owedBack && !payment.duplicate ? [about("REFUND")] : []),
  ];
}

function missingFrom(source: ListSource, { own, lists, otherDays }: Match): Difference[] {
  const list = lists[source];
  if (list === null) return [];
  const lines = firstOf([...list, ...otherDays[source]]);
  return own.flatMap((payment) => {
    const line = lines.get(payment.reference);
    if (line === undefined)
      return [differenceOf("DOSSIER_UPDATED_NO_MONEY", source, payment.reference, { own: payment })];
    if (line.amount === payment.amount) return [];
    return [differenceOf("AMOUNT_DIFFERS", source, payment.reference, { own: payment, other: line.amount })];
  });
}

function onlyIn(source: ListSource, { own, lists, known }: Match): Difference[] {
  const list = lists[source] ?? [];
  const booked = new Set(own.map((payment) => payment.reference));
  const attempts = new Map(known.map((each) => [each.reference, each]));
  const seen = new Set<string>();
  return list.flatMap((line) => {
    const { reference, amount } = line;
    if (seen.has(reference)) return [differenceOf("DUPLICATE_PAYMENT", source, reference, { other: amount })];
    seen.add(reference);
    if (booked.has(reference)) return [];
    const attempt = attempts.get(reference);
    if (attempt !== undefined && attempt.amount !== amount) {
      return [differenceOf("AMOUNT_DIFFERS", source, reference, { own: attempt, other: amount })];
    }
    if (attempt?.booked) return [];
    return [differenceOf("PAID_NOT_BOOKED", source, reference, { own: attempt, other: amount })];
  });
}

function differenceOf(
  type: DifferenceType,
  source: DifferenceSource,
  reference: string,
  { own, other = null }: { own?: { readonly requestId: string; readonly amount: number }; other?: number | null },
): Difference {
  return {
    type,
    source,
    reference,
    requestId: own?.requestId ?? null,
    ownAmount: own?.amount ?? null,
    otherAmount: other,
  };
}

function firstOf(lines: readonly ListLine[]): Map<string, ListLine> {
  return new Map([...lines].reverse().map((line) => [line.reference, line]));
}

/** What a re-run does to a difference that is there already. */
export function stateAfterRun(state: DifferenceState, foundAgain: boolean): DifferenceState {
  if (state === "RESOLVED") return "RESOLVED";
  return foundAgain ? "OPEN" : "CLEARED";
}

/** Our log of a day is cut at 23:30: what comes later belongs to the next one. */
const AFTER_CUT = 30 * 60_000;

/** The day to whose log a moment belongs. */
export function logDayOf(moment: Date): string {
  return dayOf(new Date(moment.getTime() + AFTER_CUT));
}

/** The moments that the log of a day holds. */
export function logSpanOf(day: string): { readonly from: Date; readonly before: Date } {
  const from = new Date(startOf(day).getTime() - AFTER_CUT);
  return { from, before: new Date(from.getTime() + DAY) };
}

/** The last days whose log is closed at a moment, the newest first. */
export function closedDays(now: Date, count: number): string[] {
  return Array.from({ length: count }, (_, index) => logDayOf(new Date(now.getTime() - (index + 1) * DAY)));
}
