import { type Doc, isDoc, type Value } from "./bson";
import { inverted, orderKey } from "./order";
import { CommandError } from "./refusal";

/** One field of an index or of a sort. */
export interface KeyField {
  readonly path: string;
  readonly steps: readonly string[];
  readonly descending: boolean;
}

/** One entry of a document in an index: the indexed values (undefined: an empty array) and their ordered bytes. */
export interface Entry {
  readonly key: Buffer;
  readonly values: readonly (Value | undefined)[];
}

/** The fields of a key pattern such as `{agency: 1, _id: -1}`. */
export function keyFields(pattern: Doc): KeyField[] {
  return [...pattern].map(([path, direction]) => {
    const sign = Number(direction);
    return { path, steps: path.split("."), descending: sign < 0 };
  });
}

/**
 * The entries of a document: one, or one per element where a field is an array (then the bit of that field is set in
 * `multikey`). A missing field counts as null. Fields under one array go together; two different arrays are an error.
 */
export function entriesOf(document: Doc, fields: readonly KeyField[]): { entries: Entry[]; multikey: number } {
  const found = new Map<string, Entry>();
  let multikey = 0;
  const expand = (walks: readonly Walk[]): void => {
    const reached = walks.map(advance);
    const array = reached.find((walk) => walk.array)?.array;
    if (!array) {
      const values = reached.map((walk) => walk.value);
      const key = Buffer.concat(values.map((value, index) => directed(value, fields[index]?.descending ?? false)));
      found.set(key.toString("latin1"), { key, values });
      return;
    }
    for (const [index, walk] of reached.entries()) {
      if (!walk.array) continue;
      if (walk.array !== array) throw parallel(fields, reached);
      multikey |= 1 << index;
    }
    const items: readonly (Value | undefined)[] = array.length > 0 ? array : [undefined];
    for (const item of items) expand(reached.map((walk) => (walk.array ? into(walk, item) : walk)));
  };
  expand(fields.map((field) => ({ value: document, rest: field.steps })));
  return { entries: [...found.values()], multikey };
}

/** The key by which a document sorts: the lowest of its entries, so arrays sort by their lowest (or highest) element. */
export function sortKey(document: Doc, fields: readonly KeyField[]): Buffer {
  const { entries } = entriesOf(document, fields);
  const keys = entries.map((entry) => entry.key).sort(Buffer.compare);
  return keys[0] ?? Buffer.alloc(0);
}

/** The bytes of one field of a key. */
function directed(value: Value | undefined, descending: boolean): Buffer {
  return descending ? inverted(orderKey(value)) : orderKey(value);
}

/** `rest` is what is left of the path, or "end" when the value is final (elements of an array are not entered again). */
interface Walk {
  readonly value: Value | undefined;
  readonly rest: readonly string[] | "end";
  readonly array?: readonly Value[];
}

function advance(walk: Walk): Walk {
  if (walk.rest === "end") return walk;
  let { value } = walk;
  let step = 0;
  for (; step < walk.rest.length && isDoc(value); step += 1) value = value.get(walk.rest[step] ?? "");
  if (Array.isArray(value)) return { value, rest: walk.rest.slice(step), array: value };
  return { value: step < walk.rest.length ? null : (value ?? null), rest: "end" };
}

function into(walk: Walk, item: Value | undefined): Walk {
  if (walk.rest.length === 0) return { value: item, rest: "end" };
  return isDoc(item) ? { value: item, rest: walk.rest } : { value: null, rest: "end" };
}

function parallel(fields: readonly KeyField[], reached: readonly Walk[]): CommandError {
  const names = fields.filter((_, index) => reached[index]?.array).map((field) => `[${field.steps.at(-1)}]`);
  return new CommandError("CannotIndexParallelArrays", `cannot index parallel arrays ${names.join(" ")}`);
}
