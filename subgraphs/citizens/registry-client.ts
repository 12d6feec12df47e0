import { Agent } from "undici";
import { fail } from "../../schema/errors";
import type { Log } from "../kit";
import type { Person } from "./people";
import { matchAnswer, readCollection } from "./registry-message";
import { writeQuestion } from "./registry-message-writer";
import { MESSAGE_LIMIT, UnusableMessage } from "./registry-xml";

/** What the registry says of one person, with what belongs to the message it came in. */
export interface RegistryRecord extends Person {
  readonly dataTime: Date;
  readonly note: string | null;
}

/** The national population database (Cơ sở dữ liệu quốc gia về dân cư), asked by messages of QCVN 109. */
export interface RegistryClient {
  /**
   * Asks about people by their numbers, in one message for up to {@link PEOPLE_LIMIT}. Answers in the order asked; null for
   * who is not registered.
   * @throws REGISTRY_UNAVAILABLE without an answer in time, REGISTRY_BAD_RESPONSE with one that cannot be used
   */
  ask(numbers: readonly string[], signal: AbortSignal): Promise<readonly (RegistryRecord | null)[]>;
  close(): Promise<void>;
}

export interface RegistryClientOptions {
  readonly url: string;
  /** Milliseconds for a whole exchange. */
  readonly timeout: number;
  readonly log: Log;
}

/** People in one message. */
export const PEOPLE_LIMIT = 100;

/** Opens no connection before the first question. Logs counts, times and reasons: no number, no name, no body. */
export function openRegistryClient(options: RegistryClientOptions): RegistryClient {
  const { origin, pathname, search } = new URL(options.url);
  const agent = new Agent({ connections: 16, keepAliveTimeout: 4_000, connect: { timeout: options.timeout } });

  async function exchange(question: string, signal: AbortSignal): Promise<Buffer> {
    const answer = await agent.request({
      origin,
      path: pathname + search,
      method: "POST",
      headers: {
        "content-type": "application/xml; charset=utf-8",
        accept: "application/xml, text/xml",
        "accept-encoding": "identity",
      },
      body: question,
      signal,
    });
    const problem = problemOf(answer.statusCode, answer.headers);
    if (problem !== null) {
      answer.body.on("error", () => {}).destroy();
      throw problem;
    }
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of answer.body) {
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      if (size > MESSAGE_LIMIT) throw new UnusableMessage("larger than a message may be");
      chunks.push(bytes);
    }
    return Buffer.concat(chunks);
  }

  async function askOnce(numbers: readonly string[], signal: AbortSignal): Promise<(RegistryRecord | null)[]> {
    const started = performance.now();
    const told = (reason: string) => ({
      reason,
      people: numbers.length,
      milliseconds: Math.round(performance.now() - started),
    });
    const within = AbortSignal.any([signal, AbortSignal.timeout(options.timeout)]);
    try {
      const bytes = await exchange(writeQuestion(numbers, new Date()), within).catch((error: unknown) => {
        throw error instanceof UnusableMessage ? error : new NoAnswer(faultOf(error));
      });
      const collection = readCollection(bytes);
      const { dataTime, note } = collection;
      return matchAnswer(collection, numbers).map((person) => person && { ...person, dataTime, note });
    } catch (error) {
      if (error instanceof UnusableMessage) {
        options.log.warn(told(error.message), "the population registry gave an unusable answer");
        throw fail("REGISTRY_BAD_RESPONSE");
      }
      if (error instanceof NoAnswer) {
        options.log.warn(told(error.message), "the population registry did not answer");
        throw fail("REGISTRY_UNAVAILABLE");
      }
      throw error;
    }
  }

  return {
    async ask(numbers, signal) {
      const messages: (readonly string[])[] = [];
      for (let at = 0; at < numbers.length; at += PEOPLE_LIMIT) messages.push(numbers.slice(at, at + PEOPLE_LIMIT));
      const answers = await Promise.all(messages.map((message) => askOnce(message, signal)));
      return answers.flat();
    },
    close: () => agent.close(),
  };
}

/** No answer: no connection, none in time, or one with another status. A redirect is one of these: it is never followed. */
class NoAnswer extends Error {}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

function problemOf(status: number, headers: Headers): Error | null {
  if (status !== 200) return new NoAnswer(`status ${status}`);
  const type = String(headers["content-type"] ?? "").toLowerCase();
  if (!/^(application|text)\/xml\s*(;|$)/.test(type)) return new UnusableMessage("not of an XML media type");
  if ((headers["content-encoding"] ?? "identity") !== "identity")
    return new UnusableMessage("compressed although not asked for");
  if (Number(headers["content-length"] ?? 0) > MESSAGE_LIMIT)
    return new UnusableMessage("larger than a message may be");
  return null;
}

/** The kind of fault in one word: messages of errors could quote what was sent. */
function faultOf(error: unknown): string {
  if (error instanceof NoAnswer) return error.message;
  if (!(error instanceof Error)) return "unknown";
  const code: unknown = Reflect.get(error, "code");
  return typeof code === "string" ? code : error.name;
}
