import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { connectionType, DateTime, DomainError, LocalDate, QuarterInput } from "../../kit";
import { Agency, Confidence, type Relation } from "./entities";

/** Values equal their names; the words for them are in `assessment.ts`. */
export enum AssessmentState {
  DRAFT = "DRAFT",
  SELF_ASSESSED = "SELF_ASSESSED",
  APPRAISED = "APPRAISED",
  PUBLISHED = "PUBLISHED",
}
registerEnumType(AssessmentState, {
  name: "AssessmentState",
  description: "Trạng thái đánh giá.",
  valuesConfig: {
    DRAFT: { description: "Đang tự đánh giá." },
    SELF_ASSESSED: { description: "Đã tự đánh giá, chờ thẩm định." },
    APPRAISED: { description: "Đã thẩm định; or corrected since it was published." },
    PUBLISHED: { description: "Đã công bố: the newest ranking holds this very version." },
  },
});

export enum AssessmentClass {
  EXCELLENT = "EXCELLENT",
  GOOD = "GOOD",
  FAIR = "FAIR",
  AVERAGE = "AVERAGE",
  WEAK = "WEAK",
}
registerEnumType(AssessmentClass, {
  name: "AssessmentClass",
  description:
    "Xếp loại. The bounds 15, 12, 9 and 6 are read in the code of a real system (C); that a bound itself counts for the better class, so that 15 is EXCELLENT, is our reading (K: the article was not read).",
  valuesConfig: {
    EXCELLENT: { description: "Xuất sắc: 15 and above." },
    GOOD: { description: "Tốt: 12 to below 15." },
    FAIR: { description: "Khá: 9 to below 12." },
    AVERAGE: { description: "Trung bình: 6 to below 9." },
    WEAK: { description: "Yếu: below 6." },
  },
});

@ObjectType({ description: "What 0, 1 or 2 points for an index stand for." })
export class AssessmentLevel {
  @Field(() => Int)
  points: number;

  @Field(() => String)
  text: string;
}

@ObjectType({ description: "One of the nine indices. Chỉ số đánh giá." })
export class AssessmentIndex {
  @Field(() => Int, { description: "1 to 9." })
  number: number;

  @Field(() => String)
  name: string;

  @Field(() => [AssessmentLevel], { description: "The best first." })
  levels: Relation<readonly AssessmentLevel[]>;
}

@ObjectType({ description: "What agencies are assessed by. Bộ chỉ số đánh giá." })
export class AssessmentIndexSet {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  title: string;

  @Field(() => String)
  source: string;

  @Field(() => Confidence)
  confidence: Confidence;

  @Field(() => LocalDate, { description: "First day of validity." })
  validFrom: string;

  @Field(() => LocalDate, { nullable: true, description: "First day on which it is valid no more." })
  validTo: string | null;

  @Field(() => String, { description: "What is in doubt." })
  note: string;

  @Field(() => [AssessmentIndex])
  indices: Relation<readonly AssessmentIndex[]>;
}

@ObjectType({ description: "Points for one index." })
export class AssessmentScore {
  @Field(() => Int, { description: "1 to 9." })
  index: number;

  @Field(() => Int, { nullable: true, description: "Điểm tự đánh giá. Not public." })
  self: number | null;

  @Field(() => Int, { nullable: true, description: "Điểm thẩm định; null until it is appraised, which is not 0." })
  appraised: number | null;

  @Field(() => Int, { nullable: true, description: "Điểm trừ: own points that were not granted. Not public." })
  deducted: number | null;

  @Field(() => String, { nullable: true, description: "Lý do trừ điểm. Not public: it may speak of a case." })
  reason: string | null;
}

@ObjectType({
  description:
    "An agency's assessment in a quarter (đánh giá của cơ quan). The agency, those above it, the Government Office and auditors with scope assessment:read see it whole; everybody else what the newest ranking says of it.",
})
export class AgencyAssessment {
  @Field(() => ID)
  id: string;

  @Field(() => Agency, { nullable: true })
  agency: Relation<Agency> | null;

  @Field(() => Int)
  year: number;

  @Field(() => Int)
  quarter: number;

  @Field(() => Int, { description: "For `expectedVersion`; to the public the version that is published." })
  version: number;

  @Field(() => AssessmentState)
  state: AssessmentState;

  @Field(() => ID)
  indexSet: string;

  @Field(() => [AssessmentScore], { description: "All nine, in their order." })
  scores: Relation<readonly AssessmentScore[]>;

  @Field(() => Int, { nullable: true, description: "Of the agency's own points, 0 to 18. Not public." })
  selfTotal: number | null;

  @Field(() => Int, { nullable: true, description: "Tổng điểm thẩm định, 0 to 18; null until it is appraised." })
  total: number | null;

  @Field(() => AssessmentClass, { nullable: true })
  class: AssessmentClass | null;

  @Field(() => DateTime, { nullable: true })
  selfAssessedAt: Date | null;

  @Field(() => DateTime, { nullable: true })
  appraisedAt: Date | null;

  @Field(() => Agency, {
    nullable: true,
    description: "Cơ quan thẩm định: the agency above, or the Government Office.",
  })
  appraisedBy: Relation<Agency> | null;

  @Field(() => Int, { nullable: true, description: "Its rank in the newest ranking, even if it was corrected since." })
  publishedRank: number | null;

  @Field(() => Boolean, { description: "Made as a sample." })
  synthetic: boolean;
}

/** A page of assessments. */
export const AgencyAssessmentConnection = connectionType("AgencyAssessment", () => AgencyAssessment);

@InputType()
export class SelfAssessedScoreInput {
  @Field(() => Int, { description: "1 to 9." })
  index: number;

  @Field(() => Int, { description: "0, 1 or 2." })
  points: number;
}

@InputType()
export class AppraisedScoreInput {
  @Field(() => Int, { description: "1 to 9." })
  index: number;

  @Field(() => Int, { description: "0, 1 or 2." })
  points: number;

  @Field(() => String, {
    nullable: true,
    description: "3 to 1,000 characters, where fewer points are given than the agency gave itself, and only there.",
  })
  reason: string | null;
}

@InputType()
export class SelfAssessmentInput {
  @Field(() => QuarterInput)
  quarter: Relation<QuarterInput>;

  @Field(() => [SelfAssessedScoreInput], { description: "All nine to submit; a draft may leave some out." })
  scores: Relation<readonly SelfAssessedScoreInput[]>;

  @Field(() => Int, { description: "0 for the first." })
  expectedVersion: number;

  @Field(() => String, { description: "8 to 100 characters, made by the client. Khóa chống lặp." })
  idempotencyKey: string;
}

@InputType()
export class AppraiseAgencyInput {
  @Field(() => ID, { description: "Canonical code of the agency that is appraised." })
  agency: string;

  @Field(() => QuarterInput)
  quarter: Relation<QuarterInput>;

  @Field(() => [AppraisedScoreInput], { description: "All nine." })
  scores: Relation<readonly AppraisedScoreInput[]>;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => String, { description: "8 to 100 characters, made by the client. Khóa chống lặp." })
  idempotencyKey: string;
}

@ObjectType()
export class AgencyAssessmentPayload {
  @Field(() => AgencyAssessment, { nullable: true })
  assessment: Relation<AgencyAssessment> | null;

  @Field(() => [DomainError])
  errors: readonly DomainError[];
}
