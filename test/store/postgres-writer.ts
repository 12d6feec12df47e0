import { sql } from "kysely";
import { createLog } from "../../subgraphs/kit/log";
import { migrate, openPostgres } from "../../subgraphs/kit/postgres";

/** The schema in which it writes. */
export const WRITER_SCHEMA = "crash";

/** Writes transactions of two rows into the embedded PostgreSQL of a folder until it is killed; prints the id of each when it is acknowledged. */
async function write(dataFolder: string): Promise<void> {
  const log = createLog("writer", { level: "warn", destination: process.stderr });
  const store = await openPostgres({ dataFolder, production: false, log });
  await migrate(store, WRITER_SCHEMA, [
    { name: "0001-half", sql: "create table half (id bigint, half integer, text text);" },
  ]);
  const database = store.database();
  const { rows } = await sql<{
    next: number;
  }>`select coalesce(max(id), 0) + 1 as next from ${sql.table(`${WRITER_SCHEMA}.half`)}`.execute(database);
  for (let id = rows[0]?.next ?? 1; ; id += 1) {
    await database.transaction().execute(async (transaction) => {
      for (const half of [1, 2]) {
        await sql`insert into ${sql.table(`${WRITER_SCHEMA}.half`)} values (${id}, ${half}, ${"x".repeat(500)})`.execute(
          transaction,
        );
      }
    });
    process.stdout.write(`${id}\n`);
  }
}

if (require.main === module) {
  void write(process.argv[2] ?? "").catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 1;
  });
}
