import { isUtf8 } from "node:buffer";
import { Binary, BSONRegExp, Double, MaxKey, MinKey, ObjectId, onDemand, serialize, setInternalBufferSize } from "bson";
import { fail, refuse } from "./errors";

/**
 * A BSON document. A Map, not an object: it keeps the order of fields whose names look like integers, and a field named
 * `__proto__` is only a field.
 */
export interface Doc extends Map<string, Value> {}

/** A BSON number: `number` is always an int32, `bigint` an int64, and every double is a `Double`, so no type is lost. */
export type Numeric = number | bigint | Double;

/** A BSON value of the types that the store keeps. */
export type Value =
  | null
  | boolean
  | string
  | Numeric
  | Date
  | ObjectId
  | Binary
  | BSONRegExp
  | MinKey
  | MaxKey
  | Doc
  | Value[];

/** The largest document MongoDB stores, in bytes. */
const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;
const MAX_ENCODED_BYTES = 64 * 1024 * 1024;
const MAX_DEPTH = 180;

/** Whether a value is a document. */
export function isDoc(value: unknown): value is Doc {
  return value instanceof Map;
}

/** Whether a value is a document whose first field is an operator. */
export function isOperators(value: Value | undefined): value is Doc {
  return isDoc(value) && (value.keys().next().value?.startsWith("$") ?? false);
}

/** A document of literal fields; those that are undefined are left out. */
export function doc(fields: Readonly<Record<string, Value | undefined>>): Doc {
  return new Map(Object.entries(fields).filter((field): field is [string, Value] => field[1] !== undefined));
}

/** Reads one document that fills `bytes`; throws an Error on anything malformed, a CommandError on unsupported types. */
export function decode(bytes: Buffer): Doc {
  if (bytes.length < 5 || bytes.readInt32LE(0) !== bytes.length) malformed("length of the document");
  return new Map(decodeFields(bytes, 0, 0));
}

/** The BSON bytes of a document that fits a message. A `number` outside int32 is written as a double. */
export function encode(document: Doc): Buffer {
  setInternalBufferSize(MAX_ENCODED_BYTES);
  const bytes = Buffer.from(serialize(document));
  if (bytes.readInt32LE(0) !== bytes.length) tooLarge(bytes.length);
  return bytes;
}

/** The BSON bytes of a document that MongoDB would store. */
export function encodeStored(document: Doc): Buffer {
  const bytes = encode(document);
  return bytes.length > MAX_DOCUMENT_BYTES ? tooLarge(bytes.length) : bytes;
}

/** The bytes of a cursor's answer, with its documents as they are stored. */
export function encodeBatch(name: "firstBatch" | "nextBatch", rows: readonly Buffer[], cursor: Doc): Buffer {
  const batch = wrapped(rows.flatMap((row, place) => element(3, String(place), row)));
  const fields = (document: Doc): Buffer => encode(document).subarray(4, -1);
  return wrapped([
    ...element(3, "cursor", wrapped([...element(4, name, batch), fields(cursor)])),
    fields(doc({ ok: 1 })),
  ]);
}

/** MongoDB's name of a value's type, as its error messages spell it. */
export function typeName(value: Value | undefined): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value !== "object")
    return { boolean: "bool", number: "int", bigint: "long" }[String(typeof value)] ?? "string";
  if (value instanceof Date) return "date";
  return "_bsontype" in value ? value._bsontype.toLowerCase() : "object";
}

function wrapped(parts: readonly Uint8Array[]): Buffer {
  const size = Buffer.alloc(4);
  size.writeInt32LE(parts.reduce((sum, part) => sum + part.length, 5));
  return Buffer.concat([size, ...parts, Buffer.alloc(1)]);
}

function element(type: number, name: string, bytes: Buffer): Buffer[] {
  return [Buffer.from([type]), Buffer.from(`${name}\0`), bytes];
}

function malformed(what: string): never {
  throw new Error(`malformed BSON: ${what}`);
}

function tooLarge(size: number): never {
  return fail("BSONObjectTooLarge", `document too large: ${size} bytes, max size: ${MAX_DOCUMENT_BYTES}`);
}

function decodeFields(bytes: Buffer, at: number, depth: number): [string, Value][] {
  if (depth > MAX_DEPTH) malformed(`nested deeper than ${MAX_DEPTH} levels`);
  if (bytes.readInt32LE(at) < 5) malformed("length of a document");
  const fields: [string, Value][] = [];
  for (const [type, name, nameLength, from, length] of onDemand.parseToElements(bytes, at)) {
    const inner = type === 3 || type === 4 ? decodeFields(bytes, from, depth + 1) : [];
    const read = TYPES[type] ?? refuse(`BSON type ${type}`);
    const value = read(bytes.subarray(from, from + length), inner);
    fields.push([text(bytes.subarray(name, name + nameLength)), value]);
  }
  if (new Set(fields.map(([name]) => name)).size !== fields.length) refuse("documents with a field name twice");
  return fields;
}

/** How the value of each type is made of its bytes and its fields. */
const TYPES: Readonly<Record<number, (bytes: Buffer, fields: readonly [string, Value][]) => Value>> = {
  1: (bytes) => new Double(bytes.readDoubleLE()),
  2: (bytes) => (bytes.length < 5 || bytes.at(-1) !== 0 ? malformed("end of a string") : text(bytes.subarray(4, -1))),
  3: (_, fields) => new Map(fields),
  4: (_, fields) => fields.map(([, value]) => value),
  5: (bytes) =>
    [2, 9].includes(bytes[4] ?? 0)
      ? refuse("binary data of subtypes 2 and 9")
      : new Binary(Buffer.from(bytes.subarray(5)), bytes[4]),
  7: (bytes) => new ObjectId(Buffer.from(bytes)),
  8: (bytes) => bytes[0] === 1,
  9: (bytes) => {
    const date = new Date(Number(bytes.readBigInt64LE()));
    return Number.isNaN(date.getTime()) ? refuse("dates beyond the year 275760") : date;
  },
  10: () => null,
  11: (bytes) => {
    const [pattern = "", options = ""] = text(bytes).split("\0");
    return new BSONRegExp(pattern, options);
  },
  16: (bytes) => bytes.readInt32LE(),
  18: (bytes) => bytes.readBigInt64LE(),
  127: () => new MaxKey(),
  255: () => new MinKey(),
};

function text(bytes: Buffer): string {
  const value = bytes.toString("utf8");
  if (value.includes("\ufffd") && !isUtf8(bytes)) malformed("a string is not UTF-8");
  return value;
}
