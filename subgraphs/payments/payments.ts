import { randomInt } from "node:crypto";
import type { Log } from "../kit";
import { isRequestId } from "./input";
import type { PaymentAttempt, PaymentRequest } from "./payment";
import { type Patience, type PlatformClient, PlatformUnavailable } from "./platform-client";
import { platformTime } from "./platform-message";
import { isDoubtful } from "./service";
import type { PaymentStore, ReportOutcome } from "./store";

/** How a start went: an attempt with its payment page, or why there is none. */
type StartResult =
  | { readonly kind: "STARTED"; readonly request: PaymentRequest; readonly attempt: PaymentAttempt }
  | { readonly kind: "UNAVAILABLE"; readonly request: PaymentRequest }
  | { readonly kind: "NOT_FOUND" | "CONFLICT" | "NOT_ALLOWED_NOW" | "IDEMPOTENCY_KEY_REUSED" };

interface StartInput {
  readonly payer: string;
  readonly paymentRequestId: string;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
}

/** What came of asking the platform about an attempt. */
export type SettleResult = ReportOutcome | "OPEN" | "FAILED";

/** The payments of this subgraph: the database and the platform, in the order that survives a crash at any point. */
export interface Payments {
  readonly store: PaymentStore;
  now(): Date;
  /** How long one request waits for the platform, whatever it asks it: from the first call with its signal, one timeout in all. */
  patienceOf(signal: AbortSignal): Patience;
  /** Starts a payment. An aborted signal ends the wait for QUERY, never that for INIT, whose payment page would be lost. */
  start(input: StartInput, patience?: Patience): Promise<StartResult>;
  /** Asks the platform (QUERY) what became of an attempt and does it. @throws PlatformUnavailable */
  settle(reference: string, patience?: Patience): Promise<SettleResult>;
  /** Settles the open attempt of a request when its callback is late; a platform that is away changes nothing. */
  settleIfDoubtful(request: PaymentRequest, patience?: Patience): Promise<void>;
  /**
   * Settles attempts whose callback is late, the longest waiting first: for a job. Returns how many are open no longer. One about
   * which the platform gives no answer goes to the end of the line.
   * @throws PlatformUnavailable when the platform answers nothing several times; what was settled until then is settled
   */
  settleWaiting(limit: number): Promise<number>;
}

export interface PaymentsOptions {
  readonly store: PaymentStore;
  readonly platform: PlatformClient;
  /** Milliseconds that the platform may take for all messages of one request together. */
  readonly timeout: number;
  readonly doubtAfter: number;
  readonly log: Log;
  now(): Date;
}

/**
 * The order of a start: the attempt with its reference and the caller's key is committed, then INIT is sent, then the payment
 * page is kept. A process that dies in between leaves an attempt that the same key, or the next start, takes up with the same
 * reference; so the platform never gets two references for one payment.
 */
export function createPayments({ store, platform, timeout, doubtAfter, log, now }: PaymentsOptions): Payments {
  const patiences = new WeakMap<AbortSignal, Patience>();
  const freshPatience = (): Patience => ({ until: performance.now() + timeout });

  const settle = async (reference: string, patience?: Patience): Promise<SettleResult> => {
    const answer = await platform.query(reference, now(), patience);
    await store.asked(reference, now());
    if (answer.kind === "REPORT") return store.report(answer.report, now());
    if (answer.kind === "OPEN") return "OPEN";
    await store.refused(reference, now());
    return "FAILED";
  };

  const opened = async (request: PaymentRequest, attempt: PaymentAttempt, patience: Patience): Promise<StartResult> => {
    const tried = attempt.state === "CREATED" ? await init(request, attempt, patience) : attempt;
    const payable = tried !== null && (tried.redirectUrl !== null || tried.state === "PAID");
    return payable
      ? { kind: "STARTED", request: await latest(request), attempt: tried }
      : { kind: "UNAVAILABLE", request: await latest(request) };
  };

  const init = async (
    request: PaymentRequest,
    attempt: PaymentAttempt,
    { until }: Patience,
  ): Promise<PaymentAttempt | null> => {
    const lines = (await store.feeLines([request.id])).get(request.id) ?? [];
    const answer = await platform.init({ ...request, ...attempt, lines }, { until });
    if (answer.kind === "OPENED") return store.opened(attempt.reference, answer.url);
    log.warn({ reference: attempt.reference, code: answer.code }, "the payment platform refused INIT");
    await store.refused(attempt.reference, now());
    return null;
  };

  const latest = async (request: PaymentRequest) => (await store.requests([request.id]))[0] ?? request;

  return {
    store,
    now,
    settle,
    patienceOf(signal) {
      const patience = patiences.get(signal) ?? { ...freshPatience(), signal };
      patiences.set(signal, patience);
      return patience;
    },
    async start(input, patience = freshPatience()) {
      const at = now();
      const { payer, idempotencyKey, paymentRequestId: requestId, expectedVersion } = input;
      if (!isRequestId(requestId)) return { kind: "NOT_FOUND" };
      const command = {
        payer,
        idempotencyKey,
        requestId,
        expectedVersion,
        now: at,
        referenceFor: (request: PaymentRequest) => referenceFor(request, at),
      };
      let started = await store.start(command, false);
      if (started.kind === "open") {
        await settle(started.attempt.reference, patience).catch(ignoreAway(log));
        started = await store.start(command, true);
      }
      if (started.kind !== "started") return { kind: started.kind === "open" ? "NOT_ALLOWED_NOW" : started.kind };
      const { request, attempt } = started;
      return opened(request, attempt, patience).catch((error: unknown) => {
        ignoreAway(log)(error);
        return { kind: "UNAVAILABLE", request };
      });
    },
    async settleIfDoubtful(request, patience) {
      const attempts = (await store.attempts([request.id])).get(request.id) ?? [];
      const doubtful = attempts.find((attempt) => isDoubtful(attempt, now(), doubtAfter));
      if (doubtful !== undefined) await settle(doubtful.reference, patience).catch(ignoreAway(log));
    },
    async settleWaiting(limit) {
      const waiting = await store.waitingAttempts(new Date(now().getTime() - doubtAfter), limit);
      let settled = 0;
      let failures = 0;
      for (const { reference } of waiting) {
        try {
          if (ENDED.has(await settle(reference))) settled += 1;
          failures = 0;
        } catch (error) {
          if (!(error instanceof PlatformUnavailable)) throw error;
          await store.askLater(reference, now());
          failures += 1;
          if (failures === FAILURES) throw error;
        }
      }
      return settled;
    },
  };
}

const ENDED: ReadonlySet<SettleResult> = new Set(["PAY", "SURPLUS", "FAIL", "FAILED"]);

/** In a row: the platform is away, and not only unable to tell about one payment. */
const FAILURES = 5;

/** MaThamChieu as the national portal makes it, "dvc", dossier number without separators, time; four digits keep it unique. */
function referenceFor(request: Pick<PaymentRequest, "dossierNumber">, now: Date): string {
  const number = request.dossierNumber.replace(/[^0-9A-Za-z]/g, "").slice(0, 40);
  return `dvc${number}${platformTime(now)}${String(randomInt(10_000)).padStart(4, "0")}`;
}

/** Takes only the platform's absence lightly; everything else is an error. */
function ignoreAway(log: Log): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof PlatformUnavailable)) throw error;
    log.warn({ err: error }, "the payment platform did not answer");
  };
}
