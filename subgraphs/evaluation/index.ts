import { defineSubgraph, entity, reference } from "../kit";
import { SURVEY_FORMS } from "./data/forms";
import { createIndexJob } from "./index-job";
import { loadForms, loadResponses } from "./loaders";
import { AgencyAssessmentResolver, AssessmentMutationResolver, AssessmentResolver } from "./resolvers/assessments";
import { RankingResolver } from "./resolvers/rankings";
import { AgencyServiceIndexResolver, ServiceIndexResolver } from "./resolvers/service-index";
import {
  AgencyEvaluationResolver,
  DossierResolver,
  SurveyFormResolver,
  SurveyMutationResolver,
  SurveyResponseResolver,
} from "./resolvers/surveys";
import { seedEvaluation } from "./seed";
import { EVALUATION_SETTINGS } from "./settings";
import { type EvaluationStore, openEvaluationStore } from "./store";
import { Agency, Citizen, Dossier } from "./types/entities";
import { SurveyForm, SurveyResponse } from "./types/survey";

/**
 * Evaluation (đánh giá việc giải quyết thủ tục hành chính): survey forms and what citizens answer, assessments of agencies by nine
 * indices with their ranking, and the index of Decision 766/QĐ-TTg, which a job counts from the graph.
 */
export const evaluation = defineSubgraph<EvaluationStore, typeof EVALUATION_SETTINGS>({
  name: "evaluation",
  description:
    "Survey forms, citizens' evaluations of finished dossiers, agencies' assessments and rankings, and the figures made from them.",
  resolvers: [
    SurveyFormResolver,
    SurveyResponseResolver,
    DossierResolver,
    AgencyEvaluationResolver,
    SurveyMutationResolver,
    AssessmentResolver,
    AgencyAssessmentResolver,
    AssessmentMutationResolver,
    RankingResolver,
    AgencyServiceIndexResolver,
    ServiceIndexResolver,
  ],
  entities: [
    entity<EvaluationStore, SurveyForm>(SurveyForm, { id: loadForms }),
    entity<EvaluationStore, SurveyResponse>(SurveyResponse, { id: loadResponses }),
    reference<EvaluationStore>(Dossier),
    reference<EvaluationStore>(Agency),
    reference<EvaluationStore>(Citizen),
  ],
  settings: EVALUATION_SETTINGS,
  requiredInProduction: ["MONGODB_URI"],
  // What the index is counted from is public.
  graphScopes: [],
  async open(settings, environment) {
    const store = await openEvaluationStore(await environment.mongo("evaluation"));
    await store.addMissingForms(SURVEY_FORMS);
    const graph = environment.graph("evaluation");
    const every = settings.SERVICE_INDEX_MINUTES * 60_000;
    const job = createIndexJob({ store, graph, log: environment.log, every });
    return { store, ready: () => store.ping(), async close() {}, jobs: [job] };
  },
  seed: seedEvaluation,
});
