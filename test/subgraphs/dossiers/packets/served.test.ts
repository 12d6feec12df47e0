import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { CALLER_HEADER, publicKeyOf, seal } from "../../../../schema/caller";
import { dossiers } from "../../../../subgraphs/dossiers";
import { DEVELOPMENT_SECRET } from "../../../../subgraphs/dossiers/packets/settings";
import { createEnvironment, createLog, readSettings, serve } from "../../../../subgraphs/kit";
import { testCaller } from "../../../kit/context";
import { dossierEntry, messageOf, NUMBER, progressEntry } from "./packets";

test("a packet sent over HTTP with the secret of development is a dossier that the agency's officers see in the graph", async () => {
  const folder = await mkdtemp(join(tmpdir(), "packets-served-"));
  const log = createLog("test", { level: "silent" });
  const environment = createEnvironment({ variables: { ...process.env, DATA_FOLDER: folder }, log });
  const running = await dossiers.open(readSettings(dossiers.settings, {}), environment);
  const key = generateKeyPairSync("ed25519").privateKey;
  const service = await serve(dossiers, running, { gatewayKeys: [publicKeyOf(key)], environment, log, port: 0 });
  try {
    const post = async (path: string, body: string, headers: Record<string, string>) => {
      const answer = await fetch(`${service.url}${path}`, { method: "POST", body, headers });
      return { status: answer.status, body: await answer.json() };
    };
    const send = (name: "DongBoHoSoMC" | "CapNhatTienDoHoSoMC", entry: object) =>
      post(`/packets/${name}`, messageOf(name, [entry], { madonvi: "000.00.10.H38" }), {
        authorization: `Bearer ${DEVELOPMENT_SECRET}`,
        "content-type": "application/json",
      });
    expect(await post("/packets/DongBoHoSoMC", "{}", {})).toMatchObject({ status: 401, body: { error_code: "97" } });
    expect(await send("CapNhatTienDoHoSoMC", progressEntry())).toMatchObject({
      status: 200,
      body: { error_code: "0" },
    });
    expect(await send("DongBoHoSoMC", dossierEntry())).toMatchObject({ status: 200, body: { error_code: "0" } });

    const query = `{ dossier(number: "${NUMBER}") { number status owner { id } submitter { id } history { to } } }`;
    const seen = async (agency: string) => {
      const caller = testCaller({ role: "officer", subject: "officer-1", agency });
      const sealed = seal(caller, { key, audience: "dossiers", now: Math.floor(Date.now() / 1000) });
      const headers = { [CALLER_HEADER]: sealed, "content-type": "application/json" };
      return (await post("/graphql", JSON.stringify({ query }), headers)).body;
    };
    expect(await seen("H38")).toEqual({
      data: {
        dossier: {
          number: NUMBER,
          status: "IN_PROGRESS",
          owner: null,
          submitter: null,
          history: [{ to: "ACCEPTED" }, { to: "IN_PROGRESS" }],
        },
      },
    });
    expect(await seen("H26")).toEqual({ data: { dossier: null } });
  } finally {
    await service.close();
    await running.close();
    await environment.close();
    await rm(folder, { recursive: true, force: true });
  }
});
