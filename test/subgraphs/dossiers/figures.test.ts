import { describe, expect, test } from "@jest/globals";
import {
  agencyRole,
  DigitalCopy,
  DossierChannel,
  DossierFeeKind,
  DossierFeeState,
  type DossierRecord,
} from "../../../subgraphs/dossiers/dossier";
import { figureRow, goneRow, type ReceivedDossier } from "../../../subgraphs/dossiers/figures";
import { mergeRows, packRows, unpackRows, weekOf } from "../../../subgraphs/dossiers/figures-sheet";
import { DossierResultForm } from "../../../subgraphs/dossiers/life";
import { onlineUsageOf } from "../../../subgraphs/dossiers/online-usage";
import { dossierFiguresOf, statisticsOf, type Tally, tallyOf } from "../../../subgraphs/dossiers/statistics";
import { DossierStatus } from "../../../subgraphs/dossiers/status";
import { periodOfQuarter } from "../../../subgraphs/kit";
import { aDossier } from "./run-dossiers";

const END = new Date("2026-10-01T00:00:00+07:00");
const DUE = new Date("2026-09-10T10:00:00Z");
const LATER = new Date(DUE.getTime() + 1);
const AS_OF = new Date("2026-10-02T00:00:00Z");

const WEEK = "2026-08-31";
const receivedAt = new Date("2026-09-02T02:00:00Z");

const received = (changes: Partial<DossierRecord> = {}) => ({
  ...aDossier({ dueAt: DUE, status: DossierStatus.IN_PROGRESS, ...changes }),
  receivedAt,
});
const finished = (changes: Partial<DossierRecord> = {}) =>
  received({ status: DossierStatus.FINISHED, finishedAt: DUE, endedAt: DUE, ...changes });
const supplement = (seq: number) => ({
  seq,
  requestedAt: DUE,
  requestedBy: { role: "officer" as const, account: "o", agency: "H26" },
  content: "x",
  suppliedAt: null,
  dueBefore: null,
  dueAfter: null,
});
const fee = (amount: number | null, state: DossierFeeState) => [
  { kind: DossierFeeKind.PHI, code: "P1", name: "Phí", amount, state },
];

const tally = (dossiers: readonly ReceivedDossier[], endOfPeriod = END): Tally => {
  const question = { keysOf: () => ["all"], endOfPeriod, asOf: AS_OF };
  const rows = unpackRows(WEEK, packRows(WEEK, dossiers.map(figureRow)));
  const found = tallyOf(["all"], rows, question).get("all");
  if (found === undefined) throw new Error("no tally");
  return found;
};
const figures = (...dossiers: ReceivedDossier[]) => dossierFiguresOf(tally(dossiers));

describe("on time and overdue", () => {
  const times = (dossier: ReceivedDossier, endOfPeriod = END) => {
    const { onTime, overdue } = statisticsOf(tally([dossier], endOfPeriod));
    return onTime === 1 && overdue === 0 ? "on time" : onTime === 0 && overdue === 1 ? "overdue" : "neither";
  };

  test("are told by the end, up to the very moment of the appointment", () => {
    expect(times(finished())).toBe("on time");
    expect(times(finished({ endedAt: LATER }))).toBe("overdue");
    expect(times(received({ status: DossierStatus.STOPPED, endedAt: DUE }))).toBe("on time");
    expect(times(received({ status: DossierStatus.WITHDRAWN, endedAt: LATER }))).toBe("overdue");
  });

  test("are told by the end of the period while a dossier is open", () => {
    expect(times(received(), DUE)).toBe("on time");
    expect(times(received(), LATER)).toBe("overdue");
    expect(times(finished({ endedAt: DUE }), LATER)).toBe("on time");
  });

  test("are neither without an appointment", () => {
    expect(times(received({ dueAt: null }))).toBe("neither");
    expect(times(finished({ dueAt: null }))).toBe("neither");
    expect(times(finished({ dueAt: null, supplements: [supplement(1), supplement(2)] }))).toBe("neither");
  });

  test("are overdue when papers were asked for more than once, by the formula of Decision 766", () => {
    expect(times(finished({ supplements: [supplement(1)] }))).toBe("on time");
    expect(times(finished({ supplements: [supplement(1), supplement(2)] }))).toBe("overdue");
    expect(times(received({ supplements: [supplement(1), supplement(2)] }), DUE)).toBe("overdue");
  });
});

describe("figures of a dossier", () => {
  test("trap 13: are zero, never null, where nothing was received", () => {
    const { asOf, ...counts } = figures();
    expect(Object.values(counts)).toEqual(Array.from({ length: 13 }, () => 0));
    expect(asOf).toEqual(AS_OF);
  });

  test("trap 13: leave the denominator of paid online to the dossiers with a fee of more than zero", () => {
    const withFee = (feeLines: DossierRecord["feeLines"], paidOnline: boolean | null) => {
      const counted = figures(received({ feeLines, paidOnline }));
      return [counted.withFee, counted.paidOnline];
    };
    expect(withFee(fee(8_000, DossierFeeState.FIXED), true)).toEqual([1, 1]);
    expect(withFee(fee(8_000, DossierFeeState.FIXED), false)).toEqual([1, 0]);
    expect(withFee(fee(8_000, DossierFeeState.FIXED), null)).toEqual([1, 0]);
    expect(withFee(fee(0, DossierFeeState.FIXED), true)).toEqual([0, 0]);
    expect(withFee(fee(0, DossierFeeState.FREE), true)).toEqual([0, 0]);
    expect(withFee(fee(null, DossierFeeState.UNKNOWN), true)).toEqual([0, 0]);
    expect(withFee([], true)).toEqual([0, 0]);
  });

  test("trap 7: count a fee beyond 32 bits as any other", () => {
    expect(figures(received({ feeLines: fee(3_000_000_000, DossierFeeState.FIXED) })).withFee).toBe(1);
  });

  test("count an electronic result once the dossier is finished, and by channel", () => {
    const electronic = { resultForm: DossierResultForm.ELECTRONIC };
    expect(figures(received(electronic))).toMatchObject({ electronicResult: 0, finished: 0 });
    const online = figures(finished({ ...electronic, channel: DossierChannel.ONLINE }));
    expect(online).toMatchObject({ finished: 1, electronicResult: 1, online: 1, onlineWithElectronicResult: 1 });
    const counter = figures(finished({ ...electronic, channel: DossierChannel.IN_PERSON }));
    expect(counter).toMatchObject({ finished: 1, electronicResult: 1, online: 0, onlineWithElectronicResult: 0 });
    const paper = figures(finished({ resultForm: DossierResultForm.PAPER, channel: DossierChannel.ONLINE }));
    expect(paper).toMatchObject({ finished: 1, electronicResult: 0, online: 1, onlineWithElectronicResult: 0 });
  });

  test("count a dossier once however many of its components are digitised or reused", () => {
    const component = (digital: DigitalCopy) => ({ name: "x", code: null, originals: 1, copies: 0, digital });
    const of = (...copies: DigitalCopy[]) => {
      const { digitised, reused } = figures(received({ components: copies.map(component) }));
      return [digitised, reused];
    };
    expect(of()).toEqual([0, 0]);
    expect(of(DigitalCopy.NONE)).toEqual([0, 0]);
    expect(of(DigitalCopy.DIGITISED, DigitalCopy.DIGITISED)).toEqual([1, 0]);
    expect(of(DigitalCopy.COMPONENT_REUSED, DigitalCopy.RESULT_REUSED)).toEqual([0, 1]);
    expect(of(DigitalCopy.RESULT_REUSED, DigitalCopy.DIGITISED)).toEqual([1, 1]);
  });

  test("count identity by VNeID only where it is known", () => {
    const of = (vneidAccount: boolean | null) => figures(received({ vneidAccount })).vneidAccount;
    expect([of(true), of(false), of(null)]).toEqual([1, 0, 0]);
  });

  test("count the ended and the open, by status and by clock", () => {
    expect(figures(received())).toMatchObject({ received: 1, ended: 0, finished: 0 });
    expect(figures(received({ status: DossierStatus.STOPPED, endedAt: DUE }))).toMatchObject({ ended: 1, finished: 0 });
    expect(statisticsOf(tally([received(), received({ status: DossierStatus.SUPPLEMENT_REQUESTED })]))).toMatchObject({
      received: 2,
      inProgress: 1,
    });
  });
});

describe("rows", () => {
  test("keep every figure, and nothing about a person, when they are packed", () => {
    const dossiers = [
      received({ receiving: agencyRole("H26.7"), channel: DossierChannel.POST, procedureCode: "2.000635" }),
      finished({ channel: DossierChannel.IN_PERSON }),
    ];
    const text = packRows(WEEK, dossiers.map(figureRow));
    expect(unpackRows(WEEK, text)).toEqual(dossiers.map(figureRow));
    for (const { id, submitter, requestNumber } of dossiers)
      for (const secret of [id, submitter ?? "", requestNumber]) expect(text).not.toContain(secret);
  });

  test.each([
    ["2026-08-31", "2026-08-31"],
    ["2026-09-06", "2026-08-31"],
    ["2026-09-07", "2026-09-07"],
    ["2027-01-01", "2026-12-28"],
  ])("of %s are on the sheet of the week of %s", (day, week) => {
    expect(weekOf(day)).toBe(week);
  });

  test("of the same dossier are merged to the newest, in whatever order they come", () => {
    const first = received({ version: 2 });
    const second = finished({ id: first.id, version: 3 });
    const other = received();
    const [a, b, c] = [first, second, other].map(figureRow);
    if (a === undefined || b === undefined || c === undefined) throw new Error("no rows");
    expect(mergeRows([a, c], [b])).toEqual([b, c]);
    expect(mergeRows([b, c], [a])).toEqual([b, c]);
    expect(mergeRows([], [a, b])).toEqual([b]);
  });

  test("of a dossier that has left the sheet count nothing", () => {
    const question = { keysOf: () => ["all"], endOfPeriod: END, asOf: AS_OF };
    expect(tallyOf(["all"], [goneRow(received(), WEEK)], question).get("all")?.counts.received).toBe(0);
  });

  test("cannot name a code that their sheet does not hold", () => {
    expect(() => unpackRows(WEEK, '{"agencies":[],"procedures":[],"rows":[["x",0,0,0,0,0,1]]}')).toThrow(
      "does not hold",
    );
  });
});

describe("online usage", () => {
  const quarter = { year: 2026, quarter: 3 };
  const usage = (offerings: Parameters<typeof onlineUsageOf>[0], ...dossiers: ReceivedDossier[]) =>
    onlineUsageOf(offerings, { quarter, period: periodOfQuarter(quarter), tally: tally(dossiers) });
  const offering = (procedure: string, since: string | null = null, until: string | null = null) => ({
    procedure,
    since,
    until,
  });

  test("counts offered services with an online dossier", () => {
    const filed = [
      received({ procedureCode: "1.000001", channel: DossierChannel.ONLINE }),
      received({ procedureCode: "1.000001", channel: DossierChannel.ONLINE }),
      received({ procedureCode: "1.000002", channel: DossierChannel.IN_PERSON }),
      received({ procedureCode: "1.000009", channel: DossierChannel.ONLINE }),
    ];
    const offerings = ["1.000001", "1.000002", "1.000003", "1.000003"].map((code) => offering(code));
    expect(usage(offerings, ...filed)).toEqual({ ...quarter, offered: 3, used: 1, share: 1 / 3, asOf: AS_OF });
  });

  test("trap 13: has no share where nothing was offered", () => {
    expect(usage([])).toMatchObject({ offered: 0, used: 0, share: null });
    expect(usage([offering("1.000001")])).toMatchObject({ offered: 1, used: 0, share: 0 });
  });

  test.each([
    [null, null, 1],
    ["2026-09-30", null, 1],
    ["2026-10-01", null, 0],
    [null, "2026-07-01", 1],
    [null, "2026-06-30", 0],
    ["2026-01-01", "2026-12-31", 1],
  ])("counts an offering from %s to %s as %d", (since, until, offered) => {
    expect(usage([offering("1.000001", since, until)]).offered).toBe(offered);
  });
});
