import { type ClassType, Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { DateTime, DomainError, VND } from "../kit";
import { DossierFeeKind } from "./dossier";
import { DossierResultForm } from "./life";
import { Dossier } from "./types";

/** Keeps a class out of the emitted metadata, where an import in a circle would fail. */
type Relation<T> = T;

/** The payload of every mutation of a dossier that exists. */
export interface DossierPayload {
  readonly dossier: Dossier | null;
  readonly errors: readonly DomainError[];
}

/** Makes the payload type of one mutation. */
function payloadType(name: string): ClassType<DossierPayload> {
  @ObjectType(name)
  class Payload {
    @Field(() => Dossier, { nullable: true })
    dossier: Relation<Dossier> | null;

    @Field(() => [DomainError])
    errors: Relation<readonly DomainError[]>;
  }
  return Payload;
}

/** The payload types, by mutation. */
export const PAYLOADS = {
  acceptDossier: payloadType("AcceptDossierPayload"),
  refuseDossier: payloadType("RefuseDossierPayload"),
  forwardDossier: payloadType("ForwardDossierPayload"),
  startProcessing: payloadType("StartProcessingPayload"),
  requestSupplement: payloadType("RequestSupplementPayload"),
  supplyDossier: payloadType("SupplyDossierPayload"),
  requestDossierPayment: payloadType("RequestDossierPaymentPayload"),
  recordDossierPayment: payloadType("RecordDossierPaymentPayload"),
  extendDossier: payloadType("ExtendDossierPayload"),
  withdrawDossier: payloadType("WithdrawDossierPayload"),
  stopDossier: payloadType("StopDossierPayload"),
  finishDossier: payloadType("FinishDossierPayload"),
  returnResult: payloadType("ReturnResultPayload"),
};

@InputType()
class CommandInput {
  @Field(() => ID)
  dossierId: string;

  @Field(() => Int, { description: "The version that the caller has seen." })
  expectedVersion: number;

  @Field(() => String, { description: "8 to 100 characters, made by the client. Khóa chống lặp." })
  idempotencyKey: string;
}

@InputType()
class ReasonedInput extends CommandInput {
  @Field(() => String, { description: "Lý do, at most 1,000 characters." })
  reason: string;
}

@InputType()
class NotedInput extends CommandInput {
  @Field(() => String, { nullable: true, description: "At most 1,000 characters." })
  note: string | null;
}

@InputType()
export class AcceptDossierInput extends NotedInput {
  @Field(() => DateTime, {
    nullable: true,
    description: "Ngày hẹn trả: needed when no rule gives one, else at most as late as the rule's.",
  })
  dueAt: Date | null;

  @Field(() => String, { nullable: true, description: "Nơi có thẩm quyền giải quyết, when it is another agency." })
  decidingAgency: string | null;
}

@InputType()
export class RefuseDossierInput extends ReasonedInput {}

@InputType()
export class ForwardDossierInput extends ReasonedInput {
  @Field(() => String)
  decidingAgency: string;
}

@InputType()
export class StartProcessingInput extends NotedInput {}

@InputType()
export class RequestSupplementInput extends CommandInput {
  @Field(() => String, { description: "What is missing, at most 1,000 characters. Nội dung yêu cầu bổ sung." })
  content: string;
}

@InputType()
export class SupplyDossierInput extends NotedInput {}

@InputType()
export class DossierPayableLineInput {
  @Field(() => DossierFeeKind)
  kind: DossierFeeKind;

  @Field(() => String)
  code: string;

  @Field(() => String)
  name: string;

  @Field(() => VND, { description: "More than 0." })
  amount: number;
}

@InputType()
export class RequestDossierPaymentInput extends NotedInput {
  @Field(() => [DossierPayableLineInput], {
    nullable: true,
    description: "At most 20; the dossier's own fee lines with an amount when absent.",
  })
  feeLines: Relation<DossierPayableLineInput[]> | null;

  @Field(() => DateTime, { nullable: true, description: "Ten days from now when absent." })
  expiresAt: Date | null;
}

@InputType()
export class ExtendDossierInput extends ReasonedInput {
  @Field(() => DateTime, { description: "Ngày hẹn trả mới, later than the one before." })
  dueAt: Date;
}

@InputType()
export class WithdrawDossierInput extends ReasonedInput {}

@InputType()
export class StopDossierInput extends ReasonedInput {}

@InputType()
export class DossierResultInput {
  @Field(() => String)
  name: string;

  @Field(() => String, { description: "SHA-256 of the document, hexadecimal." })
  documentHash: string;

  @Field(() => String)
  algorithm: string;

  @Field(() => String, { description: "Base64." })
  signature: string;

  @Field(() => [String], { description: "PEM, the signer's own first." })
  certificates: string[];

  @Field(() => DateTime)
  signedAt: Date;

  @Field(() => String, { nullable: true, description: "Where the document is; https." })
  url: string | null;
}

@InputType()
export class FinishDossierInput extends NotedInput {
  @Field(() => DossierResultForm)
  resultForm: DossierResultForm;

  @Field(() => [DossierResultInput], {
    defaultValue: [],
    description: "Signed by the agency that decided; at most 20.",
  })
  results: Relation<DossierResultInput[]>;
}

@InputType()
export class ReturnResultInput extends NotedInput {}
