import type { Caller } from "../../schema/caller";
import { coversAgency } from "../kit";
import type { Response } from "./model";

type Owned = Pick<Response, "respondent" | "agency">;

/** The scope with which an auditor or a service may see every response. */
const READ_SCOPE = "survey:read";

/** The scope with which an auditor may see assessments that are not published. */
const ASSESSMENT_SCOPE = "assessment:read";

/** Văn phòng Chính phủ: appraises whom nobody is above, and publishes rankings. */
export const GOVERNMENT_OFFICE = "G22";

/** Whether a caller may see a response at all. Whoever may not is answered as if there were none. */
export function mayReadResponse(caller: Caller, response: Owned): boolean {
  return (caller.role === "service" && caller.scopes.includes(READ_SCOPE)) || mayReadRespondent(caller, response);
}

/** Whether a caller may see whose response it is: that person, the agency that is evaluated or one above it, an auditor with the scope. */
export function mayReadRespondent(caller: Caller, response: Owned): boolean {
  if (caller.role === "citizen") return caller.subject !== null && caller.subject === response.respondent;
  if (caller.role === "officer") return coversAgency(caller.agency, response.agency);
  return caller.role === "auditor" && caller.scopes.includes(READ_SCOPE);
}

/**
 * Whose unpublished assessments a caller may list: null for nobody's, "ALL" for the Government Office and auditors with the scope,
 * else the code of the agency whose own and whose units' they are.
 */
export function assessmentsFor(caller: Caller): "ALL" | { readonly under: string } | null {
  if (caller.role === "auditor") return caller.scopes.includes(ASSESSMENT_SCOPE) ? "ALL" : null;
  if (caller.role !== "officer" || caller.agency === null) return null;
  return caller.agency === GOVERNMENT_OFFICE ? "ALL" : { under: caller.agency };
}

/** Whether a caller may see an agency's assessment before and beyond what is published of it. */
export function mayReadAssessment(caller: Caller, agency: string): boolean {
  const range = assessmentsFor(caller);
  return range === "ALL" || (range !== null && coversAgency(range.under, agency));
}

/**
 * Whether an agency appraises another. Our rule, since the text was not read: an agency appraises the units under it, and the
 * Government Office those under nobody. None appraises itself, so the Government Office has no appraisal.
 */
export function isAppraiserOf(appraiser: string, agency: string): boolean {
  if (appraiser === agency) return false;
  return agency.includes(".") ? coversAgency(appraiser, agency) : appraiser === GOVERNMENT_OFFICE;
}
