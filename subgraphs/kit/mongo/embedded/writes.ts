import { type Doc, doc, encode, isDoc, type Value } from "./bson";
import { Arguments, type Call } from "./call";
import { CommandError, fail } from "./errors";
import { compileFields } from "./project";
import { type Found, prepare, type Query, Watch } from "./query";
import { compileUpdate, finished, upsertBase } from "./update";

/** Answers `insert`: `_id` is made and put first when need be. */
export function insert(call: Call): Doc {
  const collection = call.madeCollection;
  let n = 0;
  const errors = eachStatement(call, "documents", (document) => {
    const whole = finished(document);
    call.store.storage.insert(collection, whole.document, whole.body);
    n += 1;
  });
  return answer({ n }, errors);
}

/** Answers `update`. */
export function update(call: Call): Doc {
  const upserted: Value[] = [];
  let [n, nModified] = [0, 0];
  const errors = eachStatement(call, "updates", (document, index) => {
    const statement = new Arguments(document);
    statement.requireKnown("q u multi upsert arrayFilters", "update");
    const query = { filter: statement.document("q") ?? new Map(), limit: statement.flag("multi") ? 0 : 1 };
    const result = updateDocuments(call, query, statement.get("u"), statement);
    nModified += result.modified;
    n += result.matched + (result.upsertedId === undefined ? 0 : 1);
    if (result.upsertedId !== undefined) upserted.push(doc({ index, _id: result.upsertedId }));
  });
  return answer({ n, nModified, upserted: upserted.length > 0 ? upserted : undefined }, errors);
}

/** Answers `delete`. */
export function remove(call: Call): Doc {
  let n = 0;
  const errors = eachStatement(call, "deletes", (document) => {
    const statement = new Arguments(document);
    statement.requireKnown("q limit", "delete");
    const filter = statement.document("q") ?? new Map();
    n += deleteDocuments(call, { filter, limit: statement.whole("limit") }).length;
  });
  return answer({ n }, errors);
}

/** Answers `findAndModify`. */
export function findAndModify(call: Call): Doc {
  const project = compileFields(call.document("fields"));
  const shown = (document: Doc | undefined): Value => (document && project ? project(document) : (document ?? null));
  const query = { filter: call.document("query") ?? new Map(), sort: call.document("sort"), limit: 1 };
  if (call.flag("remove") === call.all.has("update") || (call.flag("remove") && call.flag("new")))
    return fail("FailedToParse", "Either an update or remove=true must be specified, and new only with an update");
  if (call.flag("remove")) {
    const [found] = deleteDocuments(call, query);
    return doc({ lastErrorObject: doc({ n: found ? 1 : 0 }), value: shown(found?.document), ok: 1 });
  }
  const result = updateDocuments(call, query, call.get("update"), call);
  const { upsertedId, matched } = result;
  const n = upsertedId === undefined ? matched : 1;
  const lastErrorObject = doc({ n, updatedExisting: matched > 0, upserted: upsertedId });
  return doc({ lastErrorObject, value: shown(call.flag("new") ? result.after : result.before), ok: 1 });
}

/** The fields of an error as an answer shows them. */
export function errorFields(error: CommandError): Doc {
  const details = isDoc(error.details) ? error.details : [];
  return new Map([...doc({ code: error.code, codeName: error.codeName, errmsg: error.message }), ...details]);
}

interface Updated {
  readonly matched: number;
  readonly modified: number;
  /** The last document, before and after. */
  readonly before?: Doc;
  readonly after?: Doc;
  readonly upsertedId?: Value;
}

/** Updates one or many documents, or inserts one when `upsert` and none matched; only then a collection is made. */
function updateDocuments(call: Call, query: Query, change: Value | undefined, options: Arguments): Updated {
  const { storage } = call.store;
  const apply = compileUpdate(change, options.get("arrayFilters"));
  const found = findAll(call, query);
  let modified = 0;
  let last: { before: Doc; after: Doc } | undefined;
  for (const row of found) {
    const { document, body } = changedWithId(row.document, apply(row.document, false));
    last = { before: row.document, after: document };
    if (body.equals(row.body)) continue;
    storage.replace(call.madeCollection, row, document, body);
    modified += 1;
  }
  if (found.length > 0 || !options.flag("upsert")) return { matched: found.length, modified, ...last };
  const base = upsertBase(query.filter);
  const { document, body } = changedWithId(base, apply(base, true));
  storage.insert(call.madeCollection, document, body);
  return { matched: 0, modified, after: document, upsertedId: document.get("_id") ?? null };
}

/** The document after an update, which may make an `_id` but not change one. */
function changedWithId(before: Doc, after: Doc): ReturnType<typeof finished> {
  const id = (document: Doc): Buffer => encode(doc({ _id: document.get("_id") }));
  if (before.has("_id") && !id(before).equals(id(after)))
    fail("ImmutableField", "an update cannot change the immutable field '_id'");
  return finished(after);
}

function deleteDocuments(call: Call, query: Query): Found[] {
  const found = findAll(call, query);
  for (const row of found) call.store.storage.delete(call.madeCollection, row);
  return found;
}

/** Everything is found before anything changes, so that no document is met again where the update put it. */
function findAll(call: Call, query: Query): Found[] {
  const watch = new Watch(call.whole("maxTimeMS"));
  return [...prepare(call.store.storage, call.collection, query, watch).run()];
}

/** Runs the statements of a batch; an ordered one stops at the first error. Returns the errors. */
function eachStatement(call: Call, name: string, run: (statement: Doc, index: number) => void): Doc[] {
  const errors: Doc[] = [];
  for (const [index, statement] of call.list(name).entries()) {
    try {
      run(isDoc(statement) ? statement : fail("TypeMismatch", `${name} of no documents`), index);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      errors.push(new Map([["index", index], ...errorFields(error)]));
      if (call.get("ordered") !== false) break;
    }
  }
  return errors;
}

function answer(fields: Readonly<Record<string, Value | undefined>>, errors: Doc[]): Doc {
  return doc({ ...fields, writeErrors: errors.length > 0 ? errors : undefined, ok: 1 });
}
