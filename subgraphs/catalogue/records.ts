import type { LocalFeeRule } from "./data/local-fee-rules";
import type { ReportedFigure } from "./data/reported-figures/figure";
import type { LegacyLevelRow, ServiceScope, ServiceScopeRow } from "./data/service-levels";
import type { ListCount, ListedProcedure, ServiceListRow } from "./data/service-lists/types";
import type { AgencyRow, LegalBasis, ProcedureRow, SectorRow } from "./data/types";

/**
 * What the store keeps and gives: the rows of the reference data, with what lookups need beside them. A member that ends in
 * `Code`, `Codes` or `Id` names another record.
 */

export interface AgencyRecord extends Omit<AgencyRow, "parent" | "successors"> {
  readonly parentCode: string | null;
  readonly successorCodes: readonly string[];
  /** The other direction of `successorCodes`. */
  readonly predecessorCodes: readonly string[];
}

export interface SectorRecord extends Omit<SectorRow, "key"> {
  readonly code: string;
  readonly localFeeRules: readonly LocalFeeRule[];
}

export interface ProcedureRecord extends Omit<ProcedureRow, "sector" | "publishingAgency"> {
  readonly sectorCode: string | null;
  readonly publishingAgencyCode: string | null;
  readonly version: number;
  /** Orders lists: the folded name. */
  readonly nameKey: string;
}

export interface OnlineServiceRecord {
  readonly code: string;
  readonly name: string;
  readonly procedureCode: string;
  readonly agencyCode: string;
  readonly legacyLevel: number | null;
  readonly legacyLevelBasis: LegalBasis | null;
  readonly serviceScope: ServiceScope | null;
  readonly serviceScopeBasis: LegalBasis | null;
}

export interface ListCountRecord extends Omit<ListCount, "count" | "agency"> {
  readonly value: number;
  readonly bodyCode: string | null;
  readonly doubt: string | null;
}

export interface ListedProcedureRecord extends Omit<ListedProcedure, "procedure" | "agency"> {
  readonly procedureCode: string | null;
  readonly agencyCode: string | null;
  readonly key: string | null;
  readonly doubt: string | null;
}

export interface ServiceListRecord
  extends Omit<ServiceListRow, "number" | "counts" | "namedBodies" | "namedProcedures"> {
  readonly decisionNumber: string | null;
  readonly counts: readonly ListCountRecord[];
  readonly namedBodies: readonly { readonly printed: string; readonly agencyCode: string }[];
  readonly namedProcedures: readonly ListedProcedureRecord[];
}

export interface ReportedFigureRecord extends Omit<ReportedFigure, "agency"> {
  readonly agencyCode: string | null;
  /** Orders lists: `reportedOn`, or the empty text where that is not known. */
  readonly dateKey: string;
}

export interface ServiceLevelsRecord {
  readonly legacyLevels: readonly LegacyLevelRow[];
  readonly serviceScopes: readonly ServiceScopeRow[];
}

export interface FactSourceRecord {
  readonly id: string;
  readonly description: string;
}

/** Words that a record is found by, which no reader of the record gets. */
export interface Searchable {
  readonly words: readonly string[];
}

/** All reference data as it is stored. */
export interface ReferenceData {
  readonly agencies: readonly AgencyRecord[];
  readonly sectors: readonly SectorRecord[];
  readonly procedures: readonly (ProcedureRecord & Searchable)[];
  readonly serviceLists: readonly ServiceListRecord[];
  readonly reportedFigures: readonly (ReportedFigureRecord & Searchable)[];
  readonly serviceLevels: ServiceLevelsRecord;
  readonly factSources: readonly FactSourceRecord[];
}
