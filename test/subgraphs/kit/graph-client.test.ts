import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { createEnvironment, createLog, type Environment, GraphUnavailable } from "../../../subgraphs/kit";

const folder = mkdtempSync(join(tmpdir(), "lien-thong-graph-"));
const log = createLog("test", { level: "silent" });
const opened: Environment[] = [];
let server: Server;
let url = "";
let answer: { status: number; body: string } = { status: 200, body: "{}" };
const seen: { path?: string; authorization?: string; body: string }[] = [];

beforeAll(async () => {
  server = createServer(async (request: IncomingMessage, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    seen.push({ path: request.url, authorization: request.headers.authorization, body });
    response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  url = `http://127.0.0.1:${address.port}`;
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((environment) => environment.close()));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

function environmentWith(variables: Record<string, string>): Environment {
  const environment = createEnvironment({ log, variables: { DATA_FOLDER: folder, ...variables } });
  opened.push(environment);
  return environment;
}

describe("the graph as a subgraph asks it", () => {
  test("is the gateway of the same process, with the token of that subgraph", async () => {
    const environment = environmentWith({});
    const graph = environment.graph("payments");
    environment.connectGraph((name) => ({ url, token: async () => `token of ${name}` }));
    answer = { status: 200, body: '{"data":{"act":1}}' };
    await expect(graph.ask({ query: "{ act }", variables: { a: 1 } })).resolves.toEqual({
      data: { act: 1 },
      errors: [],
    });
    expect(seen.at(-1)).toMatchObject({
      path: "/graphql",
      authorization: "Bearer token of payments",
      body: '{"query":"{ act }","variables":{"a":1}}',
    });
  });

  test("is the one at GRAPH_URL where that is set, with the token of the file as it is now", async () => {
    const file = join(folder, "token");
    writeFileSync(file, "first\n");
    const environment = environmentWith({ GRAPH_URL: `${url}/inner/`, GRAPH_TOKEN_FILE: file });
    environment.connectGraph(() => ({ url: "http://127.0.0.1:1", token: async () => "other" }));
    const graph = environment.graph("payments");
    answer = { status: 200, body: '{"data":null,"errors":[{"message":"no"}]}' };
    await expect(graph.ask({ query: "{ act }" })).resolves.toMatchObject({ data: null, errors: [{ message: "no" }] });
    writeFileSync(file, "second\n");
    await graph.ask({ query: "{ act }" });
    expect(seen.slice(-2).map(({ path, authorization }) => `${path} ${authorization}`)).toEqual([
      "/inner/graphql Bearer first",
      "/inner/graphql Bearer second",
    ]);
  });

  test.each([
    ["no JSON", { status: 200, body: "<html>" }],
    ["no GraphQL", { status: 502, body: '{"error":"bad gateway"}' }],
    ["more than a part may read", { status: 200, body: `{"data":"${"x".repeat(9 * 1024 * 1024)}"}` }],
  ])("is unavailable when it answers %s", async (_title, given) => {
    const environment = environmentWith({});
    environment.connectGraph(() => ({ url, token: async () => "t" }));
    answer = given;
    await expect(environment.graph("payments").ask({ query: "{ act }" })).rejects.toThrow(GraphUnavailable);
  });

  test("is unavailable while no gateway is known, and where nothing listens", async () => {
    const environment = environmentWith({});
    const graph = environment.graph("payments");
    await expect(graph.ask({ query: "{ act }" })).rejects.toThrow("GRAPH_URL");
    environment.connectGraph(() => ({ url: "http://127.0.0.1:1", token: async () => "t" }));
    await expect(graph.ask({ query: "{ act }" })).rejects.toThrow(GraphUnavailable);
  });
});
