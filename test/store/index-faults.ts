import Database from "libsql";
import { decode, isDoc } from "../../subgraphs/kit/mongo/embedded/bson";
import { compileFilter } from "../../subgraphs/kit/mongo/embedded/match";
import { entriesOf, keyFields } from "../../subgraphs/kit/mongo/embedded/paths";

/**
 * What is wrong in the file of an embedded store that is closed: index entries that a document should have and has not,
 * entries without a document, and values twice in a unique index.
 */
export function indexFaults(file: string): string[] {
  const database = new Database(file);
  const rows = (sql: string): unknown[][] => database.prepare(sql).raw().all([]).filter(Array.isArray);
  const faults = rows("SELECT id, collection, name, spec FROM indexes").flatMap(([id, collection, name, body]) => {
    const spec = decode(bufferOf(body));
    const [key, partial] = [spec.get("key"), spec.get("partialFilterExpression")];
    const fields = isDoc(key) ? keyFields(key) : [];
    const holds = isDoc(partial) ? compileFilter(partial).test : () => true;
    const expected = rows(`SELECT rid, body FROM d${collection}`).flatMap(([rid, one]) => {
      const document = decode(bufferOf(one));
      return holds(document) ? entriesOf(document, fields).entries.map(({ keys }) => shown(keys, rid)) : [];
    });
    const stored = rows(`SELECT * FROM i${id}`).map((entry) => shown(entry.slice(0, -1).map(bufferOf), entry.at(-1)));
    const keys = new Set(stored.map((entry) => entry.split(" ")[0]));
    const unique = name === "_id_" || spec.get("unique") === true;
    return [
      ...without(expected, stored).map((entry) => `${name} misses ${entry}`),
      ...without(stored, expected).map((entry) => `${name} has ${entry} without a document`),
      ...(unique && keys.size !== stored.length ? [`${name} is not unique`] : []),
    ];
  });
  database.close();
  return faults;
}

function shown(keys: readonly Buffer[], rid: unknown): string {
  return `${keys.map((key) => key.toString("hex"))} ${rid}`;
}

function without(entries: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return entries.filter((entry) => !known.has(entry));
}

function bufferOf(value: unknown): Buffer {
  if (Buffer.isBuffer(value)) return value;
  throw new Error("not bytes");
}
