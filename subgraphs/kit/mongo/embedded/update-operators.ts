import { isDoc, typeName, type Value } from "./bson";
import { fail, refuse } from "./errors";
import { compileElementTest } from "./match";
import type { Slot } from "./update-places";
import { arithmetic, compare, isNumeric, wholeOf } from "./values";

/** How one update operator changes one place; `creates`: a missing place is made; see Visit for `tolerant`. */
export interface Operator {
  readonly creates: boolean;
  readonly tolerant: boolean;
  readonly insertOnly: boolean;
  readonly apply: (slot: Slot, operand: Value) => void;
}

/** The update operators of the portable subset. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  $set: operator((slot, operand) => slot.set(operand)),
  $setOnInsert: operator((slot, operand) => slot.set(operand), { insertOnly: true }),
  $unset: operator((slot) => slot.remove(), { creates: false, tolerant: true }),
  $inc: operator(increment),
  $min: operator((slot, operand) => keepExtreme(slot, operand, -1)),
  $max: operator((slot, operand) => keepExtreme(slot, operand, 1)),
  $push: operator(push),
  $addToSet: operator(addToSet),
  $pull: operator(pull, { creates: false }),
};

function operator(apply: Operator["apply"], options: Partial<Operator> = {}): Operator {
  return { creates: true, tolerant: false, insertOnly: false, apply, ...options };
}

function increment(slot: Slot, operand: Value): void {
  const current = slot.get();
  if (!isNumeric(operand)) fail("TypeMismatch", `Cannot increment with a ${typeName(operand)}: ${slot.field}`);
  if (current !== undefined && !isNumeric(current))
    fail("TypeMismatch", `Cannot apply $inc to '${slot.field}' of non-numeric type ${typeName(current)}`);
  slot.set(
    current === undefined
      ? operand
      : (arithmetic("+", current, operand) ?? fail("BadValue", `$inc of '${slot.field}' is beyond int64`)),
  );
}

function keepExtreme(slot: Slot, operand: Value, sign: number): void {
  const current = slot.get();
  if (current === undefined || compare(operand, current) * sign > 0) slot.set(operand);
}

function push(slot: Slot, operand: Value): void {
  const array = arrayAt(slot, "$push");
  const added = eachOf("$push", operand, ["$position", "$slice"]);
  const option = (name: string, otherwise: number): number => {
    const value = isDoc(operand) && operand.has("$each") ? operand.get(name) : undefined;
    if (value === undefined) return otherwise;
    return wholeOf(value) ?? fail("BadValue", `The value for ${name} must be an integer, not a ${typeName(value)}`);
  };
  const position = option("$position", array.length);
  const slice = option("$slice", Number.MAX_SAFE_INTEGER);
  const all = array.toSpliced(position, 0, ...added);
  slot.set(slice < 0 ? all.slice(slice) : all.slice(0, slice));
}

function addToSet(slot: Slot, operand: Value): void {
  const result = [...arrayAt(slot, "$addToSet")];
  for (const item of eachOf("$addToSet", operand, []))
    if (!result.some((one) => compare(one, item) === 0)) result.push(item);
  slot.set(result);
}

function pull(slot: Slot, operand: Value): void {
  if (slot.get() === undefined) return;
  const matches = compileElementTest(operand);
  slot.set(arrayAt(slot, "$pull").filter((element) => !matches(element)));
}

function arrayAt(slot: Slot, name: string): Value[] {
  const array = slot.get() ?? [];
  return Array.isArray(array)
    ? array
    : fail("BadValue", `${name} needs an array, but '${slot.field}' is a ${typeName(array)}`);
}

/** The elements to add: the operand itself, or those of its `$each`. */
function eachOf(name: string, operand: Value, options: readonly string[]): Value[] {
  if (!isDoc(operand) || !operand.has("$each")) return [operand];
  for (const key of operand.keys()) if (key !== "$each" && !options.includes(key)) refuse(`${key} of ${name}`);
  const each = operand.get("$each");
  return Array.isArray(each) ? each : fail("BadValue", `The argument to $each in ${name} must be an array`);
}
