import { Directive, Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { connectionType } from "../../kit";
import type { ServiceScope as ScopeOfService } from "../data/service-levels";
import type { OnlineServiceState as StateOfService } from "../offering";
import { Agency } from "./agency";
import type { Names, Relation } from "./fact";
import { LegalBasis } from "./legal-basis";
import { Procedure } from "./procedure";
import { ServiceScope } from "./service-level";

export const OnlineServiceState: Names<StateOfService> = {
  PUBLISHED: "PUBLISHED",
  AWAITING_STOP: "AWAITING_STOP",
  TESTING: "TESTING",
  STOPPED: "STOPPED",
};

registerEnumType(OnlineServiceState, {
  name: "OnlineServiceState",
  description: "Trạng thái của dịch vụ công.",
  valuesConfig: {
    PUBLISHED: { description: "Đang công khai." },
    AWAITING_STOP: { description: "Chờ dừng công khai: its last day is known." },
    TESTING: { description: "Đang kiểm thử." },
    STOPPED: { description: "Its last day is past." },
  },
});

@Directive('@key(fields: "code")')
@ObjectType({
  description:
    "An online service (dịch vụ công trực tuyến): what one agency offers of one procedure. A procedure can have several, each with its own level.",
})
export class OnlineService {
  @Field(() => ID, { description: "Mã dịch vụ công: the procedure's code with suffixes." })
  code: string;

  @Field(() => String, { nullable: true, description: "Null where it has none but the procedure's." })
  name: string | null;

  @Field(() => Procedure, { nullable: true })
  procedure: Relation<Procedure> | null;

  @Field(() => Agency, { nullable: true, description: "The agency that offers it." })
  agency: Relation<Agency> | null;

  @Field(() => Int, { nullable: true, description: "Mức độ 1 to 4, the scale that ended in 2022." })
  legacyLevel: number | null;

  @Field(() => LegalBasis, { nullable: true })
  legacyLevelBasis: Relation<LegalBasis> | null;

  @Field(() => ServiceScope, { nullable: true, description: "Toàn trình or một phần." })
  serviceScope: ScopeOfService | null;

  @Field(() => LegalBasis, { nullable: true })
  serviceScopeBasis: Relation<LegalBasis> | null;

  @Field(() => OnlineServiceState, { nullable: true })
  state: StateOfService;

  @Field(() => String, { nullable: true, description: "The first day; null for as long as is known." })
  since: string | null;

  @Field(() => String, { nullable: true, description: "The last day; null while none is known." })
  until: string | null;

  @Field(() => Int, {
    nullable: true,
    description: "Of what the agency offers of the procedure: for `expectedVersion`.",
  })
  version: number;

  @Field(() => Boolean, { nullable: true, description: "Invented for samples: who offers what is in no source." })
  synthetic: boolean;
}

export const OnlineServiceConnection = connectionType("OnlineService", () => OnlineService);
