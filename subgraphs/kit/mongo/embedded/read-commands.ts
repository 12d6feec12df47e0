import { type Doc, doc, encode, isDoc, MAX_DOCUMENT_BYTES, type Value } from "./bson";
import { type Call, documentOf, int64, text } from "./call";
import { compileFilter } from "./match";
import { orderKey } from "./order";
import { reaches } from "./path";
import { compilePipeline, splitPipeline } from "./pipeline";
import { compileFields } from "./project";
import { type Found, type Prepared, prepare, type Query, sortFields, Watch } from "./query";
import { CommandError, refuse } from "./refusal";

/** Answers `find`: documents without projection go out as the bytes that came in. */
export function find(call: Call): Doc {
  const read = readOf(call);
  const project = compileFields(call.document("projection"));
  const batchSize = call.integer("batchSize");
  const rows = bodies(read, (found) => (project ? encode(project(found.document)) : found.body));
  const sent = untimed(read.watch, rows);
  return call.cursors.first(call.namespace, call.connection, sent, { batchSize, single: call.flag("singleBatch") });
}

/** Answers `aggregate`: what a find can do at the beginning of the pipeline uses the indexes. */
export function aggregate(call: Call): Doc {
  if (call.flag("explain")) return explained(call);
  const { read, rest } = pipelineOf(call);
  const stages = compilePipeline(rest);
  const documents = rest.length === 0 ? undefined : stages(documentsOf(read));
  const rows = documents ? encoded(documents) : bodies(read, (found) => found.body);
  const batchSize = call.document("cursor")?.get("batchSize");
  return call.cursors.first(
    call.namespace,
    call.connection,
    untimed(read.watch, rows),
    batchSize === undefined ? {} : { batchSize: Number(batchSize) },
  );
}

/** Answers `getMore`. */
export function getMore(call: Call): Doc {
  const id = int64(call.command.get("getMore"), "getMore");
  const namespace = `${call.db}.${text(call.command.get("collection"), "collection")}`;
  return call.cursors.next(id, namespace, call.integer("batchSize"));
}

/** Answers `killCursors`. */
export function killCursors(call: Call): Doc {
  const ids = call.command.get("cursors");
  const all = (Array.isArray(ids) ? ids : []).map((id) => int64(id, "cursors"));
  const killed = all.filter((id) => call.cursors.kill(id));
  return doc({
    cursorsKilled: killed,
    cursorsNotFound: all.filter((id) => !killed.includes(id)),
    cursorsAlive: [],
    cursorsUnknown: [],
    ok: 1,
  });
}

/** Answers `count`. */
export function count(call: Call): Doc {
  const read = readOf(call);
  const { collection } = call;
  const plain = collection && !call.document("query")?.size && !call.integer("limit") && !call.integer("skip");
  return doc({ n: plain ? call.storage.count(collection) : Array.from(read.prepared?.run() ?? []).length, ok: 1 });
}

/** Answers `distinct`: the values and the elements of arrays at a path, each once. */
export function distinct(call: Call): Doc {
  const read = readOf(call);
  const steps = text(call.command.get("key"), "key").split(".");
  const values = new Map<string, Value>();
  const keep = (value: Value): void => {
    const key = orderKey(value).toString("latin1");
    if (!values.has(key)) values.set(key, value);
  };
  for (const { document } of read.prepared?.run() ?? []) {
    reaches(document, steps, "whole", (value) => {
      if (Array.isArray(value)) value.forEach(keep);
      else if (value !== undefined) keep(value);
      return false;
    });
  }
  return doc({ values: [...values.values()], ok: 1 });
}

/** Answers `explain`: the plan, and unless only that is asked for, what running it cost. */
export function explain(call: Call): Doc {
  const command = documentOf(call.command, "explain");
  if (!command) throw new CommandError("FailedToParse", "explain needs a command");
  return explained(call.about(command), call.command.get("verbosity") !== "queryPlanner");
}

function explained(call: Call, run = true): Doc {
  const [name = ""] = call.command.keys();
  if (!EXPLAINED.includes(name)) return refuse(`explain of ${name}`);
  if (name !== "aggregate") return explanation(call, readOf(call), run);
  const { read, rest } = pipelineOf(call);
  const whole = explanation(call, read, run);
  if (rest.length === 0) return whole;
  return doc({ stages: [doc({ $cursor: whole }), ...rest], ok: 1 });
}

const EXPLAINED = ["find", "aggregate", "count", "distinct", "update", "delete", "findAndModify", "findandmodify"];

function explanation(call: Call, read: Read, run: boolean): Doc {
  const started = performance.now();
  const returned = run ? Array.from(read.prepared?.run() ?? []).length : 0;
  const winningPlan = read.prepared?.explain() ?? doc({ stage: "EOF" });
  const planner = doc({
    namespace: call.namespace,
    indexFilterSet: false,
    parsedQuery: read.filter,
    winningPlan,
    rejectedPlans: [],
  });
  const stats = doc({
    executionSuccess: true,
    nReturned: returned,
    executionTimeMillis: Math.round(performance.now() - started),
    totalKeysExamined: read.watch.keys,
    totalDocsExamined: read.watch.documents,
    executionStages: winningPlan,
  });
  return doc({ queryPlanner: planner, ...(run ? { executionStats: stats } : {}), ok: 1 });
}

interface Read {
  /** Undefined when there is no such collection: nothing matches. */
  readonly prepared: Prepared | undefined;
  readonly filter: Doc;
  readonly watch: Watch;
}

/** The read that a command asks for, by the names that the various commands give its parts. */
function readOf(call: Call): Read {
  const [statement] = ["updates", "deletes"].flatMap((name) => call.command.get(name) ?? []);
  const source = isDoc(statement) ? statement : call.command;
  const filter = documentOf(source, "q") ?? documentOf(source, "filter") ?? documentOf(source, "query") ?? new Map();
  const single = call.command.has("findAndModify") || call.command.has("findandmodify");
  const limit = single ? 1 : (call.integer("limit") ?? 0);
  return readWith(call, {
    filter,
    sort: documentOf(source, "sort"),
    skip: call.integer("skip") ?? 0,
    limit,
    hint: source.get("hint"),
  });
}

function readWith(call: Call, query: Omit<Query, "collection" | "watch">): Read {
  const watch = new Watch(call.integer("maxTimeMS") ?? 0);
  const { collection } = call;
  if (collection)
    return { filter: query.filter, watch, prepared: prepare(call.storage, { ...query, collection, watch }) };
  compileFilter(query.filter);
  sortFields(query.sort);
  return { filter: query.filter, watch, prepared: undefined };
}

function pipelineOf(call: Call): { read: Read; rest: readonly Value[] } {
  const pipeline = call.command.get("pipeline");
  if (!Array.isArray(pipeline))
    throw new CommandError("TypeMismatch", "'pipeline' option must be specified as an array");
  compilePipeline(pipeline);
  const { filter, sort, limit, rest } = splitPipeline(pipeline);
  return { read: readWith(call, { filter, sort, limit, hint: call.command.get("hint") }), rest };
}

/** The same rows; the time between them is the client's and does not count. */
function* untimed(watch: Watch, rows: Iterable<Buffer>): Generator<Buffer> {
  for (const row of rows) {
    watch.pause();
    yield row;
    watch.resume();
  }
}

function* bodies(read: Read, body: (found: Found) => Buffer): Generator<Buffer> {
  for (const found of read.prepared?.run() ?? []) yield body(found);
}

function* documentsOf(read: Read): Generator<Doc> {
  for (const found of read.prepared?.run() ?? []) yield found.document;
}

function* encoded(documents: Iterable<Doc>): Generator<Buffer> {
  for (const document of documents) {
    const body = encode(document);
    if (body.length > MAX_DOCUMENT_BYTES)
      throw new CommandError("BSONObjectTooLarge", `BSONObj size: ${body.length} is invalid`);
    yield body;
  }
}
