import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import { keysetRequest, PageArguments, toConnection } from "../../kit";
import { agencyByCode, type CatalogueContext, isOffered, procedureByCode } from "../loaders";
import { offeringId } from "../offering";
import type { Proposal } from "../proposal";
import { YearListBody, YearListEntry, YearServiceList } from "../types/year-list";
import { type YearBody, type YearList, yearListOf } from "../year-list";
import { positionOf } from "./arguments";

@Resolver()
export class YearListQueries {
  @Query(() => YearServiceList, {
    nullable: true,
    description: "The list of a year (danh mục năm): what agencies proposed and the Government Office accepted.",
  })
  async yearServiceList(@Arg("year", () => Int) year: number, @Ctx() { store }: CatalogueContext) {
    return yearListOf(year, await store.yearRows(year));
  }
}

@Resolver(() => YearServiceList)
export class YearListFields {
  @FieldResolver()
  async entries(
    @Root() { year }: YearList,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { store }: CatalogueContext,
  ) {
    const request = keysetRequest(page, 2);
    const position = positionOf(request);
    const [agencyCode = "", procedureCode = ""] = position ?? [];
    const after = position === null ? null : { agencyCode, procedureCode };
    const rows = await store.yearPage({ year, after, limit: request.limit });
    return toConnection(rows, page, (row) => [row.agencyCode, row.procedureCode]);
  }
}

@Resolver(() => YearListEntry)
export class YearListEntryFields {
  @FieldResolver()
  procedure(@Root() { procedureCode }: Proposal, @Ctx() context: CatalogueContext) {
    return procedureByCode(procedureCode, context);
  }

  @FieldResolver()
  agency(@Root() { agencyCode }: Proposal, @Ctx() context: CatalogueContext) {
    return agencyByCode(agencyCode, context);
  }

  @FieldResolver()
  delivered(@Root() { procedureCode, agencyCode }: Proposal, @Ctx() context: CatalogueContext) {
    return isOffered(offeringId(procedureCode, agencyCode), context);
  }
}

@Resolver(() => YearListBody)
export class YearListBodyFields {
  @FieldResolver()
  agency(@Root() { agencyCode }: YearBody, @Ctx() context: CatalogueContext) {
    return agencyByCode(agencyCode, context);
  }

  @FieldResolver()
  async delivered(@Root() body: YearBody, @Ctx() context: CatalogueContext) {
    return deliveredOf(body, context);
  }

  @FieldResolver()
  async share(@Root() body: YearBody, @Ctx() context: CatalogueContext) {
    return body.count === 0 ? null : (await deliveredOf(body, context)) / body.count;
  }
}

async function deliveredOf({ agencyCode, procedureCodes }: YearBody, context: CatalogueContext): Promise<number> {
  const offered = await Promise.all(procedureCodes.map((code) => isOffered(offeringId(code, agencyCode), context)));
  return offered.filter(Boolean).length;
}
