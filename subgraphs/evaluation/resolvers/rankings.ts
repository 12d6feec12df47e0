import { Arg, Args, Ctx, Int, Query, Resolver } from "type-graphql";
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
import { quarterId } from "../quarter";
import type { Publication } from "../ranking";
import type { EvaluationStore } from "../store";
import {
  type RankedAgency,
  RankedAgencyConnection,
  type RankingPublication,
  RankingPublicationConnection,
} from "../types/ranking";
import { publicationView, rankedView } from "../views";

type Evaluation = Context<EvaluationStore>;

/** Rankings that were published, for everybody. */
@Resolver()
export class RankingResolver {
  @Query(() => RankedAgencyConnection, {
    nullable: true,
    description:
      "The published ranking of a quarter, highest total first; empty before it is published. A cursor stays in the version that it came from. Bảng xếp hạng.",
  })
  async agencyRanking(
    @Arg("quarter", () => QuarterInput) quarter: QuarterInput,
    @Arg("version", () => Int, { nullable: true, description: "The newest unless one is named." })
    version: number | null,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { store }: Evaluation,
  ): Promise<Connection<RankedAgency>> {
    const { after, limit } = keysetRequest(page, 2);
    const id = quarterId(quarter);
    const [asked, position] = after === null ? [version ?? null, 0] : placeOf(after, version ?? null);
    const publication = asked === null ? await store.newestPublication(id) : await store.publication(id, asked);
    if (publication === null) return toConnection<RankedAgency>([], page, () => []);
    const entries = await store.entriesAfter({ publication: publication.id, after: position, limit });
    const rows = entries.map((entry) => rankedView(entry, publication.version));
    return toConnection(rows, page, (row) => [row.version, row.position]);
  }

  @Query(() => RankingPublicationConnection, {
    nullable: true,
    description: "Every publication of a quarter's ranking, newest first. Các lần công bố.",
  })
  async rankingPublications(
    @Arg("quarter", () => QuarterInput) quarter: QuarterInput,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { store }: Evaluation,
  ): Promise<Connection<RankingPublication>> {
    const { after, limit } = keysetRequest(page, 1);
    const before = after === null ? null : wholeOf(after[0]);
    const found: readonly Publication[] = await store.publicationsBefore({
      quarter: quarterId(quarter),
      before,
      limit,
    });
    return toConnection(found.map(publicationView), page, (publication) => [publication.version]);
  }
}

/** The version and position that a cursor names; the version must be the one that is asked for, if any is. */
function placeOf([version, position]: readonly KeysetValue[], asked: number | null): readonly [number, number] {
  const place = [wholeOf(version), wholeOf(position)] as const;
  if (asked !== null && asked !== place[0]) throw fail("INVALID_CURSOR");
  return place;
}

/** @throws INVALID_CURSOR */
export function wholeOf(value: KeysetValue | undefined): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw fail("INVALID_CURSOR");
  return value;
}
