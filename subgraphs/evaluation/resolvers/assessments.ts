import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { fail } from "../../../schema/errors";
import {
  type Connection,
  type Context,
  type KeysetValue,
  keysetRequest,
  PageArguments,
  QuarterInput,
  toConnection,
} from "../../kit";
import { assessmentsFor, GOVERNMENT_OFFICE } from "../access";
import { type AssessmentCommand, assess } from "../assessing";
import { publishRanking } from "../publishing";
import { quarterId } from "../quarter";
import { assessmentOf } from "../quarter-loaders";
import { isId } from "../service";
import type { EvaluationStore } from "../store";
import {
  AgencyAssessment,
  AgencyAssessmentConnection,
  AgencyAssessmentPayload,
  AppraiseAgencyInput,
  AssessmentIndexSet,
  SelfAssessmentInput,
} from "../types/assessment";
import { Agency } from "../types/entities";
import { PublishRankingInput, PublishRankingPayload } from "../types/ranking";
import { assessmentView, indexSetView, publicationView, wholeView } from "../views";
import { officerOf, worded } from "./caller";

type Evaluation = Context<EvaluationStore>;

/** What agencies are assessed by, and their assessments. */
@Resolver()
export class AssessmentResolver {
  @Query(() => AssessmentIndexSet, { nullable: true, description: "The nine indices. Bộ chín chỉ số đánh giá." })
  assessmentIndexSet(): AssessmentIndexSet {
    return indexSetView();
  }

  @Query(() => AgencyAssessmentConnection, {
    nullable: true,
    description:
      "By agency code: for an officer those of the own agency and its units, for the Government Office and auditors with scope assessment:read all; empty for others.",
  })
  async agencyAssessments(
    @Arg("quarter", () => QuarterInput) quarter: QuarterInput,
    @Arg("awaitingAppraisal", () => Boolean, { defaultValue: false }) awaitingAppraisal: boolean,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { caller, store }: Evaluation,
  ): Promise<Connection<AgencyAssessment>> {
    const { after, limit } = keysetRequest(page, 1);
    const id = quarterId(quarter);
    const range = assessmentsFor(caller);
    const from = after === null ? null : codeOf(after);
    if (range === null) return toConnection<AgencyAssessment>([], page, () => []);
    const under = range === "ALL" ? null : range.under;
    const [publication, rows] = await Promise.all([
      store.newestPublication(id),
      store.assessmentsOf({ quarter: id, under, awaitingAppraisal, after: from, limit }),
    ]);
    const agencies = rows.map((row) => row.agency);
    const entries = publication === null ? new Map() : await store.entriesOf(publication.id, agencies);
    const shown = rows.flatMap((row) => assessmentView(caller, row, entries.get(row.agency) ?? null) ?? []);
    return toConnection(shown, page, (assessment) => [assessment.agency?.code ?? ""]);
  }
}

/** What assessment adds to an agency. */
@Resolver(() => Agency)
export class AgencyAssessmentResolver {
  @FieldResolver(() => AgencyAssessment, {
    nullable: true,
    description: "Whole for those who may see it, else as it is published, else null. Đánh giá theo quý.",
  })
  assessment(
    @Root() agency: Agency,
    @Arg("quarter", () => QuarterInput) quarter: QuarterInput,
    @Ctx() context: Evaluation,
  ): Promise<AgencyAssessment | null> {
    return assessmentOf({ agency: agency.code, quarter: quarterId(quarter) }, context);
  }
}

/** Assessing an agency, and publishing what came of it. */
@Resolver()
export class AssessmentMutationResolver {
  @Mutation(() => AgencyAssessmentPayload, {
    nullable: true,
    description: "Saves a draft of the own agency's points, for an officer, from the quarter's first day. Lưu nháp.",
  })
  saveSelfAssessment(
    @Arg("input", () => SelfAssessmentInput) input: SelfAssessmentInput,
    @Ctx() context: Evaluation,
  ): Promise<AgencyAssessmentPayload> {
    return selfAssess("SAVED", input, context);
  }

  @Mutation(() => AgencyAssessmentPayload, {
    nullable: true,
    description: "Submits the own agency's points, for an officer, when the quarter is over. Gửi tự đánh giá.",
  })
  submitSelfAssessment(
    @Arg("input", () => SelfAssessmentInput) input: SelfAssessmentInput,
    @Ctx() context: Evaluation,
  ): Promise<AgencyAssessmentPayload> {
    return selfAssess("SUBMITTED", input, context);
  }

  @Mutation(() => AgencyAssessmentPayload, {
    nullable: true,
    description:
      "Appraises what an agency submitted, or corrects the appraisal: by an officer of an agency above it, of the Government Office for those under nobody. Thẩm định.",
  })
  async appraiseAgency(
    @Arg("input", () => AppraiseAgencyInput) input: AppraiseAgencyInput,
    @Ctx() context: Evaluation,
  ): Promise<AgencyAssessmentPayload> {
    const { agency, quarter, expectedVersion, idempotencyKey } = input;
    const scores = input.scores.map(({ index, points, reason }) => ({ index, points, reason: reason ?? null }));
    return carryOut(
      { kind: "APPRAISED", agency, quarter: quarterId(quarter), scores, expectedVersion, idempotencyKey },
      context,
    );
  }

  @Mutation(() => PublishRankingPayload, {
    nullable: true,
    description:
      "Publishes the ranking of all agencies appraised in a quarter, by an officer of the Government Office; once more as a further version, with a reason. Công bố xếp hạng.",
  })
  async publishRanking(
    @Arg("input", () => PublishRankingInput) input: PublishRankingInput,
    @Ctx() { caller, store, language }: Evaluation,
  ): Promise<PublishRankingPayload> {
    const actor = officerOf(caller, (agency) => agency === GOVERNMENT_OFFICE);
    const { quarter, expectedVersion, reason, idempotencyKey } = input;
    const command = { quarter: quarterId(quarter), expectedVersion, reason: reason ?? null, idempotencyKey };
    const outcome = await publishRanking(store, actor, command, new Date());
    if ("refusals" in outcome) return { publication: null, errors: worded(outcome.refusals, language) };
    return { publication: publicationView(outcome.made), errors: [] };
  }
}

function selfAssess(
  kind: "SAVED" | "SUBMITTED",
  { quarter, scores, expectedVersion, idempotencyKey }: SelfAssessmentInput,
  context: Evaluation,
): Promise<AgencyAssessmentPayload> {
  const { agency } = officerOf(context.caller);
  const own = scores.map(({ index, points }) => ({ index, points, reason: null }));
  return carryOut({ kind, agency, quarter: quarterId(quarter), scores: own, expectedVersion, idempotencyKey }, context);
}

async function carryOut(
  command: AssessmentCommand,
  { caller, store, language }: Evaluation,
): Promise<AgencyAssessmentPayload> {
  const outcome = await assess(store, officerOf(caller), command, new Date());
  if ("refusals" in outcome) return { assessment: null, errors: worded(outcome.refusals, language) };
  const { assessment, version } = outcome.made;
  return { assessment: wholeView(assessment, null, version), errors: [] };
}

function codeOf([code]: readonly KeysetValue[]): string {
  if (typeof code !== "string" || !isId(code)) throw fail("INVALID_CURSOR");
  return code;
}
