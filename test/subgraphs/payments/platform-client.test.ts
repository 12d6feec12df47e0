import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { createPlatformClient, PlatformUnavailable } from "../../../subgraphs/payments/platform-client";

const content = {
  reference: "dvc00000001",
  amount: 60_000,
  createdAt: new Date(),
  dossierNumber: "H26-1",
  procedure: "1.001247",
  agency: "H26",
  lines: [],
};

describe("the client of the payment platform", () => {
  let server: Server;
  let respond: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
  let seen: string[] = [];
  const clients: { close(): Promise<void> }[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      seen.push(request.url ?? "");
      request.resume();
      respond(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterEach(async () => {
    seen = [];
    await Promise.all(clients.splice(0).map((client) => client.close()));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const client = (secure = false, timeout = 500) => {
    const { port } = server.address() as AddressInfo;
    const partner = { code: "P", secret: "s".repeat(16) };
    const made = createPlatformClient({ url: `http://127.0.0.1:${port}/pay?v=1`, partner, timeout, secure });
    clients.push(made);
    return made;
  };
  const answers = (status: number, body: string, headers: Record<string, string> = {}) => {
    respond = (_, response) => response.writeHead(status, headers).end(body);
  };

  test("trap 9: reads error_code as number or text, and sends to the address that was given", async () => {
    for (const code of [0, "0", "00"]) {
      answers(200, JSON.stringify({ error_code: code, UrlThanhToan: "https://pay.example/1", more: {} }));
      expect(await client().init(content)).toEqual({ kind: "OPENED", url: "https://pay.example/1" });
    }
    expect(new Set(seen)).toEqual(new Set(["/pay?v=1"]));
  });

  test("takes an error in a body of status 200 for a refusal", async () => {
    answers(200, JSON.stringify({ error_code: "12", UrlThanhToan: "https://pay.example/1" }));
    expect(await client().init(content)).toEqual({ kind: "REFUSED", code: "12" });
  });

  const unusable: [string, () => void][] = [
    ["status 500", () => answers(500, JSON.stringify({ error_code: 0, UrlThanhToan: "https://pay.example/1" }))],
    ["a redirect", () => answers(302, "", { location: "/elsewhere" })],
    ["HTML", () => answers(200, "<html>maintenance</html>")],
    ["half a JSON text", () => answers(200, '{"error_code": 0, "UrlTh')],
    ["no payment page", () => answers(200, JSON.stringify({ error_code: 0 }))],
    [
      "a payment page with a NUL",
      () => answers(200, JSON.stringify({ error_code: 0, UrlThanhToan: "https://pay.example/\u0000" })),
    ],
    [
      "a payment page that is a script",
      () => answers(200, JSON.stringify({ error_code: 0, UrlThanhToan: "javascript:alert(1)" })),
    ],
    [
      "more than 64 KB",
      () =>
        answers(200, JSON.stringify({ error_code: 0, UrlThanhToan: "https://a.example", more: "x".repeat(70_000) })),
    ],
    [
      "a connection that is cut",
      () => {
        respond = (request) => request.socket.destroy();
      },
    ],
    [
      "no answer within the deadline",
      () => {
        respond = () => undefined;
      },
    ],
    [
      "drops of an answer for ever",
      () => {
        respond = (_, response) => {
          response.writeHead(200);
          const timer = setInterval(() => response.write(" "), 50);
          response.on("close", () => clearInterval(timer));
        };
      },
    ],
  ];
  test.each(unusable)("treats %s as no answer", async (_, prepare) => {
    prepare();
    await expect(client().init(content)).rejects.toThrow(PlatformUnavailable);
    expect(seen).toHaveLength(1);
  });

  test("asks nothing when the time for it is over or nobody waits", async () => {
    answers(200, JSON.stringify({ error_code: 0, UrlThanhToan: "https://pay.example/1" }));
    await expect(client().init(content, { until: performance.now() })).rejects.toThrow(PlatformUnavailable);
    await expect(client().init(content, { signal: AbortSignal.abort() })).rejects.toThrow(PlatformUnavailable);
    expect(seen).toEqual([]);
  });

  test("waits no longer than until the given moment, whatever its own timeout", async () => {
    respond = () => undefined;
    const begun = performance.now();
    const asked = client(false, 60_000).init(content, { until: begun + 100 });
    await expect(asked).rejects.toThrow(PlatformUnavailable);
    expect(performance.now() - begun).toBeLessThan(30_000);
  });

  test("stops waiting when nobody waits for it any more", async () => {
    const gone = new AbortController();
    respond = () => gone.abort();
    const asked = client(false, 60_000).query("dvc00000001", new Date(), { signal: gone.signal });
    await expect(asked).rejects.toThrow(PlatformUnavailable);
    expect(seen).toHaveLength(1);
  });

  test("refuses a payment page without https where pages must be secure", async () => {
    answers(200, JSON.stringify({ error_code: 0, UrlThanhToan: "http://pay.example/1" }));
    await expect(client(true).init(content)).rejects.toThrow(PlatformUnavailable);
  });

  test.each([
    [
      "about another reference",
      { MaThamChieu: "dvc00000002", SoTien: "60000", MaGiaoDich: "T", TrangThaiGD: "thanh-cong" },
    ],
    [
      "with a NUL in its transaction",
      { MaThamChieu: "dvc00000001", SoTien: "60000", MaGiaoDich: "T\u0000", TrangThaiGD: "thanh-cong" },
    ],
    ["without an amount", { MaThamChieu: "dvc00000001", MaGiaoDich: "T", TrangThaiGD: "thanh-cong" }],
    ["with half a đồng", { MaThamChieu: "dvc00000001", SoTien: 0.5, MaGiaoDich: "T", TrangThaiGD: "thanh-cong" }],
    ["with an unknown state", { MaThamChieu: "dvc00000001", SoTien: "60000", MaGiaoDich: "T", TrangThaiGD: "xong" }],
  ])("does not believe an answer to QUERY %s", async (_, answer) => {
    answers(200, JSON.stringify({ error_code: 0, ...answer }));
    await expect(client().query("dvc00000001", new Date())).rejects.toThrow(PlatformUnavailable);
  });
});
