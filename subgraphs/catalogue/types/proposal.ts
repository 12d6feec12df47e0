import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { connectionType, DateTime, DomainError } from "../../kit";
import type { ProposedScope as ScopeProposed, ProposalState as StateOfProposal } from "../proposal";
import { Agency } from "./agency";
import type { Names, Relation } from "./fact";
import { Procedure } from "./procedure";
import { ProposedScope } from "./service-level";
import { ServiceList } from "./service-list";
import { YearListEntry } from "./year-list";

export const ProposalState: Names<StateOfProposal> = {
  PROPOSED: "PROPOSED",
  RETURNED: "RETURNED",
  ACCEPTED: "ACCEPTED",
};

registerEnumType(ProposalState, {
  name: "OnlineServiceProposalState",
  valuesConfig: {
    PROPOSED: { description: "Waits for the Government Office." },
    RETURNED: { description: "Returned to its agency, with the reason in its last event." },
    ACCEPTED: { description: "In the list of its year." },
  },
});

@ObjectType({ description: "What happened to a proposal." })
export class ProposalEvent {
  @Field(() => DateTime)
  at: Date;

  @Field(() => ProposalState, { description: "The state that it led to." })
  state: StateOfProposal;

  @Field(() => String, { nullable: true, description: "What the Government Office wrote." })
  note: string | null;
}

@ObjectType({ description: "A proposal (đề xuất) of an agency to offer a procedure online." })
export class OnlineServiceProposal {
  @Field(() => ID)
  id: string;

  @Field(() => Procedure, { nullable: true })
  procedure: Relation<Procedure> | null;

  @Field(() => String)
  agencyCode: string;

  @Field(() => Agency, { nullable: true, description: "Null for a unit that the catalogue does not list." })
  agency: Relation<Agency> | null;

  @Field(() => ProposedScope)
  serviceScope: ScopeProposed;

  @Field(() => Int, { nullable: true, description: "Mức độ 1 to 4, for those who still count in them." })
  legacyLevel: number | null;

  @Field(() => String)
  reason: string;

  @Field(() => ProposalState)
  state: StateOfProposal;

  @Field(() => Int)
  version: number;

  @Field(() => [ProposalEvent])
  events: Relation<readonly ProposalEvent[]>;

  @Field(() => DateTime)
  proposedAt: Date;

  @Field(() => Int, { nullable: true, description: "Of the list that it was accepted into." })
  year: number | null;

  @Field(() => OnlineServiceOverlaps, { nullable: true, description: "As they stand now. Trùng lặp." })
  overlaps: Relation<OnlineServiceOverlaps> | null;
}

export const OnlineServiceProposalConnection = connectionType("OnlineServiceProposal", () => OnlineServiceProposal);

@InputType()
export class OnlineServiceProposalFilter {
  @Field(() => ProposalState, { nullable: true })
  state: StateOfProposal | null;

  @Field(() => String, { nullable: true, description: "An agency and the units under it." })
  agency: string | null;
}

@ObjectType({
  description: "What another agency's officers may know of a proposal: neither its reason nor who made it.",
})
export class OverlappingProposal {
  @Field(() => String)
  agencyCode: string;

  @Field(() => Agency, { nullable: true })
  agency: Relation<Agency> | null;

  @Field(() => ProposedScope)
  serviceScope: ScopeProposed;

  @Field(() => Int, { nullable: true })
  legacyLevel: number | null;

  @Field(() => ProposalState)
  state: StateOfProposal;

  @Field(() => DateTime)
  proposedAt: Date;
}

@ObjectType({ description: "What exists already for a procedure, as it stands now. Trùng lặp: shown, not refused." })
export class OnlineServiceOverlaps {
  @Field(() => [ServiceList], { description: "The Prime Minister's lists that are known to name the procedure." })
  lists: Relation<readonly ServiceList[]>;

  @Field(() => [OverlappingProposal], { description: "Open proposals of other agencies, by agency code; at most 100." })
  proposals: Relation<readonly OverlappingProposal[]>;

  @Field(() => [YearListEntry], {
    description: "Accepted ones, of every agency and year, newest first; at most 100.",
  })
  accepted: Relation<readonly YearListEntry[]>;

  @Field(() => Boolean, { description: "There are more proposals than these." })
  moreProposals: boolean;
}

@InputType()
export class ProposeOnlineServiceInput {
  @Field(() => String, { description: "Mã thủ tục, national or with the caller's own agency as suffix." })
  procedureCode: string;

  @Field(() => String, {
    nullable: true,
    description: "A unit under the caller's agency; the caller's own when absent.",
  })
  agency: string | null;

  @Field(() => ProposedScope)
  serviceScope: ScopeProposed;

  @Field(() => Int, { nullable: true, description: "Mức độ 1 to 4." })
  legacyLevel: number | null;

  @Field(() => String, { description: "1 to 2000 characters." })
  reason: string;

  @Field(() => String, { description: "8 to 100 characters, the caller's own; the same again gives the first result." })
  idempotencyKey: string;
}

@ObjectType()
export class ProposeOnlineServicePayload {
  @Field(() => OnlineServiceProposal, { nullable: true })
  proposal: Relation<OnlineServiceProposal> | null;

  @Field(() => OnlineServiceOverlaps, { nullable: true })
  overlaps: Relation<OnlineServiceOverlaps> | null;

  @Field(() => [DomainError])
  errors: Relation<readonly DomainError[]>;
}
