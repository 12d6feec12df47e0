import { BSONRegExp, ObjectId } from "bson";
import { type Doc, encode, encodeStored, isDoc, isOperators, requireStorable, typeName, type Value } from "./bson";
import { fail, refuse } from "./errors";
import { type Condition, compileFilter } from "./match";
import { OPERATORS, type Operator } from "./update-operators";
import { type Filters, slots } from "./update-places";

/** A compiled update: changes the document it is given. */
export type Update = (document: Doc, inserting: boolean) => void;

/** Compiles the `u` of an update: operators of the portable subset. */
export function compileUpdate(update: Value | undefined, arrayFilters: Value | undefined): Update {
  if (Array.isArray(update)) return refuse("update pipelines");
  if (!isDoc(update)) return fail("FailedToParse", "Update argument must be either an object or an array");
  if (!isOperators(update)) return refuse("updates by a whole document (use $set and $unset)");
  const filters = compileArrayFilters(arrayFilters);
  const changes = [...update].flatMap(([operator, fields]) => changesOf(operator, fields));
  requireIndependent(changes);
  for (const name of filters.keys())
    if (!changes.some((change) => change.path.includes(`$[${name}]`)))
      fail("FailedToParse", `The array filter for identifier '${name}' was not used in the update`);
  const inOrder = changes.toSorted((a, b) => comparePaths(a.path, b.path));
  return (document, inserting) => {
    for (const { path, operator, operand } of inOrder) {
      if (operator.insertOnly && !inserting) continue;
      const visit = { path, filters, create: operator.creates, tolerant: operator.tolerant };
      slots(document, visit, (slot) => operator.apply(slot, operand));
    }
  };
}

/** The document an upsert starts from: the fields that the filter says are equal to something. */
export function upsertBase(filter: Doc): Doc {
  const base: Doc = new Map();
  for (const [path, value] of equalities(filter)) {
    slots(base, { path: path.split("."), filters: new Map(), create: true, tolerant: false }, (slot) => {
      if (slot.get() !== undefined) fail("BadValue", `cannot infer query fields to set, '${path}' is matched twice`);
      slot.set(value);
    });
  }
  return base;
}

/** The document and its bytes as stored: `_id` first, made when missing. Throws when MongoDB would not store it. */
export function finished(document: Doc, received?: Buffer): { document: Doc; body: Buffer } {
  const first = document.keys().next().value === "_id";
  const id = document.get("_id") ?? (document.has("_id") ? null : new ObjectId());
  const whole: Doc = first ? document : new Map([["_id", id], ...document, ["_id", id]]);
  if (Array.isArray(id) || id instanceof BSONRegExp)
    fail("InvalidIdField", `The '_id' value cannot be of type ${typeName(id)}`);
  requireNames(whole);
  return { document: whole, body: first && received ? requireStorable(received) : encodeStored(whole) };
}

/** The `_id` as bytes: taken before an update, which may change an `_id` that is a document in its place. */
export function idBytes(document: Doc): Buffer {
  return encode(new Map([["id", document.get("_id") ?? null]]));
}

interface Change {
  readonly path: readonly string[];
  readonly operator: Operator;
  readonly operand: Value;
}

function changesOf(name: string, fields: Value): Change[] {
  const operator = OPERATORS[name];
  if (!operator) return refuse(`the update operator ${name}`);
  if (!isDoc(fields)) return fail("FailedToParse", `Modifiers operate on fields but ${name} has a ${typeName(fields)}`);
  return [...fields].map(([field, operand]) => {
    const path = field.split(".");
    if (path.includes("")) fail("EmptyFieldName", `The update path '${field}' contains an empty field name`);
    if (path.some((step) => step.startsWith("$") && !/^\$\[[a-zA-Z0-9]*\]$/.test(step)))
      refuse(`the path ${field} (arrayFilters do what the positional operator does)`);
    return { path, operator, operand };
  });
}

function requireIndependent(changes: readonly Change[]): void {
  for (const [place, { path }] of changes.entries()) {
    for (const other of changes.slice(0, place)) {
      const length = Math.min(path.length, other.path.length);
      const shared = path.slice(0, length).join(".");
      if (shared === other.path.slice(0, length).join("."))
        fail(
          "ConflictingUpdateOperators",
          `Updating the path '${path.join(".")}' would create a conflict at '${shared}'`,
        );
    }
  }
}

/** MongoDB 5+ applies the changes in this order, whatever the order of operators: numbers by value, then names. */
function comparePaths(a: readonly string[], b: readonly string[]): number {
  const place = a.findIndex((step, index) => step !== b[index]);
  const [left, right] = [a[place], b[place]];
  if (left === undefined || right === undefined) return a.length - b.length;
  const number = (step: string): number => (/^\d+$/.test(step) ? Number(step) : Number.MAX_VALUE);
  return number(left) - number(right) || Buffer.compare(Buffer.from(left), Buffer.from(right));
}

function compileArrayFilters(arrayFilters: Value | undefined): Filters {
  const filters = new Map<string, Condition>();
  for (const filter of Array.isArray(arrayFilters) ? arrayFilters : []) {
    if (!isDoc(filter)) return fail("TypeMismatch", "each array filter must be an object");
    const names = new Set(identifiers(filter));
    const [name = ""] = names;
    if (names.size !== 1) fail("FailedToParse", "Error parsing array filter: Expected a single top-level field name");
    if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) fail("BadValue", `The array filter's name '${name}' is not alphanumeric`);
    if (filters.has(name)) fail("FailedToParse", `Found multiple array filters with the same name ${name}`);
    filters.set(name, compileFilter(filter));
  }
  return filters;
}

function identifiers(filter: Doc): string[] {
  return [...filter].flatMap(([name, operand]) =>
    name.startsWith("$") && Array.isArray(operand)
      ? operand.filter(isDoc).flatMap(identifiers)
      : [name.split(".")[0] ?? ""],
  );
}

function equalities(filter: Doc): [string, Value][] {
  return [...filter].flatMap(([name, operand]): [string, Value][] => {
    const single = name === "$and" || (name === "$or" && Array.isArray(operand) && operand.length === 1);
    if (single && Array.isArray(operand)) return operand.filter(isDoc).flatMap(equalities);
    if (name.startsWith("$") || operand instanceof BSONRegExp) return [];
    if (!isOperators(operand)) return [[name, operand]];
    const all = operand.get("$all");
    const [only] = Array.isArray(all) && all.length === 1 && !isDoc(all[0]) ? all : [];
    const equal = operand.get("$eq") ?? only;
    return equal === undefined ? [] : [[name, equal]];
  });
}

/** Field names with a dollar are stored by MongoDB 5+ but cannot be queried; they are outside the subset. */
function requireNames(value: Value): void {
  if (Array.isArray(value)) value.forEach(requireNames);
  if (!isDoc(value)) return;
  for (const [name, item] of value) {
    if (name.startsWith("$")) refuse(`field names that start with a dollar (${name})`);
    requireNames(item);
  }
}
