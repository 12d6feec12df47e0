import { Binary, BSONRegExp, Double, MaxKey, MinKey, ObjectId } from "bson";
import { isDoc, type Value } from "./bson";

/**
 * The order of BSON values as bytes: `compare(a, b)` is the byte order of `orderKey(a)` and `orderKey(b)`. No key is the
 * beginning of another, so keys can be put one after the other (compound indexes) and turned over (descending fields).
 * https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/
 */
export function orderKey(value: Value | undefined): Buffer {
  const parts: Buffer[] = [];
  append(parts, value);
  return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
}

/** MongoDB's order of two values of any types; `undefined` (a missing field, an empty array) is below null. */
export function compare(a: Value | undefined, b: Value | undefined): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "string" && typeof b === "string") {
    return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));
  }
  const difference = rank(a) - rank(b);
  return difference === 0 ? Buffer.compare(orderKey(a), orderKey(b)) : difference;
}

/** The place of a value's type in the order of types; also the first byte of its key. Numbers share one. */
export function rank(value: Value | undefined): number {
  if (value === undefined) return 4;
  if (value === null) return 5;
  if (typeof value === "number" || typeof value === "bigint" || value instanceof Double) return 10;
  if (typeof value === "string") return 15;
  if (isDoc(value)) return 20;
  if (Array.isArray(value)) return 25;
  if (value instanceof Binary) return 30;
  if (value instanceof ObjectId) return 35;
  if (typeof value === "boolean") return 40;
  if (value instanceof Date) return 45;
  if (value instanceof BSONRegExp) return 50;
  if (value instanceof MinKey) return 2;
  if (value instanceof MaxKey) return 127;
  throw new Error("raw bytes have no order");
}

/** The lowest key above every key that starts with `key`. */
export function successor(key: Buffer): Buffer {
  let end = key.length;
  while (end > 0 && key[end - 1] === 0xff) end -= 1;
  const next = Buffer.from(key.subarray(0, end));
  if (end > 0) next[end - 1] = (next[end - 1] ?? 0) + 1;
  return end > 0 ? next : Buffer.from([0xff]);
}

/** The key with its order turned over. */
export function inverted(key: Buffer): Buffer {
  return Buffer.from(key.map((byte) => ~byte));
}

/** The beginning of the keys of all strings that start with `prefix`. */
export function prefixKey(prefix: string): Buffer {
  return Buffer.concat([Buffer.from([rank("")]), escaped(Buffer.from(prefix))]);
}

/** In documents the type of a field comes before its name, and its name before its value. */
function append(parts: Buffer[], value: Value | undefined, name?: string): void {
  parts.push(Buffer.from([rank(value)]));
  if (name !== undefined) parts.push(Buffer.from(name), END);
  if (typeof value === "number" || typeof value === "bigint") parts.push(numberKey(value));
  else if (typeof value === "string") parts.push(escaped(Buffer.from(value)), TEXT_END);
  else if (typeof value === "boolean") parts.push(Buffer.from([value ? 1 : 0]));
  else if (value instanceof Double) parts.push(numberKey(value.value));
  else if (value instanceof Date) parts.push(doubleKey(value.getTime()));
  else if (value instanceof ObjectId) parts.push(Buffer.from(value.id));
  else if (value instanceof Binary) {
    const head = Buffer.alloc(5);
    head.writeUInt32BE(value.position);
    head[4] = value.sub_type;
    parts.push(head, Buffer.from(value.buffer.subarray(0, value.position)));
  } else if (value instanceof BSONRegExp) {
    parts.push(Buffer.from(`${value.pattern}\0${value.options}\0`));
  } else if (Array.isArray(value)) {
    for (const item of value) append(parts, item);
    parts.push(END);
  } else if (isDoc(value)) {
    for (const [field, item] of value) append(parts, item, field);
    parts.push(END);
  }
}

/** Doubles lose the last bits of large int64s; the difference follows in two bytes, so that mixed types order exactly. */
function numberKey(value: number | bigint): Buffer {
  const nearest = Number(value);
  const key = Buffer.alloc(10);
  doubleKey(nearest).copy(key);
  const rest = typeof value === "bigint" ? Number(value - BigInt(nearest)) : 0;
  key.writeUInt16BE(rest + 0x8000, 8);
  return key;
}

function doubleKey(value: number): Buffer {
  const key = Buffer.alloc(8);
  if (Number.isNaN(value)) return key;
  key.writeDoubleBE(value === 0 ? 0 : value);
  if (((key[0] ?? 0) & 0x80) === 0) key[0] = (key[0] ?? 0) | 0x80;
  else for (let index = 0; index < 8; index += 1) key[index] = ~(key[index] ?? 0);
  return key;
}

/** Zero bytes become `00 ff`, above the end mark `00 01`, so that "a" < "a\0" and neither key starts the other. */
function escaped(text: Buffer): Buffer {
  if (!text.includes(0)) return text;
  const parts: number[] = [];
  for (const byte of text) byte === 0 ? parts.push(0, 0xff) : parts.push(byte);
  return Buffer.from(parts);
}

const END = Buffer.from([0]);
const TEXT_END = Buffer.from([0, 1]);
