import { randomUUID } from "node:crypto";
import type { DossierFeeKind, DossierRecord } from "./dossier";
import { OutboxKind, type OutboxRecord } from "./life";

/** The mutations of other subgraphs that dossiers ask for, by kind of entry. */
export const OUTBOX_MUTATIONS: Readonly<Record<OutboxKind, string>> = {
  [OutboxKind.REQUEST_PAYMENT]: `mutation ($input: RequestPaymentInput!) {
  requestPayment(input: $input) { errors { code message field } }
}`,
  [OutboxKind.CANCEL_PAYMENT_REQUEST]: `mutation ($input: CancelPaymentRequestInput!) {
  cancelPaymentRequest(input: $input) { errors { code message field } }
}`,
  [OutboxKind.INVITE_TO_SURVEY]: `mutation ($input: InviteToSurveyInput!) {
  inviteToSurvey(input: $input) { errors { code message field } }
}`,
};

/** The scopes that these mutations ask of a service. */
export const OUTBOX_SCOPES = ["payment:request", "survey:invite"] as const;

/** What is to be paid: always whole, since the payments subgraph writes it on a receipt. */
export interface PayableLine {
  readonly kind: DossierFeeKind;
  readonly code: string;
  readonly name: string;
  readonly amount: number;
}

type Known = Pick<DossierRecord, "id" | "number" | "requestNumber" | "procedureCode" | "receiving" | "deciding">;

/** Asks for a payment by the submitter to the agency that receives the dossier. */
export function paymentMessage(
  dossier: Known,
  request: { readonly payer: string; readonly lines: readonly PayableLine[]; readonly expiresAt: Date },
  now: Date,
): OutboxRecord {
  return message(OutboxKind.REQUEST_PAYMENT, now, {
    dossierId: dossier.id,
    dossierNumber: dossier.number ?? dossier.requestNumber,
    payer: request.payer,
    agency: dossier.receiving.code,
    procedureCode: dossier.procedureCode,
    feeLines: request.lines,
    expiresAt: request.expiresAt.toISOString(),
  });
}

/** Withdraws every open request for payment of the dossier. */
export function cancelMessage(dossier: Known, reason: string, now: Date): OutboxRecord {
  return message(OutboxKind.CANCEL_PAYMENT_REQUEST, now, { dossierId: dossier.id, reason });
}

/** Lets the submitter judge the agency that handled the dossier. */
export function surveyMessage(
  dossier: Known & { readonly submitter: string },
  finishedAt: Date,
  now: Date,
): OutboxRecord {
  return message(OutboxKind.INVITE_TO_SURVEY, now, {
    dossierId: dossier.id,
    respondent: dossier.submitter,
    agency: (dossier.deciding ?? dossier.receiving).code,
    finishedAt: finishedAt.toISOString(),
  });
}

/** The sums that were asked for so far, the latest last. */
export function requestedAmounts(outbox: readonly OutboxRecord[]): readonly number[] {
  return outbox.flatMap(({ kind, variables }) => {
    const lines = kind === OutboxKind.REQUEST_PAYMENT ? Reflect.get(Object(variables.input), "feeLines") : undefined;
    if (!Array.isArray(lines)) return [];
    return [lines.reduce((sum: number, line: unknown) => sum + Number(Reflect.get(Object(line), "amount")), 0)];
  });
}

function message(kind: OutboxKind, now: Date, input: Readonly<Record<string, unknown>>): OutboxRecord {
  const id = randomUUID();
  const variables = { input: { ...input, idempotencyKey: id } };
  return { id, kind, variables, attempts: 0, dueAt: now, state: "WAITING", reason: null, settledAt: null };
}
