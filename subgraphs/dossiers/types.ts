import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { connectionType, DateTime, DomainError, LocalDate, VND } from "../kit";
import { DigitalCopy, DossierChannel, DossierFeeKind, DossierFeeState } from "./dossier";
import { DossierStatus, STATUSES } from "./status";

/** Keeps a class out of the emitted metadata, where an import in a circle would fail. */
type Relation<T> = T;

/** A role of an agency in a dossier, to filter by. */
export enum DossierAgencyRole {
  RECEIVING = "RECEIVING",
  HELPING = "HELPING",
  DECIDING = "DECIDING",
}

registerEnumType(DossierStatus, {
  name: "DossierStatus",
  description: "Trạng thái hồ sơ, the ten that are exchanged with the national portal.",
  valuesConfig: Object.fromEntries(
    Object.entries(STATUSES).map(([status, { code, name }]) => [status, { description: `${code}: ${name}` }]),
  ),
});
registerEnumType(DossierChannel, { name: "DossierChannel", description: "Kênh thực hiện." });
registerEnumType(DossierFeeState, {
  name: "DossierFeeState",
  description: "FREE: miễn phí. UNKNOWN: không có thông tin. SEE_DESCRIPTION: the amount is left to the text.",
});
registerEnumType(DossierFeeKind, { name: "DossierFeeKind", description: "Phí or lệ phí." });
registerEnumType(DossierAgencyRole, {
  name: "DossierAgencyRole",
  description: "Nơi tiếp nhận, nơi hỗ trợ, nơi có thẩm quyền giải quyết.",
});
registerEnumType(DigitalCopy, { name: "DigitalCopy", description: "Số hóa, tái sử dụng thành phần hồ sơ." });

@Directive('@key(fields: "id")')
@ObjectType()
export class Citizen {
  @Field(() => ID)
  id: string;
}

@Directive('@key(fields: "code")')
@ObjectType()
export class Procedure {
  @Field(() => ID)
  code: string;
}

@Directive('@key(fields: "code")')
@ObjectType()
export class Agency {
  @Field(() => ID)
  code: string;
}

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

@Directive('@key(fields: "id")')
@Directive('@key(fields: "number")')
@ObjectType({
  description:
    "A dossier of an administrative procedure. Hồ sơ thủ tục hành chính. Most fields always have a value; they are nullable for the time when this subgraph is down.",
})
export class Dossier {
  @Field(() => ID)
  id: string;

  @Field(() => String, { nullable: true, description: "Mã hồ sơ. Null until an agency has received it. Opaque text." })
  number: string | null;

  @Field(() => String, { nullable: true, description: "The number of the request, which it has from the start." })
  requestNumber: string;

  @Field(() => Procedure, { nullable: true })
  procedure: Relation<Procedure> | null;

  @Field(() => String, { nullable: true, description: "Mã TTHC, the national code." })
  procedureCode: string;

  @Field(() => Int, { nullable: true, description: "The version it was filed under, where it was stated." })
  procedureVersion: number | null;

  @Field(() => String, {
    nullable: true,
    description: "The longer code of a locality or online service it was filed under.",
  })
  serviceCode: string | null;

  @Field(() => [DossierFeeLine], {
    nullable: true,
    description: "As they were for this dossier; empty until an agency has stated them.",
  })
  feeLines: Relation<readonly DossierFeeLine[]>;

  @Field(() => Citizen, { nullable: true, description: "Chủ hồ sơ, when it is a person." })
  owner: Relation<Citizen> | null;

  @Field(() => DossierOrganisation, { nullable: true, description: "Chủ hồ sơ, when it is an organisation." })
  ownerOrganisation: Relation<DossierOrganisation> | null;

  @Field(() => Citizen, { nullable: true, description: "Người nộp." })
  submitter: Relation<Citizen> | null;

  @Field(() => Agency, { nullable: true, description: "Nơi tiếp nhận chính thức." })
  receivingAgency: Relation<Agency> | null;

  @Field(() => Agency, { nullable: true, description: "Nơi hỗ trợ công dân, where it is another one." })
  helpingAgency: Relation<Agency> | null;

  @Field(() => Agency, { nullable: true, description: "Nơi có thẩm quyền giải quyết; null while it is not stated." })
  decidingAgency: Relation<Agency> | null;

  @Field(() => DossierChannel, { nullable: true })
  channel: DossierChannel;

  @Field(() => DossierStatus, { nullable: true })
  status: DossierStatus;

  @Field(() => Int, { nullable: true, description: "The status as systems exchange it, 1 to 10." })
  statusCode: number;

  @Field(() => DateTime, { nullable: true, description: "Ngày nộp." })
  filedAt: Date;

  @Field(() => DateTime, { nullable: true, description: "Ngày tiếp nhận." })
  receivedAt: Date | null;

  @Field(() => DateTime, { nullable: true, description: "Ngày hẹn trả." })
  dueAt: Date | null;

  @Field(() => DateTime, { nullable: true, description: "Ngày kết thúc xử lý." })
  finishedAt: Date | null;

  @Field(() => DateTime, { nullable: true, description: "Ngày trả kết quả." })
  returnedAt: Date | null;

  @Field(() => String, { nullable: true, description: "Trích yếu." })
  summary: string;

  @Field(() => [DossierComponent], { nullable: true })
  components: Relation<readonly DossierComponent[]>;

  @Field(() => [DossierSupplement], { nullable: true })
  supplements: Relation<readonly DossierSupplement[]>;

  @Field(() => [DossierEvent], { nullable: true, description: "Every step from the first on." })
  history: Relation<readonly DossierEvent[]>;

  @Field(() => Int, { nullable: true, description: "For `expectedVersion`." })
  version: number;

  @Field(() => Boolean, { nullable: true, description: "True for sample data: no such dossier exists." })
  synthetic: boolean;
}

/** `DossierConnection`. */
export const DossierConnection = connectionType("Dossier", () => Dossier);

@ObjectType()
export class DossierChannelCount {
  @Field(() => DossierChannel)
  channel: DossierChannel;

  @Field(() => Int)
  count: number;
}

@ObjectType({
  description: "Public figures of the dossiers received in a period. Số liệu tình hình giải quyết hồ sơ.",
})
export class DossierStatistics {
  @Field(() => Int, { description: "Received in the period; a request that no agency has accepted is not counted." })
  received: number;

  @Field(() => Int, { description: "Of these, accepted or in progress (statuses 2 and 4) now." })
  inProgress: number;

  @Field(() => Int, { description: "Of these, finished or returned (statuses 9 and 10) now." })
  finished: number;

  @Field(() => Int, {
    description: "Of these, ended by the appointment; those without an appointment count in neither.",
  })
  onTime: number;

  @Field(() => Int, {
    description: "Of these, ended after the appointment, or past it and open at the end of the period.",
  })
  overdue: number;

  @Field(() => [DossierChannelCount], { description: "The received ones by channel, every channel named." })
  byChannel: Relation<readonly DossierChannelCount[]>;
}

@InputType()
export class DossierFilterInput {
  @Field(() => String, {
    nullable: true,
    description: "This agency or a unit under it, in any role or in `agencyRole`.",
  })
  agency: string | null;

  @Field(() => DossierAgencyRole, { nullable: true })
  agencyRole: DossierAgencyRole | null;

  @Field(() => DossierStatus, { nullable: true })
  status: DossierStatus | null;

  @Field(() => String, { nullable: true })
  procedureCode: string | null;

  @Field(() => LocalDate, { nullable: true, description: "The first day of filing, Asia/Ho_Chi_Minh." })
  filedFrom: string | null;

  @Field(() => LocalDate, { nullable: true, description: "The last day of filing, included." })
  filedTo: string | null;
}

@InputType()
export class DossierComponentInput {
  @Field(() => String, { description: "At most 500 characters." })
  name: string;

  @Field(() => String, { nullable: true })
  code: string | null;

  @Field(() => Int, { defaultValue: 0 })
  originals: number;

  @Field(() => Int, { defaultValue: 0 })
  copies: number;
}

@InputType()
export class SubmitDossierInput {
  @Field(() => String, {
    description: "Mã TTHC or mã dịch vụ công; its existence is checked by the agency that receives the dossier.",
  })
  procedureCode: string;

  @Field(() => Int, { nullable: true })
  procedureVersion: number | null;

  @Field(() => String, { description: "Mã định danh of the agency, in either order." })
  receivingAgency: string;

  @Field(() => DossierChannel, { defaultValue: DossierChannel.ONLINE })
  channel: DossierChannel;

  @Field(() => String, { description: "Trích yếu, at most 1,000 characters." })
  summary: string;

  @Field(() => ID, { nullable: true, description: "Chủ hồ sơ; the submitter unless stated, and for now nobody else." })
  ownerId: string | null;

  @Field(() => [DossierComponentInput], { defaultValue: [], description: "At most 50." })
  components: Relation<DossierComponentInput[]>;

  @Field(() => String, { description: "Made by the client, 8 to 100 characters: the same key never files twice." })
  idempotencyKey: string;
}

@ObjectType()
export class SubmitDossierPayload {
  @Field(() => Dossier, { nullable: true })
  dossier: Relation<Dossier> | null;

  @Field(() => [DomainError])
  errors: Relation<readonly DomainError[]>;
}
