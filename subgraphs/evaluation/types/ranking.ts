import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { connectionType, DateTime, DomainError, QuarterInput } from "../../kit";
import { AssessmentClass, AssessmentScore } from "./assessment";
import { Agency, type Relation } from "./entities";

@ObjectType({ description: "An agency in a published ranking. Xếp hạng." })
export class RankedAgency {
  @Field(() => Int, { description: "Equal totals share a rank: 1, 1, 3." })
  rank: number;

  @Field(() => Agency, { nullable: true })
  agency: Relation<Agency> | null;

  @Field(() => Int, { description: "0 to 18." })
  total: number;

  @Field(() => AssessmentClass)
  class: AssessmentClass;

  @Field(() => [AssessmentScore])
  scores: Relation<readonly AssessmentScore[]>;

  @Field(() => Int, { description: "Of the publication that says so." })
  version: number;

  @Field(() => Boolean, { description: "Made as a sample." })
  synthetic: boolean;

  // What its place in the list is made from; no field of the graph.
  position: number;
}

/** A page of a ranking. */
export const RankedAgencyConnection = connectionType("RankedAgency", () => RankedAgency);

@ObjectType({ description: "One publication of a quarter's ranking; it never changes. Công bố xếp hạng." })
export class RankingPublication {
  @Field(() => ID)
  id: string;

  @Field(() => Int)
  year: number;

  @Field(() => Int)
  quarter: number;

  @Field(() => Int, { description: "From 1; the highest is in force. For `expectedVersion`." })
  version: number;

  @Field(() => String, { nullable: true, description: "Why it replaces the version before. Lý do." })
  reason: string | null;

  @Field(() => ID)
  indexSet: string;

  @Field(() => Int, { description: "How many agencies are ranked." })
  agencies: number;

  @Field(() => DateTime)
  publishedAt: Date;

  @Field(() => Agency, { nullable: true })
  publishedBy: Relation<Agency> | null;

  @Field(() => Boolean, { description: "Holds samples." })
  synthetic: boolean;
}

/** A page of publications. */
export const RankingPublicationConnection = connectionType("RankingPublication", () => RankingPublication);

@InputType()
export class PublishRankingInput {
  @Field(() => QuarterInput)
  quarter: Relation<QuarterInput>;

  @Field(() => Int, { description: "The newest publication's; 0 for the first." })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: "Required from the second version on; 3 to 1,000 characters." })
  reason: string | null;

  @Field(() => String, { description: "8 to 100 characters, made by the client. Khóa chống lặp." })
  idempotencyKey: string;
}

@ObjectType()
export class PublishRankingPayload {
  @Field(() => RankingPublication, { nullable: true })
  publication: Relation<RankingPublication> | null;

  @Field(() => [DomainError])
  errors: readonly DomainError[];
}
