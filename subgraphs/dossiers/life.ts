import type { DossierFeeCollection, DossierTimeUnit } from "./rules";
import type { DossierStatus } from "./status";

/** What came of a request for payment, as the payments subgraph reports it. */
export enum DossierPaymentOutcome {
  PAID = "PAID",
  EXPIRED = "EXPIRED",
  CANCELLED = "CANCELLED",
  REFUNDED = "REFUNDED",
}

/** Hình thức trả kết quả. */
export enum DossierResultForm {
  ELECTRONIC = "ELECTRONIC",
  PAPER = "PAPER",
}

/** The forms that agencies give to citizens (domain reference 5.4), by meaning: their numbers moved between regulations. */
export enum DossierForm {
  RECEIPT = "RECEIPT",
  SUPPLEMENT_REQUEST = "SUPPLEMENT_REQUEST",
  REFUSAL = "REFUSAL",
  APOLOGY = "APOLOGY",
  STOP = "STOP",
}

/** The rules of the procedure's version that a dossier was filed under; its own copy, which later versions do not touch. */
export interface FiledRules {
  readonly collection: DossierFeeCollection;
  /** Received after 15:00 counts from the next working day. */
  readonly afterFifteen: boolean;
  readonly timeLimit: TimeLimit | null;
}

/** Thời hạn giải quyết. */
export interface TimeLimit {
  readonly amount: number;
  readonly unit: DossierTimeUnit;
}

/** A report of the payments subgraph, kept whatever it changed. */
export interface PaymentReport {
  readonly paymentRequestId: string;
  readonly outcome: DossierPaymentOutcome;
  /** Whole đồng. */
  readonly amount: number;
  readonly at: Date;
}

/** A result that the agency has signed (kết quả giải quyết). The document itself stays with the agency. */
export interface ResultDocument {
  readonly name: string;
  /** SHA-256 of the document, hexadecimal. */
  readonly documentHash: string;
  readonly algorithm: string;
  /** Base64. */
  readonly signature: string;
  /** PEM, the signer's own first. */
  readonly certificates: readonly string[];
  readonly signedAt: Date;
  readonly url: string | null;
  readonly synthetic: boolean;
}

/** A form that was issued, named by its regulation and the number there: never by a bare "mẫu 05". */
export interface IssuedForm {
  readonly form: DossierForm;
  readonly regulation: string;
  /** Null where the regulation has no number for it. */
  readonly number: string | null;
  readonly issuedAt: Date;
  /** What it tells the citizen: the reason, the missing papers. */
  readonly text: string | null;
  readonly dueBefore: Date | null;
  readonly dueAfter: Date | null;
}

/** The one-stop system of an agency that alone confirms the status of a dossier. */
export interface DossierSource {
  readonly system: string;
  readonly agency: string;
}

/** A message about the dossier that did not fit what was known: kept for people to look at, never applied, never lost. */
export interface OutOfOrderReport {
  readonly receivedAt: Date;
  readonly system: string;
  /** The moment that the message itself states. */
  readonly statedAt: Date | null;
  /** The status that it states; null when it states none that exists. */
  readonly status: DossierStatus | null;
  /** The status as it was spelled. */
  readonly statedStatus: string | null;
  readonly reason: string;
}

/** What the outbox can ask of other subgraphs. */
export enum OutboxKind {
  REQUEST_PAYMENT = "REQUEST_PAYMENT",
  CANCEL_PAYMENT_REQUEST = "CANCEL_PAYMENT_REQUEST",
  INVITE_TO_SURVEY = "INVITE_TO_SURVEY",
}

/** A mutation of another subgraph that this dossier's own change makes necessary; written with that change. */
export interface OutboxRecord {
  readonly id: string;
  readonly kind: OutboxKind;
  /** Values of JSON only: moments as text. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly attempts: number;
  readonly dueAt: Date;
  readonly state: "WAITING" | "DONE" | "REFUSED";
  /** Why it was refused. */
  readonly reason: string | null;
  /** When it was acknowledged or refused. */
  readonly settledAt: Date | null;
}
