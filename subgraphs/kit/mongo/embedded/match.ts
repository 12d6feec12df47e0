import { BSONRegExp } from "bson";
import { type Doc, isDoc, isOperators, type Value } from "./bson";
import { fail, refuse } from "./errors";
import { type Leaf, reaches } from "./paths";
import { compare, isBoundary, isNaNumber, rank, truthy, wholeOf } from "./values";

/**
 * A compiled filter. Beside the test it keeps what the planner can use: `and` are conditions that must all hold,
 * `or` are alternatives of which one must hold, `bound` says what a field's index entry must satisfy.
 */
export interface Condition {
  readonly test: (document: Doc) => boolean;
  readonly and?: readonly Condition[];
  readonly or?: readonly Condition[];
  readonly bound?: Bound;
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
  if (isOperators(operand)) return elementTest(compileOperators(operand, ""));
  if (!isDoc(operand)) return operand instanceof BSONRegExp ? prefixTest(operand) : equals(operand);
  const { test } = compileFilter(operand);
  return (element) => isDoc(element) && test(element);
}

/** The prefix of a regular expression that is an anchored prefix (`^abc`, `^abc.*`); every other one is refused. */
export function regexPrefix({ pattern, options }: BSONRegExp): string {
  const body = /^\^((?:[^\\.*+?()[\]{}|^$]|\\[^A-Za-z0-9])*)(?:\.\*)?$/su.exec(pattern)?.[1];
  if (body !== undefined && options === "") return body.replace(/\\(.)/gsu, "$1");
  return refuse(`the regular expression /${pattern}/${options} (only anchored prefixes: /^text/)`);
}

type Test = (value: Value | undefined) => boolean;
/** Whether some value that the path reaches passes; on an element of `$elemMatch` the value is the element itself. */
type Probe = (leaf: Leaf, test: Test) => boolean;
type Predicate = (probe: Probe) => boolean;

interface Compiled {
  readonly predicates: readonly Predicate[];
  readonly bounds: readonly Bound[];
}

function conjunction(conditions: readonly Condition[]): Condition {
  const [only] = conditions;
  if (only && conditions.length === 1) return only;
  return { test: (document) => conditions.every((condition) => condition.test(document)), and: conditions };
}

function logical(name: string, operand: Value): Condition {
  if (!["$and", "$or", "$nor"].includes(name)) return refuse(`the query operator ${name}`);
  if (!Array.isArray(operand) || operand.length === 0) return fail("BadValue", `${name} must be a nonempty array`);
  const conditions = operand.map((item) =>
    isDoc(item) ? compileFilter(item) : fail("BadValue", `${name} argument's entries must be objects`),
  );
  if (name === "$and") return conjunction(conditions);
  const any = (document: Doc): boolean => conditions.some((one) => one.test(document));
  return name === "$or" ? { test: any, or: conditions } : { test: (document) => !any(document) };
}

function field(path: string, operand: Value): Condition {
  const steps = path.split(".");
  const equality = operand instanceof BSONRegExp ? "$regex" : "$eq";
  const { predicates, bounds } = compileOperators(
    isOperators(operand) ? operand : new Map([[equality, operand]]),
    path,
  );
  const test = (document: Doc): boolean =>
    predicates.every((holds) => holds((leaf, accepts) => reaches(document, steps, leaf, accepts)));
  return { test, and: bounds.map((bound) => ({ test, bound })) };
}

function compileOperators(spec: Doc, path: string): Compiled {
  const all = [...spec].map(([operator, operand]) => compileOperator(operator, operand, path));
  return { predicates: all.flatMap((one) => one.predicates), bounds: all.flatMap((one) => one.bounds) };
}

function compileOperator(operator: string, operand: Value, path: string): Compiled {
  const bounded = (test: Test, leaf: Leaf = "elements"): Compiled => ({
    predicates: [(probe) => probe(leaf, test)],
    bounds: [{ path, operator, operand }],
  });
  const plain = (predicate: Predicate): Compiled => ({ predicates: [predicate], bounds: [] });
  switch (operator) {
    case "$eq":
      return bounded(equals(operand));
    case "$ne":
      if (operand instanceof BSONRegExp) return fail("BadValue", "Can't have regex as arg to $ne.");
      return plain((probe) => !probe("elements", equals(operand)));
    case "$in":
      return bounded(oneOf(operator, operand));
    case "$nin": {
      const test = oneOf(operator, operand);
      return plain((probe) => !probe("elements", test));
    }
    case "$gt":
    case "$gte":
    case "$lt":
    case "$lte":
      return bounded(comparison(operator, operand));
    case "$exists": {
      const exists: Test = (value) => value !== undefined;
      return truthy(operand) ? bounded(exists, "whole") : plain((probe) => !probe("whole", exists));
    }
    case "$regex": {
      const expression = typeof operand === "string" ? new BSONRegExp(operand) : operand;
      if (!(expression instanceof BSONRegExp)) return fail("BadValue", "$regex has to be a string");
      const bounds = [{ path, operator, operand: expression }];
      return { predicates: bounded(prefixTest(expression)).predicates, bounds };
    }
    case "$size": {
      const size = wholeOf(operand) ?? -1;
      if (size < 0) return fail("FailedToParse", "$size must be a whole number of at least zero");
      return plain((probe) => probe("whole", (value) => Array.isArray(value) && value.length === size));
    }
    case "$all":
      return all(operand, path);
    case "$not":
      return plain(not(operand, path));
    case "$elemMatch":
      return elementMatch(operand, path);
    default:
      return operator.startsWith("$")
        ? refuse(`the query operator ${operator}`)
        : fail("BadValue", `unknown operator: ${operator}`);
  }
}

function equals(operand: Value): Test {
  if (operand === null) return (value) => value === undefined || value === null;
  return (value) => value !== undefined && compare(value, operand) === 0;
}

/** Range operators compare within one type only; null and a missing field are equal. */
function comparison(operator: string, operand: Value): Test {
  if (operand instanceof BSONRegExp)
    return fail("BadValue", `Can't have RegEx as arg to predicate over field with ${operator}.`);
  const accepts = (order: number): boolean =>
    (order === 0 && operator.endsWith("e")) || (operator.startsWith("$g") ? order > 0 : order < 0);
  if (operand === null || isNaNumber(operand)) return operator.endsWith("e") ? equals(operand) : () => false;
  if (isBoundary(operand)) return (value) => accepts(compare(value ?? null, operand));
  return (value) => rank(value) === rank(operand) && !isNaNumber(value) && accepts(compare(value, operand));
}

function oneOf(operator: string, operand: Value): Test {
  if (!Array.isArray(operand)) return fail("BadValue", `${operator} needs an array`);
  if (operand.some(isOperators)) return fail("BadValue", `cannot nest $ under ${operator}`);
  const tests = operand.map((item) => (item instanceof BSONRegExp ? prefixTest(item) : equals(item)));
  return (value) => tests.some((test) => test(value));
}

function prefixTest(expression: BSONRegExp): Test {
  const prefix = regexPrefix(expression);
  return (value) => (typeof value === "string" ? value.startsWith(prefix) : compare(value, expression) === 0);
}

function all(operand: Value, path: string): Compiled {
  if (!Array.isArray(operand)) return fail("BadValue", "$all needs an array");
  const parts = operand.map((item) => {
    if (isDoc(item) && item.has("$elemMatch")) return compileOperators(item, path);
    if (isOperators(item)) return fail("BadValue", "no $ expressions in $all");
    return compileOperator(item instanceof BSONRegExp ? "$regex" : "$eq", item, path);
  });
  const nothing: Predicate[] = operand.length === 0 ? [() => false] : [];
  return {
    predicates: [...nothing, ...parts.flatMap((part) => part.predicates)],
    bounds: parts.flatMap((part) => part.bounds),
  };
}

function not(operand: Value, path: string): Predicate {
  if (!(operand instanceof BSONRegExp) && !isOperators(operand))
    return fail("BadValue", "$not needs a regex or operators");
  const { predicates } = isDoc(operand) ? compileOperators(operand, path) : compileOperator("$regex", operand, path);
  return (probe) => !predicates.every((holds) => holds(probe));
}

function elementTest({ predicates }: Compiled): (element: Value) => boolean {
  return (element) => predicates.every((holds) => holds((_, test) => test(element)));
}

function elementMatch(operand: Value, path: string): Compiled {
  if (!isDoc(operand)) return fail("BadValue", "$elemMatch needs an Object");
  const ofElement = (accepts: (element: Value) => boolean): readonly Predicate[] => [
    (probe) => probe("whole", (value) => Array.isArray(value) && value.some(accepts)),
  ];
  const [first = ""] = operand.keys();
  if (first.startsWith("$") && !["$and", "$or", "$nor"].includes(first)) {
    const compiled = compileOperators(operand, path);
    return { predicates: ofElement(elementTest(compiled)), bounds: compiled.bounds };
  }
  const inner = compileFilter(operand);
  const accepts = (element: Value): boolean =>
    isDoc(element)
      ? inner.test(element)
      : Array.isArray(element) && inner.test(new Map(element.map((item, place) => [String(place), item])));
  const bounds = boundsOf(inner).map((bound) => ({ ...bound, path: `${path}.${bound.path}` }));
  return { predicates: ofElement(accepts), bounds };
}

function boundsOf(condition: Condition): Bound[] {
  return condition.bound ? [condition.bound] : (condition.and ?? []).flatMap(boundsOf);
}
