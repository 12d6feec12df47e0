import { describe, expect, test } from "@jest/globals";
import type { DossierRecord } from "../../../../subgraphs/dossiers/dossier";
import { DossierPaymentOutcome } from "../../../../subgraphs/dossiers/life";
import { DossierFeeCollection, DossierTimeUnit } from "../../../../subgraphs/dossiers/rules";
import { DossierStatus } from "../../../../subgraphs/dossiers/status";
import { ACTORS, DossierAction, openSupplement, statusAfter } from "../../../../subgraphs/dossiers/transitions";
import { plainDossier, THEN } from "./plain-dossier";

const { FILED, ACCEPTED, NOT_ACCEPTED, IN_PROGRESS, SUPPLEMENT_REQUESTED } = DossierStatus;
const { PAYMENT_REQUESTED, WITHDRAWN, STOPPED, FINISHED, RETURNED } = DossierStatus;
const { ACCEPT, REFUSE, START, FORWARD, REQUEST_SUPPLEMENT, SUPPLY, REQUEST_PAYMENT } = DossierAction;
const { PAY, EXTEND, WITHDRAW, STOP, FINISH, RETURN } = DossierAction;

const officer = { role: "officer", account: "officer-1", agency: "H26.1" } as const;
const LIMIT = { amount: 5, unit: DossierTimeUnit.WORKING_DAY };
const RULES = { collection: DossierFeeCollection.AFTER, afterFifteen: false, timeLimit: LIMIT };

const supplement = (suppliedAt: Date | null): DossierRecord["supplements"][number] => ({
  seq: 1,
  requestedAt: THEN,
  requestedBy: officer,
  content: "Bản chính",
  suppliedAt,
  dueBefore: null,
  dueAfter: null,
});
const report = (outcome: DossierPaymentOutcome) => ({ paymentRequestId: "p", outcome, amount: 1, at: THEN });
const wentTo = (to: DossierStatus): DossierRecord["history"][number] => ({
  seq: 2,
  at: THEN,
  actor: officer,
  from: FILED,
  to,
  note: null,
  command: null,
});

/** A dossier that was received, with an appointment. */
const received = (status: DossierStatus, changes: Partial<DossierRecord> = {}) =>
  plainDossier({ status, receivedAt: THEN, dueAt: THEN, rules: RULES, ...changes });

/** Of each status what it allows to a dossier that lacks nothing, and where that leads; all else is refused. */
const TABLE: readonly (readonly [
  DossierStatus,
  DossierRecord,
  Readonly<Partial<Record<DossierAction, DossierStatus>>>,
])[] = [
  [
    FILED,
    plainDossier({ rules: RULES }),
    {
      ACCEPT: ACCEPTED,
      REFUSE: NOT_ACCEPTED,
      REQUEST_SUPPLEMENT: SUPPLEMENT_REQUESTED,
      REQUEST_PAYMENT: PAYMENT_REQUESTED,
      WITHDRAW: WITHDRAWN,
    },
  ],
  [
    ACCEPTED,
    received(ACCEPTED),
    {
      START: IN_PROGRESS,
      FORWARD: ACCEPTED,
      REQUEST_SUPPLEMENT: SUPPLEMENT_REQUESTED,
      REQUEST_PAYMENT: PAYMENT_REQUESTED,
      EXTEND: ACCEPTED,
      WITHDRAW: WITHDRAWN,
      STOP: STOPPED,
      FINISH: FINISHED,
    },
  ],
  [NOT_ACCEPTED, plainDossier({ status: NOT_ACCEPTED }), {}],
  [
    IN_PROGRESS,
    received(IN_PROGRESS),
    {
      FORWARD: IN_PROGRESS,
      REQUEST_SUPPLEMENT: SUPPLEMENT_REQUESTED,
      REQUEST_PAYMENT: PAYMENT_REQUESTED,
      EXTEND: IN_PROGRESS,
      WITHDRAW: WITHDRAWN,
      STOP: STOPPED,
      FINISH: FINISHED,
    },
  ],
  [
    SUPPLEMENT_REQUESTED,
    received(SUPPLEMENT_REQUESTED, { supplements: [supplement(null)] }),
    { SUPPLY: ACCEPTED, WITHDRAW: WITHDRAWN, STOP: STOPPED },
  ],
  [
    PAYMENT_REQUESTED,
    received(PAYMENT_REQUESTED, { payments: [report(DossierPaymentOutcome.EXPIRED)] }),
    { START: IN_PROGRESS, REQUEST_PAYMENT: PAYMENT_REQUESTED, PAY: ACCEPTED, WITHDRAW: WITHDRAWN, STOP: STOPPED },
  ],
  [WITHDRAWN, received(WITHDRAWN), {}],
  [STOPPED, received(STOPPED), {}],
  [FINISHED, received(FINISHED, { finishedAt: THEN }), { REQUEST_PAYMENT: PAYMENT_REQUESTED, RETURN: RETURNED }],
  [RETURNED, received(RETURNED, { finishedAt: THEN }), {}],
];

describe("a step of a dossier", () => {
  test.each(TABLE)("that is %s leads where the table says, or nowhere", (_, dossier, allowed) => {
    const led = Object.values(DossierAction).map((action) => [action, statusAfter(dossier, action)]);
    expect(led).toEqual(Object.values(DossierAction).map((action) => [action, allowed[action] ?? null]));
  });

  test.each(TABLE)("that is %s leads nowhere when another system alone confirms its status", (_, dossier) => {
    const foreign = { ...dossier, source: { system: "one-stop", agency: "H26" } };
    expect(Object.values(DossierAction).filter((action) => statusAfter(foreign, action) !== null)).toEqual([]);
  });
});

describe("a dossier that is paid first", () => {
  const waiting = plainDossier({ rules: RULES, awaitingPayment: true });

  test("can only be paid, and stays filed, or be withdrawn", () => {
    expect(Object.values(DossierAction).filter((action) => statusAfter(waiting, action) !== null)).toEqual([
      PAY,
      WITHDRAW,
    ]);
    expect(statusAfter(waiting, PAY)).toBe(FILED);
  });
});

describe("where a dossier that waited goes on", () => {
  test.each<[string, DossierStatus, DossierAction, Partial<DossierRecord>, DossierStatus | null]>([
    ["paid when the result was ready, is finished", PAYMENT_REQUESTED, PAY, { finishedAt: THEN }, FINISHED],
    ["paid when it was taken up, is taken up", PAYMENT_REQUESTED, PAY, { history: [wentTo(IN_PROGRESS)] }, IN_PROGRESS],
    ["paid when it was accepted, is accepted", PAYMENT_REQUESTED, PAY, { history: [wentTo(ACCEPTED)] }, ACCEPTED],
    ["paid before it was received, is received by that", PAYMENT_REQUESTED, PAY, { receivedAt: null }, ACCEPTED],
    [
      "supplied before it was received, waits for an officer",
      SUPPLEMENT_REQUESTED,
      SUPPLY,
      { receivedAt: null, supplements: [supplement(null)] },
      SUPPLEMENT_REQUESTED,
    ],
    [
      "supplied when it was taken up, is taken up",
      SUPPLEMENT_REQUESTED,
      SUPPLY,
      { supplements: [supplement(null)], history: [wentTo(ACCEPTED), wentTo(IN_PROGRESS)] },
      IN_PROGRESS,
    ],
    ["supplied twice, does not", SUPPLEMENT_REQUESTED, SUPPLY, { supplements: [supplement(THEN)] }, null],
  ])("%s", (_, status, action, changes, expected) => {
    expect(statusAfter(received(status, changes), action)).toBe(expected);
  });
});

describe("what an action asks of a dossier beside its status", () => {
  test.each<[string, DossierAction, DossierRecord, boolean]>([
    ["acceptance: that it was not received", ACCEPT, plainDossier({ receivedAt: THEN }), false],
    ["acceptance: that no papers are missing", ACCEPT, plainDossier({ supplements: [supplement(null)] }), false],
    ["acceptance: nothing when papers came", ACCEPT, plainDossier({ supplements: [supplement(THEN)] }), true],
    [
      "acceptance: nothing more after a supplement",
      ACCEPT,
      plainDossier({ status: SUPPLEMENT_REQUESTED, supplements: [supplement(THEN)] }),
      true,
    ],
    ["refusal: nothing", REFUSE, plainDossier(), true],
    ["start: that it was received", START, plainDossier({ status: PAYMENT_REQUESTED }), false],
    ["start: that it is not finished", START, received(PAYMENT_REQUESTED, { finishedAt: THEN }), false],
    ["forwarding: nothing", FORWARD, received(ACCEPTED, { rules: null, dueAt: null }), true],
    ["asking for papers: nothing", REQUEST_SUPPLEMENT, plainDossier(), true],
    ["a payment before reception: a rule for the appointment", REQUEST_PAYMENT, plainDossier(), false],
    [
      "a payment before reception: a time limit in the rule",
      REQUEST_PAYMENT,
      plainDossier({ rules: { ...RULES, timeLimit: null } }),
      false,
    ],
    ["a payment after reception: no rule", REQUEST_PAYMENT, received(ACCEPTED, { rules: null }), true],
    ["another payment: that the last one failed", REQUEST_PAYMENT, received(PAYMENT_REQUESTED), false],
    [
      "another payment: that the last one is not paid",
      REQUEST_PAYMENT,
      received(PAYMENT_REQUESTED, {
        payments: [report(DossierPaymentOutcome.EXPIRED), report(DossierPaymentOutcome.PAID)],
      }),
      false,
    ],
    [
      "another payment: nothing more when the last one was cancelled",
      REQUEST_PAYMENT,
      received(PAYMENT_REQUESTED, {
        payments: [report(DossierPaymentOutcome.PAID), report(DossierPaymentOutcome.CANCELLED)],
      }),
      true,
    ],
    ["payment of a filed one: that it waits for that", PAY, plainDossier(), false],
    ["an extension: an appointment", EXTEND, received(ACCEPTED, { dueAt: null }), false],
    ["a withdrawal: that it is not finished", WITHDRAW, received(PAYMENT_REQUESTED, { finishedAt: THEN }), false],
    ["a stop: that it is not finished", STOP, received(PAYMENT_REQUESTED, { finishedAt: THEN }), false],
    ["finishing: nothing", FINISH, received(ACCEPTED, { dueAt: null, rules: null }), true],
    ["the return: nothing", RETURN, received(FINISHED), true],
  ])("%s", (_, action, dossier, allowed) => {
    expect(statusAfter(dossier, action) !== null).toBe(allowed);
  });

  test("knows the papers that are still asked for among those that came", () => {
    const open = { ...supplement(null), seq: 2 };
    expect(openSupplement(plainDossier({ supplements: [supplement(THEN), open] }))).toBe(open);
    expect(openSupplement(plainDossier({ supplements: [supplement(THEN)] }))).toBeNull();
  });
});

test("who does what is what domain reference 4.5 says", () => {
  expect(ACTORS).toEqual({
    ACCEPT: ["RECEIVING"],
    REFUSE: ["RECEIVING"],
    START: ["DECIDING"],
    FORWARD: ["RECEIVING", "DECIDING"],
    REQUEST_SUPPLEMENT: ["RECEIVING", "DECIDING"],
    SUPPLY: ["CITIZEN", "RECEIVING", "HELPING"],
    REQUEST_PAYMENT: ["RECEIVING", "DECIDING"],
    PAY: ["PAYMENTS"],
    EXTEND: ["DECIDING"],
    WITHDRAW: ["CITIZEN"],
    STOP: ["DECIDING"],
    FINISH: ["DECIDING"],
    RETURN: ["RECEIVING", "HELPING", "DECIDING"],
  });
});
