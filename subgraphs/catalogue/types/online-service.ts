import { Directive, Field, ID, Int, ObjectType } from "type-graphql";
import type { ServiceScope as ScopeOfService } from "../data/service-levels";
import { Agency } from "./agency";
import type { Relation } from "./fact";
import { LegalBasis } from "./legal-basis";
import { Procedure } from "./procedure";
import { ServiceScope } from "./service-level";

@Directive('@key(fields: "code")')
@ObjectType({
  description:
    "An online service (dịch vụ công trực tuyến): what one agency offers of one procedure. A procedure can have several, each with its own level.",
})
export class OnlineService {
  @Field(() => ID, { description: "Mã dịch vụ công: the procedure's code with suffixes." })
  code: string;

  @Field(() => String, { nullable: true })
  name: string;

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
}
