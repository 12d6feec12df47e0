import { BSONRegExp, ObjectId } from "bson";
import { type Doc, encodeStored, isDoc, isOperators, typeName, type Value } from "./bson";
import { fail, refuse } from "./errors";
import { compileFilter } from "./match";
import { OPERATORS, type Operator } from "./update-operators";

/** A compiled update: the document that it makes of a document. */
export type Update = (document: Doc, isInserting: boolean) => Doc;

/** Compiles the `u` of an update: operators of the portable subset. */
export function compileUpdate(update: Value | undefined, arrayFilters: Value | undefined): Update {
  if (Array.isArray(update)) return refuse("update pipelines");
  if (!isDoc(update)) return fail("FailedToParse", "Update argument must be either an object or an array");
  if (!isOperators(update)) return refuse("updates by a whole document (use $set and $unset)");
  const filters = compileArrayFilters(arrayFilters);
  const changes = [...update].flatMap(([operator, fields]) => changesOf(operator, fields, filters));
  requireIndependent(changes);
  for (const name of filters.keys())
    if (!changes.some((change) => change.path.includes(`$[${name}]`)))
      fail("FailedToParse", `The array filter for identifier '${name}' was not used in the update`);
  const ordered = changes.toSorted((a, b) => comparePaths(a.path, b.path));
  return (document, isInserting) =>
    ordered
      .filter(({ operator }) => isInserting || !operator.insertOnly)
      .reduce((changed, change) => changedField(changed, change.path, change), document);
}

/** The document an upsert starts from: the fields that the filter says are equal to something. */
export function upsertBase(filter: Doc): Doc {
  return equalities(filter).reduce<Doc>((base, [path, operand]) => {
    const apply: Operator["apply"] = (current) =>
      current === undefined
        ? operand
        : fail("BadValue", `cannot infer query fields to set, '${path}' is matched twice`);
    const steps = path.split(".");
    return changedField(base, steps, { path: steps, operator: { apply }, operand, filters: new Map() });
  }, new Map());
}

/** The document and its bytes as stored: `_id` first, made when missing. Throws when MongoDB would not store it. */
export function finished(document: Doc): { document: Doc; body: Buffer } {
  const id = document.get("_id") ?? (document.has("_id") ? null : new ObjectId());
  const whole: Doc = new Map([["_id", id], ...document, ["_id", id]]);
  if (Array.isArray(id) || id instanceof BSONRegExp)
    fail("InvalidIdField", `The '_id' value cannot be of type ${typeName(id)}`);
  requireNames(whole);
  return { document: whole, body: encodeStored(whole) };
}

type Path = readonly string[];

/** The tests of the `arrayFilters`, by identifier. */
type Filters = ReadonlyMap<string, (document: Doc) => boolean>;

interface Change {
  readonly path: Path;
  readonly operator: Operator;
  readonly operand: Value;
  readonly filters: Filters;
}

const MAX_PADDING = 1_500_000;

/** The value with every place changed that the rest of the path names; undefined where nothing is to be. */
function changed(value: Value | undefined, path: Path, change: Change): Value | undefined {
  const [step] = path;
  const { operator, operand, filters } = change;
  if (step === undefined) return operator.apply(value, operand, change.path.join("."));
  if (step.startsWith("$[")) {
    if (!Array.isArray(value)) return fail("BadValue", "Cannot apply array updates to non-array element");
    const name = step.slice(2, -1);
    const test = filters.get(name);
    if (name !== "" && !test) return fail("BadValue", `No array filter found for identifier '${name}'`);
    const isMeant = (element: Value): boolean => !test || test(new Map([[name, element]]));
    return value.map((element) => (isMeant(element) ? (changed(element, path.slice(1), change) ?? null) : element));
  }
  if (isDoc(value)) return changedField(value, path, change);
  if (value === undefined) return operator.createsNothing ? undefined : changedField(new Map(), path, change);
  if (Array.isArray(value) && /^(0|[1-9]\d*)$/.test(step)) return changedElement(value, path, change);
  return operator.isTolerant ? value : fail("PathNotViable", `Cannot create field '${step}' in a ${typeName(value)}`);
}

function changedField(document: Doc, path: Path, change: Change): Doc {
  const [step = ""] = path;
  if (step.startsWith("$[")) fail("BadValue", "Cannot apply array updates to non-array element");
  const value = changed(document.get(step), path.slice(1), change);
  const result = new Map(document);
  if (value === undefined) result.delete(step);
  else result.set(step, value);
  return result;
}

/** An element that is removed becomes null; what is missing before one past the end is null. */
function changedElement(array: readonly Value[], path: Path, change: Change): Value[] {
  const index = Number(path[0]);
  const value = changed(array[index], path.slice(1), change);
  if (value === undefined && index >= array.length) return [...array];
  const missing = Math.max(index - array.length, 0);
  if (missing > MAX_PADDING) fail("BadValue", `can't backfill more than ${MAX_PADDING} elements`);
  return [...array, ...Array<null>(missing).fill(null)].toSpliced(index, 1, value ?? null);
}

function changesOf(name: string, fields: Value, filters: Filters): Change[] {
  const operator = OPERATORS[name] ?? refuse(`the update operator ${name}`);
  if (!isDoc(fields)) return fail("FailedToParse", `Modifiers operate on fields but ${name} has a ${typeName(fields)}`);
  return [...fields].map(([field, operand]) => {
    const path = field.split(".");
    if (path.includes("")) fail("EmptyFieldName", `The update path '${field}' contains an empty field name`);
    if (path.some((step) => step.startsWith("$") && !/^\$\[[a-zA-Z0-9]*\]$/.test(step)))
      refuse(`the path ${field} (arrayFilters do what the positional operator does)`);
    return { path, operator, operand, filters };
  });
}

function requireIndependent(changes: readonly Change[]): void {
  for (const [place, { path }] of changes.entries()) {
    const other = changes.slice(0, place).find((one) => one.path.every((step, at) => (path[at] ?? step) === step));
    if (other)
      fail("ConflictingUpdateOperators", `'${path.join(".")}' would create a conflict at '${other.path.join(".")}'`);
  }
}

/** MongoDB 5+ applies the changes in this order, whatever the order of operators: numbers by value, then names. */
function comparePaths(a: Path, b: Path): number {
  const place = a.findIndex((step, index) => step !== b[index]);
  const [left = "", right = ""] = [a[place], b[place]];
  const number = (step: string): number => (/^\d+$/.test(step) ? Number(step) : Number.MAX_VALUE);
  return number(left) - number(right) || Buffer.compare(Buffer.from(left), Buffer.from(right));
}

function compileArrayFilters(arrayFilters: Value | undefined): Filters {
  const filters = new Map<string, (document: Doc) => boolean>();
  for (const filter of Array.isArray(arrayFilters) ? arrayFilters : []) {
    if (!isDoc(filter)) return fail("TypeMismatch", "each array filter must be an object");
    const names = new Set(identifiers(filter));
    const [name = ""] = names;
    if (names.size !== 1 || filters.has(name) || !/^[a-z][a-zA-Z0-9]*$/.test(name))
      fail("FailedToParse", "Error parsing array filter: each must have one field name, not that of another");
    filters.set(name, compileFilter(filter).test);
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
