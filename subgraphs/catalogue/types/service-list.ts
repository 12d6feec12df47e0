import { Directive, Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import type { ListCount as CountRow, ListSide as SideOfList } from "../data/service-lists/types";
import type { Level } from "../data/types";
import type { ListCheckSubject as SubjectOfCheck } from "../list-check";
import { Agency } from "./agency";
import { Fact, type Names, type Relation } from "./fact";
import { Procedure } from "./procedure";
import { ProcedureLevel } from "./procedure-terms";

export const ListSide: Names<SideOfList> = { MINISTRIES: "MINISTRIES", LOCALITIES: "LOCALITIES" };

registerEnumType(ListSide, {
  name: "ListSide",
  description: "Whom a list binds.",
  valuesConfig: {
    MINISTRIES: { description: "Bộ, cơ quan ngang bộ and central agencies." },
    LOCALITIES: { description: "Địa phương." },
  },
});

export const ListCountKind: Names<CountRow["kind"]> = {
  TOTAL: "TOTAL",
  BODY: "BODY",
  REMAINDER: "REMAINDER",
  EXECUTING_LEVEL: "EXECUTING_LEVEL",
  SERVICE_LEVEL: "SERVICE_LEVEL",
};

registerEnumType(ListCountKind, {
  name: "ListCountKind",
  description: "What a count counts. Counts of different kinds overlap and are never added.",
  valuesConfig: {
    TOTAL: { description: "All of a side, or of the list when `side` is null." },
    BODY: { description: "Of one agency." },
    REMAINDER: { description: "What the source leaves without a body." },
    EXECUTING_LEVEL: { description: "Of one cấp thực hiện." },
    SERVICE_LEVEL: { description: "Of one mức độ." },
  },
});

@ObjectType({ description: "One count of a list, as printed or as it follows by arithmetic (confidence D)." })
export class ListCount extends Fact {
  @Field(() => ListCountKind)
  kind: CountRow["kind"];

  @Field(() => ListSide, { nullable: true, description: "Null for the whole list." })
  side: SideOfList | null;

  @Field(() => Agency, { nullable: true, description: "By the code of that time." })
  body: Relation<Agency> | null;

  @Field(() => ProcedureLevel, { nullable: true })
  executingLevel: Level | null;

  @Field(() => Int, { nullable: true, description: "Mức độ 3 or 4." })
  serviceLevel: number | null;

  @Field(() => Int)
  value: number;

  @Field(() => String, { nullable: true })
  note: string | null;

  @Field(() => String, { nullable: true, description: "What does not add up about it; null when nothing is in doubt." })
  doubt: string | null;
}

export const ListCheckSubject: Names<SubjectOfCheck> = {
  SIDES: "SIDES",
  BODIES: "BODIES",
  EXECUTING_LEVELS: "EXECUTING_LEVELS",
  SERVICE_LEVELS: "SERVICE_LEVELS",
  NAMED_PROCEDURES: "NAMED_PROCEDURES",
};

registerEnumType(ListCheckSubject, {
  name: "ListCheckSubject",
  description: "What is added up.",
  valuesConfig: {
    SIDES: { description: "The totals of both sides, against the whole." },
    BODIES: { description: "The agencies and the remainder, against the total of the side." },
    EXECUTING_LEVELS: { description: "Cấp thực hiện, against the total of the side." },
    SERVICE_LEVELS: { description: "Mức độ, against the total of the side." },
    NAMED_PROCEDURES: { description: "The entries that are stored, against all: a source names only some." },
  },
});

@ObjectType({ description: "A printed number beside the one that is computed from the list's parts." })
export class ListCheck {
  @Field(() => ListCheckSubject)
  subject: SubjectOfCheck;

  @Field(() => ListSide, { nullable: true })
  side: SideOfList | null;

  @Field(() => Int)
  printed: number;

  @Field(() => Boolean, { description: "The printed number is none: it follows by arithmetic itself (confidence D)." })
  derived: boolean;

  @Field(() => Int)
  computed: number;

  @Field(() => String, { nullable: true, description: "What does not add up; null when both agree." })
  doubt: string | null;
}

@ObjectType({ description: "A procedure that a source names as being in a list." })
export class ListedProcedure extends Fact {
  @Field(() => String, { description: "As the source prints it." })
  name: string;

  @Field(() => Procedure, { nullable: true, description: "Null where its code was not found." })
  procedure: Relation<Procedure> | null;

  @Field(() => String, { nullable: true, description: "OUR slug for one whose code was not found." })
  key: string | null;

  @Field(() => ListSide)
  side: SideOfList;

  @Field(() => Agency, { nullable: true, description: "By the code of that time." })
  agency: Relation<Agency> | null;

  @Field(() => ProcedureLevel, { nullable: true })
  executingLevel: Level | null;

  @Field(() => String, { nullable: true })
  doubt: string | null;
}

@ObjectType({ description: "A body that a source names as bound by a list." })
export class NamedBody {
  @Field(() => String, { description: "As the source prints it." })
  printed: string;

  @Field(() => Agency, { nullable: true })
  agency: Relation<Agency> | null;
}

@Directive('@key(fields: "id")')
@ObjectType({ description: "A list of online services (danh mục dịch vụ công trực tuyến) set by the Prime Minister." })
export class ServiceList extends Fact {
  @Field(() => ID, { description: "Number and date together: the number alone comes again in other years." })
  id: string;

  @Field(() => String, { nullable: true })
  title: string;

  @Field(() => String, { nullable: true, description: "Số quyết định; null where no source gives it." })
  decisionNumber: string | null;

  @Field(() => String, { nullable: true, description: "The decision's date, as far as it is known." })
  decidedOn: string | null;

  @Field(() => String, { nullable: true })
  signedBy: string | null;

  @Field(() => Int, {
    nullable: true,
    description: "All procedures of the list; null, never 0, where no source gives the number.",
  })
  count: number | null;

  @Field(() => [ListCount], { nullable: true })
  counts: Relation<readonly ListCount[]>;

  @Field(() => [ListCheck], { nullable: true, description: "Computed figures beside the printed ones." })
  checks: Relation<readonly ListCheck[]>;

  @Field(() => [NamedBody], { nullable: true })
  namedBodies: Relation<readonly NamedBody[]>;

  @Field(() => [String], { nullable: true, description: "The fields in which localities are bound, as printed." })
  localFields: readonly string[];

  @Field(() => [ListedProcedure], { nullable: true, description: "Those that a source names; not the whole list." })
  namedProcedures: Relation<readonly ListedProcedure[]>;

  @Field(() => String, { nullable: true, description: "What does not add up in the source." })
  doubt: string | null;

  @Field(() => [String], { nullable: true })
  notes: readonly string[];
}
