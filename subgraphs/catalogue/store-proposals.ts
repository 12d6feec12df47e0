import { trusted } from "mongoose";
import { agencyPath } from "../kit";
import { byId, type ProposalDocument, withId } from "./documents";
import type { Proposal, ProposalQuery, YearQuery, YearRow } from "./proposal";
import type { ReviewStore } from "./review";
import type { ProposalStore } from "./service";
import { commandId } from "./store-offerings";
import { ALL, DEADLINE, find, ifGiven, isDuplicateKey, saveNext } from "./store-query";
import type { Models } from "./store-schema";

/** What agencies propose. */
export interface ProposalsStore extends Omit<ProposalStore, "procedures">, Omit<ReviewStore, "procedures"> {
  proposalPage(query: ProposalQuery): Promise<readonly Proposal[]>;
  /** Open proposals of the procedures, in the order of procedures and agencies. */
  openProposals(procedureCodes: readonly string[], limit: number): Promise<readonly Proposal[]>;
  /** Accepted proposals of the procedures, newest first. */
  acceptedProposals(procedureCodes: readonly string[], limit: number): Promise<readonly Proposal[]>;
  yearPage(query: YearQuery): Promise<readonly Proposal[]>;
  /** The accepted proposals of the year by agency, scope, level and the procedure's levels. */
  yearRows(year: number): Promise<readonly YearRow[]>;
}

export function openProposalsStore({ proposals }: Models): ProposalsStore {
  const one = async (filter: Readonly<Record<string, unknown>>) => {
    const [found] = await find(proposals, filter, 1);
    return found === undefined ? null : toProposal(found);
  };
  return {
    async insertProposal(proposal) {
      try {
        await proposals.insertMany([toDocument(proposal)]);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    proposalByKey: (account, key) => one({ commandIds: commandId({ account, key }) }),
    proposal: (id) => one({ _id: id }),
    proposalByCommand: (account, key) => one({ commandIds: commandId({ account, key }) }),
    async writeProposal(proposal, expectedVersion) {
      try {
        return (await saveNext(proposals, toDocument(proposal), expectedVersion)) ? "written" : "changed";
      } catch (error) {
        if (isDuplicateKey(error)) return "taken";
        throw error;
      }
    },
    async proposalPage({ within, state, after, limit }) {
      const filter = {
        ...ifGiven("agencyPath", within),
        ...ifGiven("state", state),
        ...(after === null
          ? {}
          : {
              $or: [
                { proposedAt: trusted({ $lt: after.proposedAt }) },
                { proposedAt: after.proposedAt, _id: trusted({ $lt: after.id }) },
              ],
            }),
      };
      return (await find(proposals, filter, limit, { proposedAt: -1, _id: -1 })).map(toProposal);
    },
    async openProposals(codes, limit) {
      const filter = { procedureCode: trusted({ $in: [...codes] }), open: true };
      return (await find(proposals, filter, limit, { procedureCode: 1, agencyCode: 1 })).map(toProposal);
    },
    async acceptedProposals(codes, limit) {
      const filter = { procedureCode: trusted({ $in: [...codes] }), state: "ACCEPTED" };
      return (await find(proposals, filter, limit, { acceptedAt: -1 })).map(toProposal);
    },
    async yearPage({ year, after, limit }) {
      const rest =
        after === null
          ? {}
          : {
              $or: [
                { agencyCode: trusted({ $gt: after.agencyCode }) },
                { agencyCode: after.agencyCode, procedureCode: trusted({ $gt: after.procedureCode }) },
              ],
            };
      const filter = { year, state: "ACCEPTED", ...rest };
      return (await find(proposals, filter, limit, { agencyCode: 1, procedureCode: 1 })).map(toProposal);
    },
    async yearRows(year) {
      const groups = await proposals
        .aggregate<{ _id: Omit<YearRow, "procedureCodes">; procedureCodes: string[] }>([
          { $match: { year, state: "ACCEPTED" } },
          {
            $group: {
              _id: {
                agencyCode: "$agencyCode",
                serviceScope: "$serviceScope",
                legacyLevel: "$legacyLevel",
                procedureLevels: "$procedureLevels",
              },
              procedureCodes: { $push: "$procedureCode" },
            },
          },
        ])
        .option({ batchSize: ALL * 10, maxTimeMS: DEADLINE });
      return groups.map(({ _id, procedureCodes }) => ({
        ..._id,
        legacyLevel: _id.legacyLevel ?? null,
        procedureCodes,
      }));
    },
  };
}

function toDocument(proposal: Proposal): ProposalDocument {
  const commandIds = [
    commandId(proposal.request),
    ...proposal.events.flatMap(({ command }) => (command === undefined ? [] : [commandId(command)])),
  ];
  return { ...byId(proposal), agencyPath: agencyPath(proposal.agencyCode), commandIds };
}

function toProposal({ agencyPath: _path, commandIds: _ids, ...document }: ProposalDocument): Proposal {
  return withId(document);
}
