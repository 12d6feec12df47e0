import { add, isNumeric, type Numeric, toDouble } from "./arithmetic";
import { type Doc, isDoc, typeName, type Value } from "./bson";
import { compileElementTest } from "./match";
import { compare } from "./order";
import { CommandError, refuse } from "./refusal";
import type { Slot } from "./update-path";

/** How one update operator changes one place; `creates`: a missing place is made; see Visit for `tolerant`. */
export interface Operator {
  readonly creates: boolean;
  readonly tolerant: boolean;
  readonly insertOnly: boolean;
  readonly apply: (slot: Slot, operand: Value, document: Doc) => void;
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

function increment(slot: Slot, operand: Value, document: Doc): void {
  if (!isNumeric(operand)) {
    throw new CommandError(
      "TypeMismatch",
      `Cannot increment with non-numeric argument: {${slot.field}: ${typeName(operand)}}`,
    );
  }
  const current = slot.get();
  if (current === undefined) {
    slot.set(operand);
    return;
  }
  if (!isNumeric(current)) {
    throw new CommandError(
      "TypeMismatch",
      `Cannot apply $inc to a value of non-numeric type. {_id: ${String(document.get("_id"))}} has the field '${slot.field}' of non-numeric type ${typeName(current)}`,
    );
  }
  const sum = add(current, operand);
  if (sum === undefined) {
    throw new CommandError(
      "BadValue",
      `Failed to apply $inc operations to current value ((NumberLong)${String(current)}) for document {_id: ${String(document.get("_id"))}}`,
    );
  }
  slot.set(sum);
}

function keepExtreme(slot: Slot, operand: Value, sign: number): void {
  const current = slot.get();
  if (current === undefined || compare(operand, current) * sign > 0) slot.set(operand);
}

function push(slot: Slot, operand: Value, document: Doc): void {
  const array = slot.get() ?? [];
  if (!Array.isArray(array)) {
    throw new CommandError(
      "BadValue",
      `The field '${slot.field}' must be an array but is of type ${typeName(array)} in document {_id: ${String(document.get("_id"))}}`,
    );
  }
  if (!isDoc(operand) || !operand.has("$each")) {
    slot.set([...array, operand]);
    return;
  }
  const added = eachOf("$push", operand, ["$each", "$position", "$slice"]);
  const position = whole(operand.get("$position") ?? array.length, "$position");
  const slice = whole(operand.get("$slice") ?? Number.MAX_SAFE_INTEGER, "$slice");
  const at = position < 0 ? Math.max(0, array.length + position) : Math.min(position, array.length);
  const all = array.toSpliced(at, 0, ...added);
  slot.set(slice < 0 ? all.slice(slice) : all.slice(0, slice));
}

function addToSet(slot: Slot, operand: Value): void {
  const array = slot.get() ?? [];
  if (!Array.isArray(array)) {
    throw new CommandError(
      "BadValue",
      `Cannot apply $addToSet to non-array field. Field named '${slot.field}' has non-array type ${typeName(array)}`,
    );
  }
  const each = isDoc(operand) && operand.keys().next().value === "$each";
  const result = [...array];
  for (const item of each ? eachOf("$addToSet", operand, ["$each"]) : [operand]) {
    if (!result.some((one) => compare(one, item) === 0)) result.push(item);
  }
  slot.set(result);
}

function pull(slot: Slot, operand: Value): void {
  const array = slot.get();
  if (array === undefined) return;
  if (!Array.isArray(array)) throw new CommandError("BadValue", "Cannot apply $pull to a non-array value");
  const matches = compileElementTest(operand);
  slot.set(array.filter((element) => !matches(element)));
}

function eachOf(name: string, operand: Doc, allowed: readonly string[]): Value[] {
  for (const key of operand.keys()) {
    if (allowed.includes(key)) continue;
    if (key.startsWith("$")) return refuse(`${key} of ${name}`);
    throw new CommandError("BadValue", `Unrecognized clause in ${name}: ${key}`);
  }
  const each = operand.get("$each");
  if (Array.isArray(each)) return each;
  const code = name === "$push" ? "BadValue" : "TypeMismatch";
  throw new CommandError(
    code,
    `The argument to $each in ${name} must be an array but it was of type ${typeName(each)}`,
  );
}

function whole(value: Numeric | Value, name: string): number {
  const number = isNumeric(value) ? toDouble(value) : Number.NaN;
  if (!Number.isInteger(number)) {
    throw new CommandError(
      "BadValue",
      `The value for ${name} must be an integer value but was given type: ${typeName(value)}`,
    );
  }
  return number;
}
