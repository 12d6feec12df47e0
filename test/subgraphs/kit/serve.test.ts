import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Ctx, Query, Resolver } from "type-graphql";
import { CALLER_HEADER, publicKeyOf, seal } from "../../../schema/caller";
import { fail } from "../../../schema/errors";
import {
  type Context,
  createEnvironment,
  createLog,
  defineSubgraph,
  type Running,
  type Service,
  serve,
} from "../../../subgraphs/kit";
import { testCaller } from "../../kit/context";

@Resolver()
class ProbeResolver {
  @Query(() => String, { nullable: true })
  who(@Ctx() context: Context): string {
    return context.caller.role;
  }

  @Query(() => String, { nullable: true })
  bug(): string {
    throw new Error("mongodb://admin:hunter2@10.0.0.7 refused 001099012345");
  }

  @Query(() => String, { nullable: true })
  refusal(): string {
    throw fail("CONFLICT");
  }
}

const key = generateKeyPairSync("ed25519").privateKey;
const logged: string[] = [];
const log = createLog("probe", { destination: { write: (line) => void logged.push(line) } });
let healthy = true;
let service: Service;

const running: Running<null> = {
  store: null,
  ready: async () => {
    if (!healthy) throw new Error("the store is gone");
  },
  close: async () => undefined,
  routes: [
    {
      method: "POST",
      path: "/ipn",
      handle: async ({ body }) => ({ status: 200, type: "text/plain", body: `got ${body}` }),
    },
  ],
};
const probe = defineSubgraph<null, Record<string, never>>({
  name: "probe",
  description: "test",
  resolvers: [ProbeResolver],
  entities: [],
  settings: {},
  requiredInProduction: [],
  open: async () => running,
});

beforeAll(async () => {
  const environment = createEnvironment({ variables: {}, log });
  service = await serve(probe, running, { gatewayKeys: [publicKeyOf(key)], environment, log, port: 0 });
});
afterAll(() => service.close());

const ask = async (query: string, audience = "probe") => {
  const sealed = seal(testCaller({ role: "auditor", subject: "a" }), {
    audience,
    key,
    now: Math.floor(Date.now() / 1000),
  });
  const response = await fetch(`${service.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", [CALLER_HEADER]: sealed },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
};

describe("a served subgraph", () => {
  test("answers the gateway as the sealed caller", async () => {
    expect((await ask("{ who }")).body).toEqual({ data: { who: "auditor" } });
  });

  test("refuses a seal for another subgraph, and a request without one", async () => {
    expect((await ask("{ who }", "payments")).body.errors[0].extensions.code).toBe("CALLER_NOT_SEALED");
    const bare = await fetch(`${service.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"query":"{ who }"}',
    });
    expect(JSON.parse(await bare.text()).errors[0].extensions.code).toBe("CALLER_NOT_SEALED");
  });

  test("masks what nobody meant for clients, and logs it without secrets", async () => {
    const { body } = await ask("{ bug }");
    expect(body).toEqual({
      data: { bug: null },
      errors: [expect.objectContaining({ path: ["bug"], extensions: { code: "INTERNAL" } })],
    });
    expect(JSON.stringify(body)).not.toContain("hunter2");
    expect(logged.join()).toContain("resolver failed");
    expect(logged.join()).not.toMatch(/hunter2|001099012345/);
  });

  test("passes on an error of the catalogue with its code", async () => {
    expect((await ask("{ refusal }")).body.errors[0].extensions).toEqual({ code: "CONFLICT" });
  });

  test("serves its own routes with the body as text", async () => {
    const response = await fetch(`${service.url}/ipn`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"a":1}',
    });
    expect(await response.text()).toBe('got {"a":1}');
  });

  test("is ready only while its store answers, and alive all the same", async () => {
    expect((await fetch(`${service.url}/ready`)).status).toBe(200);
    healthy = false;
    expect((await fetch(`${service.url}/ready`)).status).toBe(503);
    expect((await fetch(`${service.url}/health`)).status).toBe(200);
    healthy = true;
  });
});
