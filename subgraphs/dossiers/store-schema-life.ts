import { Schema } from "mongoose";
import { DossierForm, DossierPaymentOutcome, DossierResultForm, OutboxKind } from "./life";
import { DossierFeeCollection, DossierTimeUnit } from "./rules";

/** The fields of a dossier's document that its life fills: rules, payments, forms, results, reports, outbox. */
export function lifeFields() {
  const inside = { _id: false, strict: "throw" } as const;
  const text = { type: String, required: true } as const;
  const moment = { type: Date, required: true } as const;
  const timeLimit = new Schema(
    { amount: { type: Number, required: true }, unit: { ...text, enum: Object.values(DossierTimeUnit) } },
    inside,
  );
  return {
    rules: new Schema(
      {
        collection: { ...text, enum: Object.values(DossierFeeCollection) },
        afterFifteen: { type: Boolean, required: true },
        timeLimit,
      },
      // `collection` is a name that mongoose keeps for itself; here it is only data.
      { ...inside, suppressReservedKeysWarning: true },
    ),
    awaitingPayment: { type: Boolean, required: true },
    payments: [
      new Schema(
        {
          paymentRequestId: text,
          outcome: { ...text, enum: Object.values(DossierPaymentOutcome) },
          amount: { type: Number, required: true },
          at: moment,
        },
        inside,
      ),
    ],
    resultForm: { type: String, enum: [...Object.values(DossierResultForm), null] },
    results: [
      new Schema(
        {
          name: text,
          documentHash: text,
          algorithm: text,
          signature: text,
          certificates: [String],
          signedAt: moment,
          url: String,
          synthetic: { type: Boolean, required: true },
        },
        inside,
      ),
    ],
    forms: [
      new Schema(
        {
          form: { ...text, enum: Object.values(DossierForm) },
          regulation: text,
          number: String,
          issuedAt: moment,
          text: String,
          dueBefore: Date,
          dueAfter: Date,
        },
        inside,
      ),
    ],
    vneidAccount: Boolean,
    paidOnline: Boolean,
    source: new Schema({ system: text, agency: text }, inside),
    reports: [
      new Schema(
        { receivedAt: moment, system: text, statedAt: Date, status: String, statedStatus: String, reason: text },
        inside,
      ),
    ],
    outbox: [
      new Schema(
        {
          id: text,
          kind: { ...text, enum: Object.values(OutboxKind) },
          variables: { type: Schema.Types.Mixed, required: true },
          attempts: { type: Number, required: true },
          dueAt: moment,
          state: { ...text, enum: ["WAITING", "DONE", "REFUSED"] },
          reason: String,
          settledAt: Date,
        },
        inside,
      ),
    ],
  };
}
