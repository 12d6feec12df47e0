import { Directive, Field, ID, Int, ObjectType } from "type-graphql";
import { connectionType, DateTime, VND } from "../../kit";
import { FeeKind, PaymentAttemptState, PaymentRequestState } from "./enums";
import { Agency, Citizen, Dossier } from "./references";

/** Keeps class references out of the emitted metadata, where a cycle would be read before its class exists. */
type Relation<T> = T;

@ObjectType({ description: "One item of what is to be paid. Khoản phí hoặc lệ phí." })
export class PaymentFeeLine {
  @Field(() => FeeKind)
  kind: FeeKind;

  @Field(() => String, { description: "Mã phí, lệ phí." })
  code: string;

  @Field(() => String, { description: "Tên phí, lệ phí." })
  name: string;

  @Field(() => VND)
  amount: number;
}

@ObjectType({ description: "One try to pay on the national payment platform (Nền tảng thanh toán)." })
export class PaymentAttempt {
  @Field(() => ID, { description: "Mã tham chiếu." })
  reference: string;

  @Field(() => PaymentAttemptState)
  state: PaymentAttemptState;

  @Field(() => VND)
  amount: number;

  @Field(() => String, {
    nullable: true,
    description: "The platform's payment page; only for the payer, while it can be used.",
  })
  redirectUrl: string | null;

  @Field(() => DateTime)
  createdAt: Date;

  @Field(() => DateTime, { nullable: true })
  settledAt: Date | null;
}

@ObjectType({
  description:
    "A receipt (biên lai) of the collecting agency: one for phí and one for lệ phí. Numbers are null until it has issued them.",
})
export class Receipt {
  @Field(() => FeeKind)
  kind: FeeKind;

  @Field(() => VND)
  amount: number;

  @Field(() => String, { nullable: true, description: "Mẫu số." })
  template: string | null;

  @Field(() => String, { nullable: true, description: "Ký hiệu." })
  symbol: string | null;

  @Field(() => String, { nullable: true, description: "Số biên lai." })
  number: string | null;

  @Field(() => DateTime, { nullable: true })
  issuedAt: Date | null;
}

@Directive('@key(fields: "id")')
@ObjectType({ description: "What a citizen is to pay for a dossier (yêu cầu thanh toán phí, lệ phí)." })
export class PaymentRequest {
  @Field(() => ID)
  id: string;

  @Field(() => PaymentRequestState, { nullable: true })
  state: PaymentRequestState;

  @Field(() => VND, { nullable: true, description: "The sum of its lines." })
  amount: number;

  @Field(() => Int, {
    nullable: true,
    description: "Rises with every change; `startPayment` wants the one that was read.",
  })
  version: number;

  @Field(() => DateTime, { nullable: true })
  createdAt: Date;

  @Field(() => DateTime, { nullable: true })
  expiresAt: Date;

  @Field(() => DateTime, { nullable: true })
  paidAt: Date | null;

  @Field(() => DateTime, { nullable: true, description: "When it expired or was cancelled." })
  closedAt: Date | null;

  @Field(() => String, { nullable: true, description: "Lý do hủy: why the dossier cancelled it." })
  closeReason: string | null;

  @Field(() => Dossier, { nullable: true })
  dossier: Relation<Dossier>;

  @Field(() => String, { nullable: true, description: "Mã hồ sơ." })
  dossierNumber: string;

  @Field(() => Citizen, { nullable: true, description: "Who is to pay." })
  payer: Relation<Citizen>;

  @Field(() => Agency, { nullable: true, description: "The agency that collects." })
  agency: Relation<Agency>;
}

/** A page of payment requests. */
export const PaymentRequestConnection = connectionType("PaymentRequest", () => PaymentRequest);

@ObjectType({ description: "What an agency and the units under it collected through the platform, refunds taken off." })
export class Collections {
  @Field(() => Int, { description: "Payments." })
  count: number;

  @Field(() => VND)
  total: number;
}
