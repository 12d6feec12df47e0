import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fastify, { type FastifyInstance } from "fastify";
import type { GatewayConfig } from "../../gateway/config";
import { addIde, type Example, readExamples } from "../../gateway/ide";
import { createIdentity } from "../../gateway/policy";
import { createDevelopmentIssuer } from "../../gateway/policy/development-issuer";
import { createLog } from "../../subgraphs/kit";

const EXAMPLE: Example = {
  title: "Ví dụ / Example </script><script>alert(1)</script>",
  document: "{ __typename }\n",
  variables: "",
};
const development: NonNullable<GatewayConfig["development"]> = {
  issuer: createDevelopmentIssuer(generateKeyPairSync("ed25519").privateKey),
  callers: [{ name: "lan", description: "Công dân Lan", role: "citizen", subject: "c-1", scopes: ["dossiers:read"] }],
};

async function appWith(parts: GatewayConfig["development"]): Promise<FastifyInstance> {
  const app = fastify();
  addIde(app, parts, [EXAMPLE]);
  await app.ready();
  return app;
}

describe("the IDE's page", () => {
  let app: FastifyInstance;
  beforeAll(async () => {
    app = await appWith(development);
  });
  afterAll(() => app.close());

  it("is HTML that may run only scripts of its own origin, may not be framed and sets no cookie", async () => {
    const { statusCode, headers } = await app.inject("/");
    expect(statusCode).toBe(200);
    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    const policy = String(headers["content-security-policy"]).split("; ");
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        "frame-ancestors 'none'",
      ]),
    );
    expect(policy.join(" ")).not.toMatch(/https?:|\*|unsafe/);
    const again = await app.inject("/");
    expect(again.headers["content-security-policy"]).not.toBe(headers["content-security-policy"]);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["referrer-policy"]).toBe("no-referrer");
    expect(headers["set-cookie"]).toBeUndefined();
  });

  it("names no address of another host", async () => {
    const { body } = await app.inject("/");
    expect(body).not.toMatch(/(https?:)?\/\/[a-z0-9]/i);
    for (const path of ["/ide/ide.js", "/ide/ide.css"])
      expect((await app.inject(path)).body).not.toMatch(/https?:\/\//);
    const stylesheet = (await app.inject("/ide/graphiql.css")).body;
    expect(stylesheet.match(/url\((?!["']?data:)[^)]{0,40}|@import.{0,40}/g)).toBeNull();
  });

  it("has no inline script, and an example cannot bring one", async () => {
    const { body } = await app.inject("/");
    const inline = [...body.matchAll(/<script(?![^>]*\bsrc=)([^>]*)>/g)].map(([, attributes]) => attributes);
    expect(inline).toEqual([' type="application/json" id="examples"']);
    const data = /id="examples">(.*?)<\/script>/s.exec(body)?.[1] ?? "";
    expect(JSON.parse(data)).toEqual([EXAMPLE]);
  });

  it("serves every file that it names, with its type, and answers 304 to a browser that has it", async () => {
    const { body } = await app.inject("/");
    const named = [...new Set([...body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? ""))];
    expect(named.length).toBeGreaterThanOrEqual(7);
    for (const path of named) {
      const { statusCode, headers, rawPayload } = await app.inject(path);
      expect([path, statusCode]).toEqual([path, 200]);
      expect(rawPayload.length).toBeGreaterThan(100);
      const extension = path.split(".")[1] ?? "none";
      const type = { js: "text/javascript", css: "text/css", svg: "image/svg+xml" }[extension];
      expect(String(headers["content-type"]).split(";")[0]).toBe(type);
      expect(headers["x-content-type-options"]).toBe("nosniff");
      const again = await app.inject({ url: path, headers: { "if-none-match": `"other", W/${headers.etag}` } });
      expect([again.statusCode, again.body]).toEqual([304, ""]);
    }
  });

  it.each([
    "/ide/",
    "/ide/../package.json",
    "/ide/..%2f..%2fpackage.json",
    "/ide/package.json",
    "/ide/graphiql.min.js.map",
  ])("serves nothing at %s", async (url) => expect((await app.inject(url)).statusCode).toBe(404));
});

describe("the callers of the IDE", () => {
  let app: FastifyInstance;
  beforeAll(async () => {
    app = await appWith(development);
  });
  afterAll(() => app.close());

  const ask = (headers: Record<string, string>, remoteAddress = "127.0.0.1") =>
    app.inject({ url: "/development/callers", headers, remoteAddress });

  it("come with a token that the gateway accepts as that caller", async () => {
    const answer = await ask({ host: "localhost:4000", "sec-fetch-site": "same-origin" });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["cache-control"]).toBe("no-store");
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
    const callers: { name: string; description: string; role: string; token: string }[] = answer.json();
    expect(callers.map(({ name, description, role }) => ({ name, description, role }))).toEqual([
      { name: "lan", description: "Công dân Lan", role: "citizen" },
    ]);
    const identity = createIdentity([development.issuer.issuer], createLog("test", { level: "silent" }));
    expect(await identity.identify(`Bearer ${callers[0]?.token}`)).toMatchObject({
      role: "citizen",
      subject: "c-1",
      scopes: ["dossiers:read"],
    });
  });

  it.each(["localhost", "127.0.0.1:4000", "[::1]:4000"])("are given when the host is %s", async (host) => {
    expect((await ask({ host })).statusCode).toBe(200);
  });

  it.each([
    "rebound.example:4000",
    "127.0.0.1.rebound.example",
    "localhost.rebound.example",
    "localhost@evil",
    "0.0.0.0:4000",
  ])("are refused when the host is “%s”", async (host) => expect((await ask({ host })).statusCode).toBe(404));

  it.each(["cross-site", "same-site", "none"])("are refused to a page that is %s", async (site) => {
    expect((await ask({ host: "localhost:4000", "sec-fetch-site": site })).statusCode).toBe(404);
  });

  it("are refused to another machine that calls this one localhost", async () => {
    expect((await ask({ host: "localhost:4000" }, "192.168.1.7")).statusCode).toBe(404);
  });

  it("do not exist, and have no menu, when there is no development issuer", async () => {
    const without = await appWith(undefined);
    try {
      const answer = await without.inject({ url: "/development/callers", headers: { host: "localhost" } });
      expect(answer.statusCode).toBe(404);
      expect((await without.inject("/")).body).not.toContain('id="caller"');
      expect((await app.inject("/")).body).toContain('id="caller"');
    } finally {
      await without.close();
    }
  });
});

describe("the examples of the IDE", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "examples-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("are read in the order of their files, with title and variables", () => {
    writeFileSync(join(folder, "b.graphql"), "# Không biến / No variables\n\nquery B { __typename }\n");
    writeFileSync(
      join(folder, "a.graphql"),
      '# Một thủ tục / One procedure\n# variables: {"code": "2.000635"}\nquery A($code: String!) { a(code: $code) }\n',
    );
    writeFileSync(join(folder, "documents.ts"), "export {};\n");
    expect(readExamples(folder)).toEqual([
      {
        title: "Một thủ tục / One procedure",
        document: "# Một thủ tục / One procedure\nquery A($code: String!) { a(code: $code) }\n",
        variables: '{\n  "code": "2.000635"\n}',
      },
      {
        title: "Không biến / No variables",
        document: "# Không biến / No variables\n\nquery B { __typename }\n",
        variables: "",
      },
    ]);
  });

  it("are refused all at once when they have no title or variables that are no JSON object", () => {
    const faulty = mkdtempSync(join(folder, "faulty-"));
    writeFileSync(join(faulty, "untitled.graphql"), "query A { __typename }\n");
    writeFileSync(join(faulty, "variables.graphql"), "# Title\n# variables: [1]\nquery A { __typename }\n");
    expect(() => readExamples(faulty)).toThrow(/untitled\.graphql: .*\n.*variables\.graphql: /);
  });

  it("are none when their folder does not exist", () => {
    expect(readExamples(join(folder, "absent"))).toEqual([]);
  });

  it("of this repository are well formed", () => {
    expect(() => readExamples()).not.toThrow();
  });
});
