import type { Generated } from "kysely";
import type { AttemptState, FeeKind, Outcome, RefundCause, RefundState, RequestState } from "../payment";
import type { DifferenceSource, DifferenceState, DifferenceType, ListSource, Resolution } from "../reconcile";

/** The tables of `../migrations`, as queries see them. */
export interface Tables {
  "payments.payment_request": {
    id: string;
    dossier_id: string;
    dossier_number: string;
    agency: string;
    payer: string;
    procedure_code: string;
    state: Generated<RequestState>;
    amount: number;
    version: Generated<number>;
    created_at: Date;
    expires_at: Date;
    paid_at: Date | null;
    closed_at: Date | null;
    close_reason: string | null;
  };
  "payments.fee_line": {
    request_id: string;
    position: number;
    kind: FeeKind;
    code: string;
    name: string;
    amount: number;
  };
  "payments.payment_attempt": {
    reference: string;
    request_id: string;
    state: Generated<AttemptState>;
    amount: number;
    redirect_url: string | null;
    platform_transaction: string | null;
    created_at: Date;
    asked_at: Date | null;
    /** From when on it is doubtful after the usual time: later, the older it is. */
    ask_from: Date;
    settled_at: Date | null;
  };
  "payments.start_command": {
    payer: string;
    idempotency_key: string;
    request_id: string;
    expected_version: number;
    reference: string;
    created_at: Date;
  };
  "payments.command": {
    caller: string;
    idempotency_key: string;
    name: string;
    content_hash: string;
    result: string;
    created_at: Date;
  };
  "payments.account": {
    id: string;
    kind: "PLATFORM_CLEARING" | "TREASURY" | "PHI_REVENUE" | "LE_PHI_REVENUE" | "SURPLUS";
    agency: string | null;
  };
  "payments.journal_transaction": {
    id: Generated<number>;
    request_id: string;
    reference: string;
    kind: "PAYMENT" | "REFUND" | "SURPLUS" | "SURPLUS_REFUND" | "SETTLEMENT";
    occurred_at: Date;
    /** The database fills it in. */
    agency: Generated<string>;
  };
  "payments.journal_entry": {
    transaction_id: number;
    position: number;
    account_id: string;
    amount: number;
  };
  "payments.receipt": {
    request_id: string;
    kind: FeeKind;
    amount: number;
    template: string | null;
    symbol: string | null;
    number: string | null;
    issued_at: Date | null;
    /** The database fills it in. */
    agency: Generated<string>;
  };
  "payments.outbox": {
    id: Generated<number>;
    outcome: Outcome;
    request_id: string;
    agency: string;
    /** The dossier: messages to one go in their order. */
    lane: string;
    amount: number;
    happened_at: Date;
    created_at: Date;
    attempts: Generated<number>;
    due_at: Date;
    sent_at: Date | null;
    refused_at: Date | null;
    refusal: string | null;
  };
  "payments.refund": {
    id: string;
    seq: Generated<number>;
    request_id: string;
    reference: string;
    agency: string;
    cause: RefundCause;
    amount: number;
    state: Generated<RefundState>;
    reason: string | null;
    requested_by: string | null;
    requested_at: Date;
    treasury_reference: string | null;
    done_by: string | null;
    done_at: Date | null;
    version: Generated<number>;
  };
  "payments.statement": {
    id: Generated<number>;
    agency: string;
    day: string;
    source: ListSource;
    version: number;
    content_hash: string;
    line_count: number;
    total: number;
    imported_by: string;
    imported_at: Date;
  };
  "payments.statement_line": {
    statement_id: number;
    position: number;
    reference: string;
    transaction: string | null;
    amount: number;
    happened_at: Date | null;
  };
  "payments.reconciliation": {
    agency: string;
    day: string;
    version: Generated<number>;
    run_at: Date;
    /** Of those that were compared. */
    newest_statement: number | null;
    own_count: number;
    own_total: number;
    platform_count: number | null;
    platform_total: number | null;
    treasury_count: number | null;
    treasury_total: number | null;
  };
  "payments.difference": {
    id: string;
    seq: Generated<number>;
    agency: string;
    day: string;
    type: DifferenceType;
    source: DifferenceSource;
    reference: string;
    request_id: string | null;
    own_amount: number | null;
    other_amount: number | null;
    state: Generated<DifferenceState>;
    found_at: Date;
    cleared_at: Date | null;
    resolution: Resolution | null;
    note: string | null;
    resolved_by: string | null;
    resolved_at: Date | null;
    version: Generated<number>;
  };
  "payments.platform_notice": {
    provider: string;
    platform_transaction: string;
    reference: string;
    outcome: string;
    first_body: string;
    last_body: string;
    times: Generated<number>;
    first_at: Date;
    last_at: Date;
  };
}
