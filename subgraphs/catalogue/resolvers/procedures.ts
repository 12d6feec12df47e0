import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { fail } from "../../../schema/errors";
import { canonicalAgencyCode, type KeysetRequest, keysetRequest, PageArguments, toConnection } from "../../kit";
import type { LinkedPart as LinkedPartRow, TimeLimit } from "../data/types";
import { agencyByCode, type CatalogueContext, optional, procedureByCode, sectorByCode } from "../loaders";
import { parseProcedureCode } from "../procedure-code";
import { type Found, findProcedures, type Position } from "../procedure-search";
import type { ProcedureRecord } from "../records";
import { readSearch } from "../search-words";
import { LinkedPart, Procedure, ProcedureConnection, ProcedureFilter } from "../types/procedure";
import { FeeLine, ProcedureTimeLimit } from "../types/procedure-terms";
import { LocalFeeRule, Sector } from "../types/sector";
import { positionOf, searchTextOf } from "./arguments";

@Resolver()
export class ProcedureQueries {
  @Query(() => Procedure, {
    nullable: true,
    description:
      "By mã thủ tục: `2.000815`, or with the suffix of a place, long or short, and of a service: `2.000815.000.00.00.H55.02`.",
  })
  procedure(@Arg("code", () => ID) code: string, @Ctx() context: CatalogueContext) {
    return procedureByCode(parseProcedureCode(code).code, context);
  }

  @Query(() => ProcedureConnection, {
    nullable: true,
    description: "Matches of the code first, in the order of codes; then matches of the name, in the order of names.",
  })
  async procedures(
    @Arg("search", () => String, {
      nullable: true,
      description:
        "The start of a code, or words of the name in any order, with or without diacritics; the last may be unfinished.",
    })
    search: string | null,
    @Arg("filter", () => ProcedureFilter, { nullable: true }) filter: ProcedureFilter | null,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { store }: CatalogueContext,
  ) {
    const request = keysetRequest(page, 3);
    const text = searchTextOf(search, "search");
    const agency = filter?.publishingAgency ?? null;
    const conditions = {
      sectorCode: filter?.sector ?? null,
      level: filter?.level ?? null,
      publishingAgencyCode: agency === null ? null : (canonicalAgencyCode(agency) ?? agency),
    };
    const { limit } = request;
    const after = procedurePositionOf(request);
    const rows = await findProcedures(text === null ? null : readSearch(text), conditions, { after, limit }, store);
    return toConnection<Found>(rows, page, ({ match, nameKey, code }) => [match, nameKey, code]);
  }

  @Query(() => [Sector], { nullable: true, description: "Every sector (lĩnh vực) of the catalogue." })
  sectors(@Ctx() { store }: CatalogueContext) {
    return store.allSectors();
  }
}

@Resolver(() => Procedure)
export class ProcedureFields {
  @FieldResolver()
  sector(@Root() { sectorCode }: ProcedureRecord, @Ctx() context: CatalogueContext) {
    return optional(sectorByCode, sectorCode, context);
  }

  @FieldResolver()
  publishingAgency(@Root() { publishingAgencyCode }: ProcedureRecord, @Ctx() context: CatalogueContext) {
    return optional(agencyByCode, publishingAgencyCode, context);
  }
}

@Resolver(() => LinkedPart)
export class LinkedPartFields {
  @FieldResolver()
  procedure(@Root() part: LinkedPartRow, @Ctx() context: CatalogueContext) {
    return optional(procedureByCode, part.procedure, context);
  }
}

@Resolver(() => ProcedureTimeLimit)
export class TimeLimitFields {
  @FieldResolver()
  jurisdiction(@Root() limit: TimeLimit, @Ctx() context: CatalogueContext) {
    return optional(agencyByCode, limit.jurisdiction, context);
  }
}

@Resolver(() => FeeLine)
export class FeeLineFields {
  @FieldResolver()
  jurisdiction(@Root() line: { readonly jurisdiction: string | null }, @Ctx() context: CatalogueContext) {
    return optional(agencyByCode, line.jurisdiction, context);
  }
}

@Resolver(() => LocalFeeRule)
export class LocalFeeRuleFields {
  @FieldResolver()
  jurisdiction(@Root() rule: { readonly jurisdiction: string }, @Ctx() context: CatalogueContext) {
    return agencyByCode(rule.jurisdiction, context);
  }
}

function procedurePositionOf(request: KeysetRequest): Position | null {
  const position = positionOf(request);
  if (position === null) return null;
  const [match, nameKey = "", code = ""] = position;
  if (match !== "code" && match !== "name") throw fail("INVALID_CURSOR");
  return { match, nameKey, code };
}
