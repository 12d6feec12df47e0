import { type Connection, type Model, mongo } from "mongoose";
import { anyOf, type DossierDocument, toDocument, toRecord } from "../store-document";
import { dossierSchema } from "../store-schema";
import { isDuplicateOf, writeChange } from "../store-write";
import type { PacketStore } from "./port";

/** Dossiers as packets reach them: by number whoever they belong to, and changed as a whole by compare-and-set on the version. */
export function dossierSync(connection: Connection): Pick<PacketStore, "dossiers" | "insert" | "replace"> {
  const dossiers: Model<DossierDocument> =
    connection.models.Dossier ?? connection.model<DossierDocument>("Dossier", dossierSchema());
  return {
    async dossiers(numbers) {
      const found = await Promise.all(
        ["number", "requestNumber"].map((field) =>
          dossiers.find(anyOf(field, numbers)).batchSize(BATCH).maxTimeMS(TIME_LIMIT).lean<DossierDocument[]>(),
        ),
      );
      return [...new Map(found.flat().map((document) => [document._id, toRecord(document)])).values()];
    },
    async insert(records) {
      const inserted = new Set(records.map((record) => record.id));
      if (records.length === 0) return inserted;
      try {
        await dossiers.insertMany(records.map(toDocument), { ordered: false });
      } catch (error) {
        for (const index of duplicatesOf(error)) inserted.delete(records[index]?.id ?? "");
      }
      return inserted;
    },
    async replace(before, after) {
      try {
        // "repeated": the packet has been counted meanwhile, which reading again shows.
        return (await writeChange(dossiers, before, after)) === "written";
      } catch (error) {
        if (isDuplicateOf(error, "number")) return false;
        throw error;
      }
    },
  };
}

const TIME_LIMIT = 3_000;
const BATCH = 5_000;

/** The places of documents that a unique index refused. @throws the error itself, when it is of anything else */
function duplicatesOf(error: unknown): readonly number[] {
  if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
  const faults = [error.writeErrors].flat();
  if (faults.length === 0 || faults.some((fault) => fault.code !== DUPLICATE)) throw error;
  return faults.map((fault) => fault.index);
}

const DUPLICATE = 11_000;
