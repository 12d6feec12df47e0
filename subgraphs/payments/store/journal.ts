import { randomUUID } from "node:crypto";
import type { Kysely, Transaction } from "kysely";
import type { FeeKind, FeeLine, Outcome, PaymentRequest, RefundCause } from "../payment";
import type { Tables } from "./tables";

/** A payment that came, to be booked in the transaction that closes its attempt. */
export interface Booking {
  readonly request: PaymentRequest;
  readonly reference: string;
  readonly at: Date;
}

type Writer = Kysely<Tables> | Transaction<Tables>;
type AccountKind = Tables["payments.account"]["kind"];

/**
 * Books money that settles a request: the platform owes us the amount, the agency has it as phí and as lệ phí; the request is
 * PAID, its receipts can be issued, and the outbox tells the dossier. The database refuses all of it if any part is missing.
 */
export async function bookPayment(
  transaction: Writer,
  { request, reference, lines, at }: Booking & { readonly lines: readonly FeeLine[] },
): Promise<void> {
  const parts = partsOf(lines);
  await writeJournal(transaction, {
    journal: { request_id: request.id, reference, kind: "PAYMENT", occurred_at: at },
    entries: [
      { account: { kind: "PLATFORM_CLEARING", agency: null }, amount: request.amount },
      ...parts.map(({ kind, amount }) => ({
        account: { kind: REVENUE[kind], agency: request.agency },
        amount: -amount,
      })),
    ],
  });
  await transaction
    .updateTable("payments.payment_request")
    .set({ state: "PAID", paid_at: at, version: request.version + 1 })
    .where("id", "=", request.id)
    .execute();
  await transaction
    .insertInto("payments.receipt")
    .values(parts.map((part) => ({ request_id: request.id, ...part })))
    .execute();
  await tellDossier(transaction, request, "PAID", at);
}

/** Books money that nobody owes any more: the platform owes it to us, and we owe it back, which is noted as a refund. */
export async function bookSurplus(
  transaction: Writer,
  { request, reference, amount, at }: Booking & { readonly amount: number },
): Promise<void> {
  await writeJournal(transaction, {
    journal: { request_id: request.id, reference, kind: "SURPLUS", occurred_at: at },
    entries: [
      { account: { kind: "PLATFORM_CLEARING", agency: null }, amount },
      { account: { kind: "SURPLUS", agency: request.agency }, amount: -amount },
    ],
  });
  await oweBack(transaction, { request, reference, amount, at, cause: "SURPLUS", reason: null, by: null });
}

/** Money that is to be paid back. */
export interface Debt extends Booking {
  readonly amount: number;
  readonly cause: RefundCause;
  readonly reason: string | null;
  readonly by: string | null;
}

/** Notes that the money of an attempt is owed back. It moves when the agency's treasury has paid it. */
export async function oweBack(transaction: Writer, debt: Debt & { readonly id?: string }): Promise<void> {
  await transaction
    .insertInto("payments.refund")
    .values({
      id: debt.id ?? randomUUID(),
      request_id: debt.request.id,
      reference: debt.reference,
      agency: debt.request.agency,
      cause: debt.cause,
      amount: debt.amount,
      reason: debt.reason,
      requested_by: debt.by,
      requested_at: debt.at,
    })
    .execute();
}

/** Books that the agency's treasury paid money back; of a payment it takes back phí and lệ phí, and the request is REFUNDED. */
export async function bookRefund(
  transaction: Writer,
  { request, reference, amount, at, cause }: Debt,
  lines: readonly FeeLine[],
): Promise<void> {
  const { agency } = request;
  const taken =
    cause === "SURPLUS"
      ? [{ account: { kind: "SURPLUS" as const, agency }, amount }]
      : partsOf(lines).map((part) => ({ account: { kind: REVENUE[part.kind], agency }, amount: part.amount }));
  await writeJournal(transaction, {
    journal: {
      request_id: request.id,
      reference,
      kind: cause === "SURPLUS" ? "SURPLUS_REFUND" : "REFUND",
      occurred_at: at,
    },
    entries: [...taken, { account: { kind: "TREASURY", agency }, amount: -amount }],
  });
  if (cause === "SURPLUS") return;
  await transaction
    .updateTable("payments.payment_request")
    .set({ state: "REFUNDED", version: request.version + 1 })
    .where("id", "=", request.id)
    .execute();
  await tellDossier(transaction, request, "REFUNDED", at);
}

/** Books that money of the platform arrived at the agency's treasury; once for an attempt. */
export async function bookSettlement(
  transaction: Writer,
  {
    request,
    reference,
    amount,
    at,
  }: { request: Pick<PaymentRequest, "id" | "agency">; reference: string; amount: number; at: Date },
): Promise<void> {
  await writeJournal(transaction, {
    journal: { request_id: request.id, reference, kind: "SETTLEMENT", occurred_at: at },
    entries: [
      { account: { kind: "TREASURY", agency: request.agency }, amount },
      { account: { kind: "PLATFORM_CLEARING", agency: null }, amount: -amount },
    ],
  });
}

/** Writes the message that tells a dossier how its request ended. */
export async function tellDossier(
  transaction: Writer,
  request: Pick<PaymentRequest, "id" | "dossierId" | "agency" | "amount">,
  outcome: Outcome,
  at: Date,
): Promise<void> {
  await transaction
    .insertInto("payments.outbox")
    .values({
      outcome,
      request_id: request.id,
      agency: request.agency,
      lane: request.dossierId,
      amount: request.amount,
      happened_at: at,
      created_at: at,
      due_at: at,
    })
    .execute();
}

/** The revenue account of each kind of fee. */
export const REVENUE: Readonly<Record<FeeKind, AccountKind>> = { PHI: "PHI_REVENUE", LE_PHI: "LE_PHI_REVENUE" };

/** How much of the lines is phí and how much lệ phí, leaving out what is nothing. */
export function partsOf(lines: readonly FeeLine[]): { kind: FeeKind; amount: number }[] {
  const kinds: readonly FeeKind[] = ["PHI", "LE_PHI"];
  return kinds
    .map((kind) => ({
      kind,
      amount: lines.filter((line) => line.kind === kind).reduce((sum, line) => sum + line.amount, 0),
    }))
    .filter((part) => part.amount > 0);
}

/** The account's own name: there is one of each kind for an agency. */
export function accountId(kind: AccountKind, agency: string | null): string {
  return agency === null ? kind : `${kind}:${agency}`;
}

interface JournalText {
  readonly journal: Omit<Tables["payments.journal_transaction"], "id" | "agency">;
  readonly entries: readonly {
    readonly account: { readonly kind: AccountKind; readonly agency: string | null };
    readonly amount: number;
  }[];
}

async function writeJournal(transaction: Writer, { journal, entries }: JournalText): Promise<void> {
  await transaction
    .insertInto("payments.account")
    .values(entries.map(({ account }) => ({ id: accountId(account.kind, account.agency), ...account })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { id } = await transaction
    .insertInto("payments.journal_transaction")
    .values(journal)
    .returning("id")
    .executeTakeFirstOrThrow();
  await transaction
    .insertInto("payments.journal_entry")
    .values(
      entries.map(({ account, amount }, index) => ({
        transaction_id: id,
        position: index + 1,
        account_id: accountId(account.kind, account.agency),
        amount,
      })),
    )
    .execute();
}
