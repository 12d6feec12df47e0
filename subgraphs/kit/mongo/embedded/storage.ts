import { randomBytes } from "node:crypto";
import { Binary, EJSON } from "bson";
import Database from "libsql";
import { type Doc, decode, doc, encode, isDoc, type Value } from "./bson";
import { CommandError, fail } from "./errors";
import { type Condition, compileFilter } from "./match";
import { type Entry, entriesOf, type KeyField, keyFields } from "./paths";

/** An index; `multikey` has the bit of each field in which some document had an array. */
export interface Index {
  readonly id: number;
  readonly name: string;
  readonly spec: Doc;
  readonly fields: readonly KeyField[];
  readonly unique: boolean;
  readonly partial: Condition | undefined;
  multikey: number;
}

/** A collection and its indexes in order of creation, `_id_` first. */
export interface Collection {
  readonly id: number;
  readonly db: string;
  readonly name: string;
  readonly uuid: Binary;
  readonly indexes: Index[];
}

/** A stored document: its row and the BSON bytes received. */
export interface Row {
  readonly rid: number;
  readonly body: Buffer;
}

/** A place in an index, and the document there. */
export interface IndexRow extends Row {
  readonly key: Buffer;
}

/** Half-open range of index keys. */
export interface KeyRange {
  readonly low: Buffer;
  readonly high: Buffer;
}

/**
 * Documents and index entries in one SQLite file (libsql), a table per collection and per index. Every change happens
 * inside `atomic`. The file is locked for this process alone while open: the constructor throws an error of code
 * SQLITE_BUSY when another process has it.
 */
export class Storage {
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();
  #collections = new Map<string, Collection>();
  /** Grows with every change, so that a cursor knows that rows it read ahead may be stale. */
  #changes = 0;

  constructor(file: string) {
    this.#database = new Database(file);
    for (const setting of ["locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = FULL"])
      this.#database.exec(`PRAGMA ${setting}`);
    this.#database.exec(`BEGIN IMMEDIATE;
      CREATE TABLE IF NOT EXISTS collections (id INTEGER PRIMARY KEY AUTOINCREMENT, db TEXT NOT NULL, name TEXT NOT NULL, uuid BLOB NOT NULL, UNIQUE (db, name));
      CREATE TABLE IF NOT EXISTS indexes (id INTEGER PRIMARY KEY AUTOINCREMENT, collection INTEGER NOT NULL, name TEXT NOT NULL, spec BLOB NOT NULL, multikey INTEGER NOT NULL);
      CREATE TABLE IF NOT EXISTS retries (session BLOB PRIMARY KEY, number INTEGER NOT NULL, reply BLOB NOT NULL, at INTEGER NOT NULL);
      COMMIT`);
    this.#load();
  }

  /** Closes the file; its write-ahead log is folded in. */
  close(): void {
    this.#all("PRAGMA wal_checkpoint(TRUNCATE)", []);
    this.#database.close();
  }

  /** Runs a change that happens as a whole or, when it throws, not at all. On the disk (fsync) when it returns. */
  atomic<T>(change: () => T): T {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      const result = change();
      this.#database.exec("COMMIT");
      return result;
    } catch (error) {
      // A full disk ends the transaction by itself; then there is nothing to roll back.
      if (this.#database.inTransaction) this.#database.exec("ROLLBACK");
      this.#load();
      throw error;
    }
  }

  collections(): Collection[] {
    return [...this.#collections.values()];
  }

  collection(db: string, name: string): Collection | undefined {
    return this.#collections.get(`${db}.${name}`);
  }

  /** The collection, made with its `_id_` index when it does not exist. */
  createCollection(db: string, name: string): Collection {
    const existing = this.collection(db, name);
    if (existing) return existing;
    const uuid = randomBytes(16);
    const id = this.#run("INSERT INTO collections (db, name, uuid) VALUES (?, ?, ?)", [db, name, uuid]);
    this.#database.exec(`CREATE TABLE d${id} (rid INTEGER PRIMARY KEY AUTOINCREMENT, body BLOB NOT NULL)`);
    const collection = { id, db, name, uuid: new Binary(uuid, Binary.SUBTYPE_UUID), indexes: [] };
    this.#collections.set(`${db}.${name}`, collection);
    this.createIndex(collection, doc({ v: 2, key: doc({ _id: 1 }), name: "_id_" }));
    return collection;
  }

  dropCollection(collection: Collection): void {
    for (const index of [...collection.indexes]) this.dropIndex(collection, index);
    this.#run("DELETE FROM collections WHERE id = ?", [collection.id]);
    this.#database.exec(`DROP TABLE d${collection.id}`);
    this.#collections.delete(`${collection.db}.${collection.name}`);
  }

  /** Makes an index over the documents there are; throws DuplicateKey when they are not unique. */
  createIndex(collection: Collection, spec: Doc): void {
    const sql = "INSERT INTO indexes (collection, name, spec, multikey) VALUES (?, ?, ?, 0)";
    const id = this.#run(sql, [collection.id, String(spec.get("name")), encode(spec)]);
    this.#database.exec(
      `CREATE TABLE i${id} (key BLOB NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (key, rid)) WITHOUT ROWID`,
    );
    const index = indexOf(id, spec, 0);
    for (const row of [...this.scan(collection)]) {
      const entries = this.#entries(index, decode(row.body));
      this.#requireUnique(collection, index, entries, row.rid);
      this.#addEntries(index, entries, row.rid);
    }
    collection.indexes.push(index);
  }

  dropIndex(collection: Collection, index: Index): void {
    this.#run("DELETE FROM indexes WHERE id = ?", [index.id]);
    this.#database.exec(`DROP TABLE i${index.id}`);
    collection.indexes.splice(collection.indexes.indexOf(index), 1);
  }

  /** When it throws, nothing has changed; so too `replace`. */
  insert(collection: Collection, document: Doc, body: Buffer): void {
    const added = collection.indexes.map((index) => ({ index, entries: this.#entries(index, document) }));
    for (const { index, entries } of added) this.#requireUnique(collection, index, entries, -1);
    const rid = this.#run(`INSERT INTO d${collection.id} (body) VALUES (?)`, [body]);
    for (const { index, entries } of added) this.#addEntries(index, entries, rid);
  }

  replace(collection: Collection, row: Row, document: Doc, body: Buffer): void {
    const old = decode(row.body);
    const changed = collection.indexes.map((index) => {
      const [before, after] = [this.#entries(index, old), this.#entries(index, document)];
      return { index, added: without(after, before), removed: without(before, after) };
    });
    for (const { index, added } of changed) this.#requireUnique(collection, index, added, row.rid);
    this.#run(`UPDATE d${collection.id} SET body = ? WHERE rid = ?`, [body, row.rid]);
    for (const { index, added, removed } of changed) {
      this.#removeEntries(index, removed, row.rid);
      this.#addEntries(index, added, row.rid);
    }
  }

  delete(collection: Collection, row: Row): void {
    const old = decode(row.body);
    for (const index of collection.indexes) this.#removeEntries(index, this.#entries(index, old), row.rid);
    this.#run(`DELETE FROM d${collection.id} WHERE rid = ?`, [row.rid]);
  }

  count(collection: Collection): number {
    return Number(this.#all(`SELECT count(*) FROM d${collection.id}`, [])[0]?.[0]);
  }

  /** All documents in order of insertion. */
  *scan(collection: Collection): Generator<Row> {
    const sql = `SELECT rid, body FROM d${collection.id} WHERE rid > ? ORDER BY rid LIMIT ?`;
    yield* this.#pages(collection, undefined, (after: Row | undefined, limit) =>
      this.#all(sql, [after?.rid ?? -1, limit]).map(([rid, body]) => ({ rid: Number(rid), body: bytes(body) })),
    );
  }

  /** The entries of a range of an index with their documents, in the order of the index or in reverse. */
  *range(collection: Collection, index: Index, range: KeyRange, reverse: boolean): Generator<IndexRow> {
    const condition = reverse ? "(i.key, i.rid) < (?, ?) AND i.key >= ?" : "(i.key, i.rid) > (?, ?) AND i.key < ?";
    const order = reverse ? "i.key DESC, i.rid DESC" : "i.key, i.rid";
    const sql = `SELECT i.key, i.rid, d.body FROM i${index.id} i CROSS JOIN d${collection.id} d ON d.rid = i.rid
      WHERE ${condition} ORDER BY ${order} LIMIT ?`;
    const [start, stop] = reverse ? [range.high, range.low] : [range.low, range.high];
    yield* this.#pages(collection, index, (after: IndexRow | undefined, limit) =>
      this.#all(sql, [after?.key ?? start, after?.rid ?? -1, stop, limit]).map(([key, rid, body]) => ({
        key: bytes(key),
        rid: Number(rid),
        body: bytes(body),
      })),
    );
  }

  /** The remembered answer to a write of a session: undefined when this write is new. */
  recall(session: Buffer, number: bigint): Doc | undefined {
    const [row] = this.#all("SELECT number, reply FROM retries WHERE session = ?", [session]);
    if (!row || Number(row[0]) < number) return undefined;
    if (Number(row[0]) === Number(number)) return decode(bytes(row[1]));
    return fail("TransactionTooOld", `Retryable write with txnNumber ${number} is older than ${row[0]}`);
  }

  /** Remembers the answer to a session's latest write, in the same transaction as the write, and forgets old sessions. */
  remember(session: Buffer, number: bigint, reply: Doc): void {
    const now = Date.now();
    this.#run("INSERT OR REPLACE INTO retries VALUES (?, ?, ?, ?)", [session, Number(number), encode(reply), now]);
    if (Math.random() < 0.001) this.#run("DELETE FROM retries WHERE at < ?", [now - 60 * 60_000]);
  }

  /**
   * Reads in pages, so that no statement stays open between commands; drops what was read ahead of a change. A cursor
   * may outlive what it reads.
   */
  *#pages<T extends Row>(
    collection: Collection,
    index: Index | undefined,
    read: (after: T | undefined, limit: number) => T[],
  ): Generator<T> {
    let after: T | undefined;
    for (let limit = 16; ; limit = Math.min(limit * 4, 512)) {
      const now = this.collection(collection.db, collection.name);
      if (now?.id !== collection.id || (index && !now.indexes.some(({ id }) => id === index.id)))
        fail("QueryPlanKilled", `collection or index dropped: ${collection.db}.${collection.name}`);
      const seen = this.#changes;
      const rows = read(after, limit);
      for (const row of rows) {
        yield row;
        after = row;
        if (this.#changes !== seen) break;
      }
      if (this.#changes === seen && rows.length < limit) return;
    }
  }

  #entries(index: Index, document: Doc): Entry[] {
    if (index.partial && !index.partial.test(document)) return [];
    const { entries, multikey } = entriesOf(document, index.fields);
    if ((index.multikey | multikey) !== index.multikey) {
      index.multikey |= multikey;
      this.#run("UPDATE indexes SET multikey = ? WHERE id = ?", [index.multikey, index.id]);
    }
    return entries;
  }

  #addEntries(index: Index, entries: readonly Entry[], rid: number): void {
    for (const { key } of entries) this.#run(`INSERT INTO i${index.id} VALUES (?, ?)`, [key, rid]);
  }

  #removeEntries(index: Index, entries: readonly Entry[], rid: number): void {
    for (const { key } of entries) this.#run(`DELETE FROM i${index.id} WHERE key = ? AND rid = ?`, [key, rid]);
  }

  #requireUnique(collection: Collection, index: Index, entries: readonly Entry[], rid: number): void {
    const sql = `SELECT rid FROM i${index.id} WHERE key = ? AND rid <> ? LIMIT 1`;
    for (const entry of index.unique ? entries : [])
      if (this.#all(sql, [entry.key, rid]).length > 0) throw duplicate(collection, index, entry);
  }

  #load(): void {
    this.#collections = new Map();
    this.#changes += 1;
    const indexes = this.#all("SELECT collection, id, spec, multikey FROM indexes ORDER BY id", []);
    for (const [id, db, name, uuid] of this.#all("SELECT id, db, name, uuid FROM collections", [])) {
      this.#collections.set(`${db}.${name}`, {
        id: Number(id),
        db: String(db),
        name: String(name),
        uuid: new Binary(bytes(uuid), Binary.SUBTYPE_UUID),
        indexes: indexes
          .filter((row) => row[0] === id)
          .map(([, index, spec, multikey]) => indexOf(Number(index), decode(bytes(spec)), Number(multikey))),
      });
    }
  }

  #statement(sql: string): Database.Statement {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    if (this.#statements.size > 2000) this.#statements.clear();
    this.#statements.set(sql, statement);
    return statement;
  }

  /** Parameters go in an array always: a lone Buffer argument aborts the process. Returns the id of an inserted row. */
  #run(sql: string, parameters: (string | number | Buffer)[]): number {
    this.#changes += 1;
    return Number(this.#statement(sql).run(parameters).lastInsertRowid);
  }

  /** Reads all rows: libsql's `get` leaves a statement open and answers a miss with the row before. */
  #all(sql: string, parameters: (string | number | Buffer)[]): unknown[][] {
    return this.#statement(sql).raw().all(parameters).filter(Array.isArray);
  }
}

function indexOf(id: number, spec: Doc, multikey: number): Index {
  const pattern = spec.get("key");
  const partial = spec.get("partialFilterExpression");
  const name = String(spec.get("name"));
  const unique = name === "_id_" || spec.get("unique") === true;
  const fields = isDoc(pattern) ? keyFields(pattern) : [];
  return { id, name, spec, fields, unique, partial: isDoc(partial) ? compileFilter(partial) : undefined, multikey };
}

function without(entries: readonly Entry[], others: readonly Entry[]): Entry[] {
  return entries.filter((entry) => !others.some((other) => other.key.equals(entry.key)));
}

function duplicate(collection: Collection, index: Index, entry: Entry): CommandError {
  const keyValue: Doc = new Map(
    index.fields.map(({ path }, place): [string, Value] => [path, entry.values[place] ?? null]),
  );
  const shown = [...keyValue].map(([path, item]) => `${path}: ${EJSON.stringify(item)}`).join(", ");
  const message = `E11000 duplicate key error collection: ${collection.db}.${collection.name} index: ${index.name} dup key: { ${shown} }`;
  return new CommandError("DuplicateKey", message, doc({ keyPattern: index.spec.get("key") ?? null, keyValue }));
}

function bytes(value: unknown): Buffer {
  return Buffer.isBuffer(value)
    ? value
    : fail("InternalError", "the store's file holds a value that this program never wrote");
}
