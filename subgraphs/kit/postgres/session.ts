import type { PostgresPool, PostgresPoolClient } from "kysely";

/** A session of PostgreSQL as the drivers have it: one statement at a time. */
export interface Session {
  query(statement: string, parameters: readonly unknown[]): Promise<StatementResult>;
}

interface StatementResult {
  readonly rows: unknown[];
  readonly affectedRows: number;
}

/**
 * A pool over one session, for PGlite: whoever connects has the session alone until it releases it, the others wait in the
 * order in which they came. So a transaction never sees statements of another in between.
 */
export function poolOfOne(session: Session, end: () => Promise<void>): PostgresPool {
  const waiting: (() => void)[] = [];
  let taken = false;
  let ended: Promise<void> | undefined;

  const acquire = async () => {
    if (ended !== undefined) throw new Error("the embedded PostgreSQL is closed");
    if (taken) await new Promise<void>((resolve) => waiting.push(resolve));
    taken = true;
  };
  const pass = () => {
    const next = waiting.shift();
    if (next === undefined) taken = false;
    else next();
  };
  return {
    async connect() {
      await acquire();
      return clientOf(session, pass);
    },
    end() {
      ended ??= acquire().then(end);
      return ended;
    },
  };
}

function clientOf(session: Session, pass: () => void): PostgresPoolClient {
  let released = false;
  const query = async (statement: unknown, parameters: readonly unknown[] = []) => {
    if (typeof statement !== "string") throw new Error("the embedded PostgreSQL has no cursors");
    if (released) throw new Error("this connection was given back already");
    const { rows, affectedRows } = await session.query(statement, parameters);
    return { rows, rowCount: affectedRows, command: CHANGES.test(statement) ? "UPDATE" : "SELECT" };
  };
  return {
    // Kysely's two signatures, of which the one with a cursor throws, and its row type is what its caller declares.
    query: query as PostgresPoolClient["query"],
    release() {
      if (released) return;
      released = true;
      pass();
    },
  };
}

/** Statements of which Kysely reports how many rows they changed. */
const CHANGES = /^\s*(with\b[\s\S]*\)\s*)?(insert|update|delete|merge)\b/i;
