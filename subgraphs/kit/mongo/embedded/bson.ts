import { isUtf8 } from "node:buffer";
import { Binary, BSONRegExp, Double, MaxKey, MinKey, ObjectId } from "bson";
import { CommandError, refuse } from "./refusal";

/**
 * A BSON document. A Map, not an object: it keeps the order of fields whose names look like integers, and a field named
 * `__proto__` is only a field.
 */
export interface Doc extends Map<string, Value> {}

/** A BSON value: `number` is always an int32, `bigint` an int64, and every double is a `Double`, so no type is lost. */
export type Value =
  | null
  | boolean
  | string
  | number
  | bigint
  | Double
  | Date
  | ObjectId
  | Binary
  | BSONRegExp
  | MinKey
  | MaxKey
  | Raw
  | Doc
  | Value[];

/** The bytes of a whole document, written into an answer as they are. Never the result of `decode`. */
export class Raw {
  constructor(readonly bytes: Buffer) {}
}

/** The largest document MongoDB stores, in bytes. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;
const MAX_DEPTH = 180;

/** Whether a value is a document. */
export function isDoc(value: unknown): value is Doc {
  return value instanceof Map;
}

/** A document of literal fields. */
export function doc(fields: Readonly<Record<string, Value>>): Doc {
  return new Map(Object.entries(fields));
}

/** Reads one document that fills `bytes`; throws a CommandError on anything malformed or of an unsupported type. */
export function decode(bytes: Buffer): Doc {
  const reader = new Reader(bytes);
  const value = reader.document(bytes.length, 0);
  if (reader.at !== bytes.length) malformed("bytes after the document");
  return value;
}

/** The BSON bytes of a document. A `number` outside int32 is written as a double. */
export function encode(value: Doc): Buffer {
  const writer = new Writer();
  writer.document(value.entries());
  return Buffer.from(writer.bytes.subarray(0, writer.at));
}

/** MongoDB's name of a value's type, as its error messages and `$type` spell it. */
export function typeName(value: Value | undefined): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "string") return "string";
  if (typeof value === "number") return "int";
  if (typeof value === "bigint") return "long";
  if (Array.isArray(value)) return "array";
  if (value instanceof Double) return "double";
  if (value instanceof Date) return "date";
  if (value instanceof ObjectId) return "objectId";
  if (value instanceof Binary) return "binData";
  if (value instanceof BSONRegExp) return "regex";
  if (value instanceof MinKey) return "minKey";
  return value instanceof MaxKey ? "maxKey" : "object";
}

function malformed(what: string): never {
  throw new CommandError("FailedToParse", `malformed BSON: ${what}`);
}

const UNSUPPORTED: Readonly<Record<number, string>> = {
  6: "undefined",
  12: "DBPointer",
  13: "JavaScript code",
  14: "symbol",
  15: "JavaScript code with scope",
  17: "timestamp",
  19: "decimal128",
};

class Reader {
  at = 0;

  constructor(readonly bytes: Buffer) {}

  document(limit: number, depth: number): Doc {
    const result: Doc = new Map();
    let fields = 0;
    this.#each(limit, depth, (name, value) => {
      fields += 1;
      result.set(name, value);
    });
    if (fields !== result.size) refuse("documents with a field name twice");
    return result;
  }

  #each(limit: number, depth: number, field: (name: string, value: Value) => void): void {
    if (depth > MAX_DEPTH) throw new CommandError("Overflow", `document nested deeper than ${MAX_DEPTH} levels`);
    const size = limit - this.at < 5 ? -1 : this.bytes.readInt32LE(this.at);
    const end = this.at + size;
    if (size < 5 || end > limit || this.bytes[end - 1] !== 0) malformed("length of a document");
    this.at += 4;
    while (this.at < end - 1) {
      const type = this.bytes[this.at] ?? 0;
      this.at += 1;
      const name = this.#cstring(end);
      field(name, this.#value(type, end - 1, depth));
      if (this.at > end - 1) malformed("a value leaves its document");
    }
    this.at = end;
  }

  #value(type: number, limit: number, depth: number): Value {
    switch (type) {
      case 1:
        return new Double(this.#skip(8, limit, (at) => this.bytes.readDoubleLE(at)));
      case 2:
        return this.#string(limit);
      case 3:
        return this.document(limit, depth + 1);
      case 4: {
        const items: Value[] = [];
        this.#each(limit, depth + 1, (_, value) => items.push(value));
        return items;
      }
      case 5:
        return this.#binary(limit);
      case 7:
        return this.#skip(12, limit, (at) => new ObjectId(Buffer.from(this.bytes.subarray(at, at + 12))));
      case 8:
        return this.#skip(1, limit, (at) => this.bytes[at] === 1);
      case 9: {
        const date = new Date(Number(this.#skip(8, limit, (at) => this.bytes.readBigInt64LE(at))));
        return Number.isNaN(date.getTime()) ? refuse("dates beyond the year 275760") : date;
      }
      case 10:
        return null;
      case 11:
        return new BSONRegExp(this.#cstring(limit), this.#cstring(limit));
      case 16:
        return this.#skip(4, limit, (at) => this.bytes.readInt32LE(at));
      case 18:
        return this.#skip(8, limit, (at) => this.bytes.readBigInt64LE(at));
      case 127:
        return new MaxKey();
      case 255:
        return new MinKey();
      default:
        return type in UNSUPPORTED ? refuse(`BSON type ${UNSUPPORTED[type]}`) : malformed(`type ${type}`);
    }
  }

  #skip<T>(length: number, limit: number, read: (at: number) => T): T {
    if (this.at + length > limit) malformed("a value leaves its document");
    const value = read(this.at);
    this.at += length;
    return value;
  }

  #string(limit: number): string {
    const length = this.#skip(4, limit, (at) => this.bytes.readInt32LE(at));
    if (length < 1 || this.at + length > limit || this.bytes[this.at + length - 1] !== 0)
      malformed("length of a string");
    const value = this.#text(this.at, this.at + length - 1);
    this.at += length;
    return value;
  }

  #cstring(limit: number): string {
    const end = this.bytes.indexOf(0, this.at);
    if (end < 0 || end >= limit) malformed("a name without end");
    const value = this.#text(this.at, end);
    this.at = end + 1;
    return value;
  }

  #text(from: number, to: number): string {
    const value = this.bytes.toString("utf8", from, to);
    if (value.includes("\ufffd") && !isUtf8(this.bytes.subarray(from, to))) malformed("a string is not UTF-8");
    return value;
  }

  #binary(limit: number): Binary {
    const length = this.#skip(4, limit, (at) => this.bytes.readInt32LE(at));
    const subtype = this.#skip(1, limit, (at) => this.bytes[at] ?? 0);
    if (length < 0) malformed("length of binary data");
    return this.#skip(length, limit, (at) => new Binary(Buffer.from(this.bytes.subarray(at, at + length)), subtype));
  }
}

class Writer {
  bytes = Buffer.allocUnsafe(512);
  at = 0;

  document(fields: Iterable<readonly [string, Value]>): void {
    const start = this.#reserve(4);
    for (const [name, value] of fields) {
      const type = this.#reserve(1);
      this.#append(Buffer.from(name));
      this.#append(ZERO);
      // Two statements: writing the value may put `bytes` into a larger buffer.
      const kind = this.#value(value);
      this.bytes[type] = kind;
    }
    this.#append(ZERO);
    this.bytes.writeInt32LE(this.at - start, start);
  }

  #reserve(length: number): number {
    const start = this.at;
    if (start + length > this.bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, start + length));
      this.bytes.copy(larger, 0, 0, start);
      this.bytes = larger;
    }
    this.at += length;
    return start;
  }

  #append(data: Uint8Array): void {
    const start = this.#reserve(data.length);
    this.bytes.set(data, start);
  }

  #int64(value: bigint): void {
    const start = this.#reserve(8);
    this.bytes.writeBigInt64LE(value, start);
  }

  #double(value: number): number {
    const start = this.#reserve(8);
    this.bytes.writeDoubleLE(value, start);
    return 1;
  }

  /** Writes the value and returns its BSON type byte. */
  #value(value: Value): number {
    if (value === null) return 10;
    if (typeof value === "string") {
      const text = Buffer.from(value);
      const start = this.#reserve(4);
      this.bytes.writeInt32LE(text.length + 1, start);
      this.#append(text);
      this.#append(ZERO);
      return 2;
    }
    if (typeof value === "number") {
      if ((value | 0) !== value || Object.is(value, -0)) return this.#double(value);
      const start = this.#reserve(4);
      this.bytes.writeInt32LE(value, start);
      return 16;
    }
    if (typeof value === "boolean") {
      this.#append(value ? ONE : ZERO);
      return 8;
    }
    if (typeof value === "bigint") {
      this.#int64(value);
      return 18;
    }
    return this.#object(value);
  }

  #object(value: Exclude<Value, null | string | number | boolean | bigint>): number {
    if (isDoc(value)) {
      this.document(value.entries());
      return 3;
    }
    if (Array.isArray(value)) {
      this.document(value.map((item, index): [string, Value] => [String(index), item]));
      return 4;
    }
    if (value instanceof Raw) {
      this.#append(value.bytes);
      return 3;
    }
    if (value instanceof Double) return this.#double(value.value);
    if (value instanceof Date) {
      this.#int64(BigInt(value.getTime()));
      return 9;
    }
    if (value instanceof ObjectId) {
      this.#append(value.id);
      return 7;
    }
    if (value instanceof Binary) {
      const start = this.#reserve(5);
      this.bytes.writeInt32LE(value.position, start);
      this.bytes[start + 4] = value.sub_type;
      this.#append(value.buffer.subarray(0, value.position));
      return 5;
    }
    if (value instanceof BSONRegExp) {
      this.#append(Buffer.from(`${value.pattern}\0${value.options}\0`));
      return 11;
    }
    return value instanceof MinKey ? 255 : 127;
  }
}

const ZERO = Buffer.from([0]);
const ONE = Buffer.from([1]);
