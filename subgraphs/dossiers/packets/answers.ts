import type { Fault } from "./wire-values";

/** Codes of `error_code` in our answers. Only "0" and "3" are fixed by the interface as we know it; the others tell a reader why. */
export const ANSWERS = {
  DONE: { error_code: "0", message: "Thành công" },
  UNCHANGED: { error_code: "0", message: "Đã nhận trước đó, không thay đổi" },
  OUT_OF_ORDER: { error_code: "0", message: "Đã lưu; cũ hơn trạng thái hiện có nên không thay đổi trạng thái" },
  WAITING: { error_code: "0", message: "Đã lưu; hệ thống của bạn chưa đồng bộ hồ sơ mang số này" },
  EXISTS: {
    error_code: "3",
    message: "Hồ sơ đã tồn tại; nội dung đã được ghi nhận, hãy gửi cập nhật với isUpdating là True",
  },
  INVALID: { error_code: "1", message: "Dữ liệu không hợp lệ" },
  NOT_YOURS: { error_code: "2", message: "Số hồ sơ đã được dùng ngoài phạm vi hệ thống của bạn" },
  CONTRADICTION: { error_code: "4", message: "Đã lưu; mâu thuẫn với dữ liệu hiện có, cần người kiểm tra" },
  PARTLY: { error_code: "5", message: "Một số hồ sơ không được ghi nhận" },
  FULL: { error_code: "6", message: "Quá nhiều bản tin khác nhau cho cùng một hồ sơ" },
  NOT_AUTHENTIC: { error_code: "97", message: "Không xác thực được hệ thống gửi" },
  UNUSABLE: { error_code: "98", message: "Bản tin không hợp lệ" },
  UNAVAILABLE: { error_code: "99", message: "Hệ thống tạm thời gián đoạn, hãy gửi lại" },
} as const;

export type AnswerName = keyof typeof ANSWERS;

/** What became of one entry. */
export interface EntryAnswer {
  readonly index: number;
  readonly number: string | null;
  readonly answer: AnswerName;
  /** Why, where there is more to say. */
  readonly reason?: string;
  readonly faults?: readonly Fault[];
  /** Nothing was known of the dossier's one-stop system before: something may have waited for it. */
  readonly first?: boolean;
  /** The numbers under which that can be. */
  readonly keys?: readonly string[];
}

/** An answer to a whole message. */
export function answerMessage(status: number, name: AnswerName, faults: readonly Fault[] = []) {
  return respond(status, { ...ANSWERS[name], ...(faults.length === 0 ? {} : { faults }) });
}

/** The answer to a message whose entries were worked on: the code of all when they agree, else "0" or PARTLY. */
export function answerEntries(entries: readonly EntryAnswer[]) {
  const codes = new Set(entries.map((entry) => ANSWERS[entry.answer].error_code));
  const [first] = entries;
  const accepted = entries.every((entry) => ACCEPTED.has(ANSWERS[entry.answer].error_code));
  const overall =
    codes.size === 1 && first !== undefined ? ANSWERS[first.answer] : ANSWERS[accepted ? "DONE" : "PARTLY"];
  const data = entries.map(({ index, number, answer, reason, faults }) => {
    return { index, MaHoSo: number, ...ANSWERS[answer], reason, faults };
  });
  return respond(200, { error_code: overall.error_code, message: overall.message, data });
}

/** Codes that a sender takes for success. */
const ACCEPTED: ReadonlySet<string> = new Set(["0", "3"]);

function respond(status: number, body: object) {
  return { status, type: "application/json; charset=utf-8", body: JSON.stringify(body) };
}
