import type { Level, ProcedureRow } from "../types";
import { procedure } from "./row";

/**
 * Land (đất đai): S (DL, a site of a land office in Đồng Nai). The titles are the site's short titles as the domain reference 3.7
 * prints them, with a capital; those of 1.011441 to 1.011445, which the reference cuts, are the site's own.
 */
export const landProcedures: readonly ProcedureRow[] = [
  inDongNai("1.012753", "Cấp GCN lần đầu đối với tổ chức"),
  inDongNai("1.012756", "Đăng ký đất được giao để quản lý"),
  inDongNai("1.012766", "Xóa đăng ký cho thuê QSDĐ"),
  inDongNai("1.012781", "Cấp GCN cho phần diện tích tăng thêm"),
  inDongNai("1.012782", "Cấp GCN đất ở có vườn, ao trước 1/7/2004"),
  inDongNai("1.012783", "Cấp đổi GCN"),
  inDongNai("1.012784", "Tách, hợp thửa"),
  inDongNai("1.012785", "Cấp GCN cho đất đã chuyển quyền trước 01/8/2024"),
  inDongNai("1.012786", "Cấp lại GCN do mất"),
  inDongNai("1.012787", "Cấp GCN cho người mua trong dự án"),
  inDongNai("1.012789", "Cung cấp thông tin, dữ liệu đất đai"),
  inDongNai("1.012790", "Đính chính GCN"),
  inDongNai("1.012791", "Thu hồi, cấp lại GCN cấp sai"),
  inDongNai("1.012796", "Đính chính GCN cấp lần đầu"),
  decidedBy(inDongNai("1.012805", "Giải quyết tranh chấp (Chủ tịch UBND tỉnh)"), "PROVINCE", "Chủ tịch UBND tỉnh"),
  decidedBy(inDongNai("1.012812", "Hòa giải tranh chấp (xã)"), "COMMUNE", null),
  inDongNai("1.012817", "Xác định lại diện tích đất ở"),
  inDongNai("1.012818", "Thu hồi, cấp lại GCN cấp lần đầu sai"),
  inDongNai("1.013831", "Đăng ký biến động (chuyển nhượng, thừa kế, tặng cho…)"),
  inDongNai("1.013833", "Đăng ký biến động (đổi tên, thông tin)"),
  secured("1.011441", "Đăng ký biện pháp bảo đảm bằng quyền sử dụng đất, tài sản gắn liền với đất"),
  {
    ...secured("1.011442", "Đăng ký thay đổi biện pháp bảo đảm bằng quyền sử dụng đất, tài sản gắn liền với đất"),
    observedCodes: ["1.011442.000.00.00.H38"],
  },
  secured("1.011443", "Xóa đăng ký biện pháp bảo đảm bằng quyền sử dụng đất, tài sản gắn liền với đất"),
  {
    ...secured(
      "1.011444",
      "Đăng ký thông báo xử lý tài sản bảo đảm, đăng ký thay đổi, xóa đăng ký thông báo xử lý tài sản bảo đảm ...",
    ),
    shortTitle: true,
  },
  secured(
    "1.011445",
    "Chuyển tiếp đăng ký thế chấp quyền tài sản phát sinh từ hợp đồng mua bán nhà ở hoặc từ hợp đồng mua bán tài sản khác gắn liền với đất",
  ),
];

/**
 * Land procedures whose codes the domain reference lists "without a read title": these six titles were read afterwards, on the pages
 * of the same source (S, DL, `<code>.H19.html`: the heading, or the short page title where `shortTitle` is true). The five others of
 * that list have no page there.
 */
export const landProceduresReadInSource: readonly ProcedureRow[] = [
  { ...inDongNai("1.013947", "Xác nhận tiếp tục sử dụng đất nông nghiệp"), shortTitle: false },
  {
    ...inDongNai(
      "1.013978",
      "Đăng ký đất đai, tài sản gắn liền với đất, cấp Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất lần đầu đối với hộ gia đình, cá nhân, cộng đồng dân cư, người gốc Việt Nam định cư ở nước ngoài",
    ),
    shortTitle: false,
  },
  inDongNai("1.013980", "Đăng ký biến động đất đai (thỏa thuận, giải quyết tranh chấp, xử lý tài sản...)"),
  {
    ...inDongNai("1.013988", "Xóa ghi nợ tiền sử dụng đất, lệ phí trước bạ trên Giấy chứng nhận đã cấp"),
    shortTitle: false,
  },
  {
    ...inDongNai(
      "1.013992",
      "Đăng ký biến động chuyển mục đích sử dụng đất không phải xin phép cơ quan nhà nước có thẩm quyền",
    ),
    shortTitle: false,
  },
  inDongNai("1.013995", "Đăng ký, thay đổi tài sản gắn liền với đất"),
];

function inDongNai(code: string, name: string): ProcedureRow {
  return { ...secured(code, name), shortTitle: true, observedCodes: [`${code}.H19`] };
}

function secured(code: string, name: string): ProcedureRow {
  return procedure({ code, name, sector: "dat-dai", source: ["DL"], confidence: "S" });
}

function decidedBy(row: ProcedureRow, level: Level, executor: string | null): ProcedureRow {
  return { ...row, levels: [level], executor };
}
