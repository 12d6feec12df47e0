import { describe, expect, test } from "@jest/globals";
import type { Caller } from "../../../../schema/caller";
import {
  DossierFeeKind,
  DossierFeeState,
  type DossierRecord,
  type FeeLine,
} from "../../../../subgraphs/dossiers/dossier";
import { DossierPaymentOutcome, OutboxKind } from "../../../../subgraphs/dossiers/life";
import { cancelMessage, type PayableLine, paymentMessage } from "../../../../subgraphs/dossiers/messages";
import { DossierFeeCollection, DossierTimeUnit } from "../../../../subgraphs/dossiers/rules";
import type { DossierCommand, Outcome } from "../../../../subgraphs/dossiers/service/deed";
import {
  PAYMENT_TERM,
  type PaymentCommand,
  type PaymentDemand,
  recordDossierPayment,
  requestDossierPayment,
} from "../../../../subgraphs/dossiers/service/payment";
import { DossierStatus } from "../../../../subgraphs/dossiers/status";
import { testCaller } from "../../../kit/context";
import { deskOf, type MemoryStore, memoryStore, NOW, people } from "./memory-store";
import { plainDossier, THEN } from "./plain-dossier";

const { FILED, ACCEPTED, IN_PROGRESS, PAYMENT_REQUESTED } = DossierStatus;
const { PAID, EXPIRED, CANCELLED, REFUNDED } = DossierPaymentOutcome;
const LIMIT = { amount: 5, unit: DossierTimeUnit.WORKING_DAY };
const RULES = { collection: DossierFeeCollection.AFTER, afterFifteen: false, timeLimit: LIMIT };
const COMMAND: DossierCommand = { dossierId: "dossier-a", expectedVersion: 1, idempotencyKey: "key-00000001" };
const OWN: FeeLine = {
  kind: DossierFeeKind.PHI,
  code: "F1",
  name: "Phí",
  amount: 20_000,
  state: DossierFeeState.FIXED,
};
const line = (changes: Partial<PayableLine> = {}): PayableLine => ({
  kind: DossierFeeKind.PHI,
  code: "F1",
  name: "Phí",
  amount: 20_000,
  ...changes,
});
const refused = (code: string, field: string | null) => ({ refused: code, field });
const dossierOf = (outcome: Outcome) => {
  if ("refused" in outcome) throw new Error(`${outcome.refused} ${outcome.field}`);
  return outcome.dossier;
};
const accepted = (changes: Partial<DossierRecord> = {}) =>
  plainDossier({ status: ACCEPTED, receivedAt: THEN, feeLines: [OWN], rules: RULES, ...changes });

describe("a request for payment", () => {
  const demand = (changes: Partial<PaymentDemand> = {}, dossier: Partial<DossierRecord> = {}) =>
    requestDossierPayment({ ...COMMAND, ...changes }, deskOf(memoryStore([accepted(dossier)]), people.receiving));

  test("asks the submitter for the dossier's own fees, for ten days", async () => {
    const dossier = dossierOf(await demand({ note: " Nộp phí " }));
    expect(dossier).toMatchObject({ status: PAYMENT_REQUESTED, feeLines: [OWN] });
    expect(dossier.history.at(-1)?.note).toBe("Nộp phí");
    expect(dossier.outbox).toMatchObject([
      {
        kind: OutboxKind.REQUEST_PAYMENT,
        dueAt: NOW,
        variables: { input: { payer: "citizen-a", feeLines: [line()], expiresAt: "2026-10-15T03:00:00.000Z" } },
      },
    ]);
    expect(PAYMENT_TERM).toBe(864_000_000);
  });

  test("for other fees adds those that the dossier did not have, as they are kept", async () => {
    const others = [{ code: "F2" }, { kind: DossierFeeKind.LE_PHI }, { name: "Khác" }, { amount: 1 }].map(line);
    const dossier = dossierOf(await demand({ feeLines: [line({ code: " F1 ", name: " Phí " }), ...others] }));
    expect(dossier.feeLines).toEqual([OWN, ...others.map((other) => ({ ...other, state: DossierFeeState.FIXED }))]);
    expect(dossier.outbox).toMatchObject([{ variables: { input: { feeLines: [line(), ...others] } } }]);
  });

  test("goes to the owner when nobody is known to have filed it, and to nobody when there is none", async () => {
    const dossier = dossierOf(
      await demand({}, { submitter: null, owner: { citizen: "citizen-b", organisation: null } }),
    );
    expect(dossier.outbox).toMatchObject([{ variables: { input: { payer: "citizen-b" } } }]);
    const unowned = { submitter: null, owner: { citizen: null, organisation: null } };
    expect(await demand({}, unowned)).toEqual(refused("NOT_ALLOWED_NOW", null));
  });

  test.each<[string, readonly PayableLine[], boolean]>([
    ["nothing", [], false],
    ["one đồng", [line({ amount: 1 })], true],
    ["a line of nothing", [line(), line({ amount: 0 })], false],
    ["twenty lines", Array.from({ length: 20 }, () => line()), true],
    ["twenty-one lines", Array.from({ length: 21 }, () => line()), false],
    ["half a đồng", [line({ amount: 0.5 })], false],
    ["more than can be counted", [line({ amount: 2 ** 53 - 1 }), line({ amount: 1 })], false],
    ["as much as can be counted", [line({ amount: 2 ** 53 - 2 }), line({ amount: 1 })], true],
    ["a line without a code", [line(), line({ code: " " })], false],
    ["the longest code", [line({ code: "x".repeat(100) })], true],
    ["a longer code", [line({ code: "x".repeat(101) })], false],
    ["a line without a name", [line({ name: "" }), line()], false],
    ["a longer name", [line({ name: "x".repeat(501) })], false],
  ])("can be for %s", async (_, feeLines, can) => {
    const outcome = await demand({ feeLines });
    expect("dossier" in outcome ? null : outcome).toEqual(can ? null : refused("INVALID", "feeLines"));
  });

  test("of a dossier without fees is for nothing", async () => {
    expect(await demand({}, { feeLines: [] })).toEqual(refused("INVALID", "feeLines"));
    expect(await demand({ feeLines: null }, { feeLines: [] })).toEqual(refused("INVALID", "feeLines"));
  });

  test("ends after it was made, and has a note that can be printed", async () => {
    expect(await demand({ expiresAt: NOW })).toEqual(refused("INVALID", "expiresAt"));
    const soon = new Date(NOW.getTime() + 1);
    expect(dossierOf(await demand({ expiresAt: soon })).outbox).toMatchObject([
      { variables: { input: { expiresAt: soon.toISOString() } } },
    ]);
    expect(await demand({ note: "x".repeat(1001) })).toEqual(refused("INVALID", "note"));
    expect(await demand({ note: " " })).toEqual(refused("INVALID", "note"));
    expect(dossierOf(await demand({ note: null })).history.at(-1)?.note).toBeNull();
  });

  test("under a used key is another command when it says anything else", async () => {
    const desk = deskOf(memoryStore([accepted()]), people.receiving);
    const first = { ...COMMAND, feeLines: [line()], expiresAt: new Date("2026-11-01T00:00:00Z"), note: "a" };
    const outcome = await requestDossierPayment(first, desk);
    expect(await requestDossierPayment({ ...first, feeLines: [line({ code: "F1 " })] }, desk)).toEqual(outcome);
    const others = [{ feeLines: null }, { feeLines: [line({ amount: 1 })] }, { expiresAt: null }, { note: "b" }];
    for (const other of others) {
      expect(await requestDossierPayment({ ...first, ...other }, desk)).toEqual(
        refused("IDEMPOTENCY_KEY_REUSED", "idempotencyKey"),
      );
    }
  });
});

const asked = (dossier: DossierRecord): DossierRecord => ({
  ...dossier,
  outbox: [paymentMessage(dossier, { payer: "citizen-a", lines: [line()], expiresAt: NOW }, THEN)],
});
const waiting = (changes: Partial<DossierRecord> = {}) => asked(accepted({ status: PAYMENT_REQUESTED, ...changes }));
const REPORT: PaymentCommand = {
  dossierId: "dossier-a",
  idempotencyKey: "key-of-report",
  paymentRequestId: "request-1",
  outcome: PAID,
  amount: 20_000,
  at: THEN,
};
const known = (outcome: DossierPaymentOutcome, paymentRequestId = "request-1", amount = 20_000) => ({
  paymentRequestId,
  outcome,
  amount,
  at: THEN,
});
const record = (store: MemoryStore, changes: Partial<PaymentCommand> = {}, caller: Caller = people.payments) =>
  recordDossierPayment({ ...REPORT, ...changes }, deskOf(store, caller));

describe("a report of a payment", () => {
  test("lets the dossier go on, and is kept", async () => {
    const dossier = dossierOf(await record(memoryStore([waiting()])));
    expect(dossier).toMatchObject({
      status: ACCEPTED,
      paidOnline: true,
      awaitingPayment: false,
      reports: [],
      version: 2,
    });
    expect(dossier.payments).toEqual([known(PAID)]);
    expect(dossier.history.at(-1)).toMatchObject({
      from: PAYMENT_REQUESTED,
      to: ACCEPTED,
      note: "Đã thanh toán: hồ sơ được tiếp tục giải quyết",
      actor: { role: "service", account: "payments", agency: null },
    });
    expect(dossier.receivedAt).toEqual(THEN);
  });

  test("hands a dossier that is paid first to its agency, which receives it itself", async () => {
    const dossier = dossierOf(
      await record(memoryStore([asked(plainDossier({ awaitingPayment: true, rules: RULES }))])),
    );
    expect(dossier).toMatchObject({
      status: FILED,
      awaitingPayment: false,
      receivedAt: null,
      number: null,
      paidOnline: true,
    });
    expect(dossier.history.at(-1)?.note).toBe("Đã thanh toán: hồ sơ được chuyển đến cơ quan tiếp nhận");
  });

  test("receives a dossier that was not, with number and appointment by the year's calendar", async () => {
    const store = memoryStore([waiting({ receivedAt: null })]);
    const holidays = [{ day: "2026-10-07", name: "made up" }];
    store.years.push({ year: 2026, holidays, workingDays: [], decision: "made up", source: null, version: 1 });
    const dossier = dossierOf(await record(store));
    expect(dossier).toMatchObject({
      status: ACCEPTED,
      number: "H26.1-261005-0001",
      receivedAt: NOW,
      dueAt: new Date("2026-10-13T10:00:00Z"),
      payments: [known(PAID)],
    });
    expect(dossier.forms).toHaveLength(1);
  });

  test.each<[string, Partial<PaymentCommand>, Partial<DossierRecord>, boolean]>([
    ["of more than was asked for", { amount: 20_001 }, {}, true],
    ["of less than was asked for", { amount: 19_999 }, {}, false],
    ["of a request that was paid already", { amount: 30_000 }, { payments: [known(PAID)] }, false],
    ["of a request that was paid back", {}, { payments: [known(REFUNDED)] }, false],
    ["of a request that expired before", {}, { payments: [known(EXPIRED)] }, true],
    ["of another request than was paid back", {}, { payments: [known(REFUNDED, "request-2")] }, true],
    [
      "of an expired request of a dossier that does not wait",
      {},
      { status: IN_PROGRESS, payments: [known(EXPIRED)] },
      false,
    ],
  ])("%s lets the dossier go on, or is put before people", async (_, changes, dossier, goesOn) => {
    const outcome = dossierOf(await record(memoryStore([waiting(dossier)]), changes));
    expect(outcome.status === ACCEPTED).toBe(goesOn);
    expect(outcome.reports).toHaveLength(goesOn ? 0 : 1);
    expect([outcome.paidOnline, outcome.payments.length]).toEqual([true, (dossier.payments ?? []).length + 1]);
  });

  /** A dossier that asked for these sums, one after the other. */
  const askedFor = (...amounts: readonly number[]) => {
    const dossier = accepted({ status: PAYMENT_REQUESTED });
    const message = (amount: number) =>
      paymentMessage(dossier, { payer: "citizen-a", lines: [line({ amount })], expiresAt: NOW }, THEN);
    return { ...dossier, outbox: [...amounts.map(message), cancelMessage(dossier, "", THEN)] };
  };

  test.each<[string, readonly number[], number, Partial<DossierRecord>, boolean]>([
    ["for the newer of two requests", [20_000, 30_000], 30_000, {}, true],
    ["for the older of two requests", [20_000, 30_000], 20_000, {}, false],
    ["for the older of two requests, which was more", [30_000, 20_000], 30_000, {}, false],
    ["of more than any request", [30_000, 20_000], 40_000, {}, true],
    ["for one of two requests that are alike", [20_000, 20_000], 20_000, {}, false],
    [
      "for two that are alike, when one ended",
      [20_000, 20_000],
      20_000,
      { payments: [known(EXPIRED, "request-0")] },
      true,
    ],
    [
      "for two that are alike, when another ended",
      [20_000, 20_000],
      20_000,
      { payments: [known(EXPIRED, "o", 7)] },
      false,
    ],
    ["for the last, which came twice before", [30_000, 30_000, 20_000], 20_000, {}, true],
    ["for no request that is known", [], 1, {}, true],
    ["of a dossier that goes on already", [20_000], 20_000, { status: IN_PROGRESS }, false],
  ])(
    "%s (asked for %j) lets the dossier go on or not, and is nothing odd",
    async (_, amounts, amount, changes, goesOn) => {
      const store = memoryStore([{ ...askedFor(...amounts), ...changes }]);
      const dossier = dossierOf(await record(store, { amount }));
      expect([dossier.status === ACCEPTED, dossier.reports.length, dossier.paidOnline]).toEqual([goesOn, 0, true]);
      expect(dossier.payments).toEqual([...(changes.payments ?? []), known(PAID, "request-1", amount)]);
    },
  );

  test("that did not fit says what it was", async () => {
    const dossier = dossierOf(await record(memoryStore([waiting()]), { amount: 1 }));
    expect(dossier.reports).toEqual([
      {
        receivedAt: NOW,
        system: "payments",
        statedAt: THEN,
        status: null,
        statedStatus: "PAID",
        reason: "PAID of 1 VND for request-1 did not fit",
      },
    ]);
    expect(dossier.history.at(-1)).toMatchObject({
      to: PAYMENT_REQUESTED,
      note: "Báo cáo thanh toán được ghi nhận: PAID",
    });
  });

  test.each<[DossierPaymentOutcome, readonly ReturnType<typeof known>[], number]>([
    [EXPIRED, [], 0],
    [CANCELLED, [], 0],
    [REFUNDED, [known(PAID)], 0],
    [EXPIRED, [known(PAID)], 1],
    [CANCELLED, [known(PAID)], 1],
    [CANCELLED, [known(PAID, "request-2")], 0],
    [CANCELLED, [known(EXPIRED)], 0],
  ])("that says %s moves nothing (known: %j), and %i contradict", async (outcome, payments, contradictions) => {
    const dossier = dossierOf(await record(memoryStore([waiting({ payments })]), { outcome }));
    expect([dossier.status, dossier.paidOnline, dossier.reports.length]).toEqual([
      PAYMENT_REQUESTED,
      null,
      contradictions,
    ]);
    expect(dossier.payments).toEqual([...payments, known(outcome)]);
  });

  test("that repeats what is known changes nothing, whatever its key", async () => {
    const store = memoryStore([waiting()]);
    const first = await record(store);
    expect(await record(store, { idempotencyKey: "another-key" })).toEqual(first);
    expect(await record(store)).toEqual(first);
    expect(await record(store, { amount: 1 })).toEqual(refused("IDEMPOTENCY_KEY_REUSED", "idempotencyKey"));
    for (const other of [{ paymentRequestId: "request-2" }, { outcome: REFUNDED }, { amount: 7 }]) {
      const changed = dossierOf(await record(store, { ...other, idempotencyKey: JSON.stringify(other) }));
      expect(changed.payments.length).toBeGreaterThan(1);
    }
    expect(store.kept.get("dossier-a")?.payments).toHaveLength(4);
  });

  test("is tried again over what somebody else wrote meanwhile, and not for ever", async () => {
    const store = memoryStore([waiting()]);
    store.before = () => store.kept.set("dossier-a", waiting({ version: 2 }));
    expect(dossierOf(await record(store)).version).toBe(3);
    const busy = memoryStore([waiting()], {});
    let version = 1;
    const next = () => {
      version += 1;
      busy.kept.set("dossier-a", waiting({ version }));
      busy.before = next;
    };
    busy.before = next;
    expect(await record(busy)).toEqual(refused("CONFLICT", null));
    expect(version).toBe(51);
  });

  test("under a key that made another dossier's report is refused", async () => {
    const store = memoryStore([waiting(), { ...waiting(), id: "dossier-b" }]);
    await record(store);
    expect(await record(store, { dossierId: "dossier-b" })).toEqual(
      refused("IDEMPOTENCY_KEY_REUSED", "idempotencyKey"),
    );
  });

  test.each<[string, Partial<PaymentCommand>, object]>([
    ["under a short key", { idempotencyKey: "1234567" }, refused("INVALID", "idempotencyKey")],
    ["of less than nothing", { amount: -1 }, refused("INVALID", "amount")],
    ["of no dossier", { dossierId: "other" }, refused("NOT_FOUND", "dossierId")],
  ])("%s is refused", async (_, changes, expected) => {
    expect(await record(memoryStore([waiting()]), changes)).toEqual(expected);
  });

  test("of nothing is a report", async () => {
    expect(dossierOf(await record(memoryStore([waiting()]), { outcome: EXPIRED, amount: 0 })).payments).toHaveLength(1);
  });

  test.each<[string, Caller, string]>([
    ["nobody", testCaller({ role: "anonymous" }), "UNAUTHENTICATED"],
    ["a service without an account", { ...people.payments, subject: null }, "UNAUTHENTICATED"],
    ["a service without the scope", { ...people.payments, scopes: [] }, "FORBIDDEN"],
    ["an officer with the scope", { ...people.payments, role: "officer" }, "FORBIDDEN"],
  ])("is never taken of %s", async (_, caller, code) => {
    await expect(record(memoryStore([waiting()]), {}, caller)).rejects.toMatchObject({ extensions: { code } });
  });
});
