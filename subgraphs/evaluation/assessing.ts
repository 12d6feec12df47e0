import { isAppraiserOf } from "./access";
import {
  type Assessment,
  type AssessmentEvent,
  assessmentHash,
  assessmentId,
  commandOf,
  faultsOfAppraisal,
  faultsOfScores,
  isAllowed,
  type Score,
  standingOf,
} from "./assessment";
import { NINE_INDICES } from "./data/nine-indices";
import { hasBegun, isOver, type QuarterId } from "./quarter";
import { AGENCY_CODE, isIdempotencyKey } from "./service";
import { type Outcome, refused } from "./submission";

/** What assessing needs of a store. */
export interface AssessmentWrites {
  /** In the order of the ids, null for what is absent. */
  assessments(ids: readonly string[]): Promise<readonly (Assessment | null)[]>;
  assessmentByCommand(command: string): Promise<Assessment | null>;
  /**
   * Adds the last event to an assessment that has all the others, or makes it with its first one: one atomic write. False when it has
   * changed, or the command was carried out before.
   */
  appendEvent(assessment: Assessment): Promise<boolean>;
}

/** Who acts: an officer, for an agency. */
export interface Actor {
  readonly account: string;
  readonly agency: string;
}

export interface AssessmentCommand {
  readonly kind: AssessmentEvent["kind"];
  readonly agency: string;
  readonly quarter: QuarterId;
  readonly scores: readonly Score[];
  /** 0 for an assessment that is not there yet. */
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
}

/** An assessment, and the version that a command made of it. */
export interface Assessed {
  readonly assessment: Assessment;
  readonly version: number;
}

/**
 * Saves, submits or appraises. An agency assesses itself and is appraised by {@link isAppraiserOf} whoever may; others are told that
 * there is nothing. The same key and content give the first result again, whatever happened since.
 */
export async function assess(
  store: AssessmentWrites,
  actor: Actor,
  command: AssessmentCommand,
  now: Date,
): Promise<Outcome<Assessed>> {
  const { kind, agency, quarter, scores, expectedVersion } = command;
  if (!isIdempotencyKey(command.idempotencyKey)) return refused("INVALID", "idempotencyKey");
  if (!AGENCY_CODE.test(agency)) return refused("INVALID", "agency");
  const mayAct = kind === "APPRAISED" ? isAppraiserOf(actor.agency, agency) : actor.agency === agency;
  if (!mayAct) return refused("NOT_FOUND", "agency");

  const id = assessmentId(quarter, agency);
  const name = commandOf(actor.account, command.idempotencyKey);
  const contentHash = assessmentHash(kind, id, expectedVersion, scores);
  // In this order: a version that this very command made meanwhile is then known to be its own.
  const [current = null] = await store.assessments([id]);
  const earlier = await store.assessmentByCommand(name);
  if (earlier !== null) return repeated(earlier, name, contentHash);

  const standing = current === null ? null : standingOf(current);
  if (kind === "APPRAISED" && standing === null) return refused("NOT_FOUND", "agency");
  if ((standing?.version ?? 0) !== expectedVersion) return refused("CONFLICT", "expectedVersion");
  const isTime = kind === "SAVED" ? hasBegun(quarter, now) : isOver(quarter, now);
  if (!isTime) return refused("NOT_ALLOWED_NOW", "quarter");
  if (!isAllowed(kind, standing)) return refused("NOT_ALLOWED_NOW", "expectedVersion");
  const unfit = faultsOfScores(scores, kind === "SAVED");
  const faults =
    unfit.length === 0 && kind === "APPRAISED" ? faultsOfAppraisal(standing?.self?.scores ?? [], scores) : unfit;
  if (faults.length > 0) return { refusals: faults.map(({ field }) => ({ code: "INVALID", field })) };

  const version = expectedVersion + 1;
  const event = { version, kind, at: now, ...actor, scores, command: name, contentHash };
  const indexSet = current?.indexSet ?? NINE_INDICES.id;
  const events = [...(current?.events ?? []), event];
  const changed: Assessment = { id, agency, quarter, indexSet, events, synthetic: current?.synthetic ?? false };
  if (await store.appendEvent(changed)) return { made: { assessment: changed, version } };
  const first = await store.assessmentByCommand(name);
  return first === null ? refused("CONFLICT", "expectedVersion") : repeated(first, name, contentHash);
}

function repeated(assessment: Assessment, command: string, contentHash: string): Outcome<Assessed> {
  const event = assessment.events.find((each) => each.command === command);
  if (event === undefined || event.contentHash !== contentHash)
    return refused("IDEMPOTENCY_KEY_REUSED", "idempotencyKey");
  return { made: { assessment, version: event.version } };
}
