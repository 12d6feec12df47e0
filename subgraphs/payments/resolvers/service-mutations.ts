import { randomUUID } from "node:crypto";
import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { canonicalAgencyCode, domainError } from "../../kit";
import { requireWriter } from "../access";
import { isIdempotencyKey } from "../input";
import type { PaymentsContext } from "../loaders";
import type { NewPaymentRequest } from "../payment";
import { faultOf, isText, REQUEST_FIELDS } from "../service";
import {
  CancelPaymentRequestInput,
  CancelPaymentRequestPayload,
  RequestPaymentInput,
  RequestPaymentPayload,
} from "../types/service-mutations";
import { viewRequest } from "../views";

/** What dossiers ask of payments, through the graph. */
@Resolver()
export class ServiceMutations {
  @Mutation(() => RequestPaymentPayload, {
    nullable: true,
    description:
      "Asks a citizen to pay phí and lệ phí of a dossier; for services with the scope `payment:request`. Safe to repeat with the same key.",
  })
  async requestPayment(
    @Arg("input", () => RequestPaymentInput) input: RequestPaymentInput,
    @Ctx() { caller, store, language }: PaymentsContext,
  ): Promise<RequestPaymentPayload> {
    const writer = requireWriter(caller, ["service"], "payment:request");
    const invalid = (field: string) => ({ paymentRequest: null, errors: [domainError("INVALID", language, field)] });
    if (!isIdempotencyKey(input.idempotencyKey)) return invalid("idempotencyKey");
    const agency = canonicalAgencyCode(input.agency);
    if (agency === null) return invalid("agency");
    const at = store.now();
    const request = requestOf(input, agency, at);
    const fault = faultOf(request);
    if (fault !== null) return invalid(REQUEST_FIELDS[fault]);
    const command = { caller: writer, idempotencyKey: input.idempotencyKey, at };
    const ran = await store.store.requestPayment(command, request);
    if (ran.kind === "refused") {
      return { paymentRequest: null, errors: [domainError(ran.refusal.code, language, ran.refusal.field)] };
    }
    const [made] = await store.store.requests([ran.result]);
    return { paymentRequest: made === undefined ? null : viewRequest(made, at), errors: [] };
  }

  @Mutation(() => CancelPaymentRequestPayload, {
    nullable: true,
    description:
      "Ends the payment requests of a dossier that was withdrawn or stopped: unpaid ones are cancelled, what was paid is owed back; for services with the scope `payment:request`.",
  })
  async cancelPaymentRequest(
    @Arg("input", () => CancelPaymentRequestInput) { dossierId, reason, idempotencyKey }: CancelPaymentRequestInput,
    @Ctx() { caller, store, language }: PaymentsContext,
  ): Promise<CancelPaymentRequestPayload> {
    const writer = requireWriter(caller, ["service"], "payment:request");
    const invalid = (field: string) => ({ paymentRequests: [], errors: [domainError("INVALID", language, field)] });
    if (!isIdempotencyKey(idempotencyKey)) return invalid("idempotencyKey");
    if (!isText(dossierId, 100)) return invalid("dossierId");
    if (!isText(reason, 500)) return invalid("reason");
    const at = store.now();
    const ran = await store.store.cancelRequests({ caller: writer, idempotencyKey, at }, { dossierId, reason });
    if (ran.kind === "refused") {
      return { paymentRequests: [], errors: [domainError(ran.refusal.code, language, ran.refusal.field)] };
    }
    const requests = await store.store.requestsOfDossiers([dossierId]);
    return { paymentRequests: requests.map((request) => viewRequest(request, at)), errors: [] };
  }
}

function requestOf(input: RequestPaymentInput, agency: string, createdAt: Date): NewPaymentRequest {
  const lines = input.feeLines.map(({ kind, code, name, amount }) => ({ kind, code, name, amount }));
  return {
    id: randomUUID(),
    dossierId: input.dossierId,
    dossierNumber: input.dossierNumber,
    agency,
    payer: input.payer,
    procedure: input.procedureCode,
    amount: lines.reduce((sum, line) => sum + line.amount, 0),
    createdAt,
    expiresAt: input.expiresAt,
    lines,
  };
}
