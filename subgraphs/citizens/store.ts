import { type Connection, Schema, trusted } from "mongoose";
import type { Log } from "../kit";
import { type CitizenIds, citizenIds } from "./citizen-id";
import type { Sex } from "./personal-number";
import type { Consent, PortalAccount } from "./portal-account";
import { openRegistryClient, type RegistryRecord } from "./registry-client";

/** Everything this subgraph knows people from: the population database and the accounts of the portal. */
export interface CitizenStore {
  readonly ids: CitizenIds;
  /** What the registry's codes of sex mean, as far as the operator said. */
  readonly sexCodes: ReadonlyMap<string, Sex>;
  /** One registry message for up to 100 numbers; nothing is kept beyond the answer. */
  people(numbers: readonly string[], signal: AbortSignal): Promise<readonly (RegistryRecord | null)[]>;
  /** One find for any number of ids. */
  accounts(ids: readonly string[]): Promise<readonly (PortalAccount | null)[]>;
  /** Adds the accounts that are not there yet and returns how many those were. */
  addAccounts(accounts: readonly PortalAccount[]): Promise<number>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface CitizenStoreOptions {
  readonly connection: Connection;
  readonly idKey: Uint8Array;
  readonly registryUrl: string;
  readonly registryTimeout: number;
  readonly sexCodes: ReadonlyMap<string, Sex>;
  readonly log: Log;
}

/** Opens the store: a connection that somebody else closes, and a registry client that is closed with the store. */
export function openCitizenStore(options: CitizenStoreOptions): CitizenStore {
  const registry = openRegistryClient({ url: options.registryUrl, timeout: options.registryTimeout, log: options.log });
  const model = options.connection.model<AccountDocument>("PortalAccount", accountSchema());
  return {
    ids: citizenIds(options.idKey),
    sexCodes: options.sexCodes,
    people: (numbers, signal) => registry.ask(numbers, signal),
    async accounts(ids) {
      const documents = await model
        .find({ _id: trusted({ $in: [...ids] }) })
        .limit(ids.length)
        .maxTimeMS(STORE_DEADLINE)
        .lean();
      const byId = new Map(documents.map((document) => [document._id, toAccount(document)]));
      return ids.map((id) => byId.get(id) ?? null);
    },
    async addAccounts(accounts) {
      const present = await model
        .find({ _id: trusted({ $in: accounts.map((account) => account.id) }) })
        .select({ _id: 1 })
        .maxTimeMS(STORE_DEADLINE)
        .lean();
      const known = new Set(present.map((document) => document._id));
      const missing = accounts.filter((account) => !known.has(account.id));
      if (missing.length > 0) await model.insertMany(missing.map(toDocument));
      return missing.length;
    },
    async ping() {
      await options.connection.db?.admin().ping();
    },
    close: () => registry.close(),
  };
}

const STORE_DEADLINE = 1_500;

interface AccountDocument {
  readonly _id: string;
  readonly vneidLevel: number;
  readonly email: string | null;
  readonly phone: string | null;
  readonly consents: Consent[];
  readonly synthetic: boolean;
}

function accountSchema() {
  const consent = new Schema<Consent>({
    purpose: { type: String, required: true },
    agency: { type: String, required: true },
    givenAt: { type: Date, required: true },
    withdrawnAt: { type: Date, default: null },
  }).set("_id", false);
  return new Schema<AccountDocument>({
    _id: { type: String, required: true },
    vneidLevel: { type: Number, required: true, enum: [1, 2] },
    email: { type: String, default: null },
    phone: { type: String, default: null },
    consents: { type: [consent], default: [] },
    synthetic: { type: Boolean, required: true },
  })
    .set("collection", "accounts")
    .set("versionKey", false);
}

function toAccount(document: AccountDocument): PortalAccount {
  return {
    id: document._id,
    vneidLevel: document.vneidLevel === 2 ? 2 : 1,
    email: document.email ?? null,
    phone: document.phone ?? null,
    consents: document.consents.map(({ purpose, agency, givenAt, withdrawnAt }) => ({
      purpose,
      agency,
      givenAt,
      withdrawnAt: withdrawnAt ?? null,
    })),
    synthetic: document.synthetic,
  };
}

function toDocument({ id, consents, ...account }: PortalAccount): AccountDocument {
  return { _id: id, ...account, consents: [...consents] };
}
