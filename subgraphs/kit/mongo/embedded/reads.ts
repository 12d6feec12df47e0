import { type Doc, doc, encode, encodeStored, type Value } from "./bson";
import { Arguments, Call, int64 } from "./call";
import { fail, refuse } from "./errors";
import { reaches } from "./paths";
import { compilePipeline, splitPipeline } from "./pipeline";
import { compileFields } from "./project";
import { mapped, type Prepared, prepare, Watch } from "./query";
import { orderKey } from "./values";

/** Answers `find`: documents without projection go out as the bytes that came in. */
export function find(call: Call): Buffer {
  const read = readOf(call);
  const project = compileFields(call.document("projection"));
  const bodies = mapped(read.run(), (found) => (project ? encode(project(found.document)) : found.body));
  return sent(call, read, bodies, call.whole("batchSize"));
}

/** Answers `aggregate`: what a find can do at the beginning of the pipeline uses the indexes. */
export function aggregate(call: Call): Doc | Buffer {
  if (call.flag("explain")) return explanation(call, true);
  const read = readOf(call);
  const found = read.run();
  const documents = (): Iterable<Doc> => compilePipeline(read.rest)(mapped(found, ({ document }) => document));
  const bodies = read.rest.length === 0 ? mapped(found, ({ body }) => body) : mapped(documents(), encodeStored);
  return sent(call, read, bodies, new Arguments(call.document("cursor") ?? new Map()).whole("batchSize"));
}

/** Answers `getMore`. */
export function getMore(call: Call): Buffer {
  const id = int64(call.get("getMore"), "getMore");
  return call.store.cursors.next(id, `${call.db}.${call.text("collection")}`, call.whole("batchSize"));
}

/** Answers `killCursors`. */
export function killCursors(call: Call): Doc {
  const all = call.list("cursors").map((id) => int64(id, "cursors"));
  const killed = all.filter((id) => call.store.cursors.kill(id));
  const cursorsNotFound = all.filter((id) => !killed.includes(id));
  return doc({ cursorsKilled: killed, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [], ok: 1 });
}

/** Answers `count`. */
export function count(call: Call): Doc {
  return doc({ n: Array.from(readOf(call).run()).length, ok: 1 });
}

/** Answers `distinct`: the values and the elements of arrays at a path, each once. */
export function distinct(call: Call): Doc {
  const steps = call.text("key").split(".");
  const values = new Map<string, Value>();
  for (const { document } of readOf(call).run()) {
    reaches(document, steps, "whole", (value) => {
      for (const one of Array.isArray(value) ? value : [value])
        if (one !== undefined) values.set(orderKey(one).toString("latin1"), one);
      return false;
    });
  }
  return doc({ values: [...values.values()], ok: 1 });
}

/** Answers `explain`: the plan, and unless only that is asked for, what running it cost. */
export function explain(call: Call): Doc {
  const command = call.document("explain") ?? fail("FailedToParse", "explain needs a command");
  return explanation(
    new Call(new Map([...command, ["$db", call.db]]), call.store),
    call.get("verbosity") !== "queryPlanner",
  );
}

function explanation(call: Call, run: boolean): Doc {
  if (!["find", "aggregate", "count", "distinct"].includes(call.name)) return refuse(`explain of ${call.name}`);
  const read = readOf(call);
  const nReturned = run ? Array.from(read.run()).length : 0;
  const { keys: totalKeysExamined, documents: totalDocsExamined } = read.watch;
  const executionStats = doc({ executionSuccess: true, nReturned, totalKeysExamined, totalDocsExamined });
  const queryPlanner = doc({ namespace: call.namespace, winningPlan: read.plan });
  const cursor = doc(run ? { queryPlanner, executionStats, ok: 1 } : { queryPlanner, ok: 1 });
  return read.rest.length === 0 ? cursor : doc({ stages: [doc({ $cursor: cursor }), ...read.rest], ok: 1 });
}

interface Read extends Prepared {
  readonly watch: Watch;
  /** The stages of the aggregation that come after the read. */
  readonly rest: readonly Value[];
}

/** The read that a command asks for. */
function readOf(call: Call): Read {
  const watch = new Watch(call.whole("maxTimeMS"));
  const hint = call.get("hint");
  if (call.name !== "aggregate") {
    const filter = call.document("filter") ?? call.document("query") ?? new Map();
    const page = { sort: call.document("sort"), skip: call.whole("skip"), limit: call.whole("limit") };
    return { watch, rest: [], ...prepare(call.store.storage, call.collection, { filter, hint, ...page }, watch) };
  }
  const pipeline = call.list("pipeline");
  compilePipeline(pipeline);
  const { rest, ...query } = splitPipeline(pipeline);
  return { watch, rest, ...prepare(call.store.storage, call.collection, { ...query, hint }, watch) };
}

function sent(call: Call, read: Read, bodies: Iterable<Buffer>, batchSize: number | undefined): Buffer {
  const rows = { namespace: call.namespace, bodies, resume: () => read.watch.restart() };
  return call.store.cursors.first(rows, batchSize, call.flag("singleBatch"));
}
