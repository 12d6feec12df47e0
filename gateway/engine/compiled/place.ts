import type { ResponsePath } from "@apollo/query-planner";
import { type Entity, isEntity, type Value } from "./types";

/** The objects that a step works on, and how they were reached, for the paths of errors. */
export interface Place {
  readonly path: ResponsePath;
  readonly entities: readonly Entity[];
}

export type Path = readonly (string | number)[];

/** The part of a path before its first list: what is common to everything behind it. */
export function prefixOf(path: ResponsePath): Path {
  const list = path.indexOf("@");
  return list < 0 ? path : path.slice(0, list);
}

/** Every object at the end of a path, in the order of the answer; null and absent ones are not there. */
export function flatten(value: Value | undefined, path: ResponsePath, from: number, found: Entity[]): void {
  if (value === null || value === undefined) return;
  const step = path[from];
  if (Array.isArray(value)) {
    // A list is entered by "@"; one at the very end holds the entities themselves.
    const next = step === "@" ? from + 1 : from;
    for (const item of value) flatten(item, path, next, found);
  } else if (isEntity(value)) {
    if (step === undefined) found.push(value);
    else if (typeof step === "string") flatten(value[step], path, from + 1, found);
  }
}

/** How an object at the end of a path was reached. */
export interface Trace {
  readonly path: Path;
  /** The objects from the root to the object itself. */
  readonly ancestors: readonly Entity[];
}

/** The same walk as {@link flatten}, for how the objects were reached: made only when something needs it. */
export function lazyTraces(root: Entity, path: ResponsePath): () => readonly Trace[] {
  let traces: Trace[] | undefined;
  return () => {
    if (traces === undefined) {
      traces = [];
      trace(root, path, 0, { path: [], ancestors: [] }, traces);
    }
    return traces;
  };
}

function trace(value: Value | undefined, path: ResponsePath, from: number, walked: Trace, found: Trace[]): void {
  if (value === null || value === undefined) return;
  const step = path[from];
  if (Array.isArray(value)) {
    const next = step === "@" ? from + 1 : from;
    value.forEach((item, index) => {
      trace(item, path, next, { ...walked, path: [...walked.path, index] }, found);
    });
  } else if (isEntity(value)) {
    const ancestors = [...walked.ancestors, value];
    if (step === undefined) found.push({ path: walked.path, ancestors });
    else if (typeof step === "string")
      trace(value[step], path, from + 1, { path: [...walked.path, step], ancestors }, found);
  }
}
