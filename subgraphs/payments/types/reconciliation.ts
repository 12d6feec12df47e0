import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { connectionType, DateTime, LocalDate, VND } from "../../kit";
import { Agency } from "./references";
import { PaymentRequest } from "./request";

/** Keeps class references out of the emitted metadata, where a cycle would be read before its class exists. */
type Relation<T> = T;

export enum PaymentDifferenceType {
  PAID_DOSSIER_NOT_UPDATED = "PAID_DOSSIER_NOT_UPDATED",
  PAID_NOT_BOOKED = "PAID_NOT_BOOKED",
  DOSSIER_UPDATED_NO_MONEY = "DOSSIER_UPDATED_NO_MONEY",
  AMOUNT_DIFFERS = "AMOUNT_DIFFERS",
  DUPLICATE_PAYMENT = "DUPLICATE_PAYMENT",
  REFUND = "REFUND",
}

export enum PaymentDifferenceSource {
  OWN = "OWN",
  PLATFORM = "PLATFORM",
  TREASURY = "TREASURY",
}

export enum PaymentDifferenceState {
  OPEN = "OPEN",
  CLEARED = "CLEARED",
  RESOLVED = "RESOLVED",
}

export enum PaymentDifferenceResolution {
  CORRECTED = "CORRECTED",
  EXPLAINED = "EXPLAINED",
  REFUNDED = "REFUNDED",
}

registerEnumType(PaymentDifferenceType, {
  name: "PaymentDifferenceType",
  description: "Loại chênh lệch.",
  valuesConfig: {
    PAID_DOSSIER_NOT_UPDATED: { description: "Paid and booked; the dossier has not acknowledged it." },
    PAID_NOT_BOOKED: { description: "A list has money that was not booked, so that no dossier knows of it." },
    DOSSIER_UPDATED_NO_MONEY: { description: "Booked, and the dossier told; a list does not have the money." },
    AMOUNT_DIFFERS: { description: "A list has another amount." },
    DUPLICATE_PAYMENT: { description: "Nộp trùng: paid twice, and not paid back yet." },
    REFUND: { description: "Phải hoàn: money that is owed back and was not paid back yet." },
  },
});
registerEnumType(PaymentDifferenceSource, {
  name: "PaymentDifferenceSource",
  description: "Which record differs.",
  valuesConfig: {
    OWN: { description: "Our own log, cut at 23:30." },
    PLATFORM: { description: "The payment platform's list." },
    TREASURY: { description: "Giấy báo có: the Treasury's credit advice." },
  },
});
registerEnumType(PaymentDifferenceState, {
  name: "PaymentDifferenceState",
  description: "Trạng thái chênh lệch.",
  valuesConfig: {
    OPEN: { description: "Somebody must look at it." },
    CLEARED: { description: "A later run did not find it any more." },
    RESOLVED: { description: "An officer settled it; no later run changes that." },
  },
});
registerEnumType(PaymentDifferenceResolution, {
  name: "PaymentDifferenceResolution",
  description: "Cách xử lý chênh lệch.",
  valuesConfig: {
    CORRECTED: { description: "Đã điều chỉnh: whoever had it wrong corrected it." },
    EXPLAINED: { description: "Đã giải trình: it is right as it is." },
    REFUNDED: { description: "Đã hoàn trả." },
  },
});

@ObjectType({ description: "Payments and their sum." })
export class PaymentTotals {
  @Field(() => Int)
  count: number;

  @Field(() => VND)
  total: number;
}

@ObjectType({ description: "Something about a payment on which the three records do not agree (chênh lệch)." })
export class PaymentDifference {
  @Field(() => ID)
  id: string;

  @Field(() => PaymentDifferenceType)
  type: PaymentDifferenceType;

  @Field(() => PaymentDifferenceSource)
  source: PaymentDifferenceSource;

  @Field(() => ID, { description: "Mã tham chiếu." })
  reference: string;

  @Field(() => VND, { nullable: true, description: "As we have it." })
  ownAmount: number | null;

  @Field(() => VND, { nullable: true, description: "As the list has it." })
  otherAmount: number | null;

  @Field(() => PaymentDifferenceState)
  state: PaymentDifferenceState;

  @Field(() => DateTime)
  foundAt: Date;

  @Field(() => DateTime, { nullable: true })
  clearedAt: Date | null;

  @Field(() => PaymentDifferenceResolution, { nullable: true })
  resolution: PaymentDifferenceResolution | null;

  @Field(() => String, { nullable: true })
  note: string | null;

  @Field(() => DateTime, { nullable: true })
  resolvedAt: Date | null;

  @Field(() => Int, { description: "`resolveDifference` wants the one that was read." })
  version: number;

  @Field(() => PaymentRequest, { nullable: true })
  paymentRequest: Relation<PaymentRequest> | null;

  requestId: string | null;
  seq: number;
}

/** A page of differences. */
export const PaymentDifferenceConnection = connectionType("PaymentDifference", () => PaymentDifference);

@ObjectType({
  description:
    "The daily match of our log (cut at 23:30), the platform's list and the Treasury's credit advice, for an agency and the units under it (đối soát).",
})
export class PaymentReconciliation {
  @Field(() => LocalDate)
  date: string;

  @Field(() => Agency)
  agency: Relation<Agency>;

  @Field(() => Int, { description: "How often it was run." })
  version: number;

  @Field(() => DateTime, { description: "Of the last run." })
  runAt: Date;

  @Field(() => PaymentTotals, { description: "What we booked." })
  own: Relation<PaymentTotals>;

  @Field(() => PaymentTotals, { nullable: true, description: "Of the platform's list; null when none was given." })
  platform: Relation<PaymentTotals> | null;

  @Field(() => PaymentTotals, { nullable: true, description: "Of the credit advice; null when none was given." })
  treasury: Relation<PaymentTotals> | null;
}
