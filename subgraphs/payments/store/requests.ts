import type { Kysely, Transaction } from "kysely";
import type { NewPaymentRequest, Outcome, PaymentRequest } from "../payment";
import { mayExpire } from "../service";
import { type Command, type Ran, runOnce } from "./command";
import { oweBack, tellDossier } from "./journal";
import { lockRequest, openAttemptOf } from "./lock";
import { readsOf } from "./read";
import type { Tables } from "./tables";

/** How requests begin and end unpaid. Each is one transaction. @param told called after a message to a dossier was written */
export function requestWritesOf(database: Kysely<Tables>, told: () => void) {
  return {
    async addRequests(requests: readonly NewPaymentRequest[]): Promise<void> {
      if (requests.length === 0) return;
      await database.transaction().execute((transaction) => insertRequests(transaction, requests));
    },

    /** What a dossier asks for. The result is the request's id: that of the first time, when the key was used before. */
    async requestPayment(command: Command, request: NewPaymentRequest): Promise<Ran> {
      const { id, createdAt: _, ...content } = request;
      return runOnce(database, command, { name: "requestPayment", content, result: id }, (transaction) =>
        insertRequests(transaction, [request]),
      );
    },

    /** Ends what a dossier that was stopped asked for: what is unpaid is cancelled, what was paid is owed back. */
    async cancelRequests(command: Command, stopped: { dossierId: string; reason: string }): Promise<Ran> {
      const { dossierId, reason } = stopped;
      const wish = { name: "cancelPaymentRequest", content: stopped, result: dossierId };
      const ran = await runOnce(database, command, wish, async (transaction) => {
        for (const { id } of await readsOf(transaction).requestsOfDossiers([dossierId])) {
          const request = await lockRequest(transaction, id);
          if (request?.state === "CREATED" || request?.state === "PENDING") {
            await close(transaction, request, { outcome: "CANCELLED", at: command.at, reason });
          } else if (request?.state === "PAID") {
            await owePayment(transaction, request, reason, command.at);
          }
        }
      });
      told();
      return ran;
    },

    /** Ends an unpaid request whose time is over. False when it did not end: it was paid meanwhile, or is still in doubt. */
    async expire(requestId: string, at: Date): Promise<boolean> {
      const ended = await database.transaction().execute(async (transaction) => {
        const request = await lockRequest(transaction, requestId);
        if (request === null || !mayExpire(request, await openAttemptOf(transaction, requestId), at)) return false;
        await close(transaction, request, { outcome: "EXPIRED", at, reason: null });
        return true;
      });
      if (ended) told();
      return ended;
    },
  };
}

async function insertRequests(transaction: Transaction<Tables>, requests: readonly NewPaymentRequest[]): Promise<void> {
  await transaction
    .insertInto("payments.payment_request")
    .values(
      requests.map((request) => ({
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
  const lines = requests.flatMap((request) =>
    request.lines.map((line, index) => ({ request_id: request.id, position: index + 1, ...line })),
  );
  if (lines.length > 0) await transaction.insertInto("payments.fee_line").values(lines).execute();
}

/** An open attempt stays open: money that still comes of it is surplus. */
async function close(
  transaction: Transaction<Tables>,
  request: PaymentRequest,
  { outcome, at, reason }: { outcome: Outcome & ("CANCELLED" | "EXPIRED"); at: Date; reason: string | null },
): Promise<void> {
  await transaction
    .updateTable("payments.payment_request")
    .set({ state: outcome, closed_at: at, close_reason: reason, version: request.version + 1 })
    .where("id", "=", request.id)
    .execute();
  await tellDossier(transaction, request, outcome, at);
}

async function owePayment(
  transaction: Transaction<Tables>,
  request: PaymentRequest,
  reason: string,
  at: Date,
): Promise<void> {
  const attempts = (await readsOf(transaction).attempts([request.id])).get(request.id) ?? [];
  const refunds = (await readsOf(transaction).refundsOfRequests([request.id])).get(request.id) ?? [];
  const paid = attempts.find((attempt) => attempt.state === "PAID");
  if (paid === undefined || refunds.some((refund) => refund.reference === paid.reference)) return;
  const { reference, amount } = paid;
  await oweBack(transaction, { request, reference, amount, at, cause: "DOSSIER_STOPPED", reason, by: null });
}
