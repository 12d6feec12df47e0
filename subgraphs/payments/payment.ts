/** Trạng thái yêu cầu thanh toán. */
export type RequestState = "CREATED" | "PENDING" | "PAID" | "CANCELLED" | "EXPIRED" | "REFUNDED";
/** SURPLUS: money came for a request that was settled or called off already, and is owed back. */
export type AttemptState = "CREATED" | "PENDING" | "PAID" | "FAILED" | "SURPLUS";
/** Phí and lệ phí are different things in law (Luật Phí và lệ phí 2015) and have receipts of their own. */
export type FeeKind = "PHI" | "LE_PHI";

/** What a citizen is to pay for a dossier. */
export interface PaymentRequest {
  readonly id: string;
  readonly dossierId: string;
  readonly dossierNumber: string;
  readonly agency: string;
  readonly payer: string;
  readonly procedure: string;
  readonly state: RequestState;
  /** Whole đồng, above zero. */
  readonly amount: number;
  readonly version: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly paidAt: Date | null;
}

export interface FeeLine {
  readonly kind: FeeKind;
  readonly code: string;
  readonly name: string;
  readonly amount: number;
}

/** One try to pay a request on the payment platform. */
export interface PaymentAttempt {
  /** MaThamChieu: ours, unique for good. */
  readonly reference: string;
  readonly requestId: string;
  readonly state: AttemptState;
  readonly amount: number;
  /** The platform's payment page; null until the platform has answered INIT. */
  readonly redirectUrl: string | null;
  readonly createdAt: Date;
  /** When the platform was last asked about it. */
  readonly askedAt: Date | null;
  readonly settledAt: Date | null;
}

export interface Receipt {
  readonly kind: FeeKind;
  readonly amount: number;
  readonly template: string | null;
  readonly symbol: string | null;
  readonly number: string | null;
  readonly issuedAt: Date | null;
}

/** A request to be written, with its lines. */
export interface NewPaymentRequest extends Omit<PaymentRequest, "state" | "version" | "paidAt"> {
  readonly lines: readonly FeeLine[];
}

/** What the platform says about an attempt, in a notice or when asked. */
export interface PlatformReport {
  readonly reference: string;
  readonly result: "PAID" | "FAILED";
  readonly amount: number;
  /** MaGiaoDich: the platform's own number of the transaction. */
  readonly transaction: string;
  /** Fee lines, where the platform repeats them. They are not under its authentication. */
  readonly lines: readonly FeeLine[] | null;
}
