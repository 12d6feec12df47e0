/** Trạng thái yêu cầu thanh toán. */
export type RequestState = "CREATED" | "PENDING" | "PAID" | "CANCELLED" | "EXPIRED" | "REFUNDED";
/** SURPLUS: money came for a request that was settled or called off already, and is owed back. */
export type AttemptState = "CREATED" | "PENDING" | "PAID" | "FAILED" | "SURPLUS";
/** Phí and lệ phí are different things in law (Luật Phí và lệ phí 2015) and have receipts of their own. */
export type FeeKind = "PHI" | "LE_PHI";

/** How a request ended, as its dossier is told. */
export type Outcome = "PAID" | "EXPIRED" | "CANCELLED" | "REFUNDED";
/** Why money is owed back: it came for nothing, its dossier was stopped, or the agency decided so. */
export type RefundCause = "SURPLUS" | "DOSSIER_STOPPED" | "AGENCY";
/** REQUESTED: owed back; DONE: the agency's treasury confirmed that it paid it back. */
export type RefundState = "REQUESTED" | "DONE";

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
  /** When it expired or was cancelled. */
  readonly closedAt: Date | null;
  readonly closeReason: string | null;
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
  /** From when on it is doubtful after the usual time. */
  readonly askFrom: Date;
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

/** Money that is owed back, and whether it was paid back. It is always all the money of one attempt. */
export interface Refund {
  readonly id: string;
  /** Orders lists. */
  readonly seq: number;
  readonly requestId: string;
  readonly reference: string;
  readonly agency: string;
  readonly cause: RefundCause;
  readonly amount: number;
  readonly state: RefundState;
  readonly reason: string | null;
  readonly requestedAt: Date;
  readonly treasuryReference: string | null;
  readonly doneAt: Date | null;
  readonly version: number;
}

/** A message to the dossier about how a request ended. */
export interface Report {
  readonly seq: number;
  readonly requestId: string;
  readonly agency: string;
  readonly dossierId: string;
  readonly outcome: Outcome;
  readonly amount: number;
  readonly at: Date;
  /** How often it was sent in vain. */
  readonly attempts: number;
  readonly acknowledgedAt: Date | null;
  readonly refusedAt: Date | null;
  readonly refusal: string | null;
}

/** A request to be written, with its lines. */
export interface NewPaymentRequest
  extends Omit<PaymentRequest, "state" | "version" | "paidAt" | "closedAt" | "closeReason"> {
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
