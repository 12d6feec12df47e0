import { BSONRegExp, Double, MaxKey, MinKey } from "bson";
import { isOperators, type Value } from "./bson";
import { fail, refuse } from "./errors";
import { orderKey, rank } from "./values";

/** The values whose keys (see {@link orderKey}) are from `low` to below `high`; a point is one value. */
export interface Range {
  readonly low: Buffer;
  readonly high: Buffer;
  readonly isPoint: boolean;
}

/** Above every key. */
const END = Buffer.from([0xff]);

/** Every value but null. */
export const NOT_NULL: readonly Range[] = [
  { low: Buffer.alloc(0), high: orderKey(null), isPoint: false },
  { low: above(orderKey(null)), high: END, isPoint: false },
];

/** The values that equal one. */
export function equalTo(operand: Value): Range[] {
  const key = orderKey(operand);
  return [{ low: key, high: above(key), isPoint: true }];
}

/** The values that `$in` finds: those equal to an item, and the texts that start as a regular expression says. */
export function oneOf(operator: string, operand: Value): Range[] {
  if (!Array.isArray(operand)) return fail("BadValue", `${operator} needs an array`);
  if (operand.some(isOperators)) return fail("BadValue", `cannot nest $ under ${operator}`);
  return operand.flatMap((item) => (item instanceof BSONRegExp ? startingWith(item) : equalTo(item)));
}

/** The texts that start as the expression says, and the expression itself. */
export function startingWith(expression: BSONRegExp): Range[] {
  // Without the mark of its end the key of a text begins the keys of all texts that begin so; no byte of UTF-8 is 255.
  const low = orderKey(regexPrefix(expression)).subarray(0, -2);
  return [{ low, high: Buffer.concat([low, END]), isPoint: false }, ...equalTo(expression)];
}

/** The values that `$gt`, `$gte`, `$lt` or `$lte` finds: of the operand's type only, and NaN only for itself. */
export function compared(operator: string, operand: Value): Range[] {
  if (operand instanceof BSONRegExp)
    return fail("BadValue", `Can't have RegEx as arg to predicate over field with ${operator}.`);
  const withEqual = operator.endsWith("e");
  const isNaNumber = operand instanceof Double && Number.isNaN(operand.value);
  if (operand === null || isNaNumber) return withEqual ? equalTo(operand) : [];
  const key = orderKey(operand);
  const ofAllTypes = operand instanceof MinKey || operand instanceof MaxKey;
  const least = rank(operand) === rank(0) ? above(orderKey(new Double(Number.NaN))) : Buffer.from([rank(operand)]);
  const [lowest, highest] = ofAllTypes ? [Buffer.alloc(0), END] : [least, Buffer.from([rank(operand) + 1])];
  if (operator.startsWith("$g")) return [{ low: withEqual ? key : above(key), high: highest, isPoint: false }];
  return [{ low: lowest, high: withEqual ? above(key) : key, isPoint: false }];
}

/** A test for values within the ranges; a missing one counts as null. */
export function within(ranges: readonly Range[]): (value: Value | undefined) => boolean {
  const points = new Set(ranges.filter(({ isPoint }) => isPoint).map(({ low }) => low.toString("latin1")));
  const others = ranges.filter(({ isPoint }) => !isPoint);
  return (value) => {
    const key = orderKey(value ?? null);
    return points.has(key.toString("latin1")) || others.some((range) => contains(range, key));
  };
}

/** Whether a key is in a range. */
export function contains({ low, high }: Range, key: Buffer): boolean {
  return low.compare(key) <= 0 && key.compare(high) < 0;
}

/** Above the key, and below every other that is above it: no key begins another. */
function above(key: Buffer): Buffer {
  return Buffer.concat([key, Buffer.alloc(1)]);
}

/** The prefix of a regular expression that is an anchored prefix (`^abc`, `^abc.*`); every other one is refused. */
function regexPrefix({ pattern, options }: BSONRegExp): string {
  const body = /^\^((?:[^\\.*+?()[\]{}|^$]|\\[^A-Za-z0-9])*)(?:\.\*)?$/su.exec(pattern)?.[1];
  if (body !== undefined && options === "") return body.replace(/\\(.)/gsu, "$1");
  return refuse(`the regular expression /${pattern}/${options} (only anchored prefixes: /^text/)`);
}
