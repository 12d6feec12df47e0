import type { LocalFeeRule } from "./data/local-fee-rules";
import type { ReportedFigure } from "./data/reported-figures/figure";
import type { LegacyLevelRow, ServiceScopeRow } from "./data/service-levels";
import type { ListCount, ListedProcedure, ServiceListRow } from "./data/service-lists/types";
import type {
  AgencyRow,
  Applicant,
  Collection,
  Confidence,
  ProcedureResult,
  ProcedureRow,
  SectorRow,
} from "./data/types";
import type { VersionRecord } from "./version";

/**
 * What the store keeps and gives: the rows of the reference data, with what lookups need beside them. A member that ends in
 * `Code`, `Codes` or `Id` names another record.
 */

export interface AgencyRecord extends Omit<AgencyRow, "parent" | "successors" | "confidence"> {
  /** Null for a synthetic one. */
  readonly confidence: Confidence | null;
  /** Invented for samples; absent for a real one. */
  readonly synthetic?: boolean;
  readonly parentCode: string | null;
  readonly successorCodes: readonly string[];
  /** The other direction of `successorCodes`. */
  readonly predecessorCodes: readonly string[];
}

export interface SectorRecord extends Omit<SectorRow, "key"> {
  readonly code: string;
  readonly localFeeRules: readonly LocalFeeRule[];
}

/** Trạng thái of a procedure on the portal: đang công khai, đang công khai sửa đổi bổ sung, bãi bỏ. */
export type ProcedureState = "PUBLISHED" | "AMENDED" | "REPEALED";

/** Who wrote a record: the reference data, an agency through the graph, or the samples. */
export type Origin = "REFERENCE" | "PUBLISHED" | "SAMPLE";

/** The decision that publishes a version (quyết định công bố). */
export interface PublishingDecision {
  readonly number: string;
  readonly issuedOn: string;
}

/** What one version of a procedure says. Members that may be absent were not read of the reference data. */
export interface ProcedureContent
  extends Omit<ProcedureRow, "code" | "sector" | "publishingAgency" | "observedCodes" | "portalId" | "confidence"> {
  readonly sectorCode: string | null;
  readonly publishingAgencyCode: string | null;
  /** Null for what was published here: it is no reading of a source. */
  readonly confidence: Confidence | null;
  readonly applicants?: readonly Applicant[];
  readonly results?: readonly ProcedureResult[];
  readonly requirements?: string | null;
  readonly feeCollection?: Collection | null;
  readonly decision?: PublishingDecision | null;
  /** After a repeal: the procedures that took its place. */
  readonly replacedByCodes?: readonly string[];
}

/** A procedure with the version that is in force. */
export interface ProcedureRecord extends ProcedureContent {
  readonly code: string;
  readonly observedCodes: readonly string[];
  readonly portalId: string | null;
  readonly version: number;
  /** The newest version, in force or not yet; absent where it is the one in force. */
  readonly latestVersion?: number;
  /** Absent where it was not read. */
  readonly state?: ProcedureState | null;
  readonly effectiveFrom?: string | null;
  readonly origin: Origin;
  /** Orders lists: the words of the name, folded. */
  readonly nameKey: string;
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
  /** The first version of each of them. */
  readonly versions: readonly VersionRecord[];
  readonly serviceLists: readonly ServiceListRecord[];
  readonly reportedFigures: readonly (ReportedFigureRecord & Searchable)[];
  readonly serviceLevels: ServiceLevelsRecord;
  readonly factSources: readonly FactSourceRecord[];
}
