import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { type Connection, type Context, keysetRequest, PageArguments, QuarterInput, toConnection } from "../../kit";
import { FORMULA_VERSION } from "../data/index-formula";
import { quarterId } from "../quarter";
import { serviceIndexOf } from "../quarter-loaders";
import type { EvaluationStore } from "../store";
import { Agency } from "../types/entities";
import { ServiceIndex, ServiceIndexConnection } from "../types/service-index";
import { serviceIndexView } from "../views";
import { wholeOf } from "./rankings";

type Evaluation = Context<EvaluationStore>;

/** The index of an agency. */
@Resolver(() => Agency)
export class AgencyServiceIndexResolver {
  @FieldResolver(() => ServiceIndex, {
    nullable: true,
    description: "Public; the newest count, null before the first. Counted again and again by a job. Chỉ số phục vụ.",
  })
  serviceIndex(
    @Root() agency: Agency,
    @Arg("quarter", () => QuarterInput) quarter: QuarterInput,
    @Ctx() context: Evaluation,
  ): Promise<ServiceIndex | null> {
    return serviceIndexOf({ agency: agency.code, quarter: quarterId(quarter) }, context);
  }
}

/** Every count of an agency's index. */
@Resolver()
export class ServiceIndexResolver {
  @Query(() => ServiceIndexConnection, {
    nullable: true,
    description: "Public; every count that came to something else than the one before, newest first. Lịch sử chỉ số.",
  })
  async serviceIndexHistory(
    @Arg("agency", () => ID) agency: string,
    @Arg("quarter", () => QuarterInput) quarter: QuarterInput,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { store }: Evaluation,
  ): Promise<Connection<ServiceIndex>> {
    const { after, limit } = keysetRequest(page, 1);
    const before = after === null ? null : wholeOf(after[0]);
    const asked = { agency, quarter: quarterId(quarter), formula: FORMULA_VERSION };
    const counts = await store.countsBefore({ ...asked, before, limit });
    return toConnection(counts.map(serviceIndexView), page, (count) => [count.sequence]);
  }
}
