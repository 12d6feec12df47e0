import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { SignJWT } from "jose";
import { createDevelopmentIssuer } from "../../gateway";
import { type TestGateway, testGateway } from "../kit/gateway";

const me = "type Query { me: String }";
const resolvers = {
  Query: { me: (_: unknown, __: unknown, { caller }: { caller: unknown }) => JSON.stringify(caller) },
};
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await testGateway([{ name: "people", sdl: me, resolvers }]);
});
afterAll(() => gateway.close());

const officer = { role: "officer", subject: "o-1", agency: "H26", scopes: ["citizen:read"] } as const;
const whoAmI = async (token?: string) => JSON.parse(String((await gateway.ask("{ me }", { token })).body.data?.me));

describe("the gateway", () => {
  test("knows a caller without a token as anonymous", async () => {
    expect(await whoAmI()).toEqual({ role: "anonymous", subject: null, agency: null, vneidLevel: null, scopes: [] });
  });

  test("passes on role, agency and scopes of a good token", async () => {
    expect(await whoAmI(await gateway.token(officer))).toEqual({ ...officer, vneidLevel: null });
  });

  test("passes on a citizen's VNeID level", async () => {
    const token = await gateway.token({ role: "citizen", subject: "c-1", vneidLevel: 2, scopes: [] });
    expect(await whoAmI(token)).toMatchObject({ role: "citizen", subject: "c-1", vneidLevel: 2 });
  });

  test("never sends the client's token or its other headers to a subgraph", async () => {
    const token = await gateway.token(officer);
    gateway.asked.length = 0;
    await gateway.post('{"query":"{ me }"}', {
      authorization: `Bearer ${token}`,
      "x-user-id": "root",
      "x-sealed-caller": "forged",
      cookie: "a=b",
    });
    const headers = gateway.asked[0]?.headers ?? {};
    expect(JSON.stringify(headers)).not.toContain(token);
    expect(headers).not.toHaveProperty("authorization");
    expect(headers).not.toHaveProperty("cookie");
    expect(headers).not.toHaveProperty("x-user-id");
    expect(gateway.asked[0]?.caller.subject).toBe("o-1");
  });
});

describe("a token is refused as TOKEN_INVALID", () => {
  const strange = generateKeyPairSync("ed25519").privateKey;
  const sign = (
    claims: Record<string, unknown>,
    options: { issuer?: string; audience?: string; expires?: string } = {},
  ) =>
    new SignJWT({ role: "auditor", ...claims })
      .setProtectedHeader({ alg: "EdDSA" })
      .setSubject("a-1")
      .setIssuer(options.issuer ?? "lien-thong-development")
      .setAudience(options.audience ?? "lien-thong")
      .setExpirationTime(options.expires ?? "1h")
      .sign(strange);
  const unsigned = () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    return `${part({ alg: "none" })}.${part({ iss: "lien-thong-development", aud: "lien-thong", sub: "a", role: "auditor", exp: 9e9 })}.`;
  };
  const tampered = async () => {
    const [header, , signature] = (await gateway.token(officer)).split(".");
    const payload = Buffer.from(
      JSON.stringify({ iss: "lien-thong-development", aud: "lien-thong", sub: "o-1", role: "auditor", exp: 9e9 }),
    ).toString("base64url");
    return `${header}.${payload}.${signature}`;
  };

  test.each<[string, () => string | Promise<string>]>([
    ["of the wrong key", () => sign({})],
    ["of another issuer", () => sign({}, { issuer: "https://elsewhere.example" })],
    ["without algorithm", unsigned],
    ["with changed claims", tampered],
    ["that is no token", () => "abc"],
    ["of an officer without agency", () => gateway.token({ role: "officer", subject: "o-2", scopes: [] })],
    ["of a huge length", () => `${"a".repeat(9000)}.b.c`],
  ])("%s", async (_title, make) => {
    const answer = await gateway.ask("{ me }", { token: await make() });
    expect(answer.status).toBe(401);
    expect(answer.body).toEqual({
      errors: [expect.objectContaining({ extensions: expect.objectContaining({ code: "TOKEN_INVALID" }) })],
    });
  });

  test("that another gateway's issuer signed", async () => {
    const other = createDevelopmentIssuer(strange);
    const answer = await gateway.ask("{ me }", {
      token: await other.sign({ name: "x", description: "x", ...officer }),
    });
    expect(answer.status).toBe(401);
  });
});
