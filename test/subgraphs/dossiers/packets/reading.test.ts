import { describe, expect, test } from "@jest/globals";
import { DigitalCopy, DossierChannel, DossierFeeState } from "../../../../subgraphs/dossiers/dossier";
import { DossierResultForm } from "../../../../subgraphs/dossiers/life";
import { readMessage } from "../../../../subgraphs/dossiers/packets/read-envelope";
import { DossierStatus, STATUSES } from "../../../../subgraphs/dossiers/status";
import {
  dossierEntry,
  dossierPacket,
  messageOf,
  NOW,
  packetOf,
  progressEntry,
  progressPacket,
  readOne,
  senderOf,
} from "./packets";

const faultsOf = (changes: Record<string, unknown>) => {
  const reading = readOne("DongBoHoSoMC", dossierEntry(changes));
  return "faults" in reading ? reading.faults.map(({ field, rule }) => `${field.replace("data[0].", "")} ${rule}`) : [];
};
const progressFaults = (changes: Record<string, unknown>) => {
  const reading = readOne("CapNhatTienDoHoSoMC", progressEntry(changes));
  return "faults" in reading ? reading.faults.map(({ field, rule }) => `${field.replace("data[0].", "")} ${rule}`) : [];
};
const envelope = (changes: Record<string, unknown>) =>
  readMessage(messageOf("DongBoHoSoMC", [dossierEntry()], changes), {
    service: "DongBoHoSoMC",
    sender: senderOf("lao-cai"),
    now: NOW,
  });

describe("envelopes", () => {
  test.each([
    ["True", true],
    ["False", false],
    ["true", true],
    [" FALSE ", false],
    [true, true],
    [false, false],
    [1, true],
    ["0", false],
    ["", null],
    [undefined, null],
  ])("trap 9: isUpdating %p reads %p", (stated, expected) => {
    expect(envelope({ isUpdating: stated })).toMatchObject({ isUpdating: expected });
  });

  test.each([
    [{ isUpdating: "Yes" }, "isUpdating"],
    [{ madonvi: "H26" }, "madonvi"],
    [{ madonvi: "h38" }, "madonvi"],
    [{ madonvi: "" }, "madonvi"],
    [{ madonvi: { $ne: "" } }, "madonvi"],
    [{ service: "CapNhatTienDoHoSoMC" }, "service"],
    [{ data: "none" }, "data"],
    [{ data: [] }, "data"],
    [{ data: undefined }, "data"],
    [{ data: Array.from({ length: 1_001 }, () => 1) }, "data"],
  ])("%j spoils the message, and the fault names the field", (changes, field) => {
    expect(envelope(changes)).toMatchObject({ faults: [{ field }] });
  });

  test.each(["H38.10", "000.00.10.H38"])("trap 1: madonvi %s is the agency H38.10", (madonvi) => {
    const read = envelope({ madonvi });
    expect(read).toMatchObject({ entries: [{ packet: { agency: "H38.10" } }] });
  });

  test("names of another case, one entry without its list, and a mark of the byte order are understood", () => {
    const body = `\uFEFF${JSON.stringify({ MaDonVi: "H38", SESSION: "s", Data: { ...dossierEntry(), mahoso: "x" } })}`;
    const options = { service: "DongBoHoSoMC", sender: senderOf("lao-cai"), now: NOW } as const;
    expect(readMessage(body, options)).toMatchObject({ entries: [{ packet: { agency: "H38" } }] });
  });
});

describe("dossier numbers", () => {
  test.each([
    "000.00.14.H20-200703-0002",
    "H15.50.05.13-261008-0975",
    "G09.20-20260609-0092637",
    "G17-261008-171234",
    "H38.10-261005-00007",
    "HS/2026-Đ1",
  ])("trap 1: %s passes as opaque text", (MaHoSo) => {
    expect(dossierPacket({ MaHoSo }).number).toBe(MaHoSo);
  });

  test.each([
    ["001299000001", "is no dossier number"],
    [123456789, "is no dossier number"],
    ["a b", "is no dossier number"],
    ["-abc", "is no dossier number"],
    ["x".repeat(61), "has more than 60 characters"],
    ["", "is missing"],
    [["H38"], "is not text"],
  ])("%j is refused", (MaHoSo, rule) => {
    expect(faultsOf({ MaHoSo })).toEqual([`MaHoSo ${rule}`]);
  });

  test("trap 11: one number in two normal forms of Unicode is one number", () => {
    expect(dossierPacket({ MaHoSo: "HS-Hòa-1".normalize("NFD") }).number).toBe("HS-Hòa-1".normalize("NFC"));
  });
});

describe("dates", () => {
  test.each([
    ["20261005083000", "2026-10-05T01:30:00.000Z"],
    [20261005083000, "2026-10-05T01:30:00.000Z"],
    ["20261001000000", "2026-09-30T17:00:00.000Z"],
    ["20261005", "2026-10-04T17:00:00.000Z"],
    [" 20240229235959 ", "2024-02-29T16:59:59.000Z"],
  ])("trap 8: %p is of Asia/Ho_Chi_Minh: %s", (NgayTiepNhan, moment) => {
    expect(dossierPacket({ NgayTiepNhan }).values.receivedAt?.toISOString()).toBe(moment);
  });

  test.each([
    "20261305083000",
    "20260230",
    "20261005240000",
    "20261005086000",
    "20261005080060",
    "19991231",
    "21010101",
    "2026-10-05",
    "05/10/2026",
    "2026100508300",
    true,
    { $date: 1 },
  ])("%j is no date", (NgayTiepNhan) => {
    expect(faultsOf({ NgayTiepNhan })).toHaveLength(1);
    expect(faultsOf({ NgayTiepNhan })[0]).toMatch(/^NgayTiepNhan is not/);
  });

  test("what lies more than an hour ahead of now is refused, but for appointments", () => {
    expect(faultsOf({ NgayTiepNhan: "20261009110001" })).toEqual(["NgayTiepNhan lies in the future"]);
    expect(faultsOf({ NgayTiepNhan: "20261009110000" })).toEqual([]);
    expect(faultsOf({ NgayHenTra: "20271231" })).toEqual([]);
    expect(progressFaults({ ThoiDiemXuLy: "20990101" })).toEqual(["ThoiDiemXuLy lies in the future"]);
    const supplement = { NgayBoSung: "20270101", NoiDungBoSung: "x" };
    expect(faultsOf({ DanhSachHoSoBoSung: [supplement] })).toEqual([
      "DanhSachHoSoBoSung[0].NgayBoSung lies in the future",
    ]);
  });

  test("an appointment for a day is kept by the end of it", () => {
    expect(dossierPacket({ NgayHenTra: "20261012" }).values.dueAt).toEqual(new Date("2026-10-12T16:59:59Z"));
  });

  test("a packet stands at the newest moment that it states, whatever the appointment; a whole day at its end", () => {
    expect(dossierPacket({ NgayNopHoSo: "20261003" }).at).toEqual(new Date("2026-10-05T01:30:00Z"));
    expect(dossierPacket({ NgayTra: "20261006" }).at).toEqual(new Date("2026-10-06T16:59:59Z"));
    for (const name of ["NgayKetThucXuLy", "NgayTra", "NgayTuChoi"]) {
      expect(dossierPacket({ [name]: "20261008100000" }).at).toEqual(new Date("2026-10-08T03:00:00Z"));
    }
    const supplements = [{ NgayBoSung: "20261006", NgayTiepNhanBoSung: "20261007120000", NgayHenTraMoi: "20261030" }];
    expect(dossierPacket({ DanhSachHoSoBoSung: supplements }).at).toEqual(new Date("2026-10-07T05:00:00Z"));
  });
});

describe("codes", () => {
  const statuses = Object.values(DossierStatus).map((status) => [STATUSES[status].code, status] as const);
  test.each(statuses)("status %d reads %s, as number or text", (code, status) => {
    for (const TrangThaiHoSo of [code, String(code), String(code).padStart(2, "0")]) {
      expect(dossierPacket({ TrangThaiHoSo })).toMatchObject({
        rank: code,
        statedStatus: String(code),
        values: { status },
      });
    }
    expect(progressPacket({ TrangThai: code }).values.status).toBe(status);
  });

  test("trap 14: status 0 is accepted as not reported", () => {
    for (const TrangThaiHoSo of [0, "0", "00"]) {
      const packet = dossierPacket({ TrangThaiHoSo });
      expect(packet).toMatchObject({ rank: 0, statedStatus: "0" });
      expect(packet.values.status).toBeUndefined();
    }
  });

  test.each([[11], ["-1"], ["1.5"], ["x"], [[]], [{}], [null], [""]])("status %j is a fault", (TrangThaiHoSo) => {
    expect(faultsOf({ TrangThaiHoSo })).toHaveLength(1);
  });

  test.each([
    ["1", DossierChannel.IN_PERSON],
    [2, DossierChannel.ONLINE],
    ["03", DossierChannel.POST],
  ])("KenhThucHien %p reads %s", (KenhThucHien, channel) => {
    expect(dossierPacket({ KenhThucHien }).values.channel).toBe(channel);
  });

  test("trap 1: codes of procedures keep what they say beyond the national one", () => {
    expect(dossierPacket({ MaTTHC: "2.000815.000.00.00.H38.02" })).toMatchObject({
      procedureCode: "2.000815",
      values: { serviceCode: "2.000815.000.00.00.H38.02" },
    });
    expect(faultsOf({ MaTTHC: "một" })).toEqual(["MaTTHC is no code of a procedure"]);
    expect(faultsOf({ MaTTHC: null })).toEqual(["MaTTHC is missing"]);
  });

  test("trap 1: DonViXuLy decides when it is a code in either order, and is not guessed at when it is a name", () => {
    expect(dossierPacket({ DonViXuLy: "000.00.12.H38" }).values.deciding?.code).toBe("H38.12");
    expect(dossierPacket({ DonViXuLy: "H26.5" }).values.deciding?.code).toBe("H26.5");
    for (const DonViXuLy of ["Sở Tư pháp", "UBND", "", "123"]) {
      expect(dossierPacket({ DonViXuLy }).values.deciding).toBeUndefined();
    }
  });
});

describe("people", () => {
  test("trap 17: a citizen is known by one of our opaque ids alone, whatever number the packet carries", () => {
    const id = `c1_${"A".repeat(22)}`;
    expect(dossierPacket({ MaDoiTuong: id }).values.owner).toEqual({
      owner: { citizen: id, organisation: null },
      submitter: id,
    });
    for (const MaDoiTuong of ["001299000001", "tech-id", `${id}x`, null]) {
      const packet = dossierPacket({ MaDoiTuong, DinhDanhCHS: [{ LoaiDinhDanh: 2, SoDinhDanh: "012345678" }] });
      expect(packet.values.owner).toEqual({ owner: { citizen: null, organisation: null }, submitter: null });
      expect(JSON.stringify(packet)).not.toMatch(/Người Thử|012345678|0900000000|example/);
    }
  });

  test("an organisation is known by its name and the code of its kind", () => {
    expect(dossierPacket({ LoaiDoiTuong: 2, ChuHoSo: "Công ty Thử" }).values.owner?.owner).toEqual({
      citizen: null,
      organisation: { name: "Công ty Thử", type: "2" },
    });
  });

  test("notes keep their words and lose numbers, telephones and addresses of people", () => {
    const note =
      "Mời ông đến; CCCD 001299000001, đt 0912.345.678 / +84 912 345 678, thư a.b@c.vn, ngày 08/10/2026, phí 50.000đ";
    expect(progressPacket({ NoiDungXuLy: note }).note).toBe(
      "Mời ông đến; CCCD [digits], đt [digits] / [digits], thư [email], ngày 08/10/2026, phí 50.000đ",
    );
  });
});

describe("lists", () => {
  test("trap 6: an amount, free, not stated, and see the text are four different fees", () => {
    const fee = (Gia: unknown) =>
      dossierPacket({ DanhSachLePhi: [{ TenPhiLePhi: "Phí", LoaiPhiLePhi: "2", Gia }] }).values.feeLines;
    expect(fee("3000000000")).toEqual([
      expect.objectContaining({ amount: 3_000_000_000, state: DossierFeeState.FIXED, kind: "LE_PHI" }),
    ]);
    expect(fee(0)).toEqual([expect.objectContaining({ amount: 0, state: DossierFeeState.FREE })]);
    expect(fee("50000.00")).toEqual([expect.objectContaining({ amount: 50_000 })]);
    for (const Gia of [null, ""]) {
      expect(fee(Gia)).toEqual([expect.objectContaining({ amount: null, state: DossierFeeState.UNKNOWN })]);
    }
    expect(fee("theo quy định")).toEqual([
      expect.objectContaining({ amount: null, state: DossierFeeState.SEE_DESCRIPTION }),
    ]);
  });

  test.each(["50.000", "-1", "1e9", 0.5, "1,5", "9999999999999999"])("trap 7: Gia %p is not guessed at", (Gia) => {
    expect(faultsOf({ DanhSachLePhi: [{ TenPhiLePhi: "Phí", Gia }] })).toHaveLength(1);
  });

  test("papers tell whether they are digitised, reused, or replaced by a result; deleted ones are gone", () => {
    const TaiLieuNop = [
      { TenTepDinhKem: "a", DuocSoHoa: "1" },
      { TenTepDinhKem: "b", DuocTaiSuDung: 1, DuocSoHoa: true },
      { MaThanhPhanHoSo: "KQ", DuocTaiSuDung: "2" },
      { TenTepDinhKem: "d", MaKetQuaThayThe: "KQ1" },
      { TenTepDinhKem: "e", DuocSoHoa: 0 },
      { TenTepDinhKem: "f", IsDeleted: "True" },
    ];
    const DanhSachTepDinhKemKhac = { TenGiayTo: "g", SoLuong: "2" };
    expect(
      dossierPacket({ TaiLieuNop, DanhSachTepDinhKemKhac }).values.components?.map(({ name, copies, digital }) => [
        name,
        copies,
        digital,
      ]),
    ).toEqual([
      ["a", 0, DigitalCopy.DIGITISED],
      ["b", 0, DigitalCopy.COMPONENT_REUSED],
      ["KQ", 0, DigitalCopy.RESULT_REUSED],
      ["d", 0, DigitalCopy.RESULT_REUSED],
      ["e", 0, DigitalCopy.NONE],
      ["g", 2, DigitalCopy.NONE],
    ]);
  });

  test("an empty list states nothing", () => {
    const { values } = dossierPacket({
      TaiLieuNop: [],
      DanhSachLePhi: [],
      DanhSachHoSoBoSung: [],
      DanhSachGiayToKetQua: [],
    });
    expect(values.components ?? values.feeLines ?? values.supplements ?? values.resultForm).toBeUndefined();
  });

  test("requests for papers come in the order of their days, with both appointments", () => {
    const DanhSachHoSoBoSung = [
      { NgayBoSung: "20261007", NoiDungBoSung: "hai", NgayHenTraTruoc: "20261012", NgayHenTraMoi: "20261015" },
      { NgayBoSung: "20261006080000", NoiDungBoSung: "một", NgayTiepNhanBoSung: "20261006090000" },
    ];
    expect(dossierPacket({ DanhSachHoSoBoSung }).values.supplements).toMatchObject([
      { seq: 1, content: "một", suppliedAt: new Date("2026-10-06T02:00:00Z"), dueAfter: null },
      {
        seq: 2,
        content: "hai",
        suppliedAt: null,
        dueBefore: new Date("2026-10-12T16:59:59Z"),
        dueAfter: new Date("2026-10-15T16:59:59Z"),
      },
    ]);
    expect(faultsOf({ DanhSachHoSoBoSung: [{ NoiDungBoSung: "x" }] })).toEqual([
      "DanhSachHoSoBoSung[0].NgayBoSung is missing",
    ]);
  });

  test("a result that came as a file is electronic; one without is not reported as anything", () => {
    const result = (DuongDanTepTinKetQua: string | null) =>
      dossierPacket({ DanhSachGiayToKetQua: [{ TenGiayTo: "Kết quả", DuongDanTepTinKetQua }] }).values.resultForm;
    expect(result("https://example.org/a.pdf")).toBe(DossierResultForm.ELECTRONIC);
    expect(result(null)).toBeUndefined();
  });

  test.each([
    ["1", true],
    [2, true],
    ["0", false],
    ["3", false],
    [null, undefined],
  ])("trap 16: DuocThanhToanTrucTuyen %p is paid online: %p", (DuocThanhToanTrucTuyen, expected) => {
    expect(dossierPacket({ DuocThanhToanTrucTuyen }).values.paidOnline).toBe(expected);
  });

  test("too long a list is a fault of the list", () => {
    const TaiLieuNop = Array.from({ length: 501 }, () => ({ TenTepDinhKem: "a" }));
    expect(faultsOf({ TaiLieuNop })).toEqual(["TaiLieuNop has more than 500 entries"]);
    expect(faultsOf({ TaiLieuNop: [1, "x"] })).toEqual([
      "TaiLieuNop[0] is not an object",
      "TaiLieuNop[1] is not an object",
    ]);
  });
});

describe("texts", () => {
  test("trap 11: the same text in two normal forms is the same packet", () => {
    const text = "Đăng ký khai sinh ở Hòa Bình";
    expect(dossierPacket({ TrichYeuHoSo: text.normalize("NFD") }).hash).toBe(
      dossierPacket({ TrichYeuHoSo: text }).hash,
    );
    expect(dossierPacket({ TrichYeuHoSo: `${text}.` }).hash).not.toBe(dossierPacket({ TrichYeuHoSo: text }).hash);
  });

  test("without a summary the name of the procedure stands for it", () => {
    expect(dossierPacket({ TrichYeuHoSo: "" }).values.summary).toBe("Thủ tục thử (synthetic)");
    expect(dossierPacket({ TrichYeuHoSo: "", TenTTHC: null }).values.summary).toBe("1.001193");
  });

  test("fields that nobody knows do not matter, numbers of one system differ from those of another", () => {
    expect(dossierPacket({ TruongMoi: { a: 1 } }).hash).toBe(dossierPacket().hash);
    const entry = dossierEntry();
    expect(packetOf("DongBoHoSoMC", entry, "bo-xay-dung").hash).not.toBe(packetOf("DongBoHoSoMC", entry).hash);
  });

  test.each([
    ["x".repeat(1_001), "has more than 1000 characters"],
    ["a\u0000b", "has characters that cannot be printed"],
    ["\ud800", "has characters that cannot be printed"],
    [{ $gt: "" }, "is not text"],
  ])("a summary %j is refused", (TrichYeuHoSo, rule) => {
    expect(faultsOf({ TrichYeuHoSo })).toEqual([`TrichYeuHoSo ${rule}`]);
  });

  test("faults never repeat what came", () => {
    const reading = readOne(
      "DongBoHoSoMC",
      dossierEntry({ MaHoSo: "001299000001", SoBienNhan: ["0912345678"], Gia: "x" }),
    );
    expect(JSON.stringify(reading)).not.toMatch(/001299000001|0912345678/);
  });

  test("a packet with many faults names at most 50", () => {
    const TaiLieuNop = Array.from({ length: 200 }, () => 1);
    expect(faultsOf({ TaiLieuNop })).toHaveLength(50);
  });
});
