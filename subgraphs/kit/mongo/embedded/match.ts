import { BSONRegExp } from "bson";
import { type Doc, isDoc, isOperators, type Value } from "./bson";
import { fail, refuse } from "./errors";
import { type Leaf, reaches } from "./paths";
import { compared, equalTo, NOT_NULL, oneOf, type Range, startingWith, within } from "./ranges";
import { truthy, wholeOf } from "./values";

/**
 * A compiled filter. Beside the test it keeps what planning can use: `bounds` must all hold; of each of the
 * `alternatives` (an `$or`) one condition must hold.
 */
export interface Condition {
  readonly test: (document: Doc) => boolean;
  readonly bounds: readonly Bound[];
  readonly alternatives: readonly (readonly Condition[])[];
}

/** What some value at the path must be; `$exists` holds for null too, but the ranges are those of other values. */
export interface Bound {
  readonly path: string;
  readonly ranges: readonly Range[];
  readonly isExistence: boolean;
}

/** Compiles a filter of the portable subset; anything outside it is refused. */
export function compileFilter(filter: Doc): Condition {
  return every([...filter].map(([name, operand]) => (name.startsWith("$") ? logical : field)(name, operand)));
}

/** Compiles the condition of `$pull` on one element: operators, a filter for documents, or a value to equal. */
export function compileElementTest(operand: Value): (element: Value) => boolean {
  if (isOperators(operand)) return elementTest(compileOperators(operand, ""));
  if (!isDoc(operand)) return within(operand instanceof BSONRegExp ? startingWith(operand) : equalTo(operand));
  const { test } = compileFilter(operand);
  return (element) => isDoc(element) && test(element);
}

type Test = (value: Value | undefined) => boolean;
/** Whether some value that the path reaches passes; on an element of `$elemMatch` the value is the element itself. */
type Probe = (leaf: Leaf, test: Test) => boolean;

/** The operators on one field. */
interface Operators {
  readonly holds: (probe: Probe) => boolean;
  readonly bounds: readonly Bound[];
}

function every(conditions: readonly Condition[]): Condition {
  return {
    test: (document) => conditions.every(({ test }) => test(document)),
    bounds: conditions.flatMap(({ bounds }) => bounds),
    alternatives: conditions.flatMap(({ alternatives }) => alternatives),
  };
}

function logical(name: string, operand: Value): Condition {
  if (!["$and", "$or", "$nor"].includes(name)) return refuse(`the query operator ${name}`);
  if (!Array.isArray(operand) || operand.length === 0) return fail("BadValue", `${name} must be a nonempty array`);
  const conditions = operand.map((item) =>
    isDoc(item) ? compileFilter(item) : fail("BadValue", `${name} argument's entries must be objects`),
  );
  if (name === "$and") return every(conditions);
  const any = (document: Doc): boolean => conditions.some(({ test }) => test(document));
  if (name === "$or") return { test: any, bounds: [], alternatives: [conditions] };
  return { test: (document) => !any(document), bounds: [], alternatives: [] };
}

function field(path: string, operand: Value): Condition {
  const steps = path.split(".");
  const { holds, bounds } = compileOperators(isOperators(operand) ? operand : new Map([equality(operand)]), path);
  const test = (document: Doc): boolean => holds((leaf, accepts) => reaches(document, steps, leaf, accepts));
  return { test, bounds, alternatives: [] };
}

/** What a value stands for where operators could be. */
function equality(operand: Value): [string, Value] {
  return [operand instanceof BSONRegExp ? "$regex" : "$eq", operand];
}

function compileOperators(spec: Doc, path: string): Operators {
  return allOf([...spec].map(([operator, operand]) => compileOperator(operator, operand, path)));
}

function allOf(parts: readonly Operators[]): Operators {
  return {
    holds: (probe) => parts.every(({ holds }) => holds(probe)),
    bounds: parts.flatMap(({ bounds }) => bounds),
  };
}

function compileOperator(operator: string, operand: Value, path: string): Operators {
  const bound = (ranges: readonly Range[]): Operators => {
    const accepts = within(ranges);
    return { holds: (probe) => probe("elements", accepts), bounds: [{ path, ranges, isExistence: false }] };
  };
  switch (operator) {
    case "$eq":
      return bound(equalTo(operand));
    case "$ne":
      if (operand instanceof BSONRegExp) return fail("BadValue", "Can't have regex as arg to $ne.");
      return negated(bound(equalTo(operand)));
    case "$in":
      return bound(oneOf(operator, operand));
    case "$nin":
      return negated(bound(oneOf(operator, operand)));
    case "$gt":
    case "$gte":
    case "$lt":
    case "$lte":
      return bound(compared(operator, operand));
    case "$exists": {
      const holds = (probe: Probe): boolean => probe("whole", (value) => value !== undefined);
      return truthy(operand) ? { holds, bounds: [{ path, ranges: NOT_NULL, isExistence: true }] } : negated({ holds });
    }
    case "$regex": {
      const expression = typeof operand === "string" ? new BSONRegExp(operand) : operand;
      return expression instanceof BSONRegExp
        ? bound(startingWith(expression))
        : fail("BadValue", "$regex has to be a string");
    }
    case "$size": {
      const size = wholeOf(operand) ?? -1;
      if (size < 0) return fail("FailedToParse", "$size must be a whole number of at least zero");
      return onArray((array) => array.length === size);
    }
    case "$all":
      return all(operand, path);
    case "$not": {
      if (operand instanceof BSONRegExp) return negated(compileOperator("$regex", operand, path));
      if (!isOperators(operand)) return fail("BadValue", "$not needs a regex or operators");
      return negated(compileOperators(operand, path));
    }
    case "$elemMatch":
      return elementMatch(operand, path);
    default:
      return operator.startsWith("$")
        ? refuse(`the query operator ${operator}`)
        : fail("BadValue", `unknown operator: ${operator}`);
  }
}

function negated({ holds }: Pick<Operators, "holds">): Operators {
  return { holds: (probe) => !holds(probe), bounds: [] };
}

function onArray(accepts: (array: readonly Value[]) => boolean, bounds: readonly Bound[] = []): Operators {
  return { holds: (probe) => probe("whole", (value) => Array.isArray(value) && accepts(value)), bounds };
}

function all(operand: Value, path: string): Operators {
  if (!Array.isArray(operand)) return fail("BadValue", "$all needs an array");
  if (operand.length === 0) return { holds: () => false, bounds: [] };
  return allOf(
    operand.map((item) => {
      if (isDoc(item) && item.has("$elemMatch")) return compileOperators(item, path);
      return isOperators(item)
        ? fail("BadValue", "no $ expressions in $all")
        : compileOperator(...equality(item), path);
    }),
  );
}

function elementTest({ holds }: Operators): (element: Value) => boolean {
  return (element) => holds((_, test) => test(element));
}

function elementMatch(operand: Value, path: string): Operators {
  if (!isDoc(operand)) return fail("BadValue", "$elemMatch needs an Object");
  if (isOperators(operand) && !["$and", "$or", "$nor"].some((name) => operand.has(name))) {
    const operators = compileOperators(operand, path);
    const accepts = elementTest(operators);
    return onArray((array) => array.some(accepts), operators.bounds);
  }
  const { test, bounds } = compileFilter(operand);
  const accepts = (element: Value): boolean =>
    isDoc(element)
      ? test(element)
      : Array.isArray(element) && test(new Map(element.map((item, place) => [String(place), item])));
  return onArray(
    (array) => array.some(accepts),
    bounds.map((bound) => ({ ...bound, path: `${path}.${bound.path}` })),
  );
}
