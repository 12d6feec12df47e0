import type { AttemptState, FeeLine, PaymentAttempt, PaymentRequest, PlatformReport, RequestState } from "./payment";

/** What a report of the platform leads to. */
export type Decision =
  /** The request is paid now. */
  | "PAY"
  /** Money came that the request does not need any more; it is owed back. */
  | "SURPLUS"
  /** The attempt failed; the request can be paid again. */
  | "FAIL"
  /** Nothing new. */
  | "REPEATED"
  /** The report is about other money than was asked for: nothing may happen. */
  | "AMOUNT_DIFFERS"
  | "LINES_DIFFER";

/**
 * Decides what a report does, whatever came before it: callbacks come late, repeated and out of order. Money that came is a
 * fact, so that a success counts after a failure, and after the request expired; a failure never undoes a success. Money of
 * another amount than is due by now settles nothing: it is owed back, and the lines of today say nothing about it.
 */
export function decide(
  known: {
    readonly attempt: AttemptState;
    readonly request: RequestState;
    /** Of the attempt. */
    readonly amount: number;
    /** Of the request, as it is now: it can change after a failed attempt. */
    readonly due: number;
    readonly lines: readonly FeeLine[];
  },
  report: PlatformReport,
): Decision {
  if (report.amount !== known.amount) return "AMOUNT_DIFFERS";
  const fits = known.amount === known.due;
  if (fits && report.lines !== null && !sameLines(report.lines, known.lines)) return "LINES_DIFFER";
  const open = known.attempt === "CREATED" || known.attempt === "PENDING";
  if (report.result === "FAILED") return open ? "FAIL" : "REPEATED";
  if (known.attempt === "PAID" || known.attempt === "SURPLUS") return "REPEATED";
  return fits && UNPAID.includes(known.request) ? "PAY" : "SURPLUS";
}

/** What stands in the way of starting a payment; null when nothing does. */
export function obstacle(
  request: PaymentRequest,
  asked: { readonly payer: string; readonly expectedVersion: number; readonly now: Date },
): "NOT_FOUND" | "CONFLICT" | "NOT_ALLOWED_NOW" | null {
  if (request.payer !== asked.payer) return "NOT_FOUND";
  if (request.version !== asked.expectedVersion) return "CONFLICT";
  const state = stateAt(request, asked.now);
  return state === "CREATED" || state === "PENDING" ? null : "NOT_ALLOWED_NOW";
}

/** The state as it is at a moment: time alone lets a request expire that nobody began to pay. */
export function stateAt(request: PaymentRequest, now: Date): RequestState {
  return request.state === "CREATED" && request.expiresAt <= now ? "EXPIRED" : request.state;
}

/** What is still to be paid of these requests; null when there are none. */
export function amountDue(requests: readonly PaymentRequest[], now: Date): number | null {
  if (requests.length === 0) return null;
  const due = requests.filter((request) => ["CREATED", "PENDING"].includes(stateAt(request, now)));
  return due.reduce((sum, request) => sum + request.amount, 0);
}

/** Whether the platform should be asked about an attempt: its callback may be lost. */
export function isDoubtful(attempt: PaymentAttempt, now: Date, afterMilliseconds: number): boolean {
  const last = attempt.askedAt ?? attempt.createdAt;
  return attempt.state === "PENDING" && now.getTime() - last.getTime() > afterMilliseconds;
}

/** An amount of đồng that can be asked for or reported: a whole number from 1 to 2^53 − 1. */
export function isPayable(amount: number): boolean {
  return Number.isSafeInteger(amount) && amount > 0;
}

const UNPAID: readonly RequestState[] = ["CREATED", "PENDING", "EXPIRED"];

function sameLines(reported: readonly FeeLine[], own: readonly FeeLine[]): boolean {
  const written = (lines: readonly FeeLine[]) =>
    lines
      .map(({ kind, code, amount }) => `${kind}|${code}|${amount}`)
      .sort()
      .join("\n");
  return written(reported) === written(own);
}
