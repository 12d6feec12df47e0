import { describe, expect, test } from "@jest/globals";
import type { FeeLine, NewPaymentRequest, PaymentRequest, RequestState } from "../../../../subgraphs/payments/payment";
import { faultOf, mayExpire, obstacle } from "../../../../subgraphs/payments/service";

const NOW = new Date("2026-10-01T09:00:00+07:00");
const plus = (milliseconds: number) => new Date(NOW.getTime() + milliseconds);
const line: FeeLine = { kind: "LE_PHI", code: "L", name: "Lệ phí", amount: 60_000 };
const asNew: NewPaymentRequest = {
  id: "00000000-0000-4000-8000-000000000001",
  dossierId: "dossier-1",
  dossierNumber: "H26-260101-0001",
  agency: "H26",
  payer: "citizen-1",
  procedure: "2.000815",
  amount: 60_000,
  createdAt: plus(-60_000),
  expiresAt: plus(60_000),
  lines: [line],
};
const request = (state: RequestState, change: Partial<PaymentRequest> = {}): PaymentRequest => ({
  ...asNew,
  state,
  version: 3,
  paidAt: null,
  closedAt: null,
  closeReason: null,
  ...change,
});

describe("a payment is begun", () => {
  const asked = { payer: "citizen-1", expectedVersion: 3, now: NOW };
  const cases: readonly (readonly [string, string | null, PaymentRequest])[] = [
    ["of an unpaid request", null, request("CREATED")],
    ["of a request whose page is open", null, request("PENDING")],
    ["of a paid request", "NOT_ALLOWED_NOW", request("PAID")],
    ["of a cancelled request", "NOT_ALLOWED_NOW", request("CANCELLED")],
    ["of an expired request", "NOT_ALLOWED_NOW", request("EXPIRED")],
    ["of a request that was paid back", "NOT_ALLOWED_NOW", request("REFUNDED")],
    ["at the moment it expires", "NOT_ALLOWED_NOW", request("CREATED", { expiresAt: NOW })],
    ["of an open one at the moment it expires", "NOT_ALLOWED_NOW", request("PENDING", { expiresAt: NOW })],
    ["a millisecond before it expires", null, request("CREATED", { expiresAt: plus(1) })],
    ["of another version", "CONFLICT", request("CREATED", { version: 4 })],
    ["of a paid one of another version", "CONFLICT", request("PAID", { version: 2 })],
    ["of somebody else's, of another version", "NOT_FOUND", request("CREATED", { payer: "x", version: 4 })],
  ];
  test.each(cases)("%s: %s", (_, expected, found) => {
    expect(obstacle(found, asked)).toBe(expected);
  });
});

describe("a new request", () => {
  test("has no line that cannot be, whatever its other lines are", () => {
    expect(faultOf({ ...asNew, lines: [line, line] })).toBeNull();
    expect(faultOf({ ...asNew, lines: [line, { ...line, code: "" }] })).toBe("lines");
  });
});

describe("the end of a request", () => {
  test("waits for an open attempt about which nobody asked", () => {
    const open = {
      reference: "dvc00000001",
      requestId: asNew.id,
      state: "PENDING" as const,
      amount: 60_000,
      redirectUrl: null,
      createdAt: NOW,
      askedAt: null,
      askFrom: NOW,
      settledAt: null,
    };
    expect(mayExpire(request("PENDING", { expiresAt: NOW }), open, NOW)).toBe(false);
    expect(mayExpire(request("PENDING", { expiresAt: NOW }), { ...open, askedAt: NOW }, NOW)).toBe(true);
  });
});
