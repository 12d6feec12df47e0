import { createHash } from "node:crypto";
import { type Kysely, sql, type Transaction } from "kysely";
import type { PostgresStore } from "./open";

/** One change of a schema. Once released it never changes: what it got wrong, the next one corrects. */
export interface Migration {
  /** Orders nothing, but names it for people and for good: `0001-requests`. */
  readonly name: string;
  /** Statements, of any number. Runs in a transaction, with the migration's schema first in the search path. */
  readonly sql: string;
}

interface MigrationTables {
  "lien_thong.migration": {
    schema_name: string;
    name: string;
    position: number;
    checksum: string;
  };
}

type Database = Kysely<MigrationTables>;

/**
 * Brings a schema up to date: runs the migrations that were not run yet, in the order of the list, each in its own
 * transaction with the record that it ran. Processes that start together wait for each other.
 * @returns the names of those that ran now
 * @throws when one that ran before was changed, removed or moved since; nothing runs then
 */
export async function migrate(
  store: PostgresStore,
  schemaName: string,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(schemaName)) throw new Error(`${schemaName} is no plain name of a schema`);
  const database = store.database<MigrationTables>();
  await prepare(database, schemaName);
  const ran: string[] = [];
  for (const [position, migration] of migrations.entries()) {
    if (await runOnce(database, schemaName, { migrations, position, migration })) ran.push(migration.name);
  }
  return ran;
}

interface Step {
  readonly migrations: readonly Migration[];
  readonly position: number;
  readonly migration: Migration;
}

async function prepare(database: Database, schemaName: string): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await begin(transaction);
    await sql`create schema if not exists lien_thong`.execute(transaction);
    await sql`
      create table if not exists lien_thong.migration (
        schema_name text not null,
        name text not null,
        position integer not null,
        checksum text not null,
        ran_at timestamptz not null default now(),
        primary key (schema_name, name),
        unique (schema_name, position)
      )`.execute(transaction);
    await sql`create schema if not exists ${sql.id(schemaName)}`.execute(transaction);
  });
}

function runOnce(database: Database, schemaName: string, step: Step): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    await begin(transaction);
    const recorded = await transaction
      .selectFrom("lien_thong.migration")
      .select(["name", "checksum"])
      .where("schema_name", "=", schemaName)
      .orderBy("position")
      .execute();
    recorded.forEach((record, position) => {
      requireUnchanged(schemaName, record, step.migrations[position]);
    });
    if (step.position < recorded.length) return false;
    await sql`set local search_path to ${sql.id(schemaName)}`.execute(transaction);
    await sql.raw(step.migration.sql).execute(transaction);
    await transaction
      .insertInto("lien_thong.migration")
      .values({
        schema_name: schemaName,
        name: step.migration.name,
        position: step.position,
        checksum: checksumOf(step.migration),
      })
      .execute();
    return true;
  });
}

/** One migration at a time in the whole database, with more time than a query has. */
async function begin(transaction: Transaction<MigrationTables>): Promise<void> {
  await sql`set local statement_timeout = '60s'`.execute(transaction);
  await sql`select pg_advisory_xact_lock(${ADVISORY_LOCK}::bigint)`.execute(transaction);
}

/** Any number that nobody else takes. */
const ADVISORY_LOCK = 4_711_846_877;

function requireUnchanged(
  schemaName: string,
  recorded: { name: string; checksum: string },
  migration: Migration | undefined,
): void {
  if (migration === undefined || migration.name !== recorded.name) {
    throw new Error(
      `the schema ${schemaName} was migrated by ${recorded.name}, in whose place this program has ${migration?.name ?? "nothing"}`,
    );
  }
  if (checksumOf(migration) !== recorded.checksum) {
    throw new Error(`the migration ${recorded.name} of ${schemaName} was changed after it ran: add a new one instead`);
  }
}

function checksumOf(migration: Migration): string {
  return createHash("sha256").update(migration.sql).digest("hex");
}
