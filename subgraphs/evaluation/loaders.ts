import { type BatchLoad, batched, type Span } from "../kit";
import { mayReadResponse } from "./access";
import type { AgencyFigures, Form, Response } from "./model";
import { shareOf } from "./service";
import type { EvaluationStore } from "./store";
import { Confidence } from "./types/entities";
import { type AgencyEvaluation, QuestionKind, type SurveyForm, type SurveyResponse } from "./types/survey";

/** Forms by id; they are public. */
export const loadForms: BatchLoad<string, SurveyForm | null, EvaluationStore> = async (ids, { store }) =>
  (await store.forms(ids)).map((form) => (form === null ? null : surveyForm(form)));

/** Responses by id, null for those that the caller may not see. */
export const loadResponses: BatchLoad<string, SurveyResponse | null, EvaluationStore> = async (ids, context) => {
  const responses = await context.store.responses(ids);
  return responses.map((response) =>
    response !== null && mayReadResponse(context.caller, response) ? surveyResponse(response) : null,
  );
};

export const formById = batched(loadForms);

/** The newest response about a dossier that the caller may see, or null. */
export const responseAbout = batched<string, SurveyResponse | null, EvaluationStore>(async (dossierIds, context) => {
  const newest = new Map<string, Response>();
  for (const response of await context.store.responsesAbout(dossierIds)) {
    if (newest.has(response.dossierId) || !mayReadResponse(context.caller, response)) continue;
    newest.set(response.dossierId, response);
  }
  return dossierIds.map((id) => {
    const response = newest.get(id);
    return response === undefined ? null : surveyResponse(response);
  });
});

/** An agency's figures in a period: one aggregate for each period that is asked for, however many agencies there are. */
export const agencyEvaluation = batched<AgencyPeriod, AgencyEvaluation, EvaluationStore>(
  async (keys, { store }) => {
    const periods = new Map(keys.map(({ period }) => [textOf(period), period]));
    const figures = new Map<string, ReadonlyMap<string, AgencyFigures>>();
    for (const [text, period] of periods) {
      const agencies = keys.filter((key) => textOf(key.period) === text).map((key) => key.agency);
      figures.set(text, await store.figures(agencies, period));
    }
    return keys.map(({ agency, period }) => publicFigures(figures.get(textOf(period))?.get(agency) ?? NO_RESPONSES));
  },
  ({ agency, period }) => `${agency} ${textOf(period)}`,
);

interface AgencyPeriod {
  readonly agency: string;
  readonly period: Span;
}

const NO_RESPONSES: AgencyFigures = { responses: 0, points: { scored: 0, possible: 0 }, bySatisfaction: [] };

function textOf({ from, before }: Span): string {
  return `${from.getTime()}-${before.getTime()}`;
}

function publicFigures(figures: AgencyFigures): AgencyEvaluation {
  return { ...figures, share: shareOf(figures.points) };
}

/** A form as the graph shows it. */
export function surveyForm(form: Form): SurveyForm {
  const { satisfactionQuestion: _, ...shown } = form;
  return {
    ...shown,
    confidence: Confidence[form.confidence],
    questions: form.questions.map((question) => ({ ...question, kind: QuestionKind[question.kind] })),
  };
}

/** A response as the graph shows it. Check {@link mayReadResponse} first. */
export function surveyResponse(response: Response): SurveyResponse {
  const { id, formId, formVersion, dossierId, answers, points, submittedAt, synthetic } = response;
  return {
    id,
    formId,
    formVersion,
    dossierId,
    respondentId: response.respondent,
    agencyCode: response.agency,
    answers,
    points,
    submittedAt,
    synthetic,
  };
}
