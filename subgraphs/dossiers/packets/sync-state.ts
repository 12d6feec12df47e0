import type { SyncValues } from "./packet";

/** A packet that was counted for a dossier, once, however often it came. */
export interface SeenPacket {
  /** SHA-256 of what was read from it. */
  readonly hash: string;
  /** The newest moment that it states, by which packets are put in order. */
  readonly at: Date;
  /** Its place among packets of one moment: the code of its status, 0 when it reports none. */
  readonly rank: number;
  /** When it first came: its place among packets that state the same moment and status. */
  readonly receivedAt: Date;
  /** The fields whose present value is its word; null when it was not believed at all. */
  readonly settles: readonly (keyof SyncValues)[] | null;
}

/** What one-stop systems have said about a dossier: makes every order of arrival end in the same dossier. */
export interface SyncState {
  /** Filed here and joined with what the one-stop system sent: what the citizen stated stays as filed. */
  readonly filedHere: boolean;
  /** In the order of what they state, which is not the one of arrival. */
  readonly packets: readonly SeenPacket[];
  /** Moments as they were stated; the dossier's own follow from them and its status. */
  readonly filedAt: Date | null;
  readonly processedAt: Date | null;
  readonly returnedAt: Date | null;
  readonly refusedAt: Date | null;
}
