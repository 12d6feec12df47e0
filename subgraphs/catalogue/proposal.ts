import type { ServiceScope } from "./data/service-levels";

/** The scopes that an online service can have: what only informs is none. */
export type ProposedScope = Exclude<ServiceScope, "INFORMATION_ONLY">;

export type ProposalState = "PROPOSED";

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
  readonly events: readonly { readonly at: Date; readonly state: ProposalState; readonly by: string }[];
  readonly proposedAt: Date;
  /** Whose idempotency key made it, and the hash of what it was made from. */
  readonly request: { readonly account: string; readonly key: string; readonly hash: string };
}
