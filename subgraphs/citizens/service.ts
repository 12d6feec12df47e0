import type { Caller } from "../../schema/caller";
import type { Person } from "./people";
import { agreesWithRecord, isOldNumber, readPersonalNumber, type Sex } from "./personal-number";
import type { PortalAccount } from "./portal-account";

/**
 * THE rules of who sees what of whom. Whoever lacks a right gets what they would get if the person did not exist. Roles
 * bound what a scope can give: a scope on a token of the wrong role gives nothing.
 */
export type Right =
  /** The registry's record and the account, but for numbers and contact data. */
  | "record"
  /** The personal number of somebody whose id is known. */
  | "number"
  /** Finding somebody by number. */
  | "lookup"
  /** E-mail and phone of the account. */
  | "contact";

interface Rule {
  readonly scope: string;
  readonly roles: readonly Caller["role"][];
}

const RULES: Readonly<Record<Right, Rule>> = {
  record: { scope: "citizen:read", roles: ["officer", "partner", "auditor", "service"] },
  number: { scope: "citizen:number", roles: ["officer", "partner", "service"] },
  lookup: { scope: "citizen:number", roles: ["officer", "service"] },
  contact: { scope: "citizen:contact", roles: ["officer"] },
};

/** Says whether a caller has a right on one citizen. Citizens have all of these on themselves, and none on others. */
export function may(caller: Caller, right: Exclude<Right, "lookup">, citizenId: string): boolean {
  if (caller.role === "citizen") return caller.subject === citizenId;
  return holds(caller, right);
}

/** Says whether a caller may find people by number: numbers can be guessed, so that citizens and partners never may. */
export function mayLookUp(caller: Caller): boolean {
  return holds(caller, "lookup");
}

/** Says whether a citizen exists at all for a caller: whether there is anything that the caller may see of them. */
export function isVisible(caller: Caller, citizenId: string): boolean {
  return may(caller, "record", citizenId) || may(caller, "number", citizenId) || may(caller, "contact", citizenId);
}

/** What of an account a caller may see; null when that is nothing. */
export function visibleAccount(caller: Caller, citizenId: string, account: PortalAccount | null) {
  const record = may(caller, "record", citizenId);
  const contact = may(caller, "contact", citizenId);
  if (account === null || (!record && !contact)) return null;
  return {
    vneidLevel: record ? account.vneidLevel : null,
    consents: record ? account.consents : [],
    email: contact ? account.email : null,
    phone: contact ? account.phone : null,
  };
}

/** Says whether a text can be the number of a person: 12 digits, or 9 of an old identity card. */
export function canBeNumber(text: string): boolean {
  return readPersonalNumber(text) !== null || isOldNumber(text);
}

/** A warning for officers: null when there is nothing to compare with. */
export function numberAgreesWithRecord(person: Person, sexCodes: ReadonlyMap<string, Sex>): boolean | null {
  if (person.personalNumber === null) return null;
  const sex = person.sexCode === null ? null : (sexCodes.get(person.sexCode) ?? null);
  return agreesWithRecord(person.personalNumber, { birthYear: person.birthDate?.year ?? null, sex });
}

/** What the note (GhiChu) of a message says when its people were made up. */
export const SYNTHETIC_NOTE = "DỮ LIỆU TỔNG HỢP – synthetic";

/** Says whether a message holds made-up people. */
export function isSynthetic(note: string | null): boolean {
  return note?.normalize("NFC").includes(SYNTHETIC_NOTE) ?? false;
}

function holds(caller: Caller, right: Right): boolean {
  const rule = RULES[right];
  return rule.roles.includes(caller.role) && caller.scopes.includes(rule.scope);
}
