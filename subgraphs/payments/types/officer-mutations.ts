import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { DateTime, DomainError, LocalDate, VND } from "../../kit";
import { FeeKind } from "./enums";
import { PaymentDifference, PaymentDifferenceResolution, PaymentDifferenceSource } from "./reconciliation";
import { PaymentRefund } from "./refund";
import { PaymentRequest } from "./request";

/** Keeps class references out of the emitted metadata, where a cycle would be read before its class exists. */
type Relation<T> = T;

const KEY = "8 to 100 characters, made by the client; the same key gives the same result.";
const VERSION = "The version that was read.";

@InputType()
export class IssueReceiptInput {
  @Field(() => ID)
  paymentRequestId: string;

  @Field(() => Int, { description: VERSION })
  expectedVersion: number;

  @Field(() => FeeKind)
  kind: FeeKind;

  @Field(() => String, { description: "Mẫu số." })
  template: string;

  @Field(() => String, { description: "Ký hiệu." })
  symbol: string;

  @Field(() => String, { description: "Số biên lai, as the agency issued it." })
  number: string;

  @Field(() => DateTime, { description: "When the agency issued it." })
  issuedAt: Date;

  @Field(() => String, { description: KEY })
  idempotencyKey: string;
}

@ObjectType()
export class IssueReceiptPayload {
  @Field(() => PaymentRequest, { nullable: true })
  paymentRequest: Relation<PaymentRequest> | null;

  @Field(() => [DomainError])
  errors: Relation<DomainError[]>;
}

@InputType()
export class RefundPaymentInput {
  @Field(() => ID)
  paymentRequestId: string;

  @Field(() => Int, { description: VERSION })
  expectedVersion: number;

  @Field(() => String, { description: "Why: 1 to 500 characters." })
  reason: string;

  @Field(() => String, { description: KEY })
  idempotencyKey: string;
}

@ObjectType()
export class RefundPaymentPayload {
  @Field(() => PaymentRefund, { nullable: true })
  refund: Relation<PaymentRefund> | null;

  @Field(() => [DomainError])
  errors: Relation<DomainError[]>;
}

@InputType()
export class ConfirmRefundInput {
  @Field(() => ID)
  refundId: string;

  @Field(() => Int, { description: VERSION })
  expectedVersion: number;

  @Field(() => String, {
    description: "The treasury's own reference of its payment (số chứng từ): 1 to 100 characters.",
  })
  treasuryReference: string;

  @Field(() => String, { description: KEY })
  idempotencyKey: string;
}

@InputType()
export class PaymentStatementLineInput {
  @Field(() => String, { description: "Mã tham chiếu." })
  reference: string;

  @Field(() => String, { nullable: true, description: "The source's own number of it." })
  transaction: string | null;

  @Field(() => VND)
  amount: number;

  @Field(() => DateTime, { nullable: true })
  at: Date | null;
}

@InputType()
export class ImportStatementInput {
  @Field(() => String, { description: "The agency that collects; the list holds the units under it too." })
  agency: string;

  @Field(() => LocalDate)
  date: string;

  @Field(() => PaymentDifferenceSource, { description: "PLATFORM or TREASURY." })
  source: PaymentDifferenceSource;

  @Field(() => Int, {
    nullable: true,
    description: "The version of the list that this one corrects; none for the first.",
  })
  expectedVersion: number | null;

  @Field(() => [PaymentStatementLineInput], { description: "At most 5000." })
  lines: Relation<PaymentStatementLineInput[]>;

  @Field(() => String, { description: KEY })
  idempotencyKey: string;
}

@ObjectType({ description: "A list of a day's money, as it was given." })
export class PaymentStatement {
  @Field(() => PaymentDifferenceSource)
  source: PaymentDifferenceSource;

  @Field(() => LocalDate)
  date: string;

  @Field(() => Int)
  version: number;

  @Field(() => Int)
  lineCount: number;

  @Field(() => VND)
  total: number;

  @Field(() => DateTime)
  importedAt: Date;
}

@ObjectType()
export class ImportStatementPayload {
  @Field(() => PaymentStatement, { nullable: true, description: "The newest list of the agency, day and source." })
  statement: Relation<PaymentStatement> | null;

  @Field(() => [DomainError])
  errors: Relation<DomainError[]>;
}

@InputType()
export class ResolveDifferenceInput {
  @Field(() => ID)
  differenceId: string;

  @Field(() => Int, { description: VERSION })
  expectedVersion: number;

  @Field(() => PaymentDifferenceResolution)
  resolution: PaymentDifferenceResolution;

  @Field(() => String, { description: "1 to 1000 characters." })
  note: string;

  @Field(() => String, { description: KEY })
  idempotencyKey: string;
}

@ObjectType()
export class ResolveDifferencePayload {
  @Field(() => PaymentDifference, { nullable: true })
  difference: Relation<PaymentDifference> | null;

  @Field(() => [DomainError])
  errors: Relation<DomainError[]>;
}
