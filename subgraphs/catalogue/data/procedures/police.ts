import type { Level, ProcedureRow } from "../types";
import { filing, fixed, onlyCase, procedure, within } from "./row";

/**
 * Residence, identity card, passport, criminal record and driving licence: S (BCA, portal texts of Bộ Công an), domain reference 3.7.
 * The same service at another level is another procedure with another code. Titles that the reference prints as a run
 * ("Cấp / đổi / cấp lại …") are written out here.
 */
export const policeProcedures: readonly ProcedureRow[] = [
  {
    ...police("1.004222", "Đăng ký thường trú", "cu-tru"),
    cases: onlyCase(
      filing("IN_PERSON", within(7, "WORKING_DAY", [fixed(20_000)])),
      filing("ONLINE", within(7, "WORKING_DAY", [fixed(10_000)])),
    ),
    notes: ["Forms CT01 and CT02, receipts CT04, supplement CT05, refusal CT06 of TT 66/2023/TT-BCA."],
  },
  police("1.004194", "Đăng ký tạm trú", "cu-tru"),
  police("1.002755", "Gia hạn tạm trú", "cu-tru"),
  police("1.010028", "Xóa đăng ký tạm trú", "cu-tru"),
  police("1.003677", "Khai báo tạm vắng", "cu-tru"),
  police("2.001159", "Thông báo lưu trú", "cu-tru"),
  police("1.010038", "Tách hộ", "cu-tru"),
  police("1.003197", "Xóa đăng ký thường trú", "cu-tru"),
  ...atLevels("Cấp thẻ căn cước từ đủ 14 tuổi", "can-cuoc", { "1.001247": "MINISTRY", "2.000200": "PROVINCE" }),
  ...atLevels("Cấp đổi thẻ căn cước", "can-cuoc", { "1.000889": "MINISTRY", "2.001195": "PROVINCE" }),
  ...atLevels("Cấp lại thẻ căn cước", "can-cuoc", { "1.000757": "MINISTRY", "2.001194": "PROVINCE" }),
  ...atLevels("Xác nhận số CMND 9 số", "can-cuoc", { "1.000466": "MINISTRY", "2.001178": "PROVINCE" }),
  ...atLevels("Cấp hộ chiếu phổ thông", "ho-chieu", { "1.001456": "PROVINCE", "1.001471": "MINISTRY" }),
  ...atLevels("Khôi phục giá trị hộ chiếu", "ho-chieu", { "1.010382": "MINISTRY", "1.010384": "PROVINCE" }),
  ...atLevels("Trình báo mất hộ chiếu", "ho-chieu", {
    "2.000539": "MINISTRY",
    "1.001445": "PROVINCE",
    "1.010385": "DISTRICT",
    "1.010386": "COMMUNE",
  }),
  {
    ...police("3.000333", "Cấp phiếu lý lịch tư pháp", "ly-lich-tu-phap"),
    levels: ["PROVINCE"],
    executor: "Công an tỉnh",
  },
  police("3.000334", "Cấp phiếu lý lịch tư pháp", "ly-lich-tu-phap"),
  police("3.000346", "Cấp giấy phép lái xe", "giay-phep-lai-xe"),
  police("3.000347", "Đổi giấy phép lái xe", "giay-phep-lai-xe"),
  police("3.000348", "Cấp lại giấy phép lái xe", "giay-phep-lai-xe"),
];

function police(code: string, name: string, sector: string): ProcedureRow {
  return procedure({ code, name, sector, publishingAgency: "G01", source: ["BCA"], confidence: "S" });
}

function atLevels(name: string, sector: string, codes: Readonly<Record<string, Level>>): readonly ProcedureRow[] {
  return Object.entries(codes).map(([code, level]) => ({ ...police(code, name, sector), levels: [level] }));
}
