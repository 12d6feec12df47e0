import { Double } from "bson";
import { add, combine, isNumeric, type Numeric, toDouble } from "./arithmetic";
import { type Doc, isDoc, typeName, type Value } from "./bson";
import { truthy } from "./match";
import { compare } from "./order";
import { CommandError, refuse } from "./refusal";

/** A compiled aggregation expression; undefined is MongoDB's "missing". */
export type Expression = (document: Doc) => Value | undefined;

/** Compiles an expression: a field path, `$$ROOT`, a literal, a document of expressions, or one of a few operators. */
export function compileExpression(spec: Value): Expression {
  if (typeof spec === "string" && spec.startsWith("$")) return variable(spec);
  if (Array.isArray(spec)) {
    const items = spec.map(compileExpression);
    return (document) => items.map((item) => item(document) ?? null);
  }
  if (!isDoc(spec)) return () => spec;
  const [entry] = spec;
  if (entry?.[0].startsWith("$")) {
    if (spec.size > 1) throw new CommandError("FailedToParse", "an expression must have exactly one operator");
    return operator(entry[0], entry[1]);
  }
  const fields = [...spec].map(([name, item]) => ({ name, value: compileExpression(item) }));
  return (document) => {
    const result: Doc = new Map();
    for (const { name, value } of fields) {
      const item = value(document);
      if (item !== undefined) result.set(name, item);
    }
    return result;
  };
}

/** The value at a dotted path; through an array it is the array of what its documents have there. */
function fieldAt(value: Value | undefined, steps: readonly string[]): Value | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (isDoc(value)) return fieldAt(value.get(step), rest);
  if (!Array.isArray(value)) return undefined;
  return value
    .map((item) => (Array.isArray(item) || isDoc(item) ? fieldAt(item, steps) : undefined))
    .filter((item) => item !== undefined);
}

function variable(spec: string): Expression {
  if (!spec.startsWith("$$")) {
    const steps = spec.slice(1).split(".");
    return (document) => fieldAt(document, steps);
  }
  const [name, ...steps] = spec.slice(2).split(".");
  if (name !== "ROOT" && name !== "CURRENT") return refuse(`the aggregation variable ${spec}`);
  return (document) => fieldAt(document, steps);
}

type Operands = readonly Expression[];

function operator(name: string, spec: Value): Expression {
  if (name === "$literal") return () => spec;
  if (name === "$cond") return condition(spec);
  if (name === "$switch") return branch(spec);
  const compile = OPERATORS[name];
  if (!compile) return refuse(`the aggregation operator ${name}`);
  const operands = (Array.isArray(spec) ? spec : [spec]).map(compileExpression);
  const [least, most] = compile.takes;
  if (operands.length < least || operands.length > most) {
    throw new CommandError(
      "BadValue",
      `Expression ${name} takes ${least === most ? `exactly ${least}` : `at least ${least}`} arguments. ${operands.length} were passed in.`,
    );
  }
  return compile.make(operands);
}

const MANY = Number.POSITIVE_INFINITY;

const OPERATORS: Readonly<
  Record<string, { takes: readonly [number, number]; make: (operands: Operands) => Expression }>
> = {
  $ifNull: { takes: [2, MANY], make: ifNull },
  $eq: comparing((order) => order === 0),
  $ne: comparing((order) => order !== 0),
  $gt: comparing((order) => order > 0),
  $gte: comparing((order) => order >= 0),
  $lt: comparing((order) => order < 0),
  $lte: comparing((order) => order <= 0),
  $and: { takes: [0, MANY], make: (all) => (document) => all.every((one) => truthy(one(document))) },
  $or: { takes: [0, MANY], make: (all) => (document) => all.some((one) => truthy(one(document))) },
  $not: {
    takes: [1, 1],
    make:
      ([one]) =>
      (document) =>
        !truthy(one?.(document)),
  },
  $in: { takes: [2, 2], make: isIn },
  $add: { takes: [0, MANY], make: (all) => folded(all, "$add", sum) },
  $multiply: { takes: [0, MANY], make: (all) => folded(all, "$multiply", product) },
  $subtract: { takes: [2, 2], make: subtract },
  $divide: { takes: [2, 2], make: divide },
  $sum: { takes: [1, MANY], make: total },
  $size: { takes: [1, 1], make: size },
  $slice: { takes: [2, 3], make: slice },
  $concat: { takes: [0, MANY], make: concat },
};

function comparing(accepts: (order: number) => boolean): (typeof OPERATORS)[string] {
  return {
    takes: [2, 2],
    make:
      ([a, b]) =>
      (document) =>
        accepts(compare(a?.(document), b?.(document))),
  };
}

function condition(spec: Value): Expression {
  const parts = isDoc(spec) ? ["if", "then", "else"].map((name) => spec.get(name)) : Array.isArray(spec) ? spec : [];
  const [test, yes, no] = parts.map((part) => (part === undefined ? undefined : compileExpression(part)));
  if (!test || !yes || !no || parts.length !== 3 || (isDoc(spec) && spec.size !== 3)) {
    throw new CommandError("BadValue", "$cond takes exactly if, then and else");
  }
  return (document) => (truthy(test(document)) ? yes(document) : no(document));
}

function branch(spec: Value): Expression {
  const list = isDoc(spec) ? spec.get("branches") : undefined;
  if (!isDoc(spec) || !Array.isArray(list) || list.length === 0) {
    throw new CommandError("BadValue", "$switch requires at least one branch.");
  }
  const cases = list.map((item) => {
    const test = isDoc(item) ? item.get("case") : undefined;
    const then = isDoc(item) ? item.get("then") : undefined;
    if (test === undefined || then === undefined)
      throw new CommandError("BadValue", "$switch requires each branch have a 'case' and a 'then' expression");
    return { test: compileExpression(test), result: compileExpression(then) };
  });
  const fallback = spec.get("default");
  const otherwise = fallback === undefined ? undefined : compileExpression(fallback);
  return (document) => {
    const hit = cases.find(({ test }) => truthy(test(document)))?.result ?? otherwise;
    if (!hit)
      throw new CommandError(
        "BadValue",
        "$switch could not find a matching branch for an input, and no default was specified.",
      );
    return hit(document);
  };
}

function ifNull(operands: Operands): Expression {
  return (document) => {
    let value: Value | undefined;
    for (const operand of operands) {
      value = operand(document);
      if (value !== undefined && value !== null) return value;
    }
    return value;
  };
}

function isIn([item, list]: Operands): Expression {
  return (document) => {
    const array = list?.(document);
    if (!Array.isArray(array))
      throw new CommandError("BadValue", `$in requires an array as a second argument, found: ${typeName(array)}`);
    const wanted = item?.(document);
    return array.some((one) => compare(one, wanted) === 0);
  };
}

function folded(operands: Operands, name: string, fold: (a: Numeric, b: Numeric) => Numeric): Expression {
  return (document) => {
    let result: Numeric | undefined;
    for (const operand of operands) {
      const value = operand(document) ?? null;
      if (value === null) return null;
      if (!isNumeric(value)) return wrongType(name, value);
      result = result === undefined ? value : fold(result, value);
    }
    return result ?? (name === "$multiply" ? 1 : 0);
  };
}

function wrongType(name: string, value: Value): never {
  if (value instanceof Date) return refuse(`${name} of dates (only $subtract)`);
  throw new CommandError("TypeMismatch", `${name} only supports numeric types, not ${typeName(value)}`);
}

function sum(a: Numeric, b: Numeric): Numeric {
  return add(a, b) ?? new Double(toDouble(a) + toDouble(b));
}

function product(a: Numeric, b: Numeric): Numeric {
  const result = combine(
    a,
    b,
    (x, y) => x * y,
    (x, y) => x * y,
  );
  return result ?? new Double(toDouble(a) * toDouble(b));
}

/** Numbers, or two dates: then the milliseconds between them as int64. */
function subtract([left, right]: Operands): Expression {
  return (document) => {
    const [a, b] = [left?.(document) ?? null, right?.(document) ?? null];
    if (a === null || b === null) return null;
    if (a instanceof Date && b instanceof Date) return BigInt(a.getTime() - b.getTime());
    if (a instanceof Date && isNumeric(b)) return new Date(a.getTime() - Math.round(toDouble(b)));
    if (!isNumeric(a)) return wrongType("$subtract", a);
    if (!isNumeric(b)) return wrongType("$subtract", b);
    const result = combine(
      a,
      b,
      (x, y) => x - y,
      (x, y) => x - y,
    );
    return result ?? new Double(toDouble(a) - toDouble(b));
  };
}

function divide([left, right]: Operands): Expression {
  return (document) => {
    const [a, b] = [left?.(document) ?? null, right?.(document) ?? null];
    if (a === null || b === null) return null;
    if (!isNumeric(a) || !isNumeric(b)) return wrongType("$divide", isNumeric(a) ? b : a);
    if (toDouble(b) === 0) throw new CommandError("BadValue", "can't $divide by zero");
    return new Double(toDouble(a) / toDouble(b));
  };
}

/** `$sum` as an expression: numbers among the operands (of one array operand: among its elements), others ignored. */
function total(operands: Operands): Expression {
  return (document) => {
    const values = operands.map((operand) => operand(document));
    const [only] = values;
    const items = values.length === 1 && Array.isArray(only) ? only : values;
    return items.filter(isNumeric).reduce<Numeric>(sum, 0);
  };
}

function size([operand]: Operands): Expression {
  return (document) => {
    const value = operand?.(document);
    if (!Array.isArray(value))
      throw new CommandError("BadValue", `The argument to $size must be an array, but was of type: ${typeName(value)}`);
    return value.length;
  };
}

function slice(operands: Operands): Expression {
  return (document) => {
    const [array, ...numbers] = operands.map((operand) => operand(document) ?? null);
    if (array === null || array === undefined || numbers.includes(null)) return null;
    const [first, second] = numbers.map((number) =>
      number !== undefined && isNumeric(number) ? toDouble(number) : Number.NaN,
    );
    if (
      !Array.isArray(array) ||
      first === undefined ||
      !Number.isInteger(first) ||
      (second !== undefined && !(second > 0))
    ) {
      throw new CommandError("BadValue", "$slice takes an array, a position and a positive count");
    }
    if (second === undefined) return first < 0 ? array.slice(first) : array.slice(0, first);
    const start = first < 0 ? Math.max(0, array.length + first) : first;
    return array.slice(start, start + second);
  };
}

function concat(operands: Operands): Expression {
  return (document) => {
    const values = operands.map((operand) => operand(document) ?? null);
    if (values.includes(null)) return null;
    return values
      .map((value) =>
        typeof value === "string" ? value : fail(`$concat only supports strings, not ${typeName(value)}`),
      )
      .join("");
  };
}

function fail(message: string): never {
  throw new CommandError("BadValue", message);
}
