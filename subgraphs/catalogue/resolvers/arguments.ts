import { fail } from "../../../schema/errors";
import type { KeysetRequest } from "../../kit";
import { type AgencyCaller, agencyCallerOf, officerOf } from "../command";
import type { CatalogueContext } from "../loaders";
import { LONGEST_SEARCH } from "../search-words";

/** The position that a cursor names, for lists that are ordered by texts only. @throws INVALID_CURSOR */
export function positionOf({ after }: KeysetRequest): readonly string[] | null {
  if (after === null) return null;
  return after.map((value) => {
    if (typeof value !== "string") throw fail("INVALID_CURSOR");
    return value;
  });
}

/** A text to search for, or null when nothing was typed. @throws BAD_USER_INPUT when it is too long */
export function searchTextOf(text: string | null | undefined, field: string): string | null {
  const trimmed = (text ?? "").normalize("NFC").trim();
  if (trimmed.length > LONGEST_SEARCH)
    throw fail("BAD_USER_INPUT", { field, rule: `at most ${LONGEST_SEARCH} characters` });
  return trimmed === "" ? null : trimmed;
}

/** The officer who calls. @throws UNAUTHENTICATED, FORBIDDEN */
export function requireOfficer({ caller }: CatalogueContext): AgencyCaller {
  return required(caller.role, officerOf(caller));
}

/** The officer or partner system that calls for an agency. @throws UNAUTHENTICATED, FORBIDDEN */
export function requireAgency({ caller }: CatalogueContext): AgencyCaller {
  return required(caller.role, agencyCallerOf(caller));
}

function required(role: string, caller: AgencyCaller | null): AgencyCaller {
  if (role === "anonymous") throw fail("UNAUTHENTICATED");
  if (caller === null) throw fail("FORBIDDEN");
  return caller;
}
