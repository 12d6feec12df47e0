import { isNumeric, toDouble } from "./arithmetic";
import { type Doc, doc, isDoc, typeName, type Value } from "./bson";
import { compileGroup } from "./group";
import { sortKey } from "./index-keys";
import { compileFilter } from "./match";
import { compileAddFields, compileProject } from "./project";
import { sortFields } from "./query";
import { CommandError, refuse } from "./refusal";

/** A compiled stage of an aggregation. */
export type Stage = (documents: Iterable<Doc>) => Iterable<Doc>;

/** Compiles the stages of a pipeline. */
export function compilePipeline(stages: readonly Value[]): Stage {
  const compiled = stages.map((stage) => {
    const [entry] = isDoc(stage) ? stage : [];
    if (!isDoc(stage) || !entry || stage.size !== 1) {
      throw new CommandError("FailedToParse", "A pipeline stage specification object must contain exactly one field.");
    }
    const [name, spec] = entry;
    return STAGES[name]?.(spec) ?? refuse(`the aggregation stage ${name}`);
  });
  return (documents) => compiled.reduce((stream, stage) => stage(stream), documents);
}

/** The beginning of a pipeline that a find can do, with what remains; so that an index serves `$match` and `$sort`. */
export interface Split {
  readonly filter: Doc;
  readonly sort: Doc | undefined;
  readonly limit: number;
  readonly rest: readonly Value[];
}

/** Takes `$match`, `$sort` and `$limit` off the beginning of a pipeline. */
export function splitPipeline(stages: readonly Value[]): Split {
  const rest = [...stages];
  const take = (name: string): Value | undefined => {
    const [first] = rest;
    const spec = isDoc(first) && first.size === 1 ? first.get(name) : undefined;
    if (spec !== undefined) rest.shift();
    return spec;
  };
  const filter = take("$match");
  const sort = take("$sort");
  const limit = take("$limit");
  return {
    filter: filter === undefined ? new Map() : document("$match", filter),
    sort: sort === undefined ? undefined : document("$sort", sort),
    limit: limit === undefined ? 0 : positive("$limit", limit, 1),
    rest,
  };
}

const STAGES: Readonly<Record<string, (spec: Value) => Stage>> = {
  $match: (spec) => {
    const { test } = compileFilter(document("$match", spec));
    return (documents) => filtered(documents, test);
  },
  $project: (spec) => mapped(compileProject(document("$project", spec))),
  $addFields: (spec) => mapped(compileAddFields(document("$addFields", spec))),
  $set: (spec) => mapped(compileAddFields(document("$set", spec))),
  $group: (spec) => compileGroup(document("$group", spec)),
  $sort: (spec) => {
    const order = sortFields(document("$sort", spec));
    return (documents) =>
      Array.from(documents, (one) => ({ key: sortKey(one, order), one }))
        .sort((a, b) => a.key.compare(b.key))
        .map(({ one }) => one);
  },
  $skip: (spec) => sliced(positive("$skip", spec, 0), Number.POSITIVE_INFINITY),
  $limit: (spec) => sliced(0, positive("$limit", spec, 1)),
  $unwind: unwind,
  $count: (spec) => {
    if (typeof spec !== "string" || spec === "" || /[.$\0]/.test(spec)) {
      throw new CommandError("BadValue", "the count field must be a non-empty string without dot and dollar");
    }
    return (documents) => {
      const count = Array.from(documents).length;
      return count === 0 ? [] : [doc({ [spec]: count })];
    };
  },
  $facet: (spec) => {
    const facets = [...document("$facet", spec)].map(([name, stages]) => {
      if (!Array.isArray(stages)) throw new CommandError("BadValue", "arguments to $facet must be arrays");
      return { name, run: compilePipeline(stages) };
    });
    return (documents) => {
      const all = Array.from(documents);
      return [new Map(facets.map(({ name, run }): [string, Value] => [name, Array.from(run(all))]))];
    };
  },
};

function document(name: string, spec: Value): Doc {
  if (isDoc(spec)) return spec;
  throw new CommandError("FailedToParse", `the ${name} specification must be an object, not ${typeName(spec)}`);
}

function positive(name: string, spec: Value, least: number): number {
  const number = isNumeric(spec) ? toDouble(spec) : Number.NaN;
  if (Number.isInteger(number) && number >= least) return number;
  throw new CommandError("BadValue", `invalid argument to ${name} stage: expected an integer of at least ${least}`);
}

function mapped(change: (one: Doc) => Doc): Stage {
  return function* (documents) {
    for (const one of documents) yield change(one);
  };
}

function* filtered(documents: Iterable<Doc>, test: (one: Doc) => boolean): Iterable<Doc> {
  for (const one of documents) if (test(one)) yield one;
}

function sliced(from: number, length: number): Stage {
  return function* (documents) {
    let place = 0;
    for (const one of documents) {
      place += 1;
      if (place > from) yield one;
      if (place >= from + length) return;
    }
  };
}

function unwind(spec: Value): Stage {
  const options = isDoc(spec) ? spec : doc({ path: spec });
  const path = options.get("path");
  const indexField = options.get("includeArrayIndex");
  if (typeof path !== "string" || !path.startsWith("$")) {
    throw new CommandError("BadValue", "path option to $unwind stage should be prefixed with a '$'");
  }
  for (const name of options.keys()) {
    if (!["path", "includeArrayIndex", "preserveNullAndEmptyArrays"].includes(name)) refuse(`${name} of $unwind`);
  }
  const steps = path.slice(1).split(".");
  const preserve = options.get("preserveNullAndEmptyArrays") === true;
  const put = (one: Doc, value: Value | undefined, index: Value): Doc => {
    const changed = replaced(one, steps, value);
    return typeof indexField === "string" ? new Map([...changed, [indexField, index]]) : changed;
  };
  return function* (documents) {
    for (const one of documents) {
      const value = plainFieldAt(one, steps);
      if (Array.isArray(value) && value.length > 0) {
        for (const [index, item] of value.entries()) yield put(one, item, BigInt(index));
      } else if (value === undefined || value === null || Array.isArray(value)) {
        if (preserve) yield put(one, Array.isArray(value) ? undefined : value, null);
      } else yield put(one, value, null);
    }
  };
}

/** `$unwind` does not look into arrays on the way. */
function plainFieldAt(one: Doc, steps: readonly string[]): Value | undefined {
  let value: Value | undefined = one;
  for (const step of steps) value = isDoc(value) ? value.get(step) : undefined;
  return value;
}

function replaced(one: Doc, steps: readonly string[], value: Value | undefined): Doc {
  const [step = "", ...rest] = steps;
  const current = one.get(step);
  const next = rest.length === 0 ? value : isDoc(current) ? replaced(current, rest, value) : current;
  if (next === undefined) return new Map([...one].filter(([name]) => name !== step));
  return new Map([...one, [step, next]]);
}
