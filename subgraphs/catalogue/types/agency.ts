import { Directive, Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { connectionType, LocalDate } from "../../kit";
import type { AgencyKind as KindOfAgency } from "../data/types";
import { Fact, type Names, type Relation } from "./fact";

export const AgencyKind: Names<KindOfAgency> = {
  MINISTRY: "MINISTRY",
  MINISTRY_LEVEL_BODY: "MINISTRY_LEVEL_BODY",
  GOVERNMENT_BODY: "GOVERNMENT_BODY",
  PROVINCE: "PROVINCE",
  UNIT: "UNIT",
};

registerEnumType(AgencyKind, {
  name: "AgencyKind",
  description: "Loại cơ quan.",
  valuesConfig: {
    MINISTRY: { description: "Bộ." },
    MINISTRY_LEVEL_BODY: { description: "Cơ quan ngang bộ." },
    GOVERNMENT_BODY: { description: "Cơ quan thuộc Chính phủ." },
    PROVINCE: { description: "Tỉnh, thành phố trực thuộc trung ương." },
    UNIT: { description: "A unit under another agency. Đơn vị trực thuộc." },
  },
});

@ObjectType({ description: "An earlier name of an agency. Tên cũ." })
export class FormerName {
  @Field(() => String)
  name: string;

  @Field(() => String, { nullable: true, description: "The first day of the next name, as far as it is known." })
  until: string | null;
}

@Directive("@shareable")
@ObjectType({ description: "A procedure that an agency offers online, and when." })
export class OnlineOffering {
  @Field(() => ID, { description: "The procedure's code." })
  procedure: string;

  @Field(() => LocalDate, { nullable: true, description: "The first day; null for as long as is known." })
  since: string | null;

  @Field(() => LocalDate, { nullable: true, description: "The last day; null while it is open." })
  until: string | null;
}

@Directive('@key(fields: "code")')
@ObjectType({ description: "A state agency (cơ quan nhà nước) under its canonical code of Quyết định 20/2020/QĐ-TTg." })
export class Agency extends Fact {
  @Field(() => ID, { description: "Mã định danh, the biggest unit first: `H26`, `G12.18`." })
  code: string;

  @Field(() => [String], {
    nullable: true,
    description: "Other codes of it, such as the form of QCVN 102:2016: `000.00.00.H26`.",
  })
  aliases: readonly string[];

  @Field(() => String, { nullable: true })
  name: string;

  @Field(() => AgencyKind, { nullable: true })
  kind: KindOfAgency;

  @Field(() => Agency, { nullable: true, description: "Cơ quan cấp trên." })
  parent: Relation<Agency> | null;

  @Field(() => String, { nullable: true, description: "`2025`, `2025-03` or `2025-03-01`, as far as it is known." })
  validFrom: string | null;

  @Field(() => String, { nullable: true, description: "The first day on which it is no more; null while it is." })
  validTo: string | null;

  @Field(() => [Agency], { nullable: true, description: "Agencies merged into it. Cơ quan được sáp nhập vào." })
  predecessors: Relation<Agency>[];

  @Field(() => [Agency], { nullable: true, description: "Agencies that took over its work. Cơ quan kế thừa." })
  successors: Relation<Agency>[];

  @Field(() => [FormerName], { nullable: true })
  formerNames: Relation<readonly FormerName[]>;

  @Field(() => String, {
    nullable: true,
    description:
      "A province's 3 digits inside a số định danh cá nhân (TT 07/2016/TT-BCA): neither its code nor a statistics code.",
  })
  populationProvinceCode: string | null;

  @Field(() => String, { nullable: true })
  notes: string | null;

  @Field(() => Boolean, { nullable: true, description: "Invented for samples." })
  synthetic: boolean;

  @Field(() => [OnlineOffering], {
    nullable: true,
    description: "What it offers online itself, or did: one entry for each procedure, not those of the units under it.",
  })
  onlineOfferings: Relation<readonly OnlineOffering[]>;
}

export const AgencyConnection = connectionType("Agency", () => Agency);
