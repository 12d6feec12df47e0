import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { sampleDossiers } from "../../../subgraphs/dossiers/sample-dossiers";
import { DossierStatus, STATUSES } from "../../../subgraphs/dossiers/status";
import { aDossier, CITIZENS, callers, NOW, type RunningDossiers, runDossiers } from "./run-dossiers";

/** The sensible edges of domain reference 5.2. */
const EDGES: Readonly<Record<number, readonly number[]>> = {
  1: [2, 3, 5, 6, 7],
  2: [4, 5, 6, 7, 8, 9],
  4: [5, 6, 7, 8, 9],
  5: [2, 4, 7, 8],
  6: [2, 4, 7, 8],
  9: [10, 6],
};

describe("sample dossiers", () => {
  const { dossiers } = sampleDossiers(NOW, CITIZENS);

  test("are the same for the same arguments, and keep their ids at another time", () => {
    expect(sampleDossiers(NOW, CITIZENS).dossiers).toEqual(dossiers);
    const later = sampleDossiers(new Date("2027-02-01T00:00:00Z"), CITIZENS).dossiers;
    expect(later.map(({ id }) => id)).toEqual(dossiers.map(({ id }) => id));
  });

  test("are 400, of every status, with different ids and numbers", () => {
    expect(new Set(dossiers.map(({ id }) => id)).size).toBe(400);
    expect(new Set(dossiers.map(({ requestNumber }) => requestNumber)).size).toBe(400);
    const numbers = dossiers.flatMap(({ number }) => number ?? []);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.every((number) => /^H\d{2}-\d{6}-\d{4}$/.test(number))).toBe(true);
    expect(new Set(dossiers.map(({ status }) => status))).toEqual(new Set(Object.values(DossierStatus)));
    expect(dossiers.every(({ synthetic }) => synthetic)).toBe(true);
  });

  test("never happen in the future, never go back in time, and take only sensible steps", () => {
    for (const dossier of dossiers) {
      const { history } = dossier;
      expect(history.map(({ seq }) => seq)).toEqual(history.map((_, index) => index + 1));
      expect(history.every(({ at }) => at <= NOW)).toBe(true);
      for (const [index, event] of history.entries()) {
        const before = history[index - 1];
        expect(event.from).toBe(before?.to ?? null);
        if (before === undefined) continue;
        expect(event.at.getTime()).toBeGreaterThanOrEqual(before.at.getTime());
        expect(EDGES[STATUSES[before.to].code]).toContain(STATUSES[event.to].code);
      }
      expect(dossier.status).toBe(history.at(-1)?.to);
      expect(dossier.version).toBe(history.length);
      expect(dossier.number === null).toBe(dossier.receivedAt === null);
    }
  });

  test("keep the old fee when they were filed in Hải Phòng before it became free", () => {
    const online = dossiers.filter(
      ({ procedureCode, channel, receiving }) =>
        procedureCode === "2.000635" && channel === "ONLINE" && receiving.code === "H24",
    );
    const free = new Date("2026-08-08T00:00:00+07:00");
    expect(online.length).toBeGreaterThan(0);
    for (const { filedAt, feeLines } of online) {
      expect(feeLines.map(({ state }) => state)).toEqual([filedAt < free ? "FIXED" : "FREE"]);
    }
  });
});

describe("seeding", () => {
  let run: RunningDossiers;
  beforeAll(async () => {
    run = await runDossiers();
  });
  afterAll(() => run.close());

  test("writes the samples once and names the same ones for the other subgraphs each time", async () => {
    const first = await run.seed();
    const second = await run.seed();
    expect(second.dossiers).toEqual(first.dossiers);
    const everything = { kind: "everything" } as const;
    const all = await run.store.list(everything, {}, { after: null, limit: 1000 });
    expect(all).toHaveLength(400);
    expect(all).toEqual(expect.arrayContaining([...sampleDossiers(NOW, CITIZENS).dossiers]));
    const sample = first.dossiers[0];
    const answer = await run.ask(
      callers.everything,
      "query ($number: String) { dossier(number: $number) { id owner { id } } }",
      {
        number: sample?.number,
      },
    );
    expect(answer.data?.dossier).toEqual({ id: sample?.id, owner: { id: sample?.owner } });
  });

  test("leaves the serials of each agency and day above those of the samples", async () => {
    const { serials } = sampleDossiers(NOW, CITIZENS);
    const [name, last] = [...serials].sort((a, b) => b[1] - a[1])[0] ?? ["", 0];
    const [agency = "", day = ""] = name.split("-");
    const spelled = `20${day.slice(0, 2)}-${day.slice(2, 4)}-${day.slice(4)}`;
    expect(await run.store.nextSerial(agency, spelled)).toBe(last + 1);
  });

  test("completes what an earlier seed that was cut short has left", async () => {
    const other = await runDossiers();
    try {
      const { dossiers } = sampleDossiers(NOW, CITIZENS);
      for (const dossier of dossiers.slice(0, 3)) await other.store.insert(dossier);
      expect(await other.store.insertSamples(dossiers, new Map())).toBe(397);
      expect(await other.store.insertSamples(dossiers, new Map())).toBe(0);
    } finally {
      await other.close();
    }
  });

  test("leaves a store alone that holds dossiers of its own", async () => {
    const other = await runDossiers();
    try {
      await other.store.insert(aDossier({ synthetic: false }));
      const world = await other.seed();
      expect(world.dossiers.length).toBeGreaterThan(300);
      expect(await other.store.list({ kind: "everything" }, {}, { after: null, limit: 5 })).toHaveLength(1);
    } finally {
      await other.close();
    }
  });

  test("takes few store commands, and none of them per dossier", async () => {
    const other = await runDossiers();
    try {
      expect((await other.counting(() => other.seed())).length).toBeLessThan(10);
      await expect(other.ready()).resolves.toBeUndefined();
    } finally {
      await other.close();
    }
  });
});
