import { type Kysely, type Selectable, sql } from "kysely";
import { statementObstacle } from "../service";
import type { NewStatement, Statement } from "../statement";
import { type Command, hashOf, type Ran, refuseIf, runOnce } from "./command";
import type { Tables } from "./tables";

/** Rows of a statement: far below the 65535 parameters that PostgreSQL takes. */
const ROWS = 5000;

/** Lists of the platform and the Treasury. */
export function statementsOf(database: Kysely<Tables>) {
  const latest = async (
    given: Pick<Statement, "agency" | "day" | "source">,
    from: Kysely<Tables>,
  ): Promise<(Statement & { readonly hash: string }) | null> => {
    const row = await from
      .selectFrom("payments.statement")
      .selectAll()
      .where("agency", "=", given.agency)
      .where("day", "=", given.day)
      .where("source", "=", given.source)
      .orderBy("version", "desc")
      .limit(1)
      .executeTakeFirst();
    return row === undefined ? null : { ...statementOf(row), hash: row.content_hash };
  };
  return {
    /** The newest version of a list. */
    statement: (given: Pick<Statement, "agency" | "day" | "source">) => latest(given, database),

    /** Keeps a list; the same list again, under whatever key, is the one that is there. */
    async importStatement(command: Command, given: NewStatement): Promise<Ran> {
      const { agency, day, source, lines } = given;
      const hash = hashOf(lines);
      const result = JSON.stringify({ agency, day, source });
      return runOnce(database, command, { name: "importStatement", content: given, result }, async (transaction) => {
        await sql`select pg_advisory_xact_lock(hashtextextended(${result}, 0))`.execute(transaction);
        const known = await latest(given, transaction);
        if (known?.hash === hash) return;
        refuseIf(statementObstacle(known?.version ?? null, given.expectedVersion));
        const { id } = await transaction
          .insertInto("payments.statement")
          .values({
            agency,
            day,
            source,
            version: (known?.version ?? 0) + 1,
            content_hash: hash,
            line_count: lines.length,
            total: lines.reduce((sum, line) => sum + line.amount, 0),
            imported_by: command.caller,
            imported_at: command.at,
          })
          .returning("id")
          .executeTakeFirstOrThrow();
        for (let from = 0; from < lines.length; from += ROWS) {
          const rows = lines.slice(from, from + ROWS).map(({ at, ...line }, index) => ({
            statement_id: id,
            position: from + index + 1,
            happened_at: at,
            ...line,
          }));
          await transaction.insertInto("payments.statement_line").values(rows).execute();
        }
      });
    },
  };
}

function statementOf(row: Selectable<Tables["payments.statement"]>): Statement {
  return {
    agency: row.agency,
    day: row.day,
    source: row.source,
    version: row.version,
    lineCount: row.line_count,
    total: row.total,
    importedAt: row.imported_at,
  };
}
