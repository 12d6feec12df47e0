import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { ensureReferenceData, referenceData } from "../../../subgraphs/catalogue/reference-data";
import { type RunningCatalogue, runCatalogue } from "./run-catalogue";

let catalogue: RunningCatalogue;
beforeAll(async () => {
  catalogue = await runCatalogue();
});
beforeEach(async () => {
  await ensureReferenceData(catalogue.store);
});
afterAll(() => catalogue.close());

const WRITES: ReadonlySet<string> = new Set(["insert", "update", "delete", "findAndModify"]);
const writesOf = (commands: readonly string[]) => commands.filter((command) => WRITES.has(command));

describe("the reference data", () => {
  test("is not written again by the next start", async () => {
    expect(writesOf(await catalogue.counting(() => catalogue.reopen()))).toEqual([]);
  });

  test("is written anew when it changed, and what is no longer in it goes", async () => {
    const data = referenceData();
    const [first, ...others] = data.agencies;
    const changed = {
      ...data,
      agencies: others.map((row) => (row.code === "H26" ? { ...row, notes: "changed" } : row)),
    };
    expect(await ensureReferenceData(catalogue.store, changed)).toMatch(/^\d+ procedures, 62 agencies, /);
    expect(await ensureReferenceData(catalogue.store, changed)).toBeNull();
    const [gone, hanoi] = await catalogue.store.agencies([first?.code ?? "", "H26"]);
    expect(gone).toBeNull();
    expect(hanoi).toMatchObject({ code: "H26", notes: "changed" });
  });

  test("takes at most two writes for each of its seven collections", async () => {
    const data = referenceData();
    const work = () => ensureReferenceData(catalogue.store, { ...data, sectors: data.sectors.slice(1) });
    expect(writesOf(await catalogue.counting(work)).length).toBeLessThanOrEqual(14);
  });

  test("does not touch a procedure of which a later version was published, nor remove it", async () => {
    const data = referenceData();
    const publish = (row: (typeof data.procedures)[number]) =>
      row.code === "1.004222" ? { ...row, name: "Published here", version: 2 } : row;
    await ensureReferenceData(catalogue.store, { ...data, procedures: data.procedures.map(publish) });
    await ensureReferenceData(catalogue.store, data);
    await ensureReferenceData(catalogue.store, { ...data, procedures: data.procedures.slice(0, 1) });
    const [published, removed] = await catalogue.store.procedures(["1.004222", "3.000348"]);
    expect(published).toMatchObject({ name: "Published here", version: 2 });
    expect(removed).toBeNull();
  });

  test("keeps proposals when it is written anew", async () => {
    const now = new Date();
    const proposal = {
      id: "proposal-1",
      procedureCode: "2.000635",
      agencyCode: "H26",
      serviceScope: "FULL",
      legacyLevel: null,
      reason: "reason",
      state: "PROPOSED",
      open: true,
      version: 1,
      events: [{ at: now, state: "PROPOSED", by: "officer", note: null }],
      proposedAt: now,
      year: null,
      procedureLevels: [],
      acceptedAt: null,
      request: { account: "officer", key: "key-00000001", hash: "hash" },
    } as const;
    expect(await catalogue.store.insertProposal(proposal)).toBe(true);
    await ensureReferenceData(catalogue.store, { ...referenceData(), sectors: [] });
    expect(await catalogue.store.proposalByKey("officer", "key-00000001")).toEqual(proposal);
  });

  test("makes the store ready", async () => {
    await expect(catalogue.ready()).resolves.toBeUndefined();
  });
});
