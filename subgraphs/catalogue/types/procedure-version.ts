import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { connectionType, DateTime } from "../../kit";
import type { Applicant, Collection, Confidence as ConfidenceLetter, Level } from "../data/types";
import type { ProcedureState as StateOfProcedure } from "../records";
import { Agency } from "./agency";
import { Confidence, type Names, type Relation } from "./fact";
import { LegalBasis } from "./legal-basis";
import { ApplicantKind, FeeCollection, ProcedureCase, ProcedureLevel } from "./procedure-terms";
import { ProcedureResult } from "./required-paper";
import { Sector } from "./sector";

export const ProcedureState: Names<StateOfProcedure> = {
  PUBLISHED: "PUBLISHED",
  AMENDED: "AMENDED",
  REPEALED: "REPEALED",
};

registerEnumType(ProcedureState, {
  name: "ProcedureState",
  description: "Trạng thái của thủ tục.",
  valuesConfig: {
    PUBLISHED: { description: "Đang công khai." },
    AMENDED: { description: "Đang công khai, sửa đổi bổ sung." },
    REPEALED: { description: "Bãi bỏ." },
  },
});

@ObjectType({ description: "The decision that publishes (quyết định công bố). Number and date together name it." })
export class PublishingDecision {
  @Field(() => String, { description: "Số quyết định." })
  number: string;

  @Field(() => String, { description: "Ngày ban hành." })
  issuedOn: string;
}

@ObjectType({
  description:
    "One version of a procedure, as it was published: it never changes. An empty list or null of the reference data means that it was not read.",
})
export class ProcedureVersion {
  @Field(() => Int)
  number: number;

  @Field(() => ProcedureState, { nullable: true, description: "Null where it was not read." })
  state: StateOfProcedure | null;

  @Field(() => String, { nullable: true, description: "The first day; null for as long as is known." })
  effectiveFrom: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The last day, by the version after it; null while there is none.",
  })
  effectiveTo: string | null;

  @Field(() => DateTime, { nullable: true })
  publishedAt: Date | null;

  @Field(() => Agency, { nullable: true, description: "Whose officer published it." })
  publishedBy: Relation<Agency> | null;

  @Field(() => PublishingDecision, { nullable: true })
  decision: Relation<PublishingDecision> | null;

  @Field(() => String)
  name: string;

  @Field(() => Sector, { nullable: true })
  sector: Relation<Sector> | null;

  @Field(() => [ProcedureLevel])
  levels: readonly Level[];

  @Field(() => Agency, { nullable: true })
  publishingAgency: Relation<Agency> | null;

  @Field(() => String, { nullable: true })
  executor: string | null;

  @Field(() => [ApplicantKind], { nullable: true })
  applicants: readonly Applicant[] | null;

  @Field(() => [ProcedureCase])
  cases: Relation<readonly ProcedureCase[]>;

  @Field(() => [ProcedureResult], { nullable: true })
  results: Relation<readonly ProcedureResult[]> | null;

  @Field(() => [LegalBasis])
  legalBases: Relation<readonly LegalBasis[]>;

  @Field(() => String, { nullable: true, description: "Yêu cầu, điều kiện." })
  requirements: string | null;

  @Field(() => FeeCollection, { nullable: true })
  feeCollection: Collection | null;

  @Field(() => String, { nullable: true })
  afterCutoff: string | null;

  @Field(() => [String])
  source: readonly string[];

  @Field(() => Confidence, { nullable: true, description: "Null for what was published here." })
  confidence: ConfidenceLetter | null;
}

export const ProcedureVersionConnection = connectionType("ProcedureVersion", () => ProcedureVersion);
