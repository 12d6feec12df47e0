import type { ProcedureContent, ProcedureState } from "./records";

/**
 * One version of a procedure: a document of its own that is written once. Its id holds code and number, so that of two officers who
 * publish on the same version one wins; the message to the part that keeps dossiers is written with it.
 */
export interface VersionRecord {
  /** `2.000635:2` */
  readonly id: string;
  readonly procedureCode: string;
  readonly number: number;
  /** Null where it was not read. */
  readonly state: ProcedureState | null;
  /** The first day; null for "as long as is known". */
  readonly effectiveFrom: string | null;
  /** The last day, known once a later version was published. */
  readonly effectiveTo: string | null;
  readonly publishedAt: Date | null;
  readonly publishedByCode: string | null;
  readonly content: ProcedureContent;
  /** Whether the procedure shows it, where its day has come. */
  readonly settled: boolean;
  /** What dossiers are told because of it, in this order: the version, and the last day of the one before it. */
  readonly messages: readonly VersionMessage[];
  /** Whose idempotency key made it, and the hash of what it was made from. */
  readonly request: CommandKey | null;
}

/** Whose idempotency key, and the hash of the command's content. */
export interface CommandKey {
  readonly account: string;
  readonly key: string;
  readonly hash: string;
}

/** The input of `learnProcedureVersion` (contract between the subgraphs, 1) without its key, as dossiers take it. */
export interface VersionMessage {
  readonly procedureCode: string;
  readonly version: number;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  readonly collection: "BEFORE" | "AFTER" | "NONE";
  readonly afterFifteen: boolean;
  readonly timeLimits: readonly {
    readonly channel: string | null;
    readonly amount: number;
    readonly unit: string;
  }[];
  readonly fees: readonly {
    readonly kind: string | null;
    readonly code: string | null;
    readonly name: string;
    readonly amount: number | null;
    readonly state: string;
    readonly channel: string | null;
    readonly agency: string | null;
    readonly from: string | null;
    readonly to: string | null;
  }[];
}

export function versionId(procedureCode: string, number: number): string {
  return `${procedureCode}:${number}`;
}
