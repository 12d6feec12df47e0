import { Field, Float, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import { connectionType } from "../../kit";
import type { ReportedFigure as FigureRow, FigureUnit as UnitOfFigure } from "../data/reported-figures/figure";
import { Agency } from "./agency";
import { Fact, type Names, type Relation } from "./fact";
import { ServiceList } from "./service-list";

export const FigureUnit: Names<UnitOfFigure> = {
  PROCEDURE: "PROCEDURE",
  SERVICE: "SERVICE",
  BODY: "BODY",
  FIELD: "FIELD",
  PROVINCE: "PROVINCE",
  DEPARTMENT: "DEPARTMENT",
  PERCENT: "PERCENT",
  ACCOUNT: "ACCOUNT",
  VISIT: "VISIT",
  DOSSIER: "DOSSIER",
  DOSSIER_PER_DAY: "DOSSIER_PER_DAY",
  DOSSIER_PER_YEAR: "DOSSIER_PER_YEAR",
  PAYMENT: "PAYMENT",
  VND: "VND",
  TRANSACTION: "TRANSACTION",
  TRANSACTION_PER_DAY: "TRANSACTION_PER_DAY",
  CONCURRENT_USER: "CONCURRENT_USER",
  SYSTEM: "SYSTEM",
  LOGIN: "LOGIN",
  DATE: "DATE",
};

registerEnumType(FigureUnit, { name: "FigureUnit", description: "What a reported figure counts." });

export const FigureQualifier: Names<FigureRow["qualifier"]> = {
  EXACTLY: "EXACTLY",
  ABOUT: "ABOUT",
  MORE_THAN: "MORE_THAN",
  AT_LEAST: "AT_LEAST",
  RANGE: "RANGE",
};

registerEnumType(FigureQualifier, { name: "FigureQualifier", description: "How the source words a figure." });

@ObjectType({
  description:
    "A figure as a source reports it. It is never corrected, and never mixed with figures that are computed from the graph: what is wrong with it stands in `doubt`.",
})
export class ReportedFigure extends Fact {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  subject: string;

  @Field(() => Float, { nullable: true, description: "Null for a date, which is in `printed` only." })
  value: number | null;

  @Field(() => Float, { nullable: true, description: "The upper end of a range." })
  upperValue: number | null;

  @Field(() => FigureQualifier)
  qualifier: FigureRow["qualifier"];

  @Field(() => String)
  printed: string;

  @Field(() => FigureUnit)
  unit: UnitOfFigure;

  @Field(() => String, { nullable: true, description: "When the source reported it, as far as it says." })
  reportedOn: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The time it speaks of; null where it is the day of the report.",
  })
  period: string | null;

  @Field(() => Agency, { nullable: true })
  agency: Relation<Agency> | null;

  @Field(() => ServiceList, { nullable: true })
  list: Relation<ServiceList> | null;

  @Field(() => String, { nullable: true, description: "Why it cannot be right as it stands." })
  doubt: string | null;

  @Field(() => String, { nullable: true })
  note: string | null;
}

export const ReportedFigureConnection = connectionType("ReportedFigure", () => ReportedFigure);

@InputType()
export class ReportedFigureFilter {
  @Field(() => String, {
    nullable: true,
    description: "Words of the subject, in any order, with or without diacritics.",
  })
  subject: string | null;

  @Field(() => String, { nullable: true, description: "The id of a source, exactly." })
  source: string | null;

  @Field(() => Boolean, { nullable: true, description: "True for figures with a doubt, false for those without." })
  doubted: boolean | null;
}
