import { Field, ID, Int, ObjectType } from "type-graphql";
import { DateTime, VND } from "../kit";
import { DigitalCopy, DossierFeeKind, DossierFeeState } from "./dossier";
import { DossierStatus } from "./status";
import { Agency } from "./types-references";

/** Keeps a class out of the emitted metadata, where an import in a circle would fail. */
type Relation<T> = T;

@ObjectType({ description: "An owner that is no person. Tổ chức, doanh nghiệp là chủ hồ sơ." })
export class DossierOrganisation {
  @Field(() => String)
  name: string;

  @Field(() => String)
  type: string;
}

@ObjectType({ description: "The dossier's own copy of a fee. Phí, lệ phí của hồ sơ." })
export class DossierFeeLine {
  @Field(() => DossierFeeKind, { nullable: true, description: "Null where the source does not say which." })
  kind: DossierFeeKind | null;

  @Field(() => String, { nullable: true })
  code: string | null;

  @Field(() => String)
  name: string;

  @Field(() => VND, { nullable: true })
  amount: number | null;

  @Field(() => DossierFeeState)
  state: DossierFeeState;
}

@ObjectType({ description: "A paper of the dossier. Thành phần hồ sơ." })
export class DossierComponent {
  @Field(() => String)
  name: string;

  @Field(() => String, { nullable: true })
  code: string | null;

  @Field(() => Int, { description: "Số bản chính." })
  originals: number;

  @Field(() => Int, { description: "Số bản sao." })
  copies: number;

  @Field(() => DigitalCopy)
  digital: DigitalCopy;
}

@ObjectType({ description: "A request for missing papers. Yêu cầu bổ sung hồ sơ." })
export class DossierSupplement {
  @Field(() => Int)
  seq: number;

  @Field(() => DateTime)
  requestedAt: Date;

  @Field(() => String)
  content: string;

  @Field(() => DateTime, { nullable: true })
  suppliedAt: Date | null;

  @Field(() => DateTime, { nullable: true, description: "Ngày hẹn trả trước." })
  dueBefore: Date | null;

  @Field(() => DateTime, { nullable: true, description: "Ngày hẹn trả mới." })
  dueAfter: Date | null;
}

@ObjectType({ description: "A step of the dossier. Bước xử lý." })
export class DossierEvent {
  @Field(() => Int, { description: "From 1, without gaps." })
  seq: number;

  @Field(() => DateTime)
  at: Date;

  @Field(() => String, { description: "The role of who did it: citizen, officer, partner, service." })
  actorRole: string;

  @Field(() => ID, { nullable: true, description: "The account; citizens see only their own." })
  actorAccount: string | null;

  @Field(() => Agency, { nullable: true })
  actorAgency: Relation<Agency> | null;

  @Field(() => DossierStatus, { nullable: true })
  from: DossierStatus | null;

  @Field(() => DossierStatus)
  to: DossierStatus;

  @Field(() => String, { nullable: true })
  note: string | null;
}
