import type { Caller } from "../../schema/caller";
import { coversAgency } from "../kit";
import type { Response } from "./model";

type Owned = Pick<Response, "respondent" | "agency">;

/** The scope with which an auditor or a service may see every response. */
const READ_SCOPE = "survey:read";

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
