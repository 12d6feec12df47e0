import type { Connection } from "mongoose";
import { type AssessmentStore, openAssessmentStore } from "./store-assessments";
import { openRankingStore, type RankingStore } from "./store-rankings";
import { openServiceIndexStore, type ServiceIndexStore } from "./store-service-index";
import { openSurveyStore, type SurveyStore } from "./store-surveys";

/** Everything that this subgraph keeps. */
export type EvaluationStore = SurveyStore & AssessmentStore & RankingStore & ServiceIndexStore;

/** Opens the store and makes its indexes, so that the rules they hold are true before the first request. */
export async function openEvaluationStore(connection: Connection): Promise<EvaluationStore> {
  const [surveys, assessments, rankings, counts] = await Promise.all([
    openSurveyStore(connection),
    openAssessmentStore(connection),
    openRankingStore(connection),
    openServiceIndexStore(connection),
  ]);
  return { ...surveys, ...assessments, ...rankings, ...counts };
}
