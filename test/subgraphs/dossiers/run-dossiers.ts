import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ExecutionResult, graphql } from "graphql";
import type { Caller } from "../../../schema/caller";
import { dossiers } from "../../../subgraphs/dossiers";
import { agencyRole, DossierChannel, type DossierRecord, UNTOUCHED } from "../../../subgraphs/dossiers/dossier";
import { DossierStatus } from "../../../subgraphs/dossiers/status";
import {
  createEnvironment,
  createLog,
  DEFAULT_SAMPLES,
  emptyWorld,
  readSettings,
  type SampleWorld,
} from "../../../subgraphs/kit";
import { testCaller, testContext } from "../../kit/context";

/** Callers of each role. */
export const callers = {
  citizen: (subject: string) => testCaller({ role: "citizen", subject, vneidLevel: 2 }),
  officer: (agency: string) => testCaller({ role: "officer", subject: `officer-${agency}`, agency }),
  partner: (agency: string) => testCaller({ role: "partner", subject: `partner-${agency}`, agency }),
  auditor: (...scopes: string[]) => testCaller({ role: "auditor", subject: "auditor-1", scopes }),
  service: (...scopes: string[]) => testCaller({ role: "service", subject: "service-1", scopes }),
  everything: testCaller({ role: "auditor", subject: "auditor-1", scopes: ["dossier:read"] }),
};

/** The present of all samples in these tests. */
export const NOW = new Date("2026-10-05T03:00:00Z");
export const CITIZENS: readonly string[] = Array.from({ length: 120 }, (_, index) => `citizen-${index}`);

/** The dossiers subgraph on a store of its own; `commands` grows with every command that goes to it. */
export async function runDossiers() {
  const folder = await mkdtemp(join(tmpdir(), "dossiers-"));
  const commands: string[] = [];
  const places: string[] = [];
  const environment = createEnvironment({
    variables: { ...process.env, DATA_FOLDER: folder },
    log: createLog("test", { level: "silent" }),
    onStoreCommand(command, collection) {
      commands.push(command);
      places.push(`${command} ${collection}`);
    },
  });
  const running = await dossiers.open(readSettings(dossiers.settings, {}), environment);
  return {
    store: running.store,
    commands,
    folder,
    /** The jobs of the subgraph, which nobody has started. */
    jobs: running.jobs ?? [],
    /** Commands to the store with the collection that each is about, since this was emptied. */
    places,
    ready: () => running.ready(),
    async seed(now = NOW): Promise<SampleWorld> {
      const size = { ...DEFAULT_SAMPLES, dossiers: 400 };
      const world: SampleWorld = emptyWorld({ now, citizens: CITIZENS, size });
      await dossiers.seed?.(running.store, world);
      return world;
    },
    ask(
      caller: Caller,
      source: string,
      variableValues: Readonly<Record<string, unknown>> = {},
    ): Promise<ExecutionResult> {
      const contextValue = testContext(running.store, caller);
      return graphql({ schema: dossiers.schema(), source, variableValues, contextValue });
    },
    /** The store commands that a piece of work takes. */
    async counting(work: () => Promise<unknown>): Promise<readonly string[]> {
      commands.length = 0;
      await work();
      return [...commands];
    },
    async close() {
      await running.close();
      await environment.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A dossier that was filed and nothing more, changed as told. */
export function aDossier(changes: Partial<DossierRecord> = {}): DossierRecord {
  const filedAt = changes.filedAt ?? new Date("2026-09-01T02:00:00Z");
  return {
    id: randomUUID(),
    number: null,
    requestNumber: `YC-${randomUUID()}`,
    procedureCode: "1.001193",
    procedureVersion: null,
    serviceCode: null,
    feeLines: [],
    owner: { citizen: "citizen-a", organisation: null },
    submitter: "citizen-a",
    receiving: agencyRole("H26"),
    helping: null,
    deciding: null,
    channel: DossierChannel.ONLINE,
    status: DossierStatus.FILED,
    filedAt,
    receivedAt: null,
    dueAt: null,
    finishedAt: null,
    returnedAt: null,
    endedAt: null,
    summary: "Hồ sơ thử",
    components: [],
    ...UNTOUCHED,
    supplements: [],
    history: [
      {
        seq: 1,
        at: filedAt,
        actor: { role: "citizen", account: "citizen-a", agency: null },
        from: null,
        to: DossierStatus.FILED,
        note: null,
        command: null,
      },
    ],
    version: 1,
    synthetic: true,
    ...changes,
  };
}

export type RunningDossiers = Awaited<ReturnType<typeof runDossiers>>;
