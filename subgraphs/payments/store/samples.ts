import { type Kysely, sql } from "kysely";
import type { NewPaymentRequest } from "../payment";
import { accountId, partsOf, REVENUE, settledContent } from "./journal";
import type { Tables } from "./tables";

/** A request of the sample data and how far it came. */
export interface SamplePayment {
  readonly request: NewPaymentRequest;
  readonly reference: string;
  readonly came: "CREATED" | "PAID";
  readonly paidAt: Date;
}

/** Rows of a statement: far below the 65535 parameters that PostgreSQL takes. */
const ROWS = 1000;

/** Writes sample payments, once, in few statements: ledger and all, under the same constraints as real ones. */
export function insertSamples(database: Kysely<Tables>) {
  return (samples: readonly SamplePayment[]): Promise<boolean> =>
    database.transaction().execute(async (transaction) => {
      await sql`set local statement_timeout = '60s'`.execute(transaction);
      const first = samples[0]?.request.id;
      if (first === undefined) return false;
      const known = await transaction.selectFrom("payments.payment_request").select("id").limit(1).executeTakeFirst();
      if (known !== undefined) return false;
      const paid = samples.filter((sample) => sample.came === "PAID");
      for (const part of partsOfLength(samples, ROWS)) await insertRequests(transaction, part);
      for (const part of partsOfLength(paid, ROWS)) await insertPaid(transaction, part);
      return true;
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
    where t.request_id = r.id and t.kind = 'PAYMENT' and r.state = 'CREATED'`.execute(transaction);
  await transaction
    .insertInto("payments.outbox")
    .values(
      booked.map(({ request, paidAt }) => ({
        topic: "payment.settled" as const,
        request_id: request.id,
        content: settledContent(request, paidAt),
        created_at: paidAt,
        // The samples of dossiers know already.
        sent_at: paidAt,
      })),
    )
    .execute();
}

function partsOfLength<Item>(items: readonly Item[], length: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / length) }, (_, index) =>
    items.slice(index * length, (index + 1) * length),
  );
}
