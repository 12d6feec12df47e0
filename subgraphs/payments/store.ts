import { sql } from "kysely";
import { migrate, type PostgresStore } from "../kit";
import { MIGRATIONS } from "./migrations";
import { readsOf } from "./store/read";
import { insertSamples } from "./store/samples";
import type { Tables } from "./store/tables";
import { writesOf } from "./store/write";

export type { SamplePayment } from "./store/samples";
export type { Outcome } from "./store/write";

/** The payments that the database keeps. */
export type PaymentStore = Awaited<ReturnType<typeof openPaymentStore>>;

/** Brings the schema `payments` up to date and opens it. */
export async function openPaymentStore(postgres: PostgresStore) {
  await migrate(postgres, "payments", MIGRATIONS);
  const database = postgres.database<Tables>();
  return {
    ...readsOf(database),
    ...writesOf(database),
    insertSamples: insertSamples(database),
    /** Throws while the database does not answer. */
    async ping(): Promise<void> {
      await sql`select 1`.execute(database);
    },
  };
}
