import type { AgencyRole, Component, DossierChannel, FeeLine, Owner, Supplement } from "../dossier";
import type { DossierResultForm } from "../life";
import type { DossierStatus } from "../status";
import type { Fault } from "./wire-values";

/** The two packets of QCVN 120:2019 that one-stop systems send. */
export type PacketService = "DongBoHoSoMC" | "CapNhatTienDoHoSoMC";

/** What packets can state about a dossier. A member that is absent or undefined was not stated. */
export interface SyncValues {
  status?: DossierStatus;
  serviceCode?: string;
  channel?: DossierChannel;
  summary?: string;
  owner?: { readonly owner: Owner; readonly submitter: string | null };
  receiving?: AgencyRole;
  deciding?: AgencyRole;
  filedAt?: Date;
  receivedAt?: Date;
  dueAt?: Date;
  processedAt?: Date;
  returnedAt?: Date;
  refusedAt?: Date;
  feeLines?: readonly FeeLine[];
  components?: readonly Component[];
  supplements?: readonly Supplement[];
  resultForm?: DossierResultForm;
  vneidAccount?: boolean;
  paidOnline?: boolean;
}

/** One entry of a packet's `data`, in its normal form: the only form that the rest of the house sees. */
export interface Packet {
  readonly service: PacketService;
  /** Who sent it. */
  readonly system: string;
  readonly synthetic: boolean;
  /** The agency that it speaks for, in the canonical order. */
  readonly agency: string;
  /** MaHoSo: opaque text, nothing is parsed back out of it. */
  readonly number: string;
  /** A request number of ours that the entry names: the dossier was filed here. */
  readonly requestNumber: string | null;
  /** Null in a packet of progress, which does not say it. */
  readonly procedureCode: string | null;
  /** The newest moment that it states: neither packet says when it was made. */
  readonly at: Date;
  readonly rank: number;
  /** The status as it was spelled. */
  readonly statedStatus: string | null;
  readonly note: string | null;
  readonly values: SyncValues;
  /** SHA-256 of everything above: equal for repeats, whatever their envelope. */
  readonly hash: string;
}

/** An entry that was read, or everything that stands in the way of reading it. */
export type Reading =
  | { readonly index: number; readonly packet: Packet }
  | { readonly index: number; readonly number: string | null; readonly faults: readonly Fault[] };
