import type { Sourced } from "./types";

/** A procedure that a list names and whose code was not found. */
export interface ProcedureWithoutCode extends Sourced {
  readonly code: null;
  /** Our own slug, for want of a code. */
  readonly key: string;
  readonly name: string;
  /** The agency that the list names it under, by the code of that time. */
  readonly agency: string;
  readonly listId: string;
  readonly doubt: string | null;
}

/**
 * Six of the seven procedures of Bộ Thông tin và Truyền thông in Decision 846/QĐ-TTg: Q for the names (SEED-002). Their codes were not
 * found; two that come to mind are unverified and stay out.
 */
export const proceduresWithoutCode: readonly ProcedureWithoutCode[] = [
  named("cap-lai-giay-phep-buu-chinh", "Cấp lại giấy phép bưu chính khi hết hạn"),
  named("sua-doi-giay-phep-buu-chinh", "Cấp sửa đổi, bổ sung giấy phép bưu chính"),
  named("thong-bao-ten-mien-quoc-te", "Thông báo sử dụng tên miền quốc tế tại Việt Nam"),
  named("ten-mien-khong-dau", 'Đăng ký sử dụng tên miền không dấu ".VN"'),
  named("ten-mien-tieng-viet", "Đăng ký sử dụng tên miền tiếng Việt"),
  {
    ...named(
      "nhap-khau-cntt-da-qua-su-dung",
      "Cấp phép nhập khẩu sản phẩm thuộc Danh mục sản phẩm CNTT đã qua sử dụng cấm nhập khẩu để nghiên cứu khoa học",
    ),
    doubt: 'The source prints "cấp nhập khẩu" for "cấm nhập khẩu", a typing error.',
  },
];

function named(key: string, name: string): ProcedureWithoutCode {
  return {
    code: null,
    key,
    name,
    agency: "G14",
    listId: "846-qd-ttg-2017-06-09",
    doubt: null,
    source: ["SEED-002"],
    confidence: "Q",
  };
}
