import { Double } from "bson";
import { type Doc, isDoc, type Numeric, typeName, type Value } from "./bson";
import { fail, refuse } from "./errors";
import { arithmetic, compare, isNumeric, toDouble, truthy, wholeOf } from "./values";

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
  const fields = [...spec].map(([name, item]) => ({ name, value: compileExpression(item) }));
  return (document) =>
    new Map(fields.flatMap(({ name, value }) => present(value(document)).map((item): [string, Value] => [name, item])));
}

/** The sum of the numbers among the values: integers exactly, doubles with the rounding error carried along. */
export function sum(values: readonly (Value | undefined)[]): Numeric {
  let integers: Exclude<Numeric, Double> = 0;
  let [high, low] = [0, 0];
  const numbers = values.filter(isNumeric);
  for (const value of numbers) {
    if (!(value instanceof Double)) {
      const exact: Numeric | undefined = arithmetic("+", integers, value);
      if (exact === undefined || exact instanceof Double)
        return new Double(numbers.map(toDouble).reduce((all, one) => all + one));
      integers = exact;
      continue;
    }
    const next = high + value.value;
    if (Number.isFinite(next)) low += lost(high, value.value);
    high = next;
  }
  if (!numbers.some((value) => value instanceof Double)) return integers;
  const all = high + Number(integers);
  return new Double(Number.isFinite(all) ? all + (low + lost(high, Number(integers))) : all);
}

/** What rounding loses of a + b. */
function lost(a: number, b: number): number {
  const shared = a + b - a;
  return a - (a + b - shared) + (b - shared);
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
  if (name === "$literal") return () => operand;
  const known = OPERATORS[name] ?? refuse(`the aggregation operator ${name}`);
  const operands = operandsOf(name, operand).map(compileExpression);
  if (operands.length < known.least || operands.length > known.most)
    return fail("BadValue", `Expression ${name} does not take ${operands.length} arguments`);
  return (document) => known.run(operands.map((one) => () => one(document)));
}

function operandsOf(name: string, operand: Value): Value[] {
  if (Array.isArray(operand)) return operand;
  if (name !== "$cond" || !isDoc(operand)) return [operand];
  if (operand.size !== 3) return fail("BadValue", "$cond takes exactly if, then and else");
  return ["if", "then", "else"].map((part) => operand.get(part) ?? fail("BadValue", `Missing '${part}' of $cond`));
}

type Run = (operands: readonly (() => Value | undefined)[]) => Value | undefined;

function takes(least: number, most: number, run: Run): { least: number; most: number; run: Run } {
  return { least, most, run };
}

const MANY = Number.POSITIVE_INFINITY;

const OPERATORS: Readonly<Record<string, { least: number; most: number; run: Run }>> = {
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
  $add: takes(1, MANY, (all) => numbers("$add", all, (a, b) => arithmetic("+", a, b))),
  $multiply: takes(1, MANY, (all) => numbers("$multiply", all, (a, b) => arithmetic("*", a, b))),
  $subtract: takes(2, 2, subtract),
  $divide: takes(2, 2, (all) =>
    numbers("$divide", all, (a, b) =>
      toDouble(b) === 0 ? fail("BadValue", "can't $divide by zero") : new Double(toDouble(a) / toDouble(b)),
    ),
  ),
  $sum: takes(1, MANY, (all) => {
    const values = all.map((one) => one());
    return sum(values.length === 1 && Array.isArray(values[0]) ? values[0] : values);
  }),
  $size: takes(1, 1, ([list]) => arrayOf("$size", list?.()).length),
  $slice: takes(2, 2, ([list, count]) => {
    const [array, number] = [list?.() ?? null, count?.() ?? null];
    if (array === null || number === null) return null;
    const most = wholeOf(number) ?? fail("BadValue", "$slice takes an array and a whole number");
    return most < 0 ? arrayOf("$slice", array).slice(most) : arrayOf("$slice", array).slice(0, most);
  }),
  $concat: takes(0, MANY, (all) => {
    const values = all.map((one) => one() ?? null);
    if (values.includes(null)) return null;
    if (values.some((one) => typeof one !== "string")) return fail("BadValue", "$concat only supports strings");
    return values.join("");
  }),
};

function comparing(accepts: (order: number) => boolean): { least: number; most: number; run: Run } {
  return takes(2, 2, ([a, b]) => accepts(compare(a?.(), b?.())));
}

function arrayOf(name: string, value: Value | undefined): Value[] {
  return Array.isArray(value) ? value : fail("BadValue", `${name} requires an array, found: ${typeName(value)}`);
}

/** Folds numbers; null or missing among them makes null, and what int64 cannot hold is refused. */
function numbers(name: string, all: Parameters<Run>[0], fold: (a: Numeric, b: Numeric) => Numeric | undefined): Value {
  const values = all.map((one) => one() ?? null);
  if (values.includes(null)) return null;
  const checked = values.map((one) => (isNumeric(one) ? one : fail("TypeMismatch", `${name} of a ${typeName(one)}`)));
  return checked.reduce((a, b) => fold(a, b) ?? refuse(`${name} beyond int64`));
}

/** Of numbers, or of two dates: then the milliseconds between them as int64. */
function subtract(all: Parameters<Run>[0]): Value {
  const [a, b] = all.map((one) => one());
  if (a instanceof Date && b instanceof Date) return BigInt(a.getTime() - b.getTime());
  return numbers("$subtract", all, (x, y) => arithmetic("-", x, y));
}
