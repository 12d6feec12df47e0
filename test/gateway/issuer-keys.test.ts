import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { exportJWK, jwtVerify, SignJWT } from "jose";
import { KeysUnavailable, keysOf } from "../../gateway/policy/issuer-keys";

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
let server: Server;
let fetched: number;
let url: string;

beforeEach(async () => {
  fetched = 0;
  const key = { ...(await exportJWK(publicKey)), kid: "1", alg: "EdDSA" };
  server = createServer((_request, response) => {
    fetched += 1;
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ keys: [key] }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  url = `http://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}/`;
});
afterEach(() => {
  jest.restoreAllMocks();
  server.closeAllConnections();
  server.close();
});

const keys = () => keysOf({ issuer: "sso", audience: "x", algorithms: ["EdDSA"], roles: ["citizen"], jwks: { url } });
const sign = (kid = "1") => new SignJWT({}).setProtectedHeader({ alg: "EdDSA", kid }).sign(privateKey);
const stop = async () => {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
};
const later = (minutes: number) => {
  const now = Date.now() + minutes * 60_000;
  jest.spyOn(Date, "now").mockReturnValue(now);
};

describe("the published keys of an issuer", () => {
  test("stay in use while the issuer is down, however long ago they were read", async () => {
    const source = keys();
    await jwtVerify(await sign(), source);
    await stop();
    later(60);
    await expect(jwtVerify(await sign(), source)).resolves.toBeDefined();
  });

  test("are read again after ten minutes when the issuer is there", async () => {
    const source = keys();
    await jwtVerify(await sign(), source);
    later(11);
    await jwtVerify(await sign(), source);
    expect(fetched).toBe(2);
  });

  test("are not asked for again for each unknown key id", async () => {
    const source = keys();
    for (let kid = 2; kid < 30; kid++)
      await expect(jwtVerify(await sign(String(kid)), source)).rejects.toThrow(/no applicable key/);
    expect(fetched).toBeLessThanOrEqual(2);
  });

  test("that were never read are unavailable, which is not the caller's fault", async () => {
    await stop();
    await expect(jwtVerify(await sign(), keys())).rejects.toBeInstanceOf(KeysUnavailable);
  });
});
