import { fail } from "../../../schema/errors";
import { dueDate, yearsFrom } from "../deadlines";
import { commandId, DossierFeeState, type DossierRecord, type FeeLine } from "../dossier";
import { payableLines } from "../fees";
import { DossierPaymentOutcome, type PaymentReport } from "../life";
import { type PayableLine, paymentMessage, requestedAmounts } from "../messages";
import { DossierAction, statusAfter } from "../transitions";
import { workingCalendar } from "../working-calendar";
import { hashOf, isIdempotencyKey, isText, normalText, TEXT_LIMIT } from "./content";
import {
  type Change,
  carryOut,
  type Desk,
  type DossierCommand,
  type Outcome,
  outcomeOf,
  PAYMENT_SCOPE,
  refusal,
  stepped,
} from "./deed";
import { reception } from "./reception";

/** Milliseconds in which a request can be paid, unless the agency says otherwise. Our own choice: no source states one. */
export const PAYMENT_TERM = 10 * 24 * 3_600_000;
const MAX_LINES = 20;

/** What an agency asks the citizen to pay. */
export interface PaymentDemand extends DossierCommand {
  /** The dossier's own payable fee lines when absent. */
  readonly feeLines?: readonly PayableLine[] | null;
  readonly expiresAt?: Date | null;
  readonly note?: string | null;
}

/** Yêu cầu thực hiện nghĩa vụ tài chính: the dossier waits until the payments subgraph reports. */
export async function requestDossierPayment(input: PaymentDemand, desk: Desk): Promise<Outcome> {
  const stated = input.feeLines?.map(({ kind, code, name, amount }) => ({
    kind,
    code: normalText(code),
    name: normalText(name),
    amount,
  }));
  const note = input.note == null ? null : normalText(input.note);
  const content = { feeLines: stated ?? null, expiresAt: input.expiresAt?.toISOString() ?? null, note };
  return carryOut(desk, { ...input, action: DossierAction.REQUEST_PAYMENT, content }, (dossier, { now }) => {
    const lines = stated ?? payableLines(dossier);
    const expiresAt = input.expiresAt ?? new Date(now.getTime() + PAYMENT_TERM);
    const payer = dossier.submitter ?? dossier.owner.citizen;
    if (payer === null) return refusal("NOT_ALLOWED_NOW", null);
    if (!arePayable(lines)) return refusal("INVALID", "feeLines");
    if (expiresAt <= now) return refusal("INVALID", "expiresAt");
    if (note !== null && !isText(note, TEXT_LIMIT)) return refusal("INVALID", "note");
    const added = lines.filter((line) => !dossier.feeLines.some((known) => isSame(known, line)));
    const feeLines = stated === undefined ? dossier.feeLines : [...dossier.feeLines, ...added.map(charged)];
    return { set: { feeLines }, note, outbox: [paymentMessage(dossier, { payer, lines, expiresAt }, now)] };
  });
}

function arePayable(lines: readonly PayableLine[]): boolean {
  const isLine = ({ code, name, amount }: PayableLine) => isText(code, 100) && isText(name, 500) && amount > 0;
  const total = lines.reduce((sum, { amount }) => sum + amount, 0);
  return lines.length > 0 && lines.length <= MAX_LINES && lines.every(isLine) && Number.isSafeInteger(total);
}

function isSame(known: FeeLine, { kind, code, name, amount }: PayableLine): boolean {
  return known.kind === kind && known.code === code && known.name === name && known.amount === amount;
}

function charged(line: PayableLine): FeeLine {
  return { ...line, state: DossierFeeState.FIXED };
}

/** A report of the payments subgraph. */
export interface PaymentCommand extends PaymentReport {
  readonly dossierId: string;
  readonly idempotencyKey: string;
}

const TRIES = 50;

/**
 * Keeps what the payments subgraph reports, and lets the dossier go on when it waited for just that. Reports that repeat, come late or
 * contradict change nothing twice; all are kept.
 * @throws UNAUTHENTICATED, FORBIDDEN for everybody but a service with the scope `dossier:payment`
 */
export async function recordDossierPayment(input: PaymentCommand, { caller, store, now }: Desk): Promise<Outcome> {
  if (caller.role === "anonymous" || caller.subject === null) throw fail("UNAUTHENTICATED");
  if (caller.role !== "service" || !caller.scopes.includes(PAYMENT_SCOPE)) throw fail("FORBIDDEN");
  const { dossierId, idempotencyKey, paymentRequestId, outcome, amount, at } = input;
  if (!isIdempotencyKey(idempotencyKey)) return refusal("INVALID", "idempotencyKey");
  if (amount < 0) return refusal("INVALID", "amount");
  const report: PaymentReport = { paymentRequestId, outcome, amount, at };
  const content = { action: "recordDossierPayment", dossierId, ...report, at: at.toISOString() };
  const mark = { id: commandId(caller.subject, idempotencyKey), hash: hashOf(content) };
  const actor = { role: caller.role, account: caller.subject, agency: null };
  for (let tried = 0; tried < TRIES; tried += 1) {
    const dossier = (await store.byIds({ kind: "everything" }, [dossierId])).get(dossierId);
    if (dossier === undefined) return refusal("NOT_FOUND", "dossierId");
    const earlier = outcomeOf(dossier, mark);
    if (earlier !== null) return earlier;
    if (dossier.payments.some((known) => isRepeated(known, report))) return { dossier };
    const to = goesOn(dossier, report) ? statusAfter(dossier, DossierAction.PAY) : null;
    const change = to === null ? kept(dossier, report, now) : await paid(dossier, report, { store, now });
    const next = stepped(dossier, change, { to: to ?? dossier.status, actor, mark, now });
    const written = await store.change(dossier, next);
    if (written === "written") return { dossier: next };
    if (written === "repeated") return refusal("IDEMPOTENCY_KEY_REUSED", "idempotencyKey");
  }
  return refusal("CONFLICT", null);
}

function isRepeated(known: PaymentReport, report: PaymentReport): boolean {
  return (
    known.paymentRequestId === report.paymentRequestId &&
    known.outcome === report.outcome &&
    known.amount === report.amount
  );
}

/**
 * Whether the dossier can go on: what it asked for last is paid, for the first time and not given back meanwhile. Reports name requests by
 * ids of the payments subgraph; of requests for one amount that are still open, the one asked for last is taken to be paid last.
 */
function goesOn({ payments, outbox }: DossierRecord, report: PaymentReport): boolean {
  const { PAID, REFUNDED } = DossierPaymentOutcome;
  const known = payments.filter(({ paymentRequestId }) => paymentRequestId === report.paymentRequestId);
  if (report.outcome !== PAID || known.some(({ outcome }) => outcome === PAID || outcome === REFUNDED)) return false;
  const asked = requestedAmounts(outbox);
  const last = asked.at(-1);
  if (last === undefined) return true;
  if (report.amount !== last) return report.amount > last && !asked.includes(report.amount);
  const ended = new Set(payments.filter(({ amount }) => amount === last).map((each) => each.paymentRequestId));
  return ended.add(report.paymentRequestId).size >= asked.filter((amount) => amount === last).length;
}

async function paid(dossier: DossierRecord, report: PaymentReport, desk: Pick<Desk, "store" | "now">): Promise<Change> {
  const set = { payments: [...dossier.payments, report], paidOnline: true, awaitingPayment: false };
  if (dossier.awaitingPayment) return { set, note: "Đã thanh toán: hồ sơ được chuyển đến cơ quan tiếp nhận" };
  const note = "Đã thanh toán: hồ sơ được tiếp tục giải quyết";
  if (dossier.receivedAt !== null) return { set, note };
  const calendar = workingCalendar(await desk.store.calendars(yearsFrom(desk.now)));
  const received = await reception(dossier, dueDate(dossier.rules, desk.now, calendar), desk);
  return { set: { ...set, ...received }, note };
}

/** A report that moves nothing; one of a payment that should have moved the dossier is put before people. */
function kept(dossier: DossierRecord, report: PaymentReport, now: Date): Change {
  const payments = [...dossier.payments, report];
  const isPaid = report.outcome === DossierPaymentOutcome.PAID;
  const note = `Báo cáo thanh toán được ghi nhận: ${report.outcome}`;
  // Money for an earlier request than the one that the dossier waits for is nothing odd.
  const isExpected = isPaid && requestedAmounts(dossier.outbox).includes(report.amount) && !isKnown(dossier, report);
  if (isExpected) return { set: { payments, paidOnline: true }, note };
  if (!isPaid && !contradicts(dossier, report)) return { set: { payments }, note };
  const odd = {
    receivedAt: now,
    system: "payments",
    statedAt: report.at,
    status: null,
    statedStatus: report.outcome,
    reason: `${report.outcome} of ${report.amount} VND for ${report.paymentRequestId} did not fit`,
  };
  const paidOnline = isPaid ? true : dossier.paidOnline;
  return { set: { payments, paidOnline, reports: [...dossier.reports, odd] }, note };
}

function isKnown({ payments }: DossierRecord, { paymentRequestId }: PaymentReport): boolean {
  return payments.some((known) => known.paymentRequestId === paymentRequestId);
}

/** An end without money of a request that is known to be paid. */
function contradicts({ payments }: DossierRecord, { paymentRequestId, outcome }: PaymentReport): boolean {
  if (outcome === DossierPaymentOutcome.REFUNDED) return false;
  return payments.some(
    (known) => known.paymentRequestId === paymentRequestId && known.outcome === DossierPaymentOutcome.PAID,
  );
}
