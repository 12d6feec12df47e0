import { readFile } from "node:fs/promises";
import { Agent } from "undici";

/** One operation that a part of the graph asks of the graph itself. */
export interface GraphQuestion {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly signal?: AbortSignal;
}

export interface GraphReply {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[];
}

/** The graph as a service caller sees it: through the gateway, like everybody else. */
export interface GraphClient {
  /** @throws GraphUnavailable without an answer that is one: retry later */
  ask(question: GraphQuestion): Promise<GraphReply>;
}

/** Where the gateway is, and the access token of the part that asks. */
export interface GraphAccess {
  readonly url: string;
  token(): Promise<string>;
}

/** The gateway gave no GraphQL answer: it is not known whether the operation was carried out. */
export class GraphUnavailable extends Error {
  override readonly name = "GraphUnavailable";
}

/** Milliseconds for a whole exchange; longer than the gateway's own deadline for its subgraphs. */
const TIMEOUT = 15_000;

/** Bytes of an answer. */
const ANSWER_LIMIT = 8 * 1024 * 1024;

/** A token that a secret manager keeps fresh in a file: read for every question, so that a new one counts at once. */
export function tokenFile(path: string): () => Promise<string> {
  return async () => (await readFile(path, "utf8")).trim();
}

/** Asks the graph over HTTP. `access` is read for each question: null while no gateway is known. */
export function openGraphClient(access: () => GraphAccess | null): GraphClient & { close(): Promise<void> } {
  const agent = new Agent({ connections: 4, keepAliveTimeout: 4_000 });
  return {
    async ask({ query, variables, signal }) {
      const graph = access();
      if (graph === null) throw new GraphUnavailable("no gateway is known: GRAPH_URL is not set");
      const timeout = AbortSignal.timeout(TIMEOUT);
      try {
        const { origin, pathname } = new URL(graph.url);
        const answer = await agent.request({
          origin,
          path: `${pathname.replace(/\/$/, "")}/graphql`,
          method: "POST",
          headers: {
            "content-type": "application/json",
            accept: "application/json",
            authorization: `Bearer ${await graph.token()}`,
          },
          body: JSON.stringify({ query, variables }),
          signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
        });
        return replyOf(await bodyOf(answer.body), answer.statusCode);
      } catch (cause) {
        if (cause instanceof GraphUnavailable) throw cause;
        throw new GraphUnavailable("the gateway did not answer", { cause });
      }
    },
    close: () => agent.destroy(),
  };
}

async function bodyOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > ANSWER_LIMIT) throw new GraphUnavailable("the answer is larger than a part may read");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function replyOf(text: string, status: number): GraphReply {
  const body: unknown = JSON.parse(text);
  if (!isRecord(body) || (body.data === undefined && !Array.isArray(body.errors))) {
    throw new GraphUnavailable(`the gateway answered ${status} without a GraphQL answer`);
  }
  const errors: unknown[] = Array.isArray(body.errors) ? body.errors : [];
  return {
    data: isRecord(body.data) ? body.data : null,
    errors: errors.map((error) => ({
      message: isRecord(error) ? String(error.message) : "an error without a message",
      extensions: isRecord(error) && isRecord(error.extensions) ? error.extensions : undefined,
    })),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
