import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { fail } from "../../schema/errors";
import {
  type Connection,
  domainError,
  keysetRequest,
  PageArguments,
  PeriodInput,
  spanOf,
  toConnection,
  VND,
} from "../kit";
import { isIdempotencyKey, requestKeyOf } from "./input";
import {
  attemptsOf,
  collectionsOf,
  feeLinesOf,
  type PaymentsContext,
  readRequests,
  receiptsOf,
  requestsOfDossier,
} from "./loaders";
import { amountDue } from "./service";
import {
  Agency,
  Collections,
  Dossier,
  PaymentAttempt,
  PaymentFeeLine,
  PaymentRequest,
  PaymentRequestConnection,
  Receipt,
  StartPaymentInput,
  StartPaymentPayload,
} from "./types";
import { viewAttempt, viewFeeLine, viewReceipt, viewRequest } from "./views";

@Resolver()
export class PaymentQueries {
  @Query(() => PaymentRequest, {
    nullable: true,
    description:
      "A payment request; null when there is none that the caller may see. Asks the platform when its callback is late.",
  })
  async paymentRequest(
    @Arg("id", () => ID) id: string,
    @Ctx() context: PaymentsContext,
  ): Promise<PaymentRequest | null> {
    const [request] = await readRequests([id], context);
    if (request == null) return null;
    if (request.state !== "PENDING") return viewRequest(request, context.store.now());
    await context.store.settleIfDoubtful(request, context.store.patienceOf(context.signal));
    const [settled] = await readRequests([id], context);
    return viewRequest(settled ?? request, context.store.now());
  }

  @Query(() => PaymentRequestConnection, {
    nullable: true,
    description: "The caller's own payment requests, newest first.",
  })
  async myPayments(
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { caller, store }: PaymentsContext,
  ): Promise<Connection<PaymentRequest>> {
    if (caller.role === "anonymous" || caller.subject === null) throw fail("UNAUTHENTICATED");
    const { after, limit } = keysetRequest(page, 2);
    const wanted = { after: after === null ? null : requestKeyOf(after), limit };
    const found = caller.role === "citizen" ? await store.store.requestsOfPayer(caller.subject, wanted) : [];
    const views = found.map((request) => viewRequest(request, store.now()));
    return toConnection(views, page, (request) => [request.createdAt.toISOString(), request.id]);
  }
}

@Resolver()
export class PaymentMutations {
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

@Resolver(() => PaymentRequest)
export class PaymentRequestFields {
  @FieldResolver(() => [PaymentFeeLine], { nullable: true, description: "Các khoản phí, lệ phí." })
  async feeLines(@Root() request: PaymentRequest, @Ctx() context: PaymentsContext): Promise<PaymentFeeLine[]> {
    return (await feeLinesOf(request.id, context)).map(viewFeeLine);
  }

  @FieldResolver(() => [PaymentAttempt], { nullable: true, description: "Các lần thanh toán, oldest first." })
  async attempts(@Root() request: PaymentRequest, @Ctx() context: PaymentsContext): Promise<PaymentAttempt[]> {
    const forPayer = context.caller.role === "citizen" && context.caller.subject === request.payer.id;
    return (await attemptsOf(request.id, context)).map((attempt) => viewAttempt(attempt, forPayer));
  }

  @FieldResolver(() => [Receipt], { nullable: true, description: "Biên lai; empty until it is paid." })
  async receipts(@Root() request: PaymentRequest, @Ctx() context: PaymentsContext): Promise<Receipt[]> {
    return (await receiptsOf(request.id, context)).map(viewReceipt);
  }
}

@Resolver(() => Dossier)
export class DossierFields {
  @FieldResolver(() => [PaymentRequest], { nullable: true, description: "Those that the caller may see." })
  async paymentRequests(@Root() dossier: Dossier, @Ctx() context: PaymentsContext): Promise<PaymentRequest[]> {
    const now = context.store.now();
    return (await requestsOfDossier(dossier.id, context)).map((request) => viewRequest(request, now));
  }

  @FieldResolver(() => VND, {
    nullable: true,
    description: "What is still to be paid (số tiền còn phải nộp); null when the caller sees no payment request.",
  })
  async amountDue(@Root() dossier: Dossier, @Ctx() context: PaymentsContext): Promise<number | null> {
    return amountDue(await requestsOfDossier(dossier.id, context), context.store.now());
  }
}

@Resolver(() => Agency)
export class AgencyFields {
  @FieldResolver(() => Collections, {
    nullable: true,
    description: "What came in (số thu); for officers of the agency, auditors and services.",
  })
  async collections(
    @Arg("period", () => PeriodInput) period: PeriodInput,
    @Root() agency: Agency,
    @Ctx() context: PaymentsContext,
  ): Promise<Collections | null> {
    const { from, before } = spanOf(period);
    return collectionsOf({ agency: agency.code, from, before }, context);
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
