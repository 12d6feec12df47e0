import { type Model, mongo, type Schema } from "mongoose";

/** No read waits longer than this many milliseconds for the server. */
export const DEADLINE = 1_500;
const DUPLICATE_KEY = 11_000;

export const text = { type: String, required: true };
export const number = { type: Number, required: true };
export const flag = { type: Boolean, required: true };
export const moment = { type: Date, required: true };
export const textOrNull = { type: String, default: null };
export const numberOrNull = { type: Number, default: null };

/** A schema as all of ours are: nothing is added to documents, and nothing is made on the fly. */
export function plain<Document>(schema: Schema<Document>): Schema<Document> {
  schema.set("versionKey", false);
  schema.set("autoIndex", false);
  schema.set("autoCreate", false);
  return schema;
}

/**
 * Inserts each document by itself, in one command, and returns how many no unique index refused. They go as they are: our own mappers
 * made them, and checking a thousand of them against the schema takes longer than writing them.
 */
export async function addMissing<Document>(model: Model<Document>, documents: readonly Document[]): Promise<number> {
  if (documents.length === 0) return 0;
  try {
    const inserted = await model.insertMany([...documents], { ordered: false, lean: true });
    return inserted.length;
  } catch (error) {
    if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
    const faults = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors];
    if (faults.some((fault) => fault.code !== DUPLICATE_KEY) || error.result.getWriteConcernError() !== undefined)
      throw error;
    return error.insertedCount;
  }
}

/** What was found, in the order of the ids; null for what was not. */
export function inOrder<Item extends { readonly id: string }>(
  ids: readonly string[],
  found: readonly Item[],
): (Item | null)[] {
  const byId = new Map(found.map((item) => [item.id, item]));
  return ids.map((id) => byId.get(id) ?? null);
}
