import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { connectionType, DateTime, DomainError, VND } from "../kit";

/** Keeps class references out of the emitted metadata, where a cycle would be read before its class exists. */
type Relation<T> = T;

export enum PaymentRequestState {
  CREATED = "CREATED",
  PENDING = "PENDING",
  PAID = "PAID",
  CANCELLED = "CANCELLED",
  EXPIRED = "EXPIRED",
  REFUNDED = "REFUNDED",
}

export enum PaymentAttemptState {
  CREATED = "CREATED",
  PENDING = "PENDING",
  PAID = "PAID",
  FAILED = "FAILED",
  SURPLUS = "SURPLUS",
}

export enum FeeKind {
  PHI = "PHI",
  LE_PHI = "LE_PHI",
}

registerEnumType(PaymentRequestState, {
  name: "PaymentRequestState",
  description: "Trạng thái yêu cầu thanh toán.",
  valuesConfig: {
    CREATED: { description: "Chưa thanh toán." },
    PENDING: { description: "Chờ thanh toán: a payment page is open." },
    PAID: { description: "Đã thanh toán." },
    CANCELLED: { description: "Hủy thanh toán." },
    EXPIRED: { description: "Hết hạn: not paid in time." },
    REFUNDED: { description: "Đã hoàn phí." },
  },
});
registerEnumType(PaymentAttemptState, {
  name: "PaymentAttemptState",
  description: "Trạng thái giao dịch.",
  valuesConfig: {
    CREATED: { description: "Khởi tạo: the platform has not given a payment page yet." },
    PENDING: { description: "Khởi tạo: the platform waits for the payer." },
    PAID: { description: "Thành công." },
    FAILED: { description: "Thất bại." },
    SURPLUS: { description: "Nộp thừa: money came for what was settled already, and is owed back." },
  },
});
registerEnumType(FeeKind, {
  name: "FeeKind",
  description: "Loại phí, lệ phí: different things in law, with receipts of their own.",
  valuesConfig: { PHI: { description: "Phí: for a service." }, LE_PHI: { description: "Lệ phí: fixed by law." } },
});

@Directive('@key(fields: "id")')
@ObjectType({ description: "A citizen, known here by the opaque id alone." })
export class Citizen {
  @Field(() => ID)
  id: string;
}

@Directive('@key(fields: "id")')
@ObjectType({ description: "A dossier (hồ sơ), known here by its id." })
export class Dossier {
  @Field(() => ID)
  id: string;
}

@Directive('@key(fields: "code")')
@ObjectType({ description: "An agency (cơ quan), known here by its code." })
export class Agency {
  @Field(() => ID)
  code: string;
}

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

@InputType()
export class StartPaymentInput {
  @Field(() => ID)
  paymentRequestId: string;

  @Field(() => Int, { description: "The version that was read." })
  expectedVersion: number;

  @Field(() => String, { description: "8 to 100 characters, made by the client; the same key gives the same payment." })
  idempotencyKey: string;
}

@ObjectType()
export class StartPaymentPayload {
  @Field(() => PaymentRequest, { nullable: true })
  paymentRequest: Relation<PaymentRequest> | null;

  @Field(() => PaymentAttempt, { nullable: true, description: "Send the payer to its `redirectUrl`." })
  attempt: Relation<PaymentAttempt> | null;

  @Field(() => [DomainError])
  errors: Relation<DomainError[]>;
}
