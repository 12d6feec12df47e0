import { batched } from "../kit";
import type { Proposal } from "./proposal";
import type { ServiceListRecord } from "./records";
import type { CatalogueStore } from "./store";

/** What exists already for a procedure, but for what one agency proposed. */
export interface Overlaps {
  readonly lists: readonly ServiceListRecord[];
  readonly proposals: readonly Proposal[];
  readonly accepted: readonly Proposal[];
  readonly moreProposals: boolean;
}

interface OverlapQuestion {
  readonly procedureCode: string;
  readonly exceptAgency: string;
}

const SHOWN = 100;

/** For many proposals at once three commands, as for one. */
export const overlapsOf = batched<OverlapQuestion, Overlaps, CatalogueStore>(
  async (questions, { store }) => {
    const codes = [...new Set(questions.map(({ procedureCode }) => procedureCode))];
    const limit = (SHOWN + 2) * codes.length;
    const [lists, open, accepted] = await Promise.all([
      store.serviceListsNaming(codes),
      store.openProposals(codes, limit),
      store.acceptedProposals(codes, limit),
    ]);
    return questions.map(({ procedureCode, exceptAgency }) => {
      const of = (each: Proposal) => each.procedureCode === procedureCode;
      const others = open.filter((each) => of(each) && each.agencyCode !== exceptAgency);
      return {
        lists: lists.filter((list) => list.namedProcedures.some((named) => named.procedureCode === procedureCode)),
        proposals: others.slice(0, SHOWN),
        accepted: accepted.filter(of).slice(0, SHOWN),
        moreProposals: others.length > SHOWN,
      };
    });
  },
  ({ procedureCode, exceptAgency }) => JSON.stringify([procedureCode, exceptAgency]),
);
