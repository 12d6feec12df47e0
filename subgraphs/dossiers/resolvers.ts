import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { fail } from "../../schema/errors";
import { type Connection, type Context, DateTime, domainError, PageArguments } from "../kit";
import { dossierById, dossierByNumber, dossiersOfCitizen, duePageOf, pageOf } from "./loaders";
import { submitDossier } from "./service/submit";
import { DossierStatus } from "./status";
import type { DossierStore } from "./store";
import { Citizen, Dossier, DossierConnection } from "./types";
import { DossierFilterInput } from "./types-filter";
import { SubmitDossierInput, SubmitDossierPayload } from "./types-submit";
import { agencyCode, listFilterOf, toDossier } from "./view";

type DossierContext = Context<DossierStore>;

/** Root fields. */
@Resolver()
export class DossierResolver {
  @Query(() => Dossier, {
    nullable: true,
    description: "By exactly one of id and number. Null when it does not exist or is not for the caller.",
  })
  async dossier(
    @Arg("id", () => ID, { nullable: true }) id: string | null,
    @Arg("number", () => String, { nullable: true }) number: string | null,
    @Ctx() context: DossierContext,
  ): Promise<Dossier | null> {
    if (id != null && number == null) return dossierById(id, context);
    if (number != null && id == null) return dossierByNumber(number, context);
    throw fail("BAD_USER_INPUT", { field: "id, number", rule: "exactly one of them" });
  }

  @Query(() => DossierConnection, {
    nullable: true,
    description: "The dossiers that the caller owns or has submitted, newest first.",
  })
  async myDossiers(
    @Args(() => PageArguments) page: PageArguments,
    @Arg("status", () => DossierStatus, { nullable: true }) status: DossierStatus | null,
    @Ctx() context: DossierContext,
  ): Promise<Connection<Dossier>> {
    const person = context.caller.subject;
    if (context.caller.role === "anonymous" || person === null) throw fail("UNAUTHENTICATED");
    return pageOf({ person, status }, page, context);
  }

  @Query(() => DossierConnection, {
    nullable: true,
    description:
      "The dossiers that the caller may see, newest first: an officer those of the own agency and the units under it.",
  })
  async dossiers(
    @Args(() => PageArguments) page: PageArguments,
    @Arg("filter", () => DossierFilterInput, { nullable: true }) filter: DossierFilterInput | null,
    @Ctx() context: DossierContext,
  ): Promise<Connection<Dossier>> {
    return pageOf(filter == null ? {} : listFilterOf(filter), page, context);
  }

  @Query(() => DossierConnection, {
    nullable: true,
    description:
      "The dossiers that the caller may see whose clock runs, the earliest appointment first. Hồ sơ đến hạn, quá hạn.",
  })
  async dueDossiers(
    @Args(() => PageArguments) page: PageArguments,
    @Arg("before", () => DateTime, { nullable: true, description: "Appointments before this moment; now: overdue." })
    before: Date | null,
    @Arg("agency", () => String, { nullable: true, description: "This agency or a unit under it, in any role." })
    agency: string | null,
    @Ctx() context: DossierContext,
  ): Promise<Connection<Dossier>> {
    return duePageOf({ before: before ?? null, agency: agency == null ? null : agencyCode(agency) }, page, context);
  }

  @Mutation(() => SubmitDossierPayload, {
    nullable: true,
    description: "Files a dossier. Nộp hồ sơ trực tuyến. For citizens with a VNeID account.",
  })
  async submitDossier(
    @Arg("input", () => SubmitDossierInput) input: SubmitDossierInput,
    @Ctx() context: DossierContext,
  ): Promise<SubmitDossierPayload> {
    const outcome = await submitDossier(input, context.caller, context.store);
    if ("dossier" in outcome) return { dossier: toDossier(outcome.dossier, context.caller), errors: [] };
    return { dossier: null, errors: [domainError(outcome.refused, context.language, outcome.field)] };
  }
}

/** What this subgraph knows of a citizen. */
@Resolver(() => Citizen)
export class CitizenDossierResolver {
  @FieldResolver(() => DossierConnection, {
    nullable: true,
    description: "The dossiers that this citizen owns, as far as the caller may see them, newest first.",
  })
  async dossiers(
    @Root() citizen: Citizen,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: DossierContext,
  ): Promise<Connection<Dossier>> {
    return dossiersOfCitizen(citizen.id, page, context);
  }
}
