import { type Connection, trusted } from "mongoose";
import type { AgencyKind } from "./data/types";
import { byCode, byId, type MetaDocument, withCode, withId } from "./documents";
import type { ProcedureSearchStore } from "./procedure-search";
import type { Proposal } from "./proposal";
import type {
  AgencyRecord,
  FactSourceRecord,
  OnlineServiceRecord,
  ProcedureRecord,
  ReferenceData,
  ReportedFigureRecord,
  SectorRecord,
  ServiceLevelsRecord,
  ServiceListRecord,
} from "./records";
import type { ProposalStore } from "./service";
import {
  ALL,
  conditionsOf,
  DEADLINE,
  find,
  findInOrder,
  following,
  ifGiven,
  isDuplicateKey,
  replaceAll,
  startingWith,
} from "./store-query";
import { modelsOf } from "./store-schema";

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
export interface CatalogueStore extends ProcedureSearchStore, ProposalStore {
  /** By canonical code or by any alias. */
  agencies(codes: readonly string[]): Found<AgencyRecord>;
  agencyPage(query: AgencyQuery): Promise<readonly AgencyRecord[]>;
  sectors(codes: readonly string[]): Found<SectorRecord>;
  allSectors(): Promise<readonly SectorRecord[]>;
  procedures(codes: readonly string[]): Found<ProcedureRecord>;
  onlineServices(codes: readonly string[]): Found<OnlineServiceRecord>;
  serviceLists(ids: readonly string[]): Found<ServiceListRecord>;
  allServiceLists(): Promise<readonly ServiceListRecord[]>;
  serviceListsNaming(procedureCode: string): Promise<readonly ServiceListRecord[]>;
  figurePage(query: FigureQuery): Promise<readonly ReportedFigureRecord[]>;
  serviceLevels(): Promise<ServiceLevelsRecord>;
  factSources(): Promise<readonly FactSourceRecord[]>;
  /** Open proposals of the procedure by other agencies, in the order of their codes. */
  openProposals(query: { procedureCode: string; exceptAgency: string; limit: number }): Promise<readonly Proposal[]>;
  /** Null when no reference data was written, or not all of it. */
  referenceChecksum(): Promise<string | null>;
  /** Replaces the reference data, in at most three commands for each collection. */
  writeReferenceData(data: ReferenceData, checksum: string): Promise<void>;
  /** Makes every index; called before anything is served. */
  createIndexes(): Promise<void>;
  ping(): Promise<void>;
}

/** Opens the store on a connection that somebody else closes. */
export function openCatalogueStore(connection: Connection): CatalogueStore {
  const models = modelsOf(connection);
  const { agencies, sectors, procedures, onlineServices, serviceLists, figures, proposals, meta } = models;
  const readMeta = () => meta.findById("reference-data").maxTimeMS(DEADLINE).lean<MetaDocument>().exec();

  return {
    async agencies(codes) {
      const wanted = trusted({ $in: [...codes] });
      const rows = await find(agencies, { $or: [{ _id: wanted }, { aliases: wanted }] }, codes.length);
      const named = new Map(rows.map(withCode).flatMap((row) => [row.code, ...row.aliases].map((code) => [code, row])));
      return codes.map((code) => named.get(code) ?? null);
    },
    async agencyPage({ kind, after, limit }) {
      const filter = { ...ifGiven("kind", kind), ...(after === null ? {} : { _id: trusted({ $gt: after }) }) };
      return (await find(agencies, filter, limit)).map(withCode);
    },
    sectors: (codes) => findInOrder(sectors, codes, withCode),
    allSectors: async () => (await find(sectors, {}, ALL)).map(withCode),
    procedures: (codes) => findInOrder(procedures, codes, withCode),
    async proceduresByCode({ codeStart, after, limit, ...conditions }) {
      const unread = after === null ? [] : [{ _id: trusted({ $gt: after }) }];
      const filter = { ...conditionsOf(conditions), $and: [{ _id: startingWith(codeStart) }, ...unread] };
      return (await find(procedures, filter, limit)).map(withCode);
    },
    async proceduresByName({ words, start, exceptCodeStart, after, limit, ...conditions }) {
      const wanted = [...words, ...(start === null ? [] : [startingWith(start)])];
      const filter = {
        ...conditionsOf(conditions),
        ...(wanted.length === 0 ? {} : { words: trusted({ $all: wanted }) }),
        ...(exceptCodeStart === null ? {} : { _id: trusted({ $not: startingWith(exceptCodeStart) }) }),
        ...(after === null ? {} : following("nameKey", { value: after.nameKey, id: after.code })),
      };
      return (await find(procedures, filter, limit, { nameKey: 1, _id: 1 })).map(withCode);
    },
    onlineServices: (codes) => findInOrder(onlineServices, codes, withCode),
    serviceLists: (ids) => findInOrder(serviceLists, ids, withId),
    allServiceLists: async () => (await find(serviceLists, {}, ALL, { decidedOn: 1, _id: 1 })).map(withId),
    async serviceListsNaming(procedureCode) {
      const naming = { "namedProcedures.procedureCode": procedureCode };
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

    async insertProposal({ id, ...proposal }) {
      try {
        await proposals.insertMany([{ _id: id, ...proposal }]);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async proposalByKey(account, key) {
      const [found] = await find(proposals, { "request.account": account, "request.key": key }, 1);
      return found === undefined ? null : withId(found);
    },
    async openProposals({ procedureCode, exceptAgency, limit }) {
      const filter = { procedureCode, open: true, agencyCode: trusted({ $ne: exceptAgency }) };
      return (await find(proposals, filter, limit, { agencyCode: 1 })).map(withId);
    },

    referenceChecksum: async () => (await readMeta())?.checksum ?? null,
    async writeReferenceData(data, checksum) {
      // A procedure of a later version was published here: neither replaced nor removed.
      const published = await procedures
        .find({ version: trusted({ $gt: 1 }) })
        .select({ _id: 1 })
        .maxTimeMS(DEADLINE)
        .lean();
      const kept = new Set(published.map(({ _id }) => _id));
      const writable = data.procedures.filter(({ code }) => !kept.has(code));
      await replaceAll(agencies, data.agencies.map(byCode));
      await replaceAll(sectors, data.sectors.map(byCode));
      await replaceAll(procedures, writable.map(byCode), { version: 1 });
      await replaceAll(serviceLists, data.serviceLists.map(byId));
      await replaceAll(figures, data.reportedFigures.map(byId));
      const { serviceLevels, factSources } = data;
      await replaceAll(meta, [{ _id: "reference-data", checksum, serviceLevels, factSources }]);
    },
    async createIndexes() {
      for (const model of Object.values(models)) await model.createIndexes();
    },
    async ping() {
      await connection.db?.admin().ping();
    },
  };
}
