import { type Log, type Route, z } from "../kit";
import type { PlatformReport } from "./payment";
import { confirmFields, type Fields, isAuthentic, linesFromWire, type Partner } from "./platform-message";
import type { PaymentStore, ReportOutcome } from "./store";

/** Codes of MaLoi in our answer. Only "00" is fixed by the interface as we know it; the others tell a reader why. */
const IPN_ANSWERS = {
  DONE: { MaLoi: "00", MoTa: "Thành công" },
  UNKNOWN_REFERENCE: { MaLoi: "01", MoTa: "Không tìm thấy mã tham chiếu" },
  AMOUNT_DIFFERS: { MaLoi: "04", MoTa: "Số tiền không khớp" },
  LINES_DIFFER: { MaLoi: "05", MoTa: "Các khoản phí, lệ phí không khớp" },
  NOT_AUTHENTIC: { MaLoi: "97", MoTa: "Mã xác thực không hợp lệ" },
  UNUSABLE: { MaLoi: "98", MoTa: "Bản tin không hợp lệ" },
  UNAVAILABLE: { MaLoi: "99", MoTa: "Hệ thống tạm thời gián đoạn, hãy gửi lại" },
} as const;

export interface IpnOptions {
  readonly store: PaymentStore;
  readonly partner: Partner;
  readonly log: Log;
  now(): Date;
}

/**
 * `POST /ipn`: the platform's word on a payment. It is believed for its MaXacThuc alone, and has an effect once; a forged one
 * leaves no trace but a line in the log, since its transaction number could block a real one's record.
 */
export function ipnRoute({ store, partner, log, now }: IpnOptions): Route {
  return {
    method: "POST",
    path: "/ipn",
    async handle({ body }) {
      const fields = objectOf(body);
      if (fields === null) return answer(400, "UNUSABLE");
      if (!isAuthentic("CONFIRM", fields, partner.secret) || fields.MaDoiTac !== partner.code) {
        log.warn("a payment notice without the right MaXacThuc was refused");
        return answer(200, "NOT_AUTHENTIC");
      }
      const report = reportOf(fields);
      if (report === null) return answer(200, "UNUSABLE");
      try {
        const outcome = await store.report(report, now(), { body });
        if (ANSWER_TO[outcome] !== "DONE")
          log.warn({ reference: report.reference, outcome }, "a payment notice does not fit");
        return answer(200, ANSWER_TO[outcome]);
      } catch (error) {
        log.error({ fault: faultOf(error), reference: report.reference }, "a payment notice could not be worked on");
        return answer(503, "UNAVAILABLE");
      }
    },
  };
}

const ANSWER_TO: Readonly<Record<ReportOutcome, keyof typeof IPN_ANSWERS>> = {
  PAY: "DONE",
  SURPLUS: "DONE",
  FAIL: "DONE",
  REPEATED: "DONE",
  AMOUNT_DIFFERS: "AMOUNT_DIFFERS",
  LINES_DIFFER: "LINES_DIFFER",
  UNKNOWN_REFERENCE: "UNKNOWN_REFERENCE",
};

function reportOf(fields: Fields): PlatformReport | null {
  const parsed = confirmFields.safeParse(fields);
  if (!parsed.success) return null;
  const { MaThamChieu, MaLoi, SoTien, MaGiaoDich, ThongTinBienLai } = parsed.data;
  const lines = ThongTinBienLai?.PhiLePhi;
  return {
    reference: MaThamChieu,
    result: MaLoi === "00" ? "PAID" : "FAILED",
    amount: SoTien,
    transaction: MaGiaoDich,
    lines: lines === undefined ? null : linesFromWire(lines),
  };
}

/** What the log may say of a failed booking: the texts of a database's error repeat the row, and so the notice's body. */
function faultOf(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, constraint } = z.object({ code: word, constraint: word }).parse(error);
  const frames = (error.stack ?? "").split("\n").filter((line) => /^ {4}at [^"']{1,300}$/.test(line));
  return { type: error.name, code, constraint, frames: frames.slice(0, 8) };
}

const word = z
  .string()
  .regex(/^\w{1,100}$/)
  .optional()
  .catch(undefined);

function objectOf(body: string): Fields | null {
  try {
    const parsed = z.record(z.string(), z.unknown()).safeParse(JSON.parse(body));
    return parsed.success ? parsed.data : null;
  } catch {
    // Not JSON: the sender is told so.
    return null;
  }
}

function answer(status: number, name: keyof typeof IPN_ANSWERS) {
  return { status, type: "application/json; charset=utf-8", body: JSON.stringify(IPN_ANSWERS[name]) };
}
