import { type Doc, decode, doc, isDoc, type Value } from "./bson";
import { fail, refuse } from "./errors";
import { compileFilter } from "./match";
import { inOrder, type KeyField, keyFields } from "./paths";
import { type Plan, plan } from "./plan";
import type { Collection, Index, Row, Storage } from "./storage";
import { wholeOf } from "./values";

/** What to read, in which order, and how much of it. */
export interface Query {
  readonly filter: Doc;
  readonly sort?: Doc | undefined;
  readonly skip?: number | undefined;
  /** 0: no limit. */
  readonly limit?: number | undefined;
  readonly hint?: Value | undefined;
}

/** What a read has cost so far, and when it must stop. */
export class Watch {
  keys = 0;
  documents = 0;
  #started = performance.now();

  constructor(readonly maxTimeMs: number | undefined) {}

  /** Begins the time anew: what a cursor rests between two batches does not count. */
  restart(): void {
    this.#started = performance.now();
  }

  /** Counts a document looked at; throws MaxTimeMSExpired when the time is up. */
  examined(): void {
    this.documents += 1;
    if (this.maxTimeMs && performance.now() - this.#started > this.maxTimeMs)
      fail("MaxTimeMSExpired", "operation exceeded time limit");
  }
}

/** A document that was found: as stored, and decoded. */
export interface Found extends Row {
  readonly document: Doc;
}

/** How a query will be read; `plan` is what `explain` shows, in MongoDB's shape. */
export interface Prepared {
  readonly run: () => Iterable<Found>;
  readonly plan: Doc;
}

/** Rows that are looked up at first; a page rarely needs more. */
const FIRST_ROWS = 128;

/** Plans a query. Running it reads lazily, each document as it is then, unless the order needs a sort in memory. */
export function prepare(storage: Storage, collection: Collection | undefined, query: Query, watch: Watch): Prepared {
  const condition = compileFilter(query.filter);
  const order = sortFields(query.sort);
  if (!collection) return { run: () => [], plan: doc({ stage: "EOF" }) };
  const indexes = candidates(collection, query.hint);
  const chosen = plan(indexes, condition, order, indexes !== collection.indexes);
  const isSorted = order.length === 0 || chosen?.order !== undefined;

  /** The row of each document once. What changes between two batches of a cursor neither hides nor repeats another. */
  function* rows(from: Collection): Generator<number> {
    const seen = new Set<number>();
    for (const most of [FIRST_ROWS, -1]) {
      const some = storage.rows(from, chosen, most);
      for (const rid of some) {
        if (chosen && (most === FIRST_ROWS || !seen.has(rid))) watch.keys += 1;
        if (!seen.has(rid)) yield rid;
        seen.add(rid);
      }
      if (some.length < most) return;
    }
  }
  function* matching(from: Collection): Generator<Found> {
    for (const rid of rows(from)) {
      const body = storage.body(from, rid);
      if (!body) continue;
      watch.examined();
      const document = decode(body);
      if (condition.test(document)) yield { rid, body, document };
    }
  }
  function run(from: Collection): Iterable<Found> {
    const found = isSorted ? matching(from) : inOrder(matching(from), order, ({ document }) => document);
    return sliced(found, query.skip ?? 0, query.limit || Number.POSITIVE_INFINITY);
  }
  return { run: () => run(collection), plan: stages(chosen, isSorted) };
}

/** Each item changed, when it is read. */
export function* mapped<From, To>(items: Iterable<From>, change: (item: From) => To): Generator<To> {
  for (const item of items) yield change(item);
}

/** Some of the items, and not one more is read. */
export function* sliced<T>(items: Iterable<T>, skip: number, limit: number): Generator<T> {
  let place = 0;
  for (const item of items) {
    place += 1;
    if (place > skip) yield item;
    if (place >= skip + limit) return;
  }
}

/** The fields of a sort; only 1 and -1 are directions. */
export function sortFields(sort: Doc | undefined): KeyField[] {
  for (const [path, direction] of sort ?? []) {
    if (path.startsWith("$") || isDoc(direction)) return refuse(`the sort order of "${path}"`);
    if (Math.abs(wholeOf(direction) ?? 0) !== 1) return fail("BadValue", "$sort key ordering must be 1 or -1");
  }
  return keyFields(sort ?? new Map());
}

/** The indexes to choose from: all, the one that the hint names, or none for `{$natural: 1}`. */
function candidates(collection: Collection, hint: Value | undefined): readonly Index[] {
  if (hint === undefined) return collection.indexes;
  if (isDoc(hint)) return wholeOf(hint.get("$natural")) === 1 ? [] : refuse("hints but index names and {$natural: 1}");
  const named = collection.indexes.filter((index) => index.name === hint);
  return named.length > 0 ? named : fail("BadValue", "hint provided does not correspond to an existing index");
}

function stages(chosen: Plan<Index> | undefined, isSorted: boolean): Doc {
  const scan = doc({ stage: chosen ? "IXSCAN" : "COLLSCAN", indexName: chosen?.index.name });
  return isSorted ? scan : doc({ stage: "SORT", inputStage: scan });
}
