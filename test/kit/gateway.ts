import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { graphql, parse } from "graphql";
import {
  compose,
  createDevelopmentIssuer,
  createGateway,
  type GatewayConfig,
  type GatewayParts,
  type SampleCaller,
} from "../../gateway";
import { CALLER_HEADER, type Caller, open, publicKeyOf } from "../../schema/caller";
import { createLog } from "../../subgraphs/kit";

type Resolvers = Record<string, Record<string, unknown>>;

/** A subgraph for a gateway test: SDL and resolvers inline, or an HTTP handler of its own that may misbehave. */
export interface TestSubgraph {
  readonly name: string;
  readonly sdl: string;
  readonly resolvers?: Resolvers;
  readonly respond?: (request: IncomingMessage, response: ServerResponse, body: string) => void;
}

/** What a subgraph of a test was asked. */
export interface Asked {
  readonly subgraph: string;
  readonly query: string;
  readonly variables: Record<string, unknown>;
  readonly headers: IncomingMessage["headers"];
  readonly caller: Caller;
}

export interface TestAnswer {
  readonly status: number;
  readonly headers: Headers;
  // The shape of the body is what each test is about.
  readonly body: {
    data?: Record<string, unknown> | null;
    errors?: { message: string; path?: unknown; extensions: Record<string, unknown> }[];
  };
}

export interface TestGateway {
  readonly url: string;
  readonly asked: Asked[];
  readonly logged: string[];
  token(caller: Omit<SampleCaller, "name" | "description">): Promise<string>;
  ask(query: string, options?: { variables?: object; token?: string; language?: string }): Promise<TestAnswer>;
  post(body: string, headers?: Record<string, string>): Promise<TestAnswer>;
  /** Stops one subgraph, as if its process were gone. */
  stopSubgraph(name: string): Promise<void>;
  close(): Promise<void>;
}

/** The executor that tests run on: `ENGINE=apollo npx jest …` for the reference. */
function engineUnderTest(): GatewayConfig["engine"] {
  return process.env.ENGINE === "apollo" ? "apollo" : "compiled";
}

export const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@override", "@inaccessible", "@interfaceObject", "@tag"])`;

/** A gateway over subgraphs that live in this process, all on free ports of 127.0.0.1. */
export async function testGateway(
  subgraphs: readonly TestSubgraph[],
  overrides: Partial<GatewayConfig & Pick<GatewayParts, "stages">> = {},
): Promise<TestGateway> {
  const sealing = generateKeyPairSync("ed25519").privateKey;
  const issuer = createDevelopmentIssuer(generateKeyPairSync("ed25519").privateKey);
  const asked: Asked[] = [];
  const servers = new Map<string, Server>();
  for (const subgraph of subgraphs) servers.set(subgraph.name, await listen(subgraph, sealing, asked));
  const endpoints = new Map(
    [...servers].map(([name, server]) => [name, `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`]),
  );
  const { supergraph } = compose(
    subgraphs.map(({ name, sdl }) => ({ name, url: endpoints.get(name) ?? "", sdl: `${LINK}\n${sdl}` })),
  );
  const logged: string[] = [];
  const gateway = await createGateway(
    {
      production: false,
      host: "127.0.0.1",
      port: 0,
      supergraph: { sdl: supergraph, endpoints },
      engine: engineUnderTest(),
      sealingKey: sealing,
      issuers: [issuer.issuer],
      subgraphDeadline: 1000,
      ...overrides,
    },
    {
      log: createLog("gateway", { destination: { write: (line) => void logged.push(line) } }),
      stages: overrides.stages,
    },
  );
  const post = async (body: string, headers: Record<string, string> = {}) =>
    answerOf(
      await fetch(`${gateway.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body,
      }),
    );
  return {
    url: gateway.url,
    asked,
    logged,
    post,
    token: (caller) => issuer.sign({ name: "test", description: "test", ...caller }),
    ask: (query, { variables, token, language } = {}) =>
      post(JSON.stringify({ query, variables }), {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        "accept-language": language ?? "en",
      }),
    stopSubgraph: (name) => stop(servers.get(name)),
    async close() {
      await gateway.close();
      for (const server of servers.values()) await stop(server);
    },
  };
}

async function answerOf(response: Response): Promise<TestAnswer> {
  return { status: response.status, headers: response.headers, body: (await response.json()) as TestAnswer["body"] };
}

async function listen(subgraph: TestSubgraph, sealing: KeyObject, asked: Asked[]): Promise<Server> {
  const schema = buildSubgraphSchema({
    typeDefs: parse(`${LINK}\n${subgraph.sdl}`),
    resolvers: (subgraph.resolvers ?? {}) as never,
  });
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    if (subgraph.respond !== undefined) return subgraph.respond(request, response, body);
    const { query, variables } = JSON.parse(body);
    const sealed = String(request.headers[CALLER_HEADER]);
    const caller = open(sealed, { audience: subgraph.name, keys: [publicKeyOf(sealing)], now: Date.now() / 1000 });
    asked.push({ subgraph: subgraph.name, query, variables, headers: request.headers, caller });
    const result = await graphql({ schema, source: query, variableValues: variables, contextValue: { caller } });
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(result));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

async function stop(server: Server | undefined): Promise<void> {
  if (!server?.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
