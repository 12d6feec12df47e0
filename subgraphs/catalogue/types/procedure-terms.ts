import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { VND } from "../../kit";
import type {
  Applicant,
  Channel,
  Collection,
  FeeLine as FeeLineRow,
  Level,
  TimeUnit as UnitOfTime,
} from "../data/types";
import { Agency } from "./agency";
import type { Names, Relation } from "./fact";
import { RequiredPaper } from "./required-paper";

export const ProcedureLevel: Names<Level> = {
  MINISTRY: "MINISTRY",
  PROVINCE: "PROVINCE",
  DISTRICT: "DISTRICT",
  COMMUNE: "COMMUNE",
  OTHER: "OTHER",
};

registerEnumType(ProcedureLevel, {
  name: "ProcedureLevel",
  description: "Cấp thực hiện.",
  valuesConfig: {
    MINISTRY: { description: "Cấp bộ (trung ương)." },
    PROVINCE: { description: "Cấp tỉnh." },
    DISTRICT: { description: "Cấp huyện; ended on 1 July 2025." },
    COMMUNE: { description: "Cấp xã." },
    OTHER: { description: "Cơ quan khác." },
  },
});

export const ServiceChannel: Names<Channel> = { IN_PERSON: "IN_PERSON", ONLINE: "ONLINE", POST: "POST" };

registerEnumType(ServiceChannel, {
  name: "ServiceChannel",
  description: "Kênh thực hiện.",
  valuesConfig: {
    IN_PERSON: { description: "Trực tiếp." },
    ONLINE: { description: "Trực tuyến." },
    POST: { description: "Dịch vụ bưu chính công ích." },
  },
});

export const TimeUnit: Names<UnitOfTime> = { HOUR: "HOUR", DAY: "DAY", WORKING_DAY: "WORKING_DAY", MONTH: "MONTH" };

registerEnumType(TimeUnit, { name: "TimeUnit", description: "WORKING_DAY: ngày làm việc." });

export const FeeState: Names<FeeLineRow["state"]> = {
  FIXED: "FIXED",
  FREE: "FREE",
  UNKNOWN: "UNKNOWN",
  SEE_DESCRIPTION: "SEE_DESCRIPTION",
};

registerEnumType(FeeState, {
  name: "FeeState",
  description: "What is known of an amount. The silences of the portal differ and stay apart.",
  valuesConfig: {
    FIXED: { description: "The amount is stated." },
    FREE: { description: "Miễn phí: the amount is 0." },
    UNKNOWN: { description: "Không có thông tin: the amount is null." },
    SEE_DESCRIPTION: { description: "The description says how it is found: the amount is null." },
  },
});

export const ApplicantKind: Names<Applicant> = {
  CITIZEN: "CITIZEN",
  OVERSEAS_VIETNAMESE: "OVERSEAS_VIETNAMESE",
  FOREIGNER: "FOREIGNER",
  CIVIL_SERVANT: "CIVIL_SERVANT",
  ENTERPRISE: "ENTERPRISE",
  FOREIGN_INVESTED_ENTERPRISE: "FOREIGN_INVESTED_ENTERPRISE",
  ORGANISATION: "ORGANISATION",
  FOREIGN_ORGANISATION: "FOREIGN_ORGANISATION",
  COOPERATIVE: "COOPERATIVE",
};

registerEnumType(ApplicantKind, {
  name: "ApplicantKind",
  description: "Đối tượng thực hiện.",
  valuesConfig: {
    CITIZEN: { description: "Công dân Việt Nam." },
    OVERSEAS_VIETNAMESE: { description: "Người Việt Nam định cư ở nước ngoài." },
    FOREIGNER: { description: "Người nước ngoài." },
    CIVIL_SERVANT: { description: "Cán bộ, công chức, viên chức: one value, in spite of its commas." },
    ENTERPRISE: { description: "Doanh nghiệp." },
    FOREIGN_INVESTED_ENTERPRISE: { description: "Doanh nghiệp có vốn đầu tư nước ngoài." },
    ORGANISATION: { description: "Tổ chức (không bao gồm doanh nghiệp, HTX)." },
    FOREIGN_ORGANISATION: { description: "Tổ chức nước ngoài." },
    COOPERATIVE: { description: "Hợp tác xã." },
  },
});

export const FeeCollection: Names<Collection> = { BEFORE: "BEFORE", AFTER: "AFTER", NONE: "NONE" };

registerEnumType(FeeCollection, {
  name: "FeeCollection",
  description: "When fees are collected.",
  valuesConfig: {
    BEFORE: { description: "Thu trước: the dossier is forwarded once it is paid." },
    AFTER: { description: "Thu sau: while the dossier is handled." },
    NONE: { description: "Nothing is collected." },
  },
});

type KindOfFee = NonNullable<FeeLineRow["kind"]>;

export const FeeKind: Names<KindOfFee> = { PHI: "PHI", LE_PHI: "LE_PHI" };

registerEnumType(FeeKind, { name: "FeeKind", description: "Phí or lệ phí." });

@ObjectType({ description: "One line of a fee (phí, lệ phí)." })
export class FeeLine {
  @Field(() => FeeKind, { nullable: true, description: "Null where the source does not say which." })
  kind: KindOfFee | null;

  @Field(() => String, { nullable: true, description: "Mã phí, lệ phí." })
  code: string | null;

  @Field(() => FeeState)
  state: FeeLineRow["state"];

  @Field(() => String, { nullable: true, description: "What the amount is for: `đồng/bản`." })
  unit: string | null;

  @Field(() => VND, { nullable: true, description: "0 only when it is free; null when no amount is known." })
  amount: number | null;

  @Field(() => String, { nullable: true })
  description: string | null;

  @Field(() => Agency, { nullable: true, description: "The province whose rule it is; null for the whole country." })
  jurisdiction: Relation<Agency> | null;

  @Field(() => String, { nullable: true, description: "Áp dụng từ ngày." })
  applyFrom: string | null;

  @Field(() => String, { nullable: true, description: "Áp dụng đến ngày." })
  applyTo: string | null;
}

@ObjectType({ description: "A deadline (thời hạn giải quyết) with the fees that hang under it." })
export class ProcedureTimeLimit {
  @Field(() => Int, { nullable: true, description: "0 working days is the day of reception; null: not read." })
  amount: number | null;

  @Field(() => TimeUnit, { nullable: true })
  unit: UnitOfTime | null;

  @Field(() => Agency, { nullable: true, description: "The province whose rule it is; null for the whole country." })
  jurisdiction: Relation<Agency> | null;

  @Field(() => String, { nullable: true })
  note: string | null;

  @Field(() => [FeeLine], { description: "Empty: no source of ours was read about fees." })
  fees: Relation<readonly FeeLine[]>;
}

@ObjectType({ description: "A way to file (cách thức thực hiện): time and fee belong to it." })
export class ProcedureChannel {
  @Field(() => ServiceChannel, { nullable: true, description: "Null where the source names none." })
  channel: Channel | null;

  @Field(() => [ProcedureTimeLimit])
  timeLimits: Relation<readonly ProcedureTimeLimit[]>;
}

@ObjectType({ description: "A case (trường hợp) of a procedure." })
export class ProcedureCase {
  @Field(() => String, { nullable: true, description: "Null for the only case." })
  name: string | null;

  @Field(() => [ProcedureChannel])
  channels: Relation<readonly ProcedureChannel[]>;

  @Field(() => [RequiredPaper], { nullable: true, description: "Thành phần hồ sơ. Null: none were read." })
  papers: Relation<readonly RequiredPaper[]> | null;
}

@ObjectType({ description: "A span of time." })
export class TimeSpan {
  @Field(() => Int)
  amount: number;

  @Field(() => TimeUnit)
  unit: UnitOfTime;
}
