import { registerEnumType } from "type-graphql";

export enum PaymentRequestState {
  CREATED = "CREATED",
  PENDING = "PENDING",
  PAID = "PAID",
  CANCELLED = "CANCELLED",
  EXPIRED = "EXPIRED",
  REFUNDED = "REFUNDED",
}

export enum PaymentAttemptState {
  CREATED = "CREATED",
  PENDING = "PENDING",
  PAID = "PAID",
  FAILED = "FAILED",
  SURPLUS = "SURPLUS",
}

export enum PaymentRefundState {
  REQUESTED = "REQUESTED",
  DONE = "DONE",
}

export enum PaymentRefundCause {
  SURPLUS = "SURPLUS",
  DOSSIER_STOPPED = "DOSSIER_STOPPED",
  AGENCY = "AGENCY",
}

export enum PaymentReportState {
  WAITING = "WAITING",
  ACKNOWLEDGED = "ACKNOWLEDGED",
  REFUSED = "REFUSED",
}

export enum PaymentOutcome {
  PAID = "PAID",
  EXPIRED = "EXPIRED",
  CANCELLED = "CANCELLED",
  REFUNDED = "REFUNDED",
}

export enum FeeKind {
  PHI = "PHI",
  LE_PHI = "LE_PHI",
}

registerEnumType(PaymentRequestState, {
  name: "PaymentRequestState",
  description: "Trạng thái yêu cầu thanh toán.",
  valuesConfig: {
    CREATED: { description: "Chưa thanh toán." },
    PENDING: { description: "Chờ thanh toán: a payment page is open." },
    PAID: { description: "Đã thanh toán." },
    CANCELLED: { description: "Hủy thanh toán." },
    EXPIRED: { description: "Hết hạn: not paid in time." },
    REFUNDED: { description: "Đã hoàn phí." },
  },
});
registerEnumType(PaymentAttemptState, {
  name: "PaymentAttemptState",
  description: "Trạng thái giao dịch.",
  valuesConfig: {
    CREATED: { description: "Khởi tạo: the platform has not given a payment page yet." },
    PENDING: { description: "Khởi tạo: the platform waits for the payer." },
    PAID: { description: "Thành công." },
    FAILED: { description: "Thất bại." },
    SURPLUS: { description: "Nộp thừa: money came for what was settled already, and is owed back." },
  },
});
registerEnumType(FeeKind, {
  name: "FeeKind",
  description: "Loại phí, lệ phí: different things in law, with receipts of their own.",
  valuesConfig: { PHI: { description: "Phí: for a service." }, LE_PHI: { description: "Lệ phí: fixed by law." } },
});

registerEnumType(PaymentRefundState, {
  name: "PaymentRefundState",
  description: "Trạng thái hoàn trả.",
  valuesConfig: {
    REQUESTED: { description: "Phải hoàn: owed back, not paid back yet." },
    DONE: { description: "Đã hoàn: the agency's treasury confirmed that it paid." },
  },
});
registerEnumType(PaymentRefundCause, {
  name: "PaymentRefundCause",
  description: "Lý do phải hoàn.",
  valuesConfig: {
    SURPLUS: { description: "Nộp thừa: it came after the request was paid, had expired or was cancelled." },
    DOSSIER_STOPPED: { description: "The dossier was withdrawn or stopped after it was paid." },
    AGENCY: { description: "An officer of the collecting agency decided so." },
  },
});
registerEnumType(PaymentReportState, {
  name: "PaymentReportState",
  description: "How far a message to a dossier came.",
  valuesConfig: {
    WAITING: { description: "Sent until it is acknowledged." },
    ACKNOWLEDGED: { description: "The dossier knows." },
    REFUSED: { description: "Refused for good: a person must look at it." },
  },
});
registerEnumType(PaymentOutcome, {
  name: "PaymentOutcome",
  description: "How a payment request ended, as its dossier is told.",
});
