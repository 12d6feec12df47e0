import type { Packet, PacketService } from "../../../../subgraphs/dossiers/packets/packet";
import { readMessage } from "../../../../subgraphs/dossiers/packets/read-envelope";
import { type Sender, sendersOf } from "../../../../subgraphs/dossiers/packets/senders";

/** Everything here is synthetic: made-up systems, numbers, and people. */
export const SYSTEMS = [
  { system: "lao-cai", agencies: ["H38"], secretHash: "1".repeat(64), synthetic: true },
  { system: "bo-xay-dung", agencies: ["G17", "H38.10"], secretHash: "2".repeat(64), synthetic: true },
  { system: "ha-noi", agencies: ["H26"], secretHash: "3".repeat(64), synthetic: true },
];
export const SENDERS = sendersOf(SYSTEMS);
export const NOW = new Date("2026-10-09T03:00:00Z");
export const NUMBER = "000.00.10.H38-261005-0007";

export function senderOf(system: string): Sender {
  const sender = SENDERS.named(system);
  if (sender === null) throw new Error(`no system ${system}`);
  return sender;
}

/** An entry of `DongBoHoSoMC`, changed as told. */
export function dossierEntry(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    MaHoSo: NUMBER,
    MaTTHC: "1.001193",
    TenTTHC: "Thủ tục thử (synthetic)",
    MaLinhVuc: "LV",
    TenLinhVuc: "Lĩnh vực thử",
    KenhThucHien: "1",
    ChuHoSo: "Người Thử Nghiệm",
    LoaiDoiTuong: "1",
    MaDoiTuong: "",
    Email: "thu@example.org",
    SoDienThoai: "0900000000",
    TrichYeuHoSo: "Hồ sơ thử nghiệm",
    NgayTiepNhan: "20261005083000",
    NgayHenTra: "20261012170000",
    TrangThaiHoSo: "2",
    HinhThuc: "0",
    DonViXuLy: "000.00.10.H38",
    TaiLieuNop: [],
    DanhSachLePhi: [],
    ...changes,
  };
}

/** An entry of `CapNhatTienDoHoSoMC`, changed as told. */
export function progressEntry(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    MaHoSo: NUMBER,
    NguoiXuLy: "Cán bộ thử",
    ThoiDiemXuLy: "20261006100000",
    NoiDungXuLy: "Chuyển phòng chuyên môn",
    TrangThai: "4",
    ...changes,
  };
}

/** A message around entries. */
export function messageOf(
  service: PacketService,
  data: unknown,
  changes: Readonly<Record<string, unknown>> = {},
): string {
  return JSON.stringify({
    session: "synthetic",
    madonvi: "000.00.10.H38",
    service,
    isUpdating: "True",
    data,
    ...changes,
  });
}

/** What reading one entry gives: its packet, or its faults. */
export function readOne(service: PacketService, entry: unknown, system = "lao-cai", now = NOW) {
  const message = readMessage(messageOf(service, [entry]), { service, sender: senderOf(system), now });
  if (message === null || "faults" in message) throw new Error(`unreadable: ${JSON.stringify(message)}`);
  const [reading] = message.entries;
  if (reading === undefined) throw new Error("no entry");
  return reading;
}

/** The packet of an entry that is known to be good. */
export function packetOf(service: PacketService, entry: unknown, system = "lao-cai"): Packet {
  const reading = readOne(service, entry, system);
  if ("packet" in reading) return reading.packet;
  throw new Error(`faults: ${JSON.stringify(reading.faults)}`);
}

export const dossierPacket = (changes: Readonly<Record<string, unknown>> = {}, system = "lao-cai") =>
  packetOf("DongBoHoSoMC", dossierEntry(changes), system);
export const progressPacket = (changes: Readonly<Record<string, unknown>> = {}, system = "lao-cai") =>
  packetOf("CapNhatTienDoHoSoMC", progressEntry(changes), system);
