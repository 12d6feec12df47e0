import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { fail } from "../../../schema/errors";
import { domainError } from "../../kit";
import { agencyByCode, type CatalogueContext, procedureByCode } from "../loaders";
import { parseProcedureCode } from "../procedure-code";
import type { Proposal } from "../proposal";
import type { OnlineServiceRecord } from "../records";
import { agencyCallerOf, proposeOnlineService } from "../service";
import { OnlineService } from "../types/online-service";
import {
  OnlineServiceOverlaps,
  OnlineServiceProposal,
  OverlappingProposal,
  ProposeOnlineServiceInput,
  ProposeOnlineServicePayload,
} from "../types/proposal";

@Resolver()
export class OnlineServiceQueries {
  @Query(() => OnlineServiceOverlaps, {
    nullable: true,
    description:
      "What a proposal of the caller's agency for this procedure would overlap with. Null but for officers and partners.",
  })
  async onlineServiceOverlaps(@Arg("procedureCode", () => ID) procedureCode: string, @Ctx() context: CatalogueContext) {
    const caller = agencyCallerOf(context.caller);
    if (caller === null) return null;
    const procedure = await procedureByCode(parseProcedureCode(procedureCode).code, context);
    return procedure === null ? null : overlapsOf(procedure.code, caller.agency, context);
  }

  @Mutation(() => ProposeOnlineServicePayload, {
    nullable: true,
    description: "Proposes to offer a procedure online. For officers and partner systems, for their own agency.",
  })
  async proposeOnlineService(
    @Arg("input", () => ProposeOnlineServiceInput) input: ProposeOnlineServiceInput,
    @Ctx() context: CatalogueContext,
  ) {
    if (context.caller.role === "anonymous") throw fail("UNAUTHENTICATED");
    const caller = agencyCallerOf(context.caller);
    if (caller === null) throw fail("FORBIDDEN");
    const { proposal, refusals } = await proposeOnlineService(input, caller, context.store);
    return {
      proposal,
      overlaps: proposal && (await overlapsOf(proposal.procedureCode, proposal.agencyCode, context)),
      errors: refusals.map(({ code, field }) => domainError(code, context.language, field)),
    };
  }
}

@Resolver(() => OnlineService)
export class OnlineServiceFields {
  @FieldResolver()
  procedure(@Root() { procedureCode }: OnlineServiceRecord, @Ctx() context: CatalogueContext) {
    return procedureByCode(procedureCode, context);
  }

  @FieldResolver()
  agency(@Root() { agencyCode }: OnlineServiceRecord, @Ctx() context: CatalogueContext) {
    return agencyByCode(agencyCode, context);
  }
}

@Resolver(() => OnlineServiceProposal)
export class ProposalFields {
  @FieldResolver()
  procedure(@Root() { procedureCode }: Proposal, @Ctx() context: CatalogueContext) {
    return procedureByCode(procedureCode, context);
  }

  @FieldResolver()
  agency(@Root() { agencyCode }: Proposal, @Ctx() context: CatalogueContext) {
    return agencyByCode(agencyCode, context);
  }
}

@Resolver(() => OverlappingProposal)
export class OverlappingProposalFields {
  @FieldResolver()
  agency(@Root() { agencyCode }: Proposal, @Ctx() context: CatalogueContext) {
    return agencyByCode(agencyCode, context);
  }
}

const SHOWN_PROPOSALS = 100;

async function overlapsOf(procedureCode: string, exceptAgency: string, { store }: CatalogueContext) {
  const [lists, proposals] = await Promise.all([
    store.serviceListsNaming(procedureCode),
    store.openProposals({ procedureCode, exceptAgency, limit: SHOWN_PROPOSALS + 1 }),
  ]);
  return {
    lists,
    proposals: proposals.slice(0, SHOWN_PROPOSALS),
    moreProposals: proposals.length > SHOWN_PROPOSALS,
  };
}
