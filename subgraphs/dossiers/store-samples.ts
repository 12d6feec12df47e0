import type { Model } from "mongoose";
import type { DossierRecord } from "./dossier";
import { anyOf, type DossierDocument, toDocument } from "./store-document";
import type { FigureStore } from "./store-figures";
import type { SerialDocument } from "./store-schema";

/** Samples on their way into the store. */
export interface SampleLoad {
  readonly count: number;
  readonly serials: ReadonlyMap<string, number>;
  /** The id of the sample of an index. */
  id(index: number): string;
  /** The sample of an index as it is to be stored. */
  dossier(index: number): Promise<DossierRecord>;
  progress(done: number): void;
}

const BATCH = 1_000;
const SERIALS = 5_000;

/**
 * Puts in the samples that are absent, batch by batch in their order, and keeps the counters above their serials; does nothing to a
 * store that holds dossiers but none of the first samples. Returns how many were put in.
 */
export async function insertSamples(
  load: SampleLoad,
  to: {
    readonly dossiers: Model<DossierDocument>;
    readonly serials: Model<SerialDocument>;
    readonly figures: FigureStore;
  },
): Promise<number> {
  const { dossiers, serials, figures } = to;
  const idsFrom = (from: number) =>
    Array.from({ length: Math.min(BATCH, load.count - from) }, (_, index) => load.id(from + index));
  const presentOf = async (ids: readonly string[]) => new Set(await dossiers.distinct("_id", anyOf("_id", ids)));
  if (load.count === 0 || (await presentOf([load.id(load.count - 1)])).size > 0) return 0;
  const isEmpty = (await dossiers.findOne({}, { _id: 1 }).lean()) === null;
  if (!isEmpty && (await presentOf(idsFrom(0))).size === 0) return 0;

  // Not by the model: its checks of what was made here would take longer than the writing.
  const raw = dossiers.db.collection<DossierDocument>(dossiers.collection.name);
  await raiseSerials(load.serials, serials, isEmpty);
  let written = 0;
  await figures.addMany(async (add) => {
    for (let from = 0; from < load.count; from += BATCH) {
      const ids = idsFrom(from);
      const present = isEmpty ? new Set<string>() : await presentOf(ids);
      const absent = ids.flatMap((id, index) => (present.has(id) ? [] : [from + index]));
      const records = await Promise.all(absent.map((index) => load.dossier(index)));
      if (records.length > 0) await raw.insertMany(records.map(counted));
      for (const record of records) add(record);
      written += records.length;
      load.progress(from + ids.length);
    }
  });
  return written;
}

/** Keeps the counters above the serials of the samples. */
async function raiseSerials(
  highest: ReadonlyMap<string, number>,
  serials: Model<SerialDocument>,
  isEmpty: boolean,
): Promise<void> {
  const raw = serials.db.collection<SerialDocument>(serials.collection.name);
  const fresh = isEmpty && (await serials.findOne({}, { _id: 1 }).lean()) === null;
  const all = [...highest];
  for (let from = 0; from < all.length; from += SERIALS) {
    const part = all.slice(from, from + SERIALS);
    if (fresh) await raw.insertMany(part.map(([_id, last]) => ({ _id, last })));
    else
      await raw.bulkWrite(
        part.map(([_id, last]) => ({ updateOne: { filter: { _id }, update: { $max: { last } }, upsert: true } })),
      );
  }
}

/** The document of a dossier whose row is put on its sheet beside it. */
function counted(dossier: DossierRecord): DossierDocument {
  const { uncountedSince, ...document } = toDocument(dossier);
  return document;
}
