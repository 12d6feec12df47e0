import { type BatchLoad, batched } from "../kit";
import { assessmentId } from "./assessment";
import { FORMULA_VERSION } from "./data/index-formula";
import type { QuarterId } from "./quarter";
import type { EvaluationStore } from "./store";
import type { AgencyAssessment } from "./types/assessment";
import type { ServiceIndex } from "./types/service-index";
import { assessmentView, serviceIndexView } from "./views";

/** What is asked of an agency about a quarter. */
export interface AgencyQuarter {
  readonly agency: string;
  readonly quarter: QuarterId;
}

/** Agencies' assessments, as far as the caller may see them: three commands for each quarter that is asked for. */
export const assessmentOf = byQuarter<AgencyAssessment | null>(async (agencies, quarter, { caller, store }) => {
  const [publication, assessments] = await Promise.all([
    store.newestPublication(quarter),
    store.assessments(agencies.map((agency) => assessmentId(quarter, agency))),
  ]);
  const entries = publication === null ? new Map() : await store.entriesOf(publication.id, agencies);
  return agencies.map((agency, at) => assessmentView(caller, assessments[at] ?? null, entries.get(agency) ?? null));
});

/** Agencies' newest counts of the index by the formula in use: one command for each quarter that is asked for. */
export const serviceIndexOf = byQuarter<ServiceIndex | null>(async (agencies, quarter, { store }) => {
  const { newest } = await store.newestCounts(agencies, quarter, FORMULA_VERSION);
  return agencies.map((agency) => {
    const count = newest.get(agency);
    return count === undefined ? null : serviceIndexView(count);
  });
});

type Load<Value> = (
  agencies: readonly string[],
  quarter: QuarterId,
  context: Parameters<BatchLoad<string, Value, EvaluationStore>>[1],
) => Promise<readonly Value[]>;

/** Loads a quarter's agencies together. */
function byQuarter<Value>(load: Load<Value>) {
  return batched<AgencyQuarter, Value, EvaluationStore>(
    async (keys, context) => {
      const quarters = [...new Set(keys.map((key) => key.quarter))];
      const found = new Map<string, Value>();
      for (const quarter of quarters) {
        const agencies = keys.filter((key) => key.quarter === quarter).map((key) => key.agency);
        const values = await load(agencies, quarter, context);
        values.forEach((value, at) => void found.set(`${quarter} ${agencies[at]}`, value));
      }
      return keys.map(({ agency, quarter }) => {
        const value = found.get(`${quarter} ${agency}`);
        if (value === undefined) throw new Error(`nothing was loaded for ${agency} in ${quarter}`);
        return value;
      });
    },
    ({ agency, quarter }) => `${quarter} ${agency}`,
  );
}
