import { Field, Float, Int, ObjectType } from "type-graphql";
import { connectionType, DateTime } from "../../kit";
import type { Level } from "../data/types";
import type { ProposedScope as ScopeProposed } from "../proposal";
import { Agency } from "./agency";
import type { Relation } from "./fact";
import { Procedure } from "./procedure";
import { ProcedureLevel } from "./procedure-terms";
import { ProposedScope } from "./service-level";

@ObjectType({ description: "A proposal that the Government Office accepted: one line of a year's list." })
export class YearListEntry {
  @Field(() => Int)
  year: number;

  @Field(() => Procedure, { nullable: true })
  procedure: Relation<Procedure> | null;

  @Field(() => String)
  agencyCode: string;

  @Field(() => Agency, { nullable: true, description: "Null for a unit that the catalogue does not list." })
  agency: Relation<Agency> | null;

  @Field(() => ProposedScope)
  serviceScope: ScopeProposed;

  @Field(() => Int, { nullable: true })
  legacyLevel: number | null;

  @Field(() => DateTime, { nullable: true })
  acceptedAt: Date | null;

  @Field(() => Boolean, { description: "Whether the agency offers it online today." })
  delivered: boolean;
}

export const YearListEntryConnection = connectionType("YearListEntry", () => YearListEntry);

@ObjectType({ description: "How much of a year's list is one agency's, and how much of it is delivered. Computed." })
export class YearListBody {
  @Field(() => String)
  agencyCode: string;

  @Field(() => Agency, { nullable: true })
  agency: Relation<Agency> | null;

  @Field(() => Int)
  count: number;

  @Field(() => Int, { description: "Toàn trình." })
  full: number;

  @Field(() => Int, { description: "Một phần." })
  partial: number;

  @Field(() => Int, { nullable: true, description: "How many of them the agency offers online today." })
  delivered: number;

  @Field(() => Float, { nullable: true, description: "Delivered of all. Tỷ lệ thực hiện danh mục." })
  share: number | null;
}

@ObjectType({ description: "Of one mức độ of the scale of 2011." })
export class LegacyLevelCount {
  @Field(() => Int, { nullable: true, description: "Null: none was proposed." })
  level: number | null;

  @Field(() => Int)
  count: number;
}

@ObjectType({ description: "Of one cấp thực hiện; a procedure of several levels counts in each." })
export class ExecutingLevelCount {
  @Field(() => ProcedureLevel)
  level: Level;

  @Field(() => Int)
  count: number;
}

@ObjectType({
  description:
    "The list of a year: the proposals that were accepted for it. All its counts are computed; those of the Prime Minister's lists are printed.",
})
export class YearServiceList {
  @Field(() => Int)
  year: number;

  @Field(() => Int)
  count: number;

  @Field(() => Int, { description: "Toàn trình." })
  full: number;

  @Field(() => Int, { description: "Một phần." })
  partial: number;

  @Field(() => [YearListBody], { description: "By agency, in the order of codes." })
  bodies: Relation<readonly YearListBody[]>;

  @Field(() => [ExecutingLevelCount])
  executingLevels: Relation<readonly ExecutingLevelCount[]>;

  @Field(() => [LegacyLevelCount])
  legacyLevels: Relation<readonly LegacyLevelCount[]>;

  @Field(() => YearListEntryConnection, { nullable: true, description: "By agency and procedure." })
  entries: object | null;
}
