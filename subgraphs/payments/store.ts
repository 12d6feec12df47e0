import { sql } from "kysely";
import { migrate, type PostgresStore } from "../kit";
import { MIGRATIONS } from "./migrations";
import { officerWritesOf } from "./store/money-back";
import { outboxOf } from "./store/outbox";
import { readsOf } from "./store/read";
import { reconciliationsOf } from "./store/reconciliations";
import { platformWritesOf } from "./store/report";
import { requestWritesOf } from "./store/requests";
import { insertSamples } from "./store/samples";
import { startIn } from "./store/start";
import { statementsOf } from "./store/statements";
import type { Tables } from "./store/tables";

export type { Command, Ran } from "./store/command";
export type { AgencyPage } from "./store/read";
export type { ReportOutcome } from "./store/report";
export type { SamplePayment } from "./store/samples";

/** The payments that the database keeps. */
export type PaymentStore = Awaited<ReturnType<typeof openPaymentStore>>;

/** Brings the schema `payments` up to date and opens it. @param told called after a message to a dossier was written */
export async function openPaymentStore(postgres: PostgresStore, told: () => void = () => undefined) {
  await migrate(postgres, "payments", MIGRATIONS);
  const database = postgres.database<Tables>();
  return {
    ...readsOf(database),
    ...requestWritesOf(database, told),
    ...platformWritesOf(database, told),
    ...officerWritesOf(database, told),
    ...statementsOf(database),
    ...reconciliationsOf(database),
    start: startIn(database),
    outbox: outboxOf(database),
    insertSamples: insertSamples(database),
    /** Throws while the database does not answer. */
    async ping(): Promise<void> {
      await sql`select 1`.execute(database);
    },
  };
}
