import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { keysetRequest, PageArguments, toConnection } from "../../kit";
import { today } from "../command";
import type { AgencyKind as KindOfAgency } from "../data/types";
import {
  agencyByCode,
  type CatalogueContext,
  onlineSpansOf,
  optional,
  procedureByCode,
  proceduresOfferedBy,
  servicesOfAgency,
  several,
} from "../loaders";
import type { AgencyRecord } from "../records";
import { Agency, AgencyConnection, AgencyKind } from "../types/agency";
import { OnlineServiceConnection } from "../types/online-service";
import { ProcedureConnection } from "../types/procedure";
import { positionOf } from "./arguments";

@Resolver()
export class AgencyQueries {
  @Query(() => Agency, { nullable: true, description: "By the canonical code or by any alias (`000.00.00.H26`)." })
  agency(@Arg("code", () => ID) code: string, @Ctx() context: CatalogueContext) {
    return agencyByCode(code, context);
  }

  @Query(() => AgencyConnection, { nullable: true, description: "In the order of codes." })
  async agencies(
    @Arg("kind", () => AgencyKind, { nullable: true }) kind: KindOfAgency | null,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { store }: CatalogueContext,
  ) {
    const request = keysetRequest(page, 1);
    const [after = null] = positionOf(request) ?? [];
    const rows = await store.agencyPage({ kind: kind ?? null, after, limit: request.limit });
    return toConnection(rows, page, ({ code }) => [code]);
  }
}

@Resolver(() => Agency)
export class AgencyFields {
  @FieldResolver()
  parent(@Root() { parentCode }: AgencyRecord, @Ctx() context: CatalogueContext) {
    return optional(agencyByCode, parentCode, context);
  }

  @FieldResolver()
  predecessors(@Root() { predecessorCodes }: AgencyRecord, @Ctx() context: CatalogueContext) {
    return several(agencyByCode, predecessorCodes, context);
  }

  @FieldResolver()
  successors(@Root() { successorCodes }: AgencyRecord, @Ctx() context: CatalogueContext) {
    return several(agencyByCode, successorCodes, context);
  }

  @FieldResolver()
  synthetic(@Root() agency: AgencyRecord) {
    return agency.synthetic ?? false;
  }

  @FieldResolver()
  onlineOfferings(@Root() { code }: AgencyRecord, @Ctx() context: CatalogueContext) {
    return onlineSpansOf(code, context);
  }

  @FieldResolver(() => ProcedureConnection, {
    nullable: true,
    description: "What it offers itself, in the order of codes.",
  })
  async procedures(
    @Root() { code }: AgencyRecord,
    @Arg("online", () => Boolean, { nullable: true, description: "True for what it offers online today." })
    online: boolean | null,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: CatalogueContext,
  ) {
    const request = keysetRequest(page, 1);
    const [after = null] = positionOf(request) ?? [];
    const openOn = online ? today() : null;
    const codes = await proceduresOfferedBy({ of: code, page: { after, limit: request.limit, openOn } }, context);
    const found = await Promise.all(
      codes.map(async (each) => (await procedureByCode(each, context)) ?? { code: each }),
    );
    return toConnection(found, page, (procedure) => [procedure.code]);
  }

  @FieldResolver(() => OnlineServiceConnection, {
    nullable: true,
    description: "Its own online services, open and stopped, in the order of procedures.",
  })
  async onlineServices(
    @Root() { code }: AgencyRecord,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: CatalogueContext,
  ) {
    const request = keysetRequest(page, 2);
    const position = positionOf(request);
    const [procedureCode = "", service = ""] = position ?? [];
    const after = position === null ? null : { procedureCode, code: service };
    const rows = await servicesOfAgency({ of: code, page: { after, limit: request.limit } }, context);
    return toConnection(rows, page, (row) => [row.procedureCode, row.code]);
  }
}
