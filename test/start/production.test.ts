import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { openHouse } from "../../start/house";
import { PARTS, type Part } from "../../start/options";
import { createLog, SettingsError } from "../../subgraphs/kit";

const folder = mkdtempSync(join(tmpdir(), "lien-thong-production-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the house says when it is opened in production with these variables. */
async function faults(variables: Record<string, string>, parts: readonly Part[] = PARTS): Promise<readonly string[]> {
  try {
    const house = await openHouse({
      parts,
      variables: { NODE_ENV: "production", DATA_FOLDER: folder, ...variables },
      log: createLog("test", { level: "silent" }),
      root: join(__dirname, "..", ".."),
      freePorts: true,
      samples: false,
      jobs: false,
    });
    await house.close();
    return [];
  } catch (error) {
    return error instanceof SettingsError ? error.faults.map((fault) => fault.split(":")[0] ?? "") : [String(error)];
  }
}

const pem = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const issuers = JSON.stringify([
  {
    issuer: "https://sso.example.gov.vn",
    audience: "lien-thong",
    roles: ["citizen"],
    jwksUrl: "https://sso.example.gov.vn/jwks",
  },
]);

describe("production", () => {
  test("says everything that is missing at once, and makes no file", async () => {
    const all = await faults({});
    expect([...all].sort()).toEqual(
      expect.arrayContaining([
        "CITIZEN_ID_KEY",
        "DATABASE_URL",
        "GATEWAY_SIGNING_KEY",
        "ISSUERS",
        "MONGODB_URI",
        "PAYMENT_PARTNER_SECRET",
        "PAYMENT_PLATFORM_URL",
        "POPULATION_REGISTRY_URL",
      ]),
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  test("of one part needs only that part's stores and the gateway's public key", async () => {
    expect([...(await faults({}, ["dossiers"]))].sort()).toEqual([
      "GATEWAY_PUBLIC_KEY",
      "GRAPH_TOKEN_FILE",
      "GRAPH_URL",
      "MONGODB_URI",
    ]);
  });

  test("does not start on a store that cannot be reached, and names the setting without its password", async () => {
    const said = await faults(
      {
        MONGODB_URI: "mongodb://admin:hunter2@127.0.0.1:1/?serverSelectionTimeoutMS=200",
        GATEWAY_PUBLIC_KEY: pem,
        GRAPH_URL: "http://127.0.0.1:1",
        GRAPH_TOKEN_FILE: "/run/secrets/token",
      },
      ["dossiers"],
    );
    expect(said.join()).toContain("MONGODB_URI");
    expect(said.join()).not.toContain("hunter2");
  });

  test("runs a gateway alone over subgraphs that are elsewhere", async () => {
    expect(await faults({ GATEWAY_SIGNING_KEY: pem, ISSUERS: issuers }, ["gateway"])).toEqual([]);
  });
});
