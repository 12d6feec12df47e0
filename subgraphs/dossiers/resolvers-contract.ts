import { Arg, Ctx, Int, Mutation, Query, Resolver } from "type-graphql";
import { type Context, domainError } from "../kit";
import type { DossierOffice } from "./office";
import { payloadOf } from "./resolvers-actions";
import { recordDossierPayment } from "./service/payment";
import { learnProcedureVersion, setWorkingCalendar } from "./service/reference";
import type { StoredCalendar } from "./store-reference";
import { type DossierPayload, PAYLOADS } from "./types-actions";
import {
  DossierWorkingCalendar,
  LearnProcedureVersionInput,
  LearnProcedureVersionPayload,
  RecordDossierPaymentInput,
  SetWorkingCalendarInput,
  SetWorkingCalendarPayload,
} from "./types-contract";

type OfficeContext = Context<DossierOffice>;

/** What other parts of the graph tell this one. */
@Resolver()
export class DossierContractResolver {
  @Mutation(() => PAYLOADS.recordDossierPayment, {
    nullable: true,
    description: "What became of a request for payment. For services with the scope dossier:payment.",
  })
  recordDossierPayment(
    @Arg("input", () => RecordDossierPaymentInput) input: RecordDossierPaymentInput,
    @Ctx() context: OfficeContext,
  ): Promise<DossierPayload> {
    return payloadOf(context, (desk) => recordDossierPayment(input, desk));
  }

  @Mutation(() => LearnProcedureVersionPayload, {
    nullable: true,
    description: "What dossiers need of a version of a procedure. For services with the scope dossier:procedures.",
  })
  async learnProcedureVersion(
    @Arg("input", () => LearnProcedureVersionInput) input: LearnProcedureVersionInput,
    @Ctx() { caller, store, language }: OfficeContext,
  ): Promise<LearnProcedureVersionPayload> {
    const outcome = await learnProcedureVersion(stated(input), caller, store);
    if ("refused" in outcome)
      return { procedure: null, version: null, errors: [domainError(outcome.refused, language, outcome.field)] };
    const { procedureCode, version } = outcome.learned;
    return { procedure: { code: procedureCode }, version, errors: [] };
  }

  @Mutation(() => SetWorkingCalendarPayload, {
    nullable: true,
    description:
      "The holidays of a year and the days worked in compensation. For the Government Office and services with the scope dossier:calendar.",
  })
  async setWorkingCalendar(
    @Arg("input", () => SetWorkingCalendarInput) input: SetWorkingCalendarInput,
    @Ctx() { caller, store, language }: OfficeContext,
  ): Promise<SetWorkingCalendarPayload> {
    const { workingSaturdays, source, ...same } = input;
    const command = { ...same, workingDays: workingSaturdays, source: source ?? null };
    const outcome = await setWorkingCalendar(command, caller, store);
    return "refused" in outcome
      ? { calendar: null, errors: [domainError(outcome.refused, language, outcome.field)] }
      : { calendar: shown(outcome.calendar), errors: [] };
  }

  @Query(() => DossierWorkingCalendar, {
    nullable: true,
    description: "Public; null for a year whose calendar has not been set.",
  })
  async workingCalendar(
    @Arg("year", () => Int) year: number,
    @Ctx() { store }: OfficeContext,
  ): Promise<DossierWorkingCalendar | null> {
    const [calendar] = await store.calendars([year]);
    return calendar === undefined ? null : shown(calendar);
  }
}

function shown({ workingDays, ...same }: StoredCalendar): DossierWorkingCalendar {
  return { ...same, workingSaturdays: workingDays };
}

/** What was left out is nothing. */
function stated(input: LearnProcedureVersionInput): LearnProcedureVersionInput {
  return {
    ...input,
    effectiveTo: input.effectiveTo ?? null,
    timeLimits: input.timeLimits.map((limit) => ({ ...limit, channel: limit.channel ?? null })),
    fees: input.fees.map((fee) => ({
      ...fee,
      kind: fee.kind ?? null,
      code: fee.code ?? null,
      amount: fee.amount ?? null,
      channel: fee.channel ?? null,
      agency: fee.agency ?? null,
      from: fee.from ?? null,
      to: fee.to ?? null,
    })),
  };
}
