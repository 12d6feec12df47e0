import { Directive, Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { DateTime, DomainError } from "../kit";

/** Keeps class references out of the emitted metadata, where a cycle would be read before its class exists. */
type Relation<T> = T;

@Directive('@key(fields: "code")')
@ObjectType()
export class Agency {
  @Field(() => ID)
  code: string;
}

@Directive('@tag(name: "personal")')
@ObjectType({
  description:
    "A consent to the processing of personal data (Luật 91/2025/QH15), with what form DC02 states. Sự đồng ý của chủ thể dữ liệu.",
})
export class Consent {
  @Field(() => ID, { description: "Unique within the account." })
  id: string;

  @Field(() => String, { description: "Mục đích." })
  purpose: string;

  @Field(() => String, { nullable: true, description: "Nội dung: which data. Null for consents of an older form." })
  content: string | null;

  @Field(() => String, { nullable: true, description: "Phạm vi. Null for consents of an older form." })
  scope: string | null;

  @Field(() => String, { description: "Mã cơ quan: this agency and the units under it." })
  agency: string;

  @Field(() => Agency, { nullable: true, description: "The agency, from the catalogue. Cơ quan được đồng ý." })
  recipient: Relation<Agency> | null;

  @Field(() => DateTime)
  givenAt: Date;

  @Field(() => DateTime, { nullable: true, description: "Null while it is in force." })
  withdrawnAt: Date | null;

  @Field(() => Boolean, { description: "It was not withdrawn. Còn hiệu lực." })
  inForce: boolean;
}

@Directive('@tag(name: "personal")')
@ObjectType({
  description:
    "An account of the national portal. Tài khoản Cổng Dịch vụ công quốc gia. A signed-in citizen always has one.",
})
export class PortalAccount {
  @Field(() => Int, {
    nullable: true,
    description: "For `expectedVersion`; 0 before the first change. Not for those who see contact data only.",
  })
  version: number | null;

  @Field(() => Int, { nullable: true, description: "Mức độ tài khoản định danh điện tử (NĐ 69/2024/NĐ-CP): 1 or 2." })
  vneidLevel: number | null;

  @Field(() => String, { nullable: true, description: "Only for the citizen and for officers with citizen:contact." })
  email: string | null;

  @Field(() => String, { nullable: true, description: "Only for the citizen and for officers with citizen:contact." })
  phone: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      "When e-mail or phone were last changed; null when never. Only for the citizen and for officers with citizen:contact.",
  })
  contactChangedAt: Date | null;

  @Field(() => [Consent], {
    description:
      "The history of consents, newest first, at most 500. Officers and partners see those that concern their own agency.",
  })
  consents: Relation<readonly Consent[]>;
}

@InputType({ description: "E-mail and phone of the own account. A member that is left out stays, null removes it." })
export class UpdateContactInput {
  @Field(() => String, { nullable: true, description: "Thư điện tử." })
  email?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Số điện thoại: `0…` of Việt Nam, or `+…` with the country code. Kept as `+84…`.",
  })
  phone?: string | null;

  @Field(() => Int, { description: "`PortalAccount.version` as it was read." })
  expectedVersion: number;

  @Field(() => String, { description: "8 to 100 characters, the caller's own; the same again gives the first result." })
  idempotencyKey: string;
}

@InputType({
  description:
    "A consent, stated as form DC02 of TT 118/2026/TT-BCA does. Text that holds an identity number is refused.",
})
export class GiveConsentInput {
  @Field(() => String, { description: "Mục đích: 1 to 300 characters." })
  purpose: string;

  @Field(() => String, { description: "Nội dung, which data: 1 to 1000 characters." })
  content: string;

  @Field(() => String, { description: "Phạm vi: 1 to 1000 characters." })
  scope: string;

  @Field(() => String, { description: "Mã cơ quan, in the order of QĐ 20/2020/QĐ-TTg or of QCVN 102:2016/BTTTT." })
  agency: string;

  @Field(() => Int, { description: "`PortalAccount.version` as it was read." })
  expectedVersion: number;

  @Field(() => String, { description: "8 to 100 characters, the caller's own; the same again gives the first result." })
  idempotencyKey: string;
}

@InputType()
export class WithdrawConsentInput {
  @Field(() => ID, { description: "`Consent.id`." })
  consentId: string;

  @Field(() => Int, { description: "`PortalAccount.version` as it was read." })
  expectedVersion: number;

  @Field(() => String, { description: "8 to 100 characters, the caller's own; the same again gives the first result." })
  idempotencyKey: string;
}

@ObjectType()
export class UpdateContactPayload {
  @Field(() => PortalAccount, { nullable: true })
  account: Relation<PortalAccount> | null;

  @Field(() => [DomainError])
  errors: Relation<readonly DomainError[]>;
}

@ObjectType()
export class GiveConsentPayload {
  @Field(() => Consent, { nullable: true })
  consent: Relation<Consent> | null;

  @Field(() => PortalAccount, { nullable: true })
  account: Relation<PortalAccount> | null;

  @Field(() => [DomainError])
  errors: Relation<readonly DomainError[]>;
}

@ObjectType()
export class WithdrawConsentPayload {
  @Field(() => Consent, { nullable: true })
  consent: Relation<Consent> | null;

  @Field(() => PortalAccount, { nullable: true })
  account: Relation<PortalAccount> | null;

  @Field(() => [DomainError])
  errors: Relation<readonly DomainError[]>;
}
