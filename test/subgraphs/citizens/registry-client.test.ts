import { createServer, type RequestListener } from "node:http";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "@jest/globals";
import { pino } from "pino";
import { openRegistryClient, PEOPLE_LIMIT, type RegistryClient } from "../../../subgraphs/citizens/registry-client";
import { writeCollection } from "../../../subgraphs/citizens/registry-message-writer";
import { MESSAGE_LIMIT } from "../../../subgraphs/citizens/registry-xml";
import { REGISTRY_MODES, startStandInRegistry } from "../../../subgraphs/citizens/stand-in/registry";
import { syntheticPeople } from "../../../subgraphs/citizens/stand-in/synthetic-people";

const people = syntheticPeople(300);
const numbers = people.map((person) => person.personalNumber ?? "");
const [first = ""] = numbers;
const QUIET = new AbortController().signal;

const closers: (() => Promise<unknown>)[] = [];
const lines: string[] = [];
/** Without the net of the kit's log, so that nothing but the client keeps numbers out. */
const log = pino({ level: "trace" }, { write: (line: string) => lines.push(line) });

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  lines.length = 0;
});

async function standIn() {
  const registry = await startStandInRegistry({ port: 0, people });
  closers.push(() => registry.close());
  return registry;
}

function clientOf(url: string, timeout = 5_000): RegistryClient {
  const client = openRegistryClient({ url, timeout, log });
  closers.push(() => client.close());
  return client;
}

/** A registry that answers as the listener says. */
async function serverOf(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `http://127.0.0.1:${address.port}/`;
}

const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => "answered",
    (error: unknown) => Object(error).extensions?.code,
  );

describe("asking the registry", () => {
  test("takes one message for a hundred people and keeps their order", async () => {
    const registry = await standIn();
    const asked = numbers.slice(0, PEOPLE_LIMIT).reverse();
    const answers = await clientOf(registry.url).ask(asked, QUIET);
    expect(answers.map((answer) => answer?.personalNumber)).toEqual(asked);
    expect(registry.counts()).toEqual({ messages: 1, people: 100 });
  });

  test("splits more than a hundred into messages of at most a hundred", async () => {
    const registry = await standIn();
    const answers = await clientOf(registry.url).ask(numbers.slice(0, 250), QUIET);
    expect(answers.map((answer) => answer?.personalNumber)).toEqual(numbers.slice(0, 250));
    expect(registry.counts()).toEqual({ messages: 3, people: 250 });
  });

  test("gives null for people who are not registered", async () => {
    const registry = await standIn();
    const answers = await clientOf(registry.url).ask(["001084000001", first, "123456789"], QUIET);
    expect(answers.map((answer) => answer?.personalNumber ?? null)).toEqual([null, first, null]);
  });

  test("sends no message for nobody", async () => {
    const registry = await standIn();
    expect(await clientOf(registry.url).ask([], QUIET)).toEqual([]);
    expect(registry.counts().messages).toBe(0);
  });

  test("keeps its connections for the next message", async () => {
    const sockets = new Set<unknown>();
    const url = await serverOf((request, response) => {
      sockets.add(request.socket);
      request.resume().on("end", () => {
        response.setHeader("content-type", "text/xml");
        response.end(writeCollection({ note: null, dataTime: new Date(), people: [] }));
      });
    });
    const client = clientOf(url);
    for (let turn = 0; turn < 20; turn += 1) expect(await client.ask([first], QUIET)).toEqual([null]);
    expect(sockets.size).toBeLessThanOrEqual(2);
  });
});

describe("a registry that fails", () => {
  test.each([
    ["garbage", "REGISTRY_BAD_RESPONSE"],
    ["wrong-people", "REGISTRY_BAD_RESPONSE"],
    ["error", "REGISTRY_UNAVAILABLE"],
    ["hang", "REGISTRY_UNAVAILABLE"],
  ] as const)("in mode %s is %s", async (mode, code) => {
    const registry = await standIn();
    registry.setMode(mode);
    expect(await codeOf(clientOf(registry.url, 300).ask([first], QUIET))).toBe(code);
    expect(registry.counts().messages).toBe(1);
  });

  test("by being slower than the deadline is REGISTRY_UNAVAILABLE, and by being just slow is not", async () => {
    const registry = await standIn();
    registry.setMode("slow", 30);
    expect(await codeOf(clientOf(registry.url, 10_000).ask([first], QUIET))).toBe("answered");
    registry.setMode("slow", 10_000);
    expect(await codeOf(clientOf(registry.url, 100).ask([first], QUIET))).toBe("REGISTRY_UNAVAILABLE");
  });

  test("by not being there is REGISTRY_UNAVAILABLE", async () => {
    const registry = await standIn();
    await registry.close();
    expect(await codeOf(clientOf(registry.url).ask([first], QUIET))).toBe("REGISTRY_UNAVAILABLE");
  });

  test("is given up when the request is", async () => {
    const registry = await standIn();
    registry.setMode("hang");
    const request = new AbortController();
    const asked = codeOf(clientOf(registry.url, 60_000).ask([first], request.signal));
    request.abort();
    expect(await asked).toBe("REGISTRY_UNAVAILABLE");
  });

  const good = writeCollection({ note: null, dataTime: new Date(), people: people.slice(0, 1) });
  test.each<[string, string, RequestListener]>([
    [
      "redirects",
      "REGISTRY_UNAVAILABLE",
      (_request, response) => response.writeHead(307, { location: "http://127.0.0.1:1/" }).end(),
    ],
    [
      "answers as HTML",
      "REGISTRY_BAD_RESPONSE",
      (_request, response) => response.setHeader("content-type", "text/html").end(good),
    ],
    ["answers without a type", "REGISTRY_BAD_RESPONSE", (_request, response) => response.end(good)],
    [
      "compresses",
      "REGISTRY_BAD_RESPONSE",
      (_request, response) =>
        response.writeHead(200, { "content-type": "text/xml", "content-encoding": "gzip" }).end(gzipSync(good)),
    ],
    [
      "says that it sends too much",
      "REGISTRY_BAD_RESPONSE",
      (_request, response) =>
        response.writeHead(200, { "content-type": "text/xml", "content-length": MESSAGE_LIMIT + 1 }).write(good),
    ],
    [
      "sends too much without saying so",
      "REGISTRY_BAD_RESPONSE",
      (_request, response) => {
        response.writeHead(200, { "content-type": "text/xml" });
        response.end(Buffer.alloc(MESSAGE_LIMIT + 1_000_000, " "));
      },
    ],
    [
      "never stops sending",
      "REGISTRY_BAD_RESPONSE",
      (_request, response) => {
        response.writeHead(200, { "content-type": "text/xml" });
        const send = () => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536, " ")));
        };
        response.on("drain", send);
        send();
      },
    ],
    [
      "hangs up in the middle",
      "REGISTRY_UNAVAILABLE",
      (_request, response) => {
        response.writeHead(200, { "content-type": "text/xml", "content-length": good.length * 2 });
        response.write(good, () => response.destroy());
      },
    ],
  ])("because it %s is %s", async (_what, code, listener) => {
    expect(await codeOf(clientOf(await serverOf(listener)).ask([first], QUIET))).toBe(code);
  });
});

describe("the log of the client", () => {
  test("has a line for every failure, and never a number or a name", async () => {
    const registry = await standIn();
    for (const mode of REGISTRY_MODES) {
      registry.setMode(mode, 10);
      await codeOf(clientOf(registry.url, 300).ask(numbers.slice(0, 3), QUIET));
    }
    expect(lines).toHaveLength(4);
    const logged = lines.join("");
    expect(logged).not.toMatch(/Tổng Hợp|CongDan>|Hệ thống/);
    for (const number of numbers) expect(logged.includes(number)).toBe(false);
  });
});

describe("the control of the stand-in", () => {
  test("sets the mode and tells the counts over HTTP", async () => {
    const registry = await standIn();
    const post = (body: object) =>
      fetch(registry.controlUrl, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    expect((await post({ mode: "error" })).status).toBe(200);
    expect(await codeOf(clientOf(registry.url).ask([first], QUIET))).toBe("REGISTRY_UNAVAILABLE");
    expect((await post({ mode: "explode" })).status).toBe(400);
    expect(await (await fetch(registry.controlUrl)).json()).toMatchObject({ mode: "error", messages: 1 });
  });

  test("refuses what is no message", async () => {
    const registry = await standIn();
    const answer = await fetch(registry.url, { method: "POST", body: "<CongdanCollection/>" });
    expect(answer.status).toBe(400);
  });
});
