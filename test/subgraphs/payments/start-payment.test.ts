import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { ANONYMOUS, type Caller } from "../../../schema/caller";
import { testCaller } from "../../kit/context";
import { journalFaults, notice, payer, type RunningPayments, runPayments } from "./run-payments";

const START = `mutation ($input: StartPaymentInput!) {
  startPayment(input: $input) {
    paymentRequest { id state version }
    attempt { reference redirectUrl state amount }
    errors { code field }
  }
}`;

interface Payload {
  readonly paymentRequest: { id: string; state: string; version: number } | null;
  readonly attempt: { reference: string; redirectUrl: string | null; state: string; amount: number } | null;
  readonly errors: readonly { code: string; field: string | null }[];
}

describe("startPayment", () => {
  let running: RunningPayments;
  beforeAll(async () => {
    running = await runPayments("start");
  });
  afterEach(() => running.platform.control({ fail: "nothing", dropCallbacks: false }));
  afterAll(() => running.close());

  const start = async (
    paymentRequestId: string,
    change: { expectedVersion?: number; idempotencyKey?: string } = {},
    caller: Caller = payer,
  ): Promise<Payload> => {
    const input = { paymentRequestId, expectedVersion: 1, idempotencyKey: `key-of-${paymentRequestId}`, ...change };
    const { data, errors } = await running.ask(START, caller, { input });
    if (errors !== undefined) throw errors[0];
    return data?.startPayment as Payload;
  };

  test("opens a payment page at the platform", async () => {
    const request = await running.request();
    const payload = await start(request.id);
    expect(payload).toEqual({
      paymentRequest: { id: request.id, state: "PENDING", version: 2 },
      attempt: {
        reference: expect.stringMatching(/^dvcH26122610010\d{3}\d{18}$/),
        redirectUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/pay\//),
        state: "PENDING",
        amount: 60_000,
      },
      errors: [],
    });
    const page = await (await fetch(payload.attempt?.redirectUrl ?? "")).text();
    expect(page).toMatch(/Không có tiền nào được chuyển/);
    expect(page).toMatch(/stands in for the national payment platform/);
  });

  test("gives one attempt to the same key, a hundred times at once", async () => {
    const request = await running.request();
    const before = running.platform.counts().INIT;
    const payloads = await Promise.all(Array.from({ length: 100 }, () => start(request.id)));
    expect(new Set(payloads.map((payload) => payload.attempt?.reference)).size).toBe(1);
    expect(new Set(payloads.map((payload) => payload.attempt?.redirectUrl)).size).toBe(1);
    expect(payloads.every((payload) => payload.errors.length === 0)).toBe(true);
    expect(
      await running.rows(
        sql`select count(*)::int as count from payments.payment_attempt where request_id = ${request.id}`,
      ),
    ).toEqual([{ count: 1 }]);
    expect(running.platform.counts().INIT).toBeGreaterThan(before);
  });

  test("sends the second tab to the payment page of the first", async () => {
    const request = await running.request();
    const first = await start(request.id);
    const second = await start(request.id, { idempotencyKey: "the-second-tab", expectedVersion: 2 });
    expect(second.attempt).toEqual(first.attempt);
    expect(await start(request.id, { idempotencyKey: "the-second-tab", expectedVersion: 2 })).toEqual(second);
  });

  test.each([
    ["another request", (other: string) => [other, {}] as const],
    ["another version", (_: string, own: string) => [own, { expectedVersion: 2 }] as const],
  ])("refuses a key that was used for %s", async (_, change) => {
    const request = await running.request();
    const other = await running.request();
    await start(request.id);
    const [id, input] = change(other.id, request.id);
    const payload = await start(id, { idempotencyKey: `key-of-${request.id}`, ...input });
    expect(payload.errors).toEqual([{ code: "IDEMPOTENCY_KEY_REUSED", field: "idempotencyKey" }]);
    expect(await running.state(other.id)).toBe("CREATED");
  });

  test("lets two citizens use the same key", async () => {
    const [mine, theirs] = [await running.request(), await running.request({ payer: "citizen-2" })];
    const neighbour = testCaller({ role: "citizen", subject: "citizen-2" });
    const key = { idempotencyKey: "the same key" };
    expect((await start(mine.id, key)).errors).toEqual([]);
    expect((await start(theirs.id, key, neighbour)).errors).toEqual([]);
  });

  test("sends the same reference again after the platform was down, and after this process died in between", async () => {
    const request = await running.request();
    await running.platform.control({ fail: "INIT" });
    const failed = await start(request.id);
    expect(failed).toMatchObject({
      paymentRequest: { state: "PENDING" },
      attempt: null,
      errors: [{ code: "UNAVAILABLE" }],
    });
    const committed = (await running.payments.store.attempts([request.id])).get(request.id);
    expect(committed).toMatchObject([{ state: "CREATED", redirectUrl: null }]);

    await running.platform.control({ fail: "nothing" });
    const again = await start(request.id);
    expect(again.errors).toEqual([]);
    expect(again.attempt?.reference).toBe(committed?.[0]?.reference);
    const others = await start(request.id, { idempotencyKey: "another-key-later", expectedVersion: 2 });
    expect(others.attempt).toEqual(again.attempt);
  });

  test("takes up a payment whose INIT the platform had answered before this process died", async () => {
    const request = await running.request();
    const command = {
      payer: request.payer,
      idempotencyKey: `key-of-${request.id}`,
      requestId: request.id,
      expectedVersion: 1,
      now: new Date(),
      referenceFor: () => `dvcdied${request.id.slice(0, 8)}`,
    };
    const begun = await running.payments.store.start(command, false);
    if (begun.kind !== "started") throw new Error(begun.kind);
    const payload = await start(request.id);
    expect(payload.attempt).toMatchObject({ reference: begun.attempt.reference, state: "PENDING" });
    await running.platform.decide(begun.attempt.reference, "pay");
    expect(await running.state(request.id)).toBe("PAID");
  });

  test("gives a new attempt after a failed one, and none after a paid one", async () => {
    const request = await running.request();
    const first = await start(request.id);
    await running.platform.decide(first.attempt?.reference ?? "", "refuse");
    const second = await start(request.id, { idempotencyKey: "second-try", expectedVersion: 3 });
    expect(second.attempt?.reference).not.toBe(first.attempt?.reference);
    await running.platform.decide(second.attempt?.reference ?? "", "pay");
    expect(await running.state(request.id)).toBe("PAID");
    const third = await start(request.id, { idempotencyKey: "third-try", expectedVersion: 5 });
    expect(third.errors).toEqual([{ code: "NOT_ALLOWED_NOW", field: "paymentRequestId" }]);
    // The first result of a key stays its result; the page is closed by now.
    const repeated = await start(request.id, { idempotencyKey: "second-try", expectedVersion: 3 });
    expect(repeated).toMatchObject({
      attempt: { reference: second.attempt?.reference, state: "PAID", redirectUrl: null },
      errors: [],
    });
  });

  test("finds out by QUERY that the open payment was paid, when the callback was lost", async () => {
    const request = await running.request();
    const first = await start(request.id);
    await running.platform.control({ dropCallbacks: true });
    await running.platform.decide(first.attempt?.reference ?? "", "pay");
    expect(await running.state(request.id)).toBe("PENDING");
    const second = await start(request.id, { idempotencyKey: "second-tab", expectedVersion: 2 });
    expect(second.errors).toEqual([{ code: "CONFLICT", field: "expectedVersion" }]);
    expect(await running.state(request.id)).toBe("PAID");
  });

  test.each<[string, Parameters<typeof start>[1], Partial<Parameters<RunningPayments["request"]>[0]>, string]>([
    ["an old version", { expectedVersion: 7 }, {}, "CONFLICT"],
    ["an expired request", {}, { expiresAt: new Date(Date.now() - 1000) }, "NOT_ALLOWED_NOW"],
    ["somebody else's request", {}, { payer: "citizen-2" }, "NOT_FOUND"],
    ["a key of seven characters", { idempotencyKey: "1234567" }, {}, "INVALID"],
    ["a key of 101 characters", { idempotencyKey: "k".repeat(101) }, {}, "INVALID"],
  ])("refuses %s", async (_, change, content, code) => {
    const request = await running.request(content);
    const payload = await start(request.id, change);
    expect(payload.errors.map((error) => error.code)).toEqual([code]);
    expect(payload).toMatchObject({ paymentRequest: null, attempt: null });
  });

  test("tells a request of somebody else from an absent one by nothing", async () => {
    const theirs = await running.request({ payer: "citizen-2" });
    expect(await start(theirs.id, { idempotencyKey: "some-key-1" })).toEqual(
      await start("00000000-0000-4000-8000-000000000000", { idempotencyKey: "some-key-2" }),
    );
  });

  test.each([
    [ANONYMOUS, "UNAUTHENTICATED"],
    [testCaller({ role: "officer", subject: "officer-1", agency: "H26" }), "FORBIDDEN"],
    [testCaller({ role: "auditor", subject: "auditor-1" }), "FORBIDDEN"],
  ])("is not for a caller who is $role", async (caller, code) => {
    const request = await running.request();
    await expect(start(request.id, {}, caller)).rejects.toMatchObject({ extensions: { code } });
  });

  test("in all of the above leaves a journal that adds up", async () => {
    expect(await journalFaults(running)).toEqual([]);
    expect(await running.notify(notice("dvc0nobody0knows0"))).toBe("01");
  });
});
