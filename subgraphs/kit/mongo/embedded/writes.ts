import { type Doc, decode, doc, encode, isDoc, type Value } from "./bson";
import { Arguments, type Call } from "./call";
import { CommandError, fail, refuse } from "./errors";
import { compileFields } from "./project";
import { type Found, prepare, type Query, Watch } from "./query";
import { compileUpdate, finished, idBytes, upsertBase } from "./update";

/** Answers `insert`: documents are kept as received; `_id` is made and put first when need be. */
export function insert(call: Call): Doc {
  const collection = call.madeCollection;
  let n = 0;
  const errors = eachStatement(call, "documents", ({ document, body }) => {
    const whole = finished(document, body);
    call.storage.insert(collection, whole.document, whole.body);
    n += 1;
  });
  return answer({ n }, errors);
}

/** Answers `update`. */
export function update(call: Call): Doc {
  const upserted: Value[] = [];
  let [n, nModified] = [0, 0];
  const errors = eachStatement(call, "updates", ({ document }, index) => {
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
  const errors = eachStatement(call, "deletes", ({ document }) => {
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
  const apply = compileUpdate(change, options.get("arrayFilters"));
  let modified = 0;
  let last: { before: Doc; after: Doc } | undefined;
  const found = findAll(call, query);
  for (const row of found) {
    const before = decode(row.body);
    apply(row.document, false);
    const { document: after, body } = finished(row.document);
    requireSameId(before, after);
    last = { before, after };
    if (body.equals(row.body)) continue;
    call.storage.replace(call.madeCollection, row, after, body);
    modified += 1;
  }
  if (found.length > 0 || !options.flag("upsert")) return { matched: found.length, modified, ...last };
  const base = upsertBase(query.filter);
  const start = new Map(base);
  apply(base, true);
  const made = finished(base);
  if (start.has("_id")) requireSameId(start, made.document);
  call.storage.insert(call.madeCollection, made.document, made.body);
  return { matched: 0, modified, after: made.document, upsertedId: made.document.get("_id") ?? null };
}

function deleteDocuments(call: Call, query: Query): Found[] {
  const found = findAll(call, query);
  for (const row of found) call.storage.delete(call.madeCollection, row);
  return found;
}

/** Everything is found before anything changes, so that no document is met again where the update put it. */
function findAll(call: Call, query: Query): Found[] {
  const watch = new Watch(call.whole("maxTimeMS"));
  return [...prepare(call.storage, call.collection, query, watch).run()];
}

function requireSameId(before: Doc, after: Doc): void {
  if (!idBytes(before).equals(idBytes(after)))
    fail("ImmutableField", "an update cannot change the immutable field '_id'");
}

/** Runs the statements of a batch; an ordered one stops at the first error. Returns the errors. */
function eachStatement(
  call: Call,
  name: string,
  run: (statement: { document: Doc; body: Buffer }, index: number) => void,
): Doc[] {
  const inline = call.get(name);
  const bodies =
    call.request.sections.get(name) ??
    (Array.isArray(inline) ? inline : []).map((one) => (isDoc(one) ? encode(one) : refuse(`${name} of no documents`)));
  if (bodies.length === 0) fail("BadValue", `${name} must not be empty`);
  const errors: Doc[] = [];
  for (const [index, body] of bodies.entries()) {
    try {
      run({ document: decode(body), body }, index);
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
