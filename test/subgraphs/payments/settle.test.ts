import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { journalFaults, payer, type RunningPayments, runPayments } from "./run-payments";

describe("doubt about a payment", () => {
  let running: RunningPayments;
  beforeAll(async () => {
    running = await runPayments("settle", { PAYMENT_DOUBT_AFTER_MS: "1", PAYMENT_PLATFORM_TIMEOUT_MS: "2000" });
  });
  afterEach(() =>
    running.platform.control({
      fail: "nothing",
      delayMs: 0,
      repeat: 1,
      reorder: false,
      dropCallbacks: false,
      wrongAmount: null,
    }),
  );
  afterAll(() => running.close());

  const lost = async (decision: "pay" | "refuse") => {
    const started = await running.started();
    await running.platform.control({ dropCallbacks: true });
    await running.platform.decide(started.reference, decision);
    return started;
  };

  test("is settled by asking the platform: paid, failed, or still open", async () => {
    const paid = await lost("pay");
    expect(await running.payments.settle(paid.reference)).toBe("PAY");
    expect(await running.state(paid.request.id)).toBe("PAID");
    expect(await running.payments.settle(paid.reference)).toBe("REPEATED");

    const refused = await lost("refuse");
    expect(await running.payments.settle(refused.reference)).toBe("FAIL");
    expect(await running.state(refused.request.id)).toBe("CREATED");

    const open = await running.started();
    expect(await running.payments.settle(open.reference)).toBe("OPEN");
    expect(await running.state(open.request.id)).toBe("PENDING");
  });

  test("is settled when the request is read, once its callback is late", async () => {
    const { request } = await lost("pay");
    const read = () =>
      running.ask(`query ($id: ID!) { paymentRequest(id: $id) { state attempts { state } } }`, payer, {
        id: request.id,
      });
    expect((await read()).data?.paymentRequest).toEqual({ state: "PAID", attempts: [{ state: "PAID" }] });
    const queries = running.platform.counts().QUERY;
    await read();
    expect(running.platform.counts().QUERY).toBe(queries);
  });

  test("does not keep a request from being read while the platform is down", async () => {
    const { request } = await lost("pay");
    await running.platform.control({ fail: "QUERY" });
    const { data, errors } = await running.ask(`query ($id: ID!) { paymentRequest(id: $id) { state } }`, payer, {
      id: request.id,
    });
    expect(errors).toBeUndefined();
    expect(data?.paymentRequest).toEqual({ state: "PENDING" });
  });

  test("about many payments is worked off by a job, and one that stays open is not asked about first for ever", async () => {
    await running.payments.settleWaiting(1000);
    const open = await running.started();
    const lostOnes = [await lost("pay"), await lost("refuse"), await lost("pay")];
    expect(await running.payments.settleWaiting(1000)).toBe(3);
    expect(await Promise.all(lostOnes.map(({ request }) => running.state(request.id)))).toEqual([
      "PAID",
      "CREATED",
      "PAID",
    ]);
    const next = await running.started();
    const waiting = await running.payments.store.waitingAttempts(new Date(Date.now() + 1000), 1000);
    const order = waiting.map((attempt) => attempt.reference);
    expect(order.indexOf(open.reference)).toBeLessThan(order.indexOf(next.reference));
    await running.payments.settle(open.reference);
    const after = await running.payments.store.waitingAttempts(new Date(Date.now() + 1000), 1000);
    expect(after.at(-1)?.reference).toBe(open.reference);
  });

  test("is not ended by an answer about another amount, which stays to be looked into", async () => {
    const { request, reference } = await lost("pay");
    await running.platform.control({ wrongAmount: 1 });
    expect(await running.payments.settle(reference)).toBe("AMOUNT_DIFFERS");
    expect(await running.state(request.id)).toBe("PENDING");
  });

  test("about a reference that the platform never heard of ends as a failed attempt", async () => {
    const { request } = await running.started();
    const unknown = await running.request();
    const begun = await running.payments.store.start(
      {
        payer: unknown.payer,
        idempotencyKey: "never-sent",
        requestId: unknown.id,
        expectedVersion: 1,
        now: new Date(),
        referenceFor: () => "dvc0never0sent0",
      },
      false,
    );
    expect(begun.kind).toBe("started");
    expect(await running.payments.settle("dvc0never0sent0")).toBe("FAILED");
    expect(await running.state(unknown.id)).toBe("CREATED");
    expect(await running.state(request.id)).toBe("PENDING");
  });

  test("about callbacks that come in reverse order and five times each leaves one effect each", async () => {
    await running.platform.control({ reorder: true, repeat: 5 });
    const both = [await running.started(), await running.started()];
    for (const { reference } of both) await running.platform.decide(reference, "pay");
    expect(await running.state(both[0]?.request.id ?? "")).toBe("PENDING");
    await running.platform.control({ reorder: false });
    expect(await Promise.all(both.map(({ request }) => running.state(request.id)))).toEqual(["PAID", "PAID"]);
    expect(running.platform.counts().answers.slice(-10)).toEqual(Array.from({ length: 10 }, () => "00"));
    expect(await journalFaults(running)).toEqual([]);
  });
});
