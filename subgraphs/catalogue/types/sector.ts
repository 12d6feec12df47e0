import { Directive, Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { VND } from "../../kit";
import type { Channel, FeeLine, SectorRow } from "../data/types";
import { Agency } from "./agency";
import { Fact, type Names, type Relation } from "./fact";
import { FeeState, ServiceChannel } from "./procedure-terms";

export const SectorOrigin: Names<SectorRow["origin"]> = { STATED: "STATED", GROUPED: "GROUPED" };

registerEnumType(SectorOrigin, {
  name: "SectorOrigin",
  valuesConfig: {
    STATED: { description: "A source names this sector." },
    GROUPED: { description: "Our grouping of procedures, by the subject that their titles name." },
  },
});

@ObjectType({ description: "A rule by which a province sets the fees of a whole sector." })
export class LocalFeeRule extends Fact {
  @Field(() => Agency, { nullable: true })
  jurisdiction: Relation<Agency> | null;

  @Field(() => ServiceChannel)
  channel: Channel;

  @Field(() => FeeState)
  state: FeeLine["state"];

  @Field(() => VND, { nullable: true })
  amount: number | null;

  @Field(() => String)
  applyFrom: string;

  @Field(() => String, { nullable: true })
  applyTo: string | null;

  @Field(() => String)
  legalBasis: string;

  @Field(() => String)
  note: string;
}

@Directive('@key(fields: "code")')
@ObjectType({ description: "A sector (lĩnh vực)." })
export class Sector extends Fact {
  @Field(() => ID, { description: "OUR key, a slug such as `ho-tich`: few official codes are known." })
  code: string;

  @Field(() => String, { nullable: true })
  name: string;

  @Field(() => String, {
    nullable: true,
    description: "Mã lĩnh vực `MX1X2-LV` (TT 01/2018/TT-VPCP), where it was found.",
  })
  officialCode: string | null;

  @Field(() => SectorOrigin, { nullable: true })
  origin: SectorRow["origin"];

  @Field(() => [LocalFeeRule], { nullable: true })
  localFeeRules: Relation<readonly LocalFeeRule[]>;
}
