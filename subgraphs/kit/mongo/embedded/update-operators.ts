import { isDoc, typeName, type Value } from "./bson";
import { fail, refuse } from "./errors";
import { compileElementTest } from "./match";
import { add, compare, isNumeric, wholeOf } from "./values";

/** How one update operator changes the value of a field. */
export interface Operator {
  /** The new value; undefined where nothing is to be. */
  readonly apply: (current: Value | undefined, operand: Value, field: string) => Value | undefined;
  readonly insertOnly?: boolean;
  /** Documents that are missing on the way are not made. */
  readonly createsNothing?: boolean;
  /** A path that cannot exist is left alone. */
  readonly isTolerant?: boolean;
}

/** The update operators of the portable subset. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  $set: { apply: (_, operand) => operand },
  $setOnInsert: { apply: (_, operand) => operand, insertOnly: true },
  $unset: { apply: () => undefined, createsNothing: true, isTolerant: true },
  $inc: { apply: increment },
  $min: { apply: (current, operand) => (current === undefined || compare(operand, current) < 0 ? operand : current) },
  $max: { apply: (current, operand) => (current === undefined || compare(operand, current) > 0 ? operand : current) },
  $push: { apply: push },
  $addToSet: { apply: addToSet },
  $pull: {
    apply: (current, operand, field) => {
      const isPulled = compileElementTest(operand);
      if (current === undefined) return undefined;
      return arrayOf("$pull", current, field).filter((element) => !isPulled(element));
    },
    createsNothing: true,
  },
};

function increment(current: Value | undefined, operand: Value, field: string): Value {
  if (!isNumeric(operand)) return fail("TypeMismatch", `Cannot increment with a ${typeName(operand)}: ${field}`);
  if (current === undefined) return operand;
  if (!isNumeric(current))
    return fail("TypeMismatch", `Cannot apply $inc to '${field}' of non-numeric type ${typeName(current)}`);
  return add(current, operand) ?? fail("BadValue", `$inc of '${field}' is beyond int64`);
}

function push(current: Value | undefined, operand: Value, field: string): Value[] {
  const array = arrayOf("$push", current, field);
  const added = eachOf("$push", operand, ["$position", "$slice"]);
  const option = (name: string, otherwise: number): number => {
    const value = isDoc(operand) && operand.has("$each") ? operand.get(name) : undefined;
    if (value === undefined) return otherwise;
    return wholeOf(value) ?? fail("BadValue", `The value for ${name} must be an integer, not a ${typeName(value)}`);
  };
  const slice = option("$slice", Number.MAX_SAFE_INTEGER);
  const all = array.toSpliced(option("$position", array.length), 0, ...added);
  return slice < 0 ? all.slice(slice) : all.slice(0, slice);
}

function addToSet(current: Value | undefined, operand: Value, field: string): Value[] {
  const set = [...arrayOf("$addToSet", current, field)];
  for (const item of eachOf("$addToSet", operand, [])) if (!set.some((one) => compare(one, item) === 0)) set.push(item);
  return set;
}

function arrayOf(name: string, value: Value | undefined, field: string): Value[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : fail("BadValue", `${name} needs an array; '${field}' is a ${typeName(value)}`);
}

/** The elements to add: the operand itself, or those of its `$each`. */
function eachOf(name: string, operand: Value, options: readonly string[]): Value[] {
  if (!isDoc(operand) || !operand.has("$each")) return [operand];
  for (const key of operand.keys()) if (key !== "$each" && !options.includes(key)) refuse(`${key} of ${name}`);
  const each = operand.get("$each");
  return Array.isArray(each) ? each : fail("BadValue", `The argument to $each in ${name} must be an array`);
}
