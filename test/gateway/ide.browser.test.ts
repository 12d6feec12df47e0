import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import fastify, { type FastifyInstance } from "fastify";
import { type GraphQLFieldResolver, graphql, parse } from "graphql";
import type { Browser, Page } from "playwright-core";
import {
  compose,
  createDevelopmentIssuer,
  createGateway,
  type Gateway,
  type GatewayConfig,
  type SampleCaller,
} from "../../gateway";
import type { Example } from "../../gateway/ide";
import { CALLER_HEADER, type Caller, open, publicKeyOf } from "../../schema/caller";
import { fail } from "../../schema/errors";
import { createLog } from "../../subgraphs/kit";
import { type Ide, launchBrowser, openIde } from "../kit/browser";

const HEAD = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key"])';
const CATALOGUE = `${HEAD}
  type Query { procedure(code: String!): Procedure }
  type Procedure @key(fields: "code") { code: String! name: String! }`;
const ACCOUNTS = `${HEAD}
  type Query { myRole: String! }
  type Procedure @key(fields: "code") { code: String! followers: Int! }`;

const EXAMPLES: readonly Example[] = [
  {
    title: "Một thủ tục / One procedure",
    document:
      "# Một thủ tục / One procedure\nquery OneProcedure($code: String!) {\n  procedure(code: $code) { name followers }\n}\n",
    variables: '{\n  "code": "2.000635"\n}',
  },
  { title: "Tôi là ai / Who am I", document: "query WhoAmI { myRole }\n", variables: "" },
];
const CALLERS: readonly SampleCaller[] = [
  { name: "lan", description: "Công dân Lan, VNeID mức 2", role: "citizen", subject: "c-1", vneidLevel: 2, scopes: [] },
  { name: "minh", description: "Cán bộ một cửa Minh", role: "officer", subject: "o-1", agency: "H01", scopes: [] },
];

type Resolvers = Record<
  string,
  Record<string, GraphQLFieldResolver<unknown, Caller> | ((reference: object) => object)>
>;

/** A subgraph on a free port that answers only what carries the gateway's seal. */
async function startSubgraph(name: string, sdl: string, resolvers: Resolvers, key: KeyObject) {
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }]);
  const app = fastify();
  app.post<{ Body: { query: string; variables?: Record<string, unknown> } }>("/graphql", async (request) => {
    const sealed = request.headers[CALLER_HEADER];
    const caller = open(String(sealed), { audience: name, keys: [publicKeyOf(key)], now: Date.now() / 1000 });
    const { query, variables } = request.body;
    return graphql({ schema, source: query, variableValues: variables, contextValue: caller });
  });
  return { app, source: { name, sdl, url: `${await app.listen({ host: "127.0.0.1", port: 0 })}/graphql` } };
}

describe("the IDE in a browser", () => {
  const servers: FastifyInstance[] = [];
  let gateway: Gateway;
  let browser: Browser;
  let ide: Ide;
  let page: Page;

  beforeAll(async () => {
    const sealingKey = generateKeyPairSync("ed25519").privateKey;
    const catalogue = await startSubgraph(
      "catalogue",
      CATALOGUE,
      { Query: { procedure: (_source, { code }) => ({ code, name: `Thủ tục ${code}` }) } },
      sealingKey,
    );
    const accounts = await startSubgraph(
      "accounts",
      ACCOUNTS,
      {
        Query: {
          myRole: (_source, _arguments, caller) => {
            if (caller.role === "anonymous") throw fail("UNAUTHENTICATED");
            return caller.role;
          },
        },
        Procedure: { __resolveReference: (reference: object) => ({ ...reference, followers: 41 }) },
      },
      sealingKey,
    );
    servers.push(catalogue.app, accounts.app);
    const subgraphs = [catalogue.source, accounts.source];
    const issuer = createDevelopmentIssuer(generateKeyPairSync("ed25519").privateKey);
    const config: GatewayConfig = {
      production: false,
      host: "127.0.0.1",
      port: 0,
      supergraph: {
        sdl: compose(subgraphs).supergraph,
        endpoints: new Map(subgraphs.map(({ name, url }) => [name, url])),
      },
      sealingKey,
      issuers: [issuer.issuer],
      engine: "compiled",
      subgraphDeadline: 5000,
      development: { issuer, callers: CALLERS },
    };
    const parts = { log: createLog("test", { level: "silent" }), examples: EXAMPLES };
    gateway = await createGateway(config, parts);
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await gateway?.close();
    for (const server of servers) await server.close();
  });

  beforeEach(async () => {
    ide = await openIde(browser, gateway.url);
    page = ide.page;
  });

  /** Whatever a page did, it stayed with its gateway, kept no cookie and the browser found nothing wrong with it. */
  afterEach(async () => {
    expect(await ide.close()).toEqual({ origins: [gateway.url], cookies: [], complaints: [] });
  });

  const tabNames = () => page.locator(".graphiql-tab-button").allTextContents();

  it("opens an example with its variables and shows the answer of two subgraphs", async () => {
    await ide.choose("Ví dụ / Examples", "Một thủ tục / One procedure");
    await ide.shows("query-editor", "query OneProcedure");
    await page.locator(".graphiql-editor-tool").filter({ hasText: '"code": "2.000635"' }).waitFor();
    await ide.run();
    await ide.shows("response", '"name": "Thủ tục 2.000635"');
    await ide.shows("response", '"followers": 41');
    await ide.picture("answer");
  });

  it("opens examples in place of one another, but never in place of what somebody wrote", async () => {
    await ide.choose("Ví dụ / Examples", "Tôi là ai / Who am I");
    await ide.shows("query-editor", "query WhoAmI");
    await ide.choose("Ví dụ / Examples", "Một thủ tục / One procedure");
    await ide.shows("query-editor", "query OneProcedure");
    expect(await tabNames()).toEqual(["OneProcedure"]);
    await page.locator(".graphiql-query-editor .CodeMirror").click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("# mine");
    await page.locator("#example option[value='']:checked").waitFor({ state: "attached" });
    await ide.choose("Ví dụ / Examples", "Một thủ tục / One procedure");
    await ide.shows("query-editor", /query OneProcedure(?!.*mine)/);
    expect(await tabNames()).toEqual(["OneProcedure", "OneProcedure"]);
    await page.locator(".graphiql-tab-button").first().click();
    await ide.shows("query-editor", "# mine");
  });

  it("asks as the caller that is picked, and as nobody before", async () => {
    await ide.choose("Ví dụ / Examples", "Tôi là ai / Who am I");
    await ide.shows("query-editor", "query WhoAmI");
    await ide.run();
    await ide.shows("response", "Cần đăng nhập.");
    await ide.shows("response", "correlationId");
    await ide.choose("Người gọi / Caller", "lan (citizen)");
    await page.getByRole("status").filter({ hasText: "Công dân Lan, VNeID mức 2" }).waitFor();
    await ide.run();
    await ide.shows("response", '"myRole": "citizen"');
    await ide.choose("Người gọi / Caller", "minh (officer)");
    await ide.run();
    await ide.shows("response", '"myRole": "officer"');
    await ide.picture("caller");
    await ide.choose("Người gọi / Caller", "Ẩn danh / Anonymous");
    await ide.run();
    await ide.shows("response", "Cần đăng nhập.");
  });

  it("is answered in the language that is picked, also after the page is loaded again", async () => {
    await ide.choose("Ví dụ / Examples", "Tôi là ai / Who am I");
    await ide.shows("query-editor", "query WhoAmI");
    await ide.choose("Ngôn ngữ / Language", "English");
    await ide.run();
    await ide.shows("response", "Sign in first.");
    await page.reload();
    await ide.shows("query-editor", "query WhoAmI");
    await ide.run();
    await ide.shows("response", "Sign in first.");
  });

  it("documents the schema, and its dialogs work under the page's security policy", async () => {
    await page.getByRole("button", { name: "Show Documentation Explorer" }).click();
    await page.getByText("A GraphQL schema provides a root type for each kind of operation.").waitFor();
    await page.getByRole("link", { name: "Query" }).first().click();
    await page.locator(".graphiql-doc-explorer").filter({ hasText: "myRole" }).waitFor();
    await ide.picture("docs");
    await page.getByRole("button", { name: "Open settings dialog" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Dark" }).click();
    await page.locator("body.graphiql-dark").waitFor({ state: "attached" });
    await ide.picture("dark");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Show History" }).click();
    await page.getByRole("region", { name: "History" }).or(page.locator(".graphiql-history")).first().waitFor();
  });

  it("completes and checks what is typed against the schema", async () => {
    await page.locator(".graphiql-query-editor .CodeMirror").click();
    await page.keyboard.press("Control+A");
    await page.keyboard.type("{ myRo");
    await page.locator(".CodeMirror-hints").filter({ hasText: "myRole" }).waitFor();
    await page.keyboard.press("Enter");
    await ide.shows("query-editor", "myRole");
    await page.keyboard.type(" nonsense ");
    await page.locator(".CodeMirror-lint-mark-error, .CodeMirror-lint-mark").first().hover();
    await page.locator(".CodeMirror-lint-tooltip").filter({ hasText: "nonsense" }).waitFor();
    await ide.picture("lint");
  });

  it("gives no caller to a page of another name that points at this machine", async () => {
    const rebound = await browser.newPage();
    try {
      await rebound.goto(gateway.url.replace("127.0.0.1", "rebound.test"));
      await rebound.getByRole("status").filter({ hasText: "Callers can be picked on this machine only." }).waitFor();
      expect(await rebound.getByLabel("Người gọi / Caller").isDisabled()).toBe(true);
      expect(await rebound.getByLabel("Người gọi / Caller").locator("option").count()).toBe(1);
    } finally {
      await rebound.close();
    }
  });

  it("labels every menu for those who do not see it", async () => {
    for (const name of ["Ví dụ / Examples", "Người gọi / Caller", "Ngôn ngữ / Language"]) {
      await page.getByRole("combobox", { name }).waitFor();
    }
    await page.setViewportSize({ width: 800, height: 600 });
    await ide.picture("narrow");
    await page.getByRole("heading", { level: 1, name: /Liên Thông/ }).waitFor();
  });
});
