import { describe, expect, test } from "@jest/globals";
import type {
  AttemptState,
  FeeLine,
  PaymentAttempt,
  PaymentRequest,
  PlatformReport,
  Receipt,
  Refund,
  RequestState,
} from "../../../subgraphs/payments/payment";
import {
  amountDue,
  askAgainFrom,
  confirmObstacle,
  type Decision,
  decide,
  faultOf,
  isDoubtful,
  isPayable,
  isText,
  mayExpire,
  obstacle,
  receiptObstacle,
  refundObstacle,
  resolveObstacle,
  stateAt,
  statementObstacle,
} from "../../../subgraphs/payments/service";
import { newRequest } from "./run-payments";

const NOW = new Date("2026-10-01T09:00:00+07:00");
const plus = (milliseconds: number) => new Date(NOW.getTime() + milliseconds);
const requestIn = (state: RequestState, change: Partial<PaymentRequest> = {}): PaymentRequest => ({
  ...newRequest({ createdAt: plus(-60_000), expiresAt: plus(60_000) }),
  state,
  version: 3,
  paidAt: null,
  closedAt: null,
  closeReason: null,
  ...change,
});
const attemptIn = (state: AttemptState, change: Partial<PaymentAttempt> = {}): PaymentAttempt => ({
  reference: "dvc00000001",
  requestId: "r",
  state,
  amount: 60_000,
  redirectUrl: null,
  createdAt: NOW,
  askedAt: null,
  askFrom: NOW,
  settledAt: null,
  ...change,
});
const line: FeeLine = { kind: "LE_PHI", code: "L", name: "Lệ phí", amount: 60_000 };
const report = (change: Partial<PlatformReport> = {}): PlatformReport => ({
  reference: "dvc00000001",
  result: "PAID",
  amount: 60_000,
  transaction: "T",
  lines: null,
  ...change,
});

const REQUEST_STATES: readonly RequestState[] = ["CREATED", "PENDING", "PAID", "CANCELLED", "EXPIRED", "REFUNDED"];
const ATTEMPT_STATES: readonly AttemptState[] = ["CREATED", "PENDING", "PAID", "FAILED", "SURPLUS"];

describe("a report of the platform", () => {
  const decided = (attempt: AttemptState, request: RequestState, change: Partial<PlatformReport> = {}, due = 60_000) =>
    decide({ attempt, request, amount: 60_000, due, lines: [line] }, report(change));

  test.each(ATTEMPT_STATES.flatMap((attempt) => REQUEST_STATES.map((request) => [attempt, request] as const)))(
    "of a success for a %s attempt of a %s request is money with exactly one meaning",
    (attempt, request) => {
      const known = attempt === "PAID" || attempt === "SURPLUS";
      const unpaid = request === "CREATED" || request === "PENDING";
      const expected: Decision = known ? "REPEATED" : unpaid ? "PAY" : "SURPLUS";
      expect(decided(attempt, request)).toBe(expected);
    },
  );

  test.each(ATTEMPT_STATES)("of a failure for a %s attempt never undoes money", (attempt) => {
    const open = attempt === "CREATED" || attempt === "PENDING";
    expect(decided(attempt, "PENDING", { result: "FAILED" })).toBe(open ? "FAIL" : "REPEATED");
  });

  test("trap 16: of another amount than was asked for has no effect, whatever else fits", () => {
    for (const result of ["PAID", "FAILED"] as const) {
      expect(decided("PENDING", "PENDING", { result, amount: 59_999 })).toBe("AMOUNT_DIFFERS");
      expect(decided("PAID", "PAID", { result, amount: 60_001 })).toBe("AMOUNT_DIFFERS");
    }
  });

  test("of an amount that is not due any more is owed back, whatever lines it has", () => {
    expect(decided("FAILED", "CREATED", { lines: [] }, 70_000)).toBe("SURPLUS");
  });

  test.each<[string, readonly FeeLine[], Decision]>([
    ["none", [], "LINES_DIFFER"],
    ["another kind", [{ ...line, kind: "PHI" }], "LINES_DIFFER"],
    ["another code", [{ ...line, code: "M" }], "LINES_DIFFER"],
    ["another amount", [{ ...line, amount: 1 }], "LINES_DIFFER"],
    ["one more", [line, { ...line, amount: 0 }], "LINES_DIFFER"],
    ["another name alone", [{ ...line, name: "Le phi" }], "PAY"],
    ["the same", [line], "PAY"],
  ])("with %s as lines: %s", (_, lines, expected) => {
    expect(decided("PENDING", "PENDING", { lines })).toBe(expected);
  });

  test("with the same lines in another order pays", () => {
    const lines = [line, { ...line, kind: "PHI" as const, amount: 1 }];
    const known = { attempt: "PENDING", request: "PENDING", amount: 60_001, due: 60_001, lines } as const;
    expect(decide(known, report({ amount: 60_001, lines: [...lines].reverse() }))).toBe("PAY");
  });
});

describe("a start", () => {
  const asked = { payer: "citizen-1", expectedVersion: 3, now: NOW };
  test.each<[string, PaymentRequest, string | null]>([
    ["of an unpaid request", requestIn("CREATED"), null],
    ["of a request whose page is open", requestIn("PENDING"), null],
    ["of a paid request", requestIn("PAID"), "NOT_ALLOWED_NOW"],
    ["of a cancelled request", requestIn("CANCELLED"), "NOT_ALLOWED_NOW"],
    ["at the moment it expires", requestIn("CREATED", { expiresAt: NOW }), "NOT_ALLOWED_NOW"],
    ["of an open one at the moment it expires", requestIn("PENDING", { expiresAt: NOW }), "NOT_ALLOWED_NOW"],
    ["a millisecond before it expires", requestIn("CREATED", { expiresAt: plus(1) }), null],
    ["of another version", requestIn("CREATED", { version: 4 }), "CONFLICT"],
    ["of somebody else's, of another version", requestIn("CREATED", { payer: "x", version: 4 }), "NOT_FOUND"],
  ])("%s: %s", (_, request, expected) => {
    expect(obstacle(request, asked)).toBe(expected);
  });
});

describe("time", () => {
  test.each<[RequestState, number, RequestState]>([
    ["CREATED", 0, "EXPIRED"],
    ["CREATED", 1, "CREATED"],
    ["PENDING", 0, "PENDING"],
    ["PAID", 0, "PAID"],
  ])("makes a %s request that expires in %i ms %s", (state, left, expected) => {
    expect(stateAt(requestIn(state, { expiresAt: plus(left) }), NOW)).toBe(expected);
  });

  test.each<[string, RequestState, number, PaymentAttempt | null, boolean]>([
    ["without an attempt", "CREATED", 0, null, true],
    ["before its time", "CREATED", 1, null, false],
    ["that is paid", "PAID", 0, null, false],
    ["that is cancelled", "CANCELLED", 0, null, false],
    ["with an attempt that nobody asked about", "PENDING", 0, attemptIn("PENDING"), false],
    ["with an attempt that was asked about before", "PENDING", 0, attemptIn("PENDING", { askedAt: plus(-1) }), false],
    ["with an attempt that was asked about then", "PENDING", 0, attemptIn("PENDING", { askedAt: NOW }), true],
  ])("ends a request %s (%s, %i ms left)", (_, state, left, open, expected) => {
    expect(mayExpire(requestIn(state, { expiresAt: plus(left) }), open, NOW)).toBe(expected);
  });

  test.each<[AttemptState, number, boolean]>([
    ["PENDING", 1001, true],
    ["PENDING", 1000, false],
    ["CREATED", 1001, true],
    ["PAID", 9999, false],
    ["FAILED", 9999, false],
    ["SURPLUS", 9999, false],
  ])("makes a %s attempt of %i ms doubtful after a second: %s", (state, age, expected) => {
    expect(isDoubtful(attemptIn(state, { askFrom: plus(-age) }), NOW, 1000)).toBe(expected);
  });

  test("between questions about an attempt grows with its age, and is never less than nothing", () => {
    expect(askAgainFrom({ createdAt: plus(-1000) }, NOW)).toEqual(plus(100));
    expect(askAgainFrom({ createdAt: plus(1000) }, NOW)).toEqual(NOW);
  });
});

describe("what is due", () => {
  test("is the sum of what is unpaid in time, 0 when all is paid, and unknown without requests", () => {
    expect(amountDue([], NOW)).toBeNull();
    expect(amountDue([requestIn("PAID")], NOW)).toBe(0);
    const mixed = [
      requestIn("CREATED", { amount: 1 }),
      requestIn("PENDING", { amount: 20 }),
      requestIn("CREATED", { amount: 300, expiresAt: NOW }),
      requestIn("CANCELLED", { amount: 4000 }),
    ];
    expect(amountDue(mixed, NOW)).toBe(21);
  });

  test.each([
    [1, true],
    [2 ** 53 - 1, true],
    [0, false],
    [-1, false],
    [0.5, false],
    [2 ** 53, false],
    [Number.NaN, false],
  ])("can be %d: %s", (amount, expected) => {
    expect(isPayable(amount)).toBe(expected);
  });
});

describe("a new request", () => {
  test.each<[string, Parameters<typeof newRequest>[0], string | null]>([
    ["as it should be", {}, null],
    ["with a line that is free", { lines: [line, { ...line, amount: 0 }] }, null],
    ["with 100 lines", { lines: Array.from({ length: 100 }, () => line) }, null],
    ["with 101 lines", { lines: Array.from({ length: 101 }, () => line) }, "lines"],
    ["over nothing", { amount: 0, lines: [] }, "lines"],
    ["with a line below zero", { lines: [{ ...line, amount: -1 }] }, "lines"],
    ["with a line of half a đồng", { lines: [{ ...line, amount: 0.5 }] }, "lines"],
    ["with a line without a code", { lines: [{ ...line, code: "" }] }, "lines"],
    ["with a name of 500 characters", { lines: [{ ...line, name: "n".repeat(500) }] }, null],
    ["with a name of 501 characters", { lines: [{ ...line, name: "n".repeat(501) }] }, "lines"],
    ["without a dossier", { dossierId: "" }, "dossierId"],
    ["with a number of 101 characters", { dossierNumber: "1".repeat(101) }, "dossierNumber"],
    ["without a payer", { payer: " " }, "payer"],
    ["without a procedure", { procedure: "" }, "procedure"],
    ["that expires when it is made", { createdAt: NOW, expiresAt: NOW }, "expiresAt"],
  ])("%s: %s", (_, change, expected) => {
    expect(faultOf(newRequest({ createdAt: NOW, expiresAt: plus(1), ...change }))).toBe(expected);
  });

  test.each([
    ["a", 1, true],
    ["ab", 1, false],
    ["", 1, false],
    [" \t", 9, false],
    ["a\u0000b", 9, false],
    ["a\nb", 9, false],
    ["\ud800", 9, false],
    ["Lệ phí", 6, true],
  ])("has texts such as %j in %i characters: %s", (text, longest, expected) => {
    expect(isText(text, longest)).toBe(expected);
  });
});

describe("what officers do", () => {
  const refund: Refund = {
    id: "x",
    seq: 1,
    requestId: "r",
    reference: "dvc00000001",
    agency: "H26",
    cause: "AGENCY",
    amount: 60_000,
    state: "REQUESTED",
    reason: null,
    requestedAt: NOW,
    treasuryReference: null,
    doneAt: null,
    version: 3,
  };
  const receipt: Receipt = {
    kind: "PHI",
    amount: 1,
    template: null,
    symbol: null,
    number: null,
    issuedAt: null,
  };
  const conflict = { code: "CONFLICT", field: "expectedVersion" };
  const not = (field: string) => ({ code: "NOT_ALLOWED_NOW", field });

  test.each(REQUEST_STATES)("a %s request can be owed back when it is paid, once", (state) => {
    const expected = state === "PAID" ? null : not("paymentRequestId");
    expect(refundObstacle(requestIn(state), 3, 0)).toEqual(expected);
    expect(refundObstacle(requestIn(state), 3, 1)).toEqual(not("paymentRequestId"));
    expect(refundObstacle(requestIn(state), 2, 0)).toEqual(conflict);
  });

  test("a refund is confirmed once, and as it was read", () => {
    expect(confirmObstacle(refund, 3)).toBeNull();
    expect(confirmObstacle(refund, 2)).toEqual(conflict);
    expect(confirmObstacle({ ...refund, state: "DONE" }, 3)).toEqual(not("refundId"));
  });

  test("a receipt is numbered once, where there is one, and as its request was read", () => {
    expect(receiptObstacle(requestIn("PAID"), 3, receipt)).toBeNull();
    expect(receiptObstacle(requestIn("PAID"), 2, receipt)).toEqual(conflict);
    expect(receiptObstacle(requestIn("PAID"), 3, null)).toEqual(not("kind"));
    expect(receiptObstacle(requestIn("PAID"), 3, { ...receipt, number: "1" })).toEqual(not("number"));
  });

  test("a list is the first or corrects the last one", () => {
    expect([statementObstacle(null, null), statementObstacle(2, 2)]).toEqual([null, null]);
    expect([statementObstacle(null, 1), statementObstacle(2, null), statementObstacle(2, 1)]).toEqual([
      conflict,
      conflict,
      conflict,
    ]);
  });

  test.each(["OPEN", "CLEARED", "RESOLVED"] as const)(
    "a difference that is %s is settled while it is open",
    (state) => {
      expect(resolveObstacle({ state, version: 3 }, 3)).toEqual(state === "OPEN" ? null : not("differenceId"));
      expect(resolveObstacle({ state, version: 3 }, 4)).toEqual(conflict);
    },
  );
});
