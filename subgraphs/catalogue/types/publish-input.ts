import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { DomainError, LocalDate, VND } from "../../kit";
import type { Applicant, Channel, Collection, FeeLine, Level, TimeUnit as UnitOfTime } from "../data/types";
import type { Relation } from "./fact";
import { Procedure } from "./procedure";
import {
  ApplicantKind,
  FeeCollection,
  FeeKind,
  FeeState,
  ProcedureLevel,
  ServiceChannel,
  TimeUnit,
} from "./procedure-terms";
import { ProcedureVersion } from "./procedure-version";

const KEY = "8 to 100 characters, the caller's own; the same again gives the first result.";

@InputType({ description: "Quyết định công bố." })
export class PublishingDecisionInput {
  @Field(() => String)
  number: string;

  @Field(() => LocalDate)
  issuedOn: string;
}

@InputType({ description: "Căn cứ pháp lý: number and date together name it." })
export class LegalBasisInput {
  @Field(() => String)
  number: string;

  @Field(() => String, { nullable: true })
  title: string | null;

  @Field(() => LocalDate)
  issuedOn: string;

  @Field(() => LocalDate, { nullable: true })
  effectiveFrom: string | null;

  @Field(() => String, { nullable: true })
  note: string | null;
}

@InputType({ description: "A fee line: FIXED needs an amount above 0; SEE_DESCRIPTION needs the description." })
export class FeeLineInput {
  @Field(() => FeeKind)
  kind: "PHI" | "LE_PHI";

  @Field(() => String, { nullable: true })
  code: string | null;

  @Field(() => FeeState)
  state: FeeLine["state"];

  @Field(() => VND, { nullable: true })
  amount: number | null;

  @Field(() => String, { nullable: true })
  unit: string | null;

  @Field(() => String, { nullable: true })
  description: string | null;

  @Field(() => String, { nullable: true, description: "The agency whose place it is; absent for the whole country." })
  jurisdiction: string | null;

  @Field(() => LocalDate, { nullable: true })
  applyFrom: string | null;

  @Field(() => LocalDate, { nullable: true })
  applyTo: string | null;
}

@InputType()
export class TimeLimitInput {
  @Field(() => Int)
  amount: number;

  @Field(() => TimeUnit)
  unit: UnitOfTime;

  @Field(() => String, { nullable: true })
  jurisdiction: string | null;

  @Field(() => String, { nullable: true })
  note: string | null;

  @Field(() => [FeeLineInput], { defaultValue: [] })
  fees: FeeLineInput[];
}

@InputType()
export class ProcedureChannelInput {
  @Field(() => ServiceChannel)
  channel: Channel;

  @Field(() => [TimeLimitInput])
  timeLimits: TimeLimitInput[];
}

@InputType()
export class RequiredPaperInput {
  @Field(() => String, { nullable: true })
  code: string | null;

  @Field(() => String)
  name: string;

  @Field(() => Int, { defaultValue: 1 })
  originals: number;

  @Field(() => Int, { defaultValue: 0 })
  copies: number;

  @Field(() => String, { nullable: true })
  form: string | null;

  @Field(() => ID, { nullable: true, description: "The procedure whose result replaces the paper." })
  replacedByResultOf: string | null;

  @Field(() => String, { nullable: true })
  replacingResult: string | null;
}

@InputType()
export class ProcedureCaseInput {
  @Field(() => String, { nullable: true, description: "Needed where there are several cases." })
  name: string | null;

  @Field(() => [ProcedureChannelInput])
  channels: ProcedureChannelInput[];

  @Field(() => [RequiredPaperInput], { defaultValue: [] })
  papers: RequiredPaperInput[];
}

@InputType()
export class ProcedureResultInput {
  @Field(() => String, { nullable: true })
  code: string | null;

  @Field(() => String)
  name: string;
}

@InputType({ description: "A whole version: nothing is taken over from the version before." })
export class PublishProcedureVersionInput {
  @Field(() => ID, { description: "Mã thủ tục, national." })
  procedureCode: string;

  @Field(() => Int, {
    description: "`Procedure.latestVersion` as it was seen; 0 for a procedure that is not there yet.",
  })
  expectedVersion: number;

  @Field(() => PublishingDecisionInput)
  decision: PublishingDecisionInput;

  @Field(() => LocalDate, { description: "The first day; not before that of the version before." })
  effectiveFrom: string;

  @Field(() => String, { nullable: true, description: "Needed where the catalogue does not know it." })
  publishingAgency: string | null;

  @Field(() => String)
  name: string;

  @Field(() => String, { nullable: true, description: "The code of a Sector." })
  sector: string | null;

  @Field(() => [ProcedureLevel], { description: "DISTRICT only before 1 July 2025." })
  levels: Level[];

  @Field(() => String, { nullable: true })
  executor: string | null;

  @Field(() => [ApplicantKind])
  applicants: Applicant[];

  @Field(() => [ProcedureCaseInput])
  cases: ProcedureCaseInput[];

  @Field(() => [ProcedureResultInput])
  results: ProcedureResultInput[];

  @Field(() => [LegalBasisInput])
  legalBases: LegalBasisInput[];

  @Field(() => String, { nullable: true })
  requirements: string | null;

  @Field(() => FeeCollection)
  feeCollection: Collection;

  @Field(() => Boolean, { description: "What is received after 15:00 counts from the next working day." })
  afterFifteen: boolean;

  @Field(() => String, { description: KEY })
  idempotencyKey: string;
}

@InputType()
export class RepealProcedureInput {
  @Field(() => ID)
  procedureCode: string;

  @Field(() => Int, { description: "`Procedure.latestVersion` as it was seen." })
  expectedVersion: number;

  @Field(() => PublishingDecisionInput)
  decision: PublishingDecisionInput;

  @Field(() => LocalDate, { description: "The first day on which it is no more." })
  effectiveFrom: string;

  @Field(() => [ID], { defaultValue: [], description: "The procedures that take its place." })
  replacedBy: string[];

  @Field(() => String, { description: KEY })
  idempotencyKey: string;
}

@ObjectType()
export class PublishProcedureVersionPayload {
  @Field(() => Procedure, { nullable: true })
  procedure: Relation<Procedure> | null;

  @Field(() => ProcedureVersion, { nullable: true })
  version: Relation<ProcedureVersion> | null;

  @Field(() => [DomainError])
  errors: Relation<readonly DomainError[]>;
}

@ObjectType()
export class RepealProcedurePayload {
  @Field(() => Procedure, { nullable: true })
  procedure: Relation<Procedure> | null;

  @Field(() => ProcedureVersion, { nullable: true })
  version: Relation<ProcedureVersion> | null;

  @Field(() => [DomainError])
  errors: Relation<readonly DomainError[]>;
}
