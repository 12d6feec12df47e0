import type { GraphClient } from "./graph-client";
import { createJob, type Job } from "./job";
import type { Log } from "./log";

/** A mutation that another part must carry out because of what was written here; kept with that write, in one commit. */
export interface OutboxEntry {
  readonly id: string;
  /** Entries of one lane go in their order: a later one waits until the earlier ones are acknowledged or refused. */
  readonly lane: string;
  /** A mutation with one root field, whose payload has `errors { code message field }`; idempotent by a key in its variables. */
  readonly mutation: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** How often it was sent in vain. */
  readonly attempts: number;
}

/** Where a part keeps its entries. Every step is durable when its promise resolves. */
export interface Outbox {
  /** Entries that are due at a time, oldest first; of a lane only its oldest one. */
  due(now: Date, limit: number): Promise<readonly OutboxEntry[]>;
  acknowledge(id: string, at: Date): Promise<void>;
  postpone(id: string, until: Date): Promise<void>;
  /** The other part refused for good: kept for people to look at, never sent again. */
  refuse(id: string, reason: string, at: Date): Promise<void>;
}

export interface RelayOptions {
  readonly name: string;
  readonly outbox: Outbox;
  readonly graph: GraphClient;
  readonly log: Log;
  now?(): Date;
}

const BATCH = 20;
const EVERY = 2_000;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 5 * 60_000;

/**
 * Sends the entries of an outbox through the gateway, again and again until each is acknowledged: at least once, so the mutations
 * are idempotent. One run sends everything that is due.
 * @throws GraphUnavailable after postponing, when the gateway does not answer
 */
export function createRelay({ name, outbox, graph, log, now = () => new Date() }: RelayOptions): Job {
  const send = async (entry: OutboxEntry, signal: AbortSignal) => {
    const pause = Math.min(FIRST_PAUSE * 2 ** Math.min(entry.attempts, 20), LONGEST_PAUSE);
    const later = () => outbox.postpone(entry.id, new Date(now().getTime() + pause));
    let outcome: Outcome;
    try {
      const { data, errors } = await graph.ask({ query: entry.mutation, variables: entry.variables, signal });
      outcome = outcomeOf(data, errors);
    } catch (error) {
      await later();
      throw error;
    }
    if (outcome.kind === "done") return outbox.acknowledge(entry.id, now());
    if (outcome.kind === "later") {
      log.warn({ relay: name, entry: entry.id, reason: outcome.reason }, "a message could not be delivered yet");
      return later();
    }
    log.error({ relay: name, entry: entry.id, reason: outcome.reason }, "a message was refused and needs a person");
    return outbox.refuse(entry.id, outcome.reason, now());
  };

  return createJob({
    name,
    every: EVERY,
    async run(signal) {
      while (!signal.aborted) {
        const entries = await outbox.due(now(), BATCH);
        if (entries.length === 0) return;
        const sent = await Promise.allSettled(entries.map((entry) => send(entry, signal)));
        const failure = sent.find((each) => each.status === "rejected");
        if (failure !== undefined) throw failure.reason;
      }
    },
  });
}

type Outcome = { readonly kind: "done" } | { readonly kind: "later" | "never"; readonly reason: string };

/** Refusals that time can change. */
const PASSING = new Set(["CONFLICT", "UNAVAILABLE", "NOT_FOUND"]);

/** A payload without errors is done; everything that is not a plain refusal by the other part is tried again. */
function outcomeOf(
  data: Readonly<Record<string, unknown>> | null,
  errors: readonly { readonly message: string }[],
): Outcome {
  const payload = data === null ? null : Object.values(data)[0];
  const refusals = typeof payload === "object" && payload !== null ? Reflect.get(payload, "errors") : undefined;
  if (!Array.isArray(refusals)) return { kind: "later", reason: errors[0]?.message ?? "no payload" };
  if (refusals.length === 0) return { kind: "done" };
  const codes = refusals.map((refusal) => String(Reflect.get(Object(refusal), "code")));
  const reason = codes.join(", ");
  return { kind: codes.every((code) => PASSING.has(code)) ? "later" : "never", reason };
}
