import Database from "libsql";
import { fail } from "./errors";

/** A parameter of a statement. */
export type Parameter = string | number | Buffer;

/**
 * A SQLite file (libsql), locked for this process alone while open: the constructor throws an error of code SQLITE_BUSY
 * when another process has it. What a transaction has written is on the disk (fsync) when it returns.
 */
export class Sqlite {
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();

  constructor(file: string) {
    this.#database = new Database(file);
    for (const setting of ["locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = FULL"])
      this.exec(`PRAGMA ${setting}`);
  }

  /** Closes the file; its write-ahead log is folded in. */
  close(): void {
    this.all("PRAGMA wal_checkpoint(TRUNCATE)");
    this.#database.close();
  }

  /** Runs a change that happens as a whole or, when it throws, not at all. */
  transaction<T>(change: () => T): T {
    this.exec("BEGIN IMMEDIATE");
    try {
      const result = change();
      this.exec("COMMIT");
      return result;
    } catch (error) {
      // A full disk ends the transaction by itself; then there is nothing to roll back.
      if (this.#database.inTransaction) this.exec("ROLLBACK");
      throw error;
    }
  }

  exec(sql: string): void {
    this.#database.exec(sql);
  }

  /** Changes rows; returns the id of an inserted one. */
  run(sql: string, parameters: readonly Parameter[] = []): number {
    return Number(this.#statement(sql).run([...parameters]).lastInsertRowid);
  }

  /** Reads all rows: libsql's `get` leaves a statement open and answers a miss with the row before. */
  all(sql: string, parameters: readonly Parameter[] = []): unknown[][] {
    return this.#statement(sql)
      .raw()
      .all([...parameters])
      .filter(Array.isArray);
  }

  /** Parameters go in an array always: a lone Buffer argument aborts the process. */
  #statement(sql: string): Database.Statement {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    if (this.#statements.size > 2000) this.#statements.clear();
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** A value of a column that holds bytes. */
export function bytes(value: unknown): Buffer {
  return Buffer.isBuffer(value)
    ? value
    : fail("InternalError", "the store's file holds a value that this program never wrote");
}
