import { Arg, Ctx, Directive, FieldResolver, Resolver, Root } from "type-graphql";
import { type Context, PeriodInput, periodOfQuarter, QuarterInput, spanOf } from "../kit";
import { type OnlineUsageFigures, onlineUsageOf } from "./online-usage";
import { dossierFiguresOf, type FiguresView, type StatisticsView, statisticsOf } from "./statistics";
import { tallyOfAgency, tallyOfProcedure } from "./statistics-loaders";
import { DossierFigures, DossierStatistics, OnlineUsage } from "./statistics-types";
import type { DossierStore } from "./store";
import { Agency, Procedure } from "./types";
import { agencyCode } from "./view";

type DossierContext = Context<DossierStore>;

/** The figures of a procedure. */
@Resolver(() => Procedure)
export class ProcedureDossierResolver {
  @FieldResolver(() => DossierStatistics, {
    nullable: true,
    description: "Public; of all time unless a period is named.",
  })
  async dossierStatistics(
    @Root() procedure: Procedure,
    @Arg("agency", () => String, {
      nullable: true,
      description: "Only what this agency, or a unit under it, has received.",
    })
    agency: string | null,
    @Arg("period", () => PeriodInput, { nullable: true }) period: PeriodInput | null,
    @Ctx() context: DossierContext,
  ): Promise<StatisticsView> {
    const within = agency == null ? null : agencyCode(agency);
    const span = period == null ? null : spanOf(period);
    return statisticsOf(await tallyOfProcedure({ key: String(procedure.code), within, span }, context));
  }
}

/** The figures of an agency. */
@Resolver(() => Agency)
export class AgencyDossierResolver {
  @FieldResolver(() => DossierStatistics, {
    nullable: true,
    description: "Public; of what this agency, or a unit under it, has received, of all time unless a period is named.",
  })
  async dossierStatistics(
    @Root() agency: Agency,
    @Arg("period", () => PeriodInput, { nullable: true }) period: PeriodInput | null,
    @Ctx() context: DossierContext,
  ): Promise<StatisticsView> {
    const span = period == null ? null : spanOf(period);
    return statisticsOf(await tallyOfAgency({ key: String(agency.code), span }, context));
  }

  @FieldResolver(() => DossierFigures, {
    nullable: true,
    description: "Public; what the index of Decision 766/QĐ-TTg counts, units under the agency included.",
  })
  async dossierFigures(
    @Root() agency: Agency,
    @Arg("period", () => PeriodInput) period: PeriodInput,
    @Ctx() context: DossierContext,
  ): Promise<FiguresView> {
    return dossierFiguresOf(await tallyOfAgency({ key: String(agency.code), span: spanOf(period) }, context));
  }

  @Directive('@requires(fields: "onlineOfferings { procedure since until }")')
  @FieldResolver(() => OnlineUsage, {
    nullable: true,
    description: "Public; null when the catalogue does not say what the agency offers online.",
  })
  async onlineUsage(
    @Root() agency: Agency,
    @Arg("quarter", () => QuarterInput) quarter: QuarterInput,
    @Ctx() context: DossierContext,
  ): Promise<OnlineUsageFigures | null> {
    const period = periodOfQuarter(quarter);
    const offerings = agency.onlineOfferings;
    if (offerings == null) return null;
    const tally = await tallyOfAgency({ key: String(agency.code), span: spanOf(period) }, context);
    return onlineUsageOf(offerings, { quarter, period, tally });
  }
}
