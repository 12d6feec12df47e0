import { isNumeric, toDouble } from "./arithmetic";
import { type Doc, isDoc, type Value } from "./bson";
import { compileExpression, type Expression } from "./expression";
import { CommandError, refuse } from "./refusal";

/** A compiled projection. */
export type Projection = (document: Doc) => Doc;

/** The projection of find: fields in or fields out, no expressions. Undefined when it keeps everything. */
export function compileFields(spec: Doc | undefined): Projection | undefined {
  if (!spec || spec.size === 0) return undefined;
  for (const [path, value] of leaves(spec)) {
    if (flag(value) === undefined) refuse(`the projection of "${path}" by a value other than 0 or 1`);
  }
  return compileProject(spec);
}

/** The stage `$project`: fields in, fields out, or computed. */
export function compileProject(spec: Doc): Projection {
  const all = leaves(spec);
  if (all.length === 0) throw new CommandError("BadValue", "projection specification must have at least one field");
  for (const [path] of all) requirePath(path);
  const others = all.filter(([path]) => path !== "_id");
  const excluding = others.length > 0 ? flag(others[0]?.[1]) === false : flag(all[0]?.[1]) === false;
  for (const [path, value] of others) {
    if ((flag(value) === false) === excluding) continue;
    throw new CommandError(
      "BadValue",
      `Invalid $project :: caused by :: Cannot do ${excluding ? "inclusion" : "exclusion"} on field ${path} in ${excluding ? "exclusion" : "inclusion"} projection`,
    );
  }
  const tree = treeOf(all.filter(([path, value]) => !(excluding && path === "_id" && flag(value) === true)));
  if (excluding) return (document) => exclude(document, tree);
  const id = tree.get("_id");
  if (id === undefined) tree.set("_id", true);
  else if (id === false) tree.delete("_id");
  const computed = computedFields(all);
  return (document) =>
    computed.reduce((result, { steps, value }) => assign(result, steps, value(document)), include(document, tree));
}

/** The stage `$addFields`: computed fields, added to the document or put in the place of its own. */
export function compileAddFields(spec: Doc): Projection {
  const fields = leaves(spec, true).map(([path, value]) => ({
    steps: requirePath(path),
    value: compileExpression(value),
  }));
  return (document) => fields.reduce((result, { steps, value }) => assign(result, steps, value(document)), document);
}

type Tree = Map<string, true | false | Tree>;

/** The paths of a specification with nested documents written out. */
function leaves(spec: Doc, computed = false, prefix = ""): [string, Value][] {
  return [...spec].flatMap(([name, value]): [string, Value][] => {
    const path = prefix + name;
    const nested = isDoc(value) && value.size > 0 && !value.keys().next().value?.startsWith("$");
    return nested ? leaves(value, computed, `${path}.`) : [[path, value]];
  });
}

function requirePath(path: string): string[] {
  const steps = path.split(".");
  if (steps.some((step) => step.startsWith("$"))) return refuse(`the positional projection "${path}"`);
  if (steps.includes("")) throw new CommandError("BadValue", `FieldPath '${path}' has an empty part`);
  return steps;
}

/** true: in, false: out, undefined: a computed value. */
function flag(value: Value | undefined): boolean | undefined {
  if (typeof value === "boolean") return value;
  return isNumeric(value) ? toDouble(value) !== 0 : undefined;
}

function computedFields(all: readonly [string, Value][]): { steps: string[]; value: Expression }[] {
  return all
    .filter(([, value]) => flag(value) === undefined)
    .map(([path, value]) => ({ steps: path.split("."), value: compileExpression(value) }));
}

function treeOf(all: readonly [string, Value][]): Tree {
  const tree: Tree = new Map();
  for (const [path, value] of all) {
    const kept = flag(value);
    let at = tree;
    const steps = path.split(".");
    for (const [place, step] of steps.entries()) {
      const known = at.get(step);
      const last = place === steps.length - 1;
      if (known !== undefined && (last || !isTree(known))) {
        throw new CommandError("BadValue", `Invalid $project :: caused by :: Path collision at ${path}`);
      }
      if (last) {
        if (kept !== undefined) at.set(step, kept);
        break;
      }
      const next: Tree = known !== undefined && isTree(known) ? known : new Map();
      at.set(step, next);
      at = next;
    }
  }
  return tree;
}

function isTree(node: boolean | Tree): node is Tree {
  return node instanceof Map;
}

function include(document: Doc, tree: Tree): Doc {
  const result: Doc = new Map();
  for (const [name, value] of document) {
    const node = tree.get(name);
    if (node === undefined || node === false) continue;
    const kept = node === true ? value : within(value, (inner) => include(inner, node), false);
    if (kept !== undefined) result.set(name, kept);
  }
  return result;
}

function exclude(document: Doc, tree: Tree): Doc {
  const result: Doc = new Map();
  for (const [name, value] of document) {
    const node = tree.get(name);
    if (node === false) continue;
    const kept = node instanceof Map ? within(value, (inner) => exclude(inner, node), true) : value;
    if (kept !== undefined) result.set(name, kept);
  }
  return result;
}

/** Applies a projection to the documents in a value; what is no document stays or goes. */
function within(value: Value, project: Projection, keepOthers: boolean): Value | undefined {
  if (isDoc(value)) return project(value);
  if (!Array.isArray(value)) return keepOthers ? value : undefined;
  return value.map((item) => within(item, project, keepOthers)).filter((item) => item !== undefined);
}

/** The document with a value at a path; in arrays on the way, in every element. A missing value changes nothing. */
function assign(document: Doc, steps: readonly string[], value: Value | undefined): Doc {
  const [step = "", ...rest] = steps;
  if (value === undefined && rest.length === 0) {
    if (!document.has(step)) return document;
    return new Map([...document].filter(([name]) => name !== step));
  }
  const current = document.get(step);
  const next = rest.length === 0 ? (value ?? null) : inside(current, rest, value);
  return new Map([...document, [step, next]]);
}

function inside(current: Value | undefined, rest: readonly string[], value: Value | undefined): Value {
  if (Array.isArray(current)) return current.map((item) => inside(item, rest, value));
  return assign(isDoc(current) ? current : new Map(), rest, value);
}
