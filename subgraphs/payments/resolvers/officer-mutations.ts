import { randomUUID } from "node:crypto";
import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { domainError } from "../../kit";
import { requireWriter, type WriteScope } from "../access";
import { isIdempotencyKey, isRequestId } from "../input";
import { type PaymentsContext, readRequests } from "../loaders";
import { isText, type Refusal } from "../service";
import type { Command, Ran } from "../store";
import {
  ConfirmRefundInput,
  IssueReceiptInput,
  IssueReceiptPayload,
  RefundPaymentInput,
  RefundPaymentPayload,
} from "../types/officer-mutations";
import { viewRefund, viewRequest } from "../views";

/** What the collecting agency does with money that came. */
@Resolver()
export class OfficerMutations {
  @Mutation(() => IssueReceiptPayload, {
    nullable: true,
    description:
      "Notes the number of a receipt that the collecting agency issued (cấp biên lai); for its officers and systems with the scope `payment:receipt`.",
  })
  async issueReceipt(
    @Arg("input", () => IssueReceiptInput) { idempotencyKey, ...receipt }: IssueReceiptInput,
    @Ctx() context: PaymentsContext,
  ): Promise<IssueReceiptPayload> {
    const { store, language } = context;
    const command = commandOf(context, ["officer", "partner"], "payment:receipt", idempotencyKey);
    const wrong = wrongField(idempotencyKey, {
      template: isText(receipt.template, 50),
      symbol: isText(receipt.symbol, 50),
      number: isText(receipt.number, 50),
      issuedAt: receipt.issuedAt <= command.at,
    });
    const ran = await ranIf(wrong, receipt.paymentRequestId, context, () => store.store.issueReceipt(command, receipt));
    if (ran.kind === "refused") return { paymentRequest: null, errors: [errorOf(ran.refusal, language)] };
    const [request] = await store.store.requests([ran.result]);
    return { paymentRequest: request === undefined ? null : viewRequest(request, command.at), errors: [] };
  }

  @Mutation(() => RefundPaymentPayload, {
    nullable: true,
    description:
      "Notes that what was paid for a request is owed back in full (hoàn phí); for officers of the collecting agency with the scope `payment:refund`. Money that came for nothing is owed back by itself.",
  })
  async refundPayment(
    @Arg("input", () => RefundPaymentInput) { idempotencyKey, ...wish }: RefundPaymentInput,
    @Ctx() context: PaymentsContext,
  ): Promise<RefundPaymentPayload> {
    const { store } = context;
    const command = commandOf(context, ["officer"], "payment:refund", idempotencyKey);
    const wrong = wrongField(idempotencyKey, { reason: isText(wish.reason, 500) });
    const ran = await ranIf(wrong, wish.paymentRequestId, context, () =>
      store.store.requestRefund(command, wish, randomUUID()),
    );
    return refundPayload(ran, context);
  }

  @Mutation(() => RefundPaymentPayload, {
    nullable: true,
    description:
      "Notes that the agency's treasury paid a refund; for officers of the collecting agency with the scope `payment:refund`.",
  })
  async confirmRefund(
    @Arg("input", () => ConfirmRefundInput) { idempotencyKey, ...confirmation }: ConfirmRefundInput,
    @Ctx() context: PaymentsContext,
  ): Promise<RefundPaymentPayload> {
    const { store } = context;
    const command = commandOf(context, ["officer"], "payment:refund", idempotencyKey);
    const wrong = wrongField(idempotencyKey, { treasuryReference: isText(confirmation.treasuryReference, 100) });
    const refund = isRequestId(confirmation.refundId) ? await store.store.refund(confirmation.refundId) : null;
    const ran = await ranIf(wrong, refund?.requestId ?? "", context, () =>
      store.store.confirmRefund(command, confirmation),
    );
    return refundPayload(ran, context, "refundId");
  }
}

/** @throws UNAUTHENTICATED, FORBIDDEN */
function commandOf(
  { caller, store }: PaymentsContext,
  roles: Parameters<typeof requireWriter>[1],
  scope: WriteScope,
  idempotencyKey: string,
): Command {
  return { caller: requireWriter(caller, roles, scope), idempotencyKey, at: store.now() };
}

function wrongField(idempotencyKey: string, fits: Readonly<Record<string, boolean>>): string | null {
  if (!isIdempotencyKey(idempotencyKey)) return "idempotencyKey";
  return Object.entries(fits).find(([, fit]) => !fit)?.[0] ?? null;
}

/** Runs a change when its input fits and its request is one that the caller may see. */
async function ranIf(
  wrong: string | null,
  requestId: string,
  context: PaymentsContext,
  run: () => Promise<Ran>,
): Promise<Ran> {
  if (wrong !== null) return { kind: "refused", refusal: { code: "INVALID", field: wrong } };
  const [request] = await readRequests([requestId], context);
  return request == null ? { kind: "refused", refusal: { code: "NOT_FOUND", field: "paymentRequestId" } } : run();
}

async function refundPayload(
  ran: Ran,
  { store, language }: PaymentsContext,
  subject = "paymentRequestId",
): Promise<RefundPaymentPayload> {
  if (ran.kind === "refused") {
    const { code, field } = ran.refusal;
    return { refund: null, errors: [errorOf({ code, field: code === "NOT_FOUND" ? subject : field }, language)] };
  }
  const refund = await store.store.refund(ran.result);
  return { refund: refund === null ? null : viewRefund(refund), errors: [] };
}

function errorOf({ code, field }: Refusal, language: PaymentsContext["language"]) {
  return domainError(code, language, field);
}
