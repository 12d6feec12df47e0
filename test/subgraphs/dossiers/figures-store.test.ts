import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Connection } from "mongoose";
import { agencyRole, type DossierRecord } from "../../../subgraphs/dossiers/dossier";
import { tallyOf } from "../../../subgraphs/dossiers/statistics";
import { DossierStatus } from "../../../subgraphs/dossiers/status";
import { type DossierStore, openDossierStore } from "../../../subgraphs/dossiers/store";
import { agencyPath, createEnvironment, createLog, type Environment } from "../../../subgraphs/kit";
import { aDossier } from "./run-dossiers";

let folder: string;
let environment: Environment;
let connection: Connection;
let store: DossierStore;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "figures-"));
  const variables = { ...process.env, DATA_FOLDER: folder };
  environment = createEnvironment({ variables, log: createLog("test", { level: "silent" }) });
  connection = await environment.mongo("dossiers");
  store = await openDossierStore(connection);
});
afterAll(async () => {
  await environment.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await connection.collection("dossiers").deleteMany({});
  await connection.collection("figureSheets").deleteMany({});
  await store.figures.prepare();
});

const RECEIVED = new Date("2026-09-02T02:00:00Z");
const received = (changes: Partial<DossierRecord> = {}) =>
  aDossier({
    receivedAt: RECEIVED,
    status: DossierStatus.ACCEPTED,
    dueAt: new Date("2026-09-10T10:00:00Z"),
    ...changes,
  });
const next = (before: DossierRecord, changes: Partial<DossierRecord>): DossierRecord => ({
  ...before,
  version: before.version + 1,
  history: [...before.history, { ...(before.history[0] ?? fault()), seq: before.history.length + 1 }],
  ...changes,
});
const fault = (): never => {
  throw new Error("no history");
};
const waiting = () => connection.collection("dossiers").countDocuments({ uncountedSince: { $exists: true } });
const counted = async (agency: string, day: string | null = null, figures = store.figures) => {
  const from = day === null ? null : new Date(`${day}T00:00:00+07:00`);
  const span = from === null ? null : { from, before: new Date(from.getTime() + 24 * 3_600_000) };
  const { rows, asOf } = await figures.rows({ roots: [agency.split(".")[0] ?? ""], span });
  const question = { keysOf: (code: string) => agencyPath(code), endOfPeriod: new Date("2026-09-05"), asOf };
  return tallyOf([agency], rows, question).get(agency)?.counts ?? fault();
};

describe("public figures", () => {
  test("hold a dossier at once, and the same once it is on its sheet", async () => {
    await store.insert(received());
    const live = await counted("H26");
    expect(live).toMatchObject({ received: 1, inProgress: 1, finished: 0 });
    expect(await store.figures.refresh()).toBe(1);
    expect(await waiting()).toBe(0);
    expect(await counted("H26")).toEqual(live);
  });

  test("hold every change at once, before and after it is on the sheet", async () => {
    const first = received();
    await store.insert(first);
    await store.figures.refresh();
    const second = next(first, { status: DossierStatus.FINISHED, finishedAt: RECEIVED, endedAt: RECEIVED });
    expect(await store.change(first, second)).toBe("written");
    for (const wait of [1, 0]) {
      expect(await waiting()).toBe(wait);
      expect(await counted("H26")).toMatchObject({ received: 1, inProgress: 0, finished: 1, onTime: 1 });
      await store.figures.refresh();
    }
  });

  test("do not hold what no agency has received", async () => {
    await store.insert(aDossier());
    expect(await counted("H26")).toMatchObject({ received: 0 });
    await store.figures.refresh();
    expect(await waiting()).toBe(0);
    expect(await counted("H26")).toMatchObject({ received: 0 });
  });

  test("hold a dossier once, on its new day, when its day of reception is corrected, and not at all when it has none", async () => {
    const first = received();
    await store.insert(first);
    await store.figures.refresh();
    const second = next(first, { receivedAt: new Date("2026-09-04T02:00:00Z") });
    const moved = next(second, { receivedAt: new Date("2026-09-08T02:00:00Z") });
    const third = next(moved, { receivedAt: null });
    const seen = async () => [
      (await counted("H26", "2026-09-02")).received,
      (await counted("H26", "2026-09-04")).received,
      (await counted("H26", "2026-09-08")).received,
      (await counted("H26")).received,
    ];
    expect(await seen()).toEqual([1, 0, 0, 1]);
    const changes: [DossierRecord, DossierRecord, number[]][] = [
      [first, second, [0, 1, 0, 1]],
      [second, moved, [0, 0, 1, 1]],
      [moved, third, [0, 0, 0, 0]],
    ];
    for (const [before, after, expected] of changes) {
      await store.change(before, after);
      expect(await seen()).toEqual(expected);
      await store.figures.refresh();
      expect(await seen()).toEqual(expected);
    }
  });

  test("lose nothing when two processes bring rows to the same sheets at the same time", async () => {
    const other = await openDossierStore(await environment.mongo("dossiers"));
    const dossiers = Array.from({ length: 40 }, (_, index) =>
      received({ receiving: agencyRole(`H26.${1 + (index % 3)}`) }),
    );
    for (const part of [dossiers.slice(0, 20), dossiers.slice(20)]) {
      await Promise.all(part.map((dossier) => store.insert(dossier)));
      await Promise.all([store.figures.refresh(), other.figures.refresh(), store.figures.refresh()]);
    }
    while ((await waiting()) > 0) await store.figures.refresh();
    expect(await counted("H26")).toMatchObject({ received: 40 });
    expect(await counted("H26.1")).toMatchObject({ received: 14 });
  });

  test("say how far they go when more has changed than is read with them", async () => {
    const dossiers = Array.from({ length: 501 }, () => received());
    const before = new Date();
    for (let from = 0; from < dossiers.length; from += 100)
      await Promise.all(dossiers.slice(from, from + 100).map((dossier) => store.insert(dossier)));
    const after = new Date();
    const { rows, asOf } = await store.figures.rows({ roots: null, span: null });
    expect(rows).toHaveLength(500);
    expect(asOf.getTime()).toBeGreaterThanOrEqual(before.getTime());
    expect(asOf.getTime()).toBeLessThanOrEqual(after.getTime());
    await store.figures.job.run();
    expect(await waiting()).toBe(0);
    const now = await store.figures.rows({ roots: null, span: null });
    expect(now.rows).toHaveLength(501);
    expect(now.asOf.getTime()).toBeGreaterThanOrEqual(after.getTime());
  });

  test("are whole again after a load that was cut short", async () => {
    const dossier = received();
    await store.insert(dossier);
    const cut = store.figures.addMany(async () => {
      await connection.collection("dossiers").updateOne({}, { $unset: { uncountedSince: 1 } });
      throw new Error("cut short");
    });
    await expect(cut).rejects.toThrow("cut short");
    expect(await counted("H26")).toMatchObject({ received: 0 });
    const again = await openDossierStore(await environment.mongo("dossiers"));
    expect(await counted("H26", null, again.figures)).toMatchObject({ received: 1 });
  });

  test("are read through indexes: no dossier that is counted, and no sheet of another province or week", async () => {
    await Promise.all(
      ["H24", "H26", "H29"].flatMap((code) =>
        Array.from({ length: 10 }, (_, day) =>
          store.insert(received({ receiving: agencyRole(code), receivedAt: new Date(Date.UTC(2026, 7, 3 + 7 * day)) })),
        ),
      ),
    );
    await store.figures.job.run();
    const examined = async (collection: string, filter: object) => {
      const plan = await connection.collection(collection).find(filter).explain("executionStats");
      return JSON.parse(JSON.stringify(plan)).executionStats.totalDocsExamined;
    };
    expect(await examined("dossiers", { uncountedSince: { $gt: new Date(0) } })).toBe(0);
    expect(
      await examined("figureSheets", { week: { $gte: "2026-08-10", $lte: "2026-08-20" }, root: { $in: ["H26"] } }),
    ).toBe(2);
    expect(await examined("figureSheets", { week: { $gte: "2026-08-10", $lte: "2026-08-20" } })).toBe(6);
  });
});
