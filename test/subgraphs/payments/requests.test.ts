import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { ANONYMOUS, type Caller } from "../../../schema/caller";
import { testCaller } from "../../kit/context";
import { dossiersInbox, relayOf } from "./dossiers-inbox";
import { journalFaults, notice, PAYER, payer, type RunningPayments, runPayments } from "./run-payments";

const dossiers = testCaller({ role: "service", subject: "dossiers", scopes: ["payment:request"] });
const HOUR = 3_600_000;

interface Payload {
  readonly paymentRequest: { readonly id: string } | null;
  readonly errors: readonly { readonly code: string; readonly field: string | null }[];
}

describe("payment requests of dossiers", () => {
  let running: RunningPayments;
  const inbox = dossiersInbox();
  beforeAll(async () => {
    running = await runPayments("requests", {}, inbox.graph);
  });
  afterAll(() => running.close());

  let made = 0;
  const inputOf = (change: object = {}) => {
    made += 1;
    return {
      dossierId: `dossier-${made}`,
      dossierNumber: `H26.12-261001-${made}`,
      payer: PAYER,
      agency: "H26.12",
      procedureCode: "1.001247",
      feeLines: [
        { kind: "LE_PHI", code: "L", name: "Lệ phí", amount: 40_000 },
        { kind: "PHI", code: "P", name: "Phí", amount: 20_000 },
      ],
      expiresAt: new Date(Date.now() + HOUR).toISOString(),
      idempotencyKey: `request-${made}`,
      ...change,
    };
  };
  const ask = async (input: object, caller: Caller = dossiers): Promise<Payload> => {
    const { data, errors } = await running.ask(
      `mutation ($input: RequestPaymentInput!) { requestPayment(input: $input) {
        paymentRequest { id state amount feeLines { kind amount } dossier { id } payer { id } agency { code } }
        errors { code field } } }`,
      caller,
      { input },
    );
    if (errors !== undefined) throw errors[0];
    return data?.requestPayment as Payload;
  };
  const cancel = async (input: object, caller: Caller = dossiers) => {
    const { data, errors } = await running.ask(
      `mutation ($input: CancelPaymentRequestInput!) { cancelPaymentRequest(input: $input) {
        paymentRequests { id state closeReason refunds { state cause amount } } errors { code field } } }`,
      caller,
      { input },
    );
    if (errors !== undefined) throw errors[0];
    return data?.cancelPaymentRequest;
  };
  const idOf = (payload: Payload) => payload.paymentRequest?.id ?? "none";
  const relay = () => relayOf(running.jobs).run();
  const start = async (id: string) => {
    const [known] = await running.payments.store.requests([id]);
    const started = await running.payments.start({
      payer: PAYER,
      paymentRequestId: id,
      expectedVersion: known?.version ?? 0,
      idempotencyKey: `start-${id}-${known?.version}`,
    });
    return started.kind === "STARTED" ? started.attempt.reference : started.kind;
  };

  test("trap 6: keep the lines that the dossier gave, and add up to them", async () => {
    const input = inputOf();
    expect(await ask(input)).toEqual({
      paymentRequest: {
        id: expect.any(String),
        state: "CREATED",
        amount: 60_000,
        feeLines: [
          { kind: "LE_PHI", amount: 40_000 },
          { kind: "PHI", amount: 20_000 },
        ],
        dossier: { id: input.dossierId },
        payer: { id: PAYER },
        agency: { code: "H26.12" },
      },
      errors: [],
    });
  });

  test("trap 7: carry an amount that no 32 bits hold, and pay it", async () => {
    const amount = 3_000_000_000_000;
    const id = idOf(await ask(inputOf({ feeLines: [{ kind: "PHI", code: "P", name: "Tiền sử dụng đất", amount }] })));
    const reference = await start(id);
    expect(await running.notify(notice(reference, { SoTien: String(amount) }))).toBe("00");
    const { data } = await running.ask(`{ paymentRequest(id: "${id}") { state amount receipts { amount } } }`, payer);
    expect(data?.paymentRequest).toEqual({ state: "PAID", amount, receipts: [{ amount }] });
  });

  test("are one for a key, however often and however many at a time it is sent", async () => {
    const input = inputOf();
    const payloads = await Promise.all(Array.from({ length: 20 }, () => ask(input)));
    expect(new Set(payloads.map(idOf)).size).toBe(1);
    expect(payloads.flatMap((payload) => payload.errors)).toEqual([]);
    expect(
      await running.rows(sql`select 1 from payments.payment_request where dossier_id = ${input.dossierId}`),
    ).toHaveLength(1);
  });

  test("refuse a key that meant something else, to its owner alone", async () => {
    const input = inputOf();
    await ask(input);
    expect((await ask({ ...input, payer: "citizen-2" })).errors).toEqual([
      { code: "IDEMPOTENCY_KEY_REUSED", field: "idempotencyKey" },
    ]);
    expect(
      (await ask({ ...inputOf(), idempotencyKey: input.idempotencyKey }, { ...dossiers, subject: "other" })).errors,
    ).toEqual([]);
    expect(
      await cancel({ dossierId: input.dossierId, reason: "x", idempotencyKey: input.idempotencyKey }),
    ).toMatchObject({ errors: [{ code: "IDEMPOTENCY_KEY_REUSED" }] });
  });

  test.each([
    ["nothing to pay", { feeLines: [{ kind: "PHI", code: "P", name: "Phí", amount: 0 }] }, "feeLines"],
    ["no lines", { feeLines: [] }, "feeLines"],
    ["a line below zero", { feeLines: [{ kind: "PHI", code: "P", name: "P", amount: -1 }] }, "feeLines"],
    [
      "a sum above 2^53 − 1",
      { feeLines: [1, 2].map(() => ({ kind: "PHI", code: "P", name: "P", amount: 2 ** 53 - 1 })) },
      "feeLines",
    ],
    [
      "101 lines",
      { feeLines: Array.from({ length: 101 }, () => ({ kind: "PHI", code: "P", name: "P", amount: 1 })) },
      "feeLines",
    ],
    ["a line without a name", { feeLines: [{ kind: "PHI", code: "P", name: " ", amount: 1 }] }, "feeLines"],
    ["a moment that is over", { expiresAt: "2020-01-01T00:00:00Z" }, "expiresAt"],
    ["an agency that is none", { agency: "h26" }, "agency"],
    ["a NUL in the dossier's id", { dossierId: "a\u0000" }, "dossierId"],
    ["no payer", { payer: "" }, "payer"],
    ["a key of seven characters", { idempotencyKey: "1234567" }, "idempotencyKey"],
  ])("refuse %s", async (_, change, field) => {
    expect(await ask(inputOf(change))).toEqual({ paymentRequest: null, errors: [{ code: "INVALID", field }] });
  });

  test("take an agency in the older order of its code", async () => {
    expect((await ask(inputOf({ agency: "000.00.12.H26" }))).paymentRequest).toMatchObject({
      agency: { code: "H26.12" },
    });
  });

  test.each([
    ["nobody in particular", ANONYMOUS, "UNAUTHENTICATED"],
    ["a service without the scope", { ...dossiers, scopes: ["payment:read"] }, "FORBIDDEN"],
    ["a citizen", { ...payer, scopes: ["payment:request"] }, "FORBIDDEN"],
    [
      "an officer",
      testCaller({ role: "officer", subject: "o", agency: "H26", scopes: ["payment:request"] }),
      "FORBIDDEN",
    ],
  ])("are not for %s to make or to cancel", async (_, caller, code) => {
    await expect(ask(inputOf(), caller)).rejects.toMatchObject({ extensions: { code } });
    const input = { dossierId: "x", reason: "x", idempotencyKey: "cancel-by-nobody" };
    await expect(cancel(input, caller)).rejects.toMatchObject({ extensions: { code } });
  });

  test("trap 16: a payment reaches the dossier once, though the callback comes twice and the dossier is not there yet", async () => {
    const input = inputOf();
    const id = idOf(await ask(input));
    const reference = await start(id);
    expect([await running.notify(notice(reference)), await running.notify(notice(reference))]).toEqual(["00", "00"]);
    inbox.answers("NOT_FOUND");
    await relay();
    inbox.answers("away");
    await running.rows(sql`update payments.outbox set due_at = now() - interval '1 second'`);
    await expect(relay()).rejects.toThrow(/did not answer/);
    inbox.answers("done");
    await running.rows(sql`update payments.outbox set due_at = now() - interval '1 second'`);
    await relay();
    await relay();
    expect(inbox.of(id)).toEqual(["PAID", "PAID", "PAID"]);
    const messages = inbox.messages.filter((each) => each.paymentRequestId === id);
    expect(new Set(messages.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(messages[0]).toEqual({
      dossierId: input.dossierId,
      paymentRequestId: id,
      outcome: "PAID",
      amount: 60_000,
      at: expect.stringMatching(/Z$/),
      idempotencyKey: `${id}-PAID`,
    });
    const officer = testCaller({ role: "officer", subject: "o", agency: "H26" });
    const { data } = await running.ask(
      `{ paymentRequest(id: "${id}") { reports { outcome state attempts } } }`,
      officer,
    );
    expect(data?.paymentRequest).toEqual({ reports: [{ outcome: "PAID", state: "ACKNOWLEDGED", attempts: 2 }] });
    const own = await running.ask(`{ paymentRequest(id: "${id}") { reports { state } } }`, payer);
    expect(own.data?.paymentRequest).toEqual({ reports: null });
  });

  test("a message that the dossier refuses for good is parked, can be seen by the agency, and holds nothing else up", async () => {
    const input = inputOf();
    const [first, second] = [idOf(await ask(input)), idOf(await ask({ ...input, idempotencyKey: "second-for-it" }))];
    inbox.answers("INVALID");
    await running.notify(notice(await start(first)));
    await relay();
    inbox.answers("done");
    await running.notify(notice(await start(second)));
    await relay();
    expect(inbox.of(first)).toEqual(["PAID"]);
    expect(inbox.of(second)).toEqual(["PAID"]);
    const list = async (caller: Caller) =>
      (
        await running.ask(
          `{ refusedPaymentReports(agency: "H26") { edges { node { paymentRequestId state refusal dossier { id } } } } }`,
          caller,
        )
      ).data?.refusedPaymentReports;
    expect(await list(testCaller({ role: "officer", subject: "o", agency: "H26" }))).toEqual({
      edges: [
        { node: { paymentRequestId: first, state: "REFUSED", refusal: "INVALID", dossier: { id: input.dossierId } } },
      ],
    });
    expect(await list(testCaller({ role: "officer", subject: "o", agency: "H26.12" }))).toBeNull();
  });

  test("messages to one dossier go in their order: a later one waits for the earlier", async () => {
    const input = inputOf();
    const [first, second] = [idOf(await ask(input)), idOf(await ask({ ...input, idempotencyKey: "second-in-lane" }))];
    await cancel({ dossierId: input.dossierId, reason: "rút hồ sơ", idempotencyKey: `cancel-${input.dossierId}` });
    const before = inbox.messages.length;
    inbox.answers("NOT_FOUND");
    await relay();
    expect(inbox.messages.slice(before).map((each) => each.paymentRequestId)).toEqual([first]);
    inbox.answers("done");
    await running.rows(sql`update payments.outbox set due_at = now() - interval '1 second'`);
    await relay();
    expect(inbox.messages.slice(before).map((each) => each.paymentRequestId)).toEqual([first, first, second]);
  });

  test("are cancelled with their dossier: unpaid ones end, paid ones are owed back, and money that comes later is surplus", async () => {
    const input = inputOf();
    const [unpaid, open, paid] = [
      idOf(await ask(input)),
      idOf(await ask({ ...input, idempotencyKey: `open-${made}-key` })),
      idOf(await ask({ ...input, idempotencyKey: `paid-${made}-key` })),
    ];
    const late = await start(open);
    await running.notify(notice(await start(paid)));
    const wish = { dossierId: input.dossierId, reason: "rút hồ sơ", idempotencyKey: `cancel-${input.dossierId}` };
    const ended = { closeReason: "rút hồ sơ", refunds: [] };
    const expected = {
      paymentRequests: [
        { id: unpaid, state: "CANCELLED", ...ended },
        { id: open, state: "CANCELLED", ...ended },
        {
          id: paid,
          state: "PAID",
          closeReason: null,
          refunds: [{ state: "REQUESTED", cause: "DOSSIER_STOPPED", amount: 60_000 }],
        },
      ].sort((one, other) => (one.id < other.id ? -1 : 1)),
      errors: [],
    };
    const sorted = (payload: unknown) => {
      const { paymentRequests, errors } = payload as typeof expected;
      return { paymentRequests: [...paymentRequests].sort((one, other) => (one.id < other.id ? -1 : 1)), errors };
    };
    expect(sorted(await cancel(wish))).toEqual(expected);
    expect(sorted(await cancel(wish))).toEqual(expected);
    expect(await start(unpaid)).toBe("NOT_ALLOWED_NOW");
    expect(await running.notify(notice(late))).toBe("00");
    expect(await running.state(open)).toBe("CANCELLED");
    const refunds = (await running.payments.store.refundsOfRequests([open])).get(open);
    expect(refunds).toMatchObject([{ cause: "SURPLUS", amount: 60_000, reference: late }]);
    await relay();
    expect([inbox.of(unpaid), inbox.of(open), inbox.of(paid)]).toEqual([["CANCELLED"], ["CANCELLED"], ["PAID"]]);
  });

  test("of a dossier that has none are cancelled without complaint", async () => {
    const wish = { dossierId: "dossier-without", reason: "x", idempotencyKey: "cancel-nothing" };
    expect(await cancel(wish)).toEqual({ paymentRequests: [], errors: [] });
  });

  test("in all of the above leave a journal that adds up", async () => {
    expect(await journalFaults(running)).toEqual([]);
  });
});

describe("payment requests whose time is over", () => {
  let running: RunningPayments;
  const inbox = dossiersInbox();
  beforeAll(async () => {
    running = await runPayments("expiry", {}, inbox.graph);
  });
  afterAll(() => running.close());

  const soon = () => ({ expiresAt: new Date(Date.now() + HOUR) });
  const later = () => running.at(new Date(Date.now() + 2 * HOUR));
  const attempts = async (id: string) =>
    ((await running.payments.store.attempts([id])).get(id) ?? []).map((attempt) => attempt.state);

  test("end unpaid, and the dossier is told once", async () => {
    const request = await running.request(soon());
    expect(await running.at(new Date()).work.expire()).toBe(0);
    expect(await later().work.expire()).toBe(1);
    expect(await later().work.expire()).toBe(0);
    expect(await running.state(request.id)).toBe("EXPIRED");
    await running.rows(sql`update payments.outbox set due_at = now() - interval '1 second'`);
    for (const job of running.jobs) await job.run();
    expect(inbox.of(request.id)).toEqual(["EXPIRED"]);
  });

  test("are paid when the platform says so, whose callback was lost", async () => {
    const { request, reference } = await running.started(soon());
    await running.platform.control({ dropCallbacks: true });
    await running.platform.decide(reference, "pay");
    await running.platform.control({ dropCallbacks: false });
    await later().work.expire();
    expect(await running.state(request.id)).toBe("PAID");
  });

  test("end though their page is open, whose money is surplus from then on and found by asking", async () => {
    const { request, reference } = await running.started(soon());
    await later().work.expire();
    expect(await running.state(request.id)).toBe("EXPIRED");
    expect(await attempts(request.id)).toEqual(["PENDING"]);
    await running.platform.control({ dropCallbacks: true });
    await running.platform.decide(reference, "pay");
    await running.platform.control({ dropCallbacks: false });
    await running.at(new Date(Date.now() + 6 * HOUR)).payments.settleWaiting(100);
    expect(await attempts(request.id)).toEqual(["SURPLUS"]);
    expect(await running.state(request.id)).toBe("EXPIRED");
  });

  test("stay in doubt while the platform is away, and do not hold up others", async () => {
    const { request } = await running.started(soon());
    const other = await running.request(soon());
    await running.platform.control({ fail: "QUERY" });
    await later().work.expire();
    expect(await running.state(request.id)).toBe("PENDING");
    expect(await running.state(other.id)).toBe("EXPIRED");
    await running.platform.control({ fail: "nothing" });
    await later().work.expire();
    expect(await running.state(request.id)).toBe("EXPIRED");
  });

  test("take no new payment, whatever state they are in", async () => {
    const { request } = await running.started(soon());
    const again = await later().payments.start({
      payer: PAYER,
      paymentRequestId: request.id,
      expectedVersion: 2,
      idempotencyKey: "too-late-now",
    });
    expect(again.kind).toBe("NOT_ALLOWED_NOW");
  });

  test("leave a journal that adds up", async () => {
    expect(await journalFaults(running)).toEqual([]);
  });
});
