import type { Transaction } from "kysely";
import type { PaymentAttempt, PaymentRequest } from "../payment";
import { readsOf } from "./read";
import { attemptOf, requestOf } from "./rows";
import type { Tables } from "./tables";

/** A request and one of its attempts, read under the request's lock. */
export interface Found {
  readonly request: PaymentRequest;
  readonly attempt: PaymentAttempt;
}

/** Locks a request until the transaction ends: everything that changes it or its attempts begins with this. */
export async function lockRequest(transaction: Transaction<Tables>, id: string): Promise<PaymentRequest | null> {
  const row = await transaction
    .selectFrom("payments.payment_request")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : requestOf(row);
}

export async function lockByReference(transaction: Transaction<Tables>, reference: string): Promise<Found | null> {
  const before = await readsOf(transaction).attempt(reference);
  if (before === null) return null;
  const request = await lockRequest(transaction, before.requestId);
  // Read again: only what is read under the lock holds.
  const attempt = await readsOf(transaction).attempt(reference);
  return request === null || attempt === null ? null : { request, attempt };
}

export async function openAttemptOf(
  transaction: Transaction<Tables>,
  requestId: string,
): Promise<PaymentAttempt | null> {
  const row = await transaction
    .selectFrom("payments.payment_attempt")
    .selectAll()
    .where("request_id", "=", requestId)
    .where("state", "in", ["CREATED", "PENDING"])
    .executeTakeFirst();
  return row === undefined ? null : attemptOf(row);
}
