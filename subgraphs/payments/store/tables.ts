import type { Generated } from "kysely";
import type { AttemptState, FeeKind, RequestState } from "../payment";

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
  "payments.account": {
    id: string;
    kind: "PLATFORM_CLEARING" | "PHI_REVENUE" | "LE_PHI_REVENUE" | "SURPLUS";
    agency: string | null;
  };
  "payments.journal_transaction": {
    id: Generated<number>;
    request_id: string;
    reference: string;
    kind: "PAYMENT" | "REFUND" | "SURPLUS";
    occurred_at: Date;
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
  };
  "payments.outbox": {
    id: Generated<number>;
    topic: "payment.settled";
    request_id: string;
    content: string;
    created_at: Date;
    sent_at: Date | null;
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
