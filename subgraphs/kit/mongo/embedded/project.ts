import { type Doc, isDoc, isOperators, type Value } from "./bson";
import { fail, refuse } from "./errors";
import { compileExpression, type Expression } from "./expression";
import { isNumeric, truthy } from "./values";

/** A compiled projection. */
export type Projection = (document: Doc) => Doc;

/** The projection of find: fields in or fields out, no expressions. Undefined when it keeps everything. */
export function compileFields(spec: Doc | undefined): Projection | undefined {
  if (!spec || spec.size === 0) return undefined;
  for (const { path, value } of fieldsOf(spec)) if (flag(value) === undefined) refuse(`the projection of "${path}"`);
  return compileProject(spec);
}

/** The stage `$project`: fields in, fields out, or computed. */
export function compileProject(spec: Doc): Projection {
  const all = fieldsOf(spec);
  const others = all.filter(({ path }) => path !== "_id");
  const decisive = others[0] ?? all[0] ?? fail("BadValue", "a projection must have at least one field");
  const excluding = flag(decisive.value) === false;
  if (others.some(({ value }) => (flag(value) === false) !== excluding))
    return fail("BadValue", "Invalid $project :: Cannot do inclusion and exclusion in one projection");
  const id = all.find(({ path }) => path === "_id");
  const idKept = id ? flag(id.value) !== false : true;
  const named = others.filter(({ value }) => flag(value) !== undefined).map(({ steps }) => steps);
  const paths = idKept === excluding ? named : [["_id"], ...named];
  if (excluding) return (document) => filterFields(document, paths, false);
  const computed = computedOf(all.filter(({ value }) => flag(value) === undefined));
  return (document) => computed(filterFields(document, paths, true), document);
}

/** The stage `$addFields`: computed fields, added to the document or put in the place of its own. */
export function compileAddFields(spec: Doc): Projection {
  const computed = computedOf(fieldsOf(spec));
  return (document) => computed(document, document);
}

/** The document with a value at a path; in arrays on the way, in every element. A missing value removes the field. */
export function assign(document: Doc, steps: readonly string[], value: Value | undefined): Doc {
  const [step = "", ...rest] = steps;
  const result = new Map(document);
  const next = rest.length === 0 ? value : inside(document.get(step), rest, value);
  if (next === undefined) result.delete(step);
  else result.set(step, next);
  return result;
}

interface Field {
  readonly path: string;
  readonly steps: readonly string[];
  readonly value: Value;
}

/** The fields of a specification, with nested documents written out. */
function fieldsOf(spec: Doc, prefix = ""): Field[] {
  const fields = [...spec].flatMap(([name, value]) => {
    const path = prefix + name;
    if (isDoc(value) && value.size > 0 && !isOperators(value)) return fieldsOf(value, `${path}.`);
    const steps = path.split(".");
    if (steps.some((step) => step.startsWith("$"))) refuse(`the positional projection "${path}"`);
    if (steps.includes("")) fail("BadValue", `FieldPath '${path}' has an empty part`);
    return [{ path, steps, value }];
  });
  const collides = ({ path }: Field): boolean => fields.some((other) => other.path.startsWith(`${path}.`));
  if (fields.some(collides)) fail("BadValue", "Invalid $project :: Path collision");
  return fields;
}

/** true: in, false: out, undefined: a computed value. */
function flag(value: Value): boolean | undefined {
  return typeof value === "boolean" || isNumeric(value) ? truthy(value) : undefined;
}

function computedOf(fields: readonly Field[]): (result: Doc, document: Doc) => Doc {
  const all = fields.map(({ steps, value }): [readonly string[], Expression] => [steps, compileExpression(value)]);
  return (result, document) =>
    all.reduce((changed, [steps, expression]) => assign(changed, steps, expression(document)), result);
}

/** The fields that the paths name, or all others. In arrays, what is no document stays when fields go out. */
function filterFields(document: Doc, paths: readonly (readonly string[])[], keep: boolean): Doc {
  const result: Doc = new Map();
  for (const [name, value] of document) {
    const mine = paths.filter(([first]) => first === name).map((steps) => steps.slice(1));
    const isWhole = mine.length === 0 || mine.some((steps) => steps.length === 0);
    const kept = isWhole ? value : within(value, mine, keep);
    if (kept !== undefined && (!isWhole || keep === mine.length > 0)) result.set(name, kept);
  }
  return result;
}

function within(value: Value, paths: readonly (readonly string[])[], keep: boolean): Value | undefined {
  if (isDoc(value)) return filterFields(value, paths, keep);
  if (!Array.isArray(value)) return keep ? undefined : value;
  return value.map((item) => within(item, paths, keep)).filter((item) => item !== undefined);
}

function inside(current: Value | undefined, rest: readonly string[], value: Value | undefined): Value {
  if (Array.isArray(current)) return current.map((item) => inside(item, rest, value));
  return assign(isDoc(current) ? current : new Map(), rest, value);
}
