import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { DossierStatus } from "../../../subgraphs/dossiers/status";
import { type Acted, act, done, dossierIn, people, refused } from "./acting";
import { callers, type RunningDossiers, runDossiers } from "./run-dossiers";

let run: RunningDossiers;
beforeAll(async () => {
  run = await runDossiers();
  await run.ask(people.catalogue, LEARN, { input: LAND_DUTY });
});
afterAll(() => run.close());

const LEARN =
  "mutation ($input: LearnProcedureVersionInput!) { learnProcedureVersion(input: $input) { errors { code } } }";
/** A procedure that is paid before it is forwarded, as 3.000722 is; its numbers are made up. */
const LAND_DUTY = {
  procedureCode: "3.000722",
  version: 1,
  effectiveFrom: "2026-01-01",
  collection: "BEFORE",
  afterFifteen: false,
  timeLimits: [{ amount: 3, unit: "WORKING_DAY" }],
  fees: [{ kind: "LE_PHI", code: "LP-01", name: "Lệ phí", amount: 3_000_000_000, state: "FIXED" }],
  idempotencyKey: "learn-3.000722-1",
};
const FEE = { kind: "LE_PHI", code: "LP-02", name: "Lệ phí cấp bản sao", amount: 50_000 };

const next = ({ id, version }: Acted["dossier"]) => ({ dossierId: id, expectedVersion: version });
const record = async (id: string) => {
  const found = (await run.store.byIds({ kind: "everything" }, [id])).get(id);
  if (found === undefined) throw new Error("no dossier");
  return found;
};
const messages = async (id: string) => (await record(id)).outbox.map(({ kind, variables }) => ({ kind, variables }));
const report = (dossierId: string, changes: Readonly<Record<string, unknown>> = {}) =>
  act(run, people.payments, "recordDossierPayment", {
    dossierId,
    paymentRequestId: "pay-1",
    outcome: "PAID",
    amount: 50_000,
    at: "2026-10-05T03:00:00Z",
    ...changes,
  });

async function requested(
  status: DossierStatus = DossierStatus.ACCEPTED,
  changes: Parameters<typeof dossierIn>[1] = {},
) {
  const dossier = dossierIn(status, changes);
  await run.store.insert(dossier);
  const input = { dossierId: dossier.id, expectedVersion: dossier.version, feeLines: [FEE] };
  return done(run, people.receiving, "requestDossierPayment", input);
}

async function filed() {
  const input = { procedureCode: "3.000722", receivingAgency: "H26.1", summary: "Nộp thuế đất" };
  return done(run, people.citizen, "submitDossier", input);
}

describe("a request for payment at status 6", () => {
  test("goes to the payments subgraph with all that it needs, written with the dossier", async () => {
    const dossier = await requested();
    expect(dossier).toMatchObject({ status: "PAYMENT_REQUESTED", feeLines: [{ ...FEE, state: "FIXED" }] });
    const [message] = await messages(dossier.id);
    expect(message).toMatchObject({
      kind: "REQUEST_PAYMENT",
      variables: {
        input: {
          dossierId: dossier.id,
          dossierNumber: dossier.number,
          payer: "citizen-a",
          agency: "H26.1",
          procedureCode: "1.001193",
          feeLines: [FEE],
          expiresAt: expect.stringMatching(/Z$/),
          idempotencyKey: expect.stringMatching(/^[0-9a-f-]{36}$/),
        },
      },
    });
  });

  test("asks for the dossier's own fee lines when none are named, and not for what is free or unknown", async () => {
    const line = (state: string, amount: number | null) => ({ kind: null, code: null, name: state, amount, state });
    const feeLines = [
      line("FIXED", 7_000),
      line("FREE", 0),
      line("FIXED", 0),
      line("UNKNOWN", null),
      line("SEE_DESCRIPTION", null),
    ];
    const dossier = dossierIn(DossierStatus.ACCEPTED, JSON.parse(JSON.stringify({ feeLines })));
    await run.store.insert(dossier);
    const input = { dossierId: dossier.id, expectedVersion: dossier.version };
    const answered = await done(run, people.receiving, "requestDossierPayment", input);
    expect(answered.feeLines).toEqual(feeLines);
    const asked = [{ kind: "PHI", code: "1.001193/1", name: "FIXED", amount: 7_000 }];
    expect(await messages(dossier.id)).toMatchObject([{ variables: { input: { feeLines: asked } } }]);
  });

  test.each<[string, DossierStatus, string]>([
    ["accepted", DossierStatus.ACCEPTED, "ACCEPTED"],
    ["in progress", DossierStatus.IN_PROGRESS, "IN_PROGRESS"],
    ["finished", DossierStatus.FINISHED, "FINISHED"],
  ])("that is paid leads a dossier that was %s back to there by itself", async (_, status, to) => {
    const dossier = await requested(status);
    const paid = await report(dossier.id);
    expect(paid).toMatchObject({
      errors: [],
      dossier: { status: to, payments: [{ paymentRequestId: "pay-1", outcome: "PAID" }] },
    });
    expect(paid.dossier?.history).toMatchObject([
      ...Array(dossier.version).fill({}),
      { from: "PAYMENT_REQUESTED", to, actorRole: "service" },
    ]);
    const { number, receivedAt, dueAt, forms } = dossier;
    expect(paid.dossier).toMatchObject({ number, receivedAt, dueAt, forms });
    expect((await record(dossier.id)).paidOnline).toBe(true);
  });

  test("before the reception receives the dossier when it is paid, with number and appointment", async () => {
    const dossier = await requested(DossierStatus.FILED);
    const paid = await report(dossier.id);
    expect(paid.dossier).toMatchObject({
      status: "ACCEPTED",
      number: expect.stringMatching(/^H26\.1-\d{6}-\d{4}$/),
      dueAt: expect.any(String),
      forms: [{ form: "RECEIPT" }],
    });
  });

  test("that expired can be made again, and one that is open cannot", async () => {
    const dossier = await requested();
    const again = { ...next(dossier), feeLines: [FEE] };
    expect((await act(run, people.receiving, "requestDossierPayment", again)).errors).toMatchObject([
      { code: "NOT_ALLOWED_NOW" },
    ]);
    const expired = await report(dossier.id, { outcome: "EXPIRED", amount: 0 });
    expect(expired.dossier).toMatchObject({ status: "PAYMENT_REQUESTED" });
    const second = await done(run, people.receiving, "requestDossierPayment", {
      ...again,
      expectedVersion: dossier.version + 1,
    });
    expect(second.feeLines).toHaveLength(1);
    expect(await messages(dossier.id)).toMatchObject([{ kind: "REQUEST_PAYMENT" }, { kind: "REQUEST_PAYMENT" }]);
  });

  test("is cancelled when the dossier is withdrawn or stopped, and there is nothing to cancel without one", async () => {
    for (const [caller, mutation] of [
      [people.citizen, "withdrawDossier"],
      [people.deciding, "stopDossier"],
    ] as const) {
      const dossier = await requested();
      await done(run, caller, mutation, { ...next(dossier), reason: "Không còn nhu cầu" });
      expect((await messages(dossier.id))[1]).toMatchObject({
        kind: "CANCEL_PAYMENT_REQUEST",
        variables: { input: { dossierId: dossier.id, reason: "Không còn nhu cầu" } },
      });
      const unasked = dossierIn(DossierStatus.ACCEPTED);
      await run.store.insert(unasked);
      await done(run, caller, mutation, { dossierId: unasked.id, expectedVersion: unasked.version, reason: "Lý do" });
      expect(await messages(unasked.id)).toEqual([]);
    }
  });

  test("need not be waited for, when the agency says why", async () => {
    const dossier = await requested();
    const silent = await act(run, people.deciding, "startProcessing", next(dossier));
    expect(silent.errors).toMatchObject([{ code: "INVALID", field: "note" }]);
    const started = await done(run, people.deciding, "startProcessing", { ...next(dossier), note: "Đã thu tại quầy" });
    expect(started.status).toBe("IN_PROGRESS");
    const late = await report(dossier.id);
    expect(late.dossier).toMatchObject({
      status: "IN_PROGRESS",
      payments: [{ outcome: "PAID" }],
      reports: [],
    });
  });
});

describe("trap 16: a report of a payment", () => {
  test("that comes twice changes nothing twice, with the same key or another", async () => {
    const { id } = await requested();
    const first = await report(id, { idempotencyKey: `report-${id}` });
    const second = await report(id, { idempotencyKey: `report-${id}` });
    const third = await report(id);
    expect([second, third]).toEqual([first, first]);
  });

  test("whose key is used for something else is refused", async () => {
    const { id } = await requested();
    await report(id, { idempotencyKey: `report-${id}` });
    const other = await report(id, { idempotencyKey: `report-${id}`, amount: 60_000 });
    expect(other.errors).toMatchObject([{ code: "IDEMPOTENCY_KEY_REUSED" }]);
    const elsewhere = await requested();
    const reused = await report(elsewhere.id, { idempotencyKey: `report-${id}` });
    expect(reused.errors).toMatchObject([{ code: "IDEMPOTENCY_KEY_REUSED" }]);
    expect((await record(elsewhere.id)).payments).toEqual([]);
  });

  test("of 100 at once moves the dossier once", async () => {
    const { id } = await requested();
    await Promise.all(
      Array.from({ length: 100 }, (_, index) => report(id, { idempotencyKey: `report-${id}-${index}` })),
    );
    const dossier = await record(id);
    expect(dossier.payments).toHaveLength(1);
    expect(dossier.status).toBe("ACCEPTED");
  });

  test("with less money than was asked for is kept, and the dossier waits for a person", async () => {
    const { id } = await requested();
    const short = await report(id, { amount: 49_999 });
    expect(short.dossier).toMatchObject({ status: "PAYMENT_REQUESTED", payments: [{ amount: 49_999 }] });
    expect((await record(id)).reports).toMatchObject([{ system: "payments", statedStatus: "PAID" }]);
  });

  test("for an earlier request does not free the dossier from the one that it waits for, and is nothing odd", async () => {
    const { id, version } = await requested();
    const small = { ...FEE, amount: 1_000 };
    const note = "Không chờ khoản thứ nhất";
    const started = await done(run, people.deciding, "startProcessing", {
      dossierId: id,
      expectedVersion: version,
      note,
    });
    const input = { dossierId: id, expectedVersion: started.version, feeLines: [small] };
    await done(run, people.deciding, "requestDossierPayment", input);
    const early = await report(id, { paymentRequestId: "request-first" });
    expect(early.dossier).toMatchObject({ status: "PAYMENT_REQUESTED", payments: [{ outcome: "PAID" }], reports: [] });
    const late = await report(id, { paymentRequestId: "request-second", amount: small.amount });
    expect(late.dossier?.status).toBe("IN_PROGRESS");
  });

  test("with more money than was asked for moves the dossier", async () => {
    const { id } = await requested();
    expect((await report(id, { amount: 50_001 })).dossier?.status).toBe("ACCEPTED");
  });

  test("that arrives after the money was given back does not move the dossier", async () => {
    const { id } = await requested();
    await report(id, { outcome: "REFUNDED" });
    expect((await report(id)).dossier).toMatchObject({
      status: "PAYMENT_REQUESTED",
      payments: [{ outcome: "REFUNDED" }, { outcome: "PAID" }],
    });
  });

  test("that contradicts an earlier one is kept beside it, for people to look at", async () => {
    const { id } = await requested();
    await report(id);
    await report(id, { outcome: "EXPIRED", amount: 0 });
    const dossier = await record(id);
    expect(dossier).toMatchObject({ status: "ACCEPTED", payments: [{ outcome: "PAID" }, { outcome: "EXPIRED" }] });
    expect(dossier.reports).toMatchObject([{ statedStatus: "EXPIRED" }]);
  });

  test("that says that paid money was given back is no contradiction", async () => {
    const { id } = await requested();
    await report(id);
    await report(id, { outcome: "REFUNDED" });
    expect(await record(id)).toMatchObject({ status: "ACCEPTED", reports: [] });
  });

  test("that comes after the dossier was withdrawn is kept, and the dossier stays withdrawn", async () => {
    const dossier = await requested();
    await done(run, people.citizen, "withdrawDossier", { ...next(dossier), reason: "Không còn nhu cầu" });
    expect((await report(dossier.id)).dossier).toMatchObject({ status: "WITHDRAWN", payments: [{ outcome: "PAID" }] });
  });

  test("of a dossier that does not exist yet says so, and is sent again later", async () => {
    expect((await report("not-yet")).errors).toMatchObject([{ code: "NOT_FOUND", field: "dossierId" }]);
  });

  test.each([
    [callers.service("dossier:read"), "FORBIDDEN"],
    [people.deciding, "FORBIDDEN"],
    [people.citizen, "FORBIDDEN"],
    [{ ...people.citizen, role: "anonymous" as const, subject: null }, "UNAUTHENTICATED"],
  ])("is taken from nobody else: %j", async (caller, code) => {
    const { id } = await requested();
    const input = { dossierId: id, paymentRequestId: "p", outcome: "PAID", amount: 50_000, at: "2026-10-05T03:00:00Z" };
    expect(await refused(run, caller, "recordDossierPayment", input)).toEqual([code]);
    expect((await record(id)).payments).toEqual([]);
  });
});

describe("trap 16: a procedure that is paid first", () => {
  test("is filed waiting, its payment asked for by the request number; trap 7: however large it is", async () => {
    const dossier = await filed();
    expect(dossier).toMatchObject({ status: "FILED", awaitingPayment: true, availableActions: ["WITHDRAW"] });
    const { requestNumber } = await record(dossier.id);
    expect(await messages(dossier.id)).toMatchObject([
      {
        kind: "REQUEST_PAYMENT",
        variables: { input: { dossierNumber: requestNumber, feeLines: [{ amount: 3_000_000_000 }] } },
      },
    ]);
  });

  test("waits for nothing when there is nothing to pay", async () => {
    const fees = [{ name: "Lệ phí", state: "FREE" }];
    const input = { ...LAND_DUTY, procedureCode: "3.000723", fees, idempotencyKey: "learn-3.000723-1" };
    await run.ask(people.catalogue, LEARN, { input });
    const filing = { procedureCode: "3.000723", receivingAgency: "H26.1", summary: "Nộp thuế đất" };
    const dossier = await done(run, people.citizen, "submitDossier", filing);
    expect(dossier).toMatchObject({ awaitingPayment: false, feeLines: [{ amount: 0, state: "FREE" }] });
    expect(await messages(dossier.id)).toEqual([]);
  });

  test("is handled by no officer before it is paid, and by the receiving one after", async () => {
    const dossier = await filed();
    expect((await act(run, people.receiving, "acceptDossier", next(dossier))).errors).toMatchObject([
      { code: "NOT_ALLOWED_NOW" },
    ]);
    const paid = await report(dossier.id, { amount: 3_000_000_000 });
    expect(paid.dossier).toMatchObject({
      status: "FILED",
      awaitingPayment: false,
      number: null,
      history: [
        {},
        {
          from: "FILED",
          to: "FILED",
          actorRole: "service",
          note: "Đã thanh toán: hồ sơ được chuyển đến cơ quan tiếp nhận",
        },
      ],
    });
    const accepted = await done(run, people.receiving, "acceptDossier", {
      ...next(dossier),
      expectedVersion: dossier.version + 1,
    });
    expect(accepted).toMatchObject({ status: "ACCEPTED" });
  });

  test("goes on when the money comes after the request had expired", async () => {
    const dossier = await filed();
    await report(dossier.id, { outcome: "EXPIRED", amount: 0 });
    expect((await record(dossier.id)).awaitingPayment).toBe(true);
    expect((await report(dossier.id, { amount: 3_000_000_000 })).dossier?.awaitingPayment).toBe(false);
  });

  test("waits for nobody any more when it is withdrawn", async () => {
    const dossier = await filed();
    const withdrawn = await done(run, people.citizen, "withdrawDossier", {
      ...next(dossier),
      reason: "Không còn nhu cầu",
    });
    expect(withdrawn).toMatchObject({ status: "WITHDRAWN", awaitingPayment: false });
    expect((await messages(dossier.id)).map(({ kind }) => kind)).toEqual(["REQUEST_PAYMENT", "CANCEL_PAYMENT_REQUEST"]);
  });
});
