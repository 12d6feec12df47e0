import type { Offering } from "./offering";
import type { Proposal } from "./proposal";
import type {
  AgencyRecord,
  FactSourceRecord,
  ProcedureRecord,
  ReportedFigureRecord,
  Searchable,
  SectorRecord,
  ServiceLevelsRecord,
  ServiceListRecord,
} from "./records";
import type { VersionMessage, VersionRecord } from "./version";

/** A record as a document: its key is `_id`. */
type Keyed<Stored, Key extends keyof Stored> = Omit<Stored, Key> & { readonly _id: string };

/** `codes` are its code and all aliases, so that one index finds it by any of them. */
export type AgencyDocument = Keyed<AgencyRecord, "code"> & { readonly codes: readonly string[] };
export type SectorDocument = Keyed<SectorRecord, "code">;
export type ProcedureDocument = Keyed<ProcedureRecord, "code"> & Partial<Searchable>;
export type VersionDocument = Keyed<Omit<VersionRecord, "messages">, "id"> & { readonly outbox: OutboxState | null };
export type OfferingDocument = Keyed<Offering, "id"> & Commanded;
export type ServiceListDocument = Keyed<ServiceListRecord, "id">;
export type ReportedFigureDocument = Keyed<ReportedFigureRecord, "id"> & Partial<Searchable>;
export type ProposalDocument = Keyed<Proposal, "id"> & Commanded & { readonly agencyPath: readonly string[] };

/** Texts of the idempotency keys in it, for a unique index; absent while there are none, since none would be a value as well. */
interface Commanded {
  readonly commandIds?: readonly string[];
}

/** The messages of a version, and how far they have come. */
export interface OutboxState {
  readonly state: "DUE" | "SENT";
  readonly dueAt: Date;
  readonly attempts: number;
  readonly messages: readonly VersionMessage[];
  /** How many are acknowledged or refused for good. */
  readonly handled: number;
  /** Those that need a person. */
  readonly refused: readonly { readonly message: number; readonly reason: string; readonly at: Date }[];
}

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
