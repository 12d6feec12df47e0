import type { LegalBasis, ProcedureRow } from "../types";
import { feesOnly, filing, fixed, free, onlyCase, procedure, within } from "./row";

const HANOI_EXTRACTS: LegalBasis = {
  number: "QĐ 1811/QĐ-TTPVHCC",
  title: null,
  issuedOn: "2025-12-24",
  effectiveFrom: null,
  note: "Hà Nội only",
};

const HANOI_REGISTER_COPIES: LegalBasis = {
  number: "QĐ 663/QĐ-TTPVHCC",
  title: null,
  issuedOn: "2026-05-13",
  effectiveFrom: null,
  note: "Hà Nội only; internal steps of 2+3+2+1 hours",
};

/**
 * Civil status (hộ tịch) and certification (chứng thực), domain reference 3.7: S (HP) unless a row says otherwise.
 * The birth registration record is Q (VB, read on 12 September 2026), certified copies Q (Q766), copies from a register S (HN).
 */
export const civilStatusProcedures: readonly ProcedureRow[] = [
  procedure({
    code: "2.000635",
    name: "Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh",
    sector: "ho-tich",
    executor: "Sở Tư pháp",
    cases: onlyCase({
      channel: "ONLINE",
      timeLimits: [
        feesOnly([
          fixed(8000, "Phí, lệ phí mỗi bản sao"),
          { ...free, jurisdiction: "H24", applyFrom: "2026-08-08", description: "Hải Phòng, Resolution 23/2026" },
        ]),
        {
          amount: 0,
          unit: "WORKING_DAY",
          jurisdiction: "H26",
          note: "same day, or the next working day if received after 15:00",
          fees: [],
        },
      ],
    }),
    legalBases: [HANOI_EXTRACTS],
    afterCutoff: "15:00",
    notes: [
      "The executor and the cut-off hour are those of Hà Nội.",
      "In Hà Nội: reception online, electronic result; 1,209 dossiers from 1 July to 15 November 2025; 3,228 users a year; planned cost of a dossier down from 1,024,000 to 231,000 đ.",
      "A dossier filed in Hải Phòng before 8 August 2026 keeps the old fee.",
    ],
    source: ["HP", "HN"],
    confidence: "S",
  }),
  procedure({
    code: "1.004873",
    name: "Cấp Giấy xác nhận tình trạng hôn nhân",
    sector: "ho-tich",
    levels: ["COMMUNE"],
    source: ["HP"],
    confidence: "S",
  }),
  procedure({
    code: "1.001193",
    name: "Thủ tục đăng ký khai sinh",
    sector: "ho-tich",
    levels: ["COMMUNE"],
    cases: onlyCase(
      filing("IN_PERSON", within(1, "DAY", [free])),
      filing("ONLINE", within(1, "DAY", [free])),
      filing("POST", within(1, "DAY", [free])),
    ),
    afterCutoff: "15:00",
    portalId: "019d2bfd-3fe0-70ac-b9d6-5e9e20d6eef7",
    source: ["VB"],
    confidence: "Q",
  }),
  fromFeeTable("1.000656", "Đăng ký khai tử"),
  fromFeeTable("1.000894", "Đăng ký kết hôn"),
  fromFeeTable("1.001022", "Đăng ký nhận cha, mẹ, con"),
  fromFeeTable("1.000689", "Đăng ký khai sinh kết hợp nhận cha, mẹ, con"),
  fromFeeTable("1.004746", "Đăng ký lại kết hôn"),
  fromFeeTable("1.004772", "Đăng ký khai sinh cho người đã có hồ sơ, giấy tờ cá nhân"),
  fromFeeTable("1.004837", "Đăng ký giám hộ"),
  fromFeeTable("1.004859", "Thay đổi, cải chính, bổ sung thông tin hộ tịch"),
  fromFeeTable("1.004884", "Đăng ký lại khai sinh"),
  fromFeeTable("1.005461", "Đăng ký lại khai tử"),
  fromFeeTable("2.000528", "Đăng ký khai sinh có yếu tố nước ngoài"),
  fromFeeTable("2.000806", "Đăng ký kết hôn có yếu tố nước ngoài"),
  fromFeeTable("2.002189", "Ghi vào sổ việc kết hôn đã thực hiện ở nước ngoài"),
  fromFeeTable("1.003583", "Đăng ký khai sinh lưu động"),
  fromFeeTable("1.000593", "Đăng ký kết hôn lưu động"),
  fromFeeTable("1.000419", "Đăng ký khai tử lưu động"),
  procedure({
    code: "2.000815",
    name: "Chứng thực bản sao từ bản chính",
    sector: "chung-thuc",
    observedCodes: ["2.000815.000.00.00.H55", "2.000815.000.00.00.H55.02"],
    notes: ["Applied at 3,629 departments on 26 September 2026."],
    source: ["Q766"],
    confidence: "Q",
  }),
  procedure({
    code: "2.000908",
    name: "Cấp bản sao từ sổ gốc",
    sector: "chung-thuc",
    levels: ["COMMUNE"],
    executor: "UBND cấp xã",
    cases: onlyCase(
      filing(null, {
        amount: 0,
        unit: "WORKING_DAY",
        jurisdiction: null,
        note: "same day, or the next working day if received after 15:00",
        fees: [free],
      }),
    ),
    legalBases: [HANOI_REGISTER_COPIES],
    afterCutoff: "15:00",
    source: ["HN"],
    confidence: "S",
  }),
];

function fromFeeTable(code: string, name: string): ProcedureRow {
  return procedure({ code, name, sector: "ho-tich", source: ["HP"], confidence: "S" });
}
