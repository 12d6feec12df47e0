import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { sql } from "kysely";
import type { NewPaymentRequest } from "../../../subgraphs/payments/payment";
import { logDayOf } from "../../../subgraphs/payments/reconcile";
import { openStage, playHistory, type Stage } from "./play-history";
import { journalFaultsIn } from "./run-payments";

/** `HISTORIES=10000` plays so many, from `FIRST_HISTORY` on; `HISTORY=123` that one alone. */
const HISTORIES = Number(process.env.HISTORIES ?? 100);
const FIRST = Number(process.env.FIRST_HISTORY ?? 0);
const ONLY = process.env.HISTORY === undefined ? null : Number(process.env.HISTORY);
const numbers = ONLY === null ? Array.from({ length: HISTORIES }, (_, index) => FIRST + index) : [ONLY];

describe("random histories of crashes and callbacks", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(`histories_${FIRST}`);
  });
  afterAll(() => stage.postgres.close());

  /** What the end of a history shows. */
  const outcomeOf = async (request: NewPaymentRequest) => {
    const { store } = stage;
    const [known] = await store.requests([request.id]);
    const { rows: booked } = await sql<{ kind: string; reference: string; amount: number }>`
      select t.kind, t.reference, sum(e.amount) filter (where e.amount > 0)::bigint as amount
      from payments.journal_transaction t join payments.journal_entry e on e.transaction_id = t.id
      where t.request_id = ${request.id} group by t.id order by t.id`.execute(stage.postgres.database());
    const differences = await store.differences(
      { agency: request.agency, day: logDayOf(stage.now()) },
      { after: null, limit: 100 },
    );
    const refunds = (await store.refundsOfRequests([request.id])).get(request.id) ?? [];
    const open = differences.filter((each) => each.state === "OPEN").map((each) => each.type);
    return { known, booked, open, refunds };
  };

  const check = async (request: NewPaymentRequest) => {
    const { known, booked, open, refunds } = await outcomeOf(request);
    const taken = [...stage.platform.payments.values()].filter((payment) => payment.state === "thanh-cong");
    const came = booked.filter(({ kind }) => kind === "PAYMENT" || kind === "SURPLUS");
    // Nothing lost, nothing twice: what the platform took is booked, each once and of its amount, and nothing else is.
    const written = (each: { reference: string; amount: number }) => `${each.reference} ${each.amount}`;
    expect(came.map(written).sort()).toEqual(taken.map(written).sort());
    const paid = came.filter(({ kind }) => kind === "PAYMENT");
    expect(paid.length).toBe(known?.state === "PAID" || known?.state === "REFUNDED" ? 1 : 0);
    expect(["PAID", "REFUNDED", "EXPIRED", "CANCELLED"]).toContain(known?.state);
    // What is owed back is known, and was paid back at most once.
    const back = booked.filter(({ kind }) => kind === "REFUND" || kind === "SURPLUS_REFUND");
    expect(back.map(written).sort()).toEqual(
      refunds
        .filter(({ state }) => state === "DONE")
        .map(written)
        .sort(),
    );
    const surplus = came.length - paid.length;
    expect(refunds.filter(({ cause }) => cause === "SURPLUS")).toHaveLength(surplus);
    // The dossier was told once of each end, in order, and nothing else.
    const told = stage.dossiers.effects.filter((each) => each.paymentRequestId === request.id);
    expect(told.map(({ outcome }) => outcome)).toEqual(
      known?.state === "REFUNDED" ? ["PAID", "REFUNDED"] : [known?.state],
    );
    expect(told.every(({ amount }) => amount === request.amount)).toBe(true);
    // The comparison with the platform's list leaves only what is still owed back.
    expect(open.filter((type) => type !== "REFUND" && type !== "DUPLICATE_PAYMENT")).toEqual([]);
    expect(open).toHaveLength(refunds.filter(({ state }) => state === "REQUESTED").length);
    stage.count(`ended ${known?.state}`);
    stage.count("payments taken", taken.length);
    stage.count("surplus", surplus);
  };

  test(`have at most one effect each and lose nothing: ${numbers.length} of them`, async () => {
    for (const number of numbers) {
      const request = await playHistory(stage, number);
      await check(request).catch((error: unknown) => {
        throw new Error(`history ${number} (HISTORY=${number} plays it again)`, { cause: error });
      });
    }
    expect(await journalFaultsIn(stage.postgres)).toEqual([]);
    // The mixture is what it claims to be.
    const { counts } = stage;
    if (ONLY === null) {
      for (const what of ["crashes", "forged callbacks", "surplus", "ended PAID", "ended EXPIRED", "ended CANCELLED"]) {
        expect([what, counts[what] ?? 0]).toEqual([what, expect.any(Number)]);
        expect(counts[what] ?? 0).toBeGreaterThan(0);
      }
    }
    if (process.env.HISTORIES !== undefined) process.stdout.write(`${JSON.stringify(counts)}\n`);
  }, 3_600_000);
});
