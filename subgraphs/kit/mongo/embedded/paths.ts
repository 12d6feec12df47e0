import { type Doc, isDoc, type Value } from "./bson";
import { fail } from "./errors";
import { orderKey } from "./values";

/** What a path that ends at an array yields: its elements and then the array, or the array only. */
export type Leaf = "elements" | "whole";

type Path = readonly string[];
type Visit = (value: Value | undefined) => boolean;

/**
 * Whether `visit` accepts a value that the dotted path reaches in the document. Arrays on the way are entered, by
 * element and by position; a field that is missing is visited as `undefined`, but an array without documents yields
 * nothing (so `{a: []}` does not match `{"a.b": null}`). Follows MongoDB's matcher (mongo/db/matcher/path.cpp).
 */
export function reaches(at: Value | undefined, path: Path, leaf: Leaf, visit: Visit): boolean {
  const { value, rest } = descend(at, path);
  if (!Array.isArray(value)) return visit(rest.length > 0 ? undefined : value);
  if (rest.length > 0) return reachesInArray(value, rest, leaf, visit);
  return (leaf === "elements" && value.some(visit)) || visit(value);
}

function reachesInArray(array: readonly Value[], path: Path, leaf: Leaf, visit: Visit): boolean {
  const [position, ...rest] = path;
  return array.some((element, index) => {
    if (isDoc(element) && reaches(element, path, leaf, visit)) return true;
    if (position !== String(index)) return false;
    if (rest.length === 0) return visit(element);
    if (isDoc(element)) return reaches(element, rest, leaf, visit);
    return Array.isArray(element) && reachesInArray(element, rest, leaf, visit);
  });
}

/** Goes down through documents as far as the path leads. */
function descend(at: Value | undefined, path: Path): { value: Value | undefined; rest: Path } {
  let value = at;
  let step = 0;
  for (; step < path.length && isDoc(value); step += 1) value = value.get(path[step] ?? "");
  return { value, rest: path.slice(step) };
}

/** One field of an index or of a sort. */
export interface KeyField {
  readonly path: string;
  readonly steps: Path;
  readonly descending: boolean;
}

/** The fields of a key pattern such as `{agency: 1, _id: -1}`. */
export function keyFields(pattern: Doc): KeyField[] {
  return [...pattern].map(([path, sign]) => ({ path, steps: path.split("."), descending: Number(sign) < 0 }));
}

/** One entry of a document in an index: the indexed values (undefined: an empty array), and their ordered bytes. */
export interface Entry {
  readonly values: readonly (Value | undefined)[];
  readonly keys: readonly Buffer[];
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
      const keys = values.map(orderKey);
      found.set(Buffer.concat(keys).toString("latin1"), { values, keys });
      return;
    }
    for (const [place, walk] of reached.entries()) {
      if (!walk.array) continue;
      if (walk.array !== array) fail("CannotIndexParallelArrays", "cannot index parallel arrays");
      multikey |= 1 << place;
    }
    const items: readonly (Value | undefined)[] = array.length > 0 ? array : [undefined];
    for (const item of items) expand(reached.map((walk) => (walk.array ? into(walk, item) : walk)));
  };
  expand(fields.map((field) => ({ value: document, rest: field.steps })));
  return { entries: [...found.values()], multikey };
}

/** Sorts by the fields; an array counts with its lowest element, in a descending field with its highest. */
export function inOrder<T>(items: Iterable<T>, fields: readonly KeyField[], document: (item: T) => Doc): T[] {
  const compare = (a: Entry | undefined, b: Entry | undefined): number => {
    for (const [place, { descending }] of fields.entries()) {
      const order = Buffer.compare(a?.keys[place] ?? NOTHING, b?.keys[place] ?? NOTHING);
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  };
  return Array.from(items, (item) => ({ item, key: entriesOf(document(item), fields).entries.toSorted(compare)[0] }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ item }) => item);
}

const NOTHING = Buffer.alloc(0);

/** `rest` is what is left of the path, or "end" when the value is final (elements of an array are not entered again). */
interface Walk {
  readonly value: Value | undefined;
  readonly rest: Path | "end";
  readonly array?: readonly Value[];
}

function advance(walk: Walk): Walk {
  if (walk.rest === "end") return walk;
  const { value, rest } = descend(walk.value, walk.rest);
  if (Array.isArray(value)) return { value, rest, array: value };
  return { value: rest.length > 0 ? null : (value ?? null), rest: "end" };
}

function into(walk: Walk, item: Value | undefined): Walk {
  if (walk.rest.length === 0) return { value: item, rest: "end" };
  return isDoc(item) ? { value: item, rest: walk.rest } : { value: null, rest: "end" };
}
