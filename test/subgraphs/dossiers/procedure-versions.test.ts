import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Caller } from "../../../schema/caller";
import { DossierChannel, DossierFeeKind, DossierFeeState } from "../../../subgraphs/dossiers/dossier";
import { feeLinesOf, timeLimitOf } from "../../../subgraphs/dossiers/fees";
import {
  DossierFeeCollection,
  DossierTimeUnit,
  type FeeRule,
  type ProcedureVersion,
} from "../../../subgraphs/dossiers/rules";
import { dayOf } from "../../../subgraphs/kit";
import { act, done, people, refused } from "./acting";
import { callers, type RunningDossiers, runDossiers } from "./run-dossiers";

let run: RunningDossiers;
beforeAll(async () => {
  run = await runDossiers();
});
afterAll(() => run.close());

const today = dayOf(new Date());
const LEARN = `mutation ($input: LearnProcedureVersionInput!) {
  learnProcedureVersion(input: $input) { procedure { code } version errors { code field } }
}`;
let keys = 0;
async function learn(input: Readonly<Record<string, unknown>>, caller: Caller = people.catalogue) {
  keys += 1;
  const version = {
    version: 1,
    effectiveFrom: "2026-01-01",
    collection: "AFTER",
    afterFifteen: true,
    timeLimits: [{ amount: 5, unit: "WORKING_DAY" }],
    fees: [],
    idempotencyKey: `learn-key-${keys}`,
    ...input,
  };
  const answer = await run.ask(caller, LEARN, { input: version });
  expect(answer.errors).toBeUndefined();
  return JSON.parse(JSON.stringify(answer.data)).learnProcedureVersion;
}
const file = (procedureCode: string, changes: Readonly<Record<string, unknown>> = {}) =>
  act(run, people.citizen, "submitDossier", {
    procedureCode,
    receivingAgency: "H26.1",
    summary: "Hồ sơ thử",
    ...changes,
  });

describe("a dossier is filed under", () => {
  test("the version in force, whose fees and deadline rule become its own", async () => {
    const fees = [{ kind: "LE_PHI", code: "LP", name: "Lệ phí", amount: 8_000, state: "FIXED" }];
    expect(await learn({ procedureCode: "1.100001", fees })).toEqual({
      procedure: { code: "1.100001" },
      version: 1,
      errors: [],
    });
    const { dossier } = await file("1.100001");
    expect(dossier).toMatchObject({
      procedureVersion: 1,
      rules: { collection: "AFTER", afterFifteen: true, timeLimit: { amount: 5, unit: "WORKING_DAY" } },
      feeLines: [{ kind: "LE_PHI", code: "LP", name: "Lệ phí", amount: 8_000, state: "FIXED" }],
      awaitingPayment: false,
    });
  });

  test("trap 6: what held when it was filed, whatever later versions say", async () => {
    await learn({ procedureCode: "1.100002", fees: [{ name: "Lệ phí", amount: 8_000, state: "FIXED" }] });
    const { dossier } = await file("1.100002");
    await learn({ procedureCode: "1.100002", fees: [], effectiveTo: today, timeLimits: [] });
    await learn({ procedureCode: "1.100002", version: 2, effectiveFrom: today, fees: [], afterFifteen: false });
    const answer = await run.ask(
      callers.everything,
      "query ($id: ID) { dossier(id: $id) { procedureVersion feeLines { amount } rules { afterFifteen timeLimit { amount } } } }",
      { id: dossier?.id },
    );
    expect(JSON.parse(JSON.stringify(answer.data)).dossier).toEqual({
      procedureVersion: 1,
      feeLines: [{ amount: 8_000 }],
      rules: { afterFifteen: true, timeLimit: { amount: 5 } },
    });
    expect((await file("1.100002")).dossier).toMatchObject({
      procedureVersion: 2,
      feeLines: [],
      rules: { afterFifteen: false },
    });
  });

  test("no version that has not begun", async () => {
    await learn({ procedureCode: "1.100003", version: 2, effectiveFrom: "2099-01-01" });
    expect((await file("1.100003")).dossier).toMatchObject({ procedureVersion: null, rules: null, feeLines: [] });
    await learn({ procedureCode: "1.100003" });
    expect((await file("1.100003")).dossier).toMatchObject({ procedureVersion: 1 });
  });

  test("no procedure that has ended", async () => {
    await learn({ procedureCode: "1.100004", effectiveTo: "2026-01-31" });
    expect(await file("1.100004")).toMatchObject({
      dossier: null,
      errors: [{ code: "INVALID", field: "procedureCode" }],
    });
  });

  test("the version that the citizen has seen, or not at all", async () => {
    await learn({ procedureCode: "1.100005", version: 3 });
    expect(await file("1.100005", { procedureVersion: 2 })).toMatchObject({
      errors: [{ code: "INVALID", field: "procedureVersion" }],
    });
    expect((await file("1.100005", { procedureVersion: 3 })).dossier).toMatchObject({ procedureVersion: 3 });
  });

  test("trap 3: its own code alone: a sister procedure's version is not its version", async () => {
    await learn({ procedureCode: "1.001247", version: 7 });
    expect((await file("2.000200")).dossier).toMatchObject({ procedureVersion: null, rules: null });
  });

  test("the first answer again, when it is repeated after the procedure changed", async () => {
    await learn({ procedureCode: "1.100006" });
    const input = { idempotencyKey: "filed-before-the-end" };
    const first = await file("1.100006", input);
    await learn({ procedureCode: "1.100006", effectiveTo: "2026-01-31" });
    expect(await file("1.100006", input)).toEqual(first);
  });
});

describe("learnProcedureVersion", () => {
  test("is idempotent by its key: a late repetition does not bring the old content back", async () => {
    const first = { procedureCode: "1.100010", idempotencyKey: "first-telling" };
    await learn(first);
    await learn({ procedureCode: "1.100010", afterFifteen: false });
    expect((await learn(first)).errors).toEqual([]);
    expect((await file("1.100010")).dossier).toMatchObject({ rules: { afterFifteen: false } });
  });

  test("refuses a key that was used for something else", async () => {
    await learn({ procedureCode: "1.100011", idempotencyKey: "only-for-this" });
    for (const changes of [{ procedureCode: "1.100011", afterFifteen: false }, { procedureCode: "1.100012" }]) {
      const { errors } = await learn({ ...changes, idempotencyKey: "only-for-this" });
      expect(errors).toMatchObject([{ code: "IDEMPOTENCY_KEY_REUSED" }]);
    }
  });

  test("takes 50 tellings at once without losing one", async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => learn({ procedureCode: "1.100013", version: 1 + (index % 5) })),
    );
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    expect((await file("1.100013")).dossier).toMatchObject({ procedureVersion: 5 });
  });

  const fee = { name: "Phí", state: "FIXED", amount: 1 };
  test.each([
    ["procedureCode", { procedureCode: "2.000815.000.00.00.H55.02" }],
    ["procedureCode", { procedureCode: "a b" }],
    ["version", { version: 0 }],
    ["effectiveTo", { effectiveTo: "2025-12-31" }],
    ["timeLimits.0.amount", { timeLimits: [{ amount: -1, unit: "DAY" }] }],
    [
      "timeLimits.1.amount",
      {
        timeLimits: [
          { amount: 1, unit: "DAY" },
          { amount: 25, unit: "MONTH" },
        ],
      },
    ],
    ["fees.0", { fees: [{ ...fee, amount: null }] }],
    ["fees.0", { fees: [{ ...fee, amount: -1 }] }],
    ["fees.0", { fees: [{ ...fee, state: "FREE" }] }],
    ["fees.0", { fees: [{ ...fee, state: "UNKNOWN" }] }],
    ["fees.0", { fees: [{ ...fee, agency: "000.00.14.H20" }] }],
    ["fees.0", { fees: [{ ...fee, name: " " }] }],
    ["fees.1", { fees: [fee, { ...fee, from: "2026-02-01", to: "2026-01-01" }] }],
    ["idempotencyKey", { idempotencyKey: "short" }],
  ])("refuses an unacceptable %s: %j", async (field, changes) => {
    expect((await learn({ procedureCode: "1.100020", ...changes })).errors).toMatchObject([{ code: "INVALID", field }]);
  });

  test.each([
    [callers.service("dossier:payment"), "FORBIDDEN"],
    [callers.officer("G22"), "FORBIDDEN"],
    [callers.auditor("dossier:procedures"), "FORBIDDEN"],
    [{ ...people.citizen, role: "anonymous" as const, subject: null }, "UNAUTHENTICATED"],
  ])("is for the catalogue alone, not for %j", async (caller, code) => {
    const input = {
      procedureCode: "1.100021",
      version: 1,
      effectiveFrom: today,
      collection: "NONE",
      afterFifteen: false,
      timeLimits: [],
      fees: [],
    };
    expect(await refused(run, caller, "learnProcedureVersion", input)).toEqual([code]);
  });
});

describe("fee lines", () => {
  const rule = (changes: Partial<FeeRule>): FeeRule => ({
    kind: DossierFeeKind.LE_PHI,
    code: "LP",
    name: "Lệ phí",
    amount: 8_000,
    state: DossierFeeState.FIXED,
    channel: null,
    agency: null,
    from: null,
    to: null,
    ...changes,
  });
  const version = (fees: readonly FeeRule[], timeLimits: ProcedureVersion["timeLimits"] = []): ProcedureVersion => ({
    procedureCode: "1.001193",
    version: 1,
    effectiveFrom: "2026-01-01",
    effectiveTo: null,
    collection: DossierFeeCollection.AFTER,
    afterFifteen: false,
    timeLimits,
    fees,
  });
  const amounts = (fees: readonly FeeRule[], filing: Partial<Parameters<typeof feeLinesOf>[1]> = {}) =>
    feeLinesOf(version(fees), { channel: DossierChannel.ONLINE, agency: "H24.1", day: "2026-08-08", ...filing }).map(
      ({ code, amount, state }) => `${code} ${amount} ${state}`,
    );
  /** Hải Phòng's Resolution 23/2026: online civil-status fees are 0 from 08/8/2026 (domain reference 3.8). */
  const haiPhong = [
    rule({}),
    rule({ amount: 0, state: DossierFeeState.FREE, channel: DossierChannel.ONLINE, agency: "H24", from: "2026-08-08" }),
  ];

  test("trap 6: follow channel, place and day of filing", () => {
    expect(amounts(haiPhong)).toEqual(["LP 0 FREE"]);
    expect(amounts(haiPhong, { day: "2026-08-07" })).toEqual(["LP 8000 FIXED"]);
    expect(amounts(haiPhong, { channel: DossierChannel.IN_PERSON })).toEqual(["LP 8000 FIXED"]);
    expect(amounts(haiPhong, { agency: "H26.1" })).toEqual(["LP 8000 FIXED"]);
    expect(amounts(haiPhong, { agency: "H24" })).toEqual(["LP 0 FREE"]);
    expect(amounts([...haiPhong].reverse())).toEqual(["LP 0 FREE"]);
  });

  test("trap 6: keep unknown, free and left to the text apart", () => {
    const states = [DossierFeeState.FREE, DossierFeeState.UNKNOWN, DossierFeeState.SEE_DESCRIPTION];
    const fees = states.map((state, index) =>
      rule({ code: `C${index}`, state, amount: state === DossierFeeState.FREE ? 0 : null }),
    );
    expect(amounts(fees)).toEqual(["C0 0 FREE", "C1 null UNKNOWN", "C2 null SEE_DESCRIPTION"]);
  });

  test("of a place go before those of a channel that hold everywhere", () => {
    const fees = [rule({ amount: 5, channel: DossierChannel.ONLINE }), rule({ amount: 6, agency: "H24" })];
    expect(amounts(fees)).toEqual(["LP 6 FIXED"]);
    expect(amounts([...fees].reverse())).toEqual(["LP 6 FIXED"]);
    expect(amounts([...fees, rule({ amount: 7, agency: "H24.1" })])).toEqual(["LP 7 FIXED"]);
  });

  test("end with the last day of the row", () => {
    const fees = [rule({ amount: 5, to: "2026-08-08" }), rule({ amount: 6, from: "2026-08-09" })];
    expect(amounts(fees)).toEqual(["LP 5 FIXED"]);
    expect(amounts(fees, { day: "2026-08-09" })).toEqual(["LP 6 FIXED"]);
    expect(amounts(fees.slice(0, 1), { day: "2026-08-09" })).toEqual([]);
  });

  test("are told apart by code, else by name, and the newer row goes before the older one", () => {
    expect(amounts([rule({}), rule({ code: null, name: "Phí" }), rule({ code: null, name: "Khác" })])).toHaveLength(3);
    expect(amounts([rule({ amount: 1, from: "2026-02-01" }), rule({ amount: 2, from: "2026-01-01" })])).toEqual([
      "LP 1 FIXED",
    ]);
  });

  test("belong to a time limit by channel, its own before that of any", () => {
    const limits = [
      { channel: null, amount: 5, unit: DossierTimeUnit.DAY },
      { channel: DossierChannel.ONLINE, amount: 3, unit: DossierTimeUnit.DAY },
    ];
    expect(timeLimitOf(version([], limits), DossierChannel.ONLINE)?.amount).toBe(3);
    expect(timeLimitOf(version([], limits), DossierChannel.POST)?.amount).toBe(5);
    expect(timeLimitOf(version([], limits.slice(1)), DossierChannel.POST)).toBeNull();
  });
});

describe("the working calendar", () => {
  const SET = `mutation ($input: SetWorkingCalendarInput!) {
    setWorkingCalendar(input: $input) { calendar { year version decision workingSaturdays holidays { day name } } errors { code field } }
  }`;
  /** Made up. */
  const CALENDAR = {
    year: 2031,
    holidays: [{ day: "2031-01-02", name: "a Thursday" }],
    workingSaturdays: ["2031-01-11"],
    decision: "made up",
    expectedVersion: 0,
    idempotencyKey: "calendar-2031",
  };
  const office = callers.officer("G22");
  const set = async (changes: Readonly<Record<string, unknown>>, caller = office) => {
    const answer = await run.ask(caller, SET, { input: { ...CALENDAR, ...changes } });
    return (
      answer.errors?.map((error) => error.extensions.code) ?? JSON.parse(JSON.stringify(answer.data)).setWorkingCalendar
    );
  };

  test("is set by the Government Office, a version a time, and read by everybody", async () => {
    const first = await set({});
    expect(first).toMatchObject({ calendar: { year: 2031, version: 1, workingSaturdays: ["2031-01-11"] }, errors: [] });
    expect(await set({})).toEqual(first);
    expect(await set({ idempotencyKey: "calendar-2031-b" })).toMatchObject({
      errors: [{ code: "CONFLICT", field: "expectedVersion" }],
    });
    expect(await set({ decision: "other" })).toMatchObject({ errors: [{ code: "IDEMPOTENCY_KEY_REUSED" }] });
    const second = await set(
      { expectedVersion: 1, workingSaturdays: [], idempotencyKey: "calendar-2031-c" },
      callers.service("dossier:calendar"),
    );
    expect(second).toMatchObject({ calendar: { version: 2, workingSaturdays: [] } });
    const read = await run.ask(
      callers.partner("H26"),
      "{ set: workingCalendar(year: 2031) { version } unset: workingCalendar(year: 2032) { version } }",
    );
    expect(JSON.parse(JSON.stringify(read.data))).toEqual({ set: { version: 2 }, unset: null });
  });

  test("moves the appointments that are given after it, and none that were given", async () => {
    const year = Number(today.slice(0, 4));
    await learn({ procedureCode: "1.100030", timeLimits: [{ amount: 1, unit: "WORKING_DAY" }], afterFifteen: false });
    const accepted = async () => {
      const { dossier } = await file("1.100030");
      return done(run, people.receiving, "acceptDossier", { dossierId: dossier?.id, expectedVersion: 1 });
    };
    const before = await accepted();
    const day = String(before.dueAt).slice(0, 10);
    const calendar = { year: Number(day.slice(0, 4)), holidays: [{ day, name: "made up" }], workingSaturdays: [] };
    expect(await set({ ...calendar, idempotencyKey: `calendar-${year}` })).toMatchObject({ errors: [] });
    const after = await accepted();
    expect(String(after.dueAt) > String(before.dueAt)).toBe(true);
    const [kept] = (await run.store.byIds({ kind: "everything" }, [before.id])).values();
    expect(kept?.dueAt?.toISOString()).toBe(before.dueAt);
  });

  test.each([
    ["year", { year: 1999, holidays: [{ day: "1999-01-01", name: "x" }], workingSaturdays: [] }],
    ["holidays", { holidays: [] }],
    ["holidays", { holidays: [{ day: "2032-01-01", name: "x" }] }],
    ["holidays", { holidays: [CALENDAR.holidays[0], CALENDAR.holidays[0]] }],
    ["workingSaturdays", { workingSaturdays: ["2031-01-10"] }],
    ["workingSaturdays", { holidays: [{ day: "2031-01-11", name: "x" }] }],
    ["workingSaturdays", { workingSaturdays: ["2030-01-12"] }],
    ["decision", { decision: "" }],
    ["source", { source: "" }],
    ["idempotencyKey", { idempotencyKey: "k" }],
  ])("refuses an unacceptable %s: %j", async (field, changes) => {
    expect(await set({ idempotencyKey: `bad-calendar-${JSON.stringify(changes).length}`, ...changes })).toMatchObject({
      calendar: null,
      errors: [{ code: "INVALID", field }],
    });
  });

  test.each([
    [callers.officer("G22.1"), "FORBIDDEN"],
    [callers.officer("H26"), "FORBIDDEN"],
    [callers.service("dossier:procedures"), "FORBIDDEN"],
    [{ ...people.citizen, role: "anonymous" as const, subject: null }, "UNAUTHENTICATED"],
  ])("is not set by %j", async (caller, code) => {
    expect(await set({}, caller)).toEqual([code]);
  });
});
