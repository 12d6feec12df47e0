import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { graphql, parse } from "graphql";
import { compose } from "../../gateway";
import { type House, openHouse } from "../../start/house";
import { createLog } from "../../subgraphs/kit";

const folder = mkdtempSync(join(tmpdir(), "lien-thong-supergraph-"));
const file = join(folder, "supergraph.graphql");
const servers: Server[] = [];
let house: House;

/** A subgraph of somebody else: it knows nothing of our seals or directives, and speaks federation 1. */
async function foreignSubgraph(name: string, sdl: string, resolvers: object) {
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolvers as never });
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { query, variables } = JSON.parse(body);
    const result = await graphql({ schema, source: query, variableValues: variables });
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(result));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { name, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, sdl };
}

const openGatewayOver = (supergraph: string) =>
  openHouse({
    parts: ["gateway"],
    supergraph,
    variables: { DATA_FOLDER: folder },
    log: createLog("test", { level: "silent" }),
    root: folder,
    freePorts: true,
    samples: false,
    jobs: false,
  });

beforeAll(async () => {
  const users = await foreignSubgraph(
    "users",
    'type Query { me: User } type User @key(fields: "id") { id: ID! name: String }',
    {
      Query: { me: () => ({ id: "1", name: "Ada" }) },
    },
  );
  const reviews = await foreignSubgraph(
    "reviews",
    'extend type User @key(fields: "id") { id: ID! @external reviews: [String!] }',
    {
      User: { __resolveReference: (key: object) => ({ ...key, reviews: ["good"] }) },
    },
  );
  writeFileSync(file, compose([users, reviews]).supergraph);
  house = await openGatewayOver(file);
});
afterAll(async () => {
  await house.close();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(folder, { recursive: true, force: true });
});

describe("start gateway --supergraph FILE", () => {
  test("answers operations over subgraphs that know nothing of us, at the addresses in the file", async () => {
    const response = await fetch(`${house.gateway?.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"query":"{ me { name reviews } }"}',
    });
    expect(await response.json()).toEqual({ data: { me: { name: "Ada", reviews: ["good"] } } });
  });

  test("is healthy", async () => {
    expect((await fetch(`${house.gateway?.url}/health`)).status).toBe(200);
  });

  test("does not start over a graph whose access rules nobody here enforces", async () => {
    const secret = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@authenticated"])
      type Query { secret: String @authenticated }`;
    const guarded = join(folder, "guarded.graphql");
    writeFileSync(guarded, compose([{ name: "secrets", url: "http://127.0.0.1:1/", sdl: secret }]).supergraph);
    await expect(openGatewayOver(guarded)).rejects.toThrow(/authenticated.*SECURITY/);
  });

  test.each([
    ["missing.graphql", undefined, /missing\.graphql cannot be read/],
    ["plain.graphql", "type Query { a: Int }", /plain\.graphql is not a supergraph/],
    ["broken.graphql", "type {", /broken\.graphql is not GraphQL/],
  ])("says what is wrong with %s", async (name, text, words) => {
    const bad = join(folder, name);
    if (text !== undefined) writeFileSync(bad, text);
    await expect(openGatewayOver(bad)).rejects.toThrow(words);
  });
});
