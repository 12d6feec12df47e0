import { createHash, timingSafeEqual } from "node:crypto";
import { z } from "../kit";
import { isPlainText } from "./input";
import type { FeeKind, FeeLine } from "./payment";
import { isPayable } from "./service";

/** Messages of the national Payment Platform, version 1.0.6; field names as they go over the wire. */
const PLATFORM_VERSION = "1.0.6";

/** Who we are at the platform, and the secret that authenticates messages both ways. */
export interface Partner {
  readonly code: string;
  readonly secret: string;
}

/** Fields under the authentication (MaXacThuc) of each message, in their order. */
const AUTHENTICATED_FIELDS = {
  INIT: [
    "LoaiBanTin",
    "PhienBan",
    "MaDoiTac",
    "MaThamChieu",
    "SoTien",
    "LoaiHinhThanhToan",
    "MaKenhThanhToan",
    "MaThietBi",
    "NgonNgu",
    "MaTienTe",
    "MaNganHang",
    "ThongTinGiaoDich",
    "ThoiGianGD",
    "Ip",
  ],
  CONFIRM: [
    "LoaiBanTin",
    "MaLoi",
    "MaDoiTac",
    "MaThamChieu",
    "SoTien",
    "MaTienTe",
    "MaGiaoDich",
    "MaNganHang",
    "ThoiGianGD",
    "ThongTinGiaoDich",
  ],
  QUERY: ["LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "ThoiGianGD"],
} as const;

export type MessageKind = keyof typeof AUTHENTICATED_FIELDS;
export type Fields = Readonly<Record<string, unknown>>;

/**
 * MaXacThuc: lowercase hex SHA-256 of the fields joined by `|`, the secret last. It is no HMAC and does not cover fee lines; it is
 * kept at this border because the platform has it so.
 */
export function authenticationOf(kind: MessageKind, fields: Fields, secret: string): string {
  const text = [...AUTHENTICATED_FIELDS[kind].map((name) => String(fields[name] ?? "")), secret].join("|");
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/**
 * Whether a message carries the right MaXacThuc; takes the same time for every wrong one. A `|` inside a field is refused, since
 * it could move the borders between fields without changing the string that is hashed.
 */
export function isAuthentic(kind: MessageKind, fields: Fields, secret: string): boolean {
  if (AUTHENTICATED_FIELDS[kind].some((name) => !isPlain(fields[name]))) return false;
  const expected = Buffer.from(authenticationOf(kind, fields, secret), "hex");
  const given = String(fields.MaXacThuc ?? "");
  const shown = /^[0-9a-f]{64}$/.test(given) ? Buffer.from(given, "hex") : Buffer.alloc(expected.length);
  return timingSafeEqual(expected, shown) && given.length === 64;
}

function isPlain(value: unknown): boolean {
  return value === undefined || typeof value === "number" || (typeof value === "string" && !value.includes("|"));
}

/** Adds MaXacThuc. */
export function authenticated<Message extends Fields>(kind: MessageKind, message: Message, secret: string) {
  return { ...message, MaXacThuc: authenticationOf(kind, message, secret) };
}

/** What INIT tells about a payment. */
export interface InitContent {
  readonly reference: string;
  readonly amount: number;
  readonly createdAt: Date;
  readonly dossierNumber: string;
  readonly procedure: string;
  readonly agency: string;
  readonly lines: readonly FeeLine[];
}

/**
 * Makes INIT: the same content gives the same message, so that it can be repeated. Receipt fields that only the agency or the
 * population database knows (accounts of the Treasury, name and number of the payer) are not sent.
 */
export function initMessage(content: InitContent, partner: Partner) {
  return authenticated(
    "INIT",
    {
      LoaiBanTin: "INIT",
      PhienBan: PLATFORM_VERSION,
      MaDoiTac: partner.code,
      MaThamChieu: content.reference,
      SoTien: String(content.amount),
      LoaiHinhThanhToan: "PAY",
      MaKenhThanhToan: "1",
      MaThietBi: "1",
      NgonNgu: "vi-VN",
      MaTienTe: "VND",
      MaNganHang: "PAYMENT",
      ThongTinGiaoDich: `Thanh toan ho so ${content.dossierNumber}`,
      ThoiGianGD: platformTime(content.createdAt),
      Ip: "127.0.0.1",
      ThongTinBienLai: {
        MaDichVu: "2",
        MaTTHC: content.procedure,
        MaDonVi: content.agency,
        MaHoSo: content.dossierNumber,
        NoiDungThanhToan: `Phí, lệ phí của hồ sơ ${content.dossierNumber}`,
        PhiLePhi: content.lines.map(lineToWire),
      },
    },
    partner.secret,
  );
}

/** Makes QUERY: what became of a reference. */
export function queryMessage(reference: string, at: Date, partner: Partner) {
  return authenticated(
    "QUERY",
    {
      LoaiBanTin: "QUERY",
      PhienBan: PLATFORM_VERSION,
      MaDoiTac: partner.code,
      MaThamChieu: reference,
      ThoiGianGD: platformTime(at),
    },
    partner.secret,
  );
}

const text = z.union([z.string().max(500), z.number()]).transform(String);

/** An amount on the wire: digits, as text or as a number; nothing with a sign, a point or an exponent. */
export const wireAmount = z
  .union([
    z
      .string()
      .regex(/^[1-9]\d{0,15}$/)
      .transform(Number),
    z.number(),
  ])
  .refine(isPayable, "must be a whole amount from 1 to 2^53 − 1");

const FEE_KINDS: Readonly<Record<string, FeeKind>> = { "1": "PHI", "2": "LE_PHI" };

const wireLine = z.object({
  LoaiPhiLePhi: text.refine((code) => Object.hasOwn(FEE_KINDS, code)),
  MaPhiLePhi: text,
  TenPhiLePhi: text,
  SoTien: z
    .union([
      z
        .string()
        .regex(/^\d{1,16}$/)
        .transform(Number),
      z.number(),
    ])
    .refine((amount) => Number.isSafeInteger(amount) && amount >= 0),
});

/** MaGiaoDich: the platform's number of a transaction. */
export const wireTransaction = text.refine((id) => id.length > 0 && id.length <= 100 && isPlainText(id));

/** The result of a payment (CONFIRM, IPN), once its authentication was verified. */
export const confirmFields = z.looseObject({
  LoaiBanTin: z.enum(["CONFIRM", "IPN"]),
  MaLoi: text,
  MaDoiTac: text,
  MaThamChieu: z.string().regex(/^[0-9A-Za-z]{8,64}$/),
  SoTien: wireAmount,
  MaTienTe: z.literal("VND"),
  MaGiaoDich: wireTransaction,
  ThongTinBienLai: z.looseObject({ PhiLePhi: z.array(wireLine).max(100).optional() }).optional(),
});

/** Fee lines as ours. */
export function linesFromWire(lines: readonly z.infer<typeof wireLine>[]): FeeLine[] {
  return lines.map((line) => ({
    kind: FEE_KINDS[line.LoaiPhiLePhi] ?? "PHI",
    code: line.MaPhiLePhi,
    name: line.TenPhiLePhi,
    amount: line.SoTien,
  }));
}

function lineToWire(line: FeeLine) {
  return {
    LoaiPhiLePhi: line.kind === "PHI" ? "1" : "2",
    MaPhiLePhi: line.code,
    TenPhiLePhi: line.name,
    SoTien: String(line.amount),
  };
}

/** yyyyMMddHHmmss in Asia/Ho_Chi_Minh, which has no daylight saving. */
export function platformTime(moment: Date): string {
  return new Date(moment.getTime() + OFFSET).toISOString().replace(/\D/g, "").slice(0, 14);
}

/** The moment that a platform time means; null when it is no time. */
export function momentOf(time: string): Date | null {
  if (!/^\d{14}$/.test(time)) return null;
  const [year, month, day, hour, minute, second] = [
    time.slice(0, 4),
    time.slice(4, 6),
    time.slice(6, 8),
    time.slice(8, 10),
    time.slice(10, 12),
    time.slice(12),
  ].map(Number);
  const moment = new Date(
    Date.UTC(year ?? 0, (month ?? 0) - 1, day ?? 0, hour ?? 0, minute ?? 0, second ?? 0) - OFFSET,
  );
  return platformTime(moment) === time ? moment : null;
}

const OFFSET = 7 * 60 * 60 * 1000;
