import { sql } from "kysely";
import { createLog, type PostgresStore } from "../../subgraphs/kit";
import { openPostgres } from "../../subgraphs/kit/postgres";

/** A real server to test on, when the environment names one; PGlite in memory otherwise. */
const DATABASE_URL = process.env.DATABASE_URL === "" ? undefined : process.env.DATABASE_URL;

/** On which of the two this run tests. */
export const POSTGRES_UNDER_TEST = DATABASE_URL === undefined ? "PGlite" : "a PostgreSQL server";

const log = createLog("test", { level: "silent" });

/**
 * An empty PostgreSQL for one test file: PGlite in memory, or a database of that name on the server of DATABASE_URL, which is
 * removed when the store is closed.
 */
export async function openTestPostgres(
  name: string,
  options: { onStatement?(statement: string): void } = {},
): Promise<PostgresStore> {
  if (DATABASE_URL === undefined) return openPostgres({ dataFolder: ":memory:", production: false, log, ...options });
  const database = `test_${name}`;
  await onServer(DATABASE_URL, `drop database if exists ${database} with (force)`, `create database ${database}`);
  const url = new URL(DATABASE_URL);
  url.pathname = `/${database}`;
  const store = await openPostgres({ url: url.href, dataFolder: ":memory:", production: false, log, ...options });
  return {
    ...store,
    async close() {
      await store.close();
      await onServer(DATABASE_URL, `drop database ${database} with (force)`);
    },
  };
}

async function onServer(url: string, ...statements: readonly string[]): Promise<void> {
  const store = await openPostgres({ url, dataFolder: ":memory:", production: false, log });
  for (const statement of statements) await sql.raw(statement).execute(store.database());
  await store.close();
}

/** Removes a schema and the record of its migrations. */
export async function dropSchema(store: PostgresStore, name: string): Promise<void> {
  const database = store.database();
  await sql`drop schema if exists ${sql.id(name)} cascade`.execute(database);
  const { rows } = await sql<{ table: string | null }>`
    select to_regclass('lien_thong.migration')::text as "table"`.execute(database);
  if (rows[0]?.table !== null) {
    await sql`delete from lien_thong.migration where schema_name = ${name}`.execute(database);
  }
}
