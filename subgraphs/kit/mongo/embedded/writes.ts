import { type Doc, decode, doc, encode, isDoc, type Value } from "./bson";
import { compileFilter } from "./match";
import { type Found, prepare, type Watch } from "./query";
import { CommandError } from "./refusal";
import type { Collection, Storage } from "./storage";
import { compileUpdate, finished, type Update, upsertBase } from "./update";

/** What an update does to which documents. */
export interface UpdateOrder {
  readonly filter: Doc;
  readonly sort?: Doc | undefined;
  readonly update: Value | undefined;
  readonly arrayFilters: Value | undefined;
  readonly multi: boolean;
  readonly upsert: boolean;
  readonly hint: Value | undefined;
}

/** What an update did; `before` and `after` are of the last document. */
export interface Updated {
  readonly matched: number;
  readonly modified: number;
  readonly before: Doc | undefined;
  readonly after: Doc | undefined;
  readonly upsertedId: Value | undefined;
}

/** Inserts a document as received; `_id` is made and put first when need be. */
export function insertOne(storage: Storage, collection: Collection, document: Doc, body: Buffer): void {
  const whole = finished(document, body);
  storage.insert(collection, whole.document, whole.body);
}

/** Updates one or many documents, or inserts one when `upsert` and none matched. */
export function updateDocuments(storage: Storage, collection: Collection, order: UpdateOrder, watch: Watch): Updated {
  const update = compileUpdate(order.update, order.arrayFilters);
  if (order.multi && update.replacement) {
    throw new CommandError("FailedToParse", "multi update is not supported for replacement-style update");
  }
  // Everything is found before anything changes, so that no document is met again where the update put it.
  const found = [...prepare(storage, { ...order, collection, limit: order.multi ? 0 : 1, watch }).run()];
  let modified = 0;
  let last: { before: Doc; after: Doc } | undefined;
  for (const row of found) {
    const before = decode(row.body);
    const after = changed(update, row);
    if (!after.body.equals(row.body)) {
      storage.replace(collection, row, after.document, after.body);
      modified += 1;
    }
    last = { before, after: after.document };
  }
  if (found.length > 0 || !order.upsert) {
    return { matched: found.length, modified, before: last?.before, after: last?.after, upsertedId: undefined };
  }
  const base = upsertBase(order.filter, update.replacement);
  const id = base.has("_id") ? idBytes(base) : undefined;
  const made = finished(update.apply(base, true));
  if (id) requireSameId(id, made.document);
  storage.insert(collection, made.document, made.body);
  return {
    matched: 0,
    modified: 0,
    before: undefined,
    after: made.document,
    upsertedId: made.document.get("_id") ?? null,
  };
}

/** Deletes the first document in the order, or all that match; returns them. */
export function deleteDocuments(
  storage: Storage,
  collection: Collection,
  order: { filter: Doc; sort?: Doc | undefined; limit: number; hint: Value | undefined },
  watch: Watch,
): Found[] {
  const found = [...prepare(storage, { ...order, collection, watch }).run()];
  for (const row of found) storage.delete(collection, row);
  return found;
}

/** An update where there is no collection: checked, and without effect. */
export function updateNothing(order: UpdateOrder): Updated {
  compileFilter(order.filter);
  compileUpdate(order.update, order.arrayFilters);
  return { matched: 0, modified: 0, before: undefined, after: undefined, upsertedId: undefined };
}

/** The report of a failed write inside a batch. */
export function writeError(index: number, error: CommandError): Doc {
  return new Map([...doc({ index, code: error.code, errmsg: error.message }), ...errorDetails(error)]);
}

/** The further fields of an error (`keyPattern`, `keyValue`). */
export function errorDetails(error: CommandError): [string, Value][] {
  return [...error.details].flatMap(([name, value]): [string, Value][] => (isDoc(value) ? [[name, value]] : []));
}

function changed(update: Update, row: Found): { document: Doc; body: Buffer } {
  const id = idBytes(row.document);
  const after = finished(update.apply(row.document, false));
  requireSameId(id, after.document);
  return after;
}

/** Taken before an update, which may change an `_id` that is a document in its place. */
function idBytes(document: Doc): Buffer {
  return encode(doc({ id: document.get("_id") ?? null }));
}

function requireSameId(before: Buffer, after: Doc): void {
  if (before.equals(idBytes(after))) return;
  throw new CommandError(
    "ImmutableField",
    "Performing an update on the path '_id' would modify the immutable field '_id'",
  );
}
