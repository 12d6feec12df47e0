import { type Kysely, sql, type Transaction } from "kysely";
import type { NewPaymentRequest, PaymentAttempt, PaymentRequest, PlatformReport } from "../payment";
import { type Decision, decide, obstacle } from "../service";
import { bookPayment, bookSurplus } from "./journal";
import { attemptOf, readsOf, requestOf } from "./read";
import type { Tables } from "./tables";

type Database = Kysely<Tables>;

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

/** What came of a report. */
export type Outcome = Decision | "UNKNOWN_REFERENCE";

export interface Notice {
  /** As it came over the wire. */
  readonly body: string;
}

/** Writes of payments. Each is one transaction: done or not done, whenever the process dies. */
export function writesOf(database: Database) {
  return {
    async addRequests(requests: readonly NewPaymentRequest[]): Promise<void> {
      if (requests.length === 0) return;
      await database.transaction().execute((transaction) => insertRequests(transaction, requests));
    },

    /** Commits an attempt before the platform hears of it. @param reuseOpen whether an open attempt may serve the new key */
    async start(command: StartCommand, reuseOpen: boolean): Promise<Started> {
      const attempt = () => database.transaction().execute((transaction) => start(transaction, command, reuseOpen));
      // Lost a race for the key against another request of the same payer: the winner is found the second time.
      return attempt().catch((error: unknown) => (isTaken(error) ? attempt() : Promise.reject(error)));
    },

    /** Keeps the payment page that INIT gave; the first one stays. */
    async opened(reference: string, redirectUrl: string): Promise<PaymentAttempt | null> {
      await database
        .updateTable("payments.payment_attempt")
        .set({ state: "PENDING", redirect_url: redirectUrl })
        .where("reference", "=", reference)
        .where("state", "=", "CREATED")
        .execute();
      return readsOf(database).attempt(reference);
    },

    async asked(reference: string, at: Date): Promise<void> {
      await database
        .updateTable("payments.payment_attempt")
        .set({ asked_at: at })
        .where("reference", "=", reference)
        .execute();
    },

    /** Notes that the platform will not take an attempt: no money can come of it, as far as it says. */
    async refused(reference: string, at: Date): Promise<void> {
      await database.transaction().execute(async (transaction) => {
        const found = await lockByReference(transaction, reference);
        if (found === null || !["CREATED", "PENDING"].includes(found.attempt.state)) return;
        await closeAttempt(transaction, found, { state: "FAILED", transaction: null, at });
        await reopen(transaction, found.request);
      });
    },

    /** Does what a report asks for, once; the request's row is locked from the first read, so that reports queue up. */
    async report(report: PlatformReport, at: Date, notice?: Notice): Promise<Outcome> {
      return database.transaction().execute(async (transaction) => {
        const outcome = await settle(transaction, report, at);
        if (notice !== undefined) await keepNotice(transaction, report, outcome, at, notice);
        return outcome;
      });
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
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return attemptOf(row);
}

async function settle(transaction: Transaction<Tables>, report: PlatformReport, at: Date): Promise<Outcome> {
  const found = await lockByReference(transaction, report.reference);
  if (found === null) return "UNKNOWN_REFERENCE";
  const { request, attempt } = found;
  const lines = (await readsOf(transaction).feeLines([request.id])).get(request.id) ?? [];
  const { amount } = attempt;
  const known = { attempt: attempt.state, request: request.state, amount, due: request.amount, lines };
  const decision = decide(known, report);
  if (decision === "PAY") {
    await closeAttempt(transaction, found, { state: "PAID", transaction: report.transaction, at });
    await bookPayment(transaction, { request, reference: attempt.reference, lines, at });
  } else if (decision === "SURPLUS") {
    await closeAttempt(transaction, found, { state: "SURPLUS", transaction: report.transaction, at });
    await bookSurplus(transaction, { request, reference: attempt.reference, amount, at });
  } else if (decision === "FAIL") {
    await closeAttempt(transaction, found, { state: "FAILED", transaction: report.transaction, at });
    await reopen(transaction, request);
  }
  return decision;
}

interface Found {
  readonly request: PaymentRequest;
  readonly attempt: PaymentAttempt;
}

async function lockByReference(transaction: Transaction<Tables>, reference: string): Promise<Found | null> {
  const before = await readsOf(transaction).attempt(reference);
  if (before === null) return null;
  const request = await lockRequest(transaction, before.requestId);
  // Read again: only what is read under the lock holds.
  const attempt = await readsOf(transaction).attempt(reference);
  return request === null || attempt === null ? null : { request, attempt };
}

async function lockRequest(transaction: Transaction<Tables>, id: string): Promise<PaymentRequest | null> {
  const row = await transaction
    .selectFrom("payments.payment_request")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : requestOf(row);
}

async function openAttemptOf(transaction: Transaction<Tables>, requestId: string): Promise<PaymentAttempt | null> {
  const row = await transaction
    .selectFrom("payments.payment_attempt")
    .selectAll()
    .where("request_id", "=", requestId)
    .where("state", "in", ["CREATED", "PENDING"])
    .executeTakeFirst();
  return row === undefined ? null : attemptOf(row);
}

async function closeAttempt(
  transaction: Transaction<Tables>,
  { attempt }: Found,
  settled: { state: "PAID" | "FAILED" | "SURPLUS"; transaction: string | null; at: Date },
): Promise<void> {
  await transaction
    .updateTable("payments.payment_attempt")
    .set({ state: settled.state, platform_transaction: settled.transaction, settled_at: settled.at })
    .where("reference", "=", attempt.reference)
    .execute();
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

/** After a failed attempt the request can be paid again. */
async function reopen(transaction: Transaction<Tables>, request: PaymentRequest): Promise<void> {
  if (request.state !== "PENDING") return;
  await transaction
    .updateTable("payments.payment_request")
    .set({ state: "CREATED", version: request.version + 1 })
    .where("id", "=", request.id)
    .execute();
}

async function keepNotice(
  transaction: Transaction<Tables>,
  report: PlatformReport,
  outcome: Outcome,
  at: Date,
  { body }: Notice,
): Promise<void> {
  const text = storable(body);
  await transaction
    .insertInto("payments.platform_notice")
    .values({
      provider: PROVIDER,
      platform_transaction: report.transaction,
      reference: report.reference,
      outcome,
      first_body: text,
      last_body: text,
      first_at: at,
      last_at: at,
    })
    .onConflict((conflict) =>
      conflict.columns(["provider", "platform_transaction"]).doUpdateSet({
        times: sql`payments.platform_notice.times + 1`,
        last_body: text,
        last_at: at,
        outcome: sql`case when excluded.outcome = 'REPEATED' then payments.platform_notice.outcome else excluded.outcome end`,
      }),
    )
    .execute();
}

/** The text that the database takes in any case: it has no NUL, and a lone surrogate has no UTF-8. Both are escaped as in JSON. */
function storable(body: string): string {
  return body.replace(/[\0\p{Cs}]/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The one platform that there is; a second one brings a number space of its own for its transactions. */
const PROVIDER = "payment-platform";

function isTaken(error: unknown): boolean {
  return error instanceof Error && Reflect.get(error, "code") === "23505";
}
