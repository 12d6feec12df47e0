import { Double } from "bson";
import type { Value } from "./bson";

/** A BSON number: int32, int64 or double. */
export type Numeric = number | bigint | Double;

/** Whether a value is a number of any type. */
export function isNumeric(value: Value | undefined): value is Numeric {
  return typeof value === "number" || typeof value === "bigint" || value instanceof Double;
}

/** The number as a double. */
export function toDouble(value: Numeric): number {
  return value instanceof Double ? value.value : Number(value);
}

/** The integer in the narrowest of int32 and int64; undefined when int64 cannot hold it. */
function toInteger(value: bigint): Numeric | undefined {
  if (value === BigInt.asIntN(32, value)) return Number(value);
  return value === BigInt.asIntN(64, value) ? value : undefined;
}

/**
 * `a` and `b` by an operation on integers and the same on doubles, in the wider of the two types: int32 grows to int64,
 * and undefined is the answer when int64 overflows.
 */
export function combine(
  a: Numeric,
  b: Numeric,
  integers: (a: bigint, b: bigint) => bigint,
  doubles: (a: number, b: number) => number,
): Numeric | undefined {
  if (a instanceof Double || b instanceof Double) return new Double(doubles(toDouble(a), toDouble(b)));
  const result = integers(BigInt(a), BigInt(b));
  if (typeof a === "bigint" || typeof b === "bigint") return result === BigInt.asIntN(64, result) ? result : undefined;
  return toInteger(result);
}

/** The sum in the wider type, or undefined when int64 overflows. */
export function add(a: Numeric, b: Numeric): Numeric | undefined {
  return combine(
    a,
    b,
    (x, y) => x + y,
    (x, y) => x + y,
  );
}

/** A sum as MongoDB's `$sum` and `$avg` keep it: integers exactly, doubles with the rounding error carried along. */
export class Sum {
  #integers = 0n;
  #high = 0;
  #low = 0;
  #widest: "int" | "long" | "double" = "int";
  count = 0;

  add(value: Numeric): void {
    this.count += 1;
    if (value instanceof Double) {
      this.#widest = "double";
      this.#addDouble(value.value);
    } else {
      if (typeof value === "bigint" && this.#widest === "int") this.#widest = "long";
      this.#integers += BigInt(value);
    }
  }

  total(): Numeric {
    if (this.#widest === "double") return new Double(this.#double());
    const fits = this.#integers === BigInt.asIntN(64, this.#integers);
    if (!fits) return new Double(Number(this.#integers));
    return this.#widest === "long" ? this.#integers : (toInteger(this.#integers) ?? this.#integers);
  }

  average(): Double {
    return new Double(this.#double() / this.count);
  }

  #addDouble(value: number): void {
    const sum = this.#high + value;
    if (Number.isFinite(sum)) this.#low += lost(this.#high, value);
    this.#high = sum;
  }

  #double(): number {
    const integers = Number(this.#integers);
    const sum = this.#high + integers;
    return Number.isFinite(sum) ? sum + (this.#low + lost(this.#high, integers)) : sum;
  }
}

/** What rounding loses of a + b. */
function lost(a: number, b: number): number {
  const sum = a + b;
  const shared = sum - a;
  return a - (sum - shared) + (b - shared);
}
