import { createLog, createRelay, type PostgresStore, type Random, randomOf } from "../../../subgraphs/kit";
import { createHousekeeping } from "../../../subgraphs/payments/housekeeping";
import { ipnRoute } from "../../../subgraphs/payments/ipn";
import type { NewPaymentRequest } from "../../../subgraphs/payments/payment";
import { createPayments } from "../../../subgraphs/payments/payments";
import { logDayOf } from "../../../subgraphs/payments/reconcile";
import { DEVELOPMENT_PARTNER } from "../../../subgraphs/payments/settings";
import { openPaymentStore } from "../../../subgraphs/payments/store";
import { openTestPostgres } from "../../kit/postgres";
import { Crash, type ModelCallback, modelDossiers, modelPlatform } from "./model-platform";
import { newRequest, notice, PAYER } from "./run-payments";

const MINUTE = 60_000;
const BEGIN = Date.parse("2026-10-01T08:00:00+07:00");
const log = createLog("test", { level: "silent" });

/** How many things of each kind happened, over all histories. */
export type Counts = Record<string, number>;

/** Everything that histories are played on: one database, a platform and dossiers that survive each crash. */
export async function openStage(name: string) {
  let random: Random = randomOf("none");
  let gentle = false;
  let fuse: number | null = null;
  let dead = false;
  let clock = BEGIN;
  const counts: Counts = {};
  const count = (what: string, more = 1) => {
    counts[what] = (counts[what] ?? 0) + more;
  };
  const postgres: PostgresStore = await openTestPostgres(name, {
    onStatement(statement) {
      count("statements");
      if (statement === "rollback") return;
      if (fuse !== null) {
        dead ||= fuse === 0;
        fuse -= 1;
      }
      if (dead) throw new Crash(`before: ${statement}`);
    },
  });
  const store = await openPaymentStore(postgres);
  const mayFail = () => !gentle;
  const platform = modelPlatform(() => random, mayFail);
  const dossiers = modelDossiers(() => random, mayFail);
  const now = () => new Date(clock);
  const opened = () => {
    const client = { ...platform.client };
    const payments = createPayments({ store, platform: client, timeout: 1000, doubtAfter: MINUTE, log, now });
    return {
      payments,
      work: createHousekeeping({ payments, log, dayLists: null }),
      ipn: ipnRoute({ store, partner: DEVELOPMENT_PARTNER, log, now }),
      relay: createRelay({ name: "test", outbox: store.outbox, graph: dossiers.graph, log, now }),
    };
  };
  type Process = ReturnType<typeof opened>;

  /** One thing that the process does; it may die at any statement or message, or its answer may get lost. */
  const step = async (what: string, action: (process: Process) => Promise<unknown>): Promise<boolean> => {
    fuse = !gentle && random.next() < 0.35 ? random.below(24) : null;
    dead = false;
    count(what);
    try {
      await action(opened());
      if (!gentle && random.next() < 0.1) count("answers lost");
      return true;
    } catch (error) {
      if (!(error instanceof Error) || (!isCrash(error) && gentle)) throw error;
      count(isCrash(error) ? "crashes" : "failures");
      if (!isCrash(error) && error.name !== "PlatformUnavailable" && error.name !== "GraphUnavailable") throw error;
      return false;
    } finally {
      fuse = null;
      dead = false;
    }
  };

  const deliver = (callback: ModelCallback, times: number) =>
    step("callbacks", async ({ ipn }) => {
      count("callbacks delivered", times);
      const body = JSON.stringify(callbackBody(callback));
      const answers = await Promise.all(Array.from({ length: times }, () => ipn.handle({ body, headers: {} })));
      if (answers.some((answer) => answer.status === 200 && !/"00"/.test(answer.body))) {
        throw new Error(`a true callback was refused: ${JSON.stringify(answers)}`);
      }
    });

  return {
    counts,
    postgres,
    store,
    platform,
    dossiers,
    step,
    deliver,
    count,
    random: () => random,
    now,
    advance(milliseconds: number) {
      clock += milliseconds;
    },
    begin(history: number) {
      random = randomOf(`history ${history}`);
      gentle = false;
      clock = BEGIN;
      platform.forget();
      dossiers.forget();
    },
    /** No more crashes: what is left to do gets done. */
    calm() {
      gentle = true;
    },
  };
}

export type Stage = Awaited<ReturnType<typeof openStage>>;

function isCrash(error: Error): boolean {
  return error instanceof Crash || (error.cause instanceof Error && isCrash(error.cause));
}

function callbackBody({ payment, code, transaction }: ModelCallback): object {
  const own = { MaLoi: code, SoTien: String(payment.amount), MaGiaoDich: transaction };
  return notice(payment.reference, own);
}

/** Plays one history to its end: a random mixture of everything that can happen, then quiet until nothing is left to do. */
export async function playHistory(stage: Stage, history: number): Promise<NewPaymentRequest> {
  stage.begin(history);
  const random = stage.random();
  const request = requestOf(history, random, stage.now());
  const command = (name: string) => ({
    caller: "service:dossiers",
    idempotencyKey: `${name}-${history}`,
    at: stage.now(),
  });
  const ask = () =>
    stage.step("requests", ({ payments }) => payments.store.requestPayment(command("request"), request));
  while (!(await ask())) stage.count("requests repeated");
  let cancelled = false;
  const cancel = () =>
    stage.step("cancels", ({ payments }) =>
      payments.store.cancelRequests(command("cancel"), { dossierId: request.dossierId, reason: "withdrawn" }),
    );
  const length = 8 + random.below(18);
  for (let index = 0; index < length; index += 1) {
    const payment = pick(random, [...stage.platform.payments.values()]);
    const chance = random.below(100);
    if (chance < 28) await start(stage, request, random.below(4));
    else if (chance < 50 && payment !== null) stage.platform.decide(payment, random.next() < 0.7 ? "pay" : "refuse");
    else if (chance < 66) await deliverSome(stage);
    else if (chance < 71 && payment !== null) await forge(stage, payment);
    else if (chance < 78) stage.advance([10_000, MINUTE, 2 * MINUTE, 10 * MINUTE, 70 * MINUTE][random.below(5)] ?? 0);
    else if (chance < 83) await stage.step("settle jobs", ({ payments }) => payments.settleWaiting(100));
    else if (chance < 88) await stage.step("expiry jobs", ({ work }) => work.expire());
    else if (chance < 90) {
      cancelled = true;
      await cancel();
    } else if (chance < 94) await refund(stage, request);
    else if (chance < 98) await confirm(stage, request);
    else await stage.step("relay jobs", ({ relay }) => relay.run());
  }
  await end(stage, request, cancelled ? cancel : null);
  return request;
}

function requestOf(history: number, random: Random, now: Date): NewPaymentRequest {
  const phi = random.next() < 0.5 ? 1 + random.below(50_000) : 0;
  const lePhi = 1 + random.below(90_000) + (random.next() < 0.05 ? 3_000_000_000 : 0);
  return newRequest({
    agency: `H26.${history + 1}`,
    createdAt: now,
    expiresAt: new Date(now.getTime() + 60 * MINUTE),
    amount: phi + lePhi,
    lines: [
      { kind: "LE_PHI", code: "L", name: "Lệ phí", amount: lePhi },
      ...(phi > 0 ? [{ kind: "PHI" as const, code: "P", name: "Phí", amount: phi }] : []),
    ],
  });
}

async function start(stage: Stage, request: NewPaymentRequest, key: number): Promise<void> {
  const [known] = await stage.store.requests([request.id]);
  await stage.step("starts", ({ payments }) =>
    payments.start({
      payer: PAYER,
      paymentRequestId: request.id,
      expectedVersion: known?.version ?? 0,
      idempotencyKey: `start-${key}-${request.id}`,
    }),
  );
}

/** Any callbacks of those that there are, repeated and out of order. */
async function deliverSome(stage: Stage): Promise<void> {
  const callback = pick(stage.random(), stage.platform.callbacks);
  if (callback !== null) await stage.deliver(callback, 1 + stage.random().below(3));
}

/** A callback that must have no effect. */
async function forge(stage: Stage, payment: { readonly reference: string; readonly amount: number }): Promise<void> {
  const { reference, amount } = payment;
  const own = { SoTien: String(amount), MaGiaoDich: `${reference}-forged` };
  const line = { LoaiPhiLePhi: "1", MaPhiLePhi: "X", TenPhiLePhi: "X", SoTien: String(amount) };
  const bodies: readonly (readonly [object, string])[] = [
    [{ ...notice(reference, own), SoTien: String(amount + 1) }, "97"],
    [{ ...notice(reference, { ...own, MaLoi: "24" }), MaLoi: "00" }, "97"],
    [notice(reference, { ...own, MaDoiTac: "OTHER" }), "97"],
    [notice(reference, { ...own, SoTien: String(amount + 1) }), "04"],
    [notice(`${reference}0`, own), "01"],
    [{ ...notice(reference, own), ThongTinBienLai: { PhiLePhi: [line] } }, "05"],
  ];
  const [body, code] = bodies[stage.random().below(bodies.length)] ?? [{}, ""];
  await stage.step("forged callbacks", async ({ ipn }) => {
    const answer = await ipn.handle({ body: JSON.stringify(body), headers: {} });
    const given = /"MaLoi":"(\d\d)"/.exec(answer.body)?.[1];
    if (answer.status === 200 && given !== code)
      throw new Error(`a forged callback was answered ${given}, not ${code}`);
  });
}

async function refund(stage: Stage, { id }: NewPaymentRequest): Promise<void> {
  const [known] = await stage.store.requests([id]);
  const wish = { paymentRequestId: id, expectedVersion: known?.version ?? 0, reason: "paid by mistake" };
  const command = { caller: "officer:1", idempotencyKey: `refund-${id}-${known?.version}`, at: stage.now() };
  const refundId = `${id.slice(0, 24)}${id.slice(24).split("").reverse().join("")}`;
  await stage.step("refunds", ({ payments }) => payments.store.requestRefund(command, wish, refundId));
}

async function confirm(stage: Stage, { id }: NewPaymentRequest): Promise<void> {
  const owed = (await stage.store.refundsOfRequests([id])).get(id)?.find((each) => each.state === "REQUESTED");
  if (owed === undefined) return;
  const command = { caller: "officer:1", idempotencyKey: `confirm-${owed.id}`, at: stage.now() };
  const confirmation = { refundId: owed.id, expectedVersion: owed.version, treasuryReference: `UNC-${owed.id}` };
  await stage.step("confirmations", ({ payments }) => payments.store.confirmRefund(command, confirmation));
}

/** Hours go by in which nothing fails: pages that nobody paid are closed, callbacks come late, jobs run, the day is compared. */
async function end(stage: Stage, request: NewPaymentRequest, cancel: (() => Promise<boolean>) | null): Promise<void> {
  stage.calm();
  const random = stage.random();
  if (cancel !== null) await cancel();
  stage.advance(2 * 60 * MINUTE);
  for (const payment of stage.platform.payments.values()) {
    if (payment.state === "khoi-tao") stage.platform.decide(payment, "refuse");
  }
  for (const callback of [...stage.platform.callbacks].reverse()) {
    if (random.next() < 0.4) await stage.deliver(callback, 2);
  }
  await stage.step("settle jobs", ({ payments }) => payments.settleWaiting(100));
  await stage.step("expiry jobs", ({ work }) => work.expire());
  const day = logDayOf(stage.now());
  const taken = [...stage.platform.payments.values()].filter((payment) => payment.state === "thanh-cong");
  const lines = taken.map(({ reference, amount }) => ({ reference, amount, transaction: null, at: null }));
  const command = { caller: "service:platform", idempotencyKey: `list-${request.id}`, at: stage.now() };
  const { agency } = request;
  const list = { agency, day, source: "PLATFORM" as const, expectedVersion: null, lines };
  await stage.step("statements", ({ payments }) => payments.store.importStatement(command, list));
  for (let round = 0; round < 8; round += 1) {
    stage.advance(10 * MINUTE);
    await stage.step("relay jobs", ({ relay }) => relay.run());
    if ((await stage.store.outbox.due(new Date(stage.now().getTime() + 60 * MINUTE), 1)).length === 0) break;
  }
  await stage.step("reconciliations", ({ work }) => work.reconcileOne(agency, day));
  await stage.step("relay jobs", ({ relay }) => relay.run());
  await stage.step("reconciliations", ({ work }) => work.reconcileOne(agency, day));
}

function pick<Item>(random: Random, items: readonly Item[]): Item | null {
  return items.length === 0 ? null : random.pick(items);
}
