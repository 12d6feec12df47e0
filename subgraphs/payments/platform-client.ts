import { Agent, type Dispatcher } from "undici";
import { z } from "../kit";
import { isPlainText } from "./input";
import type { PlatformReport } from "./payment";
import {
  type InitContent,
  initMessage,
  type Partner,
  queryMessage,
  wireAmount,
  wireTransaction,
} from "./platform-message";

/** Bytes of an answer: INIT and QUERY are answered in a few hundred. */
const ANSWER_LIMIT = 64 * 1024;

/** The platform's answer to INIT: a payment page, or its refusal. */
type InitAnswer =
  | { readonly kind: "OPENED"; readonly url: string }
  | { readonly kind: "REFUSED"; readonly code: string };

/** The platform's answer to QUERY. OPEN: nobody has paid yet. UNKNOWN: it never heard of the reference. */
type QueryAnswer = { readonly kind: "REPORT"; readonly report: PlatformReport } | { readonly kind: "OPEN" | "UNKNOWN" };

/** No usable answer came: whether the platform did what it was asked is not known. */
export class PlatformUnavailable extends Error {
  constructor(reason: string, cause?: unknown) {
    super(`payment platform: ${reason}`, { cause });
    this.name = "PlatformUnavailable";
  }
}

export interface PlatformClientOptions {
  readonly url: string;
  readonly partner: Partner;
  /** Milliseconds that an answer may take in all. */
  readonly timeout: number;
  /** Whether payment pages must be https. */
  readonly secure: boolean;
}

/** How long whoever asks waits for an answer, where that is less than the client's own timeout. */
export interface Patience {
  /** A moment of `performance.now()`, common to all messages of one task. */
  readonly until?: number;
  /** Aborted when nobody waits any more. */
  readonly signal?: AbortSignal;
}

/** Talks to the payment platform. */
export interface PlatformClient {
  /** Opens a payment; repeating it with the same content opens nothing twice. @throws PlatformUnavailable */
  init(content: InitContent, patience?: Patience): Promise<InitAnswer>;
  /** Asks what became of a reference. @throws PlatformUnavailable */
  query(reference: string, at: Date, patience?: Patience): Promise<QueryAnswer>;
  close(): Promise<void>;
}

/** Connections are kept; redirects are not followed; answers that are late, large or no JSON object are as none. */
export function createPlatformClient(options: PlatformClientOptions): PlatformClient {
  const { url, partner, timeout, secure } = options;
  const agent = new Agent({
    maxResponseSize: ANSWER_LIMIT,
    connect: { timeout },
    headersTimeout: timeout,
    bodyTimeout: timeout,
  });
  const send = async (message: object, { until = Number.POSITIVE_INFINITY, signal }: Patience) => {
    const left = Math.min(timeout, Math.floor(until - performance.now()));
    if (left <= 0 || signal?.aborted) throw new PlatformUnavailable("not asked: nobody can wait for the answer");
    return post(agent, url, { left, signal }, message);
  };
  return {
    async init(content, patience = {}) {
      const answer = usable(initAnswer, await send(initMessage(content, partner), patience));
      if (answer.error_code !== "0") return { kind: "REFUSED", code: answer.error_code };
      const page = answer.UrlThanhToan;
      if (page === undefined || !isPage(page, secure))
        throw new PlatformUnavailable("INIT was answered without a payment page");
      return { kind: "OPENED", url: page };
    },
    async query(reference, at, patience = {}) {
      const answer = usable(queryAnswer, await send(queryMessage(reference, at, partner), patience));
      if (answer.error_code === NOT_FOUND) return { kind: "UNKNOWN" };
      if (answer.error_code !== "0")
        throw new PlatformUnavailable(`QUERY was answered with error_code ${answer.error_code}`);
      if (answer.MaThamChieu !== reference) throw new PlatformUnavailable("QUERY was answered about something else");
      const result = RESULTS[answer.TrangThaiGD ?? ""];
      if (result === undefined) throw new PlatformUnavailable("QUERY was answered without a state");
      if (result === "OPEN") return { kind: "OPEN" };
      const { SoTien: amount, MaGiaoDich: transaction } = answer;
      if (amount === undefined || transaction === undefined)
        throw new PlatformUnavailable("QUERY was answered without amount or transaction");
      return { kind: "REPORT", report: { reference, result, amount, transaction, lines: null } };
    },
    close: () => agent.close(),
  };
}

interface Wait {
  readonly left: number;
  readonly signal: AbortSignal | undefined;
}

async function post(agent: Dispatcher, url: string, { left, signal }: Wait, message: object): Promise<unknown> {
  const { origin, pathname, search } = new URL(url);
  const waiting = new AbortController();
  const giveUp = () => waiting.abort();
  const timer = setTimeout(giveUp, left);
  signal?.addEventListener("abort", giveUp);
  try {
    const answer = await agent.request({
      origin,
      path: `${pathname}${search}`,
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(message),
      signal: waiting.signal,
    });
    const text = await answer.body.text();
    if (answer.statusCode !== 200) throw new PlatformUnavailable(`status ${answer.statusCode}`);
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof PlatformUnavailable) throw cause;
    throw new PlatformUnavailable(cause instanceof Error ? cause.message : "no answer", cause);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", giveUp);
  }
}

function usable<Answer>(type: z.ZodType<Answer>, answer: unknown): Answer {
  const parsed = type.safeParse(answer);
  if (!parsed.success) throw new PlatformUnavailable("the answer has another form than documented");
  return parsed.data;
}

function isPage(page: string, secure: boolean): boolean {
  if (page.length > 2000 || !isPlainText(page) || !URL.canParse(page)) return false;
  const { protocol } = new URL(page);
  return protocol === "https:" || (protocol === "http:" && !secure);
}

const code = z
  .union([z.string().max(20), z.number()])
  .transform((given) => (/^0+$/.test(String(given)) ? "0" : String(given)));

const initAnswer = z.looseObject({ error_code: code, UrlThanhToan: z.string().optional() });

const queryAnswer = z.looseObject({
  error_code: code,
  MaThamChieu: z.string().optional(),
  TrangThaiGD: z.string().optional(),
  SoTien: wireAmount.optional(),
  MaGiaoDich: wireTransaction.optional(),
});

/** Answered for a reference that the platform does not know. Our reference of the interface states no code; the stand-in uses this. */
const NOT_FOUND = "404";

/** TrangThaiGD. */
const RESULTS: Readonly<Record<string, "PAID" | "FAILED" | "OPEN">> = {
  "khoi-tao": "OPEN",
  "thanh-cong": "PAID",
  "that-bai": "FAILED",
};
