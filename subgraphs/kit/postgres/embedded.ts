import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import type { PostgresPool } from "kysely";
import { lockFile } from "../folder-lock";
import type { Log } from "../log";
import { makeCluster, openInMemory } from "./cluster";
import { DurableFolder } from "./durable-folder";
import { poolOfOne, type Session } from "./session";
import { VALUE_PARSERS } from "./values";

const IN_MEMORY = ":memory:";

/**
 * PGlite (PostgreSQL compiled to WebAssembly) in this process, kept in `<dataFolder>/postgres`.
 *
 * What it guarantees: an acknowledged commit survives kill -9 of the process, since PostgreSQL's log reaches the operating
 * system before the acknowledgement and is replayed at the next start; and it survives a power failure as far as the disk
 * keeps what fsync reported, since fsync is on (see {@link DurableFolder}; pulling the plug was not tried). What it does not:
 * it is one session, in which transactions wait for each other, and a statement holds up the whole process while it runs;
 * there is no statement timeout (WebAssembly has no timers), and nothing to log in with.
 * @throws when another process uses the folder
 */
export async function openEmbedded(dataFolder: string, log: Log): Promise<{ pool: PostgresPool; describe: string }> {
  const started = performance.now();
  const stored = dataFolder === IN_MEMORY ? await openUnstored() : await openStored(dataFolder);
  const milliseconds = Math.round(performance.now() - started);
  log.debug({ milliseconds, where: stored.describe }, "PGlite is open");
  const pool = poolOfOne(sessionOf(stored.database), async () => {
    await stored.database.close();
    stored.unlock();
  });
  return { pool, describe: stored.describe };
}

interface Opened {
  readonly database: PGlite;
  readonly describe: string;
  unlock(): void;
}

async function openUnstored(): Promise<Opened> {
  const database = await openInMemory({ parsers: { ...VALUE_PARSERS } });
  return { database, describe: "PGlite in memory", unlock: () => undefined };
}

async function openStored(dataFolder: string): Promise<Opened> {
  const folder = join(dataFolder, "postgres");
  await mkdir(dataFolder, { recursive: true });
  const unlock = lockFile(
    `${folder}.lock`,
    "alone",
    `another process uses the embedded PostgreSQL in ${folder}: stop it first`,
  );
  try {
    if (!existsSync(folder)) await makeCluster(folder);
    const database = await PGlite.create({
      fs: new DurableFolder(folder),
      startParams: DURABLE_START,
      parsers: { ...VALUE_PARSERS },
    });
    return { database, describe: `PGlite in ${folder}`, unlock };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** PGlite's own parameters without the one that turns fsync off; `fdatasync` is nothing in its runtime, `fsync` is ours. */
const DURABLE_START = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== "-F"),
  "-c",
  "wal_sync_method=fsync",
];

function sessionOf(database: PGlite): Session {
  return {
    async query(statement, parameters) {
      // Several statements in one text, as in migrations, only pass without parameters.
      if (parameters.length === 0) {
        const results = await database.exec(statement);
        const last = results.at(-1);
        return { rows: last?.rows ?? [], affectedRows: last?.affectedRows ?? 0 };
      }
      const { rows, affectedRows } = await database.query(statement, [...parameters]);
      return { rows, affectedRows: affectedRows ?? 0 };
    },
  };
}
