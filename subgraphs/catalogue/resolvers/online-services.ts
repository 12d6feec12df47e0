import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { domainError } from "../../kit";
import { type Outcome, today } from "../command";
import { agencyByCode, type CatalogueContext, onlineServiceByCode, procedureByCode } from "../loaders";
import { type OnlineServiceRecord, stateOf } from "../offering";
import { closeOnlineService, setOnlineService } from "../online-service";
import { OnlineService } from "../types/online-service";
import {
  CloseOnlineServiceInput,
  CloseOnlineServicePayload,
  SetOnlineServiceInput,
  SetOnlineServicePayload,
} from "../types/online-service-input";
import { requireAgency } from "./arguments";

@Resolver()
export class OnlineServiceQueries {
  @Query(() => OnlineService, {
    nullable: true,
    description: "By mã dịch vụ công, in its short or long form: `2.000815.H55.01`, `2.000815.000.00.00.H55.01`.",
  })
  onlineService(@Arg("code", () => ID) code: string, @Ctx() context: CatalogueContext) {
    return onlineServiceByCode(code, context);
  }

  @Mutation(() => SetOnlineServicePayload, {
    nullable: true,
    description:
      "Opens an online service of the caller's agency or of a unit under it, or says its level anew. For officers and partner systems.",
  })
  async setOnlineService(
    @Arg("input", () => SetOnlineServiceInput) input: SetOnlineServiceInput,
    @Ctx() context: CatalogueContext,
  ) {
    return payload(await setOnlineService(input, requireAgency(context), context.store), context);
  }

  @Mutation(() => CloseOnlineServicePayload, {
    nullable: true,
    description: "Says the last day on which an online service is open (dừng công khai).",
  })
  async closeOnlineService(
    @Arg("input", () => CloseOnlineServiceInput) input: CloseOnlineServiceInput,
    @Ctx() context: CatalogueContext,
  ) {
    return payload(await closeOnlineService(input, requireAgency(context), context.store), context);
  }
}

@Resolver(() => OnlineService)
export class OnlineServiceFields {
  @FieldResolver()
  procedure(@Root() { procedureCode }: OnlineServiceRecord, @Ctx() context: CatalogueContext) {
    return procedureByCode(procedureCode, context);
  }

  @FieldResolver()
  agency(@Root() { agencyCode }: OnlineServiceRecord, @Ctx() context: CatalogueContext) {
    return agencyByCode(agencyCode, context);
  }

  @FieldResolver()
  state(@Root() service: OnlineServiceRecord) {
    return stateOf(service, today());
  }
}

function payload({ done, refusals }: Outcome<OnlineServiceRecord>, { language }: CatalogueContext) {
  return {
    onlineService: done,
    errors: refusals.map(({ code, field }) => domainError(code, language, field)),
  };
}
