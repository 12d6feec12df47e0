import type { Caller } from "../../schema/caller";

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
