import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { createEnvironment, createLog, readSettings, SettingsError } from "../../../subgraphs/kit";
import { payments } from "../../../subgraphs/payments";
import { seedPayments } from "../../../subgraphs/payments/seed";
import { paymentPlatformStandIn } from "../../../subgraphs/payments/stand-in";
import { journalFaults, type RunningPayments, runPayments } from "./run-payments";
import { worldOf } from "./sample-world";

const world = worldOf(2500);
const charged = world.dossiers.filter((dossier) => dossier.payment.state !== "NONE");

describe("the samples of payments", () => {
  let running: RunningPayments;
  let said: string;
  let statements: number;
  beforeAll(async () => {
    running = await runPayments("seed");
    const before = running.statements.length;
    said = await seedPayments(running.payments, world);
    statements = running.statements.length - before;
  });
  afterAll(() => running.close());

  test("are one request for every dossier with a fee, some paid, in a few statements", async () => {
    const due = charged.length;
    const paid = charged.filter((dossier) => dossier.payment.state === "PAID").length;
    expect(said).toBe(`${due} new payment requests, ${paid} of them paid`);
    const states = await running.rows(sql<{ state: string; count: number }>`
      select state, count(*)::int as count from payments.payment_request group by state order by state`);
    expect(states.map((row) => row.state)).toEqual(["CREATED", "PAID"]);
    expect(states.reduce((sum, row) => sum + row.count, 0)).toBe(due);
    expect(statements).toBeLessThan(35);
  });

  test("obey the ledger, and have a receipt for each kind of fee", async () => {
    expect(await journalFaults(running)).toEqual([]);
    expect(
      await running.rows(sql`
        select r.id from payments.payment_request r where r.state = 'PAID'
        and r.amount <> (select coalesce(sum(amount), 0) from payments.receipt where request_id = r.id)`),
    ).toEqual([]);
  });

  test("are the same on every machine and are written once", async () => {
    const read = () =>
      running.rows(sql<{ id: string }>`select id, version, amount from payments.payment_request order by id`);
    const before = await read();
    expect(await seedPayments(running.payments, world)).toBe("0 new payment requests");
    expect(await read()).toEqual(before);
    expect(before[0]?.id).toMatch(/^00/);
  });

  test("are taken up where an interrupted first start left them, and show how far they are", async () => {
    const larger = worldOf(3000);
    const steps: string[] = [];
    const progress = (done: number, of: number) => void steps.push(`${done}/${of}`);
    const due = larger.dossiers.filter((dossier) => dossier.payment.state !== "NONE").length;
    expect(await seedPayments(running.payments, { ...larger, progress })).toMatch(
      new RegExp(`^${due - charged.length} new payment requests`),
    );
    expect(steps.at(-1)).toBe(`${due}/${due}`);
    expect(await journalFaults(running)).toEqual([]);
  });

  test("tell dossiers nothing that their samples know already", async () => {
    expect(await running.payments.store.outbox.due(new Date("2100-01-01T00:00:00Z"), 10)).toEqual([]);
  });

  test("can be paid", async () => {
    const [sample] = await running.rows(sql<{ id: string; payer: string; version: number }>`
      select id, payer, version from payments.payment_request where state = 'CREATED' order by id limit 1`);
    if (sample === undefined) throw new Error("no unpaid sample");
    const { payer, version } = sample;
    const started = await running.payments.start({
      payer,
      paymentRequestId: sample.id,
      expectedVersion: version,
      idempotencyKey: "sample-key",
    });
    if (started.kind !== "STARTED") throw new Error(started.kind);
    const page = started.attempt.redirectUrl ?? "";
    const paid = await fetch(page, { method: "POST", body: new URLSearchParams({ decision: "pay" }) });
    expect(await paid.text()).toMatch(/Thanh toán thành công/);
    expect(await running.state(sample.id)).toBe("PAID");
  });
});

describe("payments in production", () => {
  const variables = {
    NODE_ENV: "production",
    DATABASE_URL: "postgres://nowhere.invalid/x",
    PAYMENT_PLATFORM_URL: "http://platform.example/pay",
  };
  const environment = createEnvironment({ variables, log: createLog("test", { level: "silent" }) });

  test("refuse the public secret and an unencrypted way to the platform, both at once", async () => {
    const opening = payments.open(readSettings(payments.settings, variables), environment);
    await expect(opening).rejects.toThrow(SettingsError);
    await expect(opening).rejects.toThrow(/PAYMENT_PARTNER_SECRET[\s\S]*PAYMENT_PLATFORM_URL/);
  });

  test("have no stand-in platform", async () => {
    await expect(paymentPlatformStandIn.start(environment)).rejects.toThrow(/production needs PAYMENT_PLATFORM_URL/);
  });
});
