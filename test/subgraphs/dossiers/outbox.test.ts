import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { dossiers as subgraph } from "../../../subgraphs/dossiers";
import { agencyRole, type DossierRecord } from "../../../subgraphs/dossiers/dossier";
import { DossierStatus } from "../../../subgraphs/dossiers/status";
import { createLog, createRelay, type GraphClient, GraphUnavailable } from "../../../subgraphs/kit";
import { act, done, dossierIn, people } from "./acting";
import { type RunningDossiers, runDossiers } from "./run-dossiers";

let run: RunningDossiers;
beforeAll(async () => {
  run = await runDossiers();
});
afterAll(() => run.close());
beforeEach(async () => {
  const { outbox } = run.store;
  for (let left = await everyDue(); left.length > 0; left = await everyDue()) {
    for (const { id } of left) await outbox.acknowledge(id, new Date());
  }
});
const everyDue = () => run.store.outbox.due(new Date("2999-01-01"), 100);

const log = createLog("test", { level: "silent" });
const FEE = { kind: "PHI", code: "P", name: "Phí", amount: 1_000 };

type Reply = readonly string[] | "down";

/** A graph that answers as told, and a relay whose clock stands where it is put. */
function relayed(answer: (mutation: string, input: Readonly<Record<string, unknown>>) => Reply) {
  const clock = { now: new Date() };
  const sent: { mutation: string; input: Readonly<Record<string, unknown>> }[] = [];
  const graph: GraphClient = {
    async ask({ query, variables }) {
      const mutation = /\{\s*(\w+)\(/.exec(query)?.[1] ?? "";
      const input: Readonly<Record<string, unknown>> = JSON.parse(JSON.stringify(variables?.input));
      sent.push({ mutation, input });
      const codes = answer(mutation, input);
      if (codes === "down") throw new GraphUnavailable("down");
      return { data: { [mutation]: { errors: codes.map((code) => ({ code })) } }, errors: [] };
    },
  };
  const relay = createRelay({ name: "test", outbox: run.store.outbox, graph, log, now: () => clock.now });
  return { relay, sent, clock };
}

async function requested(changes: Partial<DossierRecord> = {}) {
  const dossier = dossierIn(DossierStatus.ACCEPTED, { deciding: agencyRole("H26.1"), ...changes });
  await run.store.insert(dossier);
  const input = { dossierId: dossier.id, expectedVersion: dossier.version, feeLines: [FEE] };
  return done(run, people.receiving, "requestDossierPayment", input);
}

const states = async (id: string) =>
  (await run.store.byIds({ kind: "everything" }, [id]))
    .get(id)
    ?.outbox.map(({ kind, state, attempts, reason }) => ({ kind, state, attempts, reason }));

describe("a message to another subgraph", () => {
  test("is sent until it is acknowledged, then never again", async () => {
    const { id } = await requested();
    const { relay, sent, clock } = relayed(() => (sent.length < 3 ? ["UNAVAILABLE"] : []));
    for (let turn = 0; turn < 8; turn += 1) {
      await relay.run();
      clock.now = new Date(clock.now.getTime() + 60_000);
    }
    expect(sent.map(({ mutation }) => mutation)).toEqual(Array(3).fill("requestPayment"));
    expect(new Set(sent.map(({ input }) => input.idempotencyKey)).size).toBe(1);
    expect(await states(id)).toEqual([{ kind: "REQUEST_PAYMENT", state: "DONE", attempts: 2, reason: null }]);
  });

  test("is kept while the gateway is down", async () => {
    const { id } = await requested();
    const { relay, clock, sent } = relayed(() => (sent.length === 1 ? "down" : []));
    await expect(relay.run()).rejects.toThrow(GraphUnavailable);
    expect(await states(id)).toMatchObject([{ state: "WAITING", attempts: 1 }]);
    clock.now = new Date(clock.now.getTime() + 60_000);
    await relay.run();
    expect(await states(id)).toMatchObject([{ state: "DONE" }]);
  });

  test("that is refused for good is put aside with the reason, and what follows goes out", async () => {
    const dossier = await requested();
    await done(run, people.citizen, "withdrawDossier", {
      dossierId: dossier.id,
      expectedVersion: dossier.version,
      reason: "Lý do",
    });
    const { relay, sent } = relayed((mutation) => (mutation === "requestPayment" ? ["INVALID"] : []));
    await relay.run();
    expect(sent.map(({ mutation }) => mutation)).toEqual(["requestPayment", "cancelPaymentRequest"]);
    expect(await states(dossier.id)).toMatchObject([{ state: "REFUSED", reason: "INVALID" }, { state: "DONE" }]);
  });

  test("waits for the earlier ones of its dossier, and for no other dossier", async () => {
    const slow = await requested();
    await done(run, people.citizen, "withdrawDossier", {
      dossierId: slow.id,
      expectedVersion: slow.version,
      reason: "Lý do",
    });
    const other = await requested();
    const { relay, sent } = relayed((_, input) => (input.dossierId === slow.id ? ["NOT_FOUND"] : []));
    await relay.run();
    expect(sent.filter(({ input }) => input.dossierId === slow.id).map(({ mutation }) => mutation)).toEqual([
      "requestPayment",
    ]);
    expect(await states(slow.id)).toMatchObject([{ state: "WAITING" }, { state: "WAITING" }]);
    expect(await states(other.id)).toMatchObject([{ state: "DONE" }]);
  });

  test("is not lost when its dossier changes while it is on its way", async () => {
    const dossier = await requested();
    const { relay, sent, clock } = relayed(() => []);
    const [entry] = await run.store.outbox.due(new Date(), 10);
    await Promise.all([
      run.store.outbox.acknowledge(entry?.id ?? "", new Date()),
      done(run, people.citizen, "withdrawDossier", {
        dossierId: dossier.id,
        expectedVersion: dossier.version,
        reason: "Lý do",
      }),
    ]);
    clock.now = new Date(clock.now.getTime() + 60_000);
    await relay.run();
    expect(await states(dossier.id)).toMatchObject([{ state: "DONE" }, { state: "DONE" }]);
    expect(sent.map(({ mutation }) => mutation)).toEqual(["cancelPaymentRequest"]);
  });

  test("that waits longer than a later one of its dossier is not looked at again and again", async () => {
    const dossier = await requested();
    const [entry] = await run.store.outbox.due(new Date(), 10);
    await run.store.outbox.postpone(entry?.id ?? "", new Date("2099-01-01"));
    const input = { dossierId: dossier.id, expectedVersion: dossier.version, reason: "Lý do" };
    await done(run, people.citizen, "withdrawDossier", input);
    const look = () => run.counting(async () => expect(await run.store.outbox.due(new Date(), 10)).toEqual([]));
    expect(await look()).toEqual(["find", "update"]);
    expect(await look()).toEqual(["find"]);
    expect(await run.store.outbox.due(new Date("2099-01-02"), 10)).toMatchObject([{ lane: dossier.id, attempts: 1 }]);
  });

  test("of a dossier does not change the dossier's version", async () => {
    const dossier = await requested();
    await relayed(() => []).relay.run();
    const input = { dossierId: dossier.id, expectedVersion: dossier.version, reason: "Lý do" };
    expect((await act(run, people.citizen, "withdrawDossier", input)).errors).toEqual([]);
  });

  test("settled twice stays as it was settled first", async () => {
    const dossier = await requested();
    const [entry] = await run.store.outbox.due(new Date(), 10);
    await run.store.outbox.acknowledge(entry?.id ?? "", new Date());
    await run.store.outbox.refuse(entry?.id ?? "", "INVALID", new Date());
    await run.store.outbox.postpone(entry?.id ?? "", new Date());
    expect(await states(dossier.id)).toMatchObject([{ state: "DONE", reason: null }]);
    expect(await run.store.outbox.due(new Date("2999-01-01"), 10)).toEqual([]);
  });
});

describe("the subgraph", () => {
  test("runs a relay, and asks the graph with the scopes that its messages need", () => {
    expect(run.jobs.map(({ name }) => name)).toContain("dossiers: relay");
    expect(subgraph.graphScopes).toEqual(["payment:request", "survey:invite"]);
  });
});
