import { Double } from "bson";
import { type Doc, isDoc, type Numeric, typeName, type Value } from "./bson";
import { fail, refuse } from "./errors";
import { add, compare, isNumeric, toDouble, truthy, wholeOf } from "./values";

/** A compiled aggregation expression; undefined is MongoDB's "missing". */
export type Expression = (document: Doc) => Value | undefined;

/** Compiles an expression: a field path, `$$ROOT`, a literal, a document or array of expressions, or an operator. */
export function compileExpression(spec: Value): Expression {
  if (typeof spec === "string" && spec.startsWith("$")) return path(spec);
  if (Array.isArray(spec)) {
    const items = spec.map(compileExpression);
    return (document) => items.map((item) => item(document) ?? null);
  }
  if (!isDoc(spec)) return () => spec;
  const [first] = spec;
  if (first?.[0].startsWith("$")) return operator(spec, ...first);
  const fields = [...spec].map(([name, item]): [string, Expression] => [name, compileExpression(item)]);
  return (document) =>
    new Map(fields.flatMap(([name, value]) => present(value(document)).map((item): [string, Value] => [name, item])));
}

/** The sum of the numbers among the values: integers exactly, doubles with the rounding error carried along. */
export function sum(values: readonly (Value | undefined)[]): Numeric {
  const numbers = values.filter(isNumeric);
  const doubles = numbers.filter((value) => value instanceof Double);
  const integers = numbers
    .filter((value) => !(value instanceof Double))
    .reduce<Numeric | undefined>((all, one) => (all === undefined ? all : add(all, one)), 0);
  if (integers === undefined) return new Double(numbers.map(toDouble).reduce((all, one) => all + one));
  if (doubles.length === 0) return integers;
  let [total, lost] = [toDouble(integers), 0];
  for (const { value } of doubles) {
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return new Double(Number.isFinite(lost) ? total + lost : total);
}

function present(value: Value | undefined): Value[] {
  return value === undefined ? [] : [value];
}

function path(spec: string): Expression {
  const [first = "", ...steps] = spec.split(".");
  if (!first.startsWith("$$")) return (document) => fieldAt(document, [first.slice(1), ...steps]);
  return first === "$$ROOT" ? (document) => fieldAt(document, steps) : refuse(`the aggregation variable ${first}`);
}

/** The value at a dotted path; through an array it is the array of what its documents have there. */
function fieldAt(value: Value | undefined, steps: readonly string[]): Value | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (isDoc(value)) return fieldAt(value.get(step), rest);
  if (!Array.isArray(value)) return undefined;
  return value.flatMap((item) => present(fieldAt(item, steps)));
}

function operator(spec: Doc, name: string, operand: Value): Expression {
  if (spec.size > 1) return fail("FailedToParse", "an expression must have exactly one operator");
  if (name === "$cond" && isDoc(operand)) return refuse("$cond as a document (write a list)");
  const known = OPERATORS[name] ?? refuse(`the aggregation operator ${name}`);
  const operands = (Array.isArray(operand) ? operand : [operand]).map(compileExpression);
  if (operands.length < known.least || operands.length > known.most)
    return fail("BadValue", `Expression ${name} does not take ${operands.length} arguments`);
  return (document) => known.run(operands.map((one) => () => one(document)));
}

type Run = (operands: readonly (() => Value | undefined)[]) => Value | undefined;

interface Operator {
  readonly least: number;
  readonly most: number;
  readonly run: Run;
}

function takes(least: number, most: number, run: Run): Operator {
  return { least, most, run };
}

function comparing(accepts: (order: number) => boolean): Operator {
  return takes(2, 2, ([a, b]) => accepts(compare(a?.(), b?.())));
}

const MANY = Number.POSITIVE_INFINITY;

const OPERATORS: Readonly<Record<string, Operator>> = {
  $cond: takes(3, 3, ([test, yes, no]) => (truthy(test?.()) ? yes?.() : no?.())),
  $ifNull: takes(2, MANY, (all) => {
    for (const one of all.slice(0, -1)) {
      const value = one();
      if (value !== undefined && value !== null) return value;
    }
    return all.at(-1)?.();
  }),
  $eq: comparing((order) => order === 0),
  $ne: comparing((order) => order !== 0),
  $gt: comparing((order) => order > 0),
  $gte: comparing((order) => order >= 0),
  $lt: comparing((order) => order < 0),
  $lte: comparing((order) => order <= 0),
  $and: takes(0, MANY, (all) => all.every((one) => truthy(one()))),
  $or: takes(0, MANY, (all) => all.some((one) => truthy(one()))),
  $not: takes(1, 1, ([one]) => !truthy(one?.())),
  $in: takes(2, 2, ([item, list]) => {
    const wanted = item?.();
    return arrayOf("$in", list?.()).some((one) => compare(one, wanted) === 0);
  }),
  $sum: takes(1, MANY, (all) => {
    const values = all.map((one) => one());
    return sum(values.length === 1 && Array.isArray(values[0]) ? values[0] : values);
  }),
  $slice: takes(2, 2, ([list, count]) => {
    const [array, number] = [list?.() ?? null, count?.() ?? null];
    if (array === null || number === null) return null;
    const most = wholeOf(number) ?? fail("BadValue", "$slice takes an array and a whole number");
    return most < 0 ? arrayOf("$slice", array).slice(most) : arrayOf("$slice", array).slice(0, most);
  }),
};

function arrayOf(name: string, value: Value | undefined): Value[] {
  return Array.isArray(value) ? value : fail("BadValue", `${name} requires an array, found: ${typeName(value)}`);
}
