import { isIdempotencyKey, readAgency, readEmail, readLine, readPhone } from "./account-text";
import { type CarriedOut, type Consent, emptyAccount, type PortalAccount } from "./portal-account";

/** What a citizen asks to change of the own account, as it came. */
export type Change =
  /** A member that is null is removed, one that is undefined stays. */
  | { readonly kind: "contact"; readonly email?: string | null; readonly phone?: string | null }
  | {
      readonly kind: "give";
      readonly purpose: string;
      readonly content: string;
      readonly scope: string;
      readonly agency: string;
    }
  | { readonly kind: "withdraw"; readonly consentId: string };

/** One change by one signed-in citizen. */
export interface Command {
  /** Opaque id: of the caller and of the account. */
  readonly citizen: string;
  /** The citizen's own number, which nothing of the account may hold. */
  readonly number: string;
  /** Of the sign-in; null when it was not told. */
  readonly vneidLevel: 1 | 2 | null;
  readonly idempotencyKey: string;
  readonly expectedVersion: number;
  readonly change: Change;
}

/** What changing an account needs of a store. */
export interface AccountShelf {
  /** In the order of the ids, null for what is absent. */
  accounts(ids: readonly string[]): Promise<readonly (PortalAccount | null)[]>;
  /**
   * Puts `after` in the place of the version before it, or where nothing is when its version is 1. One atomic write; false when
   * somebody else was first.
   */
  replaceAccount(after: PortalAccount): Promise<boolean>;
  fingerprint(texts: readonly (string | null)[]): string;
}

/** Why nothing was changed. */
export interface Refusal {
  readonly code: "INVALID" | "CONFLICT" | "IDEMPOTENCY_KEY_REUSED" | "NOT_FOUND" | "NOT_ALLOWED_NOW" | "OVERLAP";
  readonly field: string | null;
}

export type Outcome =
  | { readonly account: PortalAccount; readonly consent: Consent | null }
  | { readonly refusals: readonly Refusal[] };

/** Consents in one account, withdrawn ones included: the history is never shortened, so that it must not grow for ever. */
export const MOST_CONSENTS = 500;
/** Changes whose keys are remembered. An older key does no harm: what it is sent with expects a version long gone. */
export const REMEMBERED = 100;

/**
 * Changes a citizen's own account by one atomic write, or not at all. The same key with the same content gives the first result again:
 * the account, and the consent that was given or withdrawn, as they are now. `expectedVersion` is no part of the content,
 * so that a client may repeat a change after reading the account again.
 */
export async function changeAccount(shelf: AccountShelf, command: Command, now: Date): Promise<Outcome> {
  if (!isIdempotencyKey(command.idempotencyKey)) return refused("INVALID", "idempotencyKey");
  const change = readChange(command.change, command.number);
  if (Array.isArray(change)) return { refusals: change };
  const { citizen } = command;
  const key = shelf.fingerprint([citizen, command.idempotencyKey]);
  const content = shelf.fingerprint([citizen, ...contentOf(change)]);
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const [stored = null] = await shelf.accounts([citizen]);
    const account = stored ?? emptyAccount(citizen, command.vneidLevel);
    const earlier = account.commands.find((one) => one.key === key);
    if (earlier !== undefined) return earlier.content === content ? told(account, earlier) : REUSED;
    if (account.version !== command.expectedVersion) return CONFLICT;
    const changed = apply(account, change, now);
    if ("refusals" in changed) return changed;
    const done: CarriedOut = { key, content, consent: changed.consent };
    const after: PortalAccount = {
      ...changed.account,
      version: account.version + 1,
      vneidLevel: command.vneidLevel ?? account.vneidLevel,
      commands: [...account.commands, done].slice(-REMEMBERED),
    };
    if (await shelf.replaceAccount(after)) return told(after, done);
  }
  return CONFLICT;
}

const REUSED = refused("IDEMPOTENCY_KEY_REUSED", "idempotencyKey");
const CONFLICT = refused("CONFLICT", "expectedVersion");

function refused(code: Refusal["code"], field: string | null): { readonly refusals: readonly Refusal[] } {
  return { refusals: [{ code, field }] };
}

function told(account: PortalAccount, { consent }: CarriedOut): Outcome {
  return { account, consent: account.consents.find((one) => one.id === consent) ?? null };
}

/** The change in the form in which it is kept, or every member that is not acceptable. */
function readChange(change: Change, number: string): Change | Refusal[] {
  const faults: Refusal[] = [];
  const read = (field: string, value: string | null): string => {
    if (value === null) faults.push({ code: "INVALID", field });
    return value ?? "";
  };
  const optional = (field: "email" | "phone", text: string | null | undefined, reader: typeof readEmail) =>
    text == null ? text : read(field, reader(text, number));
  const line = (field: string, text: string, limit: number) => read(field, readLine(text, limit, number));
  switch (change.kind) {
    case "contact": {
      if (change.email === undefined && change.phone === undefined) return [{ code: "INVALID", field: null }];
      const email = optional("email", change.email, readEmail);
      const phone = optional("phone", change.phone, readPhone);
      return faults.length > 0 ? faults : { kind: "contact", email, phone };
    }
    case "give": {
      const purpose = line("purpose", change.purpose, 300);
      const content = line("content", change.content, 1_000);
      const scope = line("scope", change.scope, 1_000);
      const agency = read("agency", readAgency(change.agency));
      return faults.length > 0 ? faults : { kind: "give", purpose, content, scope, agency };
    }
    case "withdraw":
      return change;
  }
}

/** What makes two changes the same one. A member that stays differs from one that is removed. */
function contentOf(change: Change): readonly (string | null)[] {
  switch (change.kind) {
    case "contact":
      return [change.kind, change.email ?? null, change.phone ?? null, absent(change.email), absent(change.phone)];
    case "give":
      return [change.kind, change.purpose, change.content, change.scope, change.agency];
    case "withdraw":
      return [change.kind, change.consentId];
  }
}

function absent(value: string | null | undefined): string | null {
  return value === undefined ? "stays" : null;
}

type Changed = { readonly account: PortalAccount; readonly consent: string | null };

function apply(account: PortalAccount, change: Change, now: Date): Changed | { readonly refusals: readonly Refusal[] } {
  switch (change.kind) {
    case "contact": {
      const { email = account.email, phone = account.phone } = change;
      return { account: { ...account, email, phone, contactChangedAt: now }, consent: null };
    }
    case "give":
      return give(account, change, now);
    case "withdraw":
      return withdraw(account, change.consentId, now);
  }
}

function give(account: PortalAccount, change: Change & { kind: "give" }, now: Date) {
  const { purpose, content, scope, agency } = change;
  const given: Consent = {
    id: String(account.consents.length + 1),
    purpose,
    content,
    scope,
    agency,
    givenAt: now,
    withdrawnAt: null,
  };
  if (account.consents.some((one) => one.withdrawnAt === null && saysTheSame(one, given)))
    return refused("OVERLAP", "purpose");
  if (account.consents.length >= MOST_CONSENTS) return refused("NOT_ALLOWED_NOW", null);
  return { account: { ...account, consents: [...account.consents, given] }, consent: given.id };
}

function saysTheSame(one: Consent, other: Consent): boolean {
  return (
    one.purpose === other.purpose &&
    one.content === other.content &&
    one.scope === other.scope &&
    one.agency === other.agency
  );
}

/** A withdrawal is noted and the consent stays: what was done under it was done with it. */
function withdraw(account: PortalAccount, id: string, now: Date) {
  const consent = account.consents.find((one) => one.id === id);
  if (consent === undefined) return refused("NOT_FOUND", "consentId");
  if (consent.withdrawnAt !== null) return refused("NOT_ALLOWED_NOW", "consentId");
  // Clocks of two machines differ: no consent ends before it begins.
  const withdrawnAt = now < consent.givenAt ? consent.givenAt : now;
  const consents = account.consents.map((one) => (one.id === id ? { ...one, withdrawnAt } : one));
  return { account: { ...account, consents }, consent: id };
}
