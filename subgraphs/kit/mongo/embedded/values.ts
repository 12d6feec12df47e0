import { Binary, BSONRegExp, Double, MinKey, ObjectId } from "bson";
import { isDoc, type Numeric, type Value } from "./bson";

/**
 * The order of BSON values as bytes: `compare(a, b)` is the byte order of `orderKey(a)` and `orderKey(b)`. No key is the
 * beginning of another.
 * https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/
 */
export function orderKey(value: Value | undefined): Buffer {
  const parts: Uint8Array[] = [];
  append(parts, value);
  return Buffer.concat(parts);
}

/** MongoDB's order of two values of any types; `undefined` (a missing field, an empty array) is below null. */
export function compare(a: Value | undefined, b: Value | undefined): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "string" && a === b) return 0;
  return rank(a) - rank(b) || Buffer.compare(orderKey(a), orderKey(b));
}

/** The place of a value's type in the order of types; also the first byte of its key. Numbers share one. */
export function rank(value: Value | undefined): number {
  if (value === undefined) return 4;
  if (value === null) return 5;
  if (isNumeric(value)) return 10;
  if (typeof value === "string") return 15;
  if (isDoc(value)) return 20;
  if (Array.isArray(value)) return 25;
  if (value instanceof Binary) return 30;
  if (value instanceof ObjectId) return 35;
  if (typeof value === "boolean") return 40;
  if (value instanceof Date) return 45;
  if (value instanceof BSONRegExp) return 50;
  return value instanceof MinKey ? 2 : 127;
}

/** Whether a value is a number of any type. */
export function isNumeric(value: Value | undefined): value is Numeric {
  return typeof value === "number" || typeof value === "bigint" || value instanceof Double;
}

/** The number as a double. */
export function toDouble(value: Numeric): number {
  return value instanceof Double ? value.value : Number(value);
}

/** The whole number that a value of any numeric type is; undefined when it is none. */
export function wholeOf(value: Value | undefined): number | undefined {
  return isNumeric(value) && Number.isInteger(toDouble(value)) ? toDouble(value) : undefined;
}

/** Whether MongoDB takes a value for true: everything but false, null, zero and a missing field. */
export function truthy(value: Value | undefined): boolean {
  return isNumeric(value) ? toDouble(value) !== 0 : value !== undefined && value !== null && value !== false;
}

/** The sum in the wider of two types: int32 grows to int64; undefined when int64 overflows. */
export function add(a: Numeric, b: Numeric): Numeric | undefined {
  if (a instanceof Double || b instanceof Double) return new Double(toDouble(a) + toDouble(b));
  const result = BigInt(a) + BigInt(b);
  if (result !== BigInt.asIntN(64, result)) return undefined;
  const isLong = typeof a === "bigint" || typeof b === "bigint" || result !== BigInt.asIntN(32, result);
  return isLong ? result : Number(result);
}

/** In documents the type of a field comes before its name, and its name before its value. */
function append(parts: Uint8Array[], value: Value | undefined, name?: string): void {
  parts.push(Buffer.from([rank(value)]));
  if (name !== undefined) parts.push(Buffer.from(`${name}\0`));
  if (isNumeric(value)) parts.push(numberKey(value));
  else if (typeof value === "string") parts.push(escaped(value), TEXT_END);
  else if (typeof value === "boolean") parts.push(Buffer.from([value ? 1 : 0]));
  else if (value instanceof Date) parts.push(doubleKey(value.getTime()));
  else if (value instanceof ObjectId) parts.push(value.id);
  else if (value instanceof BSONRegExp) parts.push(Buffer.from(`${value.pattern}\0${value.options}\0`));
  else if (value instanceof Binary) {
    const head = Buffer.alloc(5, value.sub_type);
    head.writeUInt32BE(value.position);
    parts.push(head, value.buffer.subarray(0, value.position));
  } else if (Array.isArray(value) || isDoc(value)) {
    for (const [field, item] of value.entries()) append(parts, item, isDoc(value) ? String(field) : undefined);
    parts.push(END);
  }
}

/** Doubles lose the last bits of large int64s; the difference follows in two bytes, so that mixed types order exactly. */
function numberKey(value: Numeric): Buffer {
  const nearest = toDouble(value);
  const rest = Buffer.alloc(2);
  rest.writeUInt16BE(0x8000 + (typeof value === "bigint" ? Number(value - BigInt(nearest)) : 0));
  return Buffer.concat([doubleKey(nearest), rest]);
}

function doubleKey(value: number): Buffer {
  const key = Buffer.alloc(8);
  if (Number.isNaN(value)) return key;
  key.writeDoubleBE(value === 0 ? 0 : value);
  const negative = ((key[0] ?? 0) & 0x80) !== 0;
  return Buffer.from(key.map((byte, place) => (negative ? ~byte : place === 0 ? byte | 0x80 : byte)));
}

/** Zero bytes become `00 ff`, above the end mark `00 01`, so that "a" < "a\0" and neither key starts the other. */
function escaped(text: string): Buffer {
  const bytes = Buffer.from(text);
  return bytes.includes(0) ? Buffer.from([...bytes].flatMap((byte) => (byte === 0 ? [0, 0xff] : [byte]))) : bytes;
}

const END = Buffer.from([0]);
const TEXT_END = Buffer.from([0, 1]);
