import type * as records from "./payment";
import { stateAt } from "./service";
import type { DifferenceRecord, Reconciliation, Statement } from "./statement";
import {
  FeeKind,
  PaymentAttemptState,
  PaymentOutcome,
  PaymentRefundCause,
  PaymentRefundState,
  PaymentReportState,
  PaymentRequestState,
} from "./types/enums";
import type { PaymentStatement } from "./types/officer-mutations";
import {
  type PaymentDifference,
  PaymentDifferenceResolution,
  PaymentDifferenceSource,
  PaymentDifferenceState,
  PaymentDifferenceType,
  type PaymentReconciliation,
} from "./types/reconciliation";
import type { PaymentRefund, PaymentReport } from "./types/refund";
import type { PaymentAttempt, PaymentFeeLine, PaymentRequest, Receipt } from "./types/request";

/** A request as the graph shows it at a moment. */
export function viewRequest(request: records.PaymentRequest, now: Date): PaymentRequest {
  const { id, amount, version, createdAt, expiresAt, paidAt, closedAt, closeReason, dossierNumber } = request;
  return {
    id,
    amount,
    version,
    createdAt,
    expiresAt,
    paidAt,
    closedAt,
    closeReason,
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

export function viewRefund(refund: records.Refund): PaymentRefund {
  return {
    ...refund,
    cause: PaymentRefundCause[refund.cause],
    state: PaymentRefundState[refund.state],
    agency: { code: refund.agency },
    paymentRequest: null,
  };
}

export function viewReport(report: records.Report): PaymentReport {
  const { refusedAt, acknowledgedAt, requestId, dossierId } = report;
  const state = refusedAt !== null ? "REFUSED" : acknowledgedAt !== null ? "ACKNOWLEDGED" : "WAITING";
  return {
    ...report,
    outcome: PaymentOutcome[report.outcome],
    state: PaymentReportState[state],
    dossier: { id: dossierId },
    paymentRequestId: requestId,
  };
}

export function viewReconciliation({ agency, day, ...run }: Reconciliation): PaymentReconciliation {
  return { ...run, date: day, agency: { code: agency } };
}

export function viewDifference(difference: DifferenceRecord): PaymentDifference {
  return {
    ...difference,
    type: PaymentDifferenceType[difference.type],
    source: PaymentDifferenceSource[difference.source],
    state: PaymentDifferenceState[difference.state],
    resolution: difference.resolution === null ? null : PaymentDifferenceResolution[difference.resolution],
    paymentRequest: null,
  };
}

export function viewStatement({ day, ...statement }: Statement): PaymentStatement {
  return { ...statement, date: day, source: PaymentDifferenceSource[statement.source] };
}
