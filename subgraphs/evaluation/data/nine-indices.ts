import type { Confidence } from "../model";

/** One of the nine indices: what an agency must show for 2, 1 or 0 points. */
export interface AssessmentIndex {
  readonly number: number;
  readonly name: string;
  /** By points. */
  readonly levels: readonly [zero: string, one: string, two: string];
}

/** A set of indices that agencies are assessed by. It never changes once it is used: another wording is another set. */
export interface IndexSet {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly confidence: Confidence;
  /** First day, and first day no more. */
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly note: string;
  readonly indices: readonly AssessmentIndex[];
}

const index = (number: number, name: string, two: string, one: string, zero: string): AssessmentIndex => ({
  number,
  name,
  levels: [zero, one, two],
});

/**
 * The nine indices of circular 01/2018/TT-VPCP, restated in our words from the configuration of a provincial system (mark C). The two
 * further questions of that system, ease of use and overall satisfaction, have no points and are not in the set.
 */
export const NINE_INDICES: IndexSet = {
  id: "tt-01-2018.v1",
  title: "Đánh giá việc giải quyết thủ tục hành chính theo chín chỉ số",
  source: "HV TieuChiDanhGiaHaiLong.json; Thông tư 01/2018/TT-VPCP, Nghị định 61/2018/NĐ-CP",
  confidence: "C",
  validFrom: "2019-01-06",
  validTo: "2025-07-01",
  note:
    "Bộ chỉ số lịch sử: từ 01/7/2025 áp dụng Nghị định 118/2025/NĐ-CP và Thông tư 03/2025/TT-VPCP, chưa đọc được điều về đánh giá; " +
    "đánh giá các quý sau ngày đó vẫn dùng bộ này cho đến khi có văn bản thay thế. " +
    "Ngưỡng của chỉ số 9 theo mức độ 3, 4, thang đã hết hiệu lực năm 2022. " +
    "Mốc xếp loại 15/12/9/6: C; tính cả đúng mốc (15 điểm là Xuất sắc) là cách hiểu của hệ thống này: K.",
  indices: [
    index(
      1,
      "Thời gian giải quyết so với quy định của pháp luật",
      "Ngắn hơn thời hạn quy định",
      "Bằng thời hạn quy định",
      "Dài hơn thời hạn quy định",
    ),
    index(
      2,
      "Thời gian thực hiện của từng cơ quan tham gia giải quyết, kể cả cơ quan phối hợp",
      "Ngắn hơn thời hạn quy định",
      "Bằng thời hạn quy định",
      "Dài hơn thời hạn quy định",
    ),
    index(
      3,
      "Số lần phải liên hệ nơi tiếp nhận để hoàn thiện hồ sơ, kể cả liên hệ trực tuyến",
      "Không lần nào",
      "Một lần",
      "Nhiều hơn một lần, trừ khi do lỗi của người nộp",
    ),
    index(
      4,
      "Số cơ quan phải liên hệ để hoàn thiện hồ sơ",
      "Không cơ quan nào",
      "Một cơ quan là Bộ phận Một cửa (cộng cơ quan chủ trì kiểm tra thực địa, hội đồng theo luật)",
      "Nhiều hơn một cơ quan",
    ),
    index(
      5,
      "Tiếp nhận, giải quyết và trả kết quả tại Bộ phận Một cửa",
      "Giải quyết tại chỗ từ 20 % số thủ tục (bộ, tỉnh), 50 % (huyện), 100 % (xã)",
      "100 % số thủ tục không bị loại trừ được tiếp nhận và trả kết quả tại Bộ phận Một cửa",
      "Dưới 100 %",
    ),
    index(
      6,
      "Công khai thủ tục hành chính",
      "Đúng, đủ, kịp thời, cả niêm yết và điện tử",
      "Một trong hai hình thức",
      "Không công khai",
    ),
    index(
      7,
      "Thái độ của cán bộ, công chức, viên chức",
      "Sớm hạn và không có phản ánh, kiến nghị",
      "Đúng hạn và không có phản ánh, kiến nghị",
      "Có phản ánh, kiến nghị (không tính phản ánh không đúng)",
    ),
    index(
      8,
      "Tiếp thu, giải quyết phản ánh, kiến nghị",
      "Không có, hoặc giải quyết đúng hạn 100 %",
      "Đúng hạn từ 90 %, không có trường hợp kéo dài",
      "Dưới 90 %, hoặc có trường hợp kéo dài",
    ),
    index(
      9,
      "Tiến độ và chất lượng cung cấp dịch vụ công trực tuyến",
      "Từ 20 % số thủ tục đủ điều kiện ở mức độ 3, 4, hồ sơ trực tuyến từ 30 %, không có hồ sơ quá hạn",
      "Có dịch vụ mức độ 3, 4, hồ sơ trực tuyến từ 15 % đến dưới 30 %, không có hồ sơ quá hạn",
      "Không có, hoặc hồ sơ trực tuyến dưới 15 %, hoặc có hồ sơ quá hạn",
    ),
  ],
};
