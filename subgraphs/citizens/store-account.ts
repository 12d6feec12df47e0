import { Schema } from "mongoose";
import type { CarriedOut, Consent, PortalAccount } from "./portal-account";

/** A portal account as a document. The id of a consent is its place, so that it is not written. */
export interface AccountDocument extends Omit<PortalAccount, "id" | "version" | "consents" | "commands"> {
  readonly _id: string;
  /** Absent, as `commands` is, in documents from before accounts could be changed. */
  readonly version?: number;
  readonly consents: readonly Omit<Consent, "id">[];
  readonly commands?: readonly CarriedOut[];
}

/** What MongoDB holds of the people: accounts by opaque id, and no number. */
export function accountSchema() {
  const consent = new Schema<Omit<Consent, "id">>({
    purpose: { type: String, required: true },
    content: { type: String, default: null },
    scope: { type: String, default: null },
    agency: { type: String, required: true },
    givenAt: { type: Date, required: true },
    withdrawnAt: { type: Date, default: null },
  }).set("_id", false);
  const command = new Schema<CarriedOut>({
    key: { type: String, required: true },
    content: { type: String, required: true },
    consent: { type: String, default: null },
  }).set("_id", false);
  return new Schema<AccountDocument>({
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    vneidLevel: { type: Number, enum: [1, 2, null], default: null },
    email: { type: String, default: null },
    phone: { type: String, default: null },
    contactChangedAt: { type: Date, default: null },
    consents: { type: [consent], default: [] },
    commands: { type: [command], default: [] },
    synthetic: { type: Boolean, required: true },
  })
    .set("collection", "accounts")
    .set("versionKey", false);
}

/** The account of a document. */
export function toAccount(document: AccountDocument): PortalAccount {
  return {
    id: document._id,
    version: document.version ?? 1,
    vneidLevel: document.vneidLevel,
    email: document.email ?? null,
    phone: document.phone ?? null,
    contactChangedAt: document.contactChangedAt ?? null,
    consents: document.consents.map(({ purpose, content, scope, agency, givenAt, withdrawnAt }, place) => ({
      id: String(place + 1),
      purpose,
      content: content ?? null,
      scope: scope ?? null,
      agency,
      givenAt,
      withdrawnAt: withdrawnAt ?? null,
    })),
    commands: (document.commands ?? []).map(({ key, content, consent }) => ({
      key,
      content,
      consent: consent ?? null,
    })),
    synthetic: document.synthetic,
  };
}

/** The document of an account. */
export function toDocument({ id, consents, ...account }: PortalAccount): AccountDocument {
  return { _id: id, ...account, consents: consents.map(({ id: _place, ...consent }) => consent) };
}
