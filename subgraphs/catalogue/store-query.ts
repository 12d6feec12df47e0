import { type Model, type SortOrder, trusted } from "mongoose";
import type { ProcedureConditions } from "./procedure-search";

/** Milliseconds after which the store gives up on a command. */
export const DEADLINE = 1_500;
/** More than there can be of what is read whole. */
export const ALL = 1_000;

/** A filter. Operators in it are marked as ours (`trusted`): what comes from outside is only ever a value. */
export type Conditions = Readonly<Record<string, unknown>>;

/** The documents that a filter finds, without their search words. One command, or none for a limit of 0. */
export async function find<Document extends { readonly _id: string }>(
  model: Model<Document>,
  filter: Conditions,
  limit: number,
  order: Readonly<Record<string, SortOrder>> = { _id: 1 },
): Promise<Document[]> {
  // MongoDB takes a limit of 0 for none.
  if (limit === 0) return [];
  const query = model.find(filter).select({ words: 0 }).sort(order).limit(limit);
  // One batch: a page of each of many is one command as well.
  return query.batchSize(limit).maxTimeMS(DEADLINE).lean<Document[]>().exec();
}

/** Records in the order of their keys, null for what is absent. One command. */
export async function findInOrder<Document extends { readonly _id: string }, Stored>(
  model: Model<Document>,
  keys: readonly string[],
  read: (document: Document) => Stored,
): Promise<readonly (Stored | null)[]> {
  const documents: readonly Document[] = await find(model, { _id: trusted({ $in: [...keys] }) }, keys.length);
  const byKey = new Map(documents.map((document) => [document._id, read(document)]));
  return keys.map((key) => byKey.get(key) ?? null);
}

/** Equality, or nothing when there is no value to equal. */
export function ifGiven(name: string, value: string | null): Conditions {
  return value === null ? {} : { [name]: value };
}

/** What a list of procedures is narrowed by. */
export function conditionsOf({ sectorCode, level, publishingAgencyCode }: ProcedureConditions): Conditions {
  return {
    ...ifGiven("sectorCode", sectorCode),
    ...ifGiven("levels", level),
    ...ifGiven("publishingAgencyCode", publishingAgencyCode),
  };
}

/** Rows by a text of theirs, in the order in which they came. */
export function groupedBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

/** Texts that start so. The text holds letters, digits and dots only. */
export function startingWith(start: string): RegExp {
  return new RegExp(`^${start.replaceAll(".", "\\.")}`);
}

/** What comes after a row in a list that is ordered by a field and `_id`. */
export function following(field: string, last: { readonly value: string; readonly id: string }): Conditions {
  return {
    $or: [{ [field]: trusted({ $gt: last.value }) }, { [field]: last.value, _id: trusted({ $gt: last.id }) }],
  };
}

/**

/**
 * Writes documents whole, in one command, and then removes those that are not among them, as far as `removable` allows.
 * Members that `keeping` names are only written with a new document.
 */
export async function replaceAll<Document extends { readonly _id: string }>(
  model: Model<Document>,
  documents: readonly Document[],
  removable: Conditions = {},
  keeping: readonly string[] = [],
): Promise<void> {
  const collection = model.db.collection<{ _id: string }>(model.collection.collectionName);
  const writes = documents.map(({ _id, ...content }) => {
    const entries = Object.entries(content);
    const first = Object.fromEntries(entries.filter(([name]) => keeping.includes(name)));
    const always = Object.fromEntries(entries.filter(([name]) => !keeping.includes(name)));
    return {
      updateOne: {
        filter: { _id },
        update: { $set: always, ...(keeping.length === 0 ? {} : { $setOnInsert: first }) },
        upsert: true,
      },
    };
  });
  if (writes.length > 0) await collection.bulkWrite(writes);
  await collection.deleteMany({ ...removable, _id: { $nin: documents.map(({ _id }) => _id) } });
}

/** Writes the documents that are not there yet, in one command. */
export async function insertNew<Document extends { readonly _id: string }>(
  model: Model<Document>,
  documents: readonly Document[],
): Promise<void> {
  if (documents.length === 0) return;
  const collection = model.db.collection<{ _id: string }>(model.collection.collectionName);
  try {
    await collection.insertMany([...documents], { ordered: false });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

/** Writes a document as the version after the one that is expected; false when another one is there. One atomic write. */
export async function saveNext<Document extends { readonly _id: string; readonly version: number }>(
  model: Model<Document>,
  { _id, ...content }: Document,
  expectedVersion: number,
): Promise<boolean> {
  const collection = model.db.collection<{ _id: string; version: number }>(model.collection.collectionName);
  const { matchedCount } = await collection.updateOne({ _id, version: expectedVersion }, { $set: content });
  return matchedCount === 1;
}

/** Whether a write failed since a unique index holds its key already. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === 11_000;
}
