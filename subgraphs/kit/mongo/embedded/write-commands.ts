import { type Doc, doc, type Value } from "./bson";
import { type Call, documentOf, flagOf, integerOf, requireKnown } from "./call";
import { compileFields } from "./project";
import { Watch } from "./query";
import { CommandError } from "./refusal";
import { listArgument } from "./wire";
import {
  deleteDocuments,
  insertOne,
  type Updated,
  type UpdateOrder,
  updateDocuments,
  updateNothing,
  writeError,
} from "./writes";

/** Answers `insert`. */
export function insert(call: Call): Doc {
  const collection = call.storage.createCollection(call.db, call.target);
  let inserted = 0;
  const errors = eachStatement(call, "documents", ({ document, body }) => {
    insertOne(call.storage, collection, document, body);
    inserted += 1;
  });
  return answer({ n: inserted }, errors);
}

/** Answers `update`. */
export function update(call: Call): Doc {
  const upserted: Value[] = [];
  let [matched, modified] = [0, 0];
  const errors = eachStatement(call, "updates", ({ document: statement }, index) => {
    requireKnown(statement, ["q", "u", "multi", "upsert", "arrayFilters", "hint"], "update");
    const order = {
      filter: documentOf(statement, "q") ?? new Map(),
      update: statement.get("u"),
      arrayFilters: statement.get("arrayFilters"),
      multi: flagOf(statement, "multi"),
      upsert: flagOf(statement, "upsert"),
      hint: statement.get("hint"),
    };
    const result = runUpdate(call, order);
    matched += result.matched;
    modified += result.modified;
    if (result.upsertedId !== undefined) upserted.push(doc({ index, _id: result.upsertedId }));
  });
  const fields: Record<string, Value> = { n: matched + upserted.length, nModified: modified };
  return answer(upserted.length > 0 ? { ...fields, upserted } : fields, errors);
}

/** Answers `delete`. */
export function remove(call: Call): Doc {
  let deleted = 0;
  const errors = eachStatement(call, "deletes", ({ document: statement }) => {
    requireKnown(statement, ["q", "limit", "hint"], "delete");
    const limit = integerOf(statement, "limit") ?? 0;
    if (limit > 1)
      throw new CommandError("FailedToParse", `The limit field in delete objects must be 0 or 1. Got ${limit}`);
    const filter = documentOf(statement, "q") ?? new Map();
    const { collection } = call;
    if (!collection) return;
    deleted += deleteDocuments(
      call.storage,
      collection,
      { filter, limit, hint: statement.get("hint") },
      watchOf(call),
    ).length;
  });
  return answer({ n: deleted }, errors);
}

/** Answers `findAndModify`. */
export function findAndModify(call: Call): Doc {
  const project = compileFields(call.document("fields"));
  const filter = call.document("query") ?? new Map();
  const sort = call.document("sort");
  const hint = call.command.get("hint");
  const shown = (document: Doc | undefined): Value => (document && project ? project(document) : (document ?? null));
  if (call.flag("remove")) {
    if (call.command.has("update"))
      throw new CommandError("FailedToParse", "Cannot specify both an update and remove=true");
    if (call.flag("new"))
      throw new CommandError(
        "FailedToParse",
        "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document",
      );
    const { collection } = call;
    const [found] = collection
      ? deleteDocuments(call.storage, collection, { filter, sort, limit: 1, hint }, watchOf(call))
      : [];
    return doc({ lastErrorObject: doc({ n: found ? 1 : 0 }), value: shown(found?.document), ok: 1 });
  }
  if (!call.command.has("update"))
    throw new CommandError("FailedToParse", "Either an update or remove=true must be specified");
  const order: UpdateOrder = {
    filter,
    sort,
    update: call.command.get("update"),
    arrayFilters: call.command.get("arrayFilters"),
    multi: false,
    upsert: call.flag("upsert"),
    hint,
  };
  const result = runUpdate(call, order);
  const last = doc({
    n: result.matched + (result.upsertedId === undefined ? 0 : 1),
    updatedExisting: result.matched > 0,
  });
  if (result.upsertedId !== undefined) last.set("upserted", result.upsertedId);
  return doc({ lastErrorObject: last, value: shown(call.flag("new") ? result.after : result.before), ok: 1 });
}

/** Only an upsert makes a collection. */
function runUpdate(call: Call, order: UpdateOrder): Updated {
  const collection = order.upsert ? call.storage.createCollection(call.db, call.target) : call.collection;
  return collection ? updateDocuments(call.storage, collection, order, watchOf(call)) : updateNothing(order);
}

/** Runs the statements of a batch; an ordered one stops at the first error. Returns the errors. */
function eachStatement(
  call: Call,
  name: string,
  run: (statement: { document: Doc; body: Buffer }, index: number) => void,
): Doc[] {
  const statements = listArgument(call.request, name);
  if (statements.length === 0 || statements.length > 100_000) {
    throw new CommandError(
      "InvalidLength",
      `Write batch sizes must be between 1 and 100000. Got ${statements.length} operations.`,
    );
  }
  const ordered = call.command.get("ordered") !== false;
  const errors: Doc[] = [];
  for (const [index, statement] of statements.entries()) {
    try {
      run(statement, index);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      errors.push(writeError(index, error));
      if (ordered) break;
    }
  }
  return errors;
}

function answer(fields: Record<string, Value>, errors: readonly Doc[]): Doc {
  return doc({ ...fields, ...(errors.length > 0 ? { writeErrors: [...errors] } : {}), ok: 1 });
}

function watchOf(call: Call): Watch {
  return new Watch(call.integer("maxTimeMS") ?? 0);
}
