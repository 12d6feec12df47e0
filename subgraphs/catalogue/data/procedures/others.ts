import type { ProcedureRow } from "../types";
import { procedure } from "./row";

/**
 * Procedures of several fields: S (LST, one list, not cross-checked), domain reference 3.7. The titles are the list's keywords with a
 * capital, not the portal's titles; the list names no sector.
 */
export const otherProcedures: readonly ProcedureRow[] = [
  listed("2.001263", "Nuôi con nuôi trong nước"),
  listed("2.001827", "GCN đủ điều kiện ATTP"),
  listed("1.011607", "Công nhận hộ nghèo"),
  listed("1.009122", "GPXD nhà ở riêng lẻ"),
  listed("1.013226", "Điều chỉnh GPXD"),
  listed("1.014748", "Trợ cấp thất nghiệp"),
  listed("1.001029", "Karaoke"),
  listed("1.015002", "Nhãn hiệu"),
  listed("1.014199", "Giấy phép lao động NNN"),
  listed("1.001612", "Thành lập hộ kinh doanh"),
  listed("2.000720", "Thay đổi hộ kinh doanh"),
  { ...listed("3.000181", "Tuyển sinh THPT"), observedCodes: ["3.000181.000.00.00.H22"] },
  listed("3.000182", "Tuyển sinh THPT"),
];

function listed(code: string, name: string): ProcedureRow {
  return procedure({ code, name, sector: null, shortTitle: true, source: ["LST"], confidence: "S" });
}
