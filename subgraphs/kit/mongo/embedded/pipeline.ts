import { type Doc, doc, isDoc, typeName, type Value } from "./bson";
import { fail, refuse } from "./errors";
import { compileExpression, type Expression, sum } from "./expression";
import { compileFilter } from "./match";
import { inOrder } from "./paths";
import { assign, compileAddFields, compileProject } from "./project";
import { mapped, sliced, sortFields } from "./query";
import { compare, orderKey, wholeOf } from "./values";

/** A compiled stage of an aggregation, or several. */
export type Stage = (documents: Iterable<Doc>) => Iterable<Doc>;

/** Compiles the stages of a pipeline. */
export function compilePipeline(stages: readonly Value[]): Stage {
  const compiled = stages.map((stage) => {
    const [[name, spec] = ["", null]] = isDoc(stage) && stage.size === 1 ? stage : [];
    if (name === "") return fail("FailedToParse", "A pipeline stage must be an object of exactly one field.");
    return STAGES[name]?.(spec) ?? refuse(`the aggregation stage ${name}`);
  });
  return (documents) => compiled.reduce((stream, stage) => stage(stream), documents);
}

/** Takes off the beginning of a pipeline what a find can do, so that an index serves `$match`, `$sort` and `$limit`. */
export function splitPipeline(stages: readonly Value[]): { filter: Doc; sort?: Doc; limit: number; rest: Value[] } {
  const rest = [...stages];
  const take = (name: string): Value | undefined => {
    const spec = isDoc(rest[0]) ? rest[0].get(name) : undefined;
    if (spec !== undefined) rest.shift();
    return spec;
  };
  const [filter, sort, limit] = [take("$match"), take("$sort"), take("$limit")];
  const order = sort === undefined ? {} : { sort: documentOf("$sort", sort) };
  return { filter: documentOf("$match", filter ?? new Map()), ...order, limit: wholeOf(limit) ?? 0, rest };
}

const STAGES: Readonly<Record<string, (spec: Value) => Stage>> = {
  $match: (spec) => {
    const { test } = compileFilter(documentOf("$match", spec));
    return function* (documents) {
      for (const one of documents) if (test(one)) yield one;
    };
  },
  $project: (spec) => {
    const project = compileProject(documentOf("$project", spec));
    return (documents) => mapped(documents, project);
  },
  $addFields: (spec) => {
    const addFields = compileAddFields(documentOf("$addFields", spec));
    return (documents) => mapped(documents, addFields);
  },
  $group: (spec) => group(documentOf("$group", spec)),
  $sort: (spec) => {
    const order = sortFields(documentOf("$sort", spec));
    return (documents) => inOrder(documents, order, (one) => one);
  },
  $skip: (spec) => (documents) => sliced(documents, whole("$skip", spec, 0), Number.POSITIVE_INFINITY),
  $limit: (spec) => {
    const limit = whole("$limit", spec, 1);
    return (documents) => sliced(documents, 0, limit);
  },
  $unwind: unwind,
  $count: (spec) => {
    if (typeof spec !== "string" || !/^[^.$\0]+$/.test(spec)) return fail("BadValue", "the count field must be a name");
    return (documents) => {
      const count = Array.from(documents).length;
      return count === 0 ? [] : [doc({ [spec]: count })];
    };
  },
  $facet: (spec) => {
    const facets = [...documentOf("$facet", spec)].map(([name, stages]) => {
      if (!Array.isArray(stages)) return fail("BadValue", "arguments to $facet must be arrays");
      return { name, run: compilePipeline(stages) };
    });
    return (documents) => {
      const all = Array.from(documents);
      return [new Map(facets.map(({ name, run }): [string, Value] => [name, Array.from(run(all))]))];
    };
  },
};

function documentOf(name: string, spec: Value): Doc {
  return isDoc(spec)
    ? spec
    : fail("FailedToParse", `the ${name} specification must be an object, not ${typeName(spec)}`);
}

function whole(name: string, spec: Value, least: number): number {
  const number = wholeOf(spec) ?? -1;
  return number >= least ? number : fail("BadValue", `${name} needs an integer of at least ${least}`);
}

/** One document for each element of the array at a path; the path does not go through arrays. */
function unwind(spec: Value): Stage {
  const path = isDoc(spec) && spec.size === 1 ? spec.get("path") : spec;
  if (isDoc(path)) return refuse("options of $unwind");
  if (typeof path !== "string" || !path.startsWith("$"))
    return fail("BadValue", "the path of $unwind starts with a '$'");
  const steps = path.slice(1).split(".");
  return function* (documents) {
    for (const one of documents) {
      const value = steps.reduce<Value | undefined>((at, step) => (isDoc(at) ? at.get(step) : undefined), one);
      if (Array.isArray(value)) for (const item of value) yield assign(one, steps, item);
      else if (value !== undefined && value !== null) yield one;
    }
  };
}

/** One document per value of `_id`, in order of first appearance. */
function group(spec: Doc): Stage {
  const key = compileExpression(spec.get("_id") ?? (spec.has("_id") ? null : fail("BadValue", "$group needs an _id")));
  const fields = [...spec].filter(([name]) => name !== "_id").map(([name, one]) => accumulator(name, one));
  return function* (documents) {
    const groups = new Map<string, { id: Value; inputs: (Value | undefined)[][] }>();
    for (const document of documents) {
      const id = key(document) ?? null;
      const name = orderKey(id).toString("latin1");
      const one = groups.get(name) ?? { id, inputs: fields.map(() => []) };
      groups.set(name, one);
      for (const [place, { input }] of fields.entries()) one.inputs[place]?.push(input(document));
    }
    for (const { id, inputs } of groups.values()) {
      const results = fields.map(({ name, result }, place): [string, Value] => [name, result(inputs[place] ?? [])]);
      yield new Map([["_id", id], ...results]);
    }
  };
}

type Accumulator = (values: readonly (Value | undefined)[]) => Value;

function accumulator(name: string, spec: Value): { name: string; input: Expression; result: Accumulator } {
  const [[operator, operand] = ["", null]] = isDoc(spec) && spec.size === 1 ? spec : [];
  if (operator === "" || name.includes("."))
    return fail("BadValue", `The field '${name}' must be an accumulator object`);
  const result = ACCUMULATORS[operator] ?? refuse(`the accumulator ${operator}`);
  if (Array.isArray(operand)) return fail("BadValue", `The ${operator} accumulator is a unary operator`);
  return { name, input: compileExpression(operand), result };
}

const ACCUMULATORS: Readonly<Record<string, Accumulator>> = {
  $sum: sum,
  $count: (values) => values.length,
  $min: (values) => extreme(values, -1),
  $max: (values) => extreme(values, 1),
  $first: (values) => values[0] ?? null,
  $last: (values) => values.at(-1) ?? null,
  $push: (values) => values.filter((value) => value !== undefined),
  $addToSet: (values) => {
    const known = values.filter((value) => value !== undefined);
    return [...new Map(known.map((value) => [orderKey(value).toString("latin1"), value])).values()];
  },
};

/** The lowest or highest value in MongoDB's order of types; null and missing are ignored. */
function extreme(values: readonly (Value | undefined)[], sign: number): Value {
  const known = values.filter((value) => value !== undefined && value !== null);
  return known.reduce<Value>((best, value) => (best === null || compare(value, best) * sign > 0 ? value : best), null);
}
