import { describe, expect, test } from "@jest/globals";
import { DossierChannel, DossierFeeKind, DossierFeeState, type FeeLine } from "../../../../subgraphs/dossiers/dossier";
import { feeLinesOf, payableLines, timeLimitOf } from "../../../../subgraphs/dossiers/fees";
import {
  DossierFeeCollection,
  DossierTimeUnit,
  type FeeRule,
  type ProcedureVersion,
} from "../../../../subgraphs/dossiers/rules";

const { ONLINE, POST, IN_PERSON } = DossierChannel;
const rule = (amount: number, changes: Partial<FeeRule> = {}): FeeRule => ({
  kind: DossierFeeKind.PHI,
  code: "F1",
  name: "Phí",
  amount,
  state: DossierFeeState.FIXED,
  channel: null,
  agency: null,
  from: null,
  to: null,
  ...changes,
});
const version = (changes: Partial<ProcedureVersion>): ProcedureVersion => ({
  procedureCode: "2.000815",
  version: 1,
  effectiveFrom: "2026-01-01",
  effectiveTo: null,
  collection: DossierFeeCollection.AFTER,
  afterFifteen: false,
  timeLimits: [],
  fees: [],
  ...changes,
});
const FILING = { channel: ONLINE, agency: "H26.15", day: "2026-09-02" };
const amounts = (fees: readonly FeeRule[]) => feeLinesOf(version({ fees }), FILING).map(({ amount }) => amount);

describe("the fee of a filing", () => {
  test.each<[string, Partial<FeeRule>, boolean]>([
    ["everywhere", {}, true],
    ["for its channel", { channel: ONLINE }, true],
    ["for another channel", { channel: POST }, false],
    ["at its agency", { agency: "H26.15" }, true],
    ["above its agency", { agency: "H26" }, true],
    ["under its agency", { agency: "H26.15.1" }, false],
    ["elsewhere", { agency: "H27" }, false],
    ["from that day on", { from: "2026-09-02" }, true],
    ["from the next day on", { from: "2026-09-03" }, false],
    ["up to that day", { to: "2026-09-02" }, true],
    ["up to the day before", { to: "2026-09-01" }, false],
    ["from before until after", { from: "2026-01-01", to: "2026-12-31" }, true],
  ])("that holds %s is a line: %s", (_, changes, holds) => {
    expect(amounts([rule(1, changes)])).toEqual(holds ? [1] : []);
  });

  test.each<[string, readonly FeeRule[], number]>([
    ["a deeper place before the country", [rule(1), rule(2, { agency: "H26" })], 2],
    ["a deeper place before a higher one", [rule(1, { agency: "H26.15" }), rule(2, { agency: "H26" })], 1],
    ["a place before a channel", [rule(1, { channel: ONLINE }), rule(2, { agency: "H26" })], 2],
    ["a channel before none", [rule(1), rule(2, { channel: ONLINE, from: null })], 2],
    ["a channel before a later day", [rule(1, { from: "2026-08-01" }), rule(2, { channel: ONLINE })], 2],
    ["the later of two days", [rule(1, { from: "2026-01-01" }), rule(2, { from: "2026-08-01" })], 2],
    [
      "the later of two days, in the other order",
      [rule(1, { from: "2026-08-01" }), rule(2, { from: "2026-01-01" })],
      1,
    ],
    ["a day before none", [rule(1), rule(2, { from: "2026-01-01" })], 2],
    ["the first of two that say the same", [rule(1), rule(2)], 1],
  ])("is the row that says most: %s", (_, fees, expected) => {
    expect(amounts(fees)).toEqual([expected]);
  });

  test("is one line for each code, and for each name without one, in their order", () => {
    const fees = [
      rule(1),
      rule(2, { code: null }),
      rule(3, { code: "F2" }),
      rule(4, { code: null, name: "Lệ phí" }),
      rule(5, { name: "another name of the same code" }),
      rule(6, { code: null, name: "F1" }),
    ];
    expect(amounts(fees)).toEqual([1, 2, 3, 4, 6]);
  });

  test("is the dossier's own copy without what the rule held for", () => {
    const fees = [rule(7, { channel: ONLINE, agency: "H26", from: "2026-01-01", to: "2027-01-01" })];
    expect(feeLinesOf(version({ fees }), FILING)).toEqual([
      { kind: DossierFeeKind.PHI, code: "F1", name: "Phí", amount: 7, state: DossierFeeState.FIXED },
    ]);
  });
});

describe("a time limit", () => {
  const any = { amount: 10, unit: DossierTimeUnit.DAY, channel: null };
  const online = { amount: 5, unit: DossierTimeUnit.WORKING_DAY, channel: ONLINE };

  test("is that of the channel, else that of any, else none", () => {
    const timeLimits = [any, online];
    expect(timeLimitOf(version({ timeLimits }), ONLINE)).toEqual({ amount: 5, unit: DossierTimeUnit.WORKING_DAY });
    expect(timeLimitOf(version({ timeLimits }), POST)).toEqual({ amount: 10, unit: DossierTimeUnit.DAY });
    expect(timeLimitOf(version({ timeLimits: [online] }), IN_PERSON)).toBeNull();
  });
});

describe("what is to be paid", () => {
  const line = (changes: Partial<FeeLine>): FeeLine => ({
    kind: DossierFeeKind.LE_PHI,
    code: "L",
    name: "Lệ phí",
    amount: 20_000,
    state: DossierFeeState.FIXED,
    ...changes,
  });
  const payable = (...feeLines: readonly FeeLine[]) => payableLines({ feeLines, procedureCode: "2.000815" });

  test("are the fixed amounts above nothing", () => {
    expect(payable(line({}))).toEqual([{ kind: DossierFeeKind.LE_PHI, code: "L", name: "Lệ phí", amount: 20_000 }]);
    expect(payable(line({ amount: 1 }))).toHaveLength(1);
    expect(payable(line({ amount: 0 }), line({ amount: null }))).toEqual([]);
    expect(payable(line({ state: DossierFeeState.FREE }), line({ state: DossierFeeState.SEE_DESCRIPTION }))).toEqual(
      [],
    );
  });

  test("without kind or code has those of last resort, by its place", () => {
    const [, second] = payable(line({}), line({ kind: null, code: null }));
    expect(second).toEqual({ kind: DossierFeeKind.PHI, code: "2.000815/2", name: "Lệ phí", amount: 20_000 });
  });
});
