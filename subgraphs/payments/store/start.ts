import type { Kysely, Transaction } from "kysely";
import type { PaymentAttempt, PaymentRequest } from "../payment";
import { obstacle } from "../service";
import { lockRequest, openAttemptOf } from "./lock";
import { readsOf } from "./read";
import { attemptOf, requestOf } from "./rows";
import type { Tables } from "./tables";

/** A citizen's wish to pay. */
export interface StartCommand {
  readonly payer: string;
  readonly idempotencyKey: string;
  readonly requestId: string;
  readonly expectedVersion: number;
  readonly now: Date;
  /** Makes the reference of a new attempt. */
  referenceFor(request: PaymentRequest): string;
}

/** `started`: the attempt that the key stands for; `open`: the request has an attempt already, which must be settled first. */
export type Started =
  | { readonly kind: "started" | "open"; readonly request: PaymentRequest; readonly attempt: PaymentAttempt }
  | { readonly kind: "NOT_FOUND" | "CONFLICT" | "NOT_ALLOWED_NOW" | "IDEMPOTENCY_KEY_REUSED" };

/** Commits an attempt before the platform hears of it. @param reuseOpen whether an open attempt may serve the new key */
export function startIn(database: Kysely<Tables>) {
  return (command: StartCommand, reuseOpen: boolean): Promise<Started> => {
    const attempt = () => database.transaction().execute((transaction) => start(transaction, command, reuseOpen));
    // Lost a race for the key against another request of the same payer: the winner is found the second time.
    return attempt().catch((error: unknown) => (isTaken(error) ? attempt() : Promise.reject(error)));
  };
}

async function start(transaction: Transaction<Tables>, command: StartCommand, reuseOpen: boolean): Promise<Started> {
  const request = await lockRequest(transaction, command.requestId);
  const known = await transaction
    .selectFrom("payments.start_command")
    .selectAll()
    .where("payer", "=", command.payer)
    .where("idempotency_key", "=", command.idempotencyKey)
    .executeTakeFirst();
  if (known !== undefined) {
    const same = known.request_id === command.requestId && known.expected_version === command.expectedVersion;
    if (!same || request === null) return { kind: "IDEMPOTENCY_KEY_REUSED" };
    const attempt = await readsOf(transaction).attempt(known.reference);
    return attempt === null ? { kind: "NOT_FOUND" } : { kind: "started", request, attempt };
  }
  if (request === null) return { kind: "NOT_FOUND" };
  const inTheWay = obstacle(request, command);
  if (inTheWay !== null) return { kind: inTheWay };
  const open = await openAttemptOf(transaction, request.id);
  if (open !== null && !reuseOpen && open.state === "PENDING") return { kind: "open", request, attempt: open };
  const attempt = open ?? (await insertAttempt(transaction, request, command));
  const moved = open === null ? await toPending(transaction, request) : request;
  await transaction
    .insertInto("payments.start_command")
    .values({
      payer: command.payer,
      idempotency_key: command.idempotencyKey,
      request_id: request.id,
      expected_version: command.expectedVersion,
      reference: attempt.reference,
      created_at: command.now,
    })
    .execute();
  return { kind: "started", request: moved, attempt };
}

async function insertAttempt(
  transaction: Transaction<Tables>,
  request: PaymentRequest,
  command: StartCommand,
): Promise<PaymentAttempt> {
  const row = await transaction
    .insertInto("payments.payment_attempt")
    .values({
      reference: command.referenceFor(request),
      request_id: request.id,
      amount: request.amount,
      created_at: command.now,
      ask_from: command.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return attemptOf(row);
}

async function toPending(transaction: Transaction<Tables>, request: PaymentRequest): Promise<PaymentRequest> {
  const row = await transaction
    .updateTable("payments.payment_request")
    .set({ state: "PENDING", version: request.version + 1 })
    .where("id", "=", request.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return requestOf(row);
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && Reflect.get(error, "code") === "23505";
}
