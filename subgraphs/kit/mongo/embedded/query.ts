import { type Doc, decode, doc, isDoc, type Value } from "./bson";
import { fail, refuse } from "./errors";
import { type Condition, compileFilter } from "./match";
import { type KeyField, keyFields, sortKey } from "./paths";
import { type IndexPlan, plan } from "./plan";
import type { Collection, Index, IndexRow, Row, Storage } from "./storage";
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

const MAX_SORT_BYTES = 100 * 1024 * 1024;

/** Plans a query. Running it reads lazily, unless the order needs a sort in memory. */
export function prepare(storage: Storage, collection: Collection | undefined, query: Query, watch: Watch): Prepared {
  const condition = compileFilter(query.filter);
  const order = sortFields(query.sort);
  if (!collection) return { run: () => [], plan: doc({ stage: "EOF" }) };
  const indexes = candidates(collection, query.hint);
  const chosen = plan(indexes, condition, order, indexes !== collection.indexes);
  const inOrder = order.length === 0 || (chosen?.sorted ?? false);
  function* run(from: Collection): Generator<Found> {
    const rows = chosen ? indexRows(storage, from, chosen, watch) : storage.scan(from);
    const matching = matches(rows, condition, watch);
    const skip = query.skip ?? 0;
    yield* sliced(inOrder ? matching : sorted(matching, order), skip, query.limit || Number.POSITIVE_INFINITY);
  }
  return { run: () => run(collection), plan: stages(chosen, inOrder, query) };
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

/** Sorts what fits the memory. */
export function inMemoryOrder<T>(items: Iterable<T>, order: readonly KeyField[], document: (item: T) => Doc): T[] {
  return Array.from(items, (item) => ({ key: sortKey(document(item), order), item }))
    .sort((a, b) => a.key.compare(b.key))
    .map(({ item }) => item);
}

/** The rows that match, each once. */
function* matches(rows: Iterable<Row>, condition: Condition, watch: Watch): Generator<Found> {
  const seen = new Set<number>();
  for (const row of rows) {
    if (seen.has(row.rid)) continue;
    seen.add(row.rid);
    watch.examined();
    const document = decode(row.body);
    if (condition.test(document)) yield { rid: row.rid, body: row.body, document };
  }
}

function* indexRows(storage: Storage, collection: Collection, chosen: IndexPlan, watch: Watch): Generator<IndexRow> {
  const { index, groups, reverse } = chosen;
  const sign = reverse ? -1 : 1;
  function* read({ skip, ranges }: (typeof groups)[number]): Generator<IndexRow & { readonly rest: Buffer }> {
    for (const range of reverse ? ranges.toReversed() : ranges) {
      for (const row of storage.range(collection, index, range, reverse)) {
        watch.keys += 1;
        yield { ...row, rest: row.key.subarray(skip) };
      }
    }
  }
  const [first] = groups;
  if (first && groups.length === 1) return yield* read(first);
  const heads = groups.map(read).map((rows) => ({ rows, next: rows.next() }));
  for (;;) {
    let lowest: { head: (typeof heads)[number]; row: IndexRow & { readonly rest: Buffer } } | undefined;
    for (const head of heads) {
      if (head.next.done) continue;
      if (!lowest || sign * head.next.value.rest.compare(lowest.row.rest) < 0) lowest = { head, row: head.next.value };
    }
    if (!lowest) return;
    yield lowest.row;
    lowest.head.next = lowest.head.rows.next();
  }
}

function sorted(rows: Iterable<Found>, order: readonly KeyField[]): Found[] {
  let size = 0;
  return inMemoryOrder(rows, order, (found) => {
    size += found.body.length;
    if (size > MAX_SORT_BYTES) fail("QueryExceededMemoryLimitNoDiskUseAllowed", "Sort exceeded memory limit");
    return found.document;
  });
}

/** The indexes to choose from: all, the one that the hint names, or none for `{$natural: 1}`. */
function candidates(collection: Collection, hint: Value | undefined): readonly Index[] {
  if (hint === undefined) return collection.indexes;
  if (isDoc(hint)) return wholeOf(hint.get("$natural")) === 1 ? [] : refuse("hints but index names and {$natural: 1}");
  const named = collection.indexes.filter((index) => index.name === hint);
  return named.length > 0 ? named : fail("BadValue", "hint provided does not correspond to an existing index");
}

function stages(chosen: IndexPlan | undefined, inOrder: boolean, query: Query): Doc {
  const scan = chosen
    ? doc({ stage: "FETCH", inputStage: doc({ stage: "IXSCAN", indexName: chosen.index.name }) })
    : doc({ stage: "COLLSCAN" });
  const ordered = inOrder ? scan : doc({ stage: "SORT", inputStage: scan });
  return query.limit ? doc({ stage: "LIMIT", limitAmount: query.limit, inputStage: ordered }) : ordered;
}
