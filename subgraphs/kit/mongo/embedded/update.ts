import { BSONRegExp, ObjectId } from "bson";
import { type Doc, encode, isDoc, MAX_DOCUMENT_BYTES, typeName, type Value } from "./bson";
import { type Condition, compileFilter } from "./match";
import { CommandError, refuse } from "./refusal";
import { OPERATORS, type Operator } from "./update-operators";
import { type Filters, type Slot, slots } from "./update-path";

/** A compiled update. `apply` changes the document it is given and returns it, or the document that replaces it. */
export interface Update {
  readonly replacement: boolean;
  readonly apply: (document: Doc, inserting: boolean) => Doc;
}

/** Compiles the `u` of an update: operators of the portable subset, or a whole document. */
export function compileUpdate(update: Value | undefined, arrayFilters: Value | undefined): Update {
  if (Array.isArray(update)) return refuse("update pipelines");
  if (!isDoc(update)) throw new CommandError("FailedToParse", "Update argument must be either an object or an array");
  const filters = compileArrayFilters(arrayFilters);
  const names = [...update.keys()];
  if (!names[0]?.startsWith("$")) return replaceWith(update, names);
  const changes = [...update].flatMap(([operator, fields]) => changesOf(operator, fields));
  requireIndependent(changes);
  for (const name of filters.keys()) {
    if (!changes.some((change) => change.path.includes(`$[${name}]`))) {
      throw new CommandError("FailedToParse", `The array filter for identifier '${name}' was not used in the update`);
    }
  }
  const inOrder = changes.toSorted((a, b) => comparePaths(a.path, b.path));
  return {
    replacement: false,
    apply: (document, inserting) => {
      for (const { path, operator, operand } of inOrder) {
        if (operator.insertOnly && !inserting) continue;
        const act = (slot: Slot): void => operator.apply(slot, operand, document);
        slots(document, { path, filters, create: operator.creates, tolerant: operator.tolerant }, act);
      }
      return document;
    },
  };
}

/** The document an upsert starts from: the fields that the filter says are equal to something. */
export function upsertBase(filter: Doc, replacement: boolean): Doc {
  const base: Doc = new Map();
  for (const [path, value] of equalities(filter)) {
    if (replacement && path !== "_id") continue;
    slots(base, { path: path.split("."), filters: new Map(), create: true, tolerant: false }, (slot) => {
      if (slot.get() !== undefined) {
        throw new CommandError("BadValue", `cannot infer query fields to set, path '${path}' is matched twice`);
      }
      slot.set(value);
    });
  }
  return base;
}

/** The document and its bytes as stored: `_id` first, made when missing. Throws when MongoDB would not store it. */
export function finished(document: Doc, received?: Buffer): { document: Doc; body: Buffer } {
  const first = document.keys().next().value === "_id";
  const id = document.has("_id") ? (document.get("_id") ?? null) : new ObjectId();
  const whole: Doc = first ? document : new Map([["_id", id], ...[...document].filter(([name]) => name !== "_id")]);
  if (Array.isArray(id) || id instanceof BSONRegExp) {
    throw new CommandError("InvalidIdField", `The '_id' value cannot be of type ${typeName(id)}`);
  }
  requireNames(whole);
  const body = first && received ? received : encode(whole);
  if (body.length > MAX_DOCUMENT_BYTES) {
    throw new CommandError(
      "BSONObjectTooLarge",
      `object to insert too large. size in bytes: ${body.length}, max size: ${MAX_DOCUMENT_BYTES}`,
    );
  }
  return { document: whole, body };
}

interface Change {
  readonly path: readonly string[];
  readonly operator: Operator;
  readonly operand: Value;
}

function changesOf(name: string, fields: Value): Change[] {
  if (!name.startsWith("$")) {
    throw new CommandError(
      "FailedToParse",
      `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update`,
    );
  }
  const operator = OPERATORS[name];
  if (!operator) return refuse(`the update operator ${name}`);
  if (!isDoc(fields)) {
    throw new CommandError(
      "FailedToParse",
      `Modifiers operate on fields but we found type ${typeof fields} instead. For example: {$mod: {<field>: ...}}`,
    );
  }
  return [...fields].map(([path, operand]) => {
    const steps = path.split(".");
    if (steps.includes("")) {
      throw new CommandError(
        "EmptyFieldName",
        `The update path '${path}' contains an empty field name, which is not allowed.`,
      );
    }
    for (const step of steps) {
      if (step === "$") refuse("the positional operator $ (arrayFilters do the same)");
      if (step.startsWith("$") && !/^\$\[[a-zA-Z0-9]*\]$/.test(step)) {
        throw new CommandError(
          "DollarPrefixedFieldName",
          `The dollar ($) prefixed field '${step}' in '${path}' is not valid for storage.`,
        );
      }
    }
    return { path: steps, operator, operand };
  });
}

function requireIndependent(changes: readonly Change[]): void {
  for (const [place, { path }] of changes.entries()) {
    for (const other of changes.slice(0, place)) {
      const length = Math.min(path.length, other.path.length);
      if (path.slice(0, length).join(".") !== other.path.slice(0, length).join(".")) continue;
      const shared = path.slice(0, length).join(".");
      throw new CommandError(
        "ConflictingUpdateOperators",
        `Updating the path '${path.join(".")}' would create a conflict at '${shared}'`,
      );
    }
  }
}

/** MongoDB 5+ applies the changes in this order, whatever the order of operators: numbers by value, then names. */
function comparePaths(a: readonly string[], b: readonly string[]): number {
  for (const [place, left] of a.entries()) {
    const right = b[place];
    if (right === undefined) return 1;
    if (left === right) continue;
    const numbers = [left, right].map((step) => (/^\d+$/.test(step) ? Number(step) : Number.POSITIVE_INFINITY));
    const [x = 0, y = 0] = numbers;
    return x === y ? Buffer.compare(Buffer.from(left), Buffer.from(right)) : x - y;
  }
  return a.length - b.length;
}

function replaceWith(update: Doc, names: readonly string[]): Update {
  const operator = names.find((name) => name.startsWith("$"));
  if (operator) {
    throw new CommandError(
      "DollarPrefixedFieldName",
      `The dollar ($) prefixed field '${operator}' in '${operator}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
    );
  }
  return {
    replacement: true,
    apply: (document) => {
      const id = update.get("_id") ?? document.get("_id");
      const fields = [...update].filter(([name]) => name !== "_id");
      return new Map(id === undefined ? fields : [["_id", id], ...fields]);
    },
  };
}

function compileArrayFilters(arrayFilters: Value | undefined): Filters {
  const filters = new Map<string, Condition>();
  for (const filter of Array.isArray(arrayFilters) ? arrayFilters : []) {
    if (!isDoc(filter)) throw new CommandError("TypeMismatch", "each array filter must be an object");
    const names = new Set(identifiers(filter));
    const [name] = names;
    if (names.size !== 1 || name === undefined) {
      throw new CommandError("FailedToParse", "Error parsing array filter: Expected a single top-level field name");
    }
    if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) {
      throw new CommandError(
        "BadValue",
        `Error parsing array filter: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${name}'`,
      );
    }
    if (filters.has(name)) {
      throw new CommandError(
        "FailedToParse",
        `Found multiple array filters with the same top-level field name ${name}`,
      );
    }
    filters.set(name, compileFilter(filter));
  }
  return filters;
}

function identifiers(filter: Doc): string[] {
  return [...filter].flatMap(([name, operand]) =>
    name.startsWith("$") && Array.isArray(operand)
      ? operand.flatMap((item) => (isDoc(item) ? identifiers(item) : []))
      : [name.split(".")[0] ?? ""],
  );
}

function equalities(filter: Doc): [string, Value][] {
  return [...filter].flatMap(([name, operand]): [string, Value][] => {
    if (
      (name === "$and" || (name === "$or" && Array.isArray(operand) && operand.length === 1)) &&
      Array.isArray(operand)
    ) {
      return operand.flatMap((item) => (isDoc(item) ? equalities(item) : []));
    }
    if (name.startsWith("$")) return [];
    if (!isDoc(operand) || !operand.keys().next().value?.startsWith("$")) {
      return operand instanceof BSONRegExp ? [] : [[name, operand]];
    }
    const equal = operand.get("$eq");
    const all = operand.get("$all");
    if (equal !== undefined) return [[name, equal]];
    return Array.isArray(all) && all.length === 1 && all[0] !== undefined && !isDoc(all[0]) ? [[name, all[0]]] : [];
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
