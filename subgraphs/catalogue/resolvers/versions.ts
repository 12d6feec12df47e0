import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from "type-graphql";
import { fail } from "../../../schema/errors";
import { domainError, keysetRequest, LocalDate, PageArguments, toConnection } from "../../kit";
import { type Outcome, today } from "../command";
import {
  agencyByCode,
  type CatalogueContext,
  optional,
  procedureByCode,
  sectorByCode,
  several,
  versionAt,
  versionsOf,
} from "../loaders";
import { publishVersion, repealProcedure } from "../publish";
import type { ProcedureRecord } from "../records";
import { Procedure } from "../types/procedure";
import { ProcedureVersion, ProcedureVersionConnection } from "../types/procedure-version";
import {
  PublishProcedureVersionInput,
  PublishProcedureVersionPayload,
  RepealProcedureInput,
  RepealProcedurePayload,
} from "../types/publish-input";
import type { VersionRecord } from "../version";
import { requireOfficer } from "./arguments";

@Resolver()
export class VersionMutations {
  @Mutation(() => PublishProcedureVersionPayload, {
    nullable: true,
    description:
      "Công bố thủ tục: a new version, or the first of a new procedure. For officers of the publishing agency or of one above it. Dossiers keep the version that they were filed under.",
  })
  publishProcedureVersion(
    @Arg("input", () => PublishProcedureVersionInput) input: PublishProcedureVersionInput,
    @Ctx() context: CatalogueContext,
  ) {
    const caller = requireOfficer(context);
    return published(publishVersion(input, caller, context.store), context);
  }

  @Mutation(() => RepealProcedurePayload, {
    nullable: true,
    description: "Bãi bỏ thủ tục: a last version, from a day on. Its versions and dossiers stay.",
  })
  repealProcedure(
    @Arg("input", () => RepealProcedureInput) input: RepealProcedureInput,
    @Ctx() context: CatalogueContext,
  ) {
    const caller = requireOfficer(context);
    return published(repealProcedure(input, caller, context.store), context);
  }
}

@Resolver(() => Procedure)
export class VersionsOfProcedure {
  @FieldResolver(() => ProcedureVersionConnection, {
    nullable: true,
    description: "Every version, the newest first, also those that are not in force yet.",
  })
  async versions(
    @Root() { code }: ProcedureRecord,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: CatalogueContext,
  ) {
    const request = keysetRequest(page, 1);
    const [after = null] = request.after ?? [];
    if (after !== null && typeof after !== "number") throw fail("INVALID_CURSOR");
    const rows = await versionsOf({ of: code, page: { after, limit: request.limit } }, context);
    return toConnection(rows.map(shownVersion), page, ({ number }) => [number]);
  }

  @FieldResolver(() => ProcedureVersion, {
    nullable: true,
    description: "One version: by its number, or the one in force on a day; on this day when neither is given.",
  })
  async publishedVersion(
    @Root() { code }: ProcedureRecord,
    @Arg("number", () => Int, { nullable: true }) number: number | null,
    @Arg("at", () => LocalDate, { nullable: true }) at: string | null,
    @Ctx() context: CatalogueContext,
  ) {
    const question = { procedureCode: code, number: number ?? null, day: at ?? today() };
    const version = await versionAt(question, context);
    return version && shownVersion(version);
  }
}

@Resolver(() => ProcedureVersion)
export class ProcedureVersionFields {
  @FieldResolver(() => Procedure, { nullable: true })
  procedure(@Root() { procedureCode }: ShownVersion, @Ctx() context: CatalogueContext) {
    return procedureByCode(procedureCode, context);
  }

  @FieldResolver()
  publishedBy(@Root() { publishedByCode }: ShownVersion, @Ctx() context: CatalogueContext) {
    return optional(agencyByCode, publishedByCode, context);
  }

  @FieldResolver()
  publishingAgency(@Root() { publishingAgencyCode }: ShownVersion, @Ctx() context: CatalogueContext) {
    return optional(agencyByCode, publishingAgencyCode, context);
  }

  @FieldResolver()
  sector(@Root() { sectorCode }: ShownVersion, @Ctx() context: CatalogueContext) {
    return optional(sectorByCode, sectorCode, context);
  }

  @FieldResolver(() => [Procedure], { nullable: true, description: "After a repeal: what took its place." })
  replacedBy(@Root() { replacedByCodes }: ShownVersion, @Ctx() context: CatalogueContext) {
    return several(procedureByCode, replacedByCodes ?? [], context);
  }
}

type ShownVersion = ReturnType<typeof shownVersion>;

/** A version with its content as its own members; who published it and by which key stays here. */
function shownVersion({ content, procedureCode, number, state, ...version }: VersionRecord) {
  const { effectiveFrom, effectiveTo, publishedAt, publishedByCode } = version;
  return { ...content, procedureCode, number, state, effectiveFrom, effectiveTo, publishedAt, publishedByCode };
}

/** Waits for what was written, lets the procedure show it and the message go, and words the payload. */
async function published(work: Promise<Outcome<VersionRecord>>, context: CatalogueContext) {
  const { done, refusals } = await work;
  if (done !== null) {
    await context.store.settleVersion(done, today());
    context.store.published();
  }
  return {
    procedure: done && (await procedureByCode(done.procedureCode, context)),
    version: done && shownVersion(done),
    errors: refusals.map(({ code, field }) => domainError(code, context.language, field)),
  };
}
