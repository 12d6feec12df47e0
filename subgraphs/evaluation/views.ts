import type { Caller } from "../../schema/caller";
import { mayReadAssessment } from "./access";
import { type Assessment, classOf, deductedFrom, standingOf, totalOf } from "./assessment";
import { INDEX_FORMULA } from "./data/index-formula";
import { NINE_INDICES } from "./data/nine-indices";
import { quarterNamed } from "./quarter";
import type { Publication, RankedEntry } from "./ranking";
import { pointsOfIndex, type ServiceIndexCount } from "./service-index";
import { type AgencyAssessment, AssessmentClass, type AssessmentIndexSet, AssessmentState } from "./types/assessment";
import { Confidence } from "./types/entities";
import type { RankedAgency, RankingPublication } from "./types/ranking";
import { type ServiceIndex, ServiceIndexGap, ServiceIndexGroup } from "./types/service-index";

/** The nine indices as the graph shows them. */
export function indexSetView(): AssessmentIndexSet {
  return {
    ...NINE_INDICES,
    confidence: Confidence[NINE_INDICES.confidence],
    indices: NINE_INDICES.indices.map(({ number, name, levels }) => ({
      number,
      name,
      levels: levels.map((text, points) => ({ points, text })).reverse(),
    })),
  };
}

/** What a caller may see of an agency's assessment: all, what is published, or nothing. */
export function assessmentView(
  caller: Caller,
  assessment: Assessment | null,
  entry: RankedEntry | null,
): AgencyAssessment | null {
  if (assessment !== null && mayReadAssessment(caller, assessment.agency)) return wholeView(assessment, entry);
  return entry === null ? null : publishedView(entry);
}

/** An assessment for those who may see all of it, as it stood after a version. Check {@link mayReadAssessment} first. */
export function wholeView(assessment: Assessment, entry: RankedEntry | null, version?: number): AgencyAssessment {
  const { self, appraisal, state, version: reached } = standingOf(assessment, version);
  const given = self?.scores ?? [];
  const granted = appraisal?.scores ?? [];
  const total = totalOf(granted);
  const isPublished = entry !== null && entry.assessmentVersion === reached;
  return {
    id: assessment.id,
    agency: { code: assessment.agency },
    ...quarterNamed(assessment.quarter),
    version: reached,
    state: AssessmentState[isPublished ? "PUBLISHED" : state],
    indexSet: assessment.indexSet,
    scores: NINE_INDICES.indices.map(({ number }) => {
      const own = given.find((score) => score.index === number)?.points ?? null;
      const score = granted.find((each) => each.index === number) ?? null;
      return {
        index: number,
        self: own,
        appraised: score?.points ?? null,
        deducted: score === null ? null : deductedFrom(given, number, score.points),
        reason: score?.reason ?? null,
      };
    }),
    selfTotal: totalOf(given),
    total,
    class: total === null ? null : AssessmentClass[classOf(total)],
    selfAssessedAt: self?.kind === "SUBMITTED" ? self.at : null,
    appraisedAt: appraisal?.at ?? null,
    appraisedBy: appraisal === null ? null : { code: appraisal.agency },
    publishedRank: entry?.rank ?? null,
    synthetic: assessment.synthetic,
  };
}

/** What everybody may see: the copy that was published, whatever became of the assessment since. */
function publishedView(entry: RankedEntry): AgencyAssessment {
  return {
    id: `${entry.quarter}:${entry.agency}`,
    agency: { code: entry.agency },
    ...quarterNamed(entry.quarter),
    version: entry.assessmentVersion,
    state: AssessmentState.PUBLISHED,
    indexSet: NINE_INDICES.id,
    scores: publishedScores(entry),
    selfTotal: null,
    total: entry.total,
    class: AssessmentClass[entry.class],
    selfAssessedAt: null,
    appraisedAt: entry.appraisedAt,
    appraisedBy: { code: entry.appraisedBy },
    publishedRank: entry.rank,
    synthetic: entry.synthetic,
  };
}

function publishedScores(entry: RankedEntry): AgencyAssessment["scores"] {
  return entry.scores.map(({ index, points }) => ({
    index,
    self: null,
    appraised: points,
    deducted: null,
    reason: null,
  }));
}

/** An agency in a ranking. */
export function rankedView(entry: RankedEntry, version: number): RankedAgency {
  const { rank, position, total, synthetic } = entry;
  return {
    rank,
    position,
    agency: { code: entry.agency },
    total,
    class: AssessmentClass[entry.class],
    scores: publishedScores(entry),
    version,
    synthetic,
  };
}

/** A publication, without who in the agency made it. */
export function publicationView(publication: Publication): RankingPublication {
  const { id, version, reason, indexSet, agencies, publishedAt, synthetic } = publication;
  const publishedBy = { code: publication.publishedBy };
  return {
    id,
    ...quarterNamed(publication.quarter),
    version,
    reason,
    indexSet,
    agencies,
    publishedAt,
    publishedBy,
    synthetic,
  };
}

/** A count of the index, with what the formula says of its components. */
export function serviceIndexView(count: ServiceIndexCount): ServiceIndex {
  const { formula, sequence, computedAt, confirmedAt, components } = count;
  return {
    ...quarterNamed(count.quarter),
    formulaVersion: formula,
    sequence,
    computedAt,
    confirmedAt,
    ...pointsOfIndex(components),
    components: components.flatMap((component) => {
      const rule = INDEX_FORMULA.find(({ code }) => code === component.code);
      if (rule === undefined) return [];
      const { portalCode, name, note } = rule;
      const group = ServiceIndexGroup[rule.group];
      const gap = component.gap === null ? null : ServiceIndexGap[component.gap];
      return [{ ...component, portalCode, name, note, group, gap }];
    }),
  };
}
