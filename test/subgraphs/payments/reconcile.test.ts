import { describe, expect, test } from "@jest/globals";
import {
  closedDays,
  type Difference,
  findDifferences,
  logDayOf,
  logSpanOf,
  type Match,
  type OwnPayment,
  stateAfterRun,
} from "../../../subgraphs/payments/reconcile";

const own = (reference: string, change: Partial<OwnPayment> = {}): OwnPayment => ({
  reference,
  requestId: `request of ${reference}`,
  amount: 100,
  settled: true,
  told: true,
  duplicate: false,
  refund: null,
  ...change,
});
const match = (change: Partial<Match>): Match => ({
  own: [],
  lists: { PLATFORM: null, TREASURY: null },
  otherDays: { PLATFORM: [], TREASURY: [] },
  known: [],
  ...change,
});
const line = (reference: string, amount = 100) => ({ reference, amount });
const short = ({ type, source, reference, ownAmount, otherAmount }: Difference) =>
  `${type} ${source} ${reference} ${ownAmount} ${otherAmount}`;
const found = (change: Partial<Match>) => findDifferences(match(change)).map(short);

describe("the three-way match", () => {
  test("finds nothing where all three agree, and says nothing of a list that was not given", () => {
    const lists = { PLATFORM: [line("a"), line("b")], TREASURY: [line("b"), line("a")] };
    expect(found({ own: [own("a"), own("b")], lists })).toEqual([]);
    expect(found({ own: [own("a")] })).toEqual([]);
    expect(found({})).toEqual([]);
  });

  test.each<[string, Partial<Match>, string[]]>([
    [
      "a payment of which the dossier does not know",
      { own: [own("a", { told: false })] },
      ["PAID_DOSSIER_NOT_UPDATED OWN a 100 null"],
    ],
    ["no such thing of surplus money", { own: [own("a", { settled: false, told: false })] }, []],
    [
      "a second payment of a request, while it is owed back",
      { own: [own("a", { settled: false, duplicate: true, refund: "REQUESTED" })] },
      ["DUPLICATE_PAYMENT OWN a 100 null"],
    ],
    [
      "money that is owed back",
      { own: [own("a", { settled: false, refund: "REQUESTED" })] },
      ["REFUND OWN a 100 null"],
    ],
    ["a payment that is owed back", { own: [own("a", { refund: "REQUESTED" })] }, ["REFUND OWN a 100 null"]],
    [
      "nothing of money that was paid back",
      { own: [own("a", { refund: "DONE" }), own("b", { duplicate: true, refund: "DONE" })] },
      [],
    ],
    [
      "a dossier that was updated without money",
      { own: [own("a")], lists: { PLATFORM: [], TREASURY: null } },
      ["DOSSIER_UPDATED_NO_MONEY PLATFORM a 100 null"],
    ],
    [
      "money that did not reach the Treasury",
      { own: [own("a")], lists: { PLATFORM: [line("a")], TREASURY: [] } },
      ["DOSSIER_UPDATED_NO_MONEY TREASURY a 100 null"],
    ],
    [
      "another amount",
      { own: [own("a")], lists: { PLATFORM: [line("a", 99)], TREASURY: [line("a", 101)] } },
      ["AMOUNT_DIFFERS PLATFORM a 100 99", "AMOUNT_DIFFERS TREASURY a 100 101"],
    ],
    [
      "money that nobody booked",
      { lists: { PLATFORM: [line("x")], TREASURY: null } },
      ["PAID_NOT_BOOKED PLATFORM x null 100"],
    ],
    [
      "money of an attempt that was not booked",
      {
        lists: { PLATFORM: [line("x")], TREASURY: null },
        known: [{ reference: "x", requestId: "r", amount: 100, booked: false }],
      },
      ["PAID_NOT_BOOKED PLATFORM x 100 100"],
    ],
    [
      "another amount than an attempt asked for",
      {
        lists: { PLATFORM: [line("x", 7)], TREASURY: null },
        known: [{ reference: "x", requestId: "r", amount: 100, booked: false }],
      },
      ["AMOUNT_DIFFERS PLATFORM x 100 7"],
    ],
    [
      "another amount than was booked on another day",
      {
        lists: { PLATFORM: null, TREASURY: [line("x", 7)] },
        known: [{ reference: "x", requestId: "r", amount: 100, booked: true }],
      },
      ["AMOUNT_DIFFERS TREASURY x 100 7"],
    ],
    [
      "a payment that a list has twice, once however often",
      { own: [own("a")], lists: { PLATFORM: [line("a"), line("a"), line("a")], TREASURY: null } },
      ["DUPLICATE_PAYMENT PLATFORM a null 100"],
    ],
  ])("finds %s", (_, change, expected) => {
    expect(found(change)).toEqual(expected);
  });

  test("finds no fault in what fell on another day around the cut, in either direction", () => {
    const lists = { PLATFORM: [line("late")], TREASURY: [] };
    const otherDays = { PLATFORM: [line("a")], TREASURY: [line("a")] };
    const known = [{ reference: "late", requestId: "r", amount: 100, booked: true }];
    expect(found({ own: [own("a")], lists, otherDays, known })).toEqual([]);
    expect(found({ own: [own("a")], lists, otherDays: { ...otherDays, TREASURY: [line("a", 1)] }, known })).toEqual([
      "AMOUNT_DIFFERS TREASURY a 100 1",
    ]);
  });

  test("compares with the first of two lines about one payment, and names the other", () => {
    const lists = { PLATFORM: [line("a"), line("a", 7)], TREASURY: null };
    expect(found({ own: [own("a")], lists })).toEqual(["DUPLICATE_PAYMENT PLATFORM a null 7"]);
  });

  test("names the request where one is known", () => {
    const differences = findDifferences(
      match({ own: [own("a", { told: false })], lists: { PLATFORM: [line("a"), line("x")], TREASURY: null } }),
    );
    expect(differences.map((each) => each.requestId)).toEqual(["request of a", null]);
  });
});

describe("a difference that is there already", () => {
  test.each([
    ["OPEN", true, "OPEN"],
    ["OPEN", false, "CLEARED"],
    ["CLEARED", true, "OPEN"],
    ["CLEARED", false, "CLEARED"],
    ["RESOLVED", true, "RESOLVED"],
    ["RESOLVED", false, "RESOLVED"],
  ] as const)("that is %s and found again (%s) is %s after a run", (state, again, after) => {
    expect(stateAfterRun(state, again)).toBe(after);
  });
});

describe("the day of our log", () => {
  test.each([
    ["2026-10-01T23:29:59.999+07:00", "2026-10-01"],
    ["2026-10-01T23:30:00.000+07:00", "2026-10-02"],
    ["2026-10-01T00:00:00.000+07:00", "2026-10-01"],
    ["2026-12-31T16:30:00.000Z", "2027-01-01"],
  ])("of %s, cut at 23:30 in Việt Nam, is %s", (moment, day) => {
    expect(logDayOf(new Date(moment))).toBe(day);
    const { from, before } = logSpanOf(day);
    expect(from <= new Date(moment) && new Date(moment) < before).toBe(true);
    expect(before.getTime() - from.getTime()).toBe(86_400_000);
    expect(logDayOf(before)).not.toBe(day);
  });

  test("is closed when it is over, the newest first", () => {
    expect(closedDays(new Date("2026-10-02T23:29:00+07:00"), 2)).toEqual(["2026-10-01", "2026-09-30"]);
    expect(closedDays(new Date("2026-10-02T23:30:00+07:00"), 2)).toEqual(["2026-10-02", "2026-10-01"]);
  });
});
