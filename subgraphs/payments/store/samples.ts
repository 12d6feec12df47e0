import { type Kysely, sql } from "kysely";
import type { NewPaymentRequest } from "../payment";
import { accountId, partsOf, REVENUE } from "./journal";
import type { Tables } from "./tables";

/** A request of the sample data and how far it came. */
export interface SamplePayment {
  readonly request: NewPaymentRequest;
  readonly reference: string;
  readonly came: "CREATED" | "PAID";
  readonly paidAt: Date;
}

/** Writes sample payments that are not there yet, in few statements: ledger and all, under the same constraints as real ones. */
export function insertSamples(database: Kysely<Tables>) {
  return (samples: readonly SamplePayment[]): Promise<readonly SamplePayment[]> =>
    database.transaction().execute(async (transaction) => {
      await sql`set local statement_timeout = '60s'`.execute(transaction);
      const ids = samples.map((sample) => sample.request.id);
      const { rows } = await sql<{ id: string }>`
        select id from payments.payment_request where id = any(${ids}::text[])`.execute(transaction);
      const known = new Set(rows.map((row) => row.id));
      const fresh = samples.filter((sample) => !known.has(sample.request.id));
      const paid = fresh.filter((sample) => sample.came === "PAID");
      if (fresh.length > 0) await insertRequests(transaction, fresh);
      if (paid.length > 0) await insertPaid(transaction, paid);
      return fresh;
    });
}

async function insertRequests(transaction: Kysely<Tables>, samples: readonly SamplePayment[]): Promise<void> {
  await transaction
    .insertInto("payments.payment_request")
    .values(
      samples.map(({ request }) => ({
        id: request.id,
        dossier_id: request.dossierId,
        dossier_number: request.dossierNumber,
        agency: request.agency,
        payer: request.payer,
        procedure_code: request.procedure,
        amount: request.amount,
        created_at: request.createdAt,
        expires_at: request.expiresAt,
      })),
    )
    .execute();
  await transaction
    .insertInto("payments.fee_line")
    .values(
      samples.flatMap(({ request }) =>
        request.lines.map((line, index) => ({ request_id: request.id, position: index + 1, ...line })),
      ),
    )
    .execute();
}

async function insertPaid(transaction: Kysely<Tables>, samples: readonly SamplePayment[]): Promise<void> {
  const booked = samples.map((sample) => ({ ...sample, parts: partsOf(sample.request.lines) }));
  await transaction
    .insertInto("payments.payment_attempt")
    .values(
      booked.map(({ request, reference, paidAt }) => ({
        reference,
        request_id: request.id,
        state: "PAID" as const,
        amount: request.amount,
        created_at: request.createdAt,
        ask_from: paidAt,
        settled_at: paidAt,
      })),
    )
    .execute();
  await transaction
    .insertInto("payments.account")
    .values([
      { id: accountId("PLATFORM_CLEARING", null), kind: "PLATFORM_CLEARING" as const, agency: null },
      ...booked.flatMap(({ request, parts }) =>
        parts.map(({ kind }) => ({
          id: accountId(REVENUE[kind], request.agency),
          kind: REVENUE[kind],
          agency: request.agency,
        })),
      ),
    ])
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const journal = await transaction
    .insertInto("payments.journal_transaction")
    .values(
      booked.map(({ request, reference, paidAt }) => ({
        request_id: request.id,
        reference,
        kind: "PAYMENT" as const,
        occurred_at: paidAt,
      })),
    )
    .returning(["id", "reference"])
    .execute();
  const journalOf = new Map(journal.map(({ id, reference }) => [reference, id]));
  await transaction
    .insertInto("payments.journal_entry")
    .values(
      booked.flatMap(({ request, reference, parts }) => {
        const clearing = { account_id: accountId("PLATFORM_CLEARING", null), amount: request.amount };
        const revenue = parts.map(({ kind, amount }) => ({
          account_id: accountId(REVENUE[kind], request.agency),
          amount: -amount,
        }));
        return [clearing, ...revenue].map((entry, index) => ({
          transaction_id: journalOf.get(reference) ?? 0,
          position: index + 1,
          ...entry,
        }));
      }),
    )
    .execute();
  await transaction
    .insertInto("payments.receipt")
    .values(booked.flatMap(({ request, parts }) => parts.map((part) => ({ request_id: request.id, ...part }))))
    .execute();
  await sql`
    update payments.payment_request r set state = 'PAID', paid_at = t.occurred_at, version = r.version + 1
    from payments.journal_transaction t
    where t.request_id = r.id and t.kind = 'PAYMENT' and r.id = any(${booked.map((each) => each.request.id)}::text[])`.execute(
    transaction,
  );
  await transaction
    .insertInto("payments.outbox")
    .values(
      booked.map(({ request, paidAt }) => ({
        outcome: "PAID" as const,
        request_id: request.id,
        agency: request.agency,
        lane: request.dossierId,
        amount: request.amount,
        happened_at: paidAt,
        created_at: paidAt,
        due_at: paidAt,
        // The samples of dossiers know already.
        sent_at: paidAt,
      })),
    )
    .execute();
}
