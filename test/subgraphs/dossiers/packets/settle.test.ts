import { describe, expect, test } from "@jest/globals";
import { agencyRole, type DossierRecord } from "../../../../subgraphs/dossiers/dossier";
import { applySync, REASONS } from "../../../../subgraphs/dossiers/packets/apply";
import type { Packet } from "../../../../subgraphs/dossiers/packets/packet";
import { DossierStatus } from "../../../../subgraphs/dossiers/status";
import { aDossier } from "../run-dossiers";
import { dossierPacket, NOW, progressPacket } from "./packets";

function applied(packets: readonly Packet[], from: DossierRecord | null = null): DossierRecord | null {
  let record = from;
  for (const packet of packets) {
    const outcome = applySync(record, packet, NOW);
    if ("record" in outcome) record = outcome.record;
  }
  return record;
}

const at = (text: string) => new Date(text);
const T8 = "20261008100000";
const AT8 = at("2026-10-08T03:00:00Z");

describe("the end of a dossier", () => {
  test.each([
    [
      "finished, as stated",
      { TrangThaiHoSo: 9, NgayKetThucXuLy: T8 },
      { finishedAt: AT8, returnedAt: null, endedAt: AT8 },
    ],
    [
      "finished, not stated when",
      { TrangThaiHoSo: 9 },
      { finishedAt: at("2026-10-05T01:30:00Z"), endedAt: at("2026-10-05T01:30:00Z") },
    ],
    [
      "returned after it was finished",
      { TrangThaiHoSo: 10, NgayKetThucXuLy: "20261007100000", NgayTra: T8 },
      { finishedAt: at("2026-10-07T03:00:00Z"), returnedAt: AT8, endedAt: at("2026-10-07T03:00:00Z") },
    ],
    [
      "returned, and nothing else",
      { TrangThaiHoSo: 10, NgayTra: T8 },
      { finishedAt: AT8, returnedAt: AT8, endedAt: AT8 },
    ],
    [
      "not accepted",
      { TrangThaiHoSo: 3, NgayTuChoi: T8, NgayKetThucXuLy: "20261006" },
      { finishedAt: null, endedAt: AT8 },
    ],
    ["stopped", { TrangThaiHoSo: 8, NgayKetThucXuLy: T8 }, { finishedAt: null, endedAt: AT8 }],
    ["withdrawn, not stated when", { TrangThaiHoSo: 7 }, { finishedAt: null, endedAt: at("2026-10-05T01:30:00Z") }],
    [
      "in progress again",
      { TrangThaiHoSo: 4, NgayKetThucXuLy: T8, NgayTra: T8 },
      { finishedAt: null, returnedAt: null, endedAt: null },
    ],
  ])("by DongBoHoSoMC: %s", (_, changes, expected) => {
    expect(applied([dossierPacket(changes)])).toMatchObject(expected);
  });

  test.each([
    ["9", { finishedAt: AT8, endedAt: AT8 }],
    ["10", { finishedAt: AT8, returnedAt: AT8, endedAt: AT8 }],
    ["3", { finishedAt: null, endedAt: AT8 }],
    ["7", { finishedAt: null, endedAt: AT8 }],
    ["8", { finishedAt: null, endedAt: AT8 }],
    ["5", { finishedAt: null, endedAt: null }],
  ])("by CapNhatTienDoHoSoMC with status %s is the moment of the step", (TrangThai, expected) => {
    expect(applied([dossierPacket(), progressPacket({ TrangThai, ThoiDiemXuLy: T8 })])).toMatchObject(expected);
  });

  test("of a step of a whole day is that day, from its beginning", () => {
    const day = at("2026-10-07T17:00:00Z");
    expect(applied([dossierPacket(), progressPacket({ TrangThai: 9, ThoiDiemXuLy: "20261008" })])?.finishedAt).toEqual(
      day,
    );
    for (const [TrangThai, field] of [
      [10, "returnedAt"],
      [3, "endedAt"],
    ] as const) {
      const record = applied([dossierPacket(), progressPacket({ TrangThai, ThoiDiemXuLy: "20261008" })]);
      expect(record?.[field]).toEqual(day);
    }
  });
});

describe("what follows from what was stated", () => {
  test("a dossier counts as filed when it says so, else when it was received", () => {
    expect(applied([dossierPacket({ NgayNopHoSo: "20261004100000" })])?.filedAt).toEqual(at("2026-10-04T03:00:00Z"));
    expect(applied([dossierPacket()])?.filedAt).toEqual(at("2026-10-05T01:30:00Z"));
    const late = dossierPacket({ NgayTiepNhan: "", NgayTuChoi: T8, TrangThaiHoSo: 3 });
    expect(applied([late])?.filedAt).toEqual(AT8);
  });

  test("a time limit of a step does not move the appointment", () => {
    const step = progressPacket({ NgayKetThucTheoQuyDinh: "20261030", NgayBatDau: "20261006" });
    expect(applied([dossierPacket(), step])?.dueAt).toEqual(at("2026-10-12T10:00:00Z"));
  });

  test("what a newer message leaves out stays as it was stated", () => {
    const first = dossierPacket({ NgayHenTra: "20261012170000", DanhSachLePhi: [{ TenPhiLePhi: "Phí", Gia: 1 }] });
    const next = dossierPacket({ NgayHenTra: "", DanhSachLePhi: [], TrangThaiHoSo: 4 });
    expect(applied([first, next])).toMatchObject({
      status: DossierStatus.IN_PROGRESS,
      dueAt: at("2026-10-12T10:00:00Z"),
      feeLines: [{ amount: 1 }],
    });
  });

  test("an older message still tells what no newer one has", () => {
    const newer = dossierPacket({ NgayHenTra: "", TrangThaiHoSo: 4 });
    const outcome = applySync(applied([newer]), dossierPacket({ TrangThaiHoSo: 2, TrichYeuHoSo: "Cũ" }), NOW);
    expect(outcome).toMatchObject({
      kind: "out-of-order",
      record: {
        status: DossierStatus.IN_PROGRESS,
        summary: "Hồ sơ thử nghiệm",
        dueAt: at("2026-10-12T10:00:00Z"),
        reports: [{ reason: REASONS.older, status: DossierStatus.ACCEPTED }],
      },
    });
  });

  test("trap 20: of two different messages about one moment the later received counts, and the other is not forgotten", () => {
    const first = dossierPacket({ NgayHenTra: "20261012" });
    const outcome = applySync(applied([first]), dossierPacket({ NgayHenTra: "20261019" }), new Date(NOW.getTime() + 1));
    expect(outcome).toMatchObject({
      kind: "contradiction",
      record: { dueAt: at("2026-10-19T16:59:59Z"), reports: [{ reason: REASONS.sameMoment }], history: [{ seq: 1 }] },
    });
  });

  test("two messages about one moment that agree are no contradiction", () => {
    const record = applied([dossierPacket({ TrangThaiHoSo: 9, NgayKetThucXuLy: T8 })]);
    const outcome = applySync(record, progressPacket({ TrangThai: 9, ThoiDiemXuLy: T8 }), new Date(NOW.getTime() + 1));
    expect(outcome).toMatchObject({ kind: "changed", record: { reports: [] } });
  });

  test("the agency that reports it last is where it is received", () => {
    const moved: Packet = { ...dossierPacket({ TrangThaiHoSo: 4 }), agency: "H38.12", hash: "moved" };
    const record = applied([
      dossierPacket(),
      { ...moved, values: { ...moved.values, receiving: agencyRole("H38.12") } },
    ]);
    expect(record).toMatchObject({ receiving: { code: "H38.12" }, source: { agency: "H38.12" } });
  });
});

describe("a dossier that was filed here", () => {
  const REQUEST = "YC-261004-0123456789";
  const filed = (changes: Partial<DossierRecord> = {}) =>
    aDossier({ requestNumber: REQUEST, receiving: agencyRole("H38.10"), ...changes });
  const named = (changes: Record<string, unknown> = {}) => dossierPacket({ GhiChu: `Số ${REQUEST}.`, ...changes });
  const kindOf = (record: DossierRecord, packet: Packet) => {
    const outcome = applySync(record, packet, NOW);
    return outcome.kind === "contradiction" ? outcome.reason : outcome.kind;
  };

  test("is joined by its request number, and later messages by either number", () => {
    const joined = applied([named()], filed());
    if (joined === null) throw new Error("not joined");
    expect(joined).toMatchObject({ status: DossierStatus.ACCEPTED, source: { system: "lao-cai" }, version: 2 });
    expect(kindOf(joined, progressPacket({ MaHoSo: REQUEST }))).toBe("changed");
    expect(kindOf(joined, progressPacket())).toBe("changed");
    expect(kindOf(joined, named({ MaHoSo: "H38-261005-0009" }))).toBe(REASONS.otherNumber);
  });

  test("is joined before it has an official number, which it then gets", () => {
    const joined = applied([dossierPacket({ MaHoSo: REQUEST })], filed());
    expect(joined).toMatchObject({ number: null, source: { system: "lao-cai" } });
    expect(applied([named({ TrangThaiHoSo: 4 })], joined)?.number).toBe(named().number);
  });

  test("is not joined while it waits for its payment, after it was taken up, or by mere progress", () => {
    expect(kindOf(filed({ awaitingPayment: true }), named())).toBe(REASONS.handledHere);
    expect(kindOf(filed({ status: DossierStatus.WITHDRAWN }), named())).toBe(REASONS.handledHere);
    expect(kindOf(filed({ number: "H38-1-1" }), named())).toBe(REASONS.handledHere);
    expect(kindOf(filed(), progressPacket({ MaHoSo: REQUEST }))).toBe("waiting");
    expect(kindOf(filed({ procedureCode: "2.000815" }), named())).toBe(REASONS.otherProcedure);
  });

  test("keeps a message that was not believed, once, and is joined by a later one all the same", () => {
    const wrong = named({ MaTTHC: "2.000815" });
    const refused = applied([wrong, wrong], filed());
    expect(refused).toMatchObject({
      status: DossierStatus.FILED,
      source: null,
      reports: [{ reason: REASONS.otherProcedure }],
    });
    expect(refused?.reports).toHaveLength(1);
    const joined = applied([named()], refused);
    expect(joined).toMatchObject({ status: DossierStatus.ACCEPTED, source: { system: "lao-cai" } });
    expect(joined?.sync?.packets).toHaveLength(2);
  });
});
