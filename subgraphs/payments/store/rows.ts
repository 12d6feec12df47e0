import type { Selectable } from "kysely";
import type { PaymentAttempt, PaymentRequest, Receipt, Refund, Report } from "../payment";
import type { Tables } from "./tables";

export function refundOf(row: Selectable<Tables["payments.refund"]>): Refund {
  return {
    id: row.id,
    seq: row.seq,
    requestId: row.request_id,
    reference: row.reference,
    agency: row.agency,
    cause: row.cause,
    amount: row.amount,
    state: row.state,
    reason: row.reason,
    requestedAt: row.requested_at,
    treasuryReference: row.treasury_reference,
    doneAt: row.done_at,
    version: row.version,
  };
}

export function reportOf(row: Selectable<Tables["payments.outbox"]>): Report {
  return {
    seq: row.id,
    requestId: row.request_id,
    agency: row.agency,
    dossierId: row.lane,
    outcome: row.outcome,
    amount: row.amount,
    at: row.happened_at,
    attempts: row.attempts,
    acknowledgedAt: row.sent_at,
    refusedAt: row.refused_at,
    refusal: row.refusal,
  };
}

export function requestOf(row: Selectable<Tables["payments.payment_request"]>): PaymentRequest {
  return {
    id: row.id,
    dossierId: row.dossier_id,
    dossierNumber: row.dossier_number,
    agency: row.agency,
    payer: row.payer,
    procedure: row.procedure_code,
    state: row.state,
    amount: row.amount,
    version: row.version,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    paidAt: row.paid_at,
    closedAt: row.closed_at,
    closeReason: row.close_reason,
  };
}

export function attemptOf(row: Selectable<Tables["payments.payment_attempt"]>): PaymentAttempt {
  return {
    reference: row.reference,
    requestId: row.request_id,
    state: row.state,
    amount: row.amount,
    redirectUrl: row.redirect_url,
    createdAt: row.created_at,
    askedAt: row.asked_at,
    askFrom: row.ask_from,
    settledAt: row.settled_at,
  };
}

export function receiptOf(row: Selectable<Tables["payments.receipt"]>): Receipt {
  const { kind, amount, template, symbol, number } = row;
  return { kind, amount, template, symbol, number, issuedAt: row.issued_at };
}

/** Values by the key of their row, in the order of the rows. */
export function grouped<Row, Value>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  toValue: (row: Row) => Value,
): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row)) ?? [];
    group.push(toValue(row));
    groups.set(keyOf(row), group);
  }
  return groups;
}
