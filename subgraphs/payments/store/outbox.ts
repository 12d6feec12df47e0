import { type Kysely, sql } from "kysely";
import type { Outbox } from "../../kit";
import type { Tables } from "./tables";

/** Tells a dossier how its payment request ended. The root field and its input are the contract with `dossiers`. */
const RECORD_DOSSIER_PAYMENT = `mutation RecordDossierPayment($input: RecordDossierPaymentInput!) {
  recordDossierPayment(input: $input) { errors { code message field } }
}`;

/** The messages to dossiers, as the kit's relay works them off. */
export function outboxOf(database: Kysely<Tables>): Outbox {
  const update = (id: string) => database.updateTable("payments.outbox").where("id", "=", Number(id));
  return {
    async due(now, limit) {
      const rows = await database
        .selectFrom("payments.outbox as entry")
        .selectAll()
        .where("sent_at", "is", null)
        .where("refused_at", "is", null)
        .where("due_at", "<=", now)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom("payments.outbox as earlier")
                .select("earlier.id")
                .whereRef("earlier.lane", "=", "entry.lane")
                .whereRef("earlier.id", "<", "entry.id")
                .where("earlier.sent_at", "is", null)
                .where("earlier.refused_at", "is", null),
            ),
          ),
        )
        .orderBy("due_at")
        .orderBy("id")
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        id: String(row.id),
        lane: row.lane,
        mutation: RECORD_DOSSIER_PAYMENT,
        variables: {
          input: {
            dossierId: row.lane,
            paymentRequestId: row.request_id,
            outcome: row.outcome,
            amount: row.amount,
            at: row.happened_at.toISOString(),
            idempotencyKey: `${row.request_id}-${row.outcome}`,
          },
        },
        attempts: row.attempts,
      }));
    },
    async acknowledge(id, at) {
      await update(id).set({ sent_at: at }).where("refused_at", "is", null).where("sent_at", "is", null).execute();
    },
    async postpone(id, until) {
      await update(id).set({ due_at: until, attempts: sql`attempts + 1` }).execute();
    },
    async refuse(id, reason, at) {
      await update(id)
        .set({ refused_at: at, refusal: reason.slice(0, 500) })
        .where("sent_at", "is", null)
        .execute();
    },
  };
}
