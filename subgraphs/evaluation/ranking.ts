import { type Assessment, type AssessmentClass, classOf, type Score, standingOf, totalOf } from "./assessment";
import type { QuarterId } from "./quarter";

/** One publication of a quarter's ranking. What was published stays readable: a correction is a further version, with its reason. */
export interface Publication {
  readonly id: string;
  readonly quarter: QuarterId;
  /** From 1. */
  readonly version: number;
  /** Why it replaces the version before; null for the first. */
  readonly reason: string | null;
  readonly indexSet: string;
  readonly agencies: number;
  readonly publishedAt: Date;
  readonly publishedBy: string;
  readonly account: string;
  readonly command: string;
  readonly contentHash: string;
  readonly synthetic: boolean;
}

/** What a publication says of one agency: a copy, so that nothing that is done to the assessment later changes it. */
export interface RankedEntry {
  readonly publication: string;
  readonly quarter: QuarterId;
  /** In the order of the list, from 1; no two are equal. */
  readonly position: number;
  /** Equal totals share a rank, and the next one is as far down as there are agencies before it: 1, 1, 3. */
  readonly rank: number;
  readonly agency: string;
  readonly total: number;
  readonly class: AssessmentClass;
  readonly scores: readonly { readonly index: number; readonly points: number }[];
  /** The version of the assessment that was published. */
  readonly assessmentVersion: number;
  readonly appraisedBy: string;
  readonly appraisedAt: Date;
  readonly synthetic: boolean;
}

/** Ranks the appraised ones of a quarter's assessments: highest total first, by agency code among equals. */
export function rankedEntries(
  { id: publication, quarter }: Pick<Publication, "id" | "quarter">,
  assessments: readonly Assessment[],
): readonly RankedEntry[] {
  const appraised = assessments.flatMap((assessment) => {
    const { appraisal, version } = standingOf(assessment);
    const total = appraisal === null ? null : totalOf(appraisal.scores);
    return appraisal === null || total === null ? [] : [{ assessment, appraisal, version, total }];
  });
  appraised.sort((one, other) => other.total - one.total || byCode(one.assessment.agency, other.assessment.agency));
  let rank = 0;
  return appraised.map(({ assessment, appraisal, version, total }, at) => {
    if (appraised[at - 1]?.total !== total) rank = at + 1;
    return {
      publication,
      quarter,
      position: at + 1,
      rank,
      agency: assessment.agency,
      total,
      class: classOf(total),
      scores: byIndex(appraisal.scores),
      assessmentVersion: version,
      appraisedBy: appraisal.agency,
      appraisedAt: appraisal.at,
      synthetic: assessment.synthetic,
    };
  });
}

function byIndex(scores: readonly Score[]): RankedEntry["scores"] {
  return scores.map(({ index, points }) => ({ index, points })).sort((one, other) => one.index - other.index);
}

/** As the store sorts texts. */
function byCode(one: string, other: string): number {
  return one < other ? -1 : 1;
}
