import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { DomainError } from "../../kit";
import { PaymentAttempt, PaymentRequest } from "./request";

/** Keeps class references out of the emitted metadata, where a cycle would be read before its class exists. */
type Relation<T> = T;

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
