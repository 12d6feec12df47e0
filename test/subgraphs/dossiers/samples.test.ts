import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { DossierForm } from "../../../subgraphs/dossiers/life";
import { sampleDossiers } from "../../../subgraphs/dossiers/sample-dossiers";
import { sampleResultDocument } from "../../../subgraphs/dossiers/sample-results";
import { hashOf, verifyResult } from "../../../subgraphs/dossiers/signature";
import { DossierStatus, STATUSES } from "../../../subgraphs/dossiers/status";
import { aDossier, callers, NOW, type RunningDossiers, runDossiers } from "./run-dossiers";
import { SAMPLES, sampleRecords, sampleWorld } from "./sample-records";

/** The sensible edges of domain reference 5.2. */
const EDGES: Readonly<Record<number, readonly number[]>> = {
  1: [2, 3, 5, 6, 7],
  2: [4, 5, 6, 7, 8, 9],
  4: [5, 6, 7, 8, 9],
  5: [2, 4, 7, 8],
  6: [2, 4, 7, 8],
  9: [10, 6],
};

const EVERYTHING = { kind: "everything" } as const;

describe("sample dossiers", () => {
  const dossiers = sampleRecords();
  const size = (dossiers: number, seed = 1) => ({ seed, procedures: 0, agencies: 0, dossiers });

  test("are the same for the same world, and keep their ids at another time", () => {
    expect(sampleRecords()).toEqual(dossiers);
    const later = sampleRecords({ now: new Date("2027-02-01T00:00:00Z") });
    expect(later.map(({ id }) => id)).toEqual(dossiers.map(({ id }) => id));
  });

  test("begin alike however many they are, and are others for another seed", () => {
    const more = sampleRecords({ size: size(600) }).slice(0, SAMPLES);
    const unnumbered = (records: typeof dossiers) => records.map(({ number, ...rest }) => rest);
    expect(unnumbered(more)).toEqual(unnumbered(dossiers));
    const ids = new Set(dossiers.map(({ id }) => id));
    expect(sampleRecords({ size: size(50, 2) }).some(({ id }) => ids.has(id))).toBe(false);
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

  test("lie in the four quarters before the present one, each of them, and in the days before now", () => {
    const days = dossiers.map(({ filedAt }) => filedAt.toISOString().slice(0, 7));
    for (const month of ["2025-11", "2026-02", "2026-05", "2026-08", "2026-09"]) expect(days).toContain(month);
    expect(dossiers.every(({ filedAt }) => filedAt >= new Date("2025-10-01T00:00:00+07:00"))).toBe(true);
    expect(dossiers.some(({ filedAt }) => NOW.getTime() - filedAt.getTime() < 5 * 24 * 3_600_000)).toBe(true);
  });

  test("are numbered in the order of reception", () => {
    const received = dossiers.filter(({ receivedAt }) => receivedAt !== null);
    for (const one of received)
      for (const other of received) {
        const [first, second] = [one.number ?? "", other.number ?? ""];
        if (first.slice(0, -5) === second.slice(0, -5) && first < second)
          expect(one.receivedAt?.getTime()).toBeLessThanOrEqual(other.receivedAt?.getTime() ?? 0);
      }
  });

  test("are filed with the agencies and under the procedures that the catalogue names, online where that is offered", () => {
    const agencies = [
      { code: "H26.7", procedures: ["1.001193", "8.000001"], online: ["8.000001"] },
      { code: "G12", procedures: ["8.000002"], online: [] },
      { code: "G13", procedures: [], online: [] },
    ];
    const procedures = ["1.001193", "8.000001", "8.000002"].map((code) => ({ code, version: 3, name: code }));
    const drawn = sampleRecords({ agencies, procedures, size: size(200) });
    for (const { receiving, procedureCode, procedureVersion, channel } of drawn) {
      const agency = agencies.find(({ code }) => code === receiving.code);
      expect(agency?.procedures).toContain(procedureCode);
      expect(procedureVersion).toBe(3);
      if (channel === "ONLINE") expect(agency?.online).toContain(procedureCode);
    }
    expect(new Set(drawn.map(({ receiving }) => receiving.code))).toEqual(new Set(["H26.7", "G12"]));
    expect(drawn.some(({ channel }) => channel === "ONLINE")).toBe(true);
  });

  test("leave the decision to the province or ministry when there are thousands of agencies", () => {
    const agencies = Array.from({ length: 400 }, (_, index) => ({
      code: `H26.${index + 1}`,
      procedures: ["1.001193"],
      online: [],
    }));
    for (const { deciding } of sampleRecords({ agencies, size: size(50) })) expect(deciding?.code).toBe("H26");
  });

  test("have what the figures of digitisation, payment and identity count", () => {
    const some = (test: (dossier: (typeof dossiers)[number]) => boolean) => dossiers.filter(test).length;
    for (const copy of ["NONE", "DIGITISED", "COMPONENT_REUSED", "RESULT_REUSED"])
      expect(some(({ components }) => components.some(({ digital }) => digital === copy))).toBeGreaterThan(10);
    expect(some(({ vneidAccount }) => vneidAccount === true)).toBeGreaterThan(50);
    expect(some(({ paidOnline }) => paidOnline === true)).toBeGreaterThan(3);
    expect(some(({ paidOnline }) => paidOnline === false)).toBeGreaterThan(3);
    expect(some(({ resultForm }) => resultForm === "ELECTRONIC")).toBeGreaterThan(50);
    expect(some(({ resultForm }) => resultForm === "PAPER")).toBeGreaterThan(50);
  });

  test("were handed the forms of their steps, named by regulation", () => {
    for (const { forms, receivedAt, status, supplements } of dossiers) {
      const named = forms.map(({ form }) => form);
      expect(named.includes(DossierForm.RECEIPT)).toBe(receivedAt !== null);
      expect(named.includes(DossierForm.REFUSAL)).toBe(status === DossierStatus.NOT_ACCEPTED);
      expect(named.includes(DossierForm.SUPPLEMENT_REQUEST)).toBe(supplements.length > 0);
      expect(forms.every(({ regulation, number }) => regulation.includes("TT-VPCP") && number !== null)).toBe(true);
    }
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

  test("trap 6: keep the old fee when they were filed in Hải Phòng before it became free", () => {
    const haiPhong = [{ code: "H24", procedures: ["2.000635"], online: ["2.000635"] }];
    const online = sampleRecords({ agencies: haiPhong }).filter(({ channel }) => channel === "ONLINE");
    const free = new Date("2026-08-08T00:00:00+07:00");
    expect(new Set(online.map(({ feeLines }) => feeLines[0]?.state)).size).toBe(2);
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
    const all = await run.store.list(EVERYTHING, {}, { after: null, limit: 1000 });
    const unsigned = new Map(all.map((dossier) => [dossier.id, { ...dossier, results: [] }]));
    expect(unsigned).toEqual(new Map(sampleRecords().map((dossier) => [dossier.id, dossier])));
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
    const { serials } = sampleDossiers(sampleWorld());
    const [name, last] = [...serials].sort((a, b) => b[1] - a[1])[0] ?? ["", 0];
    const [agency = "", day = ""] = name.split("-");
    const spelled = `20${day.slice(0, 2)}-${day.slice(2, 4)}-${day.slice(4)}`;
    expect(await run.store.nextSerial(agency, spelled)).toBe(last + 1);
  });

  test("signs every electronic result of a finished dossier, as the agency that decided, so that it can be verified", async () => {
    const all = await run.store.list(EVERYTHING, {}, { after: null, limit: 1000 });
    const roots = [run.store.authority?.root ?? ""];
    for (const { number, deciding, filedAt, finishedAt, resultForm, results } of all) {
      expect(results).toHaveLength(finishedAt !== null && resultForm === "ELECTRONIC" ? 1 : 0);
      for (const result of results) {
        expect(result.documentHash).toBe(hashOf(sampleResultDocument(number ?? "")));
        expect(result.synthetic).toBe(true);
        const facts = { agency: deciding?.code ?? "", number: number ?? "", roots, now: NOW, filedAt };
        expect(verifyResult(result, facts).ok).toBe(true);
      }
    }
    expect(all.filter(({ results }) => results.length > 0).length).toBeGreaterThan(100);
  });

  test("tells the payments what is to be paid, when it was asked for and when it came", async () => {
    const { dossiers } = await run.seed();
    const paid = dossiers.filter(({ payment }) => payment.state === "PAID");
    expect(paid.length).toBeGreaterThan(3);
    for (const { payment, fee, fees, filedAt } of paid) {
      expect(fee).toBeGreaterThan(0);
      expect(fees.reduce((sum, { amount }) => sum + amount, 0)).toBe(fee);
      expect(payment.requestedAt?.getTime()).toBeGreaterThan(filedAt.getTime());
      expect(payment.paidAt?.getTime()).toBeGreaterThan(payment.requestedAt?.getTime() ?? 0);
    }
    for (const { payment } of dossiers.filter(({ payment }) => payment.state === "NONE"))
      expect([payment.requestedAt, payment.paidAt]).toEqual([null, null]);
  });

  test("completes what an earlier seed that was cut short has left, figures included", async () => {
    const other = await runDossiers();
    try {
      for (const dossier of sampleRecords().slice(0, 3)) await other.store.insert(dossier);
      await other.seed();
      expect(await other.store.list(EVERYTHING, {}, { after: null, limit: 1000 })).toHaveLength(SAMPLES);
      const { rows } = await other.store.figures.rows({ roots: null, span: null });
      expect(rows).toHaveLength(sampleRecords().filter(({ receivedAt }) => receivedAt !== null).length);
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
      expect((await other.counting(() => other.seed())).length).toBeLessThan(15);
      await expect(other.ready()).resolves.toBeUndefined();
    } finally {
      await other.close();
    }
  });
});
