import { createHash } from "node:crypto";
import type { Kysely, Transaction } from "kysely";
import type { Refusal } from "../service";
import type { Tables } from "./tables";

/** A change that somebody asks for under a key of their own. */
export interface Command {
  /** Whose key it is. */
  readonly caller: string;
  readonly idempotencyKey: string;
  readonly at: Date;
}

/** `done`: now or when the key was used first; `result` is that of the first time. */
export type Ran =
  | { readonly kind: "done"; readonly result: string }
  | { readonly kind: "refused"; readonly refusal: Refusal };

interface Wish {
  readonly name: string;
  /** What makes two uses of a key the same. */
  readonly content: unknown;
  /** What the key stands for from now on. */
  readonly result: string;
}

/** Thrown inside a change to take all of it back. Never leaves {@link runOnce}. */
class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

/**
 * Carries out a change once for a key, in one transaction with the record of the key: whoever repeats it gets the first result,
 * whoever uses the key for something else is refused, and a refused change leaves nothing, so that it can be tried again.
 */
export async function runOnce(
  database: Kysely<Tables>,
  { caller, idempotencyKey, at }: Command,
  { name, content, result }: Wish,
  change: (transaction: Transaction<Tables>) => Promise<void>,
): Promise<Ran> {
  const hash = hashOf(content);
  const run = () =>
    database.transaction().execute(async (transaction): Promise<Ran> => {
      const inserted = await transaction
        .insertInto("payments.command")
        .values({ caller, idempotency_key: idempotencyKey, name, content_hash: hash, result, created_at: at })
        .onConflict((conflict) => conflict.doNothing())
        .returning("result")
        .executeTakeFirst();
      if (inserted !== undefined) {
        await change(transaction);
        return { kind: "done", result };
      }
      const known = await transaction
        .selectFrom("payments.command")
        .selectAll()
        .where("caller", "=", caller)
        .where("idempotency_key", "=", idempotencyKey)
        .executeTakeFirstOrThrow();
      const same = known.name === name && known.content_hash === hash;
      return same ? { kind: "done", result: known.result } : refused("IDEMPOTENCY_KEY_REUSED", "idempotencyKey");
    });
  return run().catch((error: unknown) => {
    if (error instanceof Refused) return { kind: "refused", refusal: error.refusal };
    throw error;
  });
}

/** Takes a change back when something stands in its way. */
export function refuseIf(refusal: Refusal | null): void {
  if (refusal !== null) throw new Refused(refusal);
}

export function refused(code: Refusal["code"], field: string | null): Ran {
  return { kind: "refused", refusal: { code, field } };
}

/** The SHA-256 of a value as JSON. */
export function hashOf(content: unknown): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
}
