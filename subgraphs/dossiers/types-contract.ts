import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { DateTime, DomainError, LocalDate, VND } from "../kit";
import { DossierChannel, DossierFeeKind, DossierFeeState } from "./dossier";
import { DossierPaymentOutcome } from "./life";
import { DossierFeeCollection, DossierTimeUnit } from "./rules";
import { Procedure } from "./types-references";

/** Keeps a class out of the emitted metadata, where an import in a circle would fail. */
type Relation<T> = T;

@InputType()
export class RecordDossierPaymentInput {
  @Field(() => ID)
  dossierId: string;

  @Field(() => ID)
  paymentRequestId: string;

  @Field(() => DossierPaymentOutcome)
  outcome: DossierPaymentOutcome;

  @Field(() => VND)
  amount: number;

  @Field(() => DateTime)
  at: Date;

  @Field(() => String)
  idempotencyKey: string;
}

@InputType()
export class DossierTimeLimitInput {
  @Field(() => DossierChannel, { nullable: true, description: "Null: any." })
  channel: DossierChannel | null;

  @Field(() => Int)
  amount: number;

  @Field(() => DossierTimeUnit)
  unit: DossierTimeUnit;
}

@InputType()
export class DossierFeeRuleInput {
  @Field(() => DossierFeeKind, { nullable: true })
  kind: DossierFeeKind | null;

  @Field(() => String, { nullable: true })
  code: string | null;

  @Field(() => String)
  name: string;

  @Field(() => VND, { nullable: true, description: "Null unless the state is FIXED or FREE." })
  amount: number | null;

  @Field(() => DossierFeeState)
  state: DossierFeeState;

  @Field(() => DossierChannel, { nullable: true, description: "Null: any." })
  channel: DossierChannel | null;

  @Field(() => String, { nullable: true, description: "The place: this agency and the units under it." })
  agency: string | null;

  @Field(() => LocalDate, { nullable: true })
  from: string | null;

  @Field(() => LocalDate, { nullable: true })
  to: string | null;
}

@InputType()
export class LearnProcedureVersionInput {
  @Field(() => ID)
  procedureCode: string;

  @Field(() => Int)
  version: number;

  @Field(() => LocalDate)
  effectiveFrom: string;

  @Field(() => LocalDate, { nullable: true })
  effectiveTo: string | null;

  @Field(() => DossierFeeCollection)
  collection: DossierFeeCollection;

  @Field(() => Boolean)
  afterFifteen: boolean;

  @Field(() => [DossierTimeLimitInput])
  timeLimits: Relation<DossierTimeLimitInput[]>;

  @Field(() => [DossierFeeRuleInput])
  fees: Relation<DossierFeeRuleInput[]>;

  @Field(() => String)
  idempotencyKey: string;
}

@ObjectType()
export class LearnProcedureVersionPayload {
  @Field(() => Procedure, { nullable: true })
  procedure: Relation<Procedure> | null;

  @Field(() => Int, { nullable: true })
  version: number | null;

  @Field(() => [DomainError])
  errors: Relation<readonly DomainError[]>;
}

@InputType()
export class DossierHolidayInput {
  @Field(() => LocalDate)
  day: string;

  @Field(() => String)
  name: string;
}

@InputType()
export class SetWorkingCalendarInput {
  @Field(() => Int)
  year: number;

  @Field(() => [DossierHolidayInput], { description: "Every holiday of the year, and every day given for one." })
  holidays: Relation<DossierHolidayInput[]>;

  @Field(() => [LocalDate], { description: "Days of a weekend that are worked in compensation. Ngày làm bù." })
  workingSaturdays: string[];

  @Field(() => String, { description: "The decision that it follows. Văn bản quyết định." })
  decision: string;

  @Field(() => String, { nullable: true, description: "Where the decision can be read." })
  source: string | null;

  @Field(() => Int, { description: "0 for a year that has no calendar yet." })
  expectedVersion: number;

  @Field(() => String)
  idempotencyKey: string;
}

@ObjectType()
export class DossierHoliday {
  @Field(() => LocalDate)
  day: string;

  @Field(() => String)
  name: string;
}

@ObjectType({ description: "The working days of a year. Lịch nghỉ lễ, tết và làm bù." })
export class DossierWorkingCalendar {
  @Field(() => Int)
  year: number;

  @Field(() => [DossierHoliday])
  holidays: Relation<readonly DossierHoliday[]>;

  @Field(() => [LocalDate])
  workingSaturdays: readonly string[];

  @Field(() => String)
  decision: string;

  @Field(() => String, { nullable: true })
  source: string | null;

  @Field(() => Int)
  version: number;
}

@ObjectType()
export class SetWorkingCalendarPayload {
  @Field(() => DossierWorkingCalendar, { nullable: true })
  calendar: Relation<DossierWorkingCalendar> | null;

  @Field(() => [DomainError])
  errors: Relation<readonly DomainError[]>;
}
