import { type Doc, doc, encode, isDoc, type Value } from "./bson";
import { Arguments, type Call } from "./call";
import { fail, refuse } from "./errors";
import { compileFilter } from "./match";
import type { Collection } from "./storage";
import { truthy, wholeOf } from "./values";

/** Answers `createIndexes`: an index that is there with the same definition is left alone. */
export function createIndexes(call: Call): Doc {
  const createdCollectionAutomatically = call.collection === undefined;
  const collection = call.madeCollection;
  const numIndexesBefore = collection.indexes.length;
  for (const one of call.list("indexes")) {
    const spec = normalised(one);
    if (!isThere(collection, spec)) call.store.storage.createIndex(collection, spec);
  }
  const numIndexesAfter = collection.indexes.length;
  return doc({ numIndexesBefore, numIndexesAfter, createdCollectionAutomatically, ok: 1 });
}

/** Answers `listIndexes`. */
export function listIndexes(call: Call): Buffer {
  return listed(
    call,
    call.namespace,
    existing(call).indexes.map((index) => index.spec),
  );
}

/** Answers `dropIndexes`: by name, names, or all but `_id_` by "*". */
export function dropIndexes(call: Call): Doc {
  const collection = existing(call);
  const nIndexesWas = collection.indexes.length;
  const which = call.get("index");
  const dropped = collection.indexes.filter(({ name }) =>
    which === "*" ? name !== "_id_" : Array.isArray(which) ? which.includes(name) : which === name,
  );
  if (dropped.length < (which === "*" ? 0 : Array.isArray(which) ? which.length : 1))
    return isDoc(which) ? refuse("dropping an index by its keys") : fail("IndexNotFound", `index not found: ${which}`);
  if (dropped.some(({ name }) => name === "_id_")) return fail("InvalidOptions", "cannot drop _id index");
  for (const index of dropped) call.store.storage.dropIndex(collection, index);
  return doc({ nIndexesWas, ok: 1 });
}

/** Answers `listCollections`. */
export function listCollections(call: Call): Buffer {
  const { test } = compileFilter(call.document("filter") ?? new Map());
  const entries = collectionsOf(call).map(({ name, uuid }) => {
    const named = { name, type: "collection" };
    if (call.flag("nameOnly")) return doc(named);
    return doc({ ...named, options: new Map(), info: doc({ readOnly: false, uuid }) });
  });
  return listed(call, `${call.db}.$cmd.listCollections`, entries.filter(test));
}

/** Answers `listDatabases`. */
export function listDatabases(call: Call): Doc {
  const names = new Set(call.store.storage.collections().map(({ db }) => db));
  return doc({ databases: [...names].map((name) => doc({ name })), ok: 1 });
}

/** Answers `create`; like MongoDB 7, a collection that is there with the same (no) options is no error. */
export function create(call: Call): Doc {
  return doc({ ok: call.madeCollection ? 1 : 0 });
}

/** Answers `drop`; like MongoDB 7, dropping what is not there is no error. */
export function drop(call: Call): Doc {
  if (call.collection) call.store.storage.dropCollection(call.collection);
  return doc({ ok: 1 });
}

/** Answers `dropDatabase`. */
export function dropDatabase(call: Call): Doc {
  for (const collection of collectionsOf(call)) call.store.storage.dropCollection(collection);
  return doc({ dropped: call.db, ok: 1 });
}

function collectionsOf(call: Call): Collection[] {
  return call.store.storage.collections().filter(({ db }) => db === call.db);
}

function existing(call: Call): Collection {
  return call.collection ?? fail("NamespaceNotFound", `ns does not exist: ${call.namespace}`);
}

function listed(call: Call, namespace: string, documents: readonly Doc[]): Buffer {
  return call.store.cursors.first({ namespace, bodies: documents.map(encode) }, documents.length + 1);
}

function normalised(one: Value): Doc {
  const wanted = new Arguments(isDoc(one) ? one : fail("TypeMismatch", "each index must be an object"));
  wanted.requireKnown("v key name unique partialFilterExpression background", "an index");
  const key = wanted.document("key");
  const partial = wanted.document("partialFilterExpression");
  if (!key || key.size === 0) return fail("CannotCreateIndex", "Index keys cannot be empty.");
  if (key.size > 31) return refuse("indexes of more than 31 fields");
  for (const [path, direction] of key) {
    if (!path.split(".").every((step) => /^(?!\d+$)[^$]+$/.test(step))) refuse(`an index on "${path}"`);
    if (Math.abs(wholeOf(direction) ?? 0) !== 1) refuse("index directions other than 1 and -1");
  }
  if (partial) requirePartial(partial);
  const unique = wanted.flag("unique") || undefined;
  return doc({ v: 2, key, name: wanted.text("name"), unique, partialFilterExpression: partial });
}

/** MongoDB allows few operators in a partial filter; each of these has bounds, so that the planner can prove coverage. */
function requirePartial(filter: Value): void {
  if (!isDoc(filter)) return;
  compileFilter(filter);
  for (const [name, operand] of filter) {
    if (["$and", "$or"].includes(name) && Array.isArray(operand)) operand.forEach(requirePartial);
    for (const [operator, value] of isDoc(operand) ? operand : []) {
      const allowed = operator === "$exists" ? truthy(value) : !/^\$(?!eq|in|gte?|lte?)/.test(operator);
      if (!allowed) fail("CannotCreateIndex", `Expression not supported in partial index: ${name} ${operator}`);
    }
  }
}

/** Whether the index is there; throws when another has its name, or its keys and filter. */
function isThere({ indexes }: Collection, spec: Doc): boolean {
  const named = indexes.find((index) => index.name === spec.get("name"));
  if (named)
    return (
      encode(named.spec).equals(encode(spec)) ||
      fail("IndexKeySpecsConflict", `An existing index has the same name: ${named.name}`)
    );
  const content = (one: Doc): Buffer =>
    encode(doc({ key: one.get("key"), partial: one.get("partialFilterExpression") }));
  const other = indexes.find((index) => content(index.spec).equals(content(spec)));
  return other ? fail("IndexOptionsConflict", `Index already exists with a different name: ${other.name}`) : false;
}
