import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";

const root = join(__dirname, "..", "..");
const dataFolder = mkdtempSync(join(tmpdir(), "lien-thong-process-"));
let ports: Record<string, string>;

beforeAll(async () => {
  const names = [
    "PORT",
    "CATALOGUE_PORT",
    "CITIZENS_PORT",
    "DOSSIERS_PORT",
    "PAYMENTS_PORT",
    "EVALUATION_PORT",
    "POPULATION_REGISTRY_PORT",
    "PAYMENT_PLATFORM_PORT",
  ];
  ports = Object.fromEntries(await Promise.all(names.map(async (name) => [name, String(await freePort())])));
});
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));

/** `npm start` in a process group of its own, as somebody at a terminal starts it. */
interface Started {
  readonly child: ChildProcess;
  readonly lines: string[];
  /** Waits for a line, or for the end of the process. */
  until(words: RegExp): Promise<string>;
  /** Sends a signal to the whole group, as Ctrl-C does, and waits for the end. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

const running: Started[] = [];
afterEach(async () => {
  for (const each of running.splice(0))
    if (each.child.exitCode === null && each.child.signalCode === null) await each.end("SIGKILL");
});

function start(args: readonly string[], variables: Record<string, string> = {}): Started {
  const env = { ...process.env, NODE_ENV: "", ...ports, DATA_FOLDER: dataFolder, ...variables };
  const child = spawn("npm", ["start", "--silent", "--", ...args], {
    cwd: root,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const heard = (line?: string) => {
    if (line !== undefined) lines.push(line);
    for (const wake of waiting) wake();
  };
  for (const stream of [child.stdout, child.stderr]) if (stream) createInterface(stream).on("line", heard);
  const ended = once(child, "close");
  void ended.then(() => heard());
  const started: Started = {
    child,
    lines,
    until: (words) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = lines.find((line) => words.test(line));
          if (found === undefined && child.exitCode === null) return;
          waiting.delete(look);
          if (found === undefined) reject(new Error(`ended without ${words}:\n${lines.join("\n")}`));
          else resolve(found);
        };
        waiting.add(look);
        look();
      }),
    async end(signal) {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
      const [code] = await ended;
      return code;
    },
  };
  running.push(started);
  return started;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** The first query of the README and its answer, as they stand there. */
function readmeExample(): { body: string; answer: string } {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const body = /curl -s http:\/\/localhost:4000\/graphql .* -d '(.*)'/.exec(readme)?.[1];
  const answer = /```json\n(.*)\n```/.exec(readme)?.[1];
  if (body === undefined || answer === undefined) throw new Error("the README has no first query with its answer");
  return { body, answer };
}

async function ask(body: string): Promise<string> {
  const url = `http://127.0.0.1:${ports.PORT}/graphql`;
  const response = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
  return response.text();
}

describe("npm start", () => {
  test("answers the README's first query as printed, says where everything is, and stops cleanly on SIGTERM", async () => {
    const house = start([]);
    await house.until(/^ready in \d+ ms/);
    const { body, answer } = readmeExample();
    expect((await ask(body)).trim()).toBe(answer);
    const said = house.lines.join("\n");
    for (const name of ["catalogue", "citizens", "dossiers", "payments", "evaluation"])
      expect(said).toMatch(new RegExp(`subgraph ${name} +http://127`));
    expect(said).toMatch(/store MongoDB +embedded/);
    expect(said).toMatch(/store PostgreSQL +embedded/);
    expect(said).toMatch(/stand-in +national population database/);
    expect(said).toMatch(/samples: dossiers: \d+/);
    expect(await house.end("SIGTERM")).toBe(0);
  });

  test("takes the README's journey from search to survey, as its commands stand there", async () => {
    const house = start([]);
    await house.until(/^ready in/);
    const readme = readFileSync(join(root, "README.md"), "utf8");
    const commands = /```bash\n([\s\S]*?)\n```/.exec(readme)?.[1] ?? "";
    const shell = spawn("bash", ["-c", commands], {
      cwd: root,
      env: { ...process.env, NODE_ENV: "", DATA_FOLDER: dataFolder, GRAPH: `http://127.0.0.1:${ports.PORT}/graphql` },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let said = "";
    shell.stdout.on("data", (text) => {
      said += text;
    });
    const [code] = await once(shell, "close");
    expect(said).toContain("VALID: this file is the result that the agency signed.");
    expect(said).toMatch(/"submitSurvey":\{"response":\{"points":\{"scored":\d+,"possible":\d+\}\},"errors":\[\]/);
    expect(said).toMatch(/"onlineUsage":\{"offered":\d+,"used":[1-9]/);
    expect(code).toBe(0);
    expect(await house.end("SIGTERM")).toBe(0);
  }, 120_000);

  test("keeps data over kill -9 and a restart, and forgets it on --reset", async () => {
    const file = JSON.stringify({
      query: `mutation { submitDossier(input: { procedureCode: "2.000635", receivingAgency: "H26", summary: "x", idempotencyKey: "kill-minus-nine" }) { dossier { id } errors { code } } }`,
    });
    const token = await tokenOf("citizen");
    const submit = async (): Promise<string> => {
      const response = await fetch(`http://127.0.0.1:${ports.PORT}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
        body: file,
      });
      const { data } = (await response.json()) as { data: { submitDossier: { dossier: { id: string } } } };
      return data.submitDossier.dossier.id;
    };
    const first = start([]);
    await first.until(/^ready in/);
    const id = await submit();
    await first.end("SIGKILL");

    const second = start([]);
    await second.until(/^ready in/);
    expect(await submit()).toBe(id);
    expect(await second.end("SIGTERM")).toBe(0);

    const third = start(["--reset"]);
    await third.until(/^ready in/);
    const fresh = await submit();
    expect(fresh).not.toBe(id);

    const rash = start(["--reset"]);
    await rash.until(/another process uses the data in .*: stop it first/);
    expect(await submit()).toBe(fresh);
    expect(await third.end("SIGTERM")).toBe(0);
  });

  test("runs parts in processes of their own that find each other by the environment", async () => {
    const parts = ["catalogue", "dossiers"].map((part) => start([part]));
    for (const part of parts) await part.until(/^ready in/);
    const gateway = start(["gateway"], {
      CATALOGUE_URL: `http://127.0.0.1:${ports.CATALOGUE_PORT}`,
      DOSSIERS_URL: `http://127.0.0.1:${ports.DOSSIERS_PORT}`,
    });
    await gateway.until(/^ready in/);
    const answer = await ask(
      JSON.stringify({ query: '{ agency(code: "H26") { name dossierStatistics { received } } }' }),
    );
    expect(JSON.parse(answer)).toEqual({
      data: { agency: { name: "Hà Nội", dossierStatistics: { received: expect.any(Number) } } },
    });
    for (const each of [gateway, ...parts]) expect(await each.end("SIGTERM")).toBe(0);
  });

  test("stops cleanly on a SIGTERM that comes while it is starting", async () => {
    const house = start([]);
    await house.until(/^samples: /);
    expect(await house.end("SIGTERM")).toBe(0);
    expect(house.lines.join("\n")).toContain("SIGTERM: stopping");
  });

  test("tells all faults of a configuration at once, before anything is opened", async () => {
    const house = start([], {
      PORT: "abc",
      LOG_LEVEL: "loud",
      CATALOGUE_PORT: "99999",
      CITIZEN_ID_KEY: "short",
      GATEWAY_PUBLIC_KEY: "junk",
      NODE_ENV: "prod",
    });
    await once(house.child, "close");
    const said = house.lines.join("\n");
    for (const name of ["PORT", "LOG_LEVEL", "CATALOGUE_PORT", "CITIZEN_ID_KEY", "GATEWAY_PUBLIC_KEY", "NODE_ENV"])
      expect(said).toContain(`- ${name}:`);
    expect(house.child.exitCode).toBe(1);
  });

  test("says which port is in use, and ends with 1", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const address = taken.address();
    const port = address === null || typeof address === "string" ? "" : String(address.port);
    const house = start(["catalogue"], { CATALOGUE_PORT: port });
    await house.until(new RegExp(`EADDRINUSE.*${port}`));
    await once(house.child, "close");
    taken.close();
    expect(house.child.exitCode).toBe(1);
  });

  test.each<[string, readonly string[], Record<string, string>, RegExp]>([
    ["a part that does not exist", ["gatway"], {}, /there is no part “gatway”/],
    [
      "a store that cannot be reached",
      ["payments"],
      { DATABASE_URL: "postgres://u:hunter2@127.0.0.1:1/x" },
      /DATABASE_URL/,
    ],
    [
      "a registry that cannot be reached",
      ["citizens"],
      { POPULATION_REGISTRY_URL: "http://127.0.0.1:1/" },
      /POPULATION_REGISTRY_URL: nothing can be reached/,
    ],
    ["production without anything real", [], { NODE_ENV: "production" }, /MONGODB_URI: must be set in production/],
  ])("says what is wrong about %s, and ends with 1", async (_title, args, variables, words) => {
    const house = start(args, variables);
    await house.until(words);
    await once(house.child, "close");
    expect(house.child.exitCode).toBe(1);
    expect(house.lines.join("\n")).not.toMatch(/hunter2|\n\s+at /);
  });
});

async function tokenOf(name: string): Promise<string> {
  const child = spawn(process.execPath, ["-r", "./start/register.cjs", "start/token.ts", name], {
    cwd: root,
    env: { ...process.env, DATA_FOLDER: dataFolder },
  });
  let token = "";
  child.stdout.on("data", (chunk: Buffer) => {
    token += chunk.toString();
  });
  await once(child, "close");
  return token.trim();
}
