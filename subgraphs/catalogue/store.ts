import { type Connection, trusted } from "mongoose";
import type { AgencyKind } from "./data/types";
import { type AgencyDocument, byCode, byId, type MetaDocument, withCode, withId } from "./documents";
import type { ProcedureSearchStore } from "./procedure-search";
import type {
  AgencyRecord,
  FactSourceRecord,
  ProcedureRecord,
  ReferenceData,
  ReportedFigureRecord,
  Searchable,
  SectorRecord,
  ServiceLevelsRecord,
  ServiceListRecord,
} from "./records";
import { type OfferingsStore, openOfferingsStore } from "./store-offerings";
import { openProposalsStore, type ProposalsStore } from "./store-proposals";
import {
  ALL,
  conditionsOf,
  DEADLINE,
  find,
  findInOrder,
  following,
  ifGiven,
  insertNew,
  replaceAll,
  startingWith,
} from "./store-query";
import { modelsOf } from "./store-schema";
import { readProceduresByName } from "./store-search";
import { openVersionsStore, toVersionDocument, type VersionsStore } from "./store-versions";
import type { VersionRecord } from "./version";
import { createWordFrequencies } from "./word-frequencies";

type Found<Stored> = Promise<readonly (Stored | null)[]>;

/** A page of agencies, in the order of codes. */
export interface AgencyQuery {
  readonly kind: AgencyKind | null;
  readonly after: string | null;
  readonly limit: number;
}

/** A page of reported figures, oldest first. */
export interface FigureQuery {
  /** All of them must be in the subject. */
  readonly words: readonly string[];
  readonly source: string | null;
  readonly doubted: boolean | null;
  readonly after: { readonly dateKey: string; readonly id: string } | null;
  readonly limit: number;
}

/** The catalogue in MongoDB. Every method is one command unless it says otherwise; lookups answer in the order of their keys. */
export interface CatalogueStore extends ProcedureSearchStore, VersionsStore, OfferingsStore, ProposalsStore {
  /** By canonical code or by any alias. */
  agencies(codes: readonly string[]): Found<AgencyRecord>;
  agencyPage(query: AgencyQuery): Promise<readonly AgencyRecord[]>;
  sectors(codes: readonly string[]): Found<SectorRecord>;
  allSectors(): Promise<readonly SectorRecord[]>;
  procedures(codes: readonly string[]): Found<ProcedureRecord>;
  serviceLists(ids: readonly string[]): Found<ServiceListRecord>;
  allServiceLists(): Promise<readonly ServiceListRecord[]>;
  serviceListsNaming(procedureCodes: readonly string[]): Promise<readonly ServiceListRecord[]>;
  figurePage(query: FigureQuery): Promise<readonly ReportedFigureRecord[]>;
  serviceLevels(): Promise<ServiceLevelsRecord>;
  factSources(): Promise<readonly FactSourceRecord[]>;
  /** Null when no reference data was written, or not all of it. */
  referenceChecksum(): Promise<string | null>;
  /** Replaces the reference data, in at most three commands for each collection. */
  writeReferenceData(data: ReferenceData, checksum: string): Promise<void>;
  /** Tells that a version was published: its message can go. */
  published(): void;
  /** Reads how common words are, which makes searches quick; called when the store opens. */
  learnWords(): Promise<void>;
  /** Samples in batches, as far as they are not there. */
  insertProcedures(
    procedures: readonly (ProcedureRecord & Searchable)[],
    versions: readonly VersionRecord[],
  ): Promise<void>;
  insertAgencies(agencies: readonly AgencyRecord[]): Promise<void>;
  /** Which samples were written whole; null for none. */
  sampleMark(): Promise<string | null>;
  markSamples(mark: string): Promise<void>;
  /** Makes every index; called before anything is served. */
  createIndexes(): Promise<void>;
  ping(): Promise<void>;
}

/**
 * Opens the store on a connection that somebody else closes.
 * @param published called when a version was published
 */
export function openCatalogueStore(connection: Connection, published: () => void): CatalogueStore {
  const models = modelsOf(connection);
  const { agencies, sectors, procedures, versions, serviceLists, figures, meta } = models;
  const frequencies = createWordFrequencies();
  const readMeta = () => meta.findById("reference-data").maxTimeMS(DEADLINE).lean<MetaDocument>().exec();

  return {
    ...openVersionsStore(models, frequencies),
    ...openOfferingsStore(models),
    ...openProposalsStore(models),
    async agencies(codes) {
      const wanted = trusted({ $in: [...codes] });
      const rows = await find(agencies, { codes: wanted }, codes.length, {});
      const named = new Map(rows.map(toAgency).flatMap((row) => [row.code, ...row.aliases].map((code) => [code, row])));
      return codes.map((code) => named.get(code) ?? null);
    },
    async agencyPage({ kind, after, limit }) {
      const filter = { ...ifGiven("kind", kind), ...(after === null ? {} : { _id: trusted({ $gt: after }) }) };
      return (await find(agencies, filter, limit)).map(toAgency);
    },
    sectors: (codes) => findInOrder(sectors, codes, withCode),
    allSectors: async () => (await find(sectors, {}, ALL)).map(withCode),
    procedures: (codes) => findInOrder(procedures, codes, withCode),
    async proceduresByCode({ codeStart, after, limit, ...conditions }) {
      const unread = after === null ? [] : [{ _id: trusted({ $gt: after }) }];
      const filter = { ...conditionsOf(conditions), $and: [{ _id: startingWith(codeStart) }, ...unread] };
      return (await find(procedures, filter, limit)).map(withCode);
    },
    proceduresByName: (query) => readProceduresByName(procedures, frequencies, query),
    serviceLists: (ids) => findInOrder(serviceLists, ids, withId),
    allServiceLists: async () => (await find(serviceLists, {}, ALL, { decidedOn: 1, _id: 1 })).map(withId),
    async serviceListsNaming(procedureCodes) {
      const naming = { "namedProcedures.procedureCode": trusted({ $in: [...procedureCodes] }) };
      return (await find(serviceLists, naming, ALL, { decidedOn: 1, _id: 1 })).map(withId);
    },
    async figurePage({ words, source, doubted, after, limit }) {
      const filter = {
        ...(words.length === 0 ? {} : { words: trusted({ $all: [...words] }) }),
        ...ifGiven("source", source),
        ...(doubted === null ? {} : { doubt: doubted ? trusted({ $ne: null }) : null }),
        ...(after === null ? {} : following("dateKey", { value: after.dateKey, id: after.id })),
      };
      return (await find(figures, filter, limit, { dateKey: 1, _id: 1 })).map(withId);
    },
    serviceLevels: async () => (await readMeta())?.serviceLevels ?? { legacyLevels: [], serviceScopes: [] },
    factSources: async () => (await readMeta())?.factSources ?? [],

    referenceChecksum: async () => (await readMeta())?.checksum ?? null,
    async writeReferenceData(data, checksum) {
      // A procedure of a later version was published here: neither replaced nor removed. Nor is what only lives here.
      const published = await procedures
        .find({ version: trusted({ $gt: 1 }) })
        .select({ _id: 1 })
        .maxTimeMS(DEADLINE)
        .lean();
      const kept = new Set(published.map(({ _id }) => _id));
      const writable = data.procedures.filter(({ code }) => !kept.has(code));
      const reference = { $in: ["REFERENCE", null] };
      await replaceAll(agencies, data.agencies.map(toAgencyDocument), { synthetic: { $ne: true } });
      await replaceAll(sectors, data.sectors.map(byCode));
      await replaceAll(procedures, writable.map(byCode), { version: 1, origin: reference });
      const firsts = data.versions.map(toVersionDocument);
      // The day on which a first version ended is not the reference data's to say.
      await replaceAll(versions, firsts, { number: 1, request: null, "content.source.0": { $exists: true } }, [
        "effectiveTo",
      ]);
      await replaceAll(serviceLists, data.serviceLists.map(byId));
      await replaceAll(figures, data.reportedFigures.map(byId));
      const { serviceLevels, factSources } = data;
      const vouching = { checksum, serviceLevels, factSources };
      await meta.updateOne({ _id: "reference-data" }, { $set: vouching }, { upsert: true }).exec();
    },
    published,
    async insertProcedures(rows, firsts) {
      await insertNew(versions, firsts.map(toVersionDocument));
      await insertNew(procedures, rows.map(byCode));
      for (const { words } of rows) frequencies.add(words);
    },
    async learnWords() {
      const rows = await procedures
        .find()
        .select({ words: 1 })
        .batchSize(ALL * 10)
        .lean<{ words?: string[] }[]>();
      for (const { words } of rows) frequencies.add(words ?? []);
    },
    async insertAgencies(rows) {
      await insertNew(agencies, rows.map(toAgencyDocument));
    },
    async sampleMark() {
      const found = await meta.findById("samples").maxTimeMS(DEADLINE).lean<MetaDocument>().exec();
      return found?.checksum ?? null;
    },
    async markSamples(checksum) {
      await meta.updateOne({ _id: "samples" }, { $set: { checksum } }, { upsert: true }).exec();
    },
    async createIndexes() {
      for (const model of Object.values(models)) await model.createIndexes();
    },
    async ping() {
      await connection.db?.admin().ping();
    },
  };
}

function toAgencyDocument(agency: AgencyRecord): AgencyDocument {
  return { ...byCode(agency), codes: [agency.code, ...agency.aliases] };
}

function toAgency({ codes: _, ...document }: AgencyDocument): AgencyRecord {
  return withCode(document);
}
