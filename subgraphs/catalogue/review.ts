import { coversAgency } from "../kit";
import {
  type AgencyCaller,
  commandKey,
  done,
  GOVERNMENT_OFFICE,
  keyFaults,
  type Outcome,
  type Refusal,
  refused,
  repeated,
  textOf,
  today,
} from "./command";
import type { Proposal, ProposalEvent, ProposalState } from "./proposal";
import type { ProcedureRecord } from "./records";
import { keptTerms, type ProposalTerms, termFaults } from "./service";
import type { CommandKey } from "./version";

interface ProposalCommand {
  readonly proposalId: string;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
}

/** What the Government Office decides. */
export interface ReviewRequest extends ProposalCommand {
  readonly decision: "ACCEPT" | "RETURN";
  /** Needed to return a proposal. */
  readonly reason?: string | null;
  /** Of the list that an accepted one joins; this year when absent. */
  readonly year?: number | null;
}

/** A returned proposal, put right. */
export interface ResubmitRequest extends ProposalCommand, ProposalTerms {}

/** What reviewing needs of a store. */
export interface ReviewStore {
  procedures(codes: readonly string[]): Promise<readonly (ProcedureRecord | null)[]>;
  proposal(id: string): Promise<Proposal | null>;
  proposalByCommand(account: string, key: string): Promise<Proposal | null>;
  /** Writes it as its next version. `changed` when somebody was faster, `taken` when a unique key stands against it. */
  writeProposal(proposal: Proposal, expectedVersion: number): Promise<"written" | "changed" | "taken">;
}

const LONGEST_NOTE = 2000;
const YEARS = { first: 2016, last: 2100 } as const;

/** Accepts a proposal into the list of a year, or returns it to its agency with the reason. For the Government Office. */
export async function reviewProposal(
  request: ReviewRequest,
  caller: AgencyCaller,
  store: ReviewStore,
): Promise<Outcome<Proposal>> {
  if (!coversAgency(GOVERNMENT_OFFICE, caller.agency)) return refused({ code: "NOT_FOUND", field: "proposalId" });
  const note = textOf(request.reason);
  const faults: Refusal[] = [...keyFaults(request)];
  if (request.decision === "RETURN" ? note === null : false) faults.push({ code: "INVALID", field: "reason" });
  if ((note ?? "").length > LONGEST_NOTE) faults.push({ code: "INVALID", field: "reason" });
  const year = request.year ?? Number(today().slice(0, 4));
  if (year < YEARS.first || year > YEARS.last) faults.push({ code: "INVALID", field: "year" });
  if (faults.length > 0) return refused(...faults);
  return change(request, { caller, from: "PROPOSED", content: contentOf(request), mayChange: () => true }, store, {
    async next(proposal, event) {
      if (request.decision === "RETURN")
        return { ...proposal, state: "RETURNED", events: [...proposal.events, event("RETURNED", note)] };
      const [procedure] = await store.procedures([proposal.procedureCode]);
      return {
        ...proposal,
        state: "ACCEPTED",
        open: false,
        year,
        procedureLevels: procedure?.levels ?? [],
        acceptedAt: new Date(),
        events: [...proposal.events, event("ACCEPTED", note)],
      };
    },
  });
}

/** Puts a returned proposal before the Government Office again. For the agency that made it, or one above it. */
export async function resubmitProposal(
  request: ResubmitRequest,
  caller: AgencyCaller,
  store: ReviewStore,
): Promise<Outcome<Proposal>> {
  const faults = [...keyFaults(request), ...termFaults(request)];
  if (faults.length > 0) return refused(...faults);
  const terms = keptTerms(request);
  const mayChange = (proposal: Proposal) => coversAgency(caller.agency, proposal.agencyCode);
  return change(request, { caller, from: "RETURNED", content: contentOf(request), mayChange }, store, {
    next: async (proposal, event) => ({
      ...proposal,
      ...terms,
      state: "PROPOSED",
      events: [...proposal.events, event("PROPOSED", null)],
    }),
  });
}

interface Step {
  readonly caller: AgencyCaller;
  readonly from: ProposalState;
  readonly content: object;
  mayChange(proposal: Proposal): boolean;
}

interface Rule {
  next(proposal: Proposal, event: (state: ProposalState, note: string | null) => ProposalEvent): Promise<Proposal>;
}

async function change(
  request: ProposalCommand,
  step: Step,
  store: ReviewStore,
  rule: Rule,
): Promise<Outcome<Proposal>> {
  const key = commandKey(step.caller, request.idempotencyKey, step.content);
  const repeat = await repeatOf(key, store);
  if (repeat !== null) return repeat;
  const proposal = await store.proposal(request.proposalId);
  if (proposal === null || !step.mayChange(proposal)) return refused({ code: "NOT_FOUND", field: "proposalId" });
  if (proposal.version !== request.expectedVersion) return refused({ code: "CONFLICT", field: "expectedVersion" });
  if (proposal.state !== step.from) return refused({ code: "NOT_ALLOWED_NOW", field: "proposalId" });
  const event = (state: ProposalState, note: string | null): ProposalEvent => ({
    at: new Date(),
    state,
    by: step.caller.account,
    note,
    command: key,
  });
  const next = { ...(await rule.next(proposal, event)), version: proposal.version + 1 };
  const written = await store.writeProposal(next, proposal.version);
  if (written === "written") return done(next);
  const first = await repeatOf(key, store);
  if (first !== null) return first;
  return refused(
    written === "taken" ? { code: "OVERLAP", field: "year" } : { code: "CONFLICT", field: "expectedVersion" },
  );
}

async function repeatOf(key: CommandKey, store: ReviewStore): Promise<Outcome<Proposal> | null> {
  const proposal = await store.proposalByCommand(key.account, key.key);
  const first = proposal?.events.find(({ command }) => command?.account === key.account && command.key === key.key);
  if (proposal === null) return null;
  // The key of another command, such as the one that proposed, counts as reused.
  return repeated(first?.command ?? { hash: "" }, key, proposal);
}

function contentOf({ idempotencyKey: _, ...content }: ProposalCommand): object {
  return content;
}
