import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import type { ServiceScope as ScopeOfService } from "../data/service-levels";
import type { ProposedScope as ScopeProposed } from "../proposal";
import { Fact, type Names, type Relation } from "./fact";
import { LegalBasis } from "./legal-basis";

export const ServiceScope: Names<ScopeOfService> = {
  FULL: "FULL",
  PARTIAL: "PARTIAL",
  INFORMATION_ONLY: "INFORMATION_ONLY",
};

registerEnumType(ServiceScope, {
  name: "ServiceScope",
  description: "The scale of Nghị định 42/2022/NĐ-CP.",
  valuesConfig: {
    FULL: { description: "Toàn trình." },
    PARTIAL: { description: "Một phần." },
    INFORMATION_ONLY: { description: "Dịch vụ công cung cấp thông tin: a name of practice, not of the decree." },
  },
});

export const ProposedScope: Names<ScopeProposed> = { FULL: "FULL", PARTIAL: "PARTIAL" };

registerEnumType(ProposedScope, {
  name: "ProposedServiceScope",
  description: "What an online service can be proposed as: FULL is toàn trình, PARTIAL một phần.",
});

@ObjectType({ description: "A level (mức độ) of the scale of Nghị định 43/2011/NĐ-CP, which ended in 2022." })
export class LegacyLevel extends Fact {
  @Field(() => Int)
  level: number;

  @Field(() => String)
  name: string;

  @Field(() => String)
  description: string;

  @Field(() => LegalBasis)
  legalBasis: Relation<LegalBasis>;
}

@ObjectType({ description: "What a scope of the scale of Nghị định 42/2022/NĐ-CP means." })
export class ServiceScopeMeaning extends Fact {
  @Field(() => ServiceScope)
  scope: ScopeOfService;

  @Field(() => String)
  name: string;

  @Field(() => String)
  description: string;

  @Field(() => LegalBasis, { nullable: true, description: "Null for a name of practice." })
  legalBasis: Relation<LegalBasis> | null;

  @Field(() => String, { description: "The code `MucDo` of a provincial system." })
  wireCode: string;

  @Field(() => [Int], {
    description: "The old levels that practice reads as this scope; the two scales test different things.",
  })
  practiceFromLegacy: readonly number[];
}

@ObjectType({ description: "Both scales of online services, side by side: neither converts into the other." })
export class ServiceLevels {
  @Field(() => [LegacyLevel])
  legacyLevels: Relation<readonly LegacyLevel[]>;

  @Field(() => [ServiceScopeMeaning])
  serviceScopes: Relation<readonly ServiceScopeMeaning[]>;
}
