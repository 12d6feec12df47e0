import type { Kysely } from "kysely";
import type { FeeKind } from "../payment";
import { confirmObstacle, type Refusal, receiptObstacle, refundObstacle } from "../service";
import { type Command, type Ran, refused, refuseIf, runOnce } from "./command";
import { bookRefund, oweBack } from "./journal";
import { lockRequest } from "./lock";
import { readsOf } from "./read";
import { refundOf } from "./rows";
import type { Tables } from "./tables";

/** An officer's wish to pay back what was paid for a request. */
export interface RefundWish {
  readonly paymentRequestId: string;
  readonly expectedVersion: number;
  readonly reason: string;
}

/** What the agency's treasury did. */
export interface RefundConfirmation {
  readonly refundId: string;
  readonly expectedVersion: number;
  readonly treasuryReference: string;
}

/** The number that the agency gave a receipt. */
export interface ReceiptNumber {
  readonly paymentRequestId: string;
  readonly expectedVersion: number;
  readonly kind: FeeKind;
  readonly template: string;
  readonly symbol: string;
  readonly number: string;
  readonly issuedAt: Date;
}

const ABSENT: Refusal = { code: "NOT_FOUND", field: null };

/** What officers do with money that came. Each is one transaction. @param told called after a message to a dossier was written */
export function officerWritesOf(database: Kysely<Tables>, told: () => void) {
  return {
    /** Notes that a payment is owed back; the result is the refund's id. @param id of a new one */
    async requestRefund(command: Command, wish: RefundWish, id: string): Promise<Ran> {
      const { paymentRequestId: requestId, expectedVersion, reason } = wish;
      return runOnce(database, command, { name: "refundPayment", content: wish, result: id }, async (transaction) => {
        const request = await lockRequest(transaction, requestId);
        if (request === null) return refuseIf(ABSENT);
        const reads = readsOf(transaction);
        const attempts = (await reads.attempts([requestId])).get(requestId) ?? [];
        const refunds = (await reads.refundsOfRequests([requestId])).get(requestId) ?? [];
        const paid = attempts.find((attempt) => attempt.state === "PAID");
        const known = refunds.filter((refund) => refund.reference === paid?.reference).length;
        refuseIf(refundObstacle(request, expectedVersion, known));
        if (paid === undefined) return refuseIf(ABSENT);
        const { reference, amount } = paid;
        const { at, caller: by } = command;
        await oweBack(transaction, { id, request, reference, amount, at, cause: "AGENCY", reason, by });
      });
    },

    /** Books that the treasury paid a refund; the result is its id. */
    async confirmRefund(command: Command, confirmation: RefundConfirmation): Promise<Ran> {
      const { refundId, expectedVersion, treasuryReference } = confirmation;
      const wish = { name: "confirmRefund", content: confirmation, result: refundId };
      const ran = await runOnce(database, command, wish, async (transaction) => {
        const before = await readsOf(transaction).refund(refundId);
        const request = before === null ? null : await lockRequest(transaction, before.requestId);
        const row = await transaction
          .selectFrom("payments.refund")
          .selectAll()
          .where("id", "=", refundId)
          .executeTakeFirst();
        if (request === null || row === undefined) return refuseIf(ABSENT);
        const refund = refundOf(row);
        refuseIf(confirmObstacle(refund, expectedVersion));
        const { at, caller: by } = command;
        await transaction
          .updateTable("payments.refund")
          .set({
            state: "DONE",
            treasury_reference: treasuryReference,
            done_by: by,
            done_at: at,
            version: refund.version + 1,
          })
          .where("id", "=", refundId)
          .execute();
        const lines = (await readsOf(transaction).feeLines([request.id])).get(request.id) ?? [];
        await bookRefund(transaction, { ...refund, request, at, by }, lines);
      });
      told();
      return ran;
    },

    /** Notes the number of a receipt that the agency issued; the result is the request's id. */
    async issueReceipt(command: Command, receipt: ReceiptNumber): Promise<Ran> {
      const { paymentRequestId: requestId, kind, template, symbol, number } = receipt;
      const wish = { name: "issueReceipt", content: receipt, result: requestId };
      const issue = runOnce(database, command, wish, async (transaction) => {
        const request = await lockRequest(transaction, requestId);
        if (request === null) return refuseIf(ABSENT);
        const receipts = (await readsOf(transaction).receipts([requestId])).get(requestId) ?? [];
        const known = receipts.find((each) => each.kind === kind) ?? null;
        refuseIf(receiptObstacle(request, receipt.expectedVersion, known));
        await transaction
          .updateTable("payments.receipt")
          .set({ template, symbol, number, issued_at: receipt.issuedAt })
          .where("request_id", "=", requestId)
          .where("kind", "=", kind)
          .execute();
        await transaction
          .updateTable("payments.payment_request")
          .set({ version: request.version + 1 })
          .where("id", "=", requestId)
          .execute();
      });
      return issue.catch((error: unknown) => {
        // Another receipt of the agency has this number already.
        if (error instanceof Error && Reflect.get(error, "constraint") === "receipt_number") {
          return refused("INVALID", "number");
        }
        throw error;
      });
    },
  };
}
