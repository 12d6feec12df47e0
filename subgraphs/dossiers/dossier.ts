import type { Role } from "../../schema/caller";
import { agencyPath } from "../kit";
import type {
  DossierResultForm,
  DossierSource,
  FiledRules,
  IssuedForm,
  OutboxRecord,
  OutOfOrderReport,
  PaymentReport,
  ResultDocument,
} from "./life";
import type { SyncState } from "./packets/sync-state";
import type { DossierStatus } from "./status";

/** How a dossier was filed (kênh thực hiện). */
export enum DossierChannel {
  IN_PERSON = "IN_PERSON",
  ONLINE = "ONLINE",
  POST = "POST",
}

/** The portal's values of a fee: an amount, "Miễn phí", "Không có thông tin", or left to the text. */
export enum DossierFeeState {
  FIXED = "FIXED",
  FREE = "FREE",
  UNKNOWN = "UNKNOWN",
  SEE_DESCRIPTION = "SEE_DESCRIPTION",
}

/** Phí or lệ phí. */
export enum DossierFeeKind {
  PHI = "PHI",
  LE_PHI = "LE_PHI",
}

/** What stands for a paper (domain reference 5.7). */
export enum DigitalCopy {
  NONE = "NONE",
  DIGITISED = "DIGITISED",
  COMPONENT_REUSED = "COMPONENT_REUSED",
  RESULT_REUSED = "RESULT_REUSED",
}

/** The dossier's own copy of a fee that it was filed under: a later change of the catalogue does not touch it. */
export interface FeeLine {
  /** Null where the source does not say which. */
  readonly kind: DossierFeeKind | null;
  readonly code: string | null;
  readonly name: string;
  /** Whole đồng; null unless the state is FIXED or FREE. */
  readonly amount: number | null;
  readonly state: DossierFeeState;
}

/** Chủ hồ sơ: a citizen by opaque id, an organisation, or somebody whom a one-stop system named and nobody knows by an id here. */
export type Owner =
  | { readonly citizen: string; readonly organisation: null }
  | { readonly citizen: null; readonly organisation: { readonly name: string; readonly type: string } | null };

/** A role of an agency in the dossier. `path` is what queries ask: the agency and everything above it. */
export interface AgencyRole {
  readonly code: string;
  readonly path: readonly string[];
}

/** The three roles of domain reference 4.5; null while nobody has stated them. */
interface AgencyRoles {
  readonly receiving: AgencyRole;
  readonly helping: AgencyRole | null;
  readonly deciding: AgencyRole | null;
}

export interface Actor {
  readonly role: Role;
  readonly account: string | null;
  readonly agency: string | null;
}

/** One entry of the step log (quá trình xử lý): appended, never changed. */
export interface HistoryEvent {
  readonly seq: number;
  readonly at: Date;
  readonly actor: Actor;
  readonly from: DossierStatus | null;
  readonly to: DossierStatus;
  readonly note: string | null;
  /** The mutation that caused it: its {@link commandId} and a hash of its content. Null for what had none. */
  readonly command: { readonly id: string; readonly hash: string } | null;
}

/** A paper of the dossier (thành phần hồ sơ). */
export interface Component {
  readonly name: string;
  readonly code: string | null;
  readonly originals: number;
  readonly copies: number;
  readonly digital: DigitalCopy;
}

/** A request for missing papers (hồ sơ bổ sung) and what it did to the appointment. */
export interface Supplement {
  readonly seq: number;
  readonly requestedAt: Date;
  readonly requestedBy: Actor;
  readonly content: string;
  readonly suppliedAt: Date | null;
  readonly dueBefore: Date | null;
  readonly dueAfter: Date | null;
}

/** A dossier (hồ sơ) as it is stored: one document, changed as a whole by compare-and-set on `version`. */
export interface DossierRecord extends AgencyRoles {
  readonly id: string;
  /** Null until an agency has received it. */
  readonly number: string | null;
  readonly requestNumber: string;
  readonly procedureCode: string;
  readonly procedureVersion: number | null;
  readonly serviceCode: string | null;
  readonly feeLines: readonly FeeLine[];
  readonly owner: Owner;
  /** Người nộp: a citizen's opaque id; null when only a one-stop system knows them. */
  readonly submitter: string | null;
  readonly channel: DossierChannel;
  readonly status: DossierStatus;
  readonly filedAt: Date;
  readonly receivedAt: Date | null;
  /** Ngày hẹn trả, after every extension; null while none was given. */
  readonly dueAt: Date | null;
  readonly finishedAt: Date | null;
  readonly returnedAt: Date | null;
  /**
   * When the clock stopped: finished, else returned, else stopped, refused or withdrawn (domain reference 5.3). Null while it runs.
   */
  readonly endedAt: Date | null;
  readonly summary: string;
  readonly components: readonly Component[];
  readonly supplements: readonly Supplement[];
  readonly history: readonly HistoryEvent[];
  /** The rules it was filed under; null while none were known. */
  readonly rules: FiledRules | null;
  /** Filed under a procedure that is paid first: until it is paid nobody handles it. */
  readonly awaitingPayment: boolean;
  /** Reports received, in their order. */
  readonly payments: readonly PaymentReport[];
  readonly resultForm: DossierResultForm | null;
  readonly results: readonly ResultDocument[];
  readonly forms: readonly IssuedForm[];
  /** Whether it was filed from an account that VNeID vouched for; null when unknown. */
  readonly vneidAccount: boolean | null;
  readonly paidOnline: boolean | null;
  /** The system that alone confirms its status; null when that is this one. */
  readonly source: DossierSource | null;
  readonly reports: readonly OutOfOrderReport[];
  /** What packets of one-stop systems have said; null when none came. Only `packets/` writes it. */
  readonly sync: SyncState | null;
  readonly outbox: readonly OutboxRecord[];
  readonly version: number;
  readonly synthetic: boolean;
}

/** What a dossier has before anything has happened to it but filing. */
export const UNTOUCHED = {
  rules: null,
  awaitingPayment: false,
  payments: [],
  resultForm: null,
  results: [],
  forms: [],
  vneidAccount: null,
  paidOnline: null,
  source: null,
  reports: [],
  sync: null,
  outbox: [],
} as const satisfies Partial<DossierRecord>;

/** The role of an agency by its canonical code. */
export function agencyRole(code: string): AgencyRole {
  return { code, path: agencyPath(code) };
}

/** The name of a mutation's idempotency: a key belongs to the account that made it. Unambiguous whatever both hold. */
export function commandId(account: string, idempotencyKey: string): string {
  return JSON.stringify([account, idempotencyKey]);
}
