import type { DossierChannel, DossierFeeKind, DossierFeeState } from "./dossier";
import type { TimeLimit } from "./life";

/** When the fee is collected: before the dossier is forwarded to the agency, while it is handled, or never. */
export enum DossierFeeCollection {
  BEFORE = "BEFORE",
  AFTER = "AFTER",
  NONE = "NONE",
}

/** Units of a time limit: giờ, ngày, ngày làm việc, tháng. */
export enum DossierTimeUnit {
  HOUR = "HOUR",
  DAY = "DAY",
  WORKING_DAY = "WORKING_DAY",
  MONTH = "MONTH",
}

/** A version of a procedure as far as dossiers need it: this subgraph's own copy of what the catalogue told. */
export interface ProcedureVersion {
  readonly procedureCode: string;
  readonly version: number;
  /** `yyyy-MM-dd`; the days on which filing falls under it, both included. */
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  readonly collection: DossierFeeCollection;
  readonly afterFifteen: boolean;
  readonly timeLimits: readonly ChannelTimeLimit[];
  readonly fees: readonly FeeRule[];
}

/** A time limit, of one channel or of any (null). */
export interface ChannelTimeLimit extends TimeLimit {
  readonly channel: DossierChannel | null;
}

/** A fee with what it holds for; null members hold for everything. */
export interface FeeRule {
  readonly kind: DossierFeeKind | null;
  readonly code: string | null;
  readonly name: string;
  readonly amount: number | null;
  readonly state: DossierFeeState;
  readonly channel: DossierChannel | null;
  /** The place: this agency and the units under it. */
  readonly agency: string | null;
  readonly from: string | null;
  readonly to: string | null;
}
