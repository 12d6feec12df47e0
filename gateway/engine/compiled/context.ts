import type { FetchDataRewrite } from "@apollo/query-planner";
import { type Entity, isEntity, type TypeMatcher, type Value } from "./types";

/** The variables that a fetch takes from the objects above an entity, as members of a JSON object, such as `"a":1`. */
export type ReadContext = (ancestors: readonly Entity[]) => string;

const UP = "..";
const FRAGMENT = "... on ";

/** Compiles the arguments that a subgraph gets from a context (`@fromContext`). */
export function compileContext(rewrites: readonly FetchDataRewrite[], matches: TypeMatcher): ReadContext {
  return (ancestors) => {
    const found = new Map<string, Value>();
    for (const rewrite of rewrites) {
      if (rewrite.kind !== "KeyRenamer") continue;
      const up = rewrite.path.filter((step) => step === UP).length;
      const from = ancestors[ancestors.length - 1 - up];
      const value = read(from, rewrite.path.slice(up), matches);
      // The context may be set on several types: the rewrite of another type finds nothing.
      if (value !== undefined) found.set(rewrite.renameKeyTo, value);
    }
    return [...found].map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join();
  };
}

function read(value: Value | undefined, path: readonly string[], matches: TypeMatcher): Value | undefined {
  const [step, ...rest] = path;
  if (value === null || value === undefined || step === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => read(item, path, matches) ?? null);
  if (!isEntity(value)) return undefined;
  if (!step.startsWith(FRAGMENT)) return read(value[step], rest, matches);
  const { __typename: typename } = value;
  const fits = typeof typename !== "string" || matches(typename, step.slice(FRAGMENT.length));
  return fits ? read(value, rest, matches) : undefined;
}
