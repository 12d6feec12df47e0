import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { fail } from "../../../schema/errors";
import { canonicalAgencyCode, type KeysetRequest, keysetRequest, PageArguments, toConnection } from "../../kit";
import { today } from "../command";
import type { LinkedPart as LinkedPartRow, RequiredPaper as PaperRow, TimeLimit } from "../data/types";
import {
  agenciesOffering,
  agencyByCode,
  type CatalogueContext,
  optional,
  procedureByCode,
  sectorByCode,
  several,
} from "../loaders";
import { parseProcedureCode } from "../procedure-code";
import { type Found, findProcedures, MATCHES, type Position } from "../procedure-search";
import type { ProcedureRecord } from "../records";
import { readSearch } from "../search-words";
import { AgencyConnection } from "../types/agency";
import { LinkedPart, Procedure, ProcedureConnection, ProcedureFilter } from "../types/procedure";
import { FeeLine, ProcedureTimeLimit } from "../types/procedure-terms";
import { RequiredPaper } from "../types/required-paper";
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

  @FieldResolver()
  latestVersion(@Root() { latestVersion, version }: ProcedureRecord) {
    return latestVersion ?? version;
  }

  @FieldResolver()
  replacedBy(@Root() { replacedByCodes }: ProcedureRecord, @Ctx() context: CatalogueContext) {
    return several(procedureByCode, replacedByCodes ?? [], context);
  }

  @FieldResolver()
  synthetic(@Root() { origin }: ProcedureRecord) {
    return origin === "SAMPLE";
  }

  @FieldResolver(() => AgencyConnection, {
    nullable: true,
    description: "The agencies that offer it, in the order of codes: there can be thousands.",
  })
  async agencies(
    @Root() { code }: ProcedureRecord,
    @Arg("online", () => Boolean, { nullable: true, description: "True for those that offer it online today." })
    online: boolean | null,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: CatalogueContext,
  ) {
    const request = keysetRequest(page, 1);
    const [after = null] = positionOf(request) ?? [];
    const openOn = online ? today() : null;
    const codes = await agenciesOffering({ of: code, page: { after, limit: request.limit, openOn } }, context);
    // A unit that the catalogue does not list is known by its code only.
    const found = await Promise.all(codes.map(async (each) => (await agencyByCode(each, context)) ?? { code: each }));
    return toConnection(found, page, (agency) => [agency.code]);
  }
}

@Resolver(() => RequiredPaper)
export class RequiredPaperFields {
  @FieldResolver(() => Procedure, {
    nullable: true,
    description: "The procedure whose result replaces this paper (kết quả thay thế).",
  })
  replacedByResultOf(@Root() paper: PaperRow, @Ctx() context: CatalogueContext) {
    return optional(procedureByCode, paper.replacedByResultOf, context);
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
  const [kind, nameKey = "", code = ""] = position;
  const match = MATCHES.find((each) => each === kind);
  if (match === undefined) throw fail("INVALID_CURSOR");
  return { match, nameKey, code };
}
