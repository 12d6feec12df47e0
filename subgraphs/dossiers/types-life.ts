import { Field, ID, Int, ObjectType } from "type-graphql";
import { DateTime, VND } from "../kit";
import { DossierForm, DossierPaymentOutcome } from "./life";
import { DossierFeeCollection, DossierTimeUnit } from "./rules";
import { DossierStatus } from "./status";
import { Agency } from "./types-references";

/** Keeps a class out of the emitted metadata, where an import in a circle would fail. */
type Relation<T> = T;

@ObjectType({ description: "Thời hạn giải quyết." })
export class DossierTimeLimit {
  @Field(() => Int)
  amount: number;

  @Field(() => DossierTimeUnit)
  unit: DossierTimeUnit;
}

@ObjectType({
  description: "The rules that the dossier was filed under; later versions of the procedure do not touch them.",
})
export class DossierRules {
  @Field(() => DossierFeeCollection)
  collection: DossierFeeCollection;

  @Field(() => Boolean, { description: "Received after 15:00 counts from the next working day." })
  afterFifteen: boolean;

  @Field(() => DossierTimeLimit, { nullable: true })
  timeLimit: Relation<DossierTimeLimit> | null;
}

@ObjectType({ description: "What became of a request for payment. Báo cáo thanh toán." })
export class DossierPayment {
  @Field(() => ID)
  paymentRequestId: string;

  @Field(() => DossierPaymentOutcome)
  outcome: DossierPaymentOutcome;

  @Field(() => VND)
  amount: number;

  @Field(() => DateTime)
  at: Date;
}

@ObjectType({ description: "A form that was issued, as its regulation names it. Mẫu phiếu đã phát hành." })
export class DossierIssuedForm {
  @Field(() => DossierForm)
  form: DossierForm;

  @Field(() => String, { description: "Văn bản quy định mẫu." })
  regulation: string;

  @Field(() => String, { nullable: true, description: "Its number there; null where it has none." })
  number: string | null;

  @Field(() => DateTime)
  issuedAt: Date;

  @Field(() => String, { nullable: true })
  text: string | null;

  @Field(() => DateTime, { nullable: true, description: "Ngày hẹn trả trước." })
  dueBefore: Date | null;

  @Field(() => DateTime, { nullable: true, description: "Ngày hẹn trả mới." })
  dueAfter: Date | null;
}

@ObjectType({ description: "A result that the agency has signed. Kết quả giải quyết đã ký số." })
export class DossierResult {
  @Field(() => String)
  name: string;

  @Field(() => String, { description: "SHA-256 of the document, hexadecimal." })
  documentHash: string;

  @Field(() => String)
  algorithm: string;

  @Field(() => String, { description: "Base64." })
  signature: string;

  @Field(() => [String], { description: "PEM, the signer's own first." })
  certificates: readonly string[];

  @Field(() => DateTime)
  signedAt: Date;

  @Field(() => String, { nullable: true })
  url: string | null;

  @Field(() => Boolean, { description: "True for sample data." })
  synthetic: boolean;
}

@ObjectType({ description: "The one-stop system that alone confirms the status. Hệ thống một cửa quản lý hồ sơ." })
export class DossierSourceSystem {
  @Field(() => String)
  system: string;

  @Field(() => Agency, { nullable: true })
  agency: Relation<Agency> | null;
}

@ObjectType({ description: "A message that did not fit what was known: kept, not applied." })
export class DossierOutOfOrderReport {
  @Field(() => DateTime)
  receivedAt: Date;

  @Field(() => String)
  system: string;

  @Field(() => DateTime, { nullable: true, description: "The moment that the message states." })
  statedAt: Date | null;

  @Field(() => DossierStatus, { nullable: true })
  status: DossierStatus | null;

  @Field(() => String, { nullable: true, description: "The status as it was spelled." })
  statedStatus: string | null;

  @Field(() => String)
  reason: string;
}
