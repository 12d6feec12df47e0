import { DAY, dayOf, randomOf, type SampleWorld } from "../kit";
import { GOVERNMENT_OFFICE } from "./access";
import {
  type Assessment,
  type AssessmentEvent,
  assessmentHash,
  assessmentId,
  commandOf,
  type Score,
} from "./assessment";
import { NINE_INDICES } from "./data/nine-indices";
import { type QuarterId, quartersUntil, spanOfQuarter } from "./quarter";
import { type Publication, rankedEntries } from "./ranking";
import type { EvaluationStore } from "./store";

const QUARTERS = 4;
const BATCH = 1_000;
const ACCOUNT = "sample";

/**
 * Assesses, appraises and ranks the sample agencies for the last four quarters that are over. A quarter with a ranking is left as it is:
 * the ranking is written last.
 */
export async function seedAssessments(
  store: EvaluationStore,
  { world, agencies }: { world: SampleWorld; agencies: readonly string[] },
): Promise<string> {
  // Nobody appraises the Government Office.
  const assessed = [...new Set(agencies)].filter((agency) => agency !== GOVERNMENT_OFFICE).sort();
  const [, ...quarters] = quartersUntil(dayOf(world.now), QUARTERS + 1);
  const total = assessed.length * QUARTERS;
  let assessments = 0;
  let rankings = 0;
  for (const [at, quarter] of quarters.entries()) {
    if (assessed.length === 0 || (await store.newestPublication(quarter)) !== null) continue;
    const made = assessed.map((agency) => assessmentOf(agency, quarter, world.now));
    for (let from = 0; from < made.length; from += BATCH) {
      assessments += await store.addMissingAssessments(made.slice(from, from + BATCH));
      world.progress(at * assessed.length + Math.min(from + BATCH, made.length), total);
    }
    rankings += await rank(store, made, quarter, world.now);
  }
  return `${assessments} new synthetic assessments of agencies, ${rankings} new synthetic rankings`;
}

async function rank(
  store: EvaluationStore,
  made: readonly Assessment[],
  quarter: QuarterId,
  now: Date,
): Promise<number> {
  const id = randomOf(`evaluation ranking ${quarter}`).uuid();
  const entries = rankedEntries({ id, quarter }, made);
  const publishedAt = after(quarter, 20, now);
  for (let from = 0; from < entries.length; from += BATCH) {
    await store.stageEntries(entries.slice(from, from + BATCH), publishedAt);
  }
  const publication: Publication = {
    id,
    quarter,
    version: 1,
    reason: null,
    indexSet: NINE_INDICES.id,
    agencies: entries.length,
    publishedAt,
    publishedBy: GOVERNMENT_OFFICE,
    account: ACCOUNT,
    command: commandOf(ACCOUNT, `sample:${quarter}`),
    contentHash: "sample",
    synthetic: true,
  };
  return (await store.addPublication(publication)) ? 1 : 0;
}

function assessmentOf(agency: string, quarter: QuarterId, now: Date): Assessment {
  const random = randomOf(`evaluation assessment ${quarter} ${agency}`);
  const self = NINE_INDICES.indices.map(({ number }) => ({
    index: number,
    points: random.pick([2, 2, 2, 2, 2, 2, 1, 1, 1, 0]),
    reason: null,
  }));
  const appraised = self.map((score): Score => {
    const granted = score.points > 0 && random.next() < 0.15 ? score.points - 1 : score.points;
    const reason = granted < score.points ? "Dữ liệu mẫu: chưa đủ căn cứ cho điểm tự chấm." : null;
    return { index: score.index, points: granted, reason };
  });
  const id = assessmentId(quarter, agency);
  const event = (version: number, made: Pick<AssessmentEvent, "kind" | "at" | "agency" | "scores">) => ({
    version,
    ...made,
    account: ACCOUNT,
    command: commandOf(ACCOUNT, `sample:${id}:${version}`),
    contentHash: assessmentHash(made.kind, id, version - 1, made.scores),
  });
  const submitted = event(1, { kind: "SUBMITTED", at: after(quarter, 5, now), agency, scores: self });
  const appraiser = agency.includes(".") ? agency.slice(0, agency.lastIndexOf(".")) : GOVERNMENT_OFFICE;
  const appraisal = { kind: "APPRAISED", at: after(quarter, 12, now), agency: appraiser, scores: appraised } as const;
  const events = [submitted, event(2, appraisal)];
  return { id, agency, quarter, indexSet: NINE_INDICES.id, events, synthetic: true };
}

/** Days after the end of a quarter, but not in the future. */
function after(quarter: QuarterId, days: number, now: Date): Date {
  return new Date(Math.min(spanOfQuarter(quarter).before.getTime() + days * DAY, now.getTime()));
}
