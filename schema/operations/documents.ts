/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type AcceptDossierInput = {
  /** Nơi có thẩm quyền giải quyết, when it is another agency. */
  decidingAgency?: string | null | undefined;
  dossierId: string | number;
  /** Ngày hẹn trả: needed when no rule gives one, else at most as late as the rule's. */
  dueAt?: string | null | undefined;
  /** The version that the caller has seen. */
  expectedVersion: number;
  /** 8 to 100 characters, made by the client. Khóa chống lặp. */
  idempotencyKey: string;
  /** At most 1,000 characters. */
  note?: string | null | undefined;
};

/** Đối tượng thực hiện. */
export type ApplicantKind =
  /** Công dân Việt Nam. */
  | 'CITIZEN'
  /** Cán bộ, công chức, viên chức: one value, in spite of its commas. */
  | 'CIVIL_SERVANT'
  /** Hợp tác xã. */
  | 'COOPERATIVE'
  /** Doanh nghiệp. */
  | 'ENTERPRISE'
  /** Người nước ngoài. */
  | 'FOREIGNER'
  /** Doanh nghiệp có vốn đầu tư nước ngoài. */
  | 'FOREIGN_INVESTED_ENTERPRISE'
  /** Tổ chức nước ngoài. */
  | 'FOREIGN_ORGANISATION'
  /** Tổ chức (không bao gồm doanh nghiệp, HTX). */
  | 'ORGANISATION'
  /** Người Việt Nam định cư ở nước ngoài. */
  | 'OVERSEAS_VIETNAMESE';

/** Xếp loại. The bounds 15, 12, 9 and 6 are read in the code of a real system (C); that a bound itself counts for the better class, so that 15 is EXCELLENT, is our reading (K: the article was not read). */
export type AssessmentClass =
  /** Trung bình: 6 to below 9. */
  | 'AVERAGE'
  /** Xuất sắc: 15 and above. */
  | 'EXCELLENT'
  /** Khá: 9 to below 12. */
  | 'FAIR'
  /** Tốt: 12 to below 15. */
  | 'GOOD'
  /** Yếu: below 6. */
  | 'WEAK';

export type DomainErrorCode =
  | 'CONFLICT'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'INVALID'
  | 'NOT_ALLOWED_NOW'
  | 'NOT_FOUND'
  | 'OVERLAP'
  | 'UNAVAILABLE';

/** What can be done to a dossier: one mutation each. */
export type DossierAction =
  | 'ACCEPT'
  | 'EXTEND'
  | 'FINISH'
  | 'FORWARD'
  | 'PAY'
  | 'REFUSE'
  | 'REQUEST_PAYMENT'
  | 'REQUEST_SUPPLEMENT'
  | 'RETURN'
  | 'START'
  | 'STOP'
  | 'SUPPLY'
  | 'WITHDRAW';

/** Kênh thực hiện. */
export type DossierChannel =
  | 'IN_PERSON'
  | 'ONLINE'
  | 'POST';

export type DossierComponentInput = {
  code?: string | null | undefined;
  copies?: number;
  /** At most 500 characters. */
  name: string;
  originals?: number;
};

/** Phí or lệ phí. */
export type DossierFeeKind =
  | 'LE_PHI'
  | 'PHI';

export type DossierPayableLineInput = {
  /** More than 0. */
  amount: number;
  code: string;
  kind: DossierFeeKind;
  name: string;
};

/** Hình thức kết quả: điện tử, giấy. */
export type DossierResultForm =
  | 'ELECTRONIC'
  | 'PAPER';

export type DossierResultInput = {
  algorithm: string;
  /** PEM, the signer's own first. */
  certificates: Array<string>;
  /** SHA-256 of the document, hexadecimal. */
  documentHash: string;
  name: string;
  /** Base64. */
  signature: string;
  signedAt: string;
  /** Where the document is; https. */
  url?: string | null | undefined;
};

/** Trạng thái hồ sơ, the ten that are exchanged with the national portal. */
export type DossierStatus =
  /** 2: Được tiếp nhận */
  | 'ACCEPTED'
  /** 1: Mới đăng ký */
  | 'FILED'
  /** 9: Đã xử lý xong */
  | 'FINISHED'
  /** 4: Đang xử lý */
  | 'IN_PROGRESS'
  /** 3: Không được tiếp nhận */
  | 'NOT_ACCEPTED'
  /** 6: Yêu cầu thực hiện nghĩa vụ tài chính */
  | 'PAYMENT_REQUESTED'
  /** 10: Đã trả kết quả */
  | 'RETURNED'
  /** 8: Dừng xử lý */
  | 'STOPPED'
  /** 5: Yêu cầu bổ sung giấy tờ */
  | 'SUPPLEMENT_REQUESTED'
  /** 7: Công dân yêu cầu rút hồ sơ */
  | 'WITHDRAWN';

/** When fees are collected. */
export type FeeCollection =
  /** Thu sau: while the dossier is handled. */
  | 'AFTER'
  /** Thu trước: the dossier is forwarded once it is paid. */
  | 'BEFORE'
  /** Nothing is collected. */
  | 'NONE';

/** Phí or lệ phí. */
export type FeeKind =
  /** Lệ phí: fixed by law. */
  | 'LE_PHI'
  /** Phí: for a service. */
  | 'PHI';

/** A fee line: FIXED needs an amount above 0; SEE_DESCRIPTION needs the description. */
export type FeeLineInput = {
  amount?: number | null | undefined;
  applyFrom?: string | null | undefined;
  applyTo?: string | null | undefined;
  code?: string | null | undefined;
  description?: string | null | undefined;
  /** The agency whose place it is; absent for the whole country. */
  jurisdiction?: string | null | undefined;
  kind: FeeKind;
  state: FeeState;
  unit?: string | null | undefined;
};

/** What is known of an amount. The silences of the portal differ and stay apart. */
export type FeeState =
  /** The amount is stated. */
  | 'FIXED'
  /** Miễn phí: the amount is 0. */
  | 'FREE'
  /** The description says how it is found: the amount is null. */
  | 'SEE_DESCRIPTION'
  /** Không có thông tin: the amount is null. */
  | 'UNKNOWN';

export type FinishDossierInput = {
  dossierId: string | number;
  /** The version that the caller has seen. */
  expectedVersion: number;
  /** 8 to 100 characters, made by the client. Khóa chống lặp. */
  idempotencyKey: string;
  /** At most 1,000 characters. */
  note?: string | null | undefined;
  resultForm: DossierResultForm;
  /** Signed by the agency that decided; at most 20. */
  results?: Array<DossierResultInput>;
};

/** Căn cứ pháp lý: number and date together name it. */
export type LegalBasisInput = {
  effectiveFrom?: string | null | undefined;
  issuedOn: string;
  note?: string | null | undefined;
  number: string;
  title?: string | null | undefined;
};

/** What a count counts. Counts of different kinds overlap and are never added. */
export type ListCountKind =
  /** Of one agency. */
  | 'BODY'
  /** Of one cấp thực hiện. */
  | 'EXECUTING_LEVEL'
  /** What the source leaves without a body. */
  | 'REMAINDER'
  /** Of one mức độ. */
  | 'SERVICE_LEVEL'
  /** All of a side, or of the list when `side` is null. */
  | 'TOTAL';

export type OnlineServiceProposalState =
  /** In the list of its year. */
  | 'ACCEPTED'
  /** Waits for the Government Office. */
  | 'PROPOSED'
  /** Returned to its agency, with the reason in its last event. */
  | 'RETURNED';

/** Trạng thái yêu cầu thanh toán. */
export type PaymentRequestState =
  /** Hủy thanh toán. */
  | 'CANCELLED'
  /** Chưa thanh toán. */
  | 'CREATED'
  /** Hết hạn: not paid in time. */
  | 'EXPIRED'
  /** Đã thanh toán. */
  | 'PAID'
  /** Chờ thanh toán: a payment page is open. */
  | 'PENDING'
  /** Đã hoàn phí. */
  | 'REFUNDED';

/** A period of whole days, both ends included. Kỳ báo cáo. */
export type PeriodInput = {
  from: string;
  to: string;
};

export type ProcedureCaseInput = {
  channels: Array<ProcedureChannelInput>;
  /** Needed where there are several cases. */
  name?: string | null | undefined;
  papers?: Array<RequiredPaperInput>;
};

export type ProcedureChannelInput = {
  channel: ServiceChannel;
  timeLimits: Array<TimeLimitInput>;
};

/** Cấp thực hiện. */
export type ProcedureLevel =
  /** Cấp xã. */
  | 'COMMUNE'
  /** Cấp huyện; ended on 1 July 2025. */
  | 'DISTRICT'
  /** Cấp bộ (trung ương). */
  | 'MINISTRY'
  /** Cơ quan khác. */
  | 'OTHER'
  /** Cấp tỉnh. */
  | 'PROVINCE';

export type ProcedureResultInput = {
  code?: string | null | undefined;
  name: string;
};

/** Trạng thái của thủ tục. */
export type ProcedureState =
  /** Đang công khai, sửa đổi bổ sung. */
  | 'AMENDED'
  /** Đang công khai. */
  | 'PUBLISHED'
  /** Bãi bỏ. */
  | 'REPEALED';

export type ProposeOnlineServiceInput = {
  /** A unit under the caller's agency; the caller's own when absent. */
  agency?: string | null | undefined;
  /** 8 to 100 characters, the caller's own; the same again gives the first result. */
  idempotencyKey: string;
  /** Mức độ 1 to 4. */
  legacyLevel?: number | null | undefined;
  /** Mã thủ tục, national or with the caller's own agency as suffix. */
  procedureCode: string;
  /** 1 to 2000 characters. */
  reason: string;
  serviceScope: ProposedServiceScope;
};

/** What an online service can be proposed as: FULL is toàn trình, PARTIAL một phần. */
export type ProposedServiceScope =
  | 'FULL'
  | 'PARTIAL';

/** A whole version: nothing is taken over from the version before. */
export type PublishProcedureVersionInput = {
  /** What is received after 15:00 counts from the next working day. */
  afterFifteen: boolean;
  applicants: Array<ApplicantKind>;
  cases: Array<ProcedureCaseInput>;
  decision: PublishingDecisionInput;
  /** The first day; not before that of the version before. */
  effectiveFrom: string;
  executor?: string | null | undefined;
  /** `Procedure.latestVersion` as it was seen; 0 for a procedure that is not there yet. */
  expectedVersion: number;
  feeCollection: FeeCollection;
  /** 8 to 100 characters, the caller's own; the same again gives the first result. */
  idempotencyKey: string;
  legalBases: Array<LegalBasisInput>;
  /** DISTRICT only before 1 July 2025. */
  levels: Array<ProcedureLevel>;
  name: string;
  /** Mã thủ tục, national. */
  procedureCode: string | number;
  /** Needed where the catalogue does not know it. */
  publishingAgency?: string | null | undefined;
  requirements?: string | null | undefined;
  results: Array<ProcedureResultInput>;
  /** The code of a Sector. */
  sector?: string | null | undefined;
};

/** Quyết định công bố. */
export type PublishingDecisionInput = {
  issuedOn: string;
  number: string;
};

/** A quarter of a calendar year. Quý. */
export type QuarterInput = {
  /** 1 to 4. */
  quarter: number;
  /** From 2000 to 2100. */
  year: number;
};

export type RequestDossierPaymentInput = {
  dossierId: string | number;
  /** The version that the caller has seen. */
  expectedVersion: number;
  /** Ten days from now when absent. */
  expiresAt?: string | null | undefined;
  /** At most 20; the dossier's own fee lines with an amount when absent. */
  feeLines?: Array<DossierPayableLineInput> | null | undefined;
  /** 8 to 100 characters, made by the client. Khóa chống lặp. */
  idempotencyKey: string;
  /** At most 1,000 characters. */
  note?: string | null | undefined;
};

export type RequiredPaperInput = {
  code?: string | null | undefined;
  copies?: number;
  form?: string | null | undefined;
  name: string;
  originals?: number;
  /** The procedure whose result replaces the paper. */
  replacedByResultOf?: string | number | null | undefined;
  replacingResult?: string | null | undefined;
};

export type ReturnResultInput = {
  dossierId: string | number;
  /** The version that the caller has seen. */
  expectedVersion: number;
  /** 8 to 100 characters, made by the client. Khóa chống lặp. */
  idempotencyKey: string;
  /** At most 1,000 characters. */
  note?: string | null | undefined;
};

/** Kênh thực hiện. */
export type ServiceChannel =
  /** Trực tiếp. */
  | 'IN_PERSON'
  /** Trực tuyến. */
  | 'ONLINE'
  /** Dịch vụ bưu chính công ích. */
  | 'POST';

export type StartPaymentInput = {
  /** The version that was read. */
  expectedVersion: number;
  /** 8 to 100 characters, made by the client; the same key gives the same payment. */
  idempotencyKey: string;
  paymentRequestId: string | number;
};

export type StartProcessingInput = {
  dossierId: string | number;
  /** The version that the caller has seen. */
  expectedVersion: number;
  /** 8 to 100 characters, made by the client. Khóa chống lặp. */
  idempotencyKey: string;
  /** At most 1,000 characters. */
  note?: string | null | undefined;
};

export type SubmitDossierInput = {
  channel?: DossierChannel;
  /** At most 50. */
  components?: Array<DossierComponentInput>;
  /** Made by the client, 8 to 100 characters: the same key never files twice. */
  idempotencyKey: string;
  /** Chủ hồ sơ; the submitter unless stated, and for now nobody else. */
  ownerId?: string | number | null | undefined;
  /** Mã TTHC or mã dịch vụ công; its existence is checked by the agency that receives the dossier. */
  procedureCode: string;
  procedureVersion?: number | null | undefined;
  /** Mã định danh of the agency, in either order. */
  receivingAgency: string;
  /** Trích yếu, at most 1,000 characters. */
  summary: string;
};

export type SubmitSurveyInput = {
  answers: Array<SurveyAnswerInput>;
  dossierId: string | number;
  formId: string | number;
  /** 8 to 100 characters, made by the client. Khóa chống lặp. */
  idempotencyKey: string;
};

export type SurveyAnswerInput = {
  questionId: string | number;
  value: string;
};

export type TimeLimitInput = {
  amount: number;
  fees?: Array<FeeLineInput>;
  jurisdiction?: string | null | undefined;
  note?: string | null | undefined;
  unit: TimeUnit;
};

/** WORKING_DAY: ngày làm việc. */
export type TimeUnit =
  | 'DAY'
  | 'HOUR'
  | 'MONTH'
  | 'WORKING_DAY';

export type AgencyFiguresQueryVariables = Exact<{
  period: PeriodInput;
  first: number;
}>;


export type AgencyFiguresQuery = { agencies: { edges: Array<{ node: { code: string, name: string | null, dossierStatistics: { received: number, finished: number, onTime: number, overdue: number } | null, evaluation: { responses: number, share: number | null } | null } }> } | null };

export type AgencyRankingQueryVariables = Exact<{
  quarter: QuarterInput;
}>;


export type AgencyRankingQuery = { agencyRanking: { edges: Array<{ node: { rank: number, total: number, class: AssessmentClass, agency: { code: string, name: string | null, onlineUsage: { offered: number, used: number, share: number | null } | null } | null } }> } | null };

export type DossiersOfMyAgencyQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type DossiersOfMyAgencyQuery = { dossiers: { edges: Array<{ node: { id: string, number: string | null, status: DossierStatus | null, amountDue: number | null, procedure: { code: string, name: string | null } | null, receivingAgency: { name: string | null } | null, owner: { id: string, fullName: string | null } | null, paymentRequests: Array<{ id: string, amount: number | null, state: PaymentRequestState | null }> | null, survey: { points: { scored: number, possible: number } | null } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type AcceptDossierMutationVariables = Exact<{
  input: AcceptDossierInput;
}>;


export type AcceptDossierMutation = { acceptDossier: { dossier: { id: string, number: string | null, status: DossierStatus | null, version: number | null } | null, errors: Array<{ code: DomainErrorCode, message: string, field: string | null }> } | null };

export type AgencyQuarterQueryVariables = Exact<{
  agency: string | number;
  quarter: QuarterInput;
  period: PeriodInput;
}>;


export type AgencyQuarterQuery = { agency: { code: string, name: string | null, onlineUsage: { offered: number, used: number, share: number | null } | null, dossierStatistics: { received: number, finished: number, onTime: number } | null, evaluation: { responses: number, share: number | null } | null, serviceIndex: { scored: number, sequence: number, components: Array<{ code: string, numerator: number | null, denominator: number | null, score: number | null }> } | null } | null, agencyRanking: { edges: Array<{ node: { rank: number, total: number, class: AssessmentClass, agency: { code: string } | null } }> } | null };

export type DossierResultQueryVariables = Exact<{
  number: string;
}>;


export type DossierResultQuery = { dossier: { number: string | null, filedAt: string | null, decidingAgency: { code: string } | null, receivingAgency: { code: string } | null, results: Array<{ name: string, documentHash: string, algorithm: string, signature: string, certificates: Array<string>, signedAt: string, url: string | null }> | null } | null };

export type DossierStateQueryVariables = Exact<{
  id: string | number;
}>;


export type DossierStateQuery = { dossier: { id: string, number: string | null, status: DossierStatus | null, version: number | null, amountDue: number | null, availableActions: Array<DossierAction> | null, paymentRequests: Array<{ id: string, state: PaymentRequestState | null, version: number | null, amount: number | null }> | null, history: Array<{ seq: number, to: DossierStatus, actorRole: string }> | null, survey: { id: string } | null } | null };

export type FinishDossierMutationVariables = Exact<{
  input: FinishDossierInput;
}>;


export type FinishDossierMutation = { finishDossier: { dossier: { id: string, number: string | null, status: DossierStatus | null, version: number | null } | null, errors: Array<{ code: DomainErrorCode, message: string, field: string | null }> } | null };

export type PublishProcedureVersionMutationVariables = Exact<{
  input: PublishProcedureVersionInput;
}>;


export type PublishProcedureVersionMutation = { publishProcedureVersion: { procedure: { code: string, latestVersion: number | null } | null, errors: Array<{ code: DomainErrorCode, message: string, field: string | null }> } | null };

export type RequestDossierPaymentMutationVariables = Exact<{
  input: RequestDossierPaymentInput;
}>;


export type RequestDossierPaymentMutation = { requestDossierPayment: { dossier: { id: string, number: string | null, status: DossierStatus | null, version: number | null } | null, errors: Array<{ code: DomainErrorCode, message: string, field: string | null }> } | null };

export type ReturnResultMutationVariables = Exact<{
  input: ReturnResultInput;
}>;


export type ReturnResultMutation = { returnResult: { dossier: { id: string, number: string | null, status: DossierStatus | null, version: number | null } | null, errors: Array<{ code: DomainErrorCode, message: string, field: string | null }> } | null };

export type StartProcessingMutationVariables = Exact<{
  input: StartProcessingInput;
}>;


export type StartProcessingMutation = { startProcessing: { dossier: { id: string, number: string | null, status: DossierStatus | null, version: number | null } | null, errors: Array<{ code: DomainErrorCode, message: string, field: string | null }> } | null };

export type MyDossiersQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type MyDossiersQuery = { me: { id: string, fullName: string | null, account: { vneidLevel: number | null } | null } | null, myDossiers: { edges: Array<{ node: { id: string, number: string | null, requestNumber: string | null, status: DossierStatus | null, filedAt: string | null, procedure: { name: string | null } | null, paymentRequests: Array<{ id: string, amount: number | null, state: PaymentRequestState | null, version: number | null }> | null } }> } | null };

export type ProcedureAgenciesQueryVariables = Exact<{
  code: string | number;
}>;


export type ProcedureAgenciesQuery = { procedure: { name: string | null, state: ProcedureState | null, latestVersion: number | null, agencies: { edges: Array<{ node: { code: string, name: string | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null, versions: { edges: Array<{ node: { number: number } }> } | null } | null };

export type ProcedureQueryVariables = Exact<{
  code: string | number;
  agency: string | number;
}>;


export type ProcedureQuery = { procedure: { name: string | null, sector: { name: string | null } | null } | null, agency: { code: string, name: string | null } | null };

export type ProposeOnlineServiceMutationVariables = Exact<{
  input: ProposeOnlineServiceInput;
}>;


export type ProposeOnlineServiceMutation = { proposeOnlineService: { proposal: { id: string, state: OnlineServiceProposalState, version: number } | null, errors: Array<{ code: DomainErrorCode, message: string, field: string | null }> } | null };

export type SearchProceduresQueryVariables = Exact<{
  search: string;
  first: number;
  after?: string | null | undefined;
}>;


export type SearchProceduresQuery = { procedures: { edges: Array<{ node: { code: string, name: string | null, levels: Array<ProcedureLevel> | null, cases: Array<{ channels: Array<{ channel: ServiceChannel | null, timeLimits: Array<{ amount: number | null, unit: TimeUnit | null, fees: Array<{ state: FeeState, amount: number | null }> }> }> }> | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type ServiceListsQueryVariables = Exact<{
  id: string | number;
}>;


export type ServiceListsQuery = { serviceList: { id: string, title: string | null, counts: Array<{ kind: ListCountKind, value: number, doubt: string | null }> | null } | null };

export type StartPaymentMutationVariables = Exact<{
  input: StartPaymentInput;
}>;


export type StartPaymentMutation = { startPayment: { paymentRequest: { id: string, state: PaymentRequestState | null, version: number | null } | null, attempt: { reference: string, redirectUrl: string | null } | null, errors: Array<{ code: DomainErrorCode, message: string, field: string | null }> } | null };

export type SubmitDossierMutationVariables = Exact<{
  input: SubmitDossierInput;
}>;


export type SubmitDossierMutation = { submitDossier: { dossier: { id: string, requestNumber: string | null, status: DossierStatus | null, version: number | null } | null, errors: Array<{ code: DomainErrorCode, message: string, field: string | null }> } | null };

export type SubmitSurveyMutationVariables = Exact<{
  input: SubmitSurveyInput;
}>;


export type SubmitSurveyMutation = { submitSurvey: { response: { id: string, points: { scored: number, possible: number } | null } | null, errors: Array<{ code: DomainErrorCode, message: string, field: string | null }> } | null };


export const AgencyFiguresDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AgencyFigures"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"period"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PeriodInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agencies"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"kind"},"value":{"kind":"EnumValue","value":"PROVINCE"}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"dossierStatistics"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"period"},"value":{"kind":"Variable","name":{"kind":"Name","value":"period"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"received"}},{"kind":"Field","name":{"kind":"Name","value":"finished"}},{"kind":"Field","name":{"kind":"Name","value":"onTime"}},{"kind":"Field","name":{"kind":"Name","value":"overdue"}}]}},{"kind":"Field","name":{"kind":"Name","value":"evaluation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"period"},"value":{"kind":"Variable","name":{"kind":"Name","value":"period"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"responses"}},{"kind":"Field","name":{"kind":"Name","value":"share"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<AgencyFiguresQuery, AgencyFiguresQueryVariables>;
export const AgencyRankingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AgencyRanking"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"quarter"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"QuarterInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agencyRanking"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"quarter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"quarter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rank"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"agency"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"onlineUsage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"quarter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"quarter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"offered"}},{"kind":"Field","name":{"kind":"Name","value":"used"}},{"kind":"Field","name":{"kind":"Name","value":"share"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<AgencyRankingQuery, AgencyRankingQueryVariables>;
export const DossiersOfMyAgencyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DossiersOfMyAgency"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dossiers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"procedure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"receivingAgency"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"fullName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"amountDue"}},{"kind":"Field","name":{"kind":"Name","value":"paymentRequests"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"survey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"points"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scored"}},{"kind":"Field","name":{"kind":"Name","value":"possible"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<DossiersOfMyAgencyQuery, DossiersOfMyAgencyQueryVariables>;
export const AcceptDossierDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AcceptDossier"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AcceptDossierInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"acceptDossier"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dossier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<AcceptDossierMutation, AcceptDossierMutationVariables>;
export const AgencyQuarterDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AgencyQuarter"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"agency"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"quarter"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"QuarterInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"period"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PeriodInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agency"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"code"},"value":{"kind":"Variable","name":{"kind":"Name","value":"agency"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"onlineUsage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"quarter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"quarter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"offered"}},{"kind":"Field","name":{"kind":"Name","value":"used"}},{"kind":"Field","name":{"kind":"Name","value":"share"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dossierStatistics"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"period"},"value":{"kind":"Variable","name":{"kind":"Name","value":"period"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"received"}},{"kind":"Field","name":{"kind":"Name","value":"finished"}},{"kind":"Field","name":{"kind":"Name","value":"onTime"}}]}},{"kind":"Field","name":{"kind":"Name","value":"evaluation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"period"},"value":{"kind":"Variable","name":{"kind":"Name","value":"period"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"responses"}},{"kind":"Field","name":{"kind":"Name","value":"share"}}]}},{"kind":"Field","name":{"kind":"Name","value":"serviceIndex"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"quarter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"quarter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scored"}},{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"components"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"numerator"}},{"kind":"Field","name":{"kind":"Name","value":"denominator"}},{"kind":"Field","name":{"kind":"Name","value":"score"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"agencyRanking"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"quarter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"quarter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rank"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"agency"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<AgencyQuarterQuery, AgencyQuarterQueryVariables>;
export const DossierResultDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DossierResult"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"number"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dossier"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"number"},"value":{"kind":"Variable","name":{"kind":"Name","value":"number"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"filedAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidingAgency"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"receivingAgency"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"documentHash"}},{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"signature"}},{"kind":"Field","name":{"kind":"Name","value":"certificates"}},{"kind":"Field","name":{"kind":"Name","value":"signedAt"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}}]}}]} as unknown as DocumentNode<DossierResultQuery, DossierResultQueryVariables>;
export const DossierStateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DossierState"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dossier"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"amountDue"}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"}},{"kind":"Field","name":{"kind":"Name","value":"paymentRequests"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"actorRole"}}]}},{"kind":"Field","name":{"kind":"Name","value":"survey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<DossierStateQuery, DossierStateQueryVariables>;
export const FinishDossierDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"FinishDossier"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"FinishDossierInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"finishDossier"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dossier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<FinishDossierMutation, FinishDossierMutationVariables>;
export const PublishProcedureVersionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PublishProcedureVersion"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PublishProcedureVersionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"publishProcedureVersion"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"procedure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"latestVersion"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<PublishProcedureVersionMutation, PublishProcedureVersionMutationVariables>;
export const RequestDossierPaymentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RequestDossierPayment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RequestDossierPaymentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestDossierPayment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dossier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<RequestDossierPaymentMutation, RequestDossierPaymentMutationVariables>;
export const ReturnResultDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReturnResult"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReturnResultInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"returnResult"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dossier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<ReturnResultMutation, ReturnResultMutationVariables>;
export const StartProcessingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StartProcessing"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StartProcessingInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startProcessing"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dossier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<StartProcessingMutation, StartProcessingMutationVariables>;
export const MyDossiersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyDossiers"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"fullName"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vneidLevel"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"myDossiers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"requestNumber"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"filedAt"}},{"kind":"Field","name":{"kind":"Name","value":"procedure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"paymentRequests"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<MyDossiersQuery, MyDossiersQueryVariables>;
export const ProcedureAgenciesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ProcedureAgencies"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"code"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"procedure"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"code"},"value":{"kind":"Variable","name":{"kind":"Name","value":"code"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"latestVersion"}},{"kind":"Field","name":{"kind":"Name","value":"agencies"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}},{"kind":"Argument","name":{"kind":"Name","value":"online"},"value":{"kind":"BooleanValue","value":true}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"versions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ProcedureAgenciesQuery, ProcedureAgenciesQueryVariables>;
export const ProcedureDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Procedure"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"code"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"agency"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"procedure"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"code"},"value":{"kind":"Variable","name":{"kind":"Name","value":"code"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"sector"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"agency"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"code"},"value":{"kind":"Variable","name":{"kind":"Name","value":"agency"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<ProcedureQuery, ProcedureQueryVariables>;
export const ProposeOnlineServiceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ProposeOnlineService"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ProposeOnlineServiceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"proposeOnlineService"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"proposal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<ProposeOnlineServiceMutation, ProposeOnlineServiceMutationVariables>;
export const SearchProceduresDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SearchProcedures"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"procedures"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"levels"}},{"kind":"Field","name":{"kind":"Name","value":"cases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"timeLimits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"fees"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}}]}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<SearchProceduresQuery, SearchProceduresQueryVariables>;
export const ServiceListsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ServiceLists"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"serviceList"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"doubt"}}]}}]}}]}}]} as unknown as DocumentNode<ServiceListsQuery, ServiceListsQueryVariables>;
export const StartPaymentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StartPayment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StartPaymentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startPayment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"paymentRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attempt"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"redirectUrl"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<StartPaymentMutation, StartPaymentMutationVariables>;
export const SubmitDossierDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SubmitDossier"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SubmitDossierInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"submitDossier"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dossier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"requestNumber"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<SubmitDossierMutation, SubmitDossierMutationVariables>;
export const SubmitSurveyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SubmitSurvey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SubmitSurveyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"submitSurvey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"response"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"points"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scored"}},{"kind":"Field","name":{"kind":"Name","value":"possible"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<SubmitSurveyMutation, SubmitSurveyMutationVariables>;