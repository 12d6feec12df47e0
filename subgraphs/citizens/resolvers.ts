import { type GraphQLResolveInfo, Kind } from "graphql";
import { Arg, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import { fail } from "../../schema/errors";
import { accountOf, type CitizensContext, isRegistered, numbersOf, recordByNumber, recordOf } from "./loaders";
import { fullNameOf } from "./people";
import { readPersonalNumber } from "./personal-number";
import { canBeNumber, isSynthetic, isVisible, may, mayLookUp, numberDifferences, visibleAccount } from "./service";
import { Citizen } from "./types";
import { toDifferences, toRelative, toSex } from "./views";

/** A citizen of whom only the id is known: everything else is read when, and only when, it is asked for. */
export type CitizenStub = Pick<Citizen, "id">;

@Resolver()
export class CitizenQueries {
  @Query(() => Citizen, { nullable: true, description: "The citizen who is signed in; null for other callers." })
  me(@Ctx() context: CitizensContext): CitizenStub | null {
    const { role, subject } = context.caller;
    if (role === "anonymous") throw fail("UNAUTHENTICATED");
    if (role !== "citizen" || subject === null || context.store.ids.numberOf(subject) === null) return null;
    return { id: subject };
  }

  @Query(() => Citizen, {
    nullable: true,
    description: "Null for nobody and for somebody this caller may not know of.",
  })
  async citizen(@Arg("id", () => ID) id: string, @Ctx() context: CitizensContext): Promise<CitizenStub | null> {
    if (!isVisible(context.caller, id)) return null;
    return (await isRegistered(id, context)) ? { id } : null;
  }

  @Query(() => Citizen, {
    nullable: true,
    description:
      "By số định danh cá nhân, or by số CMND of 9 digits, given as a variable. Only for officers and services with citizen:number.",
  })
  async citizenByPersonalNumber(
    @Arg("number", () => String) number: string,
    @Ctx() context: CitizensContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CitizenStub | null> {
    if (!mayLookUp(context.caller)) return null;
    if (!isVariable("number", info)) throw fail("BAD_USER_INPUT", { field: "number", rule: "only as a variable" });
    if (!canBeNumber(number)) throw fail("BAD_USER_INPUT", { field: "number", rule: "12 digits, or 9 of an old card" });
    const record = await recordByNumber(number, context);
    const name = record?.personalNumber ?? record?.oldNumber;
    return name == null ? null : { id: context.store.ids.idOf(name) };
  }
}

/**
 * Says whether an argument came as a variable everywhere. Whatever is written into an operation's text is kept by whoever keeps
 * operations: caches, lists of slow ones, logs of clients.
 */
function isVariable(name: string, { fieldNodes, operation }: GraphQLResolveInfo): boolean {
  const values = fieldNodes.map((node) => node.arguments?.find((argument) => argument.name.value === name)?.value);
  return values.every(
    (value) =>
      value?.kind === Kind.VARIABLE &&
      operation.variableDefinitions?.every(
        ({ variable, defaultValue }) => variable.name.value !== value.name.value || defaultValue === undefined,
      ),
  );
}

@Resolver(() => Citizen)
export class CitizenFields {
  @FieldResolver()
  async personalNumber(@Root() citizen: Citizen, @Ctx() context: CitizensContext) {
    if (!may(context.caller, "number", citizen.id)) return null;
    const number = context.store.ids.numberOf(citizen.id);
    // Only of somebody with the number of an old card the registry must be asked.
    if (number !== null && readPersonalNumber(number) !== null) return number;
    return (await numbersOf(citizen.id, context))?.personalNumber ?? null;
  }

  @FieldResolver()
  async formerNumber(@Root() citizen: Citizen, @Ctx() context: CitizensContext) {
    return (await numbersOf(citizen.id, context))?.oldNumber ?? null;
  }

  @FieldResolver()
  async numberAgreesWithRecord(@Root() citizen: Citizen, @Ctx() context: CitizensContext) {
    const record = await recordOf(citizen.id, context);
    const differences = record && numberDifferences(record, context.store.sexCodes);
    return differences && differences.length === 0;
  }

  @FieldResolver()
  async numberDifferences(@Root() citizen: Citizen, @Ctx() context: CitizensContext) {
    const record = await recordOf(citizen.id, context);
    return toDifferences(record && numberDifferences(record, context.store.sexCodes));
  }

  @FieldResolver()
  async fullName(@Root() citizen: Citizen, @Ctx() context: CitizensContext) {
    return fullNameOf((await recordOf(citizen.id, context))?.name ?? null);
  }

  @FieldResolver()
  async familyName(@Root() citizen: Citizen, @Ctx() context: CitizensContext) {
    return (await recordOf(citizen.id, context))?.name?.familyName ?? null;
  }

  @FieldResolver()
  async middleName(@Root() citizen: Citizen, @Ctx() context: CitizensContext) {
    return (await recordOf(citizen.id, context))?.name?.middleName ?? null;
  }

  @FieldResolver()
  async givenName(@Root() citizen: Citizen, @Ctx() context: CitizensContext) {
    return (await recordOf(citizen.id, context))?.name?.givenName ?? null;
  }

  @FieldResolver()
  async dateOfBirth(@Root() citizen: Citizen, @Ctx() context: CitizensContext) {
    return (await recordOf(citizen.id, context))?.birthDate ?? null;
  }

  @FieldResolver()
  async sexCode(@Root() citizen: Citizen, @Ctx() context: CitizensContext) {
    return (await recordOf(citizen.id, context))?.sexCode ?? null;
  }

  @FieldResolver()
  async sex(@Root() citizen: Citizen, @Ctx() context: CitizensContext) {
    return toSex((await recordOf(citizen.id, context))?.sexCode ?? null, context.store.sexCodes);
  }

  @FieldResolver()
  async ethnicity(@Root() citizen: Citizen, @Ctx() context: CitizensContext) {
    return (await recordOf(citizen.id, context))?.ethnicity ?? null;
  }

  @FieldResolver()
  async religion(@Root() citizen: Citizen, @Ctx() context: CitizensContext) {
    return (await recordOf(citizen.id, context))?.religion ?? null;
  }

  @FieldResolver()
  async maritalStatusCode(@Root() citizen: Citizen, @Ctx() context: CitizensContext) {
    return (await recordOf(citizen.id, context))?.maritalStatusCode ?? null;
  }

  @FieldResolver()
  async bloodTypeCode(@Root() citizen: Citizen, @Ctx() context: CitizensContext) {
    return (await recordOf(citizen.id, context))?.bloodTypeCode ?? null;
  }

  @FieldResolver()
  async permanentAddress(@Root() citizen: Citizen, @Ctx() context: CitizensContext) {
    return (await recordOf(citizen.id, context))?.permanentAddress ?? null;
  }

  @FieldResolver()
  async currentAddress(@Root() citizen: Citizen, @Ctx() context: CitizensContext) {
    return (await recordOf(citizen.id, context))?.currentAddress ?? null;
  }

  @FieldResolver()
  async hometown(@Root() citizen: Citizen, @Ctx() context: CitizensContext) {
    return (await recordOf(citizen.id, context))?.hometown ?? null;
  }

  @FieldResolver()
  async birthRegistration(@Root() citizen: Citizen, @Ctx() context: CitizensContext) {
    return (await recordOf(citizen.id, context))?.birthRegistration ?? null;
  }

  @FieldResolver()
  async father(@Root() citizen: Citizen, @Ctx() context: CitizensContext) {
    return toRelative((await recordOf(citizen.id, context))?.father ?? null, context.store.ids);
  }

  @FieldResolver()
  async mother(@Root() citizen: Citizen, @Ctx() context: CitizensContext) {
    return toRelative((await recordOf(citizen.id, context))?.mother ?? null, context.store.ids);
  }

  @FieldResolver()
  async spouse(@Root() citizen: Citizen, @Ctx() context: CitizensContext) {
    return toRelative((await recordOf(citizen.id, context))?.spouse ?? null, context.store.ids);
  }

  @FieldResolver()
  async dataTime(@Root() citizen: Citizen, @Ctx() context: CitizensContext) {
    return (await recordOf(citizen.id, context))?.dataTime ?? null;
  }

  @FieldResolver()
  async synthetic(@Root() citizen: Citizen, @Ctx() context: CitizensContext) {
    const record = await recordOf(citizen.id, context);
    return record && isSynthetic(record.note);
  }

  @FieldResolver()
  async account(@Root() citizen: Citizen, @Ctx() context: CitizensContext) {
    if (!isVisible(context.caller, citizen.id) || context.store.ids.numberOf(citizen.id) === null) return null;
    return visibleAccount(context.caller, citizen.id, await accountOf(citizen.id, context));
  }
}
