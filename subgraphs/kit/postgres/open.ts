import { Kysely, PostgresDialect, type PostgresPool } from "kysely";
import type { Log } from "../log";
import { openEmbedded } from "./embedded";
import { openServer } from "./server";

/** The PostgreSQL of a process. */
export interface PostgresStore {
  readonly kind: "server" | "embedded";
  /** Where it is, for people; never a password. */
  readonly describe: string;
  /**
   * Typed queries on it. Tables live in a schema per subgraph and are named with it. 64-bit integers are read as numbers, and
   * one that does not fit is an error; days are read as `yyyy-MM-dd`. There is no LISTEN: a session belongs to nobody for long.
   */
  database<Tables>(): Kysely<Tables>;
  /** Ends it for every user of {@link PostgresStore.database}; waits for statements that run. */
  close(): Promise<void>;
}

interface PostgresOptions {
  /** Address of a server; without it PGlite runs in this process. */
  readonly url?: string;
  /** Where PGlite keeps its cluster, in `postgres/`; `:memory:` keeps nothing. */
  readonly dataFolder: string;
  readonly production: boolean;
  readonly log: Log;
  /** Told of every statement that is sent; tests count them. */
  onStatement?(statement: string): void;
}

/**
 * Opens the server that `url` names, or else PGlite. A server that cannot be used is an error, never a reason to fall back.
 * @throws when the server does not answer or is too old, when production has no server, or when another process uses the folder
 */
export async function openPostgres(options: PostgresOptions): Promise<PostgresStore> {
  if (options.url === undefined && options.production) {
    throw new Error("production needs DATABASE_URL: the embedded PostgreSQL is for development");
  }
  const opened =
    options.url === undefined
      ? await openEmbedded(options.dataFolder, options.log)
      : await openServer(options.url, options.log);
  const pool = options.onStatement === undefined ? opened.pool : observed(opened.pool, options.onStatement);
  const dialect = new PostgresDialect({ pool });
  return {
    kind: options.url === undefined ? "embedded" : "server",
    describe: opened.describe,
    database: <Tables>() => new Kysely<Tables>({ dialect }),
    close: () => opened.pool.end(),
  };
}

function observed(pool: PostgresPool, onStatement: (statement: string) => void): PostgresPool {
  return {
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect();
      return new Proxy(client, {
        get(target, name) {
          const member: unknown = Reflect.get(target, name);
          if (typeof member !== "function") return member;
          return (...given: unknown[]) => {
            if (name === "query") onStatement(String(given[0]));
            return Reflect.apply(member, target, given);
          };
        },
      });
    },
  };
}
