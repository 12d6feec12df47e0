import { Arg, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { PeriodInput, spanOf, VND } from "../../kit";
import {
  attemptsOf,
  collectionsOf,
  feeLinesOf,
  type PaymentsContext,
  receiptsOf,
  refundsOf,
  reportsOf,
  requestsOfDossier,
} from "../loaders";
import { amountDue } from "../service";
import { Agency, Dossier } from "../types/references";
import { PaymentRefund, PaymentReport } from "../types/refund";
import { Collections, PaymentAttempt, PaymentFeeLine, PaymentRequest, Receipt } from "../types/request";
import { viewAttempt, viewFeeLine, viewReceipt, viewRefund, viewReport, viewRequest } from "../views";

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

  @FieldResolver(() => [PaymentRefund], { nullable: true, description: "What is or was owed back, oldest first." })
  async refunds(@Root() request: PaymentRequest, @Ctx() context: PaymentsContext): Promise<PaymentRefund[]> {
    return (await refundsOf(request.id, context)).map(viewRefund);
  }

  @FieldResolver(() => [PaymentReport], {
    nullable: true,
    description: "What its dossier was told, oldest first; null for its payer.",
  })
  async reports(@Root() request: PaymentRequest, @Ctx() context: PaymentsContext): Promise<PaymentReport[] | null> {
    if (context.caller.role === "citizen") return null;
    return (await reportsOf(request.id, context)).map(viewReport);
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
