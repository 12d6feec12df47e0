import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { keysetRequest, PageArguments, toConnection } from "../../kit";
import type { AgencyKind as KindOfAgency } from "../data/types";
import { agencyByCode, type CatalogueContext, optional, several } from "../loaders";
import type { AgencyRecord } from "../records";
import { Agency, AgencyConnection, AgencyKind } from "../types/agency";
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
}
