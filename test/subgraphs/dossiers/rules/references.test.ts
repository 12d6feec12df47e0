import { describe, expect, test } from "@jest/globals";
import type { Caller } from "../../../../schema/caller";
import { commandId, DossierChannel, DossierFeeKind, DossierFeeState } from "../../../../subgraphs/dossiers/dossier";
import {
  DossierFeeCollection,
  DossierTimeUnit,
  type FeeRule,
  type ProcedureVersion,
} from "../../../../subgraphs/dossiers/rules";
import {
  type CalendarCommand,
  learnProcedureVersion,
  setWorkingCalendar,
} from "../../../../subgraphs/dossiers/service/reference";
import type { ReferenceStore, Saved } from "../../../../subgraphs/dossiers/store-reference";
import { testCaller } from "../../../kit/context";
import { memoryStore } from "./memory-store";

const refused = (code: string, field: string) => ({ refused: code, field });
const FEE: FeeRule = {
  kind: DossierFeeKind.PHI,
  code: "F1",
  name: "Phí",
  amount: 20_000,
  state: DossierFeeState.FIXED,
  channel: DossierChannel.ONLINE,
  agency: "H26",
  from: "2026-01-01",
  to: "2026-01-01",
};
const LIMIT = { channel: null, amount: 5, unit: DossierTimeUnit.WORKING_DAY };
const VERSION: ProcedureVersion = {
  procedureCode: "2.000815",
  version: 1,
  effectiveFrom: "2026-01-01",
  effectiveTo: "2026-01-01",
  collection: DossierFeeCollection.AFTER,
  afterFifteen: true,
  timeLimits: [LIMIT],
  fees: [FEE],
};

describe("a version of a procedure", () => {
  const catalogue = testCaller({ role: "service", subject: "catalogue", scopes: ["dossier:procedures"] });
  const learn = async (
    changes: Partial<ProcedureVersion> = {},
    saved: Saved = "written",
    caller: Caller = catalogue,
  ) => {
    const writes: Parameters<ReferenceStore["learn"]>[] = [];
    const store = memoryStore([], {
      async learn(...write) {
        writes.push(write);
        return saved;
      },
    });
    const outcome = await learnProcedureVersion(
      { ...VERSION, idempotencyKey: "key-00000001", ...changes },
      caller,
      store,
    );
    return { outcome, writes };
  };

  test("is learned in its normal form, under the key of who told it", async () => {
    const { outcome, writes } = await learn({ fees: [{ ...FEE, name: " Phí " }] });
    expect(outcome).toEqual({ learned: VERSION });
    expect(writes).toEqual([
      [VERSION, { id: commandId("catalogue", "key-00000001"), hash: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    ]);
  });

  test("says the same whatever the order of its members", async () => {
    const { from, to, ...fee } = FEE;
    const [first, second] = await Promise.all([
      learn(),
      learn({
        fees: [{ to, from, ...fee }],
        timeLimits: [{ unit: LIMIT.unit, channel: null, amount: 5 }],
      }),
    ]);
    expect(second.writes[0]?.[1].hash).toBe(first.writes[0]?.[1].hash);
  });

  test("that repeats or contradicts what is known is no refusal, a reused key is one", async () => {
    expect((await learn({}, "repeated")).outcome).toEqual({ learned: VERSION });
    expect((await learn({}, "reused")).outcome).toEqual(refused("IDEMPOTENCY_KEY_REUSED", "idempotencyKey"));
  });

  test.each<[string, Partial<ProcedureVersion>, string | null]>([
    ["of a local code", { procedureCode: "2.000815.H26" }, "procedureCode"],
    ["of no code", { procedureCode: "?" }, "procedureCode"],
    ["of a code of its own kind", { procedureCode: "C08_XPHCDB" }, null],
    ["with number 0", { version: 0 }, "version"],
    ["that ends before it begins", { effectiveTo: "2025-12-31" }, "effectiveTo"],
    ["that does not end", { effectiveTo: null }, null],
    ["with a limit below nothing", { timeLimits: [LIMIT, { ...LIMIT, amount: -1 }] }, "timeLimits.1.amount"],
    ["with a limit of nothing", { timeLimits: [{ ...LIMIT, amount: 0 }] }, null],
    ["without limits and fees", { timeLimits: [], fees: [] }, null],
  ])("%s is learned, or not", async (_, changes, field) => {
    const { outcome, writes } = await learn(changes);
    expect("learned" in outcome ? null : outcome).toEqual(field === null ? null : refused("INVALID", field));
    expect(writes).toHaveLength(field === null ? 1 : 0);
  });

  test.each<[DossierTimeUnit, number]>([
    [DossierTimeUnit.HOUR, 18_000],
    [DossierTimeUnit.DAY, 750],
    [DossierTimeUnit.WORKING_DAY, 520],
    [DossierTimeUnit.MONTH, 24],
  ])("has a limit in the unit %s of %i at most", async (unit, amount) => {
    expect((await learn({ timeLimits: [{ channel: null, amount, unit }] })).writes).toHaveLength(1);
    const longer = await learn({ timeLimits: [{ channel: null, amount: amount + 1, unit }] });
    expect(longer.outcome).toEqual(refused("INVALID", "timeLimits.0.amount"));
  });

  const { FIXED, FREE, UNKNOWN, SEE_DESCRIPTION } = DossierFeeState;
  test.each<[Partial<FeeRule>, boolean]>([
    [{ name: " " }, false],
    [{ name: "x".repeat(500) }, true],
    [{ name: "x".repeat(501) }, false],
    [{ state: FIXED, amount: null }, false],
    [{ state: FIXED, amount: -1 }, false],
    [{ state: FIXED, amount: 0 }, true],
    [{ state: FREE, amount: null }, true],
    [{ state: FREE, amount: 0 }, true],
    [{ state: FREE, amount: 1 }, false],
    [{ state: UNKNOWN, amount: null }, true],
    [{ state: UNKNOWN, amount: 0 }, false],
    [{ state: SEE_DESCRIPTION, amount: 1 }, false],
    [{ agency: null }, true],
    [{ agency: "000.00.00.H26" }, false],
    [{ agency: "h26" }, false],
    [{ from: null }, true],
    [{ to: null }, true],
    [{ from: "2026-01-02" }, false],
  ])("with the fee %j is learned: %s", async (changes, can) => {
    const { outcome } = await learn({ fees: [FEE, { ...FEE, ...changes }] });
    expect("learned" in outcome ? null : outcome).toEqual(can ? null : refused("INVALID", "fees.1"));
  });

  test("keeps a free fee as 0, whether or not that was said", async () => {
    const { writes } = await learn({ fees: [{ ...FEE, state: FREE, amount: null }] });
    expect(writes[0]?.[0].fees[0]?.amount).toBe(0);
  });

  test("is not learned under a short key", async () => {
    const store = memoryStore([]);
    const told = learnProcedureVersion({ ...VERSION, idempotencyKey: "1234567" }, catalogue, store);
    expect(await told).toEqual(refused("INVALID", "idempotencyKey"));
  });

  test.each<[string, Caller, string]>([
    ["nobody", testCaller({ role: "anonymous" }), "UNAUTHENTICATED"],
    ["a service without an account", { ...catalogue, subject: null }, "UNAUTHENTICATED"],
    ["a service without the scope", { ...catalogue, scopes: ["dossier:calendar"] }, "FORBIDDEN"],
    ["an officer with the scope", { ...catalogue, role: "officer", agency: "G22" }, "FORBIDDEN"],
  ])("is never learned of %s", async (_, caller, code) => {
    await expect(learn({}, "written", caller)).rejects.toMatchObject({ extensions: { code } });
  });
});

describe("the working calendar of a year", () => {
  const office = testCaller({ role: "officer", subject: "officer-g", agency: "G22" });
  const machine = testCaller({ role: "service", subject: "calendar", scopes: ["dossier:calendar"] });
  const CALENDAR: CalendarCommand = {
    year: 2026,
    holidays: [
      { day: "2026-02-16", name: "Tết" },
      { day: "2026-02-17", name: "Tết" },
    ],
    workingDays: ["2026-02-14", "2026-02-28"],
    decision: "QĐ 1",
    source: "https://example.invalid",
    expectedVersion: 1,
    idempotencyKey: "key-00000001",
  };
  const { expectedVersion: _, idempotencyKey: __, ...KEPT } = CALENDAR;
  const set = async (
    changes: Partial<CalendarCommand> = {},
    { saved = "written", caller = office, stored = true }: { saved?: Saved; caller?: Caller; stored?: boolean } = {},
  ) => {
    const writes: Parameters<ReferenceStore["setCalendar"]>[] = [];
    const store = memoryStore([], {
      async setCalendar(...write) {
        writes.push(write);
        return saved;
      },
      calendars: async (years) => (stored ? years.map((year) => ({ ...KEPT, year, version: 9 })) : []),
    });
    return { outcome: await setWorkingCalendar({ ...CALENDAR, ...changes }, caller, store), writes };
  };

  test("is set in its order, over the version that was read, and given as it is stored", async () => {
    const { outcome, writes } = await set({
      holidays: CALENDAR.holidays.map(({ day, name }) => ({ day, name: ` ${name} ` })).reverse(),
      workingDays: [...CALENDAR.workingDays].reverse(),
      decision: " QĐ 1 ",
      source: " https://example.invalid ",
    });
    expect(writes).toEqual([
      [KEPT, 1, { id: commandId("officer-g", "key-00000001"), hash: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    ]);
    expect(outcome).toEqual({ calendar: { ...KEPT, version: 9 } });
    expect((await set({}, { stored: false })).outcome).toEqual({ calendar: { ...KEPT, version: 2 } });
  });

  test("is a conflict, or a reused key, when the store says so", async () => {
    expect((await set({}, { saved: "conflict" })).outcome).toEqual(refused("CONFLICT", "expectedVersion"));
    expect((await set({}, { saved: "reused" })).outcome).toEqual(refused("IDEMPOTENCY_KEY_REUSED", "idempotencyKey"));
    expect((await set({}, { saved: "repeated" })).outcome).toMatchObject({ calendar: { version: 9 } });
  });

  const day = (name: string) => ({ day: name, name: "Nghỉ" });
  const days = (count: number) =>
    Array.from({ length: count }, (_, at) => new Date(Date.UTC(2026, 4, 1 + at)).toISOString().slice(0, 10));
  const weekends = (count: number) =>
    Array.from({ length: count }, (_, at) => new Date(Date.UTC(2026, 3, 4 + 7 * Math.floor(at / 2) + (at % 2))))
      .map((each) => each.toISOString().slice(0, 10))
      .sort();
  test.each<[string, Partial<CalendarCommand>, string | null]>([
    ["under a short key", { idempotencyKey: "1234567" }, "idempotencyKey"],
    ["of 1999", { year: 1999 }, "year"],
    ["of 2101", { year: 2101 }, "year"],
    ["of 2000", { year: 2000, holidays: [day("2000-02-16")], workingDays: [] }, null],
    ["of 2100", { year: 2100, holidays: [day("2100-02-16")], workingDays: [] }, null],
    ["without holidays", { holidays: [] }, "holidays"],
    ["with sixty holidays", { holidays: days(60).map(day), workingDays: [] }, null],
    ["with sixty-one holidays", { holidays: days(61).map(day), workingDays: [] }, "holidays"],
    ["with a holiday twice", { holidays: [day("2026-02-16"), day("2026-02-16")] }, "holidays"],
    ["with a holiday of another year", { holidays: [day("2026-02-16"), day("2027-01-01")] }, "holidays"],
    ["with a holiday without a name", { holidays: [{ day: "2026-02-16", name: " " }, day("2026-02-17")] }, "holidays"],
    ["with a holiday of a longer name", { holidays: [{ day: "2026-02-16", name: "x".repeat(201) }] }, "holidays"],
    ["with no day worked for another", { workingDays: [] }, null],
    ["with a day worked twice", { workingDays: ["2026-02-14", "2026-02-14"] }, "workingSaturdays"],
    ["with a worked day of the week", { workingDays: ["2026-02-14", "2026-02-13"] }, "workingSaturdays"],
    ["with a worked day of another year", { workingDays: ["2025-02-15"] }, "workingSaturdays"],
    [
      "with a worked day that is off",
      { holidays: [day("2026-02-14")], workingDays: ["2026-02-14"] },
      "workingSaturdays",
    ],
    ["with a worked Sunday", { workingDays: ["2026-02-15"] }, null],
    ["with sixty worked days", { workingDays: weekends(60) }, null],
    ["with sixty-one worked days", { workingDays: weekends(61) }, "workingSaturdays"],
    ["without a decision", { decision: " " }, "decision"],
    ["with a longer decision", { decision: "x".repeat(501) }, "decision"],
    ["without a source", { source: null }, null],
    ["with an empty source", { source: " " }, "source"],
    ["with a longer source", { source: "x".repeat(2001) }, "source"],
  ])("%s is set, or not", async (_title, changes, field) => {
    const { outcome, writes } = await set(changes);
    expect("calendar" in outcome ? null : outcome).toEqual(field === null ? null : refused("INVALID", field));
    expect(writes).toHaveLength(field === null ? 1 : 0);
  });

  test.each<[string, Caller, string | null]>([
    ["the Government Office", office, null],
    ["a service with the scope", machine, null],
    ["another office", { ...office, agency: "H26" }, "FORBIDDEN"],
    ["a partner of the Government Office", { ...office, role: "partner" }, "FORBIDDEN"],
    ["a service without the scope", { ...machine, scopes: [] }, "FORBIDDEN"],
    ["an auditor with the scope", { ...machine, role: "auditor" }, "FORBIDDEN"],
    ["nobody", testCaller({ role: "anonymous" }), "UNAUTHENTICATED"],
    ["an officer without an account", { ...office, subject: null }, "UNAUTHENTICATED"],
  ])("is set by %s, or never", async (_title, caller, code) => {
    const setting = set({}, { caller });
    if (code === null) expect((await setting).writes).toHaveLength(1);
    else await expect(setting).rejects.toMatchObject({ extensions: { code } });
  });
});
