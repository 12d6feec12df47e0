import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { fail } from "../../../schema/errors";
import { domainError } from "../../kit";
import { isIdempotencyKey } from "../input";
import type { PaymentsContext } from "../loaders";
import { StartPaymentInput, StartPaymentPayload } from "../types/start-payment";
import { viewAttempt, viewRequest } from "../views";

@Resolver()
export class PayerMutations {
  @Mutation(() => StartPaymentPayload, {
    nullable: true,
    description:
      "Opens a payment page for the caller's own request (khởi tạo thanh toán). Safe to repeat with the same key.",
  })
  async startPayment(
    @Arg("input", () => StartPaymentInput) input: StartPaymentInput,
    @Ctx() { caller, store, language, signal }: PaymentsContext,
  ): Promise<StartPaymentPayload> {
    if (caller.role === "anonymous" || caller.subject === null) throw fail("UNAUTHENTICATED");
    if (caller.role !== "citizen") throw fail("FORBIDDEN");
    if (!isIdempotencyKey(input.idempotencyKey)) return refusal(domainError("INVALID", language, "idempotencyKey"));
    const result = await store.start({ ...input, payer: caller.subject }, store.patienceOf(signal));
    if (result.kind === "STARTED") {
      const paymentRequest = viewRequest(result.request, store.now());
      return { paymentRequest, attempt: viewAttempt(result.attempt, true), errors: [] };
    }
    if (result.kind === "UNAVAILABLE") {
      const paymentRequest = viewRequest(result.request, store.now());
      return { paymentRequest, attempt: null, errors: [domainError("UNAVAILABLE", language)] };
    }
    return refusal(domainError(result.kind, language, FIELD_OF[result.kind]));
  }
}

const FIELD_OF = {
  NOT_FOUND: "paymentRequestId",
  CONFLICT: "expectedVersion",
  NOT_ALLOWED_NOW: "paymentRequestId",
  IDEMPOTENCY_KEY_REUSED: "idempotencyKey",
} as const;

function refusal(error: ReturnType<typeof domainError>): StartPaymentPayload {
  return { paymentRequest: null, attempt: null, errors: [error] };
}
