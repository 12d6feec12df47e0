import type { Connection } from "mongoose";
import type { DossierRecord } from "./dossier";
import { serialName } from "./number";
import type { Scope } from "./scope";
import {
  type Statistics,
  type StatisticsQuestion,
  type StatisticsRow,
  statisticsOf,
  statisticsPipeline,
} from "./statistics";
import {
  after,
  anyOf,
  type Condition,
  conditionsOf,
  type DossierDocument,
  type Keyset,
  type ListFilter,
  toDocument,
  toRecord,
  within,
} from "./store-document";
import { dossierSchema, type SerialDocument, serialSchema } from "./store-schema";

/** The dossiers, kept in MongoDB. Every read of dossiers takes the caller's {@link Scope}; only figures and own commands do not. */
export interface DossierStore {
  /** Those of the ids that exist within the scope, by id. */
  byIds(scope: Scope, ids: readonly string[]): Promise<ReadonlyMap<string, DossierRecord>>;
  byNumbers(scope: Scope, numbers: readonly string[]): Promise<ReadonlyMap<string, DossierRecord>>;
  /** One page, newest first. */
  list(scope: Scope, filter: ListFilter, keyset: Keyset): Promise<readonly DossierRecord[]>;
  /** The same page of each owner's dossiers, by one command; an owner without any is absent. */
  listByOwner(
    scope: Scope,
    owners: readonly string[],
    keyset: Keyset,
  ): Promise<ReadonlyMap<string, readonly DossierRecord[]>>;
  statistics(question: StatisticsQuestion): Promise<ReadonlyMap<string, Statistics>>;
  /** Writes a new dossier, atomically with the command that made it. False when that command has been carried out before. */
  insert(dossier: DossierRecord): Promise<boolean>;
  /** What a command made. Needs no scope: a command's id names the account that gave it. */
  byCommand(commandId: string): Promise<DossierRecord | null>;
  /** The next serial of dossier numbers of an agency on a day, from 1; never given twice. */
  nextSerial(agency: string, day: string): Promise<number>;
  /**
   * Puts in the samples that are absent and keeps the counters above their serials; does nothing to a store that holds dossiers but none
   * of these. Returns how many were put in.
   */
  insertSamples(samples: readonly DossierRecord[], serials: ReadonlyMap<string, number>): Promise<number>;
  /** Throws while the store does not answer. */
  ping(): Promise<void>;
}

/** Makes the indexes, then the store. */
export async function openDossierStore(connection: Connection): Promise<DossierStore> {
  const dossiers = connection.model<DossierDocument>("Dossier", dossierSchema());
  const serials = connection.model<SerialDocument>("Serial", serialSchema());
  await dossiers.createIndexes();
  const find = (scope: Scope, conditions: readonly Condition[]) => {
    const allowed = within(scope, conditions);
    return allowed === null
      ? null
      : dossiers.find(allowed).batchSize(BATCH).maxTimeMS(TIME_LIMIT).lean<DossierDocument[]>();
  };

  return {
    async byIds(scope, ids) {
      const found = await find(scope, [anyOf("_id", ids)]);
      return new Map(found?.map((document) => [document._id, toRecord(document)]));
    },
    async byNumbers(scope, numbers) {
      const found = await find(scope, [anyOf("number", numbers)]);
      return new Map(found?.map((document) => [document.number ?? "", toRecord(document)]));
    },
    async list(scope, filter, keyset) {
      const found = await find(scope, [...conditionsOf(filter), ...after(keyset)])
        ?.sort(NEWEST)
        .limit(keyset.limit);
      return found?.map(toRecord) ?? [];
    },
    async listByOwner(scope, owners, keyset) {
      const allowed = within(scope, [anyOf("owner.citizen", owners), ...after(keyset)]);
      if (allowed === null) return new Map();
      const groups = await dossiers
        .aggregate<{ _id: string; page: DossierDocument[] }>([
          { $match: allowed },
          { $sort: NEWEST },
          { $group: { _id: "$owner.citizen", all: { $push: "$$ROOT" } } },
          { $project: { page: { $slice: ["$all", keyset.limit] } } },
        ])
        .option({ batchSize: BATCH, maxTimeMS: TIME_LIMIT });
      return new Map(groups.map((group) => [group._id, group.page.map(toRecord)]));
    },
    async statistics(question) {
      const rows = await dossiers
        .aggregate<StatisticsRow>(statisticsPipeline(question))
        .option({ batchSize: BATCH, maxTimeMS: TIME_LIMIT });
      return statisticsOf(question.keys, rows);
    },
    async insert(dossier) {
      try {
        await dossiers.create(toDocument(dossier));
        return true;
      } catch (error) {
        if (isDuplicateOf(error, "commands")) return false;
        throw error;
      }
    },
    async byCommand(commandId) {
      const found = await dossiers.findOne({ commands: commandId }).maxTimeMS(TIME_LIMIT).lean<DossierDocument>();
      return found === null ? null : toRecord(found);
    },
    async nextSerial(agency, day) {
      const counter = await serials
        .findOneAndUpdate(
          { _id: serialName(agency, day) },
          { $inc: { last: 1 } },
          { upsert: true, returnDocument: "after" },
        )
        .lean<{ last: number }>();
      if (counter === null) throw new Error(`the counter ${serialName(agency, day)} gave nothing`);
      return counter.last;
    },
    async insertSamples(samples, highest) {
      const ids = samples.map((sample) => sample.id);
      const present = new Set(await dossiers.distinct("_id", anyOf("_id", ids)));
      if (present.size === 0 && (await dossiers.findOne({}, { _id: 1 }).lean()) !== null) return 0;
      const absent = samples.filter((sample) => !present.has(sample.id));
      await serials.bulkWrite(
        [...highest].map(([name, last]) => ({
          updateOne: { filter: { _id: name }, update: { $max: { last } }, upsert: true },
        })),
      );
      for (let from = 0; from < absent.length; from += CHUNK) {
        await dossiers.insertMany(absent.slice(from, from + CHUNK).map(toDocument));
      }
      return absent.length;
    },
    async ping() {
      await dossiers.findOne({ _id: "" }, { _id: 1 }).maxTimeMS(TIME_LIMIT).lean();
    },
  };
}

const TIME_LIMIT = 1_500;
const CHUNK = 100;
/** Above every page and every set of groups that is asked for, so that an answer never takes a second command. */
const BATCH = 5_000;
const NEWEST = { filedAt: -1, _id: -1 } as const;

function isDuplicateOf(error: unknown, field: string): boolean {
  if (typeof error !== "object" || error === null || !("code" in error) || error.code !== 11_000) return false;
  return (
    "keyPattern" in error &&
    typeof error.keyPattern === "object" &&
    error.keyPattern !== null &&
    field in error.keyPattern
  );
}
