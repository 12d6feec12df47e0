import type { Caller } from "../../schema/caller";
import { coversAgency } from "../kit";
import type { PaymentRequest } from "./payment";

/** The scope with which an auditor or a service may see every payment request and what agencies collect. */
const READ_SCOPE = "payment:read";

/** Who may see a payment request: its payer, its agency and the agencies above it, auditors and services with the scope. */
export function maySeeRequest(caller: Caller, request: Pick<PaymentRequest, "payer" | "agency">): boolean {
  if (caller.role === "citizen") return caller.subject !== null && caller.subject === request.payer;
  return maySeeAgency(caller, request.agency);
}

/** Who may see what an agency collects. */
export function maySeeAgency(caller: Caller, agency: string): boolean {
  if (caller.role === "auditor" || caller.role === "service") return caller.scopes.includes(READ_SCOPE);
  if (caller.role !== "officer" && caller.role !== "partner") return false;
  return coversAgency(caller.agency, agency);
}
