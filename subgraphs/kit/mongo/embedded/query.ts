import { type Doc, decode, doc, isDoc, type Value } from "./bson";
import { type KeyField, keyFields, sortKey } from "./index-keys";
import { type Condition, compileFilter } from "./match";
import { type IndexPlan, plan } from "./plan";
import { CommandError, refuse } from "./refusal";
import type { Collection, Index, IndexRow, Row, Storage } from "./storage";

/** What to read: a compiled filter, an order, and how much of it. */
export interface Query {
  readonly collection: Collection;
  readonly filter: Doc;
  readonly sort?: Doc | undefined;
  readonly skip?: number;
  /** 0: no limit. */
  readonly limit?: number;
  readonly hint?: Value | undefined;
  readonly watch: Watch;
}

/** What a read has cost so far, and when it must stop. One per operation; it does not run while a cursor is idle. */
export class Watch {
  keys = 0;
  documents = 0;
  readonly #allowed: number;
  #spent = 0;
  #resumed = performance.now();

  constructor(maxTimeMs: number) {
    this.#allowed = maxTimeMs > 0 ? maxTimeMs : Number.POSITIVE_INFINITY;
  }

  /** Counts a document looked at; throws MaxTimeMSExpired when the time is up. */
  examined(): void {
    this.documents += 1;
    if (this.#spent + performance.now() - this.#resumed > this.#allowed) {
      throw new CommandError("MaxTimeMSExpired", "operation exceeded time limit");
    }
  }

  pause(): void {
    this.#spent += performance.now() - this.#resumed;
  }

  resume(): void {
    this.#resumed = performance.now();
  }
}

/** A document that was found: as stored, and decoded. */
export interface Found extends Row {
  readonly document: Doc;
}

/** How a query will be read; `explain` shows it in MongoDB's shape. */
export interface Prepared {
  readonly run: () => Generator<Found>;
  readonly explain: () => Doc;
}

const MAX_SORT_BYTES = 100 * 1024 * 1024;

/** Plans a query. Running it reads lazily, unless the order needs a sort in memory. */
export function prepare(storage: Storage, query: Query): Prepared {
  const condition = compileFilter(query.filter);
  const order = sortFields(query.sort);
  const indexes = candidates(query.collection, query.hint);
  const chosen = plan(indexes, condition, order, indexes !== query.collection.indexes);
  const inOrder = order.length === 0 || (chosen?.sorted ?? false);
  function* run(): Generator<Found> {
    const matching = matches(storage, query, condition, chosen);
    const ordered = inOrder ? matching : sorted(matching, order);
    const skip = query.skip ?? 0;
    const end = query.limit ? skip + query.limit : Number.POSITIVE_INFINITY;
    let place = 0;
    for (const found of ordered) {
      place += 1;
      if (place > skip) yield found;
      if (place >= end) return;
    }
  }
  return { run, explain: () => stages(chosen, inOrder, query) };
}

/** The fields of a sort; only 1 and -1 are directions. */
export function sortFields(sort: Doc | undefined): KeyField[] {
  for (const [path, direction] of sort ?? []) {
    if (path.startsWith("$")) refuse(`the sort order ${path}`);
    const sign =
      typeof direction === "object" && direction !== null && !("value" in direction) ? Number.NaN : Number(direction);
    if (Number.isNaN(sign)) return refuse(`the sort order of "${path}"`);
    if (Math.abs(sign) !== 1) {
      throw new CommandError("BadValue", "$sort key ordering must be 1 (for ascending) or -1 (for descending)");
    }
  }
  return sort ? keyFields(sort) : [];
}

/** The rows that match, each once. */
function* matches(
  storage: Storage,
  query: Query,
  condition: Condition,
  chosen: IndexPlan | undefined,
): Generator<Found> {
  const { collection, watch } = query;
  const seen = chosen && chosen.index.multikey !== 0 ? new Set<number>() : undefined;
  for (const row of chosen ? indexRows(storage, collection, chosen, watch) : storage.scan(collection)) {
    if (seen?.has(row.rid)) continue;
    seen?.add(row.rid);
    watch.examined();
    const document = decode(row.body);
    if (condition.test(document)) yield { rid: row.rid, body: row.body, document };
  }
}

function* indexRows(storage: Storage, collection: Collection, chosen: IndexPlan, watch: Watch): Generator<IndexRow> {
  const { index, groups, reverse } = chosen;
  function* read(ranges: (typeof groups)[number]["ranges"]): Generator<IndexRow> {
    for (const range of reverse ? ranges.toReversed() : ranges) {
      for (const row of storage.range(collection, index, range, reverse)) {
        watch.keys += 1;
        yield row;
      }
    }
  }
  const [first] = groups;
  if (groups.length === 1 && first) return yield* read(first.ranges);
  const heads = groups
    .map((group) => ({ skip: group.skip, rows: read(group.ranges) }))
    .map((head) => ({ ...head, next: head.rows.next() }));
  for (;;) {
    const [lowest] = heads
      .filter((head) => !head.next.done)
      .sort((a, b) => (reverse ? -1 : 1) * rest(a).compare(rest(b)));
    if (!lowest || lowest.next.done) return;
    yield lowest.next.value;
    lowest.next = lowest.rows.next();
  }
}

function rest(head: { skip: number; next: IteratorResult<IndexRow> }): Buffer {
  return head.next.done ? Buffer.alloc(0) : head.next.value.key.subarray(head.skip);
}

function sorted(rows: Iterable<Found>, order: readonly KeyField[]): Found[] {
  let size = 0;
  const keyed = Array.from(rows, (found) => {
    size += found.body.length;
    if (size > MAX_SORT_BYTES) {
      throw new CommandError(
        "QueryExceededMemoryLimitNoDiskUseAllowed",
        "Sort exceeded memory limit of 104857600 bytes",
      );
    }
    return { key: sortKey(found.document, order), found };
  });
  return keyed.sort((a, b) => a.key.compare(b.key)).map(({ found }) => found);
}

/** The indexes to choose from: all, the one that the hint names, or none for `{$natural: 1}`. */
function candidates(collection: Collection, hint: Value | undefined): readonly Index[] {
  if (hint === undefined || (isDoc(hint) && hint.size === 0)) return collection.indexes;
  if (isDoc(hint) && hint.has("$natural"))
    return hint.get("$natural") === 1 ? [] : refuse("reading backward by $natural");
  const named = collection.indexes.filter((index) => (isDoc(hint) ? hasPattern(index, hint) : index.name === hint));
  if (named.length > 0) return named;
  throw new CommandError("BadValue", "error processing query: hint provided does not correspond to an existing index");
}

function hasPattern(index: Index, pattern: Doc): boolean {
  const text = (fields: readonly KeyField[]): string => JSON.stringify(fields.map((one) => [one.path, one.descending]));
  return text(index.fields) === text(keyFields(pattern));
}

function stages(chosen: IndexPlan | undefined, inOrder: boolean, query: Query): Doc {
  const scan = chosen
    ? doc({
        stage: "FETCH",
        inputStage: doc({
          stage: "IXSCAN",
          keyPattern: chosen.index.spec.get("key") ?? null,
          indexName: chosen.index.name,
          isMultiKey: chosen.index.multikey !== 0,
          isUnique: chosen.index.unique,
          direction: chosen.reverse ? "backward" : "forward",
        }),
      })
    : doc({ stage: "COLLSCAN", direction: "forward" });
  const ordered = inOrder ? scan : doc({ stage: "SORT", sortPattern: query.sort ?? new Map(), inputStage: scan });
  const skipped = query.skip ? doc({ stage: "SKIP", skipAmount: query.skip, inputStage: ordered }) : ordered;
  return query.limit ? doc({ stage: "LIMIT", limitAmount: query.limit, inputStage: skipped }) : skipped;
}
