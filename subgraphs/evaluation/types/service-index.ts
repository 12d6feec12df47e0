import { Field, Float, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { connectionType, DateTime } from "../../kit";
import type { Relation } from "./entities";

/** Values equal their names; the words for them are in `service-index.ts`. */
export enum ServiceIndexGroup {
  TRANSPARENCY = "TRANSPARENCY",
  PROGRESS = "PROGRESS",
  DIGITISATION = "DIGITISATION",
  ONLINE_SERVICES = "ONLINE_SERVICES",
  ONLINE_PAYMENT = "ONLINE_PAYMENT",
  SATISFACTION = "SATISFACTION",
}
registerEnumType(ServiceIndexGroup, {
  name: "ServiceIndexGroup",
  description: "The groups of Decision 766/QĐ-TTg as the portal shows them. Nhóm chỉ số.",
  valuesConfig: {
    TRANSPARENCY: { description: "Công khai, minh bạch: 18." },
    PROGRESS: { description: "Tiến độ, kết quả giải quyết: 20." },
    DIGITISATION: { description: "Số hóa hồ sơ: 22." },
    ONLINE_SERVICES: { description: "Cung cấp dịch vụ trực tuyến: 12." },
    ONLINE_PAYMENT: { description: "Thanh toán trực tuyến: 10." },
    SATISFACTION: { description: "Mức độ hài lòng: 18." },
  },
});

export enum ServiceIndexGap {
  NO_SOURCE = "NO_SOURCE",
  UNKNOWN = "UNKNOWN",
  NOT_APPLICABLE = "NOT_APPLICABLE",
  MAX_NOT_FOUND = "MAX_NOT_FOUND",
}
registerEnumType(ServiceIndexGap, {
  name: "ServiceIndexGap",
  description: "Why a component has no score, which is not a score of 0.",
  valuesConfig: {
    NO_SOURCE: { description: "No part of the graph holds the figures." },
    UNKNOWN: { description: "The part that holds the figures does not know them." },
    NOT_APPLICABLE: { description: "There was nothing to count: the denominator is 0. Không áp dụng." },
    MAX_NOT_FOUND: { description: "There is a rate, but how many points it is worth was not found." },
  },
});

@ObjectType({ description: "How many of how many." })
export class ServiceIndexRatio {
  @Field(() => String)
  name: string;

  @Field(() => Int)
  numerator: number;

  @Field(() => Int)
  denominator: number;
}

@ObjectType({ description: "One component of the index. Chỉ số thành phần." })
export class ServiceIndexComponent {
  @Field(() => ID)
  code: string;

  @Field(() => String, { nullable: true, description: "The portal's metric code; null where it was not found." })
  portalCode: string | null;

  @Field(() => ServiceIndexGroup)
  group: ServiceIndexGroup;

  @Field(() => String)
  name: string;

  @Field(() => String, { nullable: true, description: "Which part of the formula is our reading." })
  note: string | null;

  @Field(() => Int, { nullable: true, description: "Null where it was not found how the group's points are divided." })
  max: number | null;

  @Field(() => Float, { description: "The rate that gives all points." })
  target: number;

  @Field(() => [ServiceIndexRatio], {
    description: "What was counted. One: it is the rate. Several: shares of what went wrong, taken from 1.",
  })
  ratios: Relation<readonly ServiceIndexRatio[]>;

  @Field(() => Float, { nullable: true, description: "A whole number; of several ratios over the common denominator." })
  numerator: number | null;

  @Field(() => Float, { nullable: true, description: "A whole number." })
  denominator: number | null;

  @Field(() => Float, { nullable: true, description: "0 to 1; null when nothing was counted." })
  rate: number | null;

  @Field(() => Float, { nullable: true, description: "How far the rate comes to the target, 0 to 1." })
  attainment: number | null;

  @Field(() => Float, { nullable: true, description: "Below the target rate × max / target, else max; two decimals." })
  score: number | null;

  @Field(() => ServiceIndexGap, { nullable: true, description: "Why the score is null." })
  gap: ServiceIndexGap | null;
}

@ObjectType({
  description:
    "Index of direction and service quality (Decision 766/QĐ-TTg) of an agency with its units in a quarter, as counted at a time by a version of the formula. Bộ chỉ số chỉ đạo, điều hành và đánh giá chất lượng phục vụ.",
})
export class ServiceIndex {
  @Field(() => Int)
  year: number;

  @Field(() => Int)
  quarter: number;

  @Field(() => String)
  formulaVersion: string;

  @Field(() => Int, { description: "Which count of these it is, from 1." })
  sequence: number;

  @Field(() => DateTime, { description: "When this was first counted." })
  computedAt: Date;

  @Field(() => DateTime, { description: "When the same was last counted again." })
  confirmedAt: Date;

  @Field(() => Float, { description: "Points of the components that have a score." })
  scored: number;

  @Field(() => Int, { description: "Of how many: what has no score is in neither, so this is not 100." })
  possible: number;

  @Field(() => [ServiceIndexComponent], { description: "All components of the formula, in its order." })
  components: Relation<readonly ServiceIndexComponent[]>;
}

/** A page of counts. */
export const ServiceIndexConnection = connectionType("ServiceIndex", () => ServiceIndex);
