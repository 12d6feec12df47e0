import { isNumeric, type Numeric, Sum } from "./arithmetic";
import { type Doc, isDoc, type Value } from "./bson";
import { compileExpression, type Expression } from "./expression";
import { compare, orderKey } from "./order";
import { CommandError, refuse } from "./refusal";

/** The stage `$group`: one document per value of `_id`, in order of first appearance. */
export function compileGroup(spec: Doc): (documents: Iterable<Doc>) => Iterable<Doc> {
  const id = spec.get("_id");
  if (id === undefined) throw new CommandError("BadValue", "a group specification must include an _id");
  const key = compileExpression(id);
  const fields = [...spec]
    .filter(([name]) => name !== "_id")
    .map(([name, accumulator]) => ({ name, ...compile(name, accumulator) }));
  return function* (documents) {
    const groups = new Map<string, { id: Value; states: Accumulator[] }>();
    for (const document of documents) {
      const value = key(document);
      const name = orderKey(value ?? null).toString("latin1");
      let group = groups.get(name);
      if (!group) {
        group = { id: value ?? null, states: fields.map((field) => field.start()) };
        groups.set(name, group);
      }
      for (const [place, field] of fields.entries()) group.states[place]?.add(field.input(document));
    }
    for (const group of groups.values()) {
      const results = fields.map((field, place): [string, Value] => [
        field.name,
        group.states[place]?.result() ?? null,
      ]);
      yield new Map([["_id", group.id], ...results]);
    }
  };
}

interface Accumulator {
  readonly add: (value: Value | undefined) => void;
  readonly result: () => Value;
}

function compile(field: string, spec: Value): { input: Expression; start: () => Accumulator } {
  const [entry] = isDoc(spec) ? spec : [];
  if (!isDoc(spec) || !entry || spec.size !== 1 || field.includes(".")) {
    throw new CommandError("BadValue", `The field '${field}' must be an accumulator object`);
  }
  const [name, operand] = entry;
  const start = ACCUMULATORS[name];
  if (!start) return refuse(`the accumulator ${name}`);
  if (name === "$count" && !(isDoc(operand) && operand.size === 0))
    throw new CommandError("TypeMismatch", "$count takes no arguments, i.e. $count:{}");
  if (Array.isArray(operand)) throw new CommandError("BadValue", `The ${name} accumulator is a unary operator`);
  return { input: compileExpression(operand), start };
}

const ACCUMULATORS: Readonly<Record<string, () => Accumulator>> = {
  $sum: () => numeric((sum) => sum.total()),
  $avg: () => numeric((sum) => (sum.count === 0 ? null : sum.average())),
  $min: () => extreme(-1),
  $max: () => extreme(1),
  $first: () => {
    let first: { value: Value } | undefined;
    return { add: (value) => (first ??= { value: value ?? null }), result: () => first?.value ?? null };
  },
  $last: () => {
    let last: Value = null;
    const add = (value: Value | undefined): void => {
      last = value ?? null;
    };
    return { add, result: () => last };
  },
  $push: () => {
    const items: Value[] = [];
    return { add: (value) => value !== undefined && items.push(value), result: () => items };
  },
  $addToSet: () => {
    const items = new Map<string, Value>();
    const add = (value: Value | undefined): void => {
      const key = orderKey(value).toString("latin1");
      if (value !== undefined && !items.has(key)) items.set(key, value);
    };
    return { add, result: () => [...items.values()] };
  },
  $count: () => {
    let count = 0;
    const add = (): void => {
      count += 1;
    };
    return { add, result: () => count };
  },
};

function numeric(result: (sum: Sum) => Numeric | null): Accumulator {
  const sum = new Sum();
  return { add: (value) => isNumeric(value) && sum.add(value), result: () => result(sum) };
}

/** The lowest or highest value in MongoDB's order of types; null and missing are ignored. */
function extreme(sign: number): Accumulator {
  let best: Value = null;
  const add = (value: Value | undefined): void => {
    if (value === undefined || value === null) return;
    if (best === null || compare(value, best) * sign > 0) best = value;
  };
  return { add, result: () => best };
}
