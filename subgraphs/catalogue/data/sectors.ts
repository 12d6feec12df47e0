import type { SectorRow } from "./types";

/**
 * The sectors of the procedures in this data. The keys are OURS: official sector codes were not found, but for the one example that
 * has no procedure here. Sources: domain reference 3.1 and 3.7; Hộ tịch Q (VB), Chứng thực S (HN), Bưu chính Q (portal text),
 * Đất đai S (DL), Giáo dục Trung học S; the rest D, grouped by us from what the titles and headings name.
 */
export const sectors: readonly SectorRow[] = [
  sector("ho-tich", "Hộ tịch", { origin: "STATED", source: ["VB"], confidence: "Q" }),
  sector("chung-thuc", "Chứng thực", { origin: "STATED", source: ["HN"], confidence: "S" }),
  sector("buu-chinh", "Bưu chính", { origin: "STATED", source: ["P-dichvucong.gov.vn"], confidence: "Q" }),
  sector("dat-dai", "Đất đai", { origin: "STATED", source: ["DL"], confidence: "S" }),
  sector("giao-duc-trung-hoc", "Giáo dục Trung học", {
    origin: "STATED",
    officialCode: "G03-GD10",
    source: ["public code"],
    confidence: "S",
  }),
  sector("cu-tru", "Cư trú", { origin: "GROUPED", source: ["BCA"], confidence: "D" }),
  sector("can-cuoc", "Căn cước", { origin: "GROUPED", source: ["BCA"], confidence: "D" }),
  sector("ho-chieu", "Hộ chiếu", { origin: "GROUPED", source: ["BCA"], confidence: "D" }),
  sector("ly-lich-tu-phap", "Lý lịch tư pháp", { origin: "GROUPED", source: ["BCA"], confidence: "D" }),
  sector("giay-phep-lai-xe", "Giấy phép lái xe", { origin: "GROUPED", source: ["BCA"], confidence: "D" }),
  sector("bao-hiem-y-te", "Bảo hiểm y tế", { origin: "GROUPED", source: ["VB"], confidence: "D" }),
  sector("xuat-ban", "Xuất bản", { origin: "GROUPED", source: ["XB"], confidence: "D" }),
];

function sector(
  key: string,
  name: string,
  facts: Omit<SectorRow, "key" | "name" | "officialCode"> & Partial<Pick<SectorRow, "officialCode">>,
): SectorRow {
  return { key, name, officialCode: null, ...facts };
}
