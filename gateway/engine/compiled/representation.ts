import type { FetchDataRewrite, QueryPlanSelectionNode } from "@apollo/query-planner";
import { bareObject, type Entity, isEntity, TOO_DEEP, type TypeMatcher, type Value } from "./types";

/** The representation of an entity for a fetch, as JSON text; null when the entity lacks what the fetch needs. */
export type Represent = (entity: Entity) => string | null;

/** What makes a representation. */
export interface RepresentationParts {
  readonly requires: readonly QueryPlanSelectionNode[];
  readonly rewrites?: readonly FetchDataRewrite[] | undefined;
  /** As paths; a representation has all fields of one of them. */
  readonly keys: readonly (readonly string[])[];
}

/**
 * Compiles what a fetch requires of an entity. A value that is missing makes the whole representation impossible, and so does a
 * missing key; a value that is null goes to the subgraph as null.
 */
export function compileRepresentation(
  { requires, rewrites = [], keys }: RepresentationParts,
  matches: TypeMatcher,
): Represent {
  const roots = keys.map((key) => key.map((path) => path.split(".")[1] ?? ""));
  return (entity) => {
    const typename = entity.__typename;
    if (typeof typename !== "string") return null;
    const picked = pick(entity, requires, matches, typename);
    if (picked === null || picked.__typename === undefined) return null;
    if (roots.length > 0 && !roots.some((key) => key.every((name) => picked[name] !== undefined))) return null;
    for (const rewrite of rewrites) apply(rewrite, rewrite.path, picked, typename, matches);
    return JSON.stringify(picked);
  };
}

function pick(
  source: Entity,
  selections: readonly QueryPlanSelectionNode[],
  matches: TypeMatcher,
  typename: string | undefined,
): Entity | null {
  const picked = bareObject();
  for (const selection of selections) {
    if (selection.kind === "Field") {
      const name = selection.alias ?? selection.name;
      const value = source[name];
      if (value === undefined || value === TOO_DEEP) return null;
      const taken = selection.selections === undefined ? value : pickValue(value, selection.selections, matches);
      if (taken === undefined) return null;
      picked[name] = taken;
      continue;
    }
    const { typeCondition } = selection;
    if (typeCondition !== undefined && (typename === undefined || !matches(typename, typeCondition))) continue;
    const part = pick(source, selection.selections, matches, typename);
    if (part === null) return null;
    merge(picked, part);
  }
  return picked;
}

function pickValue(
  value: Value,
  selections: readonly QueryPlanSelectionNode[],
  matches: TypeMatcher,
): Value | undefined {
  if (value === null) return null;
  if (Array.isArray(value)) {
    const items = value.map((item) => pickValue(item, selections, matches));
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  if (!isEntity(value)) return undefined;
  const { __typename: typename } = value;
  return pick(value, selections, matches, typeof typename === "string" ? typename : undefined) ?? undefined;
}

function merge(target: Entity, part: Entity): void {
  for (const [name, value] of Object.entries(part)) {
    const present = target[name];
    if (isEntity(present) && isEntity(value)) merge(present, value);
    else target[name] = value;
  }
}

const FRAGMENT = "... on ";

/** What the planner wants changed on the way to the subgraph, such as the interface's name where it only knows that. */
function apply(
  rewrite: FetchDataRewrite,
  path: readonly string[],
  value: Value | undefined,
  typename: string | undefined,
  matches: TypeMatcher,
): void {
  const [head, ...rest] = path;
  if (head === undefined) return;
  if (Array.isArray(value)) {
    for (const item of value) apply(rewrite, path, item, undefined, matches);
    return;
  }
  if (!isEntity(value)) return;
  if (head.startsWith(FRAGMENT)) {
    const said = typename ?? (typeof value.__typename === "string" ? value.__typename : undefined);
    if (said === undefined || matches(said, head.slice(FRAGMENT.length))) apply(rewrite, rest, value, said, matches);
  } else if (rest.length > 0) {
    apply(rewrite, rest, value[head], undefined, matches);
  } else if (rewrite.kind === "ValueSetter") {
    value[head] = rewrite.setValueTo;
  } else if (value[head] !== undefined) {
    value[rewrite.renameKeyTo] = value[head];
    delete value[head];
  }
}
