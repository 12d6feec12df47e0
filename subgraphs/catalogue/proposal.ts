import type { ServiceScope } from "./data/service-levels";
import type { Level } from "./data/types";
import type { CommandKey } from "./version";

/** The scopes that an online service can have: what only informs is none. */
export type ProposedScope = Exclude<ServiceScope, "INFORMATION_ONLY">;

/** PROPOSED waits for the Government Office; RETURNED for its agency; ACCEPTED stands in the list of its year. */
export type ProposalState = "PROPOSED" | "RETURNED" | "ACCEPTED";

export interface ProposalEvent {
  readonly at: Date;
  readonly state: ProposalState;
  readonly by: string;
  /** Why it was returned, or what the agency answered. */
  readonly note: string | null;
  /** The idempotency key that made it; absent of the first event. */
  readonly command?: CommandKey;
}

/** An agency's proposal to offer a procedure online, as one document. */
export interface Proposal {
  readonly id: string;
  readonly procedureCode: string;
  readonly agencyCode: string;
  readonly serviceScope: ProposedScope;
  readonly legacyLevel: number | null;
  readonly reason: string;
  readonly state: ProposalState;
  /** Whether it still stands in the way of another one of the same agency for the same procedure. */
  readonly open: boolean;
  readonly version: number;
  readonly events: readonly ProposalEvent[];
  readonly proposedAt: Date;
  /** Whose idempotency key made it, and the hash of what it was made from. */
  readonly request: CommandKey;
  /** Of an accepted one: the year of its list, and the levels of the procedure as they were then. */
  readonly year: number | null;
  readonly procedureLevels: readonly Level[];
  readonly acceptedAt: Date | null;
}

/** A page of proposals, newest first. */
export interface ProposalQuery {
  /** Proposals of this agency and the units under it; null for all. */
  readonly within: string | null;
  readonly state: ProposalState | null;
  readonly after: { readonly proposedAt: Date; readonly id: string } | null;
  readonly limit: number;
}

/** A page of the accepted proposals of a year, in the order of agencies and procedures. */
export interface YearQuery {
  readonly year: number;
  readonly after: { readonly agencyCode: string; readonly procedureCode: string } | null;
  readonly limit: number;
}

/** The procedures of accepted proposals of a year that agree in everything else. */
export interface YearRow {
  readonly agencyCode: string;
  readonly serviceScope: ProposedScope;
  readonly legacyLevel: number | null;
  readonly procedureLevels: readonly Level[];
  readonly procedureCodes: readonly string[];
}
