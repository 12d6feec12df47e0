import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { referenceData } from "../../../subgraphs/catalogue/reference-data";
import { createLog, createRelay, type GraphClient } from "../../../subgraphs/kit";
import { publish, REPEAL } from "./publishing";
import { officer, type RunningCatalogue, runCatalogue } from "./run-catalogue";

/** A gateway that keeps what it is asked, and answers as it is told. */
function fakeGraph(answer: () => readonly string[]) {
  const asked: Record<string, unknown>[] = [];
  const graph: GraphClient = {
    async ask({ variables }) {
      const { input } = variables ?? {};
      asked.push(Object(input));
      return { data: { learnProcedureVersion: { errors: answer().map((code) => ({ code })) } }, errors: [] };
    },
  };
  return { graph, asked };
}

let catalogue: RunningCatalogue;
beforeAll(async () => {
  catalogue = await runCatalogue();
});
afterAll(() => catalogue.close());

/** Sends everything that waits; what the graph was asked for one procedure. */
async function deliver(code: string, answer: () => readonly string[] = () => []) {
  const { graph, asked } = fakeGraph(answer);
  const log = createLog("test", { level: "silent" });
  await createRelay({ name: "test", outbox: catalogue.store.outbox, graph, log }).run();
  return asked.filter(({ procedureCode }) => procedureCode === code);
}

describe("what dossiers are told", () => {
  test("of the reference data is every first version whose limits or fees were read, once", async () => {
    const { graph, asked } = fakeGraph(() => []);
    const relay = createRelay({
      name: "test",
      outbox: catalogue.store.outbox,
      graph,
      log: createLog("test", { level: "silent" }),
    });
    await relay.run();
    const known = referenceData().versions.filter(({ messages }) => messages.length > 0);
    expect(known.length).toBeGreaterThan(8);
    expect(asked.map(({ procedureCode }) => procedureCode).toSorted()).toEqual(
      known.map(({ procedureCode }) => procedureCode).toSorted(),
    );
    await relay.run();
    expect(asked).toHaveLength(known.length);
    expect(asked.find(({ procedureCode }) => procedureCode === "1.004222")).toMatchObject({
      version: 1,
      effectiveFrom: "2000-01-01",
      effectiveTo: null,
      collection: "AFTER",
      afterFifteen: false,
      timeLimits: [
        { channel: "IN_PERSON", amount: 7, unit: "WORKING_DAY" },
        { channel: "ONLINE", amount: 7, unit: "WORKING_DAY" },
      ],
      fees: [
        { state: "FIXED", amount: 20_000, channel: "IN_PERSON", agency: null, name: "Phí, lệ phí" },
        { state: "FIXED", amount: 10_000, channel: "ONLINE" },
      ],
    });
    expect(asked.find(({ procedureCode }) => procedureCode === "3.000722")).toMatchObject({ collection: "BEFORE" });
    expect(asked.find(({ procedureCode }) => procedureCode === "1.001193")).toMatchObject({
      collection: "NONE",
      afterFifteen: true,
    });
  });

  test("leaves out a time limit that is one place's only", async () => {
    const extracts = referenceData().versions.find(({ procedureCode }) => procedureCode === "2.000635");
    expect(extracts?.messages).toMatchObject([
      { timeLimits: [], fees: [{ amount: 8000 }, { amount: 0, agency: "H24" }] },
    ]);
  });

  test("of a new version is the version, and then the last day of the one before", async () => {
    await publish(catalogue, officer("G01"));
    const told = await deliver("1.004222");
    expect(told).toMatchObject([
      {
        version: 2,
        effectiveFrom: "2026-11-10",
        effectiveTo: null,
        collection: "AFTER",
        afterFifteen: true,
        timeLimits: [
          { channel: "ONLINE", amount: 5, unit: "WORKING_DAY" },
          { channel: "IN_PERSON", amount: 7, unit: "WORKING_DAY" },
        ],
        fees: [
          { kind: "LE_PHI", code: "LP01", name: "Lệ phí", amount: 10_000, state: "FIXED", agency: null, to: null },
          { kind: "LE_PHI", amount: 0, state: "FREE", agency: "H24", from: "2026-11-10", to: "2026-12-31" },
        ],
      },
      { version: 1, effectiveFrom: "2000-01-01", effectiveTo: "2026-11-09" },
    ]);
    expect(new Set(told.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(2);
    expect(told.every(({ idempotencyKey }) => /^.{8,100}$/.test(String(idempotencyKey)))).toBe(true);
    expect(await deliver("1.004222")).toEqual([]);
  });

  test("comes again under the same key while it is not acknowledged, and the next one waits for it", async () => {
    await publish(catalogue, officer("G01"), { expectedVersion: 2, idempotencyKey: "key-of-third" });
    await publish(catalogue, officer("G01"), { expectedVersion: 3, idempotencyKey: "key-of-fourth" });
    const [first, ...more] = await deliver("1.004222", () => ["UNAVAILABLE"]);
    expect(first).toMatchObject({ version: 3 });
    expect(more).toEqual([]);
    const later = new Date(Date.now() + 3_600_000);
    const [again] = await catalogue.store.outbox.due(later, 20);
    expect(again).toMatchObject({ attempts: 1, variables: { input: first } });
    expect(await catalogue.store.outbox.due(later, 20)).toHaveLength(1);
  });

  test("that is refused for good is kept, and does not hold up the next one", async () => {
    const later = new Date(Date.now() + 3_600_000);
    const [entry] = await catalogue.store.outbox.due(later, 20);
    await catalogue.store.outbox.refuse(entry?.id ?? "", "INVALID", new Date());
    const [next] = await catalogue.store.outbox.due(later, 20);
    expect(next?.variables).toMatchObject({ input: { version: 2, effectiveTo: "2026-11-10" } });
  });

  test("of a repeal is only the last day of the version before", async () => {
    const input = {
      procedureCode: "1.116410",
      expectedVersion: 1,
      decision: { number: "QĐ 1", issuedOn: "2026-11-01" },
      effectiveFrom: "2026-12-01",
      idempotencyKey: "repeal-000001",
    };
    const { codes } = await catalogue.ask(REPEAL, { input }, officer("G22"));
    expect(codes).toEqual([]);
    expect(await deliver("1.116410")).toMatchObject([{ version: 1, effectiveTo: "2026-11-30" }]);
  });

  test("survives that the process dies right after the write: the next start shows the version and sends its message", async () => {
    const [version] = referenceData().versions.filter(({ procedureCode }) => procedureCode === "1.014137");
    if (version === undefined) throw new Error("no such version");
    const second = { ...version, id: "1.014137:2", number: 2, settled: false, effectiveFrom: "2026-11-01" };
    const content = { ...version.content, name: "Sau khi dừng" };
    expect(await catalogue.store.insertVersion({ ...second, content })).toBe(true);
    const again = await catalogue.reopen();
    const { data } = await catalogue.ask('{ procedure(code: "1.014137") { name version latestVersion } }');
    expect(data).toEqual({ procedure: { name: "Sau khi dừng", version: 2, latestVersion: 2 } });
    expect(await deliver("1.014137")).toHaveLength(1);
    await again.close();
  });
});
