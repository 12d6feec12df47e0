import { Field, ID, Int, ObjectType } from "type-graphql";
import { connectionType, DateTime, VND } from "../../kit";
import { PaymentOutcome, PaymentRefundCause, PaymentRefundState, PaymentReportState } from "./enums";
import { Agency, Dossier } from "./references";
import { PaymentRequest } from "./request";

/** Keeps class references out of the emitted metadata, where a cycle would be read before its class exists. */
type Relation<T> = T;

@ObjectType({
  description:
    "Money that is owed back (hoàn trả). The platform's interface has no message for it: the agency's treasury pays it and confirms.",
})
export class PaymentRefund {
  @Field(() => ID)
  id: string;

  @Field(() => ID, { description: "Mã tham chiếu of the payment that is paid back, in full." })
  reference: string;

  @Field(() => PaymentRefundCause)
  cause: PaymentRefundCause;

  @Field(() => PaymentRefundState)
  state: PaymentRefundState;

  @Field(() => VND)
  amount: number;

  @Field(() => String, { nullable: true })
  reason: string | null;

  @Field(() => DateTime)
  requestedAt: Date;

  @Field(() => String, { nullable: true, description: "The treasury's own reference of its payment (số chứng từ)." })
  treasuryReference: string | null;

  @Field(() => DateTime, { nullable: true })
  doneAt: Date | null;

  @Field(() => Int, { description: "`confirmRefund` wants the one that was read." })
  version: number;

  @Field(() => Agency, { nullable: true, description: "The agency that collected." })
  agency: Relation<Agency>;

  @Field(() => PaymentRequest, { nullable: true })
  paymentRequest: Relation<PaymentRequest> | null;

  requestId: string;
  seq: number;
}

/** A page of refunds. */
export const PaymentRefundConnection = connectionType("PaymentRefund", () => PaymentRefund);

@ObjectType({ description: "A message that told, or tells, a dossier how its payment request ended." })
export class PaymentReport {
  @Field(() => PaymentOutcome)
  outcome: PaymentOutcome;

  @Field(() => PaymentReportState)
  state: PaymentReportState;

  @Field(() => VND)
  amount: number;

  @Field(() => DateTime, { description: "When it happened." })
  at: Date;

  @Field(() => Int, { description: "How often it was sent in vain." })
  attempts: number;

  @Field(() => DateTime, { nullable: true })
  acknowledgedAt: Date | null;

  @Field(() => String, { nullable: true, description: "Codes of the refusal." })
  refusal: string | null;

  @Field(() => Dossier, { nullable: true })
  dossier: Relation<Dossier>;

  @Field(() => ID)
  paymentRequestId: string;

  agency: string;
  seq: number;
}

/** A page of messages to dossiers. */
export const PaymentReportConnection = connectionType("PaymentReport", () => PaymentReport);
