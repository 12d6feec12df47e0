import type { AnswerOption, Form, Question } from "../model";

/**
 * The five steps of the form of the Ministry of Information and Communications, as printed (mark Q), best first. The short values are
 * those that a provincial system stores (mark C). The points are ours: no official ones were found.
 */
const FIVE_STEPS: readonly AnswerOption[] = [
  { value: "RHL", label: "Rất hài lòng", points: 4 },
  { value: "HL", label: "Hài lòng", points: 3 },
  { value: "BT", label: "Bình thường", points: 2 },
  { value: "KHL", label: "Không hài lòng", points: 1 },
  { value: "RKHL", label: "Rất không hài lòng", points: 0 },
];

/** Published counts list satisfaction in this order; labels of other scales come after these. */
export const SATISFACTION_ORDER: readonly string[] = FIVE_STEPS.map((step) => step.label);

/** The steps that count as dislike, where a share of it is asked for. */
export const DISLIKES: readonly string[] = ["Không hài lòng", "Rất không hài lòng"];

const YES_OR_NO: readonly AnswerOption[] = [
  { value: "YES", label: "Có", points: null },
  { value: "NO", label: "Không", points: null },
];

const PROCESS = "I. Quá trình giải quyết thủ tục hành chính";
const ATTITUDE = "II. Thái độ của cán bộ, công chức";
const INFORMATION = "III. Tiếp cận thông tin";

const scale = (id: string, part: string, text: string): Question => ({
  id,
  part,
  text,
  kind: "SCALE",
  options: FIVE_STEPS,
  weight: 1,
  required: true,
});

const fact = (id: string, text: string, kind: "YES_NO" | "CHOICE", options: readonly AnswerOption[]): Question => ({
  id,
  part: PROCESS,
  text,
  kind,
  options,
  weight: 1,
  required: false,
});

/**
 * Survey forms that were really issued. Parts, questions, kinds and steps are facts; the Vietnamese sentences restate the questions in
 * our words. Ours as well, since no source gives them: weights (1), points, which answers are required, and that part I's scale
 * stands for the whole response. The three questions of fact in part I therefore carry no points.
 */
export const SURVEY_FORMS: readonly Form[] = [
  {
    id: "mic-danh-gia.v1",
    version: 1,
    title: "Đánh giá việc giải quyết thủ tục hành chính",
    issuer: "Bộ Thông tin và Truyền thông",
    source: "P-dichvucong.mic.gov.vn/Pages/DanhGia.aspx",
    confidence: "Q",
    note: "Các phần, câu hỏi và thang 5 mức theo biểu mẫu; lời văn câu hỏi, điểm, trọng số và tính bắt buộc là của hệ thống này.",
    validFrom: null,
    validTo: null,
    satisfactionQuestion: "I",
    questions: [
      scale("I", PROCESS, "Mức độ hài lòng về quá trình giải quyết thủ tục"),
      fact("I.trips", "Số lần phải đi lại", "CHOICE", [
        { value: "0", label: "0", points: null },
        { value: "1", label: "1", points: null },
        { value: "2+", label: "2 lần trở lên", points: null },
      ]),
      fact("I.components", "Thành phần hồ sơ có được công khai, rõ ràng, đầy đủ không?", "YES_NO", YES_OR_NO),
      fact("I.status", "Tình trạng hồ sơ có được công khai, dễ tra cứu không?", "YES_NO", YES_OR_NO),
      scale("II", ATTITUDE, "Mức độ hài lòng về thái độ của cán bộ, công chức"),
      scale("III.updated", INFORMATION, "Thông tin được cập nhật"),
      scale("III.findable", INFORMATION, "Thông tin dễ tìm"),
      scale("III.speed", INFORMATION, "Tốc độ truy cập"),
      scale("III.interface", INFORMATION, "Giao diện"),
    ],
  },
  {
    id: "quang-binh-qd-1902.v1",
    version: 1,
    title: "Mẫu phiếu khảo sát đánh giá việc giải quyết thủ tục hành chính",
    issuer: "Quyết định 1902/QĐ-UBND, UBND tỉnh Quảng Bình",
    source: "SEED-004",
    confidence: "Q",
    note: "Chưa tìm được nội dung phiếu nên không trả lời được. Bài báo ghi ngày quyết định là 10/6/2016, nghi in nhầm năm vì văn bản thực hiện một nghị định năm 2018.",
    validFrom: null,
    validTo: null,
    satisfactionQuestion: null,
    questions: [],
  },
];
