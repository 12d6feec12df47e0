import { Directive, Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { DateTime } from "../kit";
import { PortalAccount } from "./account-types";

/** Keeps class references out of the emitted metadata, where a cycle would be read before its class exists. */
type Relation<T> = T;

export enum Sex {
  MALE = "MALE",
  FEMALE = "FEMALE",
}

export enum RelativeKnownBy {
  PERSONAL_NUMBER = "PERSONAL_NUMBER",
  OLD_NUMBER = "OLD_NUMBER",
  NAME = "NAME",
}

export enum NumberDifference {
  BIRTH_YEAR = "BIRTH_YEAR",
  SEX = "SEX",
}

registerEnumType(Sex, { name: "Sex", description: "Giới tính." });
registerEnumType(RelativeKnownBy, {
  name: "RelativeKnownBy",
  description:
    "How the registry knows a relative: by personal number, only by the number of an old card (CMND), or only by name.",
});

registerEnumType(NumberDifference, {
  name: "NumberDifference",
  description:
    "What the record has otherwise than the personal number, which is for life while a record can be corrected.",
});

@Directive('@tag(name: "personal")')
@ObjectType({ description: "A day of which parts can be unknown. Ngày, tháng, năm có thể không đầy đủ." })
export class PartialDate {
  @Field(() => Int, { nullable: true })
  year: number | null;

  @Field(() => Int, { nullable: true })
  month: number | null;

  @Field(() => Int, { nullable: true })
  day: number | null;

  @Field(() => String, { description: "As the registry wrote it." })
  text: string;
}

@ObjectType({ description: "A code of the registry's own list with the name it gives. Mã và tên gọi." })
export class CodedName {
  @Field(() => String, { nullable: true })
  code: string | null;

  @Field(() => String, { nullable: true })
  name: string | null;
}

@Directive('@tag(name: "personal")')
@ObjectType({ description: "An address as QCVN 109 has it. Địa chỉ." })
export class Address {
  @Field(() => String, {
    nullable: true,
    description: "Mã đơn vị hành chính of the statistics office (2, 3 or 5 digits); not an agency code.",
  })
  divisionCode: string | null;

  @Field(() => String, { nullable: true, description: "Chi tiết." })
  detail: string | null;

  @Field(() => String, { nullable: true, description: "Quốc gia, ISO 3166-1 alpha-2." })
  countryCode: string | null;
}

@Directive('@tag(name: "personal")')
@ObjectType({ description: "A relative as written in a citizen's record, without numbers. Quan hệ gia đình." })
export class Relative {
  @Field(() => Citizen, { nullable: true, description: "When the registry knows their personal number." })
  citizen: Relation<Citizen> | null;

  @Field(() => RelativeKnownBy)
  knownBy: RelativeKnownBy;

  @Field(() => String, { nullable: true, description: "Họ và tên." })
  fullName: string | null;

  @Field(() => String, { nullable: true, description: "Họ." })
  familyName: string | null;

  @Field(() => String, { nullable: true, description: "Chữ đệm." })
  middleName: string | null;

  @Field(() => String, { nullable: true, description: "Tên." })
  givenName: string | null;

  @Field(() => String, { nullable: true, description: "Quốc tịch, as the registry codes it." })
  nationality: string | null;
}

@Directive('@key(fields: "id")')
@Directive('@tag(name: "personal")')
@ObjectType({
  description:
    "A citizen (công dân) by an opaque id; the record comes from the national population database (Cơ sở dữ liệu quốc gia về dân cư) " +
    "by messages of QCVN 109:2017/BTTTT at the moment of asking. Null fields: unknown, or not for this caller.",
})
export class Citizen {
  @Field(() => ID)
  id: string;

  @Field(() => String, {
    nullable: true,
    description: "Số định danh cá nhân, 12 digits. Only with the right to see it (citizen:number).",
  })
  personalNumber: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Số chứng minh nhân dân cũ, 9 digits; of some people the only number. Only with the right to see it (citizen:number).",
  })
  formerNumber: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "A warning: whether birth year and sex, as far as known, are those in the number. They can differ by a correction of law.",
  })
  numberAgreesWithRecord: boolean | null;

  @Field(() => [NumberDifference], {
    nullable: true,
    description:
      "The same warning in detail: empty when number and record agree, null when there is nothing to compare. Never an error.",
  })
  numberDifferences: readonly NumberDifference[] | null;

  @Field(() => String, { nullable: true, description: "Họ và tên." })
  fullName: string | null;

  @Field(() => String, { nullable: true, description: "Họ." })
  familyName: string | null;

  @Field(() => String, { nullable: true, description: "Chữ đệm." })
  middleName: string | null;

  @Field(() => String, { nullable: true, description: "Tên." })
  givenName: string | null;

  @Field(() => PartialDate, { nullable: true, description: "Ngày, tháng, năm sinh." })
  dateOfBirth: Relation<PartialDate> | null;

  @Field(() => String, { nullable: true, description: "Giới tính, the registry's code." })
  sexCode: string | null;

  @Field(() => Sex, { nullable: true, description: "What the code means, when the operator has stated it." })
  sex: Sex | null;

  @Field(() => CodedName, { nullable: true, description: "Dân tộc." })
  ethnicity: Relation<CodedName> | null;

  @Field(() => CodedName, { nullable: true, description: "Tôn giáo." })
  religion: Relation<CodedName> | null;

  @Field(() => String, { nullable: true, description: "Tình trạng hôn nhân, the registry's code." })
  maritalStatusCode: string | null;

  @Field(() => String, { nullable: true, description: "Nhóm máu, the registry's code." })
  bloodTypeCode: string | null;

  @Field(() => Address, { nullable: true, description: "Nơi thường trú." })
  permanentAddress: Relation<Address> | null;

  @Field(() => Address, { nullable: true, description: "Nơi ở hiện tại." })
  currentAddress: Relation<Address> | null;

  @Field(() => Address, { nullable: true, description: "Quê quán." })
  hometown: Relation<Address> | null;

  @Field(() => Address, { nullable: true, description: "Nơi đăng ký khai sinh." })
  birthRegistration: Relation<Address> | null;

  @Field(() => Relative, { nullable: true, description: "Cha." })
  father: Relation<Relative> | null;

  @Field(() => Relative, { nullable: true, description: "Mẹ." })
  mother: Relation<Relative> | null;

  @Field(() => Relative, { nullable: true, description: "Vợ hoặc chồng." })
  spouse: Relation<Relative> | null;

  @Field(() => DateTime, {
    nullable: true,
    description: "Thời điểm dữ liệu: the time the registry states for this record.",
  })
  dataTime: Date | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "True for a made-up person. Null when the registry did not tell.",
  })
  synthetic: boolean | null;

  @Field(() => PortalAccount, { nullable: true, description: "Tài khoản của công dân trên cổng." })
  account: Relation<PortalAccount> | null;
}
