import { Directive, Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { connectionType } from "../../kit";
import type { Applicant, Collection, Level } from "../data/types";
import type { ProcedureState as StateOfProcedure } from "../records";
import { Agency } from "./agency";
import { Fact, type Relation } from "./fact";
import { LegalBasis } from "./legal-basis";
import { ApplicantKind, FeeCollection, ProcedureCase, ProcedureLevel, TimeSpan } from "./procedure-terms";
import { ProcedureState, PublishingDecision } from "./procedure-version";
import { ProcedureResult } from "./required-paper";
import { Sector } from "./sector";

@ObjectType({ description: "A part of a linked procedure, handled by a system of its own." })
export class LinkedPart {
  @Field(() => String)
  name: string;

  @Field(() => Procedure, {
    nullable: true,
    description: "The procedure that does this part alone; derived from the titles.",
  })
  procedure: Relation<Procedure> | null;

  @Field(() => String)
  system: string;

  @Field(() => Int, { description: "Parts of one stage run side by side; a stage waits for the one before." })
  stage: number;

  @Field(() => TimeSpan)
  limit: Relation<TimeSpan>;

  @Field(() => TimeSpan, { nullable: true, description: "When facts must be verified on the spot." })
  limitWhenVerified: Relation<TimeSpan> | null;
}

@ObjectType({ description: "How a linked procedure (thủ tục liên thông) runs." })
export class LinkedFlow {
  @Field(() => Boolean, { description: "The dossier is forwarded only after the payment succeeded." })
  paymentFirst: boolean;

  @Field(() => [LinkedPart])
  parts: Relation<readonly LinkedPart[]>;

  @Field(() => TimeSpan)
  overall: Relation<TimeSpan>;

  @Field(() => TimeSpan)
  overallWhenVerified: Relation<TimeSpan>;

  @Field(() => TimeSpan, { description: "The applicant's time to supplement; after it the handling stops." })
  supplementWithin: Relation<TimeSpan>;
}

@Directive('@key(fields: "code")')
@ObjectType({
  description:
    "An administrative procedure (thủ tục hành chính) under its national code. An empty list or null means that it was not read, never that there is none.",
})
export class Procedure extends Fact {
  @Field(() => ID, { description: "Mã thủ tục: `2.000635`." })
  code: string;

  @Field(() => String, { nullable: true })
  name: string;

  @Field(() => Boolean, {
    nullable: true,
    description: "The source gives a short title, and the portal's own was not read.",
  })
  shortTitle: boolean;

  @Field(() => Sector, { nullable: true, description: "Lĩnh vực." })
  sector: Relation<Sector> | null;

  @Field(() => [ProcedureLevel], { nullable: true, description: "Cấp thực hiện." })
  levels: readonly Level[];

  @Field(() => Agency, { nullable: true, description: "Cơ quan công bố." })
  publishingAgency: Relation<Agency> | null;

  @Field(() => String, { nullable: true, description: "Cơ quan thực hiện, as the source prints it." })
  executor: string | null;

  @Field(() => [ProcedureCase], { nullable: true, description: "Trường hợp → kênh → thời hạn → phí, lệ phí." })
  cases: Relation<readonly ProcedureCase[]>;

  @Field(() => [LegalBasis], { nullable: true, description: "Căn cứ pháp lý." })
  legalBases: Relation<readonly LegalBasis[]>;

  @Field(() => String, {
    nullable: true,
    description: "The hour after which a dossier counts as received on the next working day: `15:00`.",
  })
  afterCutoff: string | null;

  @Field(() => [String], {
    nullable: true,
    description: "Codes of it as seen with the suffix of a place or of an online service.",
  })
  observedCodes: readonly string[];

  @Field(() => String, { nullable: true, description: "The record's UUID on the national portal." })
  portalId: string | null;

  @Field(() => LinkedFlow, { nullable: true, description: "Of a thủ tục liên thông." })
  linked: Relation<LinkedFlow> | null;

  @Field(() => [String], { nullable: true })
  notes: readonly string[];

  @Field(() => Int, {
    nullable: true,
    description: "The version that is in force. A dossier keeps the version that it was filed under.",
  })
  version: number;

  @Field(() => Int, { nullable: true, description: "The newest version, which may not be in force yet." })
  latestVersion: number;

  @Field(() => ProcedureState, { nullable: true, description: "Trạng thái; null where it was not read." })
  state: StateOfProcedure | null;

  @Field(() => String, { nullable: true, description: "The first day of the version in force, as far as it is known." })
  effectiveFrom: string | null;

  @Field(() => PublishingDecision, { nullable: true })
  decision: Relation<PublishingDecision> | null;

  @Field(() => [ApplicantKind], { nullable: true, description: "Đối tượng thực hiện." })
  applicants: readonly Applicant[] | null;

  @Field(() => [ProcedureResult], { nullable: true, description: "Kết quả thực hiện." })
  results: Relation<readonly ProcedureResult[]> | null;

  @Field(() => String, { nullable: true, description: "Yêu cầu, điều kiện." })
  requirements: string | null;

  @Field(() => FeeCollection, { nullable: true, description: "Thu trước or thu sau." })
  feeCollection: Collection | null;

  @Field(() => [Procedure], { nullable: true, description: "After a repeal: what took its place." })
  replacedBy: Relation<readonly Procedure[]> | null;

  @Field(() => Boolean, { nullable: true, description: "Invented for samples." })
  synthetic: boolean;
}

export const ProcedureConnection = connectionType("Procedure", () => Procedure);

@InputType()
export class ProcedureFilter {
  @Field(() => String, { nullable: true, description: "The code of a Sector." })
  sector: string | null;

  @Field(() => ProcedureLevel, { nullable: true })
  level: Level | null;

  @Field(() => String, { nullable: true, description: "An agency's code or alias." })
  publishingAgency: string | null;
}
