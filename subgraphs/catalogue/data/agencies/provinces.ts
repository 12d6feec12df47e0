import { qcvn102Alias } from "../../../kit";
import type { AgencyRow } from "../types";

/**
 * The 34 provinces and cities since 2025. Codes: Q, seen in the portal's own API in 2026 (Q766); a province that took in others kept
 * its code. Names as in the domain reference 4.4, without "Tỉnh" or "Thành phố": the API's label is not reliable.
 * The 3 digits of personal numbers: S (TT 07/2016/TT-BCA, P-moinhat123.blogspot.com).
 * Of the 29 merged provinces only those stand in `merged-provinces.ts` whose code was read or follows from the list.
 */
export const provinces: readonly AgencyRow[] = [
  province("H01", "An Giang", "089"),
  province("H05", "Bắc Ninh", "027"),
  province("H12", "Cà Mau", "096"),
  province("H13", "Cần Thơ", "092"),
  province("H14", "Cao Bằng", "004"),
  province("H15", "Đắk Lắk", "066"),
  province("H17", "Đà Nẵng", "048"),
  province("H18", "Điện Biên", "011"),
  province("H19", "Đồng Nai", "075"),
  province("H20", "Đồng Tháp", "087"),
  province("H21", "Gia Lai", "064"),
  province("H24", "Hải Phòng", "031"),
  province("H26", "Hà Nội", "001"),
  province("H27", "Hà Tĩnh", "042"),
  province("H29", "TP Hồ Chí Minh", "079"),
  province("H31", "Hưng Yên", "033"),
  province("H32", "Khánh Hòa", "056"),
  province("H35", "Lai Châu", "012"),
  province("H36", "Lâm Đồng", "068"),
  province("H37", "Lạng Sơn", "020"),
  province("H38", "Lào Cai", "010"),
  province("H41", "Nghệ An", "040"),
  province("H42", "Ninh Bình", "037"),
  province("H44", "Phú Thọ", "025"),
  province("H48", "Quảng Ngãi", "051"),
  province("H49", "Quảng Ninh", "022"),
  province("H50", "Quảng Trị", "045"),
  province("H52", "Sơn La", "014"),
  province("H53", "Tây Ninh", "072"),
  province("H55", "Thái Nguyên", "019"),
  province("H56", "Thanh Hóa", "038"),
  province("H57", "Thừa Thiên Huế", "046"),
  province("H60", "Tuyên Quang", "008"),
  province("H61", "Vĩnh Long", "086"),
];

function province(code: string, name: string, populationProvinceCode: string): AgencyRow {
  const alias = qcvn102Alias(code);
  return {
    code,
    aliases: alias === null ? [] : [alias],
    name,
    kind: "PROVINCE",
    parent: null,
    validFrom: null,
    validTo: null,
    successors: [],
    formerNames: [],
    populationProvinceCode,
    notes: null,
    source: ["Q766", "P-moinhat123.blogspot.com"],
    confidence: "Q",
  };
}
