import type * as records from "./payment";
import { stateAt } from "./service";
import {
  FeeKind,
  type PaymentAttempt,
  PaymentAttemptState,
  type PaymentFeeLine,
  type PaymentRequest,
  PaymentRequestState,
  type Receipt,
} from "./types";

/** A request as the graph shows it at a moment. */
export function viewRequest(request: records.PaymentRequest, now: Date): PaymentRequest {
  const { id, amount, version, createdAt, expiresAt, paidAt, dossierNumber } = request;
  return {
    id,
    amount,
    version,
    createdAt,
    expiresAt,
    paidAt,
    dossierNumber,
    state: PaymentRequestState[stateAt(request, now)],
    dossier: { id: request.dossierId },
    payer: { id: request.payer },
    agency: { code: request.agency },
  };
}

/** An attempt; its payment page is for the payer alone, who can pay there, and only while it is open. */
export function viewAttempt(attempt: records.PaymentAttempt, forPayer: boolean): PaymentAttempt {
  const { reference, amount, createdAt, settledAt } = attempt;
  const usable = forPayer && attempt.state === "PENDING";
  return {
    reference,
    amount,
    createdAt,
    settledAt,
    state: PaymentAttemptState[attempt.state],
    redirectUrl: usable ? attempt.redirectUrl : null,
  };
}

export function viewFeeLine(line: records.FeeLine): PaymentFeeLine {
  return { ...line, kind: FeeKind[line.kind] };
}

export function viewReceipt(receipt: records.Receipt): Receipt {
  return { ...receipt, kind: FeeKind[receipt.kind] };
}
