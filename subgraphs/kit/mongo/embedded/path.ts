import { type Doc, isDoc, type Value } from "./bson";

/** What a path that ends at an array yields: its elements and then the array, or the array only. */
export type Leaf = "elements" | "whole";

/**
 * Whether `visit` accepts a value that the dotted path reaches in the document. Arrays on the way are entered, by
 * element and by position; a field that is missing is visited as `undefined`, but an array without documents yields
 * nothing (so `{a: []}` does not match `{"a.b": null}`). Follows MongoDB's matcher (mongo/db/matcher/path.cpp).
 */
export function reaches(
  at: Value | undefined,
  path: readonly string[],
  leaf: Leaf,
  visit: (value: Value | undefined) => boolean,
): boolean {
  let value = at;
  let step = 0;
  for (; step < path.length && isDoc(value); step += 1) value = value.get(path[step] ?? "");
  if (!Array.isArray(value)) return visit(step < path.length ? undefined : value);
  if (step < path.length) return reachesInArray(value, path.slice(step), leaf, visit);
  return (leaf === "elements" && value.some(visit)) || visit(value);
}

function reachesInArray(
  array: readonly Value[],
  path: readonly string[],
  leaf: Leaf,
  visit: (value: Value | undefined) => boolean,
): boolean {
  const [position, ...rest] = path;
  return array.some((element, index) => {
    if (isDoc(element) && reaches(element, path, leaf, visit)) return true;
    if (position !== String(index)) return false;
    if (rest.length === 0) return visit(element);
    if (isDoc(element)) return reaches(element, rest, leaf, visit);
    return Array.isArray(element) && reachesInArray(element, rest, leaf, visit);
  });
}

/** An array as MongoDB sometimes sees it: a document whose fields are the positions. */
export function asDoc(array: readonly Value[]): Doc {
  return new Map(array.map((item, index) => [String(index), item]));
}
