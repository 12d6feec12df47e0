import type { Caller } from "../../schema/caller";
import { fail } from "../../schema/errors";
import { coversAgency } from "../kit";
import type { Person } from "./people";
import { compareWithRecord, isOldNumber, type NumberDifference, readPersonalNumber, type Sex } from "./personal-number";
import { type Consent, emptyAccount, type PortalAccount } from "./portal-account";

/**
 * THE rules of who sees what of whom. Whoever lacks a right gets what they would get if the person did not exist. Roles
 * bound what a scope can give: a scope on a token of the wrong role gives nothing.
 */
export type Right =
  /** The registry's record and the account, but for numbers and contact data. */
  | "record"
  /** The personal number, and the number of the old card, of somebody whose id is known. */
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

/** Says whether a caller may change a portal account: only a citizen may, and only the own one. @throws UNAUTHENTICATED, FORBIDDEN */
export function requireCitizen(caller: Caller): { readonly citizen: string; readonly vneidLevel: 1 | 2 | null } {
  if (caller.role === "anonymous") throw fail("UNAUTHENTICATED");
  if (caller.role !== "citizen" || caller.subject === null) throw fail("FORBIDDEN");
  return { citizen: caller.subject, vneidLevel: caller.vneidLevel };
}

/** What of an account a caller may see. Members are null, and consents are none, without the right to them. */
export type VisibleAccount = Pick<PortalAccount, "email" | "phone" | "contactChangedAt" | "consents"> & {
  readonly version: number | null;
  readonly vneidLevel: number | null;
};

/**
 * What of an account a caller may see; null when that is nothing. A citizen has an account by signing in: before the first change
 * it is empty.
 */
export function visibleAccount(caller: Caller, citizenId: string, stored: PortalAccount | null): VisibleAccount | null {
  const account = stored ?? (caller.role === "citizen" ? emptyAccount(citizenId, caller.vneidLevel) : null);
  const record = may(caller, "record", citizenId);
  const contact = may(caller, "contact", citizenId);
  if (account === null || (!record && !contact)) return null;
  return {
    version: record ? account.version : null,
    vneidLevel: record ? account.vneidLevel : null,
    consents: record ? account.consents.filter((consent) => concerns(caller, consent)) : [],
    email: contact ? account.email : null,
    phone: contact ? account.phone : null,
    contactChangedAt: contact ? account.contactChangedAt : null,
  };
}

/** Agencies learn of the consents given to them, to units under them and to those above: of no others. */
function concerns({ role, agency }: Caller, consent: Consent): boolean {
  if (role !== "officer" && role !== "partner") return true;
  return agency !== null && (coversAgency(agency, consent.agency) || coversAgency(consent.agency, agency));
}

/** Which consents somebody asks for. */
export interface ConsentFilter {
  /** Canonical: those under which this agency may act, given to it or to an agency above it. */
  readonly agency: string | null;
  /** True: not withdrawn; false: withdrawn; null: the whole history. */
  readonly inForce: boolean | null;
}

/** The consents that somebody asks for, newest first. */
export function chosenConsents(consents: readonly Consent[], { agency, inForce }: ConsentFilter): readonly Consent[] {
  return consents
    .filter((consent) => agency === null || coversAgency(consent.agency, agency))
    .filter((consent) => inForce === null || isInForce(consent) === inForce)
    .reverse();
}

/** Says whether a consent holds: it was not withdrawn. */
export function isInForce({ withdrawnAt }: Pick<Consent, "withdrawnAt">): boolean {
  return withdrawnAt === null;
}

/** Says whether a text can be the number of a person: 12 digits, or 9 of an old identity card. */
export function canBeNumber(text: string): boolean {
  return readPersonalNumber(text) !== null || isOldNumber(text);
}

/** Warnings for officers: what in the record is not as the number has it. Null when there is nothing to compare with. */
export function numberDifferences(
  person: Pick<Person, "personalNumber" | "sexCode" | "birthDate">,
  sexCodes: ReadonlyMap<string, Sex>,
): readonly NumberDifference[] | null {
  if (person.personalNumber === null) return null;
  const sex = person.sexCode === null ? null : (sexCodes.get(person.sexCode) ?? null);
  return compareWithRecord(person.personalNumber, { birthYear: person.birthDate?.year ?? null, sex });
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
