import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";

/** Gives a lock back. */
export type Unlock = () => void;

/**
 * Takes a lock of the operating system on a file, through SQLite since Node has none, so that kill -9 frees it too.
 * (PostgreSQL's own `postmaster.pid` says nothing here: every PGlite has the same process id.)
 * @param how `alone`, or `shared` with others who share it
 * @throws Error with the text `taken`, in this process or in another
 */
export function lockFile(file: string, how: "alone" | "shared", taken: string): Unlock {
  const database = new Database(file, { timeout: 0 });
  try {
    database.exec(how === "alone" ? "BEGIN EXCLUSIVE" : "BEGIN");
    // A reader's lock is taken by the first read.
    if (how === "shared") database.prepare("SELECT count(*) FROM sqlite_master").get([]);
  } catch (cause) {
    database.close();
    throw new Error(taken, { cause });
  }
  return () => {
    database.exec("ROLLBACK");
    database.close();
  };
}

/** Held by every process that has an embedded store of the folder open. */
export function holdDataFolder(dataFolder: string): Unlock {
  mkdirSync(dataFolder, { recursive: true });
  return lockFile(join(dataFolder, "in-use.lock"), "shared", `the data in ${dataFolder} is being reset: try again`);
}

/**
 * Removes the data of the embedded stores.
 * @throws Error when a process uses them: what it acknowledges afterwards would be lost
 */
export function forgetEmbeddedStores(dataFolder: string): void {
  if (!existsSync(dataFolder)) return;
  const taken = `another process uses the data in ${dataFolder}: stop it first`;
  const unlock = lockFile(join(dataFolder, "in-use.lock"), "alone", taken);
  try {
    for (const name of ["mongo", "postgres"]) {
      const folder = join(dataFolder, name);
      const aside = `${folder}.forgotten`;
      rmSync(aside, { recursive: true, force: true });
      if (existsSync(folder)) renameSync(folder, aside);
      rmSync(aside, { recursive: true, force: true });
    }
  } finally {
    unlock();
  }
}
