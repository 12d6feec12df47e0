import { type Kysely, sql, type Transaction } from "kysely";
import type { PaymentAttempt, PaymentRequest, PlatformReport } from "../payment";
import { askAgainFrom, type Decision, decide, isOpen } from "../service";
import { bookPayment, bookSurplus } from "./journal";
import { type Found, lockByReference } from "./lock";
import { readsOf } from "./read";
import type { Tables } from "./tables";

/** What came of a report. */
export type ReportOutcome = Decision | "UNKNOWN_REFERENCE";

export interface Notice {
  /** As it came over the wire. */
  readonly body: string;
}

/** What the platform tells. Each is one transaction: done or not done, whenever the process dies. @param told called after a message to a dossier was written */
export function platformWritesOf(database: Kysely<Tables>, told: () => void) {
  return {
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

    /** Notes that the platform was asked and answered. */
    async asked(reference: string, at: Date): Promise<void> {
      const attempt = await readsOf(database).attempt(reference);
      if (attempt === null) return;
      await database
        .updateTable("payments.payment_attempt")
        .set({ asked_at: at, ask_from: askAgainFrom(attempt, at) })
        .where("reference", "=", reference)
        .execute();
    },

    /** Notes that the platform was asked in vain: others come first now. */
    async askLater(reference: string, at: Date): Promise<void> {
      await database
        .updateTable("payments.payment_attempt")
        .set({ ask_from: at })
        .where("reference", "=", reference)
        .execute();
    },

    /** Notes that the platform will not take an attempt: no money can come of it, as far as it says. */
    async refused(reference: string, at: Date): Promise<void> {
      await database.transaction().execute(async (transaction) => {
        const found = await lockByReference(transaction, reference);
        if (found === null || !isOpen(found.attempt)) return;
        await closeAttempt(transaction, found, { state: "FAILED", transaction: null, at });
        await reopen(transaction, found.request);
      });
    },

    /** Does what a report asks for, once; the request's row is locked from the first read, so that reports queue up. */
    async report(report: PlatformReport, at: Date, notice?: Notice): Promise<ReportOutcome> {
      const outcome = await database.transaction().execute(async (transaction) => {
        const done = await settle(transaction, report, at);
        if (notice !== undefined) await keepNotice(transaction, report, done, at, notice);
        return done;
      });
      if (outcome === "PAY") told();
      return outcome;
    },
  };
}

async function settle(transaction: Transaction<Tables>, report: PlatformReport, at: Date): Promise<ReportOutcome> {
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
  outcome: ReportOutcome,
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
