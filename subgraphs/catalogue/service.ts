import { createHash, randomUUID } from "node:crypto";
import type { Caller } from "../../schema/caller";
import { canonicalAgencyCode, coversAgency } from "../kit";
import { parseProcedureCode } from "./procedure-code";
import type { Proposal, ProposedScope } from "./proposal";

/** An officer or partner system that acts for an agency. */
export interface AgencyCaller {
  readonly account: string;
  readonly agency: string;
}

/** What somebody asks to propose, not checked yet. */
export interface ProposalRequest {
  readonly procedureCode: string;
  readonly agency?: string | null;
  readonly serviceScope: ProposedScope;
  readonly legacyLevel?: number | null;
  readonly reason: string;
  readonly idempotencyKey: string;
}

/** Why a proposal is not taken: a code of DomainErrorCode and the input field that is meant. */
export interface Refusal {
  readonly code: "NOT_FOUND" | "INVALID" | "OVERLAP" | "IDEMPOTENCY_KEY_REUSED";
  readonly field: "procedureCode" | "agency" | "legacyLevel" | "reason" | "idempotencyKey";
}

export type ProposalResult =
  | { readonly proposal: Proposal; readonly refusals: readonly [] }
  | { readonly proposal: null; readonly refusals: readonly Refusal[] };

/** What proposing needs of a store. */
export interface ProposalStore {
  procedures(codes: readonly string[]): Promise<readonly (object | null)[]>;
  /** False when its key, or an open proposal of the same agency for the same procedure, is there already. */
  insertProposal(proposal: Proposal): Promise<boolean>;
  proposalByKey(account: string, key: string): Promise<Proposal | null>;
}

const LONGEST_REASON = 2000;
const KEY_LENGTH = { least: 8, most: 100 };

/** The agency that a caller acts for; null for everybody who acts for none. */
export function agencyCallerOf(caller: Caller): AgencyCaller | null {
  const { role, subject, agency } = caller;
  if ((role !== "officer" && role !== "partner") || subject === null || agency === null) return null;
  return { account: subject, agency };
}

/**
 * Takes a proposal down once. The same key with the same content gives the first result again; all that makes it one is the
 * store's two unique indexes, so that it holds for callers who come at the same moment.
 */
export async function proposeOnlineService(
  request: ProposalRequest,
  caller: AgencyCaller,
  store: ProposalStore,
): Promise<ProposalResult> {
  const faults = faultsOf(request);
  if (faults.length > 0) return refused(...faults);
  const { code, agency: place } = parseProcedureCode(request.procedureCode);
  const agency = request.agency == null ? caller.agency : canonicalAgencyCode(request.agency);
  if (agency === null || !coversAgency(caller.agency, agency)) return refused({ code: "NOT_FOUND", field: "agency" });
  const ownPlace = place === null || coversAgency(caller.agency, place) || coversAgency(place, caller.agency);
  const [procedure] = ownPlace ? await store.procedures([code]) : [];
  if (!procedure) return refused({ code: "NOT_FOUND", field: "procedureCode" });

  const proposal = newProposal(request, { procedureCode: code, agencyCode: agency, account: caller.account });
  if (await store.insertProposal(proposal)) return { proposal, refusals: [] };
  const first = await store.proposalByKey(caller.account, request.idempotencyKey);
  if (first === null) return refused({ code: "OVERLAP", field: "procedureCode" });
  if (first.request.hash !== proposal.request.hash)
    return refused({ code: "IDEMPOTENCY_KEY_REUSED", field: "idempotencyKey" });
  return { proposal: first, refusals: [] };
}

function faultsOf({ reason, idempotencyKey, legacyLevel }: ProposalRequest): readonly Refusal[] {
  const faults: Refusal[] = [];
  if (reason.trim() === "" || reason.length > LONGEST_REASON) faults.push({ code: "INVALID", field: "reason" });
  if (idempotencyKey.length < KEY_LENGTH.least || idempotencyKey.length > KEY_LENGTH.most)
    faults.push({ code: "INVALID", field: "idempotencyKey" });
  if (legacyLevel != null && ![1, 2, 3, 4].includes(legacyLevel))
    faults.push({ code: "INVALID", field: "legacyLevel" });
  return faults;
}

function newProposal(
  request: ProposalRequest,
  { account, ...target }: { procedureCode: string; agencyCode: string; account: string },
): Proposal {
  const now = new Date();
  const content = {
    ...target,
    serviceScope: request.serviceScope,
    legacyLevel: request.legacyLevel ?? null,
    reason: request.reason.normalize("NFC").trim(),
  };
  const hash = createHash("sha256").update(JSON.stringify(content)).digest("hex");
  return {
    id: randomUUID(),
    ...content,
    state: "PROPOSED",
    open: true,
    version: 1,
    events: [{ at: now, state: "PROPOSED", by: account }],
    proposedAt: now,
    request: { account, key: request.idempotencyKey, hash },
  };
}

function refused(...refusals: readonly Refusal[]): ProposalResult {
  return { proposal: null, refusals };
}
