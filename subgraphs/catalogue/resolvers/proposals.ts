import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { fail } from "../../../schema/errors";
import { canonicalAgencyCode, coversAgency, domainError, keysetRequest, PageArguments, toConnection } from "../../kit";
import { type AgencyCaller, agencyCallerOf, GOVERNMENT_OFFICE, type Outcome } from "../command";
import { agencyByCode, type CatalogueContext, procedureByCode } from "../loaders";
import { overlapsOf } from "../overlaps";
import { parseProcedureCode } from "../procedure-code";
import type { Proposal } from "../proposal";
import { resubmitProposal, reviewProposal } from "../review";
import { proposeOnlineService } from "../service";
import {
  OnlineServiceOverlaps,
  OnlineServiceProposal,
  OnlineServiceProposalConnection,
  OnlineServiceProposalFilter,
  OverlappingProposal,
  ProposeOnlineServiceInput,
  ProposeOnlineServicePayload,
} from "../types/proposal";
import {
  ResubmitProposalInput,
  ResubmitProposalPayload,
  ReviewProposalInput,
  ReviewProposalPayload,
} from "../types/review";
import { positionOf, requireAgency, requireOfficer } from "./arguments";

@Resolver()
export class ProposalQueries {
  @Query(() => OnlineServiceOverlaps, {
    nullable: true,
    description:
      "What a proposal of the caller's agency for this procedure would overlap with. Null but for officers and partners.",
  })
  async onlineServiceOverlaps(@Arg("procedureCode", () => ID) procedureCode: string, @Ctx() context: CatalogueContext) {
    const caller = agencyCallerOf(context.caller);
    if (caller === null) return null;
    const procedure = await procedureByCode(parseProcedureCode(procedureCode).code, context);
    return procedure && overlapsOf({ procedureCode: procedure.code, exceptAgency: caller.agency }, context);
  }

  @Query(() => OnlineServiceProposal, {
    nullable: true,
    description: "For its agency, those above it, and the Government Office.",
  })
  async onlineServiceProposal(@Arg("id", () => ID) id: string, @Ctx() context: CatalogueContext) {
    const within = scopeOf(agencyCallerOf(context.caller));
    if (within === undefined) return null;
    const proposal = await context.store.proposal(id);
    return proposal !== null && (within === null || coversAgency(within, proposal.agencyCode)) ? proposal : null;
  }

  @Query(() => OnlineServiceProposalConnection, {
    nullable: true,
    description:
      "Newest first: to the Government Office everybody's, to an agency its own and those of the units under it; to others none.",
  })
  async onlineServiceProposals(
    @Arg("filter", () => OnlineServiceProposalFilter, { nullable: true }) filter: OnlineServiceProposalFilter | null,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: CatalogueContext,
  ) {
    const request = keysetRequest(page, 2);
    const position = positionOf(request);
    const within = narrowed(scopeOf(agencyCallerOf(context.caller)), filter?.agency ?? null);
    if (within === undefined) return toConnection<Proposal>([], page, ({ id }) => [id]);
    const [proposedAt = "", id = ""] = position ?? [];
    if (position !== null && Number.isNaN(Date.parse(proposedAt))) throw fail("INVALID_CURSOR");
    const rows = await context.store.proposalPage({
      within,
      state: filter?.state ?? null,
      after: position === null ? null : { proposedAt: new Date(proposedAt), id },
      limit: request.limit,
    });
    return toConnection(rows, page, (row) => [row.proposedAt.toISOString(), row.id]);
  }
}

@Resolver()
export class ProposalMutations {
  @Mutation(() => ProposeOnlineServicePayload, {
    nullable: true,
    description: "Proposes to offer a procedure online. For officers and partner systems, for their own agency.",
  })
  async proposeOnlineService(
    @Arg("input", () => ProposeOnlineServiceInput) input: ProposeOnlineServiceInput,
    @Ctx() context: CatalogueContext,
  ) {
    return withOverlaps(await proposeOnlineService(input, requireAgency(context), context.store), context);
  }

  @Mutation(() => ResubmitProposalPayload, {
    nullable: true,
    description: "Puts a returned proposal before the Government Office again. For its agency.",
  })
  async resubmitProposal(
    @Arg("input", () => ResubmitProposalInput) input: ResubmitProposalInput,
    @Ctx() context: CatalogueContext,
  ) {
    return withOverlaps(await resubmitProposal(input, requireAgency(context), context.store), context);
  }

  @Mutation(() => ReviewProposalPayload, {
    nullable: true,
    description: "Accepts a proposal into the list of a year, or returns it. For officers of the Government Office.",
  })
  async reviewProposal(
    @Arg("input", () => ReviewProposalInput) input: ReviewProposalInput,
    @Ctx() context: CatalogueContext,
  ) {
    return payload(await reviewProposal(input, requireOfficer(context), context.store), context);
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

  @FieldResolver()
  overlaps(@Root() { procedureCode, agencyCode }: Proposal, @Ctx() context: CatalogueContext) {
    return overlapsOf({ procedureCode, exceptAgency: agencyCode }, context);
  }
}

@Resolver(() => OverlappingProposal)
export class OverlappingProposalFields {
  @FieldResolver()
  agency(@Root() { agencyCode }: Proposal, @Ctx() context: CatalogueContext) {
    return agencyByCode(agencyCode, context);
  }
}

/** Whose proposals a caller may see: those within an agency, all for null, none for undefined. */
function scopeOf(caller: AgencyCaller | null): string | null | undefined {
  if (caller === null) return undefined;
  return coversAgency(GOVERNMENT_OFFICE, caller.agency) ? null : caller.agency;
}

function narrowed(within: string | null | undefined, wanted: string | null): string | null | undefined {
  if (within === undefined || wanted === null) return within;
  const agency = canonicalAgencyCode(wanted);
  return agency !== null && (within === null || coversAgency(within, agency)) ? agency : undefined;
}

function payload({ done, refusals }: Outcome<Proposal>, { language }: CatalogueContext) {
  return { proposal: done, errors: refusals.map(({ code, field }) => domainError(code, language, field)) };
}

async function withOverlaps(outcome: Outcome<Proposal>, context: CatalogueContext) {
  const { done } = outcome;
  const overlaps =
    done && (await overlapsOf({ procedureCode: done.procedureCode, exceptAgency: done.agencyCode }, context));
  return { ...payload(outcome, context), overlaps };
}
