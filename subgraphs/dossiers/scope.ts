import type { Caller } from "../../schema/caller";
import { coversAgency } from "../kit";
import type { DossierRecord } from "./dossier";

/** Which dossiers a caller may see. Every read of the store takes one and adds it to the query. */
export type Scope =
  | { readonly kind: "everything" }
  | { readonly kind: "nothing" }
  /** Owned or submitted by this citizen. */
  | { readonly kind: "person"; readonly citizen: string }
  /** With this agency, or a unit under it, in any of the three roles. */
  | { readonly kind: "agency"; readonly agency: string };

/** The scope with which an auditor or a service may see every dossier. */
const READ_SCOPE = "dossier:read";

const NOTHING: Scope = { kind: "nothing" };

/** THE place where rights on dossiers are decided. */
export function scopeOf(caller: Caller): Scope {
  switch (caller.role) {
    case "citizen":
      return caller.subject === null ? NOTHING : { kind: "person", citizen: caller.subject };
    case "officer":
    case "partner":
      return caller.agency === null ? NOTHING : { kind: "agency", agency: caller.agency };
    case "auditor":
    case "service":
      return caller.scopes.includes(READ_SCOPE) ? { kind: "everything" } : NOTHING;
    case "anonymous":
      return NOTHING;
  }
}

/**
 * The scope that is left when only dossiers of an agency are asked for: that agency's, when the caller's covers it, so that an index finds
 * them without passing by the rest.
 */
export function narrowedTo(agency: string | null | undefined, scope: Scope): Scope {
  const narrows = agency != null && scope.kind === "agency" && coversAgency(scope.agency, agency);
  return narrows ? { kind: "agency", agency } : scope;
}

/** Whether a dossier lies within a scope: what the store's queries ask, of a dossier that is at hand. */
export function sees(scope: Scope, { owner, submitter, receiving, helping, deciding }: DossierRecord): boolean {
  switch (scope.kind) {
    case "everything":
      return true;
    case "person":
      return owner.citizen === scope.citizen || submitter === scope.citizen;
    case "agency":
      return [receiving, helping, deciding].some((role) => role?.path.includes(scope.agency));
    case "nothing":
      return false;
  }
}
