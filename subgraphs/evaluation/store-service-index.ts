import { type Connection, Schema, trusted } from "mongoose";
import type { QuarterId } from "./quarter";
import type { IndexComponent, ServiceIndexCount } from "./service-index";
import { addMissing, DEADLINE, flag, moment, number, numberOrNull, plain, text, textOrNull } from "./store-parts";

/** How far the job has gone through the agencies for a quarter. */
export interface IndexWalk {
  readonly quarter: QuarterId;
  readonly formula: string;
  readonly startedAt: Date;
  /** The cursor of the next page; null at the beginning. */
  readonly after: string | null;
  /** Every page was reached. */
  readonly walked: boolean;
  /** Cursors of pages whose figures could not be had; null is the first page. */
  readonly failed: readonly (string | null)[];
}

/** Counts of the index, all of them kept, and how far the job is. Each method is one command. */
export interface ServiceIndexStore {
  /** The newest counts by agency code, and the ids of older ones that are not marked as such yet. */
  newestCounts(
    agencies: readonly string[],
    quarter: QuarterId,
    formula: string,
  ): Promise<{ readonly newest: ReadonlyMap<string, ServiceIndexCount>; readonly outdated: readonly string[] }>;
  /** Newest first, from the sequence below the given one. */
  countsBefore(request: {
    readonly agency: string;
    readonly quarter: QuarterId;
    readonly formula: string;
    readonly before: number | null;
    readonly limit: number;
  }): Promise<readonly ServiceIndexCount[]>;
  /** Adds counts; one whose sequence somebody else has taken is left out. Returns how many were added. */
  addCounts(counts: readonly ServiceIndexCount[]): Promise<number>;
  markOutdated(ids: readonly string[]): Promise<void>;
  confirmCounts(ids: readonly string[], at: Date): Promise<void>;
  indexWalk(quarter: QuarterId, formula: string): Promise<IndexWalk | null>;
  saveIndexWalk(walk: IndexWalk): Promise<void>;
}

type CountDocument = Omit<ServiceIndexCount, "id"> & { readonly _id: string; readonly outdated: boolean };
type WalkDocument = IndexWalk & { readonly _id: string };

/** Opens the counts; makes their indexes. */
export async function openServiceIndexStore(connection: Connection): Promise<ServiceIndexStore> {
  const { counts, walks } = defineModels(connection);
  await Promise.all([counts.createIndexes(), walks.createIndexes()]);

  return {
    async newestCounts(agencies, quarter, formula) {
      const found = await counts
        .find({ agency: trusted({ $in: [...agencies] }), quarter, formula, outdated: false })
        .batchSize(MOST_NEWEST)
        .limit(MOST_NEWEST)
        .maxTimeMS(DEADLINE)
        .lean();
      const newest = new Map<string, ServiceIndexCount>();
      for (const count of found.map(toCount).sort((one, other) => one.sequence - other.sequence)) {
        newest.set(count.agency, count);
      }
      const outdated = found.filter(({ _id, agency }) => newest.get(agency)?.id !== _id).map(({ _id }) => _id);
      return { newest, outdated };
    },
    async countsBefore({ agency, quarter, formula, before, limit }) {
      const filter = { agency, quarter, formula };
      const found = await counts
        .find(before === null ? filter : { ...filter, sequence: trusted({ $lt: before }) })
        .sort({ sequence: -1 })
        .limit(limit)
        .maxTimeMS(DEADLINE)
        .lean();
      return found.map(toCount);
    },
    addCounts: (added) =>
      addMissing(
        counts,
        added.map(({ id, ...count }) => ({ _id: id, ...count, outdated: false })),
      ),
    async markOutdated(ids) {
      await counts.updateMany({ _id: trusted({ $in: [...ids] }) }, { $set: { outdated: true } });
    },
    async confirmCounts(ids, at) {
      await counts.updateMany({ _id: trusted({ $in: [...ids] }) }, { $max: { confirmedAt: at } });
    },
    async indexWalk(quarter, formula) {
      const found = await walks
        .findOne({ _id: walkId(quarter, formula) })
        .maxTimeMS(DEADLINE)
        .lean();
      if (found === null) return null;
      const { startedAt, after, walked, failed } = found;
      return { quarter, formula, startedAt, after, walked, failed: [...failed] };
    },
    async saveIndexWalk(walk) {
      await walks.updateOne({ _id: walkId(walk.quarter, walk.formula) }, { $set: walk }, { upsert: true });
    },
  };
}

/** The bound of a find: a page of agencies, and what a process that ended half way left unmarked. */
const MOST_NEWEST = 1_000;

function walkId(quarter: QuarterId, formula: string): string {
  return `${quarter}:${formula}`;
}

/** The unique index is both a rule, one count a sequence, and the order of the history; the other finds the newest. */
function defineModels(connection: Connection) {
  const ratio = { _id: false, name: text, numerator: number, denominator: number };
  const component = {
    _id: false,
    code: text,
    max: numberOrNull,
    target: number,
    ratios: [ratio],
    numerator: numberOrNull,
    denominator: numberOrNull,
    rate: numberOrNull,
    attainment: numberOrNull,
    score: numberOrNull,
    gap: textOrNull,
  };
  const count = new Schema<CountDocument>({
    _id: text,
    agency: text,
    quarter: text,
    formula: text,
    sequence: number,
    computedAt: moment,
    confirmedAt: moment,
    contentHash: text,
    components: [component],
    outdated: flag,
  });
  count.index({ agency: 1, quarter: 1, formula: 1, sequence: -1 }, { unique: true });
  count.index({ quarter: 1, formula: 1, outdated: 1, agency: 1 });
  const walk = new Schema<WalkDocument>({
    _id: text,
    quarter: text,
    formula: text,
    startedAt: moment,
    after: textOrNull,
    walked: flag,
    failed: [{ type: String, default: null }],
  });
  return {
    counts: connection.model<CountDocument>("ServiceIndex", plain(count), "serviceIndexes"),
    walks: connection.model<WalkDocument>("ServiceIndexWalk", plain(walk), "serviceIndexWalks"),
  };
}

function toCount(document: CountDocument): ServiceIndexCount {
  const { _id, agency, quarter, formula, sequence, computedAt, confirmedAt, contentHash, components } = document;
  const counted = { sequence, computedAt, confirmedAt, contentHash };
  return { id: _id, agency, quarter, formula, ...counted, components: components.map(toComponent) };
}

function toComponent(component: IndexComponent): IndexComponent {
  const { code, max, target, numerator, denominator, rate, attainment, score, gap } = component;
  const ratios = component.ratios.map((ratio) => ({
    name: ratio.name,
    numerator: ratio.numerator,
    denominator: ratio.denominator,
  }));
  return { code, max, target, ratios, numerator, denominator, rate, attainment, score, gap };
}
