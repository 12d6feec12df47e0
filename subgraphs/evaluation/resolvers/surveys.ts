import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { fail } from "../../../schema/errors";
import {
  type Connection,
  type Context,
  type KeysetValue,
  keysetRequest,
  PageArguments,
  PeriodInput,
  spanOf,
  toConnection,
} from "../../kit";
import { mayReadRespondent } from "../access";
import { agencyEvaluation, formById, responseAbout, surveyForm, surveyResponse } from "../loaders";
import { isId } from "../service";
import type { EvaluationStore } from "../store";
import { inviteToSurvey, submitSurvey } from "../submission";
import { Agency, Citizen, Dossier } from "../types/entities";
import {
  AgencyEvaluation,
  InviteToSurveyInput,
  InviteToSurveyPayload,
  SubmitSurveyInput,
  SubmitSurveyPayload,
  SurveyForm,
  SurveyFormConnection,
  SurveyResponse,
} from "../types/survey";
import { accountOf, worded } from "./caller";

type Evaluation = Context<EvaluationStore>;

/** Survey forms, which are public. */
@Resolver()
export class SurveyFormResolver {
  @Query(() => SurveyForm, { nullable: true, description: "A survey form by its id. Phiếu khảo sát." })
  surveyForm(@Arg("id", () => ID) id: string, @Ctx() context: Evaluation): Promise<SurveyForm | null> {
    return formById(id, context);
  }

  @Query(() => SurveyFormConnection, {
    nullable: true,
    description: "All survey forms that are known. Danh sách phiếu khảo sát.",
  })
  async surveyForms(
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: Evaluation,
  ): Promise<Connection<SurveyForm>> {
    const { after, limit } = keysetRequest(page, 1);
    const forms = await context.store.formsAfter({ after: after === null ? null : formIdOf(after), limit });
    return toConnection(forms.map(surveyForm), page, (form) => [form.id]);
  }
}

/** The edges of a response that the caller was allowed to read. */
@Resolver(() => SurveyResponse)
export class SurveyResponseResolver {
  @FieldResolver(() => SurveyForm, { nullable: true })
  form(@Root() response: SurveyResponse, @Ctx() context: Evaluation): Promise<SurveyForm | null> {
    return formById(response.formId, context);
  }

  @FieldResolver(() => Dossier, { nullable: true })
  dossier(@Root() response: SurveyResponse): Dossier {
    return { id: response.dossierId };
  }

  @FieldResolver(() => Agency, { nullable: true, description: "The agency that is evaluated." })
  agency(@Root() response: SurveyResponse): Agency {
    return { code: response.agencyCode };
  }

  @FieldResolver(() => Citizen, {
    nullable: true,
    description: "For the respondent, officers of the agency and auditors only. Người đánh giá.",
  })
  respondent(@Root() response: SurveyResponse, @Ctx() { caller }: Evaluation): Citizen | null {
    const owned = { respondent: response.respondentId, agency: response.agencyCode };
    return mayReadRespondent(caller, owned) ? { id: owned.respondent } : null;
  }
}

/** What evaluation adds to a dossier. */
@Resolver(() => Dossier)
export class DossierResolver {
  @FieldResolver(() => SurveyResponse, {
    nullable: true,
    description: "The newest evaluation of it, for the respondent, the agency, auditors and services. Phiếu đánh giá.",
  })
  survey(@Root() dossier: Dossier, @Ctx() context: Evaluation): Promise<SurveyResponse | null> {
    return responseAbout(dossier.id, context);
  }
}

/** What evaluation adds to an agency. */
@Resolver(() => Agency)
export class AgencyEvaluationResolver {
  @FieldResolver(() => AgencyEvaluation, {
    nullable: true,
    description: "Public figures of the agency itself, without units under it, by day of submission. Kết quả đánh giá.",
  })
  evaluation(
    @Root() agency: Agency,
    @Arg("period", () => PeriodInput) period: PeriodInput,
    @Ctx() context: Evaluation,
  ): Promise<AgencyEvaluation> {
    return agencyEvaluation({ agency: agency.code, period: spanOf(period) }, context);
  }
}

/** Submitting an evaluation, and saying who may. */
@Resolver()
export class SurveyMutationResolver {
  @Mutation(() => SubmitSurveyPayload, {
    nullable: true,
    description: "Evaluates how a dossier of one's own was handled, once per form. Gửi phiếu đánh giá.",
  })
  async submitSurvey(
    @Arg("input", () => SubmitSurveyInput) input: SubmitSurveyInput,
    @Ctx() { caller, store, language }: Evaluation,
  ): Promise<SubmitSurveyPayload> {
    const respondent = accountOf(caller, caller.role === "citizen");
    const outcome = await submitSurvey(store, respondent, input, new Date());
    if ("refusals" in outcome) return { response: null, errors: worded(outcome.refusals, language) };
    return { response: surveyResponse(outcome.made), errors: [] };
  }

  @Mutation(() => InviteToSurveyPayload, {
    nullable: true,
    description:
      "For services with scope survey:invite: a dossier is finished and its owner may evaluate it. Mời đánh giá.",
  })
  async inviteToSurvey(
    @Arg("input", () => InviteToSurveyInput) input: InviteToSurveyInput,
    @Ctx() { caller, store, language }: Evaluation,
  ): Promise<InviteToSurveyPayload> {
    const invitedBy = accountOf(caller, caller.role === "service" && caller.scopes.includes("survey:invite"));
    const { dossierId, respondent, agency, finishedAt, idempotencyKey } = input;
    const invitation = { dossierId, respondent, agency, finishedAt, invitedBy, idempotencyKey };
    const outcome = await inviteToSurvey(store, invitation);
    if ("refusals" in outcome) return { invitation: null, errors: worded(outcome.refusals, language) };
    return { invitation: { dossier: { id: dossierId }, finishedAt: outcome.made.finishedAt }, errors: [] };
  }
}

function formIdOf([id]: readonly KeysetValue[]): string {
  if (typeof id !== "string" || !isId(id)) throw fail("INVALID_CURSOR");
  return id;
}
