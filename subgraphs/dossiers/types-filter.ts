import { Field, InputType } from "type-graphql";
import { LocalDate } from "../kit";
import { DossierStatus } from "./status";
import { DossierAgencyRole } from "./types-enums";

@InputType()
export class DossierFilterInput {
  @Field(() => String, {
    nullable: true,
    description: "This agency or a unit under it, in any role or in `agencyRole`.",
  })
  agency: string | null;

  @Field(() => DossierAgencyRole, { nullable: true })
  agencyRole: DossierAgencyRole | null;

  @Field(() => DossierStatus, { nullable: true })
  status: DossierStatus | null;

  @Field(() => String, { nullable: true })
  procedureCode: string | null;

  @Field(() => LocalDate, { nullable: true, description: "The first day of filing, Asia/Ho_Chi_Minh." })
  filedFrom: string | null;

  @Field(() => LocalDate, { nullable: true, description: "The last day of filing, included." })
  filedTo: string | null;
}
