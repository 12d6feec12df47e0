import { createHash } from "node:crypto";
import { NINE_INDICES } from "./data/nine-indices";
import type { QuarterId } from "./quarter";
import type { Fault } from "./service";

/** Where an assessment stands. PUBLISHED is never stored: it is, when the newest ranking holds this very version. */
export type AssessmentState = "DRAFT" | "SELF_ASSESSED" | "APPRAISED" | "PUBLISHED";
export type AssessmentClass = "EXCELLENT" | "GOOD" | "FAIR" | "AVERAGE" | "WEAK";

/** Points for one index. The reason is an appraiser's, for points below those that the agency gave itself. */
export interface Score {
  readonly index: number;
  readonly points: number;
  readonly reason: string | null;
}

/** One thing that was done to an assessment, with the command that did it. Never changed. */
export interface AssessmentEvent {
  /** The version that it made, from 1. */
  readonly version: number;
  readonly kind: "SAVED" | "SUBMITTED" | "APPRAISED";
  readonly at: Date;
  readonly agency: string;
  readonly account: string;
  readonly scores: readonly Score[];
  readonly command: string;
  readonly contentHash: string;
}

/** One agency's assessment in one quarter: nothing but its events, of which everything else follows. */
export interface Assessment {
  readonly id: string;
  readonly agency: string;
  readonly quarter: QuarterId;
  readonly indexSet: string;
  readonly events: readonly AssessmentEvent[];
  readonly synthetic: boolean;
}

/** What an assessment's events come to. */
export interface Standing {
  readonly version: number;
  readonly state: Exclude<AssessmentState, "PUBLISHED">;
  /** The agency's own points: a draft's too. */
  readonly self: AssessmentEvent | null;
  readonly appraisal: AssessmentEvent | null;
}

const INDICES = NINE_INDICES.indices.map((index) => index.number);
const MOST_POINTS = 2;
/** More changes than this are no assessment any more. */
const MOST_EVENTS = 200;

export function assessmentId(quarter: QuarterId, agency: string): string {
  return `${quarter}:${agency}`;
}

/** What the events come to, up to a version or to the last. */
export function standingOf({ events }: Pick<Assessment, "events">, upTo = Number.POSITIVE_INFINITY): Standing {
  const until = events.filter((event) => event.version <= upTo);
  const last = (kinds: readonly AssessmentEvent["kind"][]) =>
    until.findLast((event) => kinds.includes(event.kind)) ?? null;
  const appraisal = last(["APPRAISED"]);
  const submitted = last(["SUBMITTED"]);
  return {
    version: until.at(-1)?.version ?? 0,
    state: appraisal !== null ? "APPRAISED" : submitted !== null ? "SELF_ASSESSED" : "DRAFT",
    self: submitted ?? last(["SAVED"]),
    appraisal,
  };
}

/** Whether something can be done to an assessment that stands like this; null where there is none yet. */
export function isAllowed(kind: AssessmentEvent["kind"], standing: Standing | null): boolean {
  if (standing !== null && standing.version >= MOST_EVENTS) return false;
  if (kind === "APPRAISED") return standing?.state === "SELF_ASSESSED" || standing?.state === "APPRAISED";
  return standing === null || standing.state === "DRAFT";
}

/**
 * What is wrong with points for the nine indices: `scores[2].index` is none of them or a repetition, `scores[2].points` is not 0, 1 or
 * 2, `scores.7` is missing. A draft may leave indices out.
 */
export function faultsOfScores(scores: readonly Score[], draft = false): readonly Fault[] {
  if (scores.length > INDICES.length) return [{ field: "scores" }];
  const seen = new Set<number>();
  const faults: Fault[] = [];
  scores.forEach(({ index, points }, at) => {
    if (!INDICES.includes(index) || seen.has(index)) faults.push({ field: `scores[${at}].index` });
    if (!Number.isInteger(points) || points < 0 || points > MOST_POINTS) faults.push({ field: `scores[${at}].points` });
    seen.add(index);
  });
  const missing = draft ? [] : INDICES.filter((index) => !seen.has(index));
  return [...faults, ...missing.map((index) => ({ field: `scores.${index}` }))];
}

/** A reason says something, in at most 1,000 characters without control characters but line ends. */
const REASON = /^(?=.*\S)(?:[^\p{Cc}\p{Cs}]|\n){3,1000}$/su;

/** Whether a text can be the reason for something that is done. */
export function isReason(text: string): boolean {
  return REASON.test(text);
}

/** An appraiser gives a reason for every index with points deducted from the agency's own, and none where none were. */
export function faultsOfAppraisal(self: readonly Score[], appraised: readonly Score[]): readonly Fault[] {
  return appraised.flatMap(({ index, points, reason }, at) => {
    const isDeducted = deductedFrom(self, index, points) > 0;
    const isRight = isDeducted ? reason !== null && isReason(reason) : reason === null;
    return isRight ? [] : [{ field: `scores[${at}].reason` }];
  });
}

/** How many of an agency's own points an appraiser did not grant. */
export function deductedFrom(self: readonly Score[], index: number, points: number): number {
  return Math.max(0, (self.find((score) => score.index === index)?.points ?? 0) - points);
}

/** The sum, 0 to 18; null unless all nine are there: what was not assessed is not 0. */
export function totalOf(scores: readonly Score[]): number | null {
  return scores.length < INDICES.length ? null : scores.reduce((sum, score) => sum + score.points, 0);
}

/** The lowest total of each class, best first; the bound itself counts. */
const BOUNDS: readonly (readonly [AssessmentClass, number])[] = [
  ["EXCELLENT", 15],
  ["GOOD", 12],
  ["FAIR", 9],
  ["AVERAGE", 6],
];

/** The class of a total. The bounds are C and inclusive: 15 itself is EXCELLENT. */
export function classOf(total: number): AssessmentClass {
  return BOUNDS.find(([, bound]) => total >= bound)?.[0] ?? "WEAK";
}

/** Names a command: a key belongs to the account that made it. */
export function commandOf(account: string, idempotencyKey: string): string {
  return digest([account, idempotencyKey]);
}

/** Tells commands apart by what they say; the order of the scores does not count. */
export function assessmentHash(kind: string, id: string, expectedVersion: number, scores: readonly Score[]): string {
  const ordered = scores.map(({ index, points, reason }) => [index, points, reason]);
  return digest([kind, id, expectedVersion, ordered.sort(([one], [other]) => Number(one) - Number(other))]);
}

export function digest(content: unknown): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("base64url");
}
