import type { PostgresPool, PostgresPoolClient } from "kysely";
import { Pool, type PoolClient, types } from "pg";
import type { Log } from "../log";
import { VALUE_PARSERS } from "./values";

const OLDEST_VERSION = 13;
const STATEMENT_TIMEOUT = 1500;
const CONNECT_TIMEOUT = 5000;

/** Connects to the server of DATABASE_URL and makes sure that it can be used. @throws an Error that names DATABASE_URL */
export async function openServer(url: string, log: Log): Promise<{ pool: PostgresPool; describe: string }> {
  const { hostname, port, pathname } = new URL(url);
  const describe = `${hostname || "local socket"}:${port || "5432"}${pathname}`;
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    statement_timeout: STATEMENT_TIMEOUT,
    application_name: "lien-thong",
    types: { getTypeParser: (type, format) => VALUE_PARSERS[type] ?? types.getTypeParser(type, format) },
  });
  pool.on("error", (error) => log.warn({ err: error }, "an idle connection to PostgreSQL was lost"));
  try {
    const { rows } = await pool.query<{ version: number }>(
      "select current_setting('server_version_num')::int as version",
    );
    const version = Math.floor((rows[0]?.version ?? 0) / 10_000);
    if (version < OLDEST_VERSION)
      throw new Error(`it is PostgreSQL ${version}, and ${OLDEST_VERSION} or later is needed`);
  } catch (cause) {
    await pool.end();
    throw new Error(`DATABASE_URL: the PostgreSQL server at ${describe} cannot be used: ${reason(cause)}`, { cause });
  }
  return { pool: telling(pool), describe };
}

/** A server that is away: the kit answers STORE_UNAVAILABLE by this name. */
class StoreUnavailable extends Error {
  constructor(cause: unknown) {
    super(`PostgreSQL: ${reason(cause)}`, { cause });
    this.name = "StoreUnavailable";
  }
}

/** The same pool, whose errors tell a server that is away from a statement that is wrong. */
function telling(pool: Pool): PostgresPool {
  const known = new WeakMap<PoolClient, PostgresPoolClient>();
  return {
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect().catch((cause: unknown) => {
        throw new StoreUnavailable(cause);
      });
      const wrapped = known.get(client) ?? tellingClient(client);
      known.set(client, wrapped);
      return wrapped;
    },
  };
}

function tellingClient(client: PoolClient): PostgresPoolClient {
  let lost: Error | undefined;
  client.on("error", (error: Error) => {
    lost = error;
  });
  const query = async (statement: unknown, parameters: readonly unknown[] = []) => {
    if (typeof statement !== "string") throw new Error("cursors are not used here");
    try {
      const { command, rowCount, rows } = await client.query(statement, [...parameters]);
      return { command, rowCount: rowCount ?? 0, rows };
    } catch (error) {
      throw isAway(error) || lost !== undefined ? new StoreUnavailable(error) : error;
    }
  };
  return {
    // Kysely's two signatures, of which the one with a cursor throws, and its row type is what its caller declares.
    query: query as PostgresPoolClient["query"],
    release: () => client.release(lost),
  };
}

/** Errors of the connection: of the system, of class 08, of a server that shuts down, and of the time limit. */
function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code: unknown = Reflect.get(error, "code");
  if (typeof code === "string") return /^(E[A-Z]+|08\w{3}|57P0[123]|57014|53300)$/.test(code);
  return error.message.startsWith("Connection terminated");
}

function reason(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(reason).join("; ");
  return cause instanceof Error ? cause.message : String(cause);
}
