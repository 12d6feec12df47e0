import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { DomainError } from "../../kit";
import type { ProposedScope as ScopeProposed } from "../proposal";
import type { ReviewRequest } from "../review";
import type { Names, Relation } from "./fact";
import { OnlineServiceOverlaps, OnlineServiceProposal } from "./proposal";
import { ProposedScope } from "./service-level";

const KEY = "8 to 100 characters, the caller's own; the same again gives the first result.";

export const ReviewDecision: Names<ReviewRequest["decision"]> = { ACCEPT: "ACCEPT", RETURN: "RETURN" };

registerEnumType(ReviewDecision, {
  name: "ProposalReviewDecision",
  valuesConfig: {
    ACCEPT: { description: "Chấp nhận: into the list of the year." },
    RETURN: { description: "Trả lại: with a reason, so that the agency can put it right." },
  },
});

@InputType()
export class ReviewProposalInput {
  @Field(() => ID)
  proposalId: string;

  @Field(() => ReviewDecision)
  decision: ReviewRequest["decision"];

  @Field(() => String, { nullable: true, description: "Needed to return it; at most 2000 characters." })
  reason: string | null;

  @Field(() => Int, { nullable: true, description: "Of the list that it joins; this year when absent." })
  year: number | null;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => String, { description: KEY })
  idempotencyKey: string;
}

@InputType()
export class ResubmitProposalInput {
  @Field(() => ID)
  proposalId: string;

  @Field(() => ProposedScope)
  serviceScope: ScopeProposed;

  @Field(() => Int, { nullable: true, description: "Mức độ 1 to 4." })
  legacyLevel: number | null;

  @Field(() => String, { description: "1 to 2000 characters." })
  reason: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => String, { description: KEY })
  idempotencyKey: string;
}

@ObjectType()
export class ReviewProposalPayload {
  @Field(() => OnlineServiceProposal, { nullable: true })
  proposal: Relation<OnlineServiceProposal> | null;

  @Field(() => [DomainError])
  errors: Relation<readonly DomainError[]>;
}

@ObjectType()
export class ResubmitProposalPayload {
  @Field(() => OnlineServiceProposal, { nullable: true })
  proposal: Relation<OnlineServiceProposal> | null;

  @Field(() => OnlineServiceOverlaps, { nullable: true })
  overlaps: Relation<OnlineServiceOverlaps> | null;

  @Field(() => [DomainError])
  errors: Relation<readonly DomainError[]>;
}
