import { randomBytes } from "node:crypto";
import { Binary, EJSON } from "bson";
import { type Doc, decode, doc, encode, isDoc } from "./bson";
import { CommandError, fail } from "./errors";
import { compileFilter } from "./match";
import { type Entry, entriesOf, keyFields } from "./paths";
import type { Indexed, Plan } from "./plan";
import { bytes, Sqlite } from "./sqlite";

/** An index of a collection; its entries are the table `i<id>`. */
export interface Index extends Indexed {
  readonly id: number;
  readonly name: string;
  readonly spec: Doc;
  multikey: number;
}

/** A collection and its indexes in order of creation, `_id_` first. Its documents are the table `d<id>`. */
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

/** Changes with the shape of the tables; files of another format have their indexes made again. */
const FORMAT = 1;

/** Documents, index entries and remembered answers in one file. Every change happens inside `atomic`. */
export class Storage {
  readonly #file: Sqlite;
  #collections = new Map<string, Collection>();

  /** Throws an error of code SQLITE_BUSY when another process has the file open. */
  constructor(file: string) {
    this.#file = new Sqlite(file);
    this.#file.transaction(() => {
      this.#file.exec(`
        CREATE TABLE IF NOT EXISTS collections (id INTEGER PRIMARY KEY AUTOINCREMENT, db TEXT NOT NULL, name TEXT NOT NULL, uuid BLOB NOT NULL, UNIQUE (db, name));
        CREATE TABLE IF NOT EXISTS indexes (id INTEGER PRIMARY KEY AUTOINCREMENT, collection INTEGER NOT NULL, name TEXT NOT NULL, spec BLOB NOT NULL, multikey INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS retries (session BLOB PRIMARY KEY, number INTEGER NOT NULL, reply BLOB NOT NULL, at INTEGER NOT NULL)`);
      this.#load();
      if (this.#file.all("PRAGMA user_version")[0]?.[0] !== FORMAT) this.#makeIndexesAgain();
    });
  }

  close(): void {
    this.#file.close();
  }

  /** Runs a change that happens as a whole or, when it throws, not at all. On the disk (fsync) when it returns. */
  atomic<T>(change: () => T): T {
    try {
      return this.#file.transaction(change);
    } catch (error) {
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
    const id = this.#file.run("INSERT INTO collections (db, name, uuid) VALUES (?, ?, ?)", [db, name, uuid]);
    this.#file.exec(`CREATE TABLE d${id} (rid INTEGER PRIMARY KEY AUTOINCREMENT, body BLOB NOT NULL)`);
    const collection = { id, db, name, uuid: new Binary(uuid, Binary.SUBTYPE_UUID), indexes: [] };
    this.#collections.set(`${db}.${name}`, collection);
    this.createIndex(collection, doc({ v: 2, key: doc({ _id: 1 }), name: "_id_" }));
    return collection;
  }

  dropCollection(collection: Collection): void {
    for (const index of [...collection.indexes]) this.dropIndex(collection, index);
    this.#file.run("DELETE FROM collections WHERE id = ?", [collection.id]);
    this.#file.exec(`DROP TABLE d${collection.id}`);
    this.#collections.delete(`${collection.db}.${collection.name}`);
  }

  /** Makes an index over the documents there are; throws DuplicateKey when they are not unique. */
  createIndex(collection: Collection, spec: Doc): void {
    const sql = "INSERT INTO indexes (collection, name, spec, multikey) VALUES (?, ?, ?, 0)";
    const index = indexOf(this.#file.run(sql, [collection.id, String(spec.get("name")), encode(spec)]), spec, 0);
    const columns = index.fields.map((_, place) => `k${place} BLOB NOT NULL`);
    const key = index.fields.map(({ descending }, place) => `k${place}${descending ? " DESC" : ""}`);
    this.#file.exec(
      `CREATE TABLE i${index.id} (${columns}, rid INTEGER NOT NULL, PRIMARY KEY (${key}, rid)) WITHOUT ROWID`,
    );
    for (const rid of this.rows(collection, undefined, -1)) {
      const entries = this.#entries(index, decode(this.body(collection, rid) ?? Buffer.alloc(0)));
      this.#requireUnique(collection, index, entries, rid);
      this.#addEntries(index, entries, rid);
    }
    collection.indexes.push(index);
  }

  dropIndex(collection: Collection, index: Index): void {
    this.#file.run("DELETE FROM indexes WHERE id = ?", [index.id]);
    this.#file.exec(`DROP TABLE i${index.id}`);
    collection.indexes.splice(collection.indexes.indexOf(index), 1);
  }

  /** When it throws, nothing has changed; so too `replace`. */
  insert(collection: Collection, document: Doc, body: Buffer): void {
    const entries = this.#allEntries(collection, document, -1);
    const rid = this.#file.run(`INSERT INTO d${collection.id} (body) VALUES (?)`, [body]);
    for (const [index, added] of entries) this.#addEntries(index, added, rid);
  }

  replace(collection: Collection, row: Row, document: Doc, body: Buffer): void {
    const entries = this.#allEntries(collection, document, row.rid);
    this.#removeEntries(collection, row);
    this.#file.run(`UPDATE d${collection.id} SET body = ? WHERE rid = ?`, [body, row.rid]);
    for (const [index, added] of entries) this.#addEntries(index, added, row.rid);
  }

  delete(collection: Collection, row: Row): void {
    this.#removeEntries(collection, row);
    this.#file.run(`DELETE FROM d${collection.id} WHERE rid = ?`, [row.rid]);
  }

  /** At most so many rows (-1: all) of the entries that a plan looks for, in its order; without a plan of all. */
  rows(collection: Collection, plan: Plan<Index> | undefined, most: number): number[] {
    this.#requireThere(collection, plan?.index);
    const { text, values } = plan?.where ?? { text: "TRUE", values: [] };
    const table = plan ? `i${plan.index.id}` : `d${collection.id}`;
    const order = plan ? plan.order : "rid";
    const sql = `SELECT rid FROM ${table} WHERE ${text} ${order ? `ORDER BY ${order}` : ""} LIMIT ?`;
    return this.#file.all(sql, [...values, most]).map(([rid]) => Number(rid));
  }

  /** The document of a row as it is now; undefined when it is gone. */
  body(collection: Collection, rid: number): Buffer | undefined {
    this.#requireThere(collection, undefined);
    const [row] = this.#file.all(`SELECT body FROM d${collection.id} WHERE rid = ?`, [rid]);
    return row && bytes(row[0]);
  }

  /** The remembered answer to a write of a session: undefined when this write is new. */
  recall(session: Buffer, number: bigint): Doc | undefined {
    const [row] = this.#file.all("SELECT number, reply FROM retries WHERE session = ?", [session]);
    if (!row || Number(row[0]) < number) return undefined;
    if (Number(row[0]) === Number(number)) return decode(bytes(row[1]));
    return fail("TransactionTooOld", `Retryable write with txnNumber ${number} is older than ${row[0]}`);
  }

  /** Remembers the answer to a session's latest write, in the transaction of the write, and forgets old sessions. */
  remember(session: Buffer, number: bigint, reply: Doc): void {
    const now = Date.now();
    this.#file.run("INSERT OR REPLACE INTO retries VALUES (?, ?, ?, ?)", [session, Number(number), encode(reply), now]);
    if (Math.random() < 0.001) this.#file.run("DELETE FROM retries WHERE at < ?", [now - 60 * 60_000]);
  }

  /** A cursor may outlive what it reads. */
  #requireThere({ id, db, name }: Collection, index: Index | undefined): void {
    const now = this.collection(db, name);
    if (now?.id !== id || (index && !now.indexes.some((one) => one.id === index.id)))
      fail("QueryPlanKilled", `collection or index dropped: ${db}.${name}`);
  }

  /** The entries of a document in all indexes; throws when another row has one of a unique index. */
  #allEntries(collection: Collection, document: Doc, rid: number): [Index, Entry[]][] {
    const all = collection.indexes.map((index): [Index, Entry[]] => [index, this.#entries(index, document)]);
    for (const [index, entries] of all) this.#requireUnique(collection, index, entries, rid);
    return all;
  }

  #entries(index: Index, document: Doc): Entry[] {
    if (index.partial && !index.partial.test(document)) return [];
    const { entries, multikey } = entriesOf(document, index.fields);
    if ((index.multikey | multikey) !== index.multikey) {
      index.multikey |= multikey;
      this.#file.run("UPDATE indexes SET multikey = ? WHERE id = ?", [index.multikey, index.id]);
    }
    return entries;
  }

  #addEntries(index: Index, entries: readonly Entry[], rid: number): void {
    const sql = `INSERT INTO i${index.id} VALUES (${index.fields.map(() => "?")}, ?)`;
    for (const { keys } of entries) this.#file.run(sql, [...keys, rid]);
  }

  #removeEntries(collection: Collection, row: Row): void {
    const old = decode(row.body);
    for (const index of collection.indexes) {
      const sql = `DELETE FROM i${index.id} WHERE ${keyIs(index)} AND rid = ?`;
      for (const { keys } of this.#entries(index, old)) this.#file.run(sql, [...keys, row.rid]);
    }
  }

  #requireUnique(collection: Collection, index: Index, entries: readonly Entry[], rid: number): void {
    const sql = `SELECT rid FROM i${index.id} WHERE ${keyIs(index)} AND rid <> ? LIMIT 1`;
    for (const entry of index.unique ? entries : [])
      if (this.#file.all(sql, [...entry.keys, rid]).length > 0) throw duplicate(collection, index, entry);
  }

  #load(): void {
    this.#collections = new Map();
    const indexes = this.#file.all("SELECT collection, id, spec, multikey FROM indexes ORDER BY id");
    for (const [id, db, name, uuid] of this.#file.all("SELECT id, db, name, uuid FROM collections")) {
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

  #makeIndexesAgain(): void {
    for (const collection of this.collections()) {
      for (const index of [...collection.indexes]) {
        this.dropIndex(collection, index);
        this.createIndex(collection, index.spec);
      }
    }
    this.#file.exec(`PRAGMA user_version = ${FORMAT}`);
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

function keyIs(index: Index): string {
  return index.fields.map((_, place) => `k${place} = ?`).join(" AND ");
}

function duplicate(collection: Collection, index: Index, entry: Entry): CommandError {
  const keyValue: Doc = new Map(index.fields.map(({ path }, place) => [path, entry.values[place] ?? null]));
  const shown = [...keyValue].map(([path, item]) => `${path}: ${EJSON.stringify(item)}`).join(", ");
  const message = `E11000 duplicate key error collection: ${collection.db}.${collection.name} index: ${index.name} dup key: { ${shown} }`;
  return new CommandError("DuplicateKey", message, doc({ keyPattern: index.spec.get("key") ?? null, keyValue }));
}
