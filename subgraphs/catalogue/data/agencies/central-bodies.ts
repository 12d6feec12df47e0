import { qcvn102Alias } from "../../../kit";
import type { SourceId } from "../sources";
import type { AgencyKind, AgencyRow } from "../types";

/** The day on which Resolution 176/2025/QH15 merged and renamed ministries. */
const REFORM = "2025-03-01";

const MERGER_SOURCES: readonly SourceId[] = ["GSC", "P-news.laodong.vn"];

/**
 * Ministries and central bodies (domain reference 4.3): 14 ministries and 3 ministry-level bodies since 1 March 2025, the five
 * ministries merged on that day, Vietnam Social Security and three units of the Ministry of Finance.
 * Codes: S (GSC, citing Decision 20/2020/QĐ-TTg). Mergers and renames: Q (Resolution 176/2025/QH15, P-news.laodong.vn).
 * The bodies under G27 and above are left out: their names are abbreviations and their fate in 2025 is not verified.
 */
export const centralBodies: readonly AgencyRow[] = [
  body("G01", "Bộ Công an", "MINISTRY"),
  body("G02", "Bộ Công Thương", "MINISTRY"),
  body("G03", "Bộ Giáo dục và Đào tạo", "MINISTRY"),
  merged("G04", "Bộ Giao thông vận tải", "G17"),
  merged("G05", "Bộ Kế hoạch và Đầu tư", "G12"),
  body("G06", "Bộ Khoa học và Công nghệ", "MINISTRY"),
  merged("G07", "Bộ Lao động - Thương binh và Xã hội", "G09"),
  body("G08", "Bộ Ngoại giao", "MINISTRY"),
  body("G09", "Bộ Nội vụ", "MINISTRY"),
  renamed("G10", "Bộ Nông nghiệp và Môi trường", "Bộ Nông nghiệp và Phát triển nông thôn"),
  body("G11", "Bộ Quốc phòng", "MINISTRY"),
  body("G12", "Bộ Tài chính", "MINISTRY"),
  unit("G12.12", "Kho bạc Nhà nước"),
  {
    ...unit("G12.18", "Thuế"),
    formerNames: [{ name: "Tổng cục Thuế", until: null }],
    notes: "Named as the reference prints it; the full name of the unit was not read.",
    source: ["GSC", "P-vanban123.vn"],
  },
  {
    ...unit("G12.34", "Hải quan"),
    notes: "Named as the reference prints it; the full name of the unit was not read.",
  },
  merged("G13", "Bộ Tài nguyên và Môi trường", "G10"),
  {
    ...merged("G14", "Bộ Thông tin và Truyền thông", "G06"),
    notes: "Press and publishing went to Bộ Văn hóa, Thể thao và Du lịch (G16): see procedure 1.003868 (S, XB).",
    source: [...MERGER_SOURCES, "XB"],
  },
  body("G15", "Bộ Tư pháp", "MINISTRY"),
  body("G16", "Bộ Văn hóa, Thể thao và Du lịch", "MINISTRY"),
  body("G17", "Bộ Xây dựng", "MINISTRY"),
  body("G18", "Bộ Y tế", "MINISTRY"),
  body("G19", "Ngân hàng Nhà nước", "MINISTRY_LEVEL_BODY"),
  body("G20", "Thanh tra Chính phủ", "MINISTRY_LEVEL_BODY"),
  renamed("G21", "Bộ Dân tộc và Tôn giáo", "Ủy ban Dân tộc"),
  {
    ...body("G22", "Văn phòng Chính phủ", "MINISTRY_LEVEL_BODY"),
    notes: "Owns the national portal; its member id on the exchange is VN:GOV:000.00.00.G22:vpcpdvcprovider.",
  },
  body("G24", "Bảo hiểm xã hội Việt Nam", "GOVERNMENT_BODY"),
];

function body(code: string, name: string, kind: AgencyKind): AgencyRow {
  const alias = qcvn102Alias(code);
  return {
    code,
    aliases: alias === null ? [] : [alias],
    name,
    kind,
    parent: null,
    validFrom: null,
    validTo: null,
    successors: [],
    formerNames: [],
    populationProvinceCode: null,
    notes: null,
    source: ["GSC"],
    confidence: "S",
  };
}

function merged(code: string, name: string, successor: string): AgencyRow {
  return { ...body(code, name, "MINISTRY"), validTo: REFORM, successors: [successor], source: MERGER_SOURCES };
}

function renamed(code: string, name: string, formerName: string): AgencyRow {
  return {
    ...body(code, name, "MINISTRY"),
    formerNames: [{ name: formerName, until: REFORM }],
    source: MERGER_SOURCES,
  };
}

function unit(code: string, name: string): AgencyRow {
  return { ...body(code, name, "UNIT"), parent: "G12" };
}
