import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { keysetRequest, PageArguments, toConnection } from "../../kit";
import { checksOf } from "../list-check";
import { agencyByCode, type CatalogueContext, optional, procedureByCode, serviceListById } from "../loaders";
import type { ListCountRecord, ListedProcedureRecord, ReportedFigureRecord, ServiceListRecord } from "../records";
import { wordsOf } from "../search-words";
import { FactSource } from "../types/fact";
import { ReportedFigure, ReportedFigureConnection, ReportedFigureFilter } from "../types/reported-figure";
import { ServiceLevels } from "../types/service-level";
import { ListCount, ListedProcedure, NamedBody, ServiceList } from "../types/service-list";
import { positionOf, searchTextOf } from "./arguments";

@Resolver()
export class ListQueries {
  @Query(() => ServiceList, { nullable: true })
  serviceList(@Arg("id", () => ID) id: string, @Ctx() context: CatalogueContext) {
    return serviceListById(id, context);
  }

  @Query(() => [ServiceList], { nullable: true, description: "The Prime Minister's lists, oldest first." })
  serviceLists(@Ctx() { store }: CatalogueContext) {
    return store.allServiceLists();
  }

  @Query(() => ReportedFigureConnection, {
    nullable: true,
    description: "What articles and the portal report, oldest first.",
  })
  async reportedFigures(
    @Arg("filter", () => ReportedFigureFilter, { nullable: true }) filter: ReportedFigureFilter | null,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { store }: CatalogueContext,
  ) {
    const request = keysetRequest(page, 2);
    const position = positionOf(request);
    const [dateKey = "", id = ""] = position ?? [];
    const rows = await store.figurePage({
      words: wordsOf(searchTextOf(filter?.subject, "filter.subject") ?? ""),
      source: filter?.source ?? null,
      doubted: filter?.doubted ?? null,
      after: position === null ? null : { dateKey, id },
      limit: request.limit,
    });
    return toConnection(rows, page, (row) => [row.dateKey, row.id]);
  }

  @Query(() => ServiceLevels, { nullable: true, description: "What the levels and scopes of online services mean." })
  serviceLevels(@Ctx() { store }: CatalogueContext) {
    return store.serviceLevels();
  }

  @Query(() => [FactSource], { nullable: true, description: "What the ids in `source` stand for." })
  factSources(@Ctx() { store }: CatalogueContext) {
    return store.factSources();
  }
}

@Resolver(() => ServiceList)
export class ServiceListFields {
  @FieldResolver()
  checks(@Root() list: ServiceListRecord) {
    return checksOf(list);
  }
}

@Resolver(() => ListCount)
export class ListCountFields {
  @FieldResolver()
  body(@Root() { bodyCode }: ListCountRecord, @Ctx() context: CatalogueContext) {
    return optional(agencyByCode, bodyCode, context);
  }
}

@Resolver(() => ListedProcedure)
export class ListedProcedureFields {
  @FieldResolver()
  procedure(@Root() { procedureCode }: ListedProcedureRecord, @Ctx() context: CatalogueContext) {
    return optional(procedureByCode, procedureCode, context);
  }

  @FieldResolver()
  agency(@Root() { agencyCode }: ListedProcedureRecord, @Ctx() context: CatalogueContext) {
    return optional(agencyByCode, agencyCode, context);
  }
}

@Resolver(() => NamedBody)
export class NamedBodyFields {
  @FieldResolver()
  agency(@Root() body: { readonly agencyCode: string }, @Ctx() context: CatalogueContext) {
    return agencyByCode(body.agencyCode, context);
  }
}

@Resolver(() => ReportedFigure)
export class ReportedFigureFields {
  @FieldResolver()
  agency(@Root() { agencyCode }: ReportedFigureRecord, @Ctx() context: CatalogueContext) {
    return optional(agencyByCode, agencyCode, context);
  }

  @FieldResolver()
  list(@Root() { listId }: ReportedFigureRecord, @Ctx() context: CatalogueContext) {
    return optional(serviceListById, listId, context);
  }
}
