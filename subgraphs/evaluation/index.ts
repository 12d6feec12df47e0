import { defineSubgraph, entity, reference } from "../kit";
import { SURVEY_FORMS } from "./data/forms";
import { loadForms, loadResponses } from "./loaders";
import {
  AgencyResolver,
  DossierResolver,
  SurveyFormResolver,
  SurveyMutationResolver,
  SurveyResponseResolver,
} from "./resolvers";
import { seedEvaluation } from "./seed";
import { type EvaluationStore, openEvaluationStore } from "./store";
import { Agency, Citizen, Dossier, SurveyForm, SurveyResponse } from "./types";

/** Evaluation of how dossiers were handled (đánh giá việc giải quyết thủ tục hành chính): survey forms, responses, public figures. */
export const evaluation = defineSubgraph({
  name: "evaluation",
  description: "Survey forms, citizens' evaluations of finished dossiers, and the figures of agencies made from them.",
  resolvers: [SurveyFormResolver, SurveyResponseResolver, DossierResolver, AgencyResolver, SurveyMutationResolver],
  entities: [
    entity<EvaluationStore, SurveyForm>(SurveyForm, { id: loadForms }),
    entity<EvaluationStore, SurveyResponse>(SurveyResponse, { id: loadResponses }),
    reference<EvaluationStore>(Dossier),
    reference<EvaluationStore>(Agency),
    reference<EvaluationStore>(Citizen),
  ],
  settings: {},
  requiredInProduction: ["MONGODB_URI"],
  async open(_settings, environment) {
    const store = await openEvaluationStore(await environment.mongo("evaluation"));
    await store.addMissingForms(SURVEY_FORMS);
    return { store, ready: () => store.ping(), async close() {} };
  },
  seed: seedEvaluation,
});
