import "./types-enums";
import { Directive, Field, ID, Int, ObjectType } from "type-graphql";
import { connectionType, DateTime } from "../kit";
import { DossierChannel } from "./dossier";
import { DossierResultForm } from "./life";
import { DossierStatus } from "./status";
import { DossierAction } from "./transitions";
import {
  DossierIssuedForm,
  DossierOutOfOrderReport,
  DossierPayment,
  DossierResult,
  DossierRules,
  DossierSourceSystem,
} from "./types-life";
import { DossierComponent, DossierEvent, DossierFeeLine, DossierOrganisation, DossierSupplement } from "./types-parts";
import { Agency, Citizen, Procedure } from "./types-references";

export { Agency, Citizen, Procedure } from "./types-references";

/** Keeps a class out of the emitted metadata, where an import in a circle would fail. */
type Relation<T> = T;

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

  @Field(() => Boolean, {
    nullable: true,
    description: "True while a dossier of a procedure that is paid first waits for that; nobody handles it yet.",
  })
  awaitingPayment: boolean;

  @Field(() => DossierRules, { nullable: true, description: "Null when the catalogue had told of none." })
  rules: Relation<DossierRules> | null;

  @Field(() => [DossierPayment], { nullable: true, description: "Every report, in the order in which they came." })
  payments: Relation<readonly DossierPayment[]>;

  @Field(() => DossierResultForm, { nullable: true })
  resultForm: DossierResultForm | null;

  @Field(() => [DossierResult], { nullable: true })
  results: Relation<readonly DossierResult[]>;

  @Field(() => [DossierIssuedForm], { nullable: true, description: "Every form that was issued, oldest first." })
  forms: Relation<readonly DossierIssuedForm[]>;

  @Field(() => DossierSourceSystem, { nullable: true, description: "Null when its status is confirmed here." })
  source: Relation<DossierSourceSystem> | null;

  @Field(() => [DossierOutOfOrderReport], { nullable: true, description: "For officials; null for citizens." })
  reports: Relation<readonly DossierOutOfOrderReport[]> | null;

  @Field(() => [DossierAction], { nullable: true, description: "What the caller can do with it now." })
  availableActions: readonly DossierAction[];

  @Field(() => Int, { nullable: true, description: "For `expectedVersion`." })
  version: number;

  @Field(() => Boolean, { nullable: true, description: "True for sample data: no such dossier exists." })
  synthetic: boolean;
}

/** `DossierConnection`. */
export const DossierConnection = connectionType("Dossier", () => Dossier);
