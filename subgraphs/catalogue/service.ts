import { randomUUID } from "node:crypto";
import { canonicalAgencyCode, coversAgency } from "../kit";
import {
  type AgencyCaller,
  commandKey,
  done,
  keyFaults,
  type Outcome,
  type Refusal,
  refused,
  repeated,
} from "./command";
import { parseProcedureCode } from "./procedure-code";
import type { Proposal, ProposedScope } from "./proposal";
import type { ProcedureRecord } from "./records";

/** What a proposal says. */
export interface ProposalTerms {
  readonly serviceScope: ProposedScope;
  readonly legacyLevel?: number | null;
  readonly reason: string;
}

/** What somebody asks to propose, not checked yet. */
export interface ProposalRequest extends ProposalTerms {
  readonly procedureCode: string;
  readonly agency?: string | null;
  readonly idempotencyKey: string;
}

/** What proposing needs of a store. */
export interface ProposalStore {
  procedures(codes: readonly string[]): Promise<readonly (ProcedureRecord | null)[]>;
  /** False when its key, or an open proposal of the same agency for the same procedure, is there already. */
  insertProposal(proposal: Proposal): Promise<boolean>;
  proposalByKey(account: string, key: string): Promise<Proposal | null>;
}

const LONGEST_REASON = 2000;

/**
 * Takes a proposal down once. The same key with the same content gives the first result again; all that makes it one is the
 * store's two unique indexes, so that it holds for callers who come at the same moment.
 */
export async function proposeOnlineService(
  request: ProposalRequest,
  caller: AgencyCaller,
  store: ProposalStore,
): Promise<Outcome<Proposal>> {
  const faults = [...termFaults(request), ...keyFaults(request)];
  if (faults.length > 0) return refused(...faults);
  const { code, agency: place } = parseProcedureCode(request.procedureCode);
  const agency = request.agency == null ? caller.agency : canonicalAgencyCode(request.agency);
  if (agency === null || !coversAgency(caller.agency, agency)) return refused({ code: "NOT_FOUND", field: "agency" });
  const ownPlace = place === null || coversAgency(caller.agency, place) || coversAgency(place, caller.agency);
  const [procedure] = ownPlace ? await store.procedures([code]) : [];
  if (!procedure) return refused({ code: "NOT_FOUND", field: "procedureCode" });

  const proposal = newProposal(request, { procedureCode: code, agencyCode: agency }, caller);
  if (await store.insertProposal(proposal)) return done(proposal);
  const first = await store.proposalByKey(caller.account, request.idempotencyKey);
  if (first === null) return refused({ code: "OVERLAP", field: "procedureCode" });
  return repeated(first.request, proposal.request, first);
}

export function termFaults({ reason, legacyLevel }: ProposalTerms): readonly Refusal[] {
  const faults: Refusal[] = [];
  if (reason.trim() === "" || reason.length > LONGEST_REASON) faults.push({ code: "INVALID", field: "reason" });
  if (legacyLevel != null && ![1, 2, 3, 4].includes(legacyLevel))
    faults.push({ code: "INVALID", field: "legacyLevel" });
  return faults;
}

/** The terms as they are kept. */
export function keptTerms({ serviceScope, legacyLevel, reason }: ProposalTerms) {
  return { serviceScope, legacyLevel: legacyLevel ?? null, reason: reason.normalize("NFC").trim() };
}

function newProposal(
  request: ProposalRequest,
  target: { readonly procedureCode: string; readonly agencyCode: string },
  caller: AgencyCaller,
): Proposal {
  const now = new Date();
  const content = { ...target, ...keptTerms(request) };
  return {
    id: randomUUID(),
    ...content,
    state: "PROPOSED",
    open: true,
    version: 1,
    events: [{ at: now, state: "PROPOSED", by: caller.account, note: null }],
    proposedAt: now,
    request: commandKey(caller, request.idempotencyKey, content),
    year: null,
    procedureLevels: [],
    acceptedAt: null,
  };
}
