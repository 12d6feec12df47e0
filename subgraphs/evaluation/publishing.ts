import { randomUUID } from "node:crypto";
import type { Actor } from "./assessing";
import { type Assessment, commandOf, digest, isReason } from "./assessment";
import { NINE_INDICES } from "./data/nine-indices";
import type { QuarterId } from "./quarter";
import { type Publication, type RankedEntry, rankedEntries } from "./ranking";
import { isIdempotencyKey } from "./service";
import { type Outcome, refused } from "./submission";

/** What publishing needs of a store. */
export interface PublicationWrites {
  newestPublication(quarter: QuarterId): Promise<Publication | null>;
  publicationByCommand(command: string): Promise<Publication | null>;
  /** The appraised assessments of a quarter by agency code, from the one after the given agency. */
  appraisedAfter(request: {
    readonly quarter: QuarterId;
    readonly after: string | null;
    readonly limit: number;
  }): Promise<readonly Assessment[]>;
  /** Puts entries ready; nobody sees them before their publication is there. */
  stageEntries(entries: readonly RankedEntry[], at: Date): Promise<void>;
  /** One atomic write, which publishes; false when the version is taken, or the command was carried out before. */
  addPublication(publication: Publication): Promise<boolean>;
  /** Removes what was put ready for a publication that did not come about. */
  dropStaged(publicationId: string): Promise<void>;
  /** Removes what was put ready before a time and never published: its process ended half way. */
  dropAbandoned(quarter: QuarterId, stagedBefore: Date): Promise<void>;
}

export interface PublishCommand {
  readonly quarter: QuarterId;
  /** Of the newest publication; 0 when there is none. */
  readonly expectedVersion: number;
  readonly reason: string | null;
  readonly idempotencyKey: string;
}

/** Entries that one command to the store holds. */
const CHUNK = 1_000;
const ABANDONED_AFTER = 3_600_000;

/**
 * Publishes the ranking of all agencies that are appraised in a quarter. The entries are put ready first; the one write that makes the
 * publication makes them all public, or none. A further publication of a quarter needs a reason and is a further version; the
 * ones before stay readable.
 */
export async function publishRanking(
  store: PublicationWrites,
  actor: Actor,
  command: PublishCommand,
  now: Date,
): Promise<Outcome<Publication>> {
  const { quarter, expectedVersion, reason } = command;
  if (!isIdempotencyKey(command.idempotencyKey)) return refused("INVALID", "idempotencyKey");
  const name = commandOf(actor.account, command.idempotencyKey);
  const contentHash = digest([quarter, expectedVersion, reason]);
  // In this order: a publication that this very command made meanwhile is then known to be its own.
  const newest = await store.newestPublication(quarter);
  const earlier = await store.publicationByCommand(name);
  if (earlier !== null) return repeated(earlier, contentHash);
  if ((newest?.version ?? 0) !== expectedVersion) return refused("CONFLICT", "expectedVersion");
  if (reason === null ? newest !== null : !isReason(reason)) return refused("INVALID", "reason");

  const id = randomUUID();
  const entries = rankedEntries({ id, quarter }, await allAppraised(store, quarter));
  if (entries.length === 0) return refused("NOT_ALLOWED_NOW", "quarter");
  await store.dropAbandoned(quarter, new Date(now.getTime() - ABANDONED_AFTER));
  for (let from = 0; from < entries.length; from += CHUNK) {
    await store.stageEntries(entries.slice(from, from + CHUNK), now);
  }
  const publication: Publication = {
    id,
    quarter,
    version: expectedVersion + 1,
    reason,
    indexSet: NINE_INDICES.id,
    agencies: entries.length,
    publishedAt: now,
    publishedBy: actor.agency,
    account: actor.account,
    command: name,
    contentHash,
    synthetic: entries.some((entry) => entry.synthetic),
  };
  if (await store.addPublication(publication)) return { made: publication };
  await store.dropStaged(id);
  const first = await store.publicationByCommand(name);
  return first === null ? refused("CONFLICT", "expectedVersion") : repeated(first, contentHash);
}

async function allAppraised(store: PublicationWrites, quarter: QuarterId): Promise<readonly Assessment[]> {
  const all: Assessment[] = [];
  for (let after: string | null = null; ; ) {
    const page = await store.appraisedAfter({ quarter, after, limit: CHUNK });
    all.push(...page);
    const last = page.at(-1);
    if (page.length < CHUNK || last === undefined) return all;
    after = last.agency;
  }
}

function repeated(first: Publication, contentHash: string): Outcome<Publication> {
  return first.contentHash === contentHash ? { made: first } : refused("IDEMPOTENCY_KEY_REUSED", "idempotencyKey");
}
