import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { DomainError, LocalDate } from "../../kit";
import type { ProposedScope as ScopeOffered } from "../proposal";
import type { Relation } from "./fact";
import { OnlineService } from "./online-service";
import { LegalBasisInput } from "./publish-input";
import { ProposedScope } from "./service-level";

const KEY = "8 to 100 characters, the caller's own; the same again gives the first result.";

@InputType()
export class SetOnlineServiceInput {
  @Field(() => ID, { description: "Mã thủ tục, national." })
  procedureCode: string;

  @Field(() => String, {
    nullable: true,
    description: "A unit under the caller's agency; the caller's own when absent.",
  })
  agency: string | null;

  @Field(() => String, { defaultValue: "01", description: "Two digits: a procedure can have several services." })
  number: string;

  @Field(() => String, { nullable: true })
  name: string | null;

  @Field(() => ProposedScope, { description: "Toàn trình or một phần." })
  serviceScope: ScopeOffered;

  @Field(() => LegalBasisInput, { nullable: true })
  serviceScopeBasis: LegalBasisInput | null;

  @Field(() => Int, { nullable: true, description: "Mức độ 1 to 4; neither scale is derived from the other." })
  legacyLevel: number | null;

  @Field(() => LegalBasisInput, { nullable: true })
  legacyLevelBasis: LegalBasisInput | null;

  @Field(() => LocalDate, { description: "The first day; of one that is open already its own first day stays." })
  since: string;

  @Field(() => Boolean, { defaultValue: false, description: "Đang kiểm thử: tried out, not offered yet." })
  testing: boolean;

  @Field(() => Int, { description: "`OnlineService.version` as it was seen; 0 for the first of the procedure." })
  expectedVersion: number;

  @Field(() => String, { description: KEY })
  idempotencyKey: string;
}

@InputType()
export class CloseOnlineServiceInput {
  @Field(() => ID)
  code: string;

  @Field(() => LocalDate, { description: "The last day." })
  until: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => String, { description: KEY })
  idempotencyKey: string;
}

@ObjectType()
export class SetOnlineServicePayload {
  @Field(() => OnlineService, { nullable: true })
  onlineService: Relation<OnlineService> | null;

  @Field(() => [DomainError])
  errors: Relation<readonly DomainError[]>;
}

@ObjectType()
export class CloseOnlineServicePayload {
  @Field(() => OnlineService, { nullable: true })
  onlineService: Relation<OnlineService> | null;

  @Field(() => [DomainError])
  errors: Relation<readonly DomainError[]>;
}
