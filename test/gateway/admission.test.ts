import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type TestGateway, testGateway } from "../kit/gateway";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await testGateway([
    {
      name: "greetings",
      sdl: 'type Query { hello(name: String = "Lan", count: Int): String! }',
      resolvers: { Query: { hello: (_: unknown, a: { name: string }) => `Xin chào ${a.name}` } },
    },
  ]);
});
afterAll(() => gateway.close());

const raw = (body: string | Uint8Array | undefined, method: string, headers: Record<string, string>) =>
  fetch(`${gateway.url}/graphql${method === "GET" ? "?query=%7Bhello%7D" : ""}`, {
    method,
    headers,
    body: body as never,
  });

describe("a request", () => {
  test("of one operation as JSON is answered, with a correlation id in the header", async () => {
    const answer = await gateway.ask("{ hello }");
    expect(answer).toMatchObject({ status: 200, body: { data: { hello: "Xin chào Lan" } } });
    expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{8}){2}$/);
  });

  test.each([
    ["GET", { "content-type": "application/json" }, 405, "METHOD_NOT_ALLOWED"],
    ["PUT", { "content-type": "application/json" }, 405, "METHOD_NOT_ALLOWED"],
    ["POST", { "content-type": "text/plain" }, 415, "UNSUPPORTED_MEDIA_TYPE"],
    ["POST", { "content-type": "application/x-www-form-urlencoded" }, 415, "UNSUPPORTED_MEDIA_TYPE"],
    ["POST", { "content-type": "multipart/form-data; boundary=x" }, 415, "UNSUPPORTED_MEDIA_TYPE"],
    ["POST", { "content-type": "application/json; charset=utf-16" }, 415, "UNSUPPORTED_MEDIA_TYPE"],
    ["POST", { "content-type": "application/json", "content-encoding": "gzip" }, 415, "UNSUPPORTED_MEDIA_TYPE"],
  ])("by %s with %j is refused as %i %s", async (method, headers, status, code) => {
    const response = await raw(method === "GET" ? undefined : '{"query":"{ hello }"}', method, headers as never);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code, correlationId: response.headers.get("x-request-id") } }],
    });
  });

  test.each([
    "",
    "null",
    "1",
    '"x"',
    "[]",
    '[{"query":"{hello}"}]',
    "{}",
    '{"query":1}',
    '{"query":""}',
    '{"query":"{hello}","variables":[]}',
    '{"query":"{hello}","operationName":{}}',
    "{",
    "\u0000",
  ])("with the body %j is refused as 400 BAD_REQUEST", async (body) => {
    const answer = await gateway.post(body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.[0]?.extensions.code).toBe("BAD_REQUEST");
  });

  test("larger than the limit is refused as 413", async () => {
    const answer = await gateway.post(JSON.stringify({ query: "{ hello }", variables: { x: "a".repeat(300_000) } }));
    expect(answer.status).toBe(413);
    expect(answer.body.errors?.[0]?.extensions.code).toBe("PAYLOAD_TOO_LARGE");
  });

  test("with a forbidden key in its JSON is refused", async () => {
    expect((await gateway.post('{"query":"{hello}","variables":{"__proto__":{"a":1}}}')).status).toBe(400);
  });

  test("to an unknown path is 404 in our words", async () => {
    const response = await fetch(`${gateway.url}/nothing`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: "ROUTE_NOT_FOUND" } }] });
  });
});

describe("an operation", () => {
  test.each([
    ["{ hello", "GRAPHQL_PARSE_FAILED"],
    ["{ helo }", "GRAPHQL_VALIDATION_FAILED"],
    ["query A { hello } query B { hello }", "OPERATION_RESOLUTION_FAILURE"],
  ])("%s is the client's mistake %s, never a 5xx", async (query, code) => {
    const answer = await gateway.ask(query);
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.[0]?.extensions.code).toBe(code);
  });

  test("with a variable of the wrong type is BAD_USER_INPUT", async () => {
    const answer = await gateway.ask("query ($c: Int) { hello(count: $c) }", { variables: { c: "many" } });
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
  });

  test("that is wrong is explained in Vietnamese unless English is preferred", async () => {
    expect((await gateway.ask("{ helo }", { language: "vi-VN,vi;q=0.9,en;q=0.5" })).body.errors?.[0]?.message).toBe(
      "Câu truy vấn không phù hợp với lược đồ.",
    );
    expect((await gateway.ask("{ helo }", { language: "en-GB" })).body.errors?.[0]?.message).toBe(
      "The operation does not fit the schema.",
    );
  });
});
