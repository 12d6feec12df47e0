import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { graphql } from "graphql";
import { createLog, readSettings } from "../../../subgraphs/kit";
import { payments } from "../../../subgraphs/payments";
import { createPayments } from "../../../subgraphs/payments/payments";
import { type Patience, type PlatformClient, PlatformUnavailable } from "../../../subgraphs/payments/platform-client";
import { PAYMENTS_SETTINGS } from "../../../subgraphs/payments/settings";
import { testContext } from "../../kit/context";
import { payer, type RunningPayments, runPayments } from "./run-payments";

/** What the gateway gives a subgraph, less what the database needs besides the platform. */
const MOST = 1_800;
const TIMEOUT = readSettings(PAYMENTS_SETTINGS, {
  PAYMENT_PLATFORM_URL: "http://127.0.0.1",
}).PAYMENT_PLATFORM_TIMEOUT_MS;

describe("the time that one request gives the platform", () => {
  let running: RunningPayments;
  beforeAll(async () => {
    running = await runPayments("budget");
  });
  afterAll(() => running.close());

  /** Payments over a platform that notes how long it is waited for: INIT opens a page, QUERY answers unless nobody waits. */
  const listening = () => {
    const asked: { kind: "INIT" | "QUERY"; patience: Patience }[] = [];
    const platform: PlatformClient = {
      async init({ reference }, patience = {}) {
        asked.push({ kind: "INIT", patience });
        return { kind: "OPENED", url: `https://pay.example/${reference}` };
      },
      async query(_reference, _at, patience = {}) {
        asked.push({ kind: "QUERY", patience });
        if (patience.signal?.aborted) throw new PlatformUnavailable("nobody waits");
        return { kind: "OPEN" };
      },
      async close() {},
    };
    const { store } = running.payments;
    const log = createLog("test", { level: "silent" });
    return {
      asked,
      made: createPayments({ store, platform, timeout: TIMEOUT, doubtAfter: -1, log, now: () => new Date() }),
    };
  };
  const START = `startPayment(input: $INPUT) { attempt { state } errors { code } }`;
  const starting = (alias: string, id: string, version: number) =>
    `${alias}: ${START.replace("$INPUT", `{ paymentRequestId: "${id}", expectedVersion: ${version}, idempotencyKey: "${alias}-${id}" }`)}`;
  const execute = (source: string, listener: ReturnType<typeof listening>, signal = new AbortController().signal) =>
    graphql({
      schema: payments.schema(),
      source,
      contextValue: { ...testContext(listener.made, payer), signal },
    });

  test("is one for all that it asks, and fits into what the gateway gives", async () => {
    const [fresh, open] = [await running.request(), await running.started()];
    const listener = listening();
    const begun = performance.now();
    const { data, errors } = await execute(
      `mutation { ${starting("one", fresh.id, 1)} ${starting("two", open.request.id, 2)} }`,
      listener,
    );
    const ended = performance.now();
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ one: { attempt: { state: "PENDING" } }, two: { attempt: { state: "PENDING" } } });
    expect(listener.asked.map(({ kind }) => kind)).toEqual(["INIT", "QUERY"]);
    const [first, second] = listener.asked.map(({ patience }) => patience.until ?? Number.NaN);
    expect(first).toBe(second);
    expect(first).toBeGreaterThanOrEqual(begun + TIMEOUT);
    expect(first).toBeLessThanOrEqual(ended + TIMEOUT);
    expect(TIMEOUT).toBeLessThan(MOST);
  });

  test("is its own: the next request has all of it again", async () => {
    const listener = listening();
    const { request } = await running.started();
    const read = `{ paymentRequest(id: "${request.id}") { state } }`;
    await execute(read, listener);
    await execute(read, listener);
    const [first = 0, second = 0] = listener.asked.map(({ patience }) => patience.until);
    expect(second).toBeGreaterThan(first);
  });

  test("ends for QUERY when the gateway has gone, and never for INIT, so that a payment page is kept", async () => {
    const [fresh, open] = [await running.request(), await running.started()];
    const listener = listening();
    const source = `mutation { ${starting("one", open.request.id, 2)} ${starting("two", fresh.id, 1)} }`;
    const { data } = await execute(source, listener, AbortSignal.abort());
    expect(data).toMatchObject({ one: { errors: [] }, two: { errors: [] } });
    expect(listener.asked.map(({ kind, patience }) => [kind, patience.signal?.aborted])).toEqual([
      ["QUERY", true],
      ["INIT", undefined],
    ]);
    const [attempt] = (await running.payments.store.attempts([fresh.id])).get(fresh.id) ?? [];
    expect(attempt).toMatchObject({ state: "PENDING", redirectUrl: `https://pay.example/${attempt?.reference}` });
  });
});
