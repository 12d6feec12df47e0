import { types } from "node:util";
import { GraphQLError } from "graphql";
import { Agent, request } from "undici";
import { fail } from "../../schema/errors";

/** What a subgraph answers: GraphQL's result, not yet trusted. */
export interface SubgraphAnswer {
  readonly data?: unknown;
  readonly errors?: unknown;
  readonly extensions?: unknown;
}

export interface FetchLimits {
  /** Milliseconds from the first byte sent to the last byte read. */
  readonly deadline: number;
  /** Bytes of an answer. */
  readonly bytes: number;
  /** Connections to one subgraph: its bulkhead. */
  readonly connections: number;
}

/** Asks subgraphs over kept-alive HTTP connections. */
export interface SubgraphFetcher {
  /**
   * @param name the subgraph's name, for errors only
   * @param body the GraphQL request as JSON text
   * @throws SUBGRAPH_UNAVAILABLE, SUBGRAPH_TIMEOUT, SUBGRAPH_BAD_RESPONSE
   */
  fetch(
    name: string,
    url: string,
    body: string,
    options: { headers: Readonly<Record<string, string>>; signal: AbortSignal },
  ): Promise<SubgraphAnswer>;
  close(): Promise<void>;
}

/**
 * Makes the fetcher that all subgraph calls go through: POST only, no redirects, no compression, 200 and JSON only, a
 * deadline over the whole exchange and a cap on the bytes read.
 */
export function createFetcher(limits: FetchLimits): SubgraphFetcher {
  const agent = new Agent({
    connections: limits.connections,
    pipelining: 1,
    connect: { timeout: limits.deadline },
    headersTimeout: limits.deadline,
    bodyTimeout: limits.deadline,
    maxResponseSize: limits.bytes,
  });
  return {
    async fetch(name, url, body, { headers, signal }) {
      const deadline = AbortSignal.timeout(limits.deadline);
      try {
        const response = await request(url, {
          dispatcher: agent,
          method: "POST",
          headers: {
            ...headers,
            "content-type": "application/json",
            accept: "application/json",
            "accept-encoding": "identity",
          },
          body,
          signal: AbortSignal.any([signal, deadline]),
        });
        const text = await response.body.text();
        return parseAnswer(name, response.statusCode, response.headers["content-type"], text);
      } catch (cause) {
        if (cause instanceof GraphQLError) throw cause;
        if (deadline.aborted || isTimeout(cause)) throw fail("SUBGRAPH_TIMEOUT", { subgraph: name }, cause);
        if (hasCode(cause, "UND_ERR_RES_EXCEEDED_MAX_SIZE"))
          throw fail("SUBGRAPH_BAD_RESPONSE", { subgraph: name }, cause);
        throw fail("SUBGRAPH_UNAVAILABLE", { subgraph: name }, cause);
      }
    },
    close: () => agent.close(),
  };
}

function parseAnswer(name: string, status: number, type: string | string[] | undefined, text: string): SubgraphAnswer {
  const bad = (reason: string) => fail("SUBGRAPH_BAD_RESPONSE", { subgraph: name }, new Error(`${name}: ${reason}`));
  if (status >= 500) throw fail("SUBGRAPH_UNAVAILABLE", { subgraph: name }, new Error(`${name}: status ${status}`));
  const isJson = typeof type === "string" && /^application\/(graphql-response\+)?json\b/i.test(type);
  // The gateway knows the operation to be valid: what a subgraph refuses is a value of one of its own scalars, such as a date.
  if (status === 400 && isJson && isRefusal(text)) return { data: null, errors: [REFUSED_VALUE] };
  if (status !== 200) throw bad(`status ${status}`);
  if (!isJson) throw bad("not JSON");
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    throw bad("JSON that cannot be parsed");
  }
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) throw bad("not a GraphQL result");
  if (!("data" in answer) && !("errors" in answer)) throw bad("neither data nor errors");
  if ("data" in answer && answer.data != null && (typeof answer.data !== "object" || Array.isArray(answer.data)))
    throw bad("data is no object");
  return answer;
}

const REFUSED_VALUE = { message: "a value was refused", extensions: { code: "BAD_USER_INPUT" } };

/** Whether a body is what a GraphQL server says of a request whose values do not fit. */
function isRefusal(text: string): boolean {
  try {
    const answer: unknown = JSON.parse(text);
    const errors: unknown = Reflect.get(Object(answer), "errors");
    return Array.isArray(errors) && errors.length > 0 && errors.every((error) => REFUSALS.has(codeOf(error)));
  } catch {
    return false;
  }
}

const REFUSALS: ReadonlySet<unknown> = new Set(["BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED"]);

function codeOf(error: unknown): unknown {
  return Reflect.get(Object(Reflect.get(Object(error), "extensions")), "code");
}

function isTimeout(error: unknown): boolean {
  return ["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT", "UND_ERR_CONNECT_TIMEOUT"].some((code) =>
    hasCode(error, code),
  );
}

function hasCode(error: unknown, code: string): boolean {
  return types.isNativeError(error) && "code" in error && error.code === code;
}
