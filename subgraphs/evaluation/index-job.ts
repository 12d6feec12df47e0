import { randomUUID } from "node:crypto";
import { createJob, dayOf, type GraphClient, type Job, type Log } from "../kit";
import { FORMULA_VERSION, INDEX_FORMULA } from "./data/index-formula";
import { type AgencyCounts, askAgencies, askFigures } from "./index-question";
import { type QuarterId, quartersUntil, spanOfQuarter } from "./quarter";
import { componentsOf, indexHash, type ServiceIndexCount } from "./service-index";
import type { IndexWalk, ServiceIndexStore } from "./store-service-index";
import type { SurveyStore } from "./store-surveys";

export interface IndexJobOptions {
  readonly store: ServiceIndexStore & Pick<SurveyStore, "reception">;
  readonly graph: GraphClient;
  readonly log: Log;
  /** Milliseconds between runs. */
  readonly every: number;
  now?(): Date;
}

/** The quarter that runs, and the one before, in which dossiers may still end. */
const QUARTERS = 2;

/**
 * Counts the index of every agency of the graph, for this quarter and the last. A run that ended half way is taken up where it
 * was. A page whose figures cannot be had keeps its last counts, is asked for once more at the end, and does not hold up the
 * others; then the run fails by saying so, and the next run goes through all pages again.
 */
export function createIndexJob(options: IndexJobOptions): Job {
  const { every, now = () => new Date() } = options;
  return createJob({
    name: "evaluation: service index",
    every,
    async run(signal) {
      const failures: unknown[] = [];
      for (const quarter of quartersUntil(dayOf(now()), QUARTERS)) {
        if (signal.aborted) return;
        await walk(quarter, { ...options, now, signal }).catch((error: unknown) => failures.push(error));
      }
      if (failures.length > 0) throw failures[0];
    },
  });
}

interface Walking extends IndexJobOptions {
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

async function walk(quarter: QuarterId, walking: Walking): Promise<void> {
  const { store, graph, signal } = walking;
  const earlier = await store.indexWalk(quarter, FORMULA_VERSION);
  let at: IndexWalk =
    earlier !== null && !earlier.walked
      ? earlier
      : {
          quarter,
          formula: FORMULA_VERSION,
          startedAt: walking.now(),
          after: null,
          walked: false,
          failed: [],
        };
  while (!at.walked) {
    if (signal.aborted) return;
    const page = await askAgencies(graph, at.after, signal);
    const isCounted = await countPage(at.after, quarter, walking);
    const failed = isCounted ? at.failed : [...at.failed, at.after];
    at = { ...at, failed, after: page.endCursor, walked: !page.hasNextPage || page.endCursor === null };
    await store.saveIndexWalk(at);
  }
  const still: (string | null)[] = [];
  for (const after of at.failed) if (!(await countPage(after, quarter, walking))) still.push(after);
  if (at.failed.length > 0) await store.saveIndexWalk({ ...at, failed: still });
  if (still.length > 0) throw new Error(`${still.length} pages of agencies could not be counted for ${quarter}`);
}

/** Counts one page and stores what is new. False when not everything could be had. */
async function countPage(after: string | null, quarter: QuarterId, walking: Walking): Promise<boolean> {
  const { graph, signal, log, store, now } = walking;
  try {
    const { agencies, complete } = await askFigures(graph, { after, quarter, signal });
    if (agencies.length > 0) await storeCounts(agencies, quarter, { store, at: now() });
    return complete;
  } catch (error) {
    log.warn({ err: error, quarter }, "the index of a page of agencies could not be counted");
    return false;
  }
}

/** Appends what differs from the newest counts, and notes of the others that they were found again. */
async function storeCounts(
  agencies: readonly AgencyCounts[],
  quarter: QuarterId,
  { store, at }: { store: IndexJobOptions["store"]; at: Date },
): Promise<void> {
  const codes = agencies.map((agency) => agency.code);
  const [reception, { newest, outdated }] = await Promise.all([
    store.reception(codes, spanOfQuarter(quarter)),
    store.newestCounts(codes, quarter, FORMULA_VERSION),
  ]);
  const counts = agencies.map(({ code, dossierFigures, onlineUsage }) => {
    const components = componentsOf(INDEX_FORMULA, {
      dossiers: dossierFigures,
      services: onlineUsage,
      reception: reception.get(code) ?? { answered: 0, disliked: 0 },
      petitions: null,
    });
    const contentHash = indexHash(FORMULA_VERSION, components);
    const before = newest.get(code);
    const counted = { agency: code, quarter, formula: FORMULA_VERSION, computedAt: at, confirmedAt: at };
    const sequence = (before?.sequence ?? 0) + 1;
    const count: ServiceIndexCount = { id: randomUUID(), ...counted, sequence, contentHash, components };
    return { count, before };
  });
  const same = counts.flatMap(({ count, before }) => (before?.contentHash === count.contentHash ? [before.id] : []));
  const changed = counts.filter(({ count, before }) => before?.contentHash !== count.contentHash);
  const replaced = changed.flatMap(({ before }) => (before === undefined ? [] : [before.id]));
  if (same.length > 0) await store.confirmCounts(same, at);
  // A process that ends between these two leaves two newest ones: readers take the higher, and the next run marks the other.
  if (changed.length > 0) await store.addCounts(changed.map(({ count }) => count));
  if (outdated.length + replaced.length > 0) await store.markOutdated([...outdated, ...replaced]);
}
