import { BSONRegExp, Double, MaxKey, MinKey } from "bson";
import { type Doc, isDoc, type Value } from "./bson";
import { compare, rank } from "./order";
import { asDoc, type Leaf, reaches } from "./path";
import { CommandError, refuse } from "./refusal";

/**
 * A compiled filter. Beside the test it keeps what the planner can use: `and` are conditions that must all hold,
 * `or` are alternatives of which one must hold, `bounds` says what a field's index entry must satisfy.
 */
export interface Condition {
  readonly test: (document: Doc) => boolean;
  readonly and?: readonly Condition[];
  readonly or?: readonly Condition[];
  readonly bounds?: Bound;
}

/** One comparison of a field: `$eq`, `$in`, `$gt`, `$gte`, `$lt`, `$lte`, `$regex` or `$exists`. */
export interface Bound {
  readonly path: string;
  readonly operator: string;
  readonly operand: Value;
}

/** Compiles a filter of the portable subset; anything outside it is refused. */
export function compileFilter(filter: Doc): Condition {
  return conjunction(
    [...filter].map(([name, operand]) => (name.startsWith("$") ? logical(name, operand) : field(name, operand))),
  );
}

/** Compiles the condition of `$pull` on one element: operators, a filter for documents, or a value to equal. */
export function compileElementTest(operand: Value): (element: Value) => boolean {
  if (isOperators(operand)) {
    const { predicates } = operators(operand, "");
    return (element) => predicates.every((holds) => holds((_, test) => test(element)));
  }
  if (isDoc(operand)) {
    const { test } = compileFilter(operand);
    return (element) => isDoc(element) && test(element);
  }
  const test = operand instanceof BSONRegExp ? prefixTest(operand) : equals(operand);
  return (element) => test(element);
}

/** The prefix of a regular expression that is an anchored prefix (`^abc`, `^abc.*`); every other one is refused. */
export function regexPrefix(expression: BSONRegExp): string {
  const body = /^\^((?:[^\\.*+?()[\]{}|^$]|\\[^A-Za-z0-9])*)(?:\.\*)?$/su.exec(expression.pattern)?.[1];
  if (body === undefined || expression.options !== "") {
    return refuse(
      `the regular expression /${expression.pattern}/${expression.options} (only anchored prefixes: /^text/)`,
    );
  }
  return body.replace(/\\(.)/gsu, "$1");
}

type Test = (value: Value | undefined) => boolean;
/** Whether some value that the path reaches passes; on an element of `$elemMatch` the value is the element itself. */
type Probe = (leaf: Leaf, test: Test) => boolean;
type Predicate = (probe: Probe) => boolean;

function conjunction(conditions: readonly Condition[]): Condition {
  const [only] = conditions;
  if (only && conditions.length === 1) return only;
  return { test: (document) => conditions.every((condition) => condition.test(document)), and: conditions };
}

function logical(name: string, operand: Value): Condition {
  if (name !== "$and" && name !== "$or" && name !== "$nor") return refuse(`the query operator ${name}`);
  if (!Array.isArray(operand) || operand.length === 0) {
    throw new CommandError("BadValue", `${name} must be a nonempty array`);
  }
  const conditions = operand.map((item) => {
    if (!isDoc(item)) throw new CommandError("BadValue", `${name} argument's entries must be objects`);
    return compileFilter(item);
  });
  if (name === "$and") return conjunction(conditions);
  if (name === "$or") return { test: (document) => conditions.some((one) => one.test(document)), or: conditions };
  return { test: (document) => !conditions.some((one) => one.test(document)) };
}

function field(path: string, operand: Value): Condition {
  const steps = path.split(".");
  const { predicates, bounds } = isOperators(operand)
    ? operators(operand, path)
    : operators(new Map([[operand instanceof BSONRegExp ? "$regex" : "$eq", operand]]), path);
  const test = (document: Doc): boolean =>
    predicates.every((holds) => holds((leaf, accepts) => reaches(document, steps, leaf, accepts)));
  const hints = bounds.map((bound): Condition => ({ test, bounds: bound }));
  return hints.length === 1 && hints[0] ? hints[0] : { test, and: hints };
}

function isOperators(operand: Value): operand is Doc {
  return isDoc(operand) && (operand.keys().next().value?.startsWith("$") ?? false);
}

interface Compiled {
  readonly predicates: Predicate[];
  readonly bounds: Bound[];
}

function operators(spec: Doc, path: string): Compiled {
  const compiled: Compiled = { predicates: [], bounds: [] };
  for (const [operator, operand] of spec) {
    if (operator === "$options") {
      if (!spec.has("$regex")) throw new CommandError("BadValue", "$options needs a $regex");
      continue;
    }
    const one = operator === "$regex" ? regex(operand, spec.get("$options"), path) : single(operator, operand, path);
    compiled.predicates.push(...one.predicates);
    compiled.bounds.push(...one.bounds);
  }
  return compiled;
}

function single(operator: string, operand: Value, path: string): Compiled {
  const bounded = (predicate: Predicate): Compiled => ({
    predicates: [predicate],
    bounds: [{ path, operator, operand }],
  });
  const plain = (predicate: Predicate): Compiled => ({ predicates: [predicate], bounds: [] });
  switch (operator) {
    case "$eq":
      return bounded(some("elements", equals(operand)));
    case "$ne":
      if (operand instanceof BSONRegExp) throw new CommandError("BadValue", "Can't have regex as arg to $ne.");
      return plain(none(some("elements", equals(operand))));
    case "$in":
      return bounded(some("elements", oneOf(operator, operand)));
    case "$nin":
      return plain(none(some("elements", oneOf(operator, operand))));
    case "$gt":
    case "$gte":
    case "$lt":
    case "$lte":
      return bounded(some("elements", comparison(operator, operand)));
    case "$exists": {
      const exists = some("whole", (value) => value !== undefined);
      return truthy(operand) ? bounded(exists) : plain(none(exists));
    }
    case "$size":
      return plain(some("whole", sizeTest(operand)));
    case "$all":
      return all(operand, path);
    case "$not":
      return plain(not(operand, path));
    case "$elemMatch":
      return elementMatch(operand, path);
    default:
      return operator.startsWith("$")
        ? refuse(`the query operator ${operator}`)
        : fail(`unknown operator: ${operator}`);
  }
}

function some(leaf: Leaf, test: Test): Predicate {
  return (probe) => probe(leaf, test);
}

function none(predicate: Predicate): Predicate {
  return (probe) => !predicate(probe);
}

function fail(message: string): never {
  throw new CommandError("BadValue", message);
}

/** Whether MongoDB takes a value for true: everything but false, null, zero and a missing field. */
export function truthy(value: Value | undefined): boolean {
  const number = value instanceof Double ? value.value : value;
  return !(number === undefined || number === null || number === false || number === 0 || number === 0n);
}

function equals(operand: Value): Test {
  if (operand === null) return (value) => value === undefined || value === null;
  return (value) => value !== undefined && compare(value, operand) === 0;
}

/** Range operators compare within one type only; null and a missing field are equal. */
function comparison(operator: string, operand: Value): Test {
  if (operand instanceof BSONRegExp) return fail(`Can't have RegEx as arg to predicate over field with ${operator}.`);
  const accepts = ACCEPTS[operator] ?? (() => false);
  if (operand === null) return operator.endsWith("e") ? equals(null) : () => false;
  if (operand instanceof MinKey || operand instanceof MaxKey) {
    return (value) => accepts(compare(value ?? null, operand));
  }
  if (isNaNumber(operand)) return operator.endsWith("e") ? equals(operand) : () => false;
  return (value) => rank(value) === rank(operand) && !isNaNumber(value) && accepts(compare(value, operand));
}

function isNaNumber(value: Value | undefined): boolean {
  return value instanceof Double && Number.isNaN(value.value);
}

const ACCEPTS: Readonly<Record<string, (order: number) => boolean>> = {
  $gt: (order) => order > 0,
  $gte: (order) => order >= 0,
  $lt: (order) => order < 0,
  $lte: (order) => order <= 0,
};

function oneOf(operator: string, operand: Value): Test {
  if (!Array.isArray(operand)) return fail(`${operator} needs an array`);
  const tests = operand.map((item) => {
    if (isOperators(item)) return fail(`cannot nest $ under ${operator}`);
    return item instanceof BSONRegExp ? prefixTest(item) : equals(item);
  });
  return (value) => tests.some((test) => test(value));
}

function prefixTest(expression: BSONRegExp): Test {
  const prefix = regexPrefix(expression);
  return (value) => (typeof value === "string" ? value.startsWith(prefix) : compare(value, expression) === 0);
}

function regex(operand: Value, options: Value | undefined, path: string): Compiled {
  if (options !== undefined && typeof options !== "string") return fail("$options has to be a string");
  const expression = operand instanceof BSONRegExp ? operand : new BSONRegExp(text(operand), options ?? "");
  if (options !== undefined && options !== expression.options) return refuse("$options beside a regular expression");
  return {
    predicates: [some("elements", prefixTest(expression))],
    bounds: [{ path, operator: "$regex", operand: expression }],
  };
}

function text(operand: Value): string {
  return typeof operand === "string" ? operand : fail("$regex has to be a string");
}

function sizeTest(operand: Value): Test {
  const size = Number(operand instanceof Double ? operand.value : operand);
  if (typeof operand === "string" || !Number.isInteger(size)) {
    throw new CommandError("FailedToParse", "Failed to parse $size. Expected an integer");
  }
  if (size < 0) throw new CommandError("FailedToParse", "$size may not be negative");
  return (value) => Array.isArray(value) && value.length === size;
}

function all(operand: Value, path: string): Compiled {
  if (!Array.isArray(operand)) return fail("$all needs an array");
  if (operand.length === 0) return { predicates: [() => false], bounds: [] };
  const parts = operand.map((item) => {
    if (isDoc(item) && item.has("$elemMatch")) return operators(item, path);
    if (isOperators(item)) return fail("no $ expressions in $all");
    return item instanceof BSONRegExp ? regex(item, undefined, path) : single("$eq", item, path);
  });
  return { predicates: parts.flatMap((part) => part.predicates), bounds: parts.flatMap((part) => part.bounds) };
}

function not(operand: Value, path: string): Predicate {
  if (operand instanceof BSONRegExp) return none(some("elements", prefixTest(operand)));
  if (!isDoc(operand)) return fail("$not needs a regex or a document");
  if (operand.size === 0) return fail("$not cannot be empty");
  const { predicates } = operators(operand, path);
  return (probe) => !predicates.every((holds) => holds(probe));
}

function elementMatch(operand: Value, path: string): Compiled {
  if (!isDoc(operand)) return fail("$elemMatch needs an Object");
  const first = operand.keys().next().value ?? "";
  if (isOperators(operand) && !["$and", "$or", "$nor"].includes(first)) {
    const { predicates, bounds } = operators(operand, path);
    const accepts = (element: Value): boolean => predicates.every((holds) => holds((_, test) => test(element)));
    const test: Test = (value) => Array.isArray(value) && value.some(accepts);
    return { predicates: [some("whole", test)], bounds };
  }
  const inner = compileFilter(operand);
  const accepts = (element: Value): boolean =>
    isDoc(element) ? inner.test(element) : Array.isArray(element) && inner.test(asDoc(element));
  return {
    predicates: [some("whole", (value) => Array.isArray(value) && value.some(accepts))],
    bounds: innerBounds(inner).map((bound) => ({ ...bound, path: `${path}.${bound.path}` })),
  };
}

function innerBounds(condition: Condition): Bound[] {
  if (condition.bounds) return [condition.bounds];
  return (condition.and ?? []).flatMap(innerBounds);
}
