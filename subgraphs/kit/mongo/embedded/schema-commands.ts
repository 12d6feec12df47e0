import { isNumeric, toDouble } from "./arithmetic";
import { type Doc, doc, encode, isDoc, type Value } from "./bson";
import { type Call, requireKnown, text } from "./call";
import { compileFilter, truthy } from "./match";
import { CommandError, refuse } from "./refusal";
import type { Collection, Index } from "./storage";

/** Answers `createIndexes`: an index that is there with the same definition is left alone. */
export function createIndexes(call: Call): Doc {
  const wanted = call.command.get("indexes");
  if (!Array.isArray(wanted) || wanted.length === 0)
    throw new CommandError("BadValue", "Must specify at least one index to create");
  const created = call.collection === undefined;
  const collection = call.storage.createCollection(call.db, call.target);
  const before = collection.indexes.length;
  for (const one of wanted) {
    const spec = normalised(one);
    if (!alreadyThere(collection, spec)) call.storage.createIndex(collection, spec);
  }
  return doc({
    numIndexesBefore: before,
    numIndexesAfter: collection.indexes.length,
    createdCollectionAutomatically: created,
    ...(before === collection.indexes.length ? { note: "all indexes already exist" } : {}),
    ok: 1,
  });
}

/** Answers `listIndexes`. */
export function listIndexes(call: Call): Doc {
  const rows = existing(call).indexes.map((index) => encode(index.spec));
  return call.cursors.first(call.namespace, call.connection, rows.values(), { batchSize: rows.length + 1 });
}

/** Answers `dropIndexes`: by name, names, key pattern, or all but `_id_` by "*". */
export function dropIndexes(call: Call): Doc {
  const collection = existing(call);
  const before = collection.indexes.length;
  const which = call.command.get("index");
  const all = collection.indexes.filter((index) => index.name !== "_id_");
  const dropped = which === "*" ? all : (Array.isArray(which) ? which : [which]).map((one) => indexBy(collection, one));
  for (const index of dropped) {
    if (index.name === "_id_") throw new CommandError("InvalidOptions", "cannot drop _id index");
    call.storage.dropIndex(collection, index);
  }
  return doc({ nIndexesWas: before, ok: 1 });
}

/** Answers `listCollections`. */
export function listCollections(call: Call): Doc {
  const { test } = compileFilter(call.document("filter") ?? new Map());
  const nameOnly = call.flag("nameOnly");
  const entries = call.storage
    .collections()
    .filter((one) => one.db === call.db)
    .map((one) => collectionEntry(one, nameOnly));
  const rows = entries.filter(test).map(encode);
  return call.cursors.first(`${call.db}.$cmd.listCollections`, call.connection, rows.values(), {
    batchSize: rows.length + 1,
  });
}

/** Answers `create`; like MongoDB 7, a collection that is there with the same (no) options is no error. */
export function create(call: Call): Doc {
  call.storage.createCollection(call.db, call.target);
  return doc({ ok: 1 });
}

/** Answers `drop`; like MongoDB 7, dropping what is not there is no error. */
export function drop(call: Call): Doc {
  const { collection } = call;
  if (!collection) return doc({ ok: 1 });
  call.storage.dropCollection(collection);
  return doc({ nIndexesWas: collection.indexes.length, ns: call.namespace, ok: 1 });
}

/** Answers `dropDatabase`. */
export function dropDatabase(call: Call): Doc {
  const collections = call.storage.collections().filter((one) => one.db === call.db);
  for (const collection of collections) call.storage.dropCollection(collection);
  return doc(collections.length > 0 ? { dropped: call.db, ok: 1 } : { ok: 1 });
}

/** Answers `listDatabases`. */
export function listDatabases(call: Call): Doc {
  const names = [...new Set(call.storage.collections().map((one) => one.db))].toSorted();
  const databases = names.map((name) =>
    call.flag("nameOnly") ? doc({ name }) : doc({ name, sizeOnDisk: 0n, empty: false }),
  );
  return doc({ databases: databases.filter(compileFilter(call.document("filter") ?? new Map()).test), ok: 1 });
}

/** Answers `validate`: compares the documents with the entries of every index. */
export function validate(call: Call): Doc {
  const collection = existing(call);
  const errors = call.storage.faults(collection);
  return doc({
    ns: call.namespace,
    nrecords: call.storage.count(collection),
    nIndexes: collection.indexes.length,
    valid: errors.length === 0,
    errors,
    ok: 1,
  });
}

function existing(call: Call): Collection {
  const { collection } = call;
  if (!collection) throw new CommandError("NamespaceNotFound", `ns does not exist: ${call.namespace}`);
  return collection;
}

function collectionEntry(collection: Collection, nameOnly: boolean): Doc {
  const named = { name: collection.name, type: "collection" };
  if (nameOnly) return doc(named);
  const idIndex = doc({ v: 2, key: doc({ _id: 1 }), name: "_id_" });
  return doc({ ...named, options: new Map(), info: doc({ readOnly: false, uuid: collection.uuid }), idIndex });
}

const INDEX_OPTIONS = ["v", "key", "name", "unique", "sparse", "partialFilterExpression", "background", "ns"];

function normalised(one: Value): Doc {
  if (!isDoc(one)) throw new CommandError("TypeMismatch", "each index must be an object");
  requireKnown(one, INDEX_OPTIONS, "an index");
  const key = one.get("key");
  if (!isDoc(key) || key.size === 0) throw new CommandError("CannotCreateIndex", "Index keys cannot be empty.");
  if (key.size > 31) refuse("indexes of more than 31 fields");
  for (const [path, direction] of key) {
    if (path === "" || path.split(".").some((step) => step === "" || step.startsWith("$"))) {
      throw new CommandError("CannotCreateIndex", `Index keys cannot contain an empty or dollar field: '${path}'`);
    }
    if (path.includes("$**") || path.split(".").some((step) => /^\d+$/.test(step))) refuse(`an index on "${path}"`);
    if (!isNumeric(direction)) refuse(`an index of type ${String(direction)}`);
    else if (Math.abs(toDouble(direction)) !== 1) refuse("index directions other than 1 and -1");
  }
  const partial = one.get("partialFilterExpression");
  if (partial !== undefined && truthy(one.get("sparse"))) {
    throw new CommandError("CannotCreateIndex", 'cannot mix "partialFilterExpression" and "sparse" options');
  }
  if (partial !== undefined) requirePartial(partial);
  const spec: Doc = doc({ v: 2, key, name: text(one.get("name"), "name") });
  for (const name of ["unique", "sparse"]) if (truthy(one.get(name))) spec.set(name, true);
  if (partial !== undefined) spec.set("partialFilterExpression", partial);
  return spec;
}

/** MongoDB allows few operators in a partial filter; each of these has bounds, so that the planner can prove coverage. */
function requirePartial(filter: Value): void {
  if (!isDoc(filter)) throw new CommandError("CannotCreateIndex", "'partialFilterExpression' must be an object");
  compileFilter(filter);
  for (const [name, operand] of filter) {
    if ((name === "$and" || name === "$or") && Array.isArray(operand)) operand.forEach(requirePartial);
    const operators = isDoc(operand) ? [...operand].filter(([operator]) => operator.startsWith("$")) : [];
    for (const [operator, value] of operators) {
      const allowed = PARTIAL.includes(operator) && !(operator === "$exists" && !truthy(value));
      if (!allowed)
        throw new CommandError("CannotCreateIndex", `Expression not supported in partial index: ${name} ${operator}`);
    }
  }
}

const PARTIAL = ["$eq", "$in", "$gt", "$gte", "$lt", "$lte", "$exists"];

function alreadyThere(collection: Collection, spec: Doc): boolean {
  const named = collection.indexes.find((index) => index.name === spec.get("name"));
  if (named) {
    if (encode(named.spec).equals(encode(spec)) || (named.name === "_id_" && sameKey(named, spec))) return true;
    throw new CommandError(
      "IndexKeySpecsConflict",
      `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${named.name}`,
    );
  }
  const same = collection.indexes.find((index) => sameKey(index, spec) && samePartial(index, spec));
  if (!same) return false;
  if (same.name === "_id_") return true;
  throw new CommandError("IndexOptionsConflict", `Index already exists with a different name: ${same.name}`);
}

function sameKey(index: Index, spec: Doc): boolean {
  const key = spec.get("key");
  const text = (one: Value | undefined): string =>
    isDoc(one) ? [...one].map(([path, sign]) => `${path} ${Number(sign)}`).join("\0") : "";
  return text(index.spec.get("key")) === text(key);
}

function samePartial(index: Index, spec: Doc): boolean {
  const partial = (one: Doc): Buffer => encode(doc({ of: one.get("partialFilterExpression") ?? null }));
  return partial(index.spec).equals(partial(spec));
}

function indexBy(collection: Collection, which: Value | undefined): Index {
  const found = collection.indexes.find((index) =>
    isDoc(which) ? sameKey(index, doc({ key: which })) : index.name === which,
  );
  if (found) return found;
  throw new CommandError(
    "IndexNotFound",
    isDoc(which) ? "can't find index with key" : `index not found with name [${String(which)}]`,
  );
}
