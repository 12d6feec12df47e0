import { createHash } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import {
  authenticationOf,
  initMessage,
  isAuthentic,
  momentOf,
  platformTime,
  queryMessage,
} from "../../../subgraphs/payments/platform-message";
import { notice } from "./run-payments";

const partner = { code: "DVCQG", secret: "a secret of 24 characters" };
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

describe("MaXacThuc", () => {
  const content = {
    reference: "dvcH26122610010001202610010930000001",
    amount: 60_000,
    createdAt: new Date("2026-10-01T02:30:00Z"),
    dossierNumber: "H26.12-261001-0001",
    procedure: "1.001247",
    agency: "H26.12",
    lines: [
      { kind: "PHI" as const, code: "P1", name: "Phí thẩm định", amount: 20_000 },
      { kind: "LE_PHI" as const, code: "L1", name: "Lệ phí", amount: 40_000 },
    ],
  };

  test("of INIT is the SHA-256 of fourteen fields and the secret, and of no receipt field", () => {
    const message = initMessage(content, partner);
    expect(message.MaXacThuc).toBe(
      sha256(
        "INIT|1.0.6|DVCQG|dvcH26122610010001202610010930000001|60000|PAY|1|1|vi-VN|VND|PAYMENT|" +
          "Thanh toan ho so H26.12-261001-0001|20261001093000|127.0.0.1|a secret of 24 characters",
      ),
    );
    expect(message.ThongTinBienLai.PhiLePhi).toEqual([
      { LoaiPhiLePhi: "1", MaPhiLePhi: "P1", TenPhiLePhi: "Phí thẩm định", SoTien: "20000" },
      { LoaiPhiLePhi: "2", MaPhiLePhi: "L1", TenPhiLePhi: "Lệ phí", SoTien: "40000" },
    ]);
    expect(initMessage({ ...content, lines: [] }, partner).MaXacThuc).toBe(message.MaXacThuc);
  });

  test("is what sha256sum of coreutils prints for the same text", () => {
    // printf '%s' 'QUERY|1.0.6|DVCQG|dvc1|20261001093000|a secret of 24 characters' | sha256sum
    const message = queryMessage("dvc1", new Date("2026-10-01T02:30:00Z"), partner);
    expect(message.MaXacThuc).toBe("31076de6ea3edb50a35ea53d063ef11351615fc235d599006df42dc9e6e34c30");
    // printf '%s' 'CONFIRM|00|DVCQG|dvc1|60000|VND|T1|BANK|20261001093000|ok|a secret of 24 characters' | sha256sum
    const result = {
      LoaiBanTin: "CONFIRM",
      MaLoi: "00",
      MaDoiTac: "DVCQG",
      MaThamChieu: "dvc1",
      SoTien: "60000",
      MaTienTe: "VND",
      MaGiaoDich: "T1",
      MaNganHang: "BANK",
      ThoiGianGD: "20261001093000",
      ThongTinGiaoDich: "ok",
    };
    expect(authenticationOf("CONFIRM", result, partner.secret)).toBe(
      "ed105366756d591fdd74a6e04b346647b496565d527a5dd93c6bd7b27a9848db",
    );
  });

  test.each([
    ["another digit", (right: string) => (right.startsWith("0") ? `1${right.slice(1)}` : `0${right.slice(1)}`)],
    ["upper case", (right: string) => right.toUpperCase()],
    ["nothing", () => ""],
    ["half of it", (right: string) => right.slice(0, 32)],
    ["something longer", (right: string) => `${right}00`],
    ["zeros", () => "0".repeat(64)],
  ])("is refused with %s in its place", (_, change) => {
    const message = { ...queryMessage("dvc1", new Date(), partner) };
    expect(isAuthentic("QUERY", message, partner.secret)).toBe(true);
    expect(isAuthentic("QUERY", { ...message, MaXacThuc: change(message.MaXacThuc) }, partner.secret)).toBe(false);
  });

  test("does not hold when a separator inside a field moves the borders between fields", () => {
    const message = notice("dvc00001", { MaGiaoDich: "T1", MaNganHang: "BANK" });
    const shifted = { ...message, MaTienTe: "VND|T1", MaGiaoDich: "BANK", MaNganHang: "20261001093000" };
    const moved = { ...shifted, ThoiGianGD: "Thanh toan", ThongTinGiaoDich: undefined };
    expect(isAuthentic("CONFIRM", message, "development-only-partner-secret")).toBe(true);
    expect(isAuthentic("CONFIRM", moved, "development-only-partner-secret")).toBe(false);
  });
});

describe("times of the platform", () => {
  test.each([
    ["2026-10-01T02:30:00Z", "20261001093000"],
    ["2026-12-31T17:00:00Z", "20270101000000"],
    ["2024-02-29T16:59:59Z", "20240229235959"],
  ])("trap 8: %s is %s in Việt Nam, and back", (moment, time) => {
    expect(platformTime(new Date(moment))).toBe(time);
    expect(momentOf(time)).toEqual(new Date(moment));
  });

  test.each(["20260230000000", "20261001240000", "2026100109300", "20261001T09300", ""])("%j is no time", (text) => {
    expect(momentOf(text)).toBeNull();
  });
});
