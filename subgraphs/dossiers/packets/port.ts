import type { DossierRecord } from "../dossier";
import type { PacketService } from "./packet";

/** A message as it came, kept before anything is done with it. */
export interface KeptMessage {
  readonly id: string;
  readonly system: string;
  readonly service: PacketService;
  /** When it came first. */
  readonly receivedAt: Date;
  readonly body: string;
}

/** `unsettled`: somebody began to work on it, and has not finished. */
export type MessageState = "new" | "unsettled" | "settled";

/** What packets need of a store. Every write is durable when its promise resolves, and each is one document. */
export interface PacketStore {
  /**
   * Keeps a message; one that came before is only counted. Every number of it is pending until it is settled.
   * @returns the message as kept, with the moment when it came first, and whether somebody has been at work on it
   */
  keep(
    message: Omit<KeptMessage, "id"> & { readonly numbers: readonly string[] },
  ): Promise<KeptMessage & { readonly state: MessageState }>;
  /** What a message says about these numbers has been done. */
  finish(id: string, numbers: readonly string[]): Promise<void>;
  /** The same, and nothing is left to do for the message but what waits. */
  settle(id: string, numbers: readonly string[]): Promise<void>;
  /** Messages of a system that say something about these numbers that has not been done, oldest first. */
  waiting(system: string, numbers: readonly string[]): AsyncIterable<KeptMessage>;
  /** Messages received before a time that were not settled: whoever received them was cut short. Oldest first. */
  unsettled(before: Date): AsyncIterable<KeptMessage>;
  /** Dossiers whose official number or request number is one of these. */
  dossiers(numbers: readonly string[]): Promise<readonly DossierRecord[]>;
  /** Puts in those whose number no dossier has, each by itself; returns the ids of these. */
  insert(dossiers: readonly DossierRecord[]): Promise<ReadonlySet<string>>;
  /** Writes what `after` says over `before`. False when that is not what is stored any more. */
  replace(before: DossierRecord, after: DossierRecord): Promise<boolean>;
}
