import Database from "libsql";

/**
 * Takes a folder for this process alone: a lock of the operating system, through SQLite since Node has none, so that kill -9
 * frees it too. (PostgreSQL's own `postmaster.pid` says nothing here: every PGlite has the same process id.)
 * @throws when it is taken, in this process or in another
 */
export function lockFolder(file: string, taken: string): () => void {
  const database = new Database(file, { timeout: 0 });
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (cause) {
    database.close();
    throw new Error(taken, { cause });
  }
  return () => {
    database.exec("ROLLBACK");
    database.close();
  };
}
