import { type Connection, mongo, trusted } from "mongoose";
import type { Log } from "../kit";
import type { AccountShelf } from "./account-service";
import { type CitizenIds, citizenIds } from "./citizen-id";
import { fingerprints } from "./fingerprint";
import type { Sex } from "./personal-number";
import type { PortalAccount } from "./portal-account";
import { openRegistryClient, type RegistryRecord } from "./registry-client";
import { type AccountDocument, accountSchema, toAccount, toDocument } from "./store-account";

/** Everything this subgraph knows people from: the population database and the accounts of the portal. */
export interface CitizenStore extends AccountShelf {
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
    async replaceAccount(after) {
      const { _id, ...members } = toDocument(after);
      if (after.version === 1) {
        return model.create({ _id, ...members }).then(
          () => true,
          (error: unknown) => {
            if (error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY) return false;
            throw error;
          },
        );
      }
      // A document from before accounts had versions counts as the first one.
      const before = after.version === 2 ? trusted({ $in: [1, null] }) : after.version - 1;
      const replaced = await model
        .findOneAndUpdate({ _id, version: before }, { $set: members }, { projection: { _id: 1 } })
        .maxTimeMS(STORE_DEADLINE)
        .lean();
      return replaced !== null;
    },
    fingerprint: fingerprints(options.idKey),
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
const DUPLICATE_KEY = 11_000;
