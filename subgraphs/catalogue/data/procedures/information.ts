import type { ProcedureRow } from "../types";
import { feesOnly, filing, fixed, onlyCase, procedure, within } from "./row";

/**
 * Procedures of the field that was the Ministry of Information and Communications': the one of its seven in Decision 846/QĐ-TTg whose
 * code is verified (S, XB), and two postal procedures (Q, portal text). Domain reference 3.7.
 */
export const informationProcedures: readonly ProcedureRow[] = [
  procedure({
    code: "1.003868",
    name: "Cấp giấy phép xuất bản tài liệu không kinh doanh",
    sector: "xuat-ban",
    publishingAgency: "G16",
    notes: ["A procedure of Bộ Thông tin và Truyền thông (G14); shown under G16 after 1 March 2025."],
    source: ["XB"],
    confidence: "S",
  }),
  procedure({
    code: "1.004428",
    name: "Cấp lại văn bản xác nhận thông báo hoạt động bưu chính",
    sector: "buu-chinh",
    levels: ["MINISTRY"],
    cases: onlyCase(filing(null, within(7, "WORKING_DAY", [fixed(1_000_000)]))),
    source: ["P-dichvucong.gov.vn"],
    confidence: "Q",
  }),
  procedure({
    code: "1.005442",
    name: "Cấp lại văn bản xác nhận thông báo hoạt động bưu chính",
    sector: "buu-chinh",
    levels: ["PROVINCE"],
    executor: "Sở KH&CN",
    cases: onlyCase(filing(null, feesOnly([fixed(500_000)]))),
    source: ["P-dichvucong.gov.vn"],
    confidence: "Q",
  }),
];
