import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Connection } from "mongoose";
import { agencyRole, type DossierRecord } from "../../../subgraphs/dossiers/dossier";
import { OutboxKind } from "../../../subgraphs/dossiers/life";
import { DossierStatus } from "../../../subgraphs/dossiers/status";
import { type DossierStore, openDossierStore } from "../../../subgraphs/dossiers/store";
import { type DossierDocument, toDocument } from "../../../subgraphs/dossiers/store-document";
import { createEnvironment, createLog } from "../../../subgraphs/kit";
import { aDossier } from "./run-dossiers";

/** `SCALE=100000 npx jest …` for the full size. */
const SIZES = [1_000, Number(process.env.SCALE ?? 8_000)] as const;
const AT = Date.UTC(2026, 8, 1);
const DUE = new Date("2026-10-01T10:00:00Z");
const AGENCIES = 40;

/** One of many: each agency has dossiers of every status, one in ten open ones is overdue, one in fifty has mail. */
function nth(index: number): DossierRecord {
  const statuses = Object.values(DossierStatus);
  const status = statuses[Math.floor(index / AGENCIES) % statuses.length] ?? DossierStatus.FILED;
  const open = status === DossierStatus.ACCEPTED || status === DossierStatus.IN_PROGRESS;
  const plain = aDossier({ filedAt: new Date(AT + index * 1000) });
  const due = new Date(DUE.getTime() + ((index % 10) - 1) * 86_400_000 + index);
  return {
    ...plain,
    id: `d${String(index).padStart(6, "0")}`,
    number: `H26.${(index % AGENCIES) + 1}-260901-${String(index).padStart(6, "0")}`,
    owner: { citizen: `citizen-${index % 500}`, organisation: null },
    submitter: `citizen-${index % 500}`,
    receiving: agencyRole(`H26.${(index % AGENCIES) + 1}`),
    status,
    receivedAt: new Date(AT + index * 1000),
    dueAt: due,
    endedAt: open ? null : due,
    history: plain.history.map((event) => ({ ...event, command: { id: `command-${index}`, hash: "h" } })),
    outbox: [
      {
        id: "o1",
        kind: OutboxKind.INVITE_TO_SURVEY,
        variables: {},
        attempts: 0,
        dueAt: due,
        state: index % 50 === 0 ? "WAITING" : "DONE",
        reason: null,
        settledAt: null,
      },
    ],
  };
}

interface Sized {
  readonly store: DossierStore;
  cost(read: () => Promise<unknown>): Promise<readonly Cost[]>;
  close(): Promise<void>;
}

interface Cost {
  readonly documents: number;
  readonly keys: number;
}

async function openSized(size: number): Promise<Sized> {
  const folder = await mkdtemp(join(tmpdir(), "dossier-plans-"));
  const environment = createEnvironment({
    variables: { ...process.env, DATA_FOLDER: folder },
    log: createLog("test", { level: "silent" }),
    onStoreCommand: () => undefined,
  });
  const connection = await environment.mongo("dossiers");
  const store = await openDossierStore(connection);
  for (let from = 0; from < size; from += 1_000) {
    const documents = Array.from({ length: 1_000 }, (_, place) => toDocument(nth(from + place)));
    await connection.collection<DossierDocument>("dossiers").insertMany(documents, { ordered: false });
  }
  return {
    store,
    cost: (read) => costOf(connection, read),
    async close() {
      await environment.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Listens to what a read sends, then has each command explained. */
async function costOf(connection: Connection, read: () => Promise<unknown>): Promise<readonly Cost[]> {
  const client = connection.getClient();
  const sent: Record<string, unknown>[] = [];
  const listen = (event: { commandName: string; command: Record<string, unknown> }) => {
    if (event.commandName === "find" || event.commandName === "aggregate") sent.push(event.command);
  };
  client.on("commandStarted", listen);
  await read();
  client.off("commandStarted", listen);
  const costs: Cost[] = [];
  for (const command of sent) {
    const { lsid: _l, $db: _d, $clusterTime: _c, maxTimeMS: _m, ...explain } = command;
    const answer = JSON.stringify(await connection.db?.command({ explain, verbosity: "executionStats" }));
    const numberAfter = (name: string) => Number(answer.match(new RegExp(`"${name}":(\\d+)`))?.[1]);
    costs.push({ documents: numberAfter("totalDocsExamined"), keys: numberAfter("totalKeysExamined") });
  }
  return costs;
}

const everything = { kind: "everything" } as const;
const office = { kind: "agency", agency: "H26.7" } as const;
const first = { after: null, limit: 11 };
const later = { after: { filedAt: new Date(AT + 700_000), id: "d000700" }, limit: 11 };
const now = new Date(DUE.getTime() + 86_400_000);

/** Every read, and how many documents it may look at, however many there are. */
const READS: readonly (readonly [string, (store: DossierStore) => Promise<unknown>, number])[] = [
  ["the newest of all", (store) => store.list(everything, {}, first), 11],
  ["a later page of all", (store) => store.list(everything, {}, later), 12],
  ["the newest of an agency", (store) => store.list(office, {}, first), 11],
  ["a later page of an agency", (store) => store.list(office, {}, later), 12],
  [
    "those of an agency in a status",
    (store) => store.list(office, { status: DossierStatus.FILED }, { after: null, limit: 2 }),
    2,
  ],
  [
    "those that an agency receives",
    (store) => store.list(everything, { agency: { code: "H26.7", role: "receiving" } }, first),
    11,
  ],
  ["those of a procedure", (store) => store.list(everything, { procedureCode: "1.001193" }, first), 11],
  [
    "those of a citizen",
    (store) => store.list({ kind: "person", citizen: "citizen-3" }, {}, { after: null, limit: 2 }),
    2,
  ],
  [
    "those of an agency by appointment",
    (store) => store.listDue(office, { agency: null, before: null }, { after: null, limit: 3 }),
    3,
  ],
  [
    "the overdue ones of an agency",
    (store) => store.listDue(office, { agency: null, before: now }, { after: null, limit: 3 }),
    3,
  ],
  [
    "a later page of those by appointment",
    (store) =>
      store.listDue(
        office,
        { agency: null, before: null },
        { after: { dueAt: new Date(DUE.getTime() - 86_000_000), id: "d" }, limit: 3 },
      ),
    3,
  ],
  [
    "those of all by appointment",
    (store) => store.listDue(everything, { agency: null, before: null }, { after: null, limit: 3 }),
    3,
  ],
  [
    "those of a unit by appointment, for its province",
    (store) =>
      store.listDue({ kind: "agency", agency: "H26" }, { agency: "H26.7", before: now }, { after: null, limit: 3 }),
    3,
  ],
  [
    "those of a unit in a status, for its province",
    (store) =>
      store.list(
        { kind: "agency", agency: "H26" },
        { agency: { code: "H26.7", role: null }, status: DossierStatus.FILED },
        { after: null, limit: 2 },
      ),
    2,
  ],
  ["some by id", (store) => store.byIds(everything, ["d000001", "d000500"]), 2],
  ["some by number", (store) => store.byNumbers(everything, ["H26.1-260901-000000"]), 1],
  ["one by a command", (store) => store.byCommand("command-77"), 1],
  ["the next mail", (store) => store.outbox.due(new Date(DUE.getTime() + 1e9), 5), 5],
  ["no mail", (store) => store.outbox.due(new Date(0), 5), 0],
];

let sized: readonly Sized[] = [];
beforeAll(async () => {
  const opened: Sized[] = [];
  for (const size of SIZES) opened.push(await openSized(size));
  sized = opened;
});
afterAll(async () => {
  for (const one of sized) await one.close();
});

describe("looks at as many documents among 8,000 as among 1,000", () => {
  test.each(READS)("for %s", async (_, read, documents) => {
    for (const { store, cost } of sized) {
      const [only, ...more] = await cost(() => read(store));
      expect(more).toEqual([]);
      expect(only?.documents).toBeLessThanOrEqual(documents);
      expect(only?.keys).toBeLessThanOrEqual(documents * 2 + 2);
    }
  });
});
