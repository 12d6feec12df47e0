import { type Connection, type Model, Schema, trusted } from "mongoose";
import { createJob, dayOf, type Job, type Span } from "../kit";
import type { DossierRecord } from "./dossier";
import { type FigureRow, figureRow, goneRow } from "./figures";
import { currentSheet, mergeRows, packRows, type SheetName, sheetNamed, unpackRows, weekOf } from "./figures-sheet";
import { type DossierDocument, toRecord } from "./store-document";

/**
 * The rows that public figures are counted from, a sheet for each province or ministry and week of reception. A write of a dossier
 * marks it as uncounted in the same document; {@link FigureStore.refresh} brings the marked ones to their sheets. What is marked
 * when somebody asks is read with the sheets, so that figures are not behind the dossiers. Sheets are derived: losing them loses nothing.
 */
export interface FigureStore {
  /** The rows of some provinces and ministries (null: of all) by day of reception, by two commands. */
  rows(asked: {
    readonly roots: readonly string[] | null;
    readonly span: Span | null;
  }): Promise<{ readonly rows: readonly FigureRow[]; readonly asOf: Date }>;
  /** Brings the rows of dossiers that are marked to their sheets. Returns how many dossiers it has looked at. */
  refresh(): Promise<number>;
  /** When the sheets may lack a dossier that is not marked, marks all. */
  prepare(): Promise<void>;
  /**
   * For writing many dossiers without a mark: what `work` adds is on its sheet when this resolves. When it is cut short, the next
   * {@link prepare} marks all.
   */
  addMany(work: (add: (dossier: DossierRecord) => void) => Promise<void>): Promise<void>;
  /** Calls {@link refresh} again and again. */
  readonly job: Job;
}

interface SheetDocument extends SheetName {
  readonly _id: string;
  readonly rows: string;
  readonly version: number;
}

/** Rows on their way to a sheet. */
type Sheets = Map<string, { readonly name: SheetName; readonly rows: FigureRow[] }>;

const TIME_LIMIT = 1_500;
/** So many changed dossiers are read with the sheets; when there are more, figures say how far they go. */
const LIVE = 500;
const CHUNK = 500;
/** Above every number of sheets, so that an answer never takes a second command. */
const WHOLE = 1_000_000;
const EVERY = 2_000;
/** The document that says that every dossier without a mark is on its sheet. */
const COMPLETE = "complete";

/** Makes the indexes of the sheets, then the store. */
export async function openFigureStore(connection: Connection, dossiers: Model<DossierDocument>): Promise<FigureStore> {
  const sheets = connection.model<SheetDocument>("FigureSheet", sheetSchema());
  await sheets.createIndexes();
  const raw = connection.collection<SheetDocument>(sheets.collection.name);
  const marked = () =>
    dossiers
      .find({ uncountedSince: trusted({ $gt: new Date(0) }) })
      .sort({ uncountedSince: 1 })
      .limit(LIVE)
      .batchSize(LIVE + 1)
      .maxTimeMS(TIME_LIMIT)
      .lean<DossierDocument[]>();

  /** Merges rows into their sheets; the ids of those that somebody else changed at the same time, and which are as they were. */
  const put = async (changes: Sheets): Promise<ReadonlySet<string>> => {
    if (changes.size === 0) return new Set();
    const ids = [...changes.keys()];
    const found = await sheets
      .find({ _id: trusted({ $in: ids }) })
      .batchSize(WHOLE)
      .lean<SheetDocument[]>();
    const known = new Map(found.map((sheet) => [sheet._id, sheet]));
    const writes = [...changes].map(([_id, { name, rows }]) => {
      const old = known.get(_id);
      const merged = mergeRows(old === undefined ? [] : unpackRows(name.week, old.rows), rows);
      const text = packRows(name.week, merged);
      if (old === undefined) return { insertOne: { document: { _id, ...name, rows: text, version: 1 } } };
      // Where the version is another one, this inserts, which the id forbids.
      const update = { $set: { rows: text }, $inc: { version: 1 } };
      return { updateOne: { filter: { _id, version: old.version }, update, upsert: true } };
    });
    try {
      await raw.bulkWrite(writes, { ordered: false });
      return new Set();
    } catch (error) {
      return new Set(conflictsOf(error).map((index) => ids[index] ?? ""));
    }
  };
  const putAll = async (all: Sheets): Promise<void> => {
    const left = [...all];
    while (left.length > 0) {
      const part = new Map(left.splice(0, CHUNK));
      const conflicts = await put(part);
      left.push(...[...part].filter(([id]) => conflicts.has(id)));
    }
  };
  const complete = async () => {
    await raw.updateOne({ _id: COMPLETE }, { $set: { version: 1 } }, { upsert: true });
  };

  const store: Omit<FigureStore, "job"> = {
    async rows({ roots, span }) {
      const begun = new Date();
      // In this order: what is counted between the two reads is then in both, and never in neither.
      const changed = await marked();
      const days = daysOf(span);
      const weeks = { $gte: weekOf(days.first), $lte: days.last };
      const found = await sheets
        .find({ week: trusted(weeks), ...(roots === null ? {} : { root: trusted({ $in: roots }) }) })
        .batchSize(WHOLE)
        .maxTimeMS(TIME_LIMIT)
        .lean<SheetDocument[]>();
      const live = sheetsOf(changed);
      const merged = found.map(({ _id, week, rows }) => {
        const newer = live.get(_id)?.rows ?? [];
        live.delete(_id);
        return mergeRows(unpackRows(week, rows), newer);
      });
      const fresh = [...live.values()].filter(({ name }) => roots === null || roots.includes(name.root));
      const rows = [...merged, ...fresh.map((sheet) => sheet.rows)].flat();
      const asOf = changed.length < LIVE ? begun : (changed.at(-1)?.uncountedSince ?? begun);
      return { rows: rows.filter(({ day }) => day >= days.first && day <= days.last), asOf };
    },
    async refresh() {
      const changed = await marked();
      const conflicts = await put(sheetsOf(changed));
      const done = changed.filter((document) => !placesOf(document).some((id) => conflicts.has(id)));
      const unmark = done.map(({ _id, version }) => ({
        updateOne: {
          filter: { _id, version },
          update: { $unset: { uncountedSince: 1 as const, leftSheets: 1 as const } },
        },
      }));
      if (unmark.length > 0) await dossiers.bulkWrite(unmark, { ordered: false });
      return changed.length;
    },
    async prepare() {
      if ((await sheets.findOne({ _id: COMPLETE }, { _id: 1 }).lean()) !== null) return;
      await dossiers.updateMany({}, { $set: { uncountedSince: new Date() } });
      await complete();
    },
    async addMany(work) {
      const added: Sheets = new Map();
      await sheets.deleteOne({ _id: COMPLETE });
      await work((dossier) => void add(added, dossier));
      await putAll(added);
      await complete();
    },
  };
  const run = async (signal: AbortSignal) => {
    while (!signal.aborted && (await store.refresh()) === LIVE);
  };
  return { ...store, job: createJob({ name: "dossiers: figures", every: EVERY, run }) };
}

function daysOf(span: Span | null): { readonly first: string; readonly last: string } {
  if (span === null) return { first: "1970-01-05", last: "9999-12-31" };
  return { first: dayOf(span.from), last: dayOf(new Date(span.before.getTime() - 1)) };
}

/** The sheets that a changed dossier touches: where it belongs and where it was before. */
function placesOf(document: DossierDocument): readonly string[] {
  return [...(document.leftSheets ?? []), currentSheet(document)].filter((id) => id !== null);
}

function sheetsOf(changed: readonly DossierDocument[]): Sheets {
  const sheets: Sheets = new Map();
  for (const document of changed) {
    const dossier = toRecord(document);
    const current = add(sheets, dossier);
    const left = (document.leftSheets ?? []).filter((id) => id !== current);
    for (const id of left) place(sheets, id, goneRow(dossier, sheetNamed(id).week));
  }
  return sheets;
}

/** Puts the row of a dossier on its sheet, whose id it returns; null while no agency has received it. */
function add(sheets: Sheets, dossier: DossierRecord): string | null {
  const { receivedAt } = dossier;
  const id = currentSheet(dossier);
  if (receivedAt !== null && id !== null) place(sheets, id, figureRow({ ...dossier, receivedAt }));
  return id;
}

function place(sheets: Sheets, id: string, row: FigureRow): void {
  const sheet = sheets.get(id) ?? { name: sheetNamed(id), rows: [] };
  sheets.set(id, sheet);
  sheet.rows.push(row);
}

function sheetSchema(): Schema<SheetDocument> {
  const schema = new Schema<SheetDocument>(
    { _id: String, root: String, week: String, rows: String, version: { type: Number, required: true } },
    { collection: "figureSheets", versionKey: false, autoIndex: false, strict: "throw", strictQuery: "throw" },
  );
  schema.index({ root: 1, week: 1 });
  schema.index({ week: 1 });
  return schema;
}

/** Which writes of a bulk met a sheet of another version. @throws the error when it is about anything else */
function conflictsOf(error: unknown): readonly number[] {
  const failures: unknown = Reflect.get(Object(error), "writeErrors");
  const all = (Array.isArray(failures) ? failures : [failures]).map((one) => ({
    code: Reflect.get(Object(one), "code"),
    index: Reflect.get(Object(one), "index"),
  }));
  if (all.length === 0 || !all.every(({ code, index }) => code === 11_000 && typeof index === "number")) throw error;
  return all.map(({ index }) => Number(index));
}
