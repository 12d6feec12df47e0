import { type Connection, trusted } from "mongoose";
import type { Outbox } from "../kit";
import type { DossierRecord } from "./dossier";
import { OUTBOX_MUTATIONS } from "./messages";
import { serialName } from "./number";
import { narrowedTo, type Scope } from "./scope";
import {
  after,
  anyOf,
  type Condition,
  conditionsOf,
  type DossierDocument,
  type DueFilter,
  type DueKeyset,
  type Keyset,
  type ListFilter,
  toDocument,
  toRecord,
  within,
} from "./store-document";
import { type FigureStore, openFigureStore } from "./store-figures";
import { dossierOutbox } from "./store-outbox";
import { openReferences, type ReferenceStore } from "./store-reference";
import { insertSamples, type SampleLoad } from "./store-samples";
import { dossierSchema, type SerialDocument, serialSchema } from "./store-schema";
import { isDuplicateOf, type Written, writeChange } from "./store-write";

/** The dossiers, kept in MongoDB. Every read of dossiers takes the caller's {@link Scope}; only figures and own commands do not. */
export interface DossierStore extends ReferenceStore {
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
  /** One page of dossiers whose clock runs, by appointment, the most urgent first. */
  listDue(scope: Scope, filter: DueFilter, keyset: DueKeyset): Promise<readonly DossierRecord[]>;
  /** What public figures are counted from. It knows no scope: nothing in it is about a person. */
  readonly figures: FigureStore;
  /** Writes a new dossier, atomically with the command that made it. False when that command has been carried out before. */
  insert(dossier: DossierRecord): Promise<boolean>;
  /** Writes what `after` says over `before`, if that is still what is stored; with the command and the outbox, atomically. */
  change(before: DossierRecord, after: DossierRecord): Promise<Written>;
  /** What a command made or changed. Needs no scope: a command's id names the account that gave it. */
  byCommand(commandId: string): Promise<DossierRecord | null>;
  /** The next serial of dossier numbers of an agency on a day, from 1; never given twice. */
  nextSerial(agency: string, day: string): Promise<number>;
  /** See {@link insertSamples}. */
  insertSamples(load: SampleLoad): Promise<number>;
  /** What other subgraphs must still be told. */
  readonly outbox: Outbox;
  /** Throws while the store does not answer. */
  ping(): Promise<void>;
}

/**
 * Makes the indexes, then the store.
 * @param onOutbox called after a write that put an entry into the outbox
 */
export async function openDossierStore(
  connection: Connection,
  onOutbox: () => void = () => undefined,
): Promise<DossierStore> {
  const dossiers = connection.model<DossierDocument>("Dossier", dossierSchema());
  const serials = connection.model<SerialDocument>("Serial", serialSchema());
  await dossiers.createIndexes();
  const references = await openReferences(connection);
  const figures = await openFigureStore(connection, dossiers);
  await figures.prepare();
  const find = (scope: Scope, conditions: readonly Condition[]) => {
    const allowed = within(scope, conditions);
    return allowed === null
      ? null
      : dossiers.find(allowed).batchSize(BATCH).maxTimeMS(TIME_LIMIT).lean<DossierDocument[]>();
  };

  return {
    ...references,
    figures,
    outbox: dossierOutbox(dossiers, OUTBOX_MUTATIONS),
    async byIds(scope, ids) {
      const found = await find(scope, [anyOf("_id", ids)]);
      return new Map(found?.map((document) => [document._id, toRecord(document)]));
    },
    async byNumbers(scope, numbers) {
      const found = await find(scope, [anyOf("number", numbers)]);
      return new Map(found?.map((document) => [document.number ?? "", toRecord(document)]));
    },
    async list(scope, filter, keyset) {
      const found = await find(narrowedTo(filter.agency?.code, scope), [...conditionsOf(filter), ...after(keyset)])
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
    async listDue(scope, filter, { after: last, limit }) {
      const found = await find(narrowedTo(filter.agency, scope), [
        { openDueAt: trusted({ $exists: true }) },
        ...(filter.agency === null ? [] : [{ agencies: filter.agency }]),
        ...(filter.before === null ? [] : [{ openDueAt: trusted({ $lt: filter.before }) }]),
        ...(last === null
          ? []
          : [
              { openDueAt: trusted({ $gte: last.dueAt }) },
              { $or: [{ openDueAt: trusted({ $gt: last.dueAt }) }, { _id: trusted({ $gt: last.id }) }] },
            ]),
      ])
        ?.sort({ openDueAt: 1, _id: 1 })
        .limit(limit);
      return found?.map(toRecord) ?? [];
    },
    async insert(dossier) {
      try {
        await dossiers.create(toDocument(dossier));
        if (dossier.outbox.length > 0) onOutbox();
        return true;
      } catch (error) {
        if (isDuplicateOf(error, "commands")) return false;
        throw error;
      }
    },
    async change(before, next) {
      const written = await writeChange(dossiers, before, next);
      if (written === "written" && next.outbox.length > before.outbox.length) onOutbox();
      return written;
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
    insertSamples: (load) => insertSamples(load, { dossiers, serials, figures }),
    async ping() {
      await dossiers.findOne({ _id: "" }, { _id: 1 }).maxTimeMS(TIME_LIMIT).lean();
    },
  };
}

const TIME_LIMIT = 1_500;
/** Above every page and every set of groups that is asked for, so that an answer never takes a second command. */
const BATCH = 5_000;
const NEWEST = { filedAt: -1, _id: -1 } as const;
