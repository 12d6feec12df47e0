import type { Caller } from "../../schema/caller";
import { fail } from "../../schema/errors";
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

/** Scopes of those who write. */
export type WriteScope = "payment:request" | "payment:receipt" | "payment:refund" | "payment:reconcile";

/**
 * Makes sure that a caller may write at all, whatever the object is.
 * @returns whose idempotency keys they are
 * @throws UNAUTHENTICATED, FORBIDDEN
 */
export function requireWriter(caller: Caller, roles: readonly Caller["role"][], scope: WriteScope): string {
  if (caller.role === "anonymous" || caller.subject === null) throw fail("UNAUTHENTICATED");
  if (!roles.includes(caller.role) || !caller.scopes.includes(scope)) throw fail("FORBIDDEN");
  return `${caller.role}:${caller.subject}`;
}

/** Whether a writer may write about an agency: its own and those under it; a service is bound by its scope alone. */
export function mayWriteFor(caller: Caller, agency: string): boolean {
  return caller.role === "service" || coversAgency(caller.agency, agency);
}
