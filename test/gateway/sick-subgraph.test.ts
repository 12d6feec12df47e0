import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, test } from "@jest/globals";
import { type TestGateway, type TestSubgraph, testGateway } from "../kit/gateway";

const SECRET = "mongodb://admin:hunter2@10.0.0.7:27017";
const procedures: TestSubgraph = {
  name: "catalogue",
  sdl: 'type Query { procedure: Procedure } type Procedure @key(fields: "code") { code: ID! name: String }',
  resolvers: { Query: { procedure: () => ({ code: "1.004222", name: "Đăng ký thường trú" }) } },
};
const statistics = (respond?: (response: ServerResponse) => void): TestSubgraph => ({
  name: "dossiers",
  sdl: 'type Procedure @key(fields: "code") { code: ID! dossiers: Int }',
  resolvers: { Procedure: { __resolveReference: (key: object) => ({ ...key, dossiers: 3 }) } },
  ...(respond === undefined ? {} : { respond: (_request, response) => respond(response) }),
});

const QUERY = "{ procedure { code name dossiers } }";
const json =
  (text: string, status = 200, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(text);

let gateway: TestGateway;
afterEach(() => gateway.close());

describe("a sick subgraph nulls its own fields and no others", () => {
  const cases: [string, string, (response: ServerResponse) => void][] = [
    [
      "a 500 page",
      "SUBGRAPH_UNAVAILABLE",
      (r) => r.writeHead(500, { "content-type": "text/html" }).end(`<h1>${SECRET}</h1>`),
    ],
    ["HTML with 200", "SUBGRAPH_BAD_RESPONSE", (r) => r.writeHead(200, { "content-type": "text/html" }).end("<html>")],
    ["cut JSON", "SUBGRAPH_BAD_RESPONSE", json('{"data":{"_ent')],
    ["a list for an answer", "SUBGRAPH_BAD_RESPONSE", json("[]")],
    ["an empty object", "SUBGRAPH_BAD_RESPONSE", json("{}")],
    ["data null without errors", "SUBGRAPH_BAD_RESPONSE", json('{"data":null}')],
    ["a redirect", "SUBGRAPH_BAD_RESPONSE", json("", 302, { location: "http://127.0.0.1:1/" })],
    ["a reset connection", "SUBGRAPH_UNAVAILABLE", (r) => void r.socket?.destroy()],
    ["silence", "SUBGRAPH_TIMEOUT", () => undefined],
    [
      "a leaking error",
      "SUBGRAPH_FAILED",
      json(
        JSON.stringify({ data: null, errors: [{ message: SECRET, extensions: { code: "MONGO_DOWN", url: SECRET } }] }),
      ),
    ],
    [
      "a value that it refuses",
      "BAD_USER_INPUT",
      json(JSON.stringify({ errors: [{ message: SECRET, extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }] }), 400),
    ],
    [
      "a 400 of another kind",
      "SUBGRAPH_BAD_RESPONSE",
      json(JSON.stringify({ errors: [{ message: SECRET, extensions: { code: "TOKEN_INVALID" } }] }), 400),
    ],
    [
      "an error that would sign the client out",
      "SUBGRAPH_FAILED",
      json(
        JSON.stringify({
          data: null,
          errors: [{ message: SECRET, extensions: { code: "TOKEN_INVALID", http: { status: 401 } } }],
        }),
      ),
    ],
    [
      "details that leak",
      "BAD_USER_INPUT",
      json(
        JSON.stringify({
          data: null,
          errors: [
            { message: SECRET, extensions: { code: "BAD_USER_INPUT", details: { field: SECRET, rule: "<script>" } } },
          ],
        }),
      ),
    ],
  ];
  test.each(cases)("%s is %s", async (_title, code, respond) => {
    gateway = await testGateway([procedures, statistics(respond)]);
    const answer = await gateway.ask(QUERY);
    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({ procedure: { code: "1.004222", name: "Đăng ký thường trú", dossiers: null } });
    expect(answer.body.errors).toHaveLength(1);
    expect(answer.body.errors?.[0]?.extensions).toMatchObject({
      code,
      correlationId: answer.headers.get("x-request-id"),
    });
    expect(answer.body.errors?.[0]?.path).toEqual(["procedure"]);
    expect(JSON.stringify(answer.body)).not.toMatch(/hunter2|127\.0\.0\.1|script/);
    expect(gateway.logged.join()).not.toContain("hunter2");
  });

  test("one that is gone is SUBGRAPH_UNAVAILABLE, and the log has the cause under the correlation id", async () => {
    gateway = await testGateway([procedures, statistics()]);
    expect((await gateway.ask(QUERY)).body.data).toEqual({
      procedure: { code: "1.004222", name: "Đăng ký thường trú", dossiers: 3 },
    });
    await gateway.stopSubgraph("dossiers");
    const answer = await gateway.ask(QUERY, { language: "vi" });
    expect(answer.body.data?.procedure).toMatchObject({ name: "Đăng ký thường trú", dossiers: null });
    expect(answer.body.errors?.[0]?.message).toBe("Hệ thống “dossiers” hiện không kết nối được.");
    expect(gateway.logged.filter((line) => line.includes(String(answer.headers.get("x-request-id")))).join()).toContain(
      "ECONNREFUSED",
    );
  });

  test("a value of the wrong type is an error, not a silent null", async () => {
    gateway = await testGateway([
      procedures,
      statistics(json('{"data":{"_entities":[{"__typename":"Procedure","dossiers":{"a":1}}]}}')),
    ]);
    const answer = await gateway.ask(QUERY);
    expect(answer.body.data?.procedure).toMatchObject({ dossiers: null });
    expect(answer.body.errors?.[0]?.extensions.code).toBe("SUBGRAPH_BAD_RESPONSE");
  });
});
