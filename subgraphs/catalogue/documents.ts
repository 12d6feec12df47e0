import type { Proposal } from "./proposal";
import type {
  AgencyRecord,
  FactSourceRecord,
  OnlineServiceRecord,
  ProcedureRecord,
  ReportedFigureRecord,
  Searchable,
  SectorRecord,
  ServiceLevelsRecord,
  ServiceListRecord,
} from "./records";

/** A record as a document: its key is `_id`. */
type Keyed<Stored, Key extends keyof Stored> = Omit<Stored, Key> & { readonly _id: string };

export type AgencyDocument = Keyed<AgencyRecord, "code">;
export type SectorDocument = Keyed<SectorRecord, "code">;
export type ProcedureDocument = Keyed<ProcedureRecord, "code"> & Partial<Searchable>;
export type OnlineServiceDocument = Keyed<OnlineServiceRecord, "code">;
export type ServiceListDocument = Keyed<ServiceListRecord, "id">;
export type ReportedFigureDocument = Keyed<ReportedFigureRecord, "id"> & Partial<Searchable>;
export type ProposalDocument = Keyed<Proposal, "id">;

/** What there is one of. The checksum is written last, so that it vouches for everything else. */
export interface MetaDocument {
  readonly _id: string;
  readonly checksum: string;
  readonly serviceLevels: ServiceLevelsRecord;
  readonly factSources: readonly FactSourceRecord[];
}

export const withCode = <Rest extends object>({ _id, ...rest }: Rest & { readonly _id: string }) => ({
  ...rest,
  code: _id,
});

export const withId = <Rest extends object>({ _id, ...rest }: Rest & { readonly _id: string }) => ({
  ...rest,
  id: _id,
});

export const byCode = <Rest extends object>({ code, ...rest }: Rest & { readonly code: string }) => ({
  ...rest,
  _id: code,
});

export const byId = <Rest extends object>({ id, ...rest }: Rest & { readonly id: string }) => ({ ...rest, _id: id });
