import type { Caller } from "../../../schema/caller";
import { fail, type Language } from "../../../schema/errors";
import { type DomainError, domainError } from "../../kit";
import type { Actor } from "../assessing";
import type { Refusal } from "../submission";

/** The account of a caller who may do something. @throws UNAUTHENTICATED, FORBIDDEN */
export function accountOf(caller: Caller, allowed: boolean): string {
  if (caller.role === "anonymous" || caller.subject === null) throw fail("UNAUTHENTICATED");
  if (!allowed) throw fail("FORBIDDEN");
  return caller.subject;
}

/** An officer, as who acts for an agency. @throws UNAUTHENTICATED, FORBIDDEN */
export function officerOf(caller: Caller, allowed: (agency: string) => boolean = () => true): Actor {
  const agency = caller.role === "officer" ? caller.agency : null;
  const account = accountOf(caller, agency !== null && allowed(agency));
  return { account, agency: agency ?? "" };
}

/** Refusals as a payload has them. */
export function worded(refusals: readonly Refusal[], language: Language): readonly DomainError[] {
  return refusals.map(({ code, field }) => domainError(code, language, field));
}
