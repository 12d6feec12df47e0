import { Field, ID, InputType, ObjectType } from "type-graphql";
import { DateTime, DomainError, VND } from "../../kit";
import { FeeKind } from "./enums";
import { PaymentRequest } from "./request";

/** Keeps class references out of the emitted metadata, where a cycle would be read before its class exists. */
type Relation<T> = T;

const KEY = "8 to 100 characters; the same key gives the same result.";

@InputType({ description: "One item of what is to be paid. Khoản phí hoặc lệ phí." })
export class PaymentFeeLineInput {
  @Field(() => FeeKind)
  kind: FeeKind;

  @Field(() => String, { description: "Mã phí, lệ phí." })
  code: string;

  @Field(() => String, { description: "Tên phí, lệ phí." })
  name: string;

  @Field(() => VND)
  amount: number;
}

@InputType()
export class RequestPaymentInput {
  @Field(() => ID)
  dossierId: string;

  @Field(() => String, { description: "Mã hồ sơ, or the request number while there is none." })
  dossierNumber: string;

  @Field(() => ID, { description: "The citizen who is to pay." })
  payer: string;

  @Field(() => String, { description: "The agency that collects." })
  agency: string;

  @Field(() => String)
  procedureCode: string;

  @Field(() => [PaymentFeeLineInput], { description: "Their sum is what is to be paid, and is above 0." })
  feeLines: Relation<PaymentFeeLineInput[]>;

  @Field(() => DateTime, { description: "After this it cannot be paid any more." })
  expiresAt: Date;

  @Field(() => String, { description: KEY })
  idempotencyKey: string;
}

@ObjectType()
export class RequestPaymentPayload {
  @Field(() => PaymentRequest, { nullable: true })
  paymentRequest: Relation<PaymentRequest> | null;

  @Field(() => [DomainError])
  errors: Relation<DomainError[]>;
}

@InputType()
export class CancelPaymentRequestInput {
  @Field(() => ID)
  dossierId: string;

  @Field(() => String, { description: "Why: 1 to 500 characters." })
  reason: string;

  @Field(() => String, { description: KEY })
  idempotencyKey: string;
}

@ObjectType()
export class CancelPaymentRequestPayload {
  @Field(() => [PaymentRequest], { description: "All of the dossier's, as they are now." })
  paymentRequests: Relation<PaymentRequest[]>;

  @Field(() => [DomainError])
  errors: Relation<DomainError[]>;
}
