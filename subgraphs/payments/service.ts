import { isPlainText } from "./input";
import type {
  AttemptState,
  FeeLine,
  NewPaymentRequest,
  PaymentAttempt,
  PaymentRequest,
  PlatformReport,
  Receipt,
  Refund,
  RequestState,
} from "./payment";
import type { DifferenceState } from "./reconcile";

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
 * fact, so that a success counts after a failure; a failure never undoes a success. Money for a request that expired or was
 * cancelled, or of another amount than is due by now, settles nothing: it is owed back, and the lines of today say nothing about it.
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
  if (report.result === "FAILED") return isOpen({ state: known.attempt }) ? "FAIL" : "REPEATED";
  if (known.attempt === "PAID" || known.attempt === "SURPLUS") return "REPEATED";
  return fits && isUnpaid(known.request) ? "PAY" : "SURPLUS";
}

/** What stands in the way of starting a payment; null when nothing does. */
export function obstacle(
  request: PaymentRequest,
  asked: { readonly payer: string; readonly expectedVersion: number; readonly now: Date },
): "NOT_FOUND" | "CONFLICT" | "NOT_ALLOWED_NOW" | null {
  if (request.payer !== asked.payer) return "NOT_FOUND";
  if (request.version !== asked.expectedVersion) return "CONFLICT";
  return isUnpaid(request.state) && asked.now < request.expiresAt ? null : "NOT_ALLOWED_NOW";
}

/** The state as it is at a moment: time alone lets a request expire that nobody began to pay. */
export function stateAt(request: PaymentRequest, now: Date): RequestState {
  return request.state === "CREATED" && request.expiresAt <= now ? "EXPIRED" : request.state;
}

/** What is still to be paid of these requests; null when there are none. */
export function amountDue(requests: readonly PaymentRequest[], now: Date): number | null {
  if (requests.length === 0) return null;
  const due = requests.filter((request) => isUnpaid(stateAt(request, now)));
  return due.reduce((sum, request) => sum + request.amount, 0);
}

/** Whether the platform should be asked about an attempt: its callback may be lost. */
export function isDoubtful(attempt: PaymentAttempt, now: Date, afterMilliseconds: number): boolean {
  return isOpen(attempt) && now.getTime() - attempt.askFrom.getTime() > afterMilliseconds;
}

/** Whether an attempt may still be paid, as far as we know. */
export function isOpen(attempt: Pick<PaymentAttempt, "state">): boolean {
  return attempt.state === "CREATED" || attempt.state === "PENDING";
}

/** From when on an attempt is doubtful again after it was asked about: the older it is, the later. */
export function askAgainFrom(attempt: Pick<PaymentAttempt, "createdAt">, askedAt: Date): Date {
  return new Date(askedAt.getTime() + Math.max(0, askedAt.getTime() - attempt.createdAt.getTime()) / 10);
}

/**
 * Whether a request ends now, unpaid. One that has an open attempt waits until the platform was asked about it after the time
 * was over: money that came in time counts.
 */
export function mayExpire(request: PaymentRequest, open: PaymentAttempt | null, now: Date): boolean {
  if (!isUnpaid(request.state) || now < request.expiresAt) return false;
  return open === null || (open.askedAt !== null && open.askedAt >= request.expiresAt);
}

/** The first field of a new request that cannot be; null when all can. */
export function faultOf(request: NewPaymentRequest): keyof typeof REQUEST_FIELDS | null {
  const { lines, amount, createdAt, expiresAt } = request;
  const texts = ["dossierId", "dossierNumber", "payer", "procedure"] as const;
  const wrong = texts.find((name) => !isText(request[name], 100));
  if (wrong !== undefined) return wrong;
  const lineFits = (line: FeeLine) =>
    isText(line.code, 100) && isText(line.name, 500) && (line.amount === 0 || isPayable(line.amount));
  if (lines.length > MOST_LINES || !lines.every(lineFits) || !isPayable(amount)) return "lines";
  return expiresAt > createdAt ? null : "expiresAt";
}

/** How an input names what of a request can be wrong. */
export const REQUEST_FIELDS = {
  dossierId: "dossierId",
  dossierNumber: "dossierNumber",
  payer: "payer",
  procedure: "procedureCode",
  lines: "feeLines",
  expiresAt: "expiresAt",
} as const;

/** Why nothing of a change can be done, and which field of its input is meant. */
export interface Refusal {
  readonly code: "NOT_FOUND" | "CONFLICT" | "NOT_ALLOWED_NOW" | "INVALID" | "IDEMPOTENCY_KEY_REUSED";
  readonly field: string | null;
}

/** What stands in the way of owing back what was paid for a request. @param known refunds of its payment */
export function refundObstacle(request: PaymentRequest, expectedVersion: number, known: number): Refusal | null {
  if (request.version !== expectedVersion) return CONFLICT;
  return request.state === "PAID" && known === 0 ? null : { code: "NOT_ALLOWED_NOW", field: "paymentRequestId" };
}

/** What stands in the way of noting that a refund was paid. */
export function confirmObstacle(refund: Refund, expectedVersion: number): Refusal | null {
  if (refund.version !== expectedVersion) return CONFLICT;
  return refund.state === "REQUESTED" ? null : { code: "NOT_ALLOWED_NOW", field: "refundId" };
}

/** What stands in the way of noting the number of a receipt; null where there is none of its kind to issue. */
export function receiptObstacle(
  request: PaymentRequest,
  expectedVersion: number,
  receipt: Receipt | null,
): Refusal | null {
  if (request.version !== expectedVersion) return CONFLICT;
  if (receipt === null) return { code: "NOT_ALLOWED_NOW", field: "kind" };
  return receipt.number === null ? null : { code: "NOT_ALLOWED_NOW", field: "number" };
}

/** Whether a text is there, is not too long, and holds what a database takes. */
export function isText(text: string, longest: number): boolean {
  return text.trim() !== "" && text.length <= longest && isPlainText(text);
}

const CONFLICT: Refusal = { code: "CONFLICT", field: "expectedVersion" };
const MOST_LINES = 100;

/** An amount of đồng that can be asked for or reported: a whole number from 1 to 2^53 − 1. */
export function isPayable(amount: number): boolean {
  return Number.isSafeInteger(amount) && amount > 0;
}

function isUnpaid(state: RequestState): boolean {
  return state === "CREATED" || state === "PENDING";
}

function sameLines(reported: readonly FeeLine[], own: readonly FeeLine[]): boolean {
  const written = (lines: readonly FeeLine[]) =>
    lines
      .map(({ kind, code, amount }) => `${kind}|${code}|${amount}`)
      .sort()
      .join("\n");
  return written(reported) === written(own);
}

/** What stands in the way of a list. @param known the version that is there */
export function statementObstacle(known: number | null, expectedVersion: number | null): Refusal | null {
  return known === expectedVersion ? null : CONFLICT;
}

/** What stands in the way of an officer's word on a difference: one that is settled by itself needs none. */
export function resolveObstacle(
  difference: { readonly state: DifferenceState; readonly version: number },
  expectedVersion: number,
): Refusal | null {
  if (difference.version !== expectedVersion) return CONFLICT;
  return difference.state === "OPEN" ? null : { code: "NOT_ALLOWED_NOW", field: "differenceId" };
}
