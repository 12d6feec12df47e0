import { generateKeyPairSync } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { exportJWK, SignJWT } from "jose";
import { type TestGateway, testGateway } from "../kit/gateway";

const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
let jwks: Server;
let fetched = 0;
let gateway: TestGateway;

beforeAll(async () => {
  const key = { ...(await exportJWK(publicKey)), kid: "2026", alg: "ES256" };
  jwks = createServer((_request, response) => {
    fetched += 1;
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ keys: [key] }));
  });
  await new Promise<void>((resolve) => jwks.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(jwks.address() as AddressInfo).port}/jwks`;
  gateway = await testGateway(
    [
      {
        name: "people",
        sdl: "type Query { me: String }",
        resolvers: {
          Query: { me: (_: unknown, __: unknown, { caller }: { caller: { subject: string } }) => caller.subject },
        },
      },
    ],
    {
      production: true,
      issuers: [
        {
          issuer: "https://sso.example.gov.vn",
          audience: "lien-thong",
          algorithms: ["ES256"],
          roles: ["citizen"],
          jwks: { url },
        },
      ],
    },
  );
});
afterAll(async () => {
  await gateway.close();
  jwks.close();
});

const token = (claims: Record<string, unknown> = {}) =>
  new SignJWT({ role: "citizen", vneid_level: 2, ...claims })
    .setProtectedHeader({ alg: "ES256", kid: "2026" })
    .setIssuer("https://sso.example.gov.vn")
    .setAudience("lien-thong")
    .setSubject("c-1")
    .setExpirationTime("5m")
    .sign(privateKey);

describe("a gateway in production", () => {
  test("takes tokens of a configured issuer by its published keys, fetched once", async () => {
    const tokens = await Promise.all([token(), token({ a: 1 }), token({ a: 2 })]);
    for (const each of tokens) expect((await gateway.ask("{ me }", { token: each })).body.data).toEqual({ me: "c-1" });
    expect(fetched).toBe(1);
  });

  test("refuses the development issuer", async () => {
    const answer = await gateway.ask("{ me }", {
      token: await gateway.token({ role: "auditor", subject: "a", scopes: [] }),
    });
    expect(answer.status).toBe(401);
  });

  test("hides its schema: no introspection, no suggestions", async () => {
    expect((await gateway.ask("{ __schema { types { name } } }")).status).toBe(400);
    expect(JSON.stringify((await gateway.ask("{ mee }")).body)).not.toContain('"me\\"');
  });

  test("has no IDE and gives no development tokens", async () => {
    expect((await fetch(`${gateway.url}/`)).status).toBe(404);
    expect((await fetch(`${gateway.url}/development/callers`)).status).toBe(404);
  });
});
