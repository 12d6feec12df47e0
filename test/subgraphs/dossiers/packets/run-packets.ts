import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPacketStore, packetResumeJob, packetRoutes, sendersOf } from "../../../../subgraphs/dossiers/packets";
import type { PacketService } from "../../../../subgraphs/dossiers/packets/packet";
import type { PacketStore } from "../../../../subgraphs/dossiers/packets/port";
import type { DossierDocument } from "../../../../subgraphs/dossiers/store-document";
import { dossierSchema } from "../../../../subgraphs/dossiers/store-schema";
import { createEnvironment, createLog } from "../../../../subgraphs/kit";
import { NOW, SYSTEMS } from "./packets";

const secretOf = (system: string) => `synthetic secret of ${system}`.replaceAll(" ", "-");

export interface Answer {
  readonly status: number;
  readonly error_code: string;
  readonly message: string;
  readonly faults?: readonly { field: string; rule: string }[];
  readonly data?: readonly {
    index: number;
    MaHoSo: string | null;
    error_code: string;
    reason?: string;
    faults?: readonly { field: string; rule: string }[];
  }[];
}

/** The routes of packets on a store of their own. `wrap` can put faults into the store. */
export async function runPackets(wrap: (store: PacketStore) => PacketStore = (store) => store) {
  const folder = await mkdtemp(join(tmpdir(), "packets-"));
  const log = createLog("test", { level: process.env.SHOW_LOG ?? "silent" });
  const commands: string[] = [];
  const environment = createEnvironment({
    variables: { ...process.env, DATA_FOLDER: folder },
    log,
    onStoreCommand: (command, collection) => commands.push(`${command} ${collection}`),
  });
  const connection = await environment.mongo("dossiers");
  await connection.model<DossierDocument>("Dossier", dossierSchema()).createIndexes();
  const plain = await openPacketStore(connection, Buffer.alloc(32, 7));
  const store = wrap(plain);
  const senders = sendersOf(
    SYSTEMS.map((each) => ({
      ...each,
      secretHash: createHash("sha256").update(secretOf(each.system)).digest("hex"),
    })),
  );
  let now = NOW;
  const options = { store, senders, log, now: () => now };
  const routes = packetRoutes(options);
  const post = async (
    service: PacketService | string,
    body: string,
    headers: Readonly<Record<string, unknown>>,
  ): Promise<Answer> => {
    const route = routes.find((each) => each.path === `/packets/${service}`);
    if (route === undefined) throw new Error(`no route for ${service}`);
    const answer = await route.handle({ body, headers });
    return { status: answer.status, ...JSON.parse(answer.body) };
  };
  return {
    store: plain,
    routes,
    commands,
    connection,
    job: packetResumeJob(options),
    at(moment: Date) {
      now = moment;
    },
    post,
    send: (service: PacketService, body: string, system = "lao-cai") =>
      post(service, body, { authorization: `Bearer ${secretOf(system)}` }),
    async find(number: string) {
      const found = await plain.dossiers([number]);
      if (found.length > 1) throw new Error(`${found.length} dossiers with the number ${number}`);
      return found[0] ?? null;
    },
    async close() {
      await environment.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type RunningPackets = Awaited<ReturnType<typeof runPackets>>;
