/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type DomainErrorCode =
  | 'CONFLICT'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'INVALID'
  | 'NOT_ALLOWED_NOW'
  | 'NOT_FOUND'
  | 'OVERLAP'
  | 'UNAVAILABLE';

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
  | 'PROPOSED';

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

export type DossiersOfMyAgencyQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type DossiersOfMyAgencyQuery = { dossiers: { edges: Array<{ node: { id: string, number: string | null, status: DossierStatus | null, amountDue: number | null, procedure: { code: string, name: string | null } | null, receivingAgency: { name: string | null } | null, owner: { id: string, fullName: string | null } | null, paymentRequests: Array<{ id: string, amount: number | null, state: PaymentRequestState | null }> | null, survey: { points: { scored: number, possible: number } | null } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type MyDossiersQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type MyDossiersQuery = { me: { id: string, fullName: string | null, account: { vneidLevel: number | null } | null } | null, myDossiers: { edges: Array<{ node: { id: string, number: string | null, requestNumber: string | null, status: DossierStatus | null, filedAt: string | null, procedure: { name: string | null } | null, paymentRequests: Array<{ id: string, amount: number | null, state: PaymentRequestState | null, version: number | null }> | null } }> } | null };

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
export const DossiersOfMyAgencyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DossiersOfMyAgency"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dossiers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"procedure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"receivingAgency"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"fullName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"amountDue"}},{"kind":"Field","name":{"kind":"Name","value":"paymentRequests"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"survey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"points"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scored"}},{"kind":"Field","name":{"kind":"Name","value":"possible"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<DossiersOfMyAgencyQuery, DossiersOfMyAgencyQueryVariables>;
export const MyDossiersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyDossiers"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"fullName"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vneidLevel"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"myDossiers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"requestNumber"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"filedAt"}},{"kind":"Field","name":{"kind":"Name","value":"procedure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"paymentRequests"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<MyDossiersQuery, MyDossiersQueryVariables>;
export const ProcedureDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Procedure"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"code"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"agency"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"procedure"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"code"},"value":{"kind":"Variable","name":{"kind":"Name","value":"code"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"sector"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"agency"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"code"},"value":{"kind":"Variable","name":{"kind":"Name","value":"agency"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<ProcedureQuery, ProcedureQueryVariables>;
export const ProposeOnlineServiceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ProposeOnlineService"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ProposeOnlineServiceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"proposeOnlineService"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"proposal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<ProposeOnlineServiceMutation, ProposeOnlineServiceMutationVariables>;
export const SearchProceduresDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SearchProcedures"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"procedures"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"levels"}},{"kind":"Field","name":{"kind":"Name","value":"cases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"timeLimits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"fees"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}}]}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<SearchProceduresQuery, SearchProceduresQueryVariables>;
export const ServiceListsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ServiceLists"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"serviceList"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"doubt"}}]}}]}}]}}]} as unknown as DocumentNode<ServiceListsQuery, ServiceListsQueryVariables>;
export const StartPaymentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StartPayment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StartPaymentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startPayment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"paymentRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attempt"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"redirectUrl"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<StartPaymentMutation, StartPaymentMutationVariables>;
export const SubmitDossierDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SubmitDossier"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SubmitDossierInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"submitDossier"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dossier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"requestNumber"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<SubmitDossierMutation, SubmitDossierMutationVariables>;
export const SubmitSurveyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SubmitSurvey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SubmitSurveyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"submitSurvey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"response"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"points"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scored"}},{"kind":"Field","name":{"kind":"Name","value":"possible"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<SubmitSurveyMutation, SubmitSurveyMutationVariables>;