import { types } from "node:util";
import { GraphQLError } from "graphql";

/** One entry of the catalogue: the HTTP status of an answer that holds nothing else, what a client reads, and when it is used. */
interface CatalogueEntry {
  readonly status: number;
  readonly en: string;
  readonly vi: string;
  /** For the people who write code: when to throw this, and what the caller should do. */
  readonly when: string;
  /** Names of details that may travel to the client; `{name}` in the texts is replaced by them. Nothing else ever leaves. */
  readonly details?: readonly string[];
}

const entry = (status: number, en: string, vi: string, when: string, details?: readonly string[]): CatalogueEntry =>
  details === undefined ? { status, en, vi, when } : { status, en, vi, when, details };

/**
 * THE error catalogue: every error that a client can see. A code is never reused and never silently dropped: a code that
 * is no longer thrown moves to {@link REMOVED_ERRORS} with the reason.
 */
export const ERRORS = {
  // The request itself
  BAD_REQUEST: entry(
    400,
    "The request is not a GraphQL request.",
    "Yêu cầu không phải là một yêu cầu GraphQL.",
    "the body is no JSON object with a `query`",
  ),
  METHOD_NOT_ALLOWED: entry(405, "Use POST.", "Hãy dùng phương thức POST.", "GraphQL by any method but POST"),
  UNSUPPORTED_MEDIA_TYPE: entry(
    415,
    "Send application/json in UTF-8.",
    "Hãy gửi application/json mã hóa UTF-8.",
    "another media type or charset",
  ),
  PAYLOAD_TOO_LARGE: entry(
    413,
    "The request is larger than allowed.",
    "Yêu cầu lớn hơn mức cho phép.",
    "the body exceeds the limit of bytes",
  ),
  ROUTE_NOT_FOUND: entry(
    404,
    "There is nothing at this address.",
    "Không có gì tại địa chỉ này.",
    "a path that no part serves",
  ),
  GRAPHQL_PARSE_FAILED: entry(
    400,
    "The operation is not valid GraphQL syntax.",
    "Câu truy vấn sai cú pháp GraphQL.",
    "syntax error; `extensions.reason` says where, outside production",
  ),
  GRAPHQL_VALIDATION_FAILED: entry(
    400,
    "The operation does not fit the schema.",
    "Câu truy vấn không phù hợp với lược đồ.",
    "validation error; `extensions.reason` says what",
  ),
  OPERATION_RESOLUTION_FAILURE: entry(
    400,
    "Name one operation of the document.",
    "Hãy chỉ rõ một thao tác trong tài liệu.",
    "no or several operations fit `operationName`",
  ),
  OPERATION_UNRESOLVABLE: entry(
    400,
    "No agency's system can answer what this operation asks for.",
    "Không có hệ thống nào trả lời được nội dung của thao tác này.",
    "the graph has the fields, but no plan leads to them",
  ),
  OPERATION_TOO_COMPLEX: entry(
    400,
    "The operation is too complex: ask for less at once.",
    "Thao tác quá phức tạp: hãy yêu cầu ít dữ liệu hơn trong một lần.",
    "the planner refuses it, or needs longer for it than it may",
  ),
  BAD_USER_INPUT: entry(
    400,
    "A value of the request is not acceptable.",
    "Một giá trị trong yêu cầu không được chấp nhận.",
    "an argument or variable breaks a rule; `details.field` names it and `details.rule` the rule, where they are known",
    ["field", "rule"],
  ),
  INVALID_CURSOR: entry(
    400,
    "The cursor was not made by this list.",
    "Con trỏ trang không do danh sách này tạo ra.",
    "`after` does not decode to this list's key",
  ),
  PERSISTED_QUERY_NOT_FOUND: entry(
    200,
    "The persisted query is not known: send its text.",
    "Chưa biết truy vấn đã lưu này: hãy gửi toàn văn.",
    "APQ protocol, the client repeats with the text",
  ),
  PERSISTED_QUERY_NOT_SUPPORTED: entry(
    200,
    "Persisted queries are not supported here.",
    "Không hỗ trợ truy vấn đã lưu.",
    "APQ is off",
  ),

  // Who is asking
  UNAUTHENTICATED: entry(401, "Sign in first.", "Cần đăng nhập.", "the field needs an identified caller"),
  TOKEN_INVALID: entry(
    401,
    "The access token is not valid.",
    "Mã truy cập không hợp lệ.",
    "signature, issuer, audience, time or claims are wrong",
  ),
  IDENTITY_UNAVAILABLE: entry(
    503,
    "Whoever vouches for callers cannot be reached now: try again.",
    "Hệ thống xác thực hiện không kết nối được: hãy thử lại.",
    "an issuer's keys have never been read and cannot be read now",
  ),
  FORBIDDEN: entry(
    403,
    "You may not do this.",
    "Bạn không có quyền thực hiện việc này.",
    "the caller's role or agency does not allow it; never used to reveal that an object exists",
  ),
  CALLER_NOT_SEALED: entry(
    401,
    "The request did not come through the gateway.",
    "Yêu cầu không đi qua cổng liên thông.",
    "a subgraph was asked without the gateway's signed assertion",
  ),

  // What was asked
  CONFLICT: entry(
    409,
    "Somebody changed this meanwhile: read it again.",
    "Dữ liệu đã được thay đổi: hãy đọc lại.",
    "`expectedVersion` is not the stored version",
  ),
  IDEMPOTENCY_KEY_REUSED: entry(
    409,
    "This idempotency key was used for something else.",
    "Khóa chống lặp này đã dùng cho nội dung khác.",
    "same key, other content",
  ),
  PAGE_TOO_LARGE: entry(
    400,
    "Ask for 1 to {limit} a page.",
    "Mỗi trang từ 1 đến {limit} mục.",
    "`first` outside 1..limit",
    ["limit"],
  ),

  // What we stand on
  SUBGRAPH_UNAVAILABLE: entry(
    503,
    "The service “{subgraph}” cannot be reached now.",
    "Hệ thống “{subgraph}” hiện không kết nối được.",
    "connection refused, reset or 5xx",
    ["subgraph"],
  ),
  SUBGRAPH_TIMEOUT: entry(
    504,
    "The service “{subgraph}” did not answer in time.",
    "Hệ thống “{subgraph}” không trả lời kịp thời hạn.",
    "the deadline passed",
    ["subgraph"],
  ),
  SUBGRAPH_BAD_RESPONSE: entry(
    502,
    "The service “{subgraph}” gave an answer that cannot be used.",
    "Hệ thống “{subgraph}” trả lời không dùng được.",
    "not 200, not JSON, too large, redirect, or not GraphQL",
    ["subgraph"],
  ),
  SUBGRAPH_FAILED: entry(
    502,
    "The service “{subgraph}” could not answer this part.",
    "Hệ thống “{subgraph}” không trả lời được phần này.",
    "a subgraph reported an error that is not for clients",
    ["subgraph"],
  ),
  STORE_UNAVAILABLE: entry(
    503,
    "A data store cannot be reached now.",
    "Kho dữ liệu hiện không kết nối được.",
    "a database is down",
  ),
  REGISTRY_UNAVAILABLE: entry(
    503,
    "The national population database cannot be reached now.",
    "Cơ sở dữ liệu quốc gia về dân cư hiện không kết nối được.",
    "no connection, no answer in time, or an error status",
  ),
  REGISTRY_BAD_RESPONSE: entry(
    502,
    "The national population database gave an answer that cannot be used.",
    "Cơ sở dữ liệu quốc gia về dân cư trả lời không dùng được.",
    "not a CongdanCollection of QCVN 109, or about other people",
  ),
  PAYMENT_PLATFORM_UNAVAILABLE: entry(
    503,
    "The payment platform cannot be reached now; nothing was charged.",
    "Nền tảng thanh toán hiện không kết nối được; chưa thu tiền.",
    "INIT failed before a payment page existed",
  ),
  OVERLOADED: entry(
    503,
    "The gateway has too much to do. Try again in a moment.",
    "Cổng đang quá tải. Vui lòng thử lại sau giây lát.",
    "more new operations wait to be planned than may",
  ),
  DRAINING: entry(
    503,
    "This server is going out of service: try again.",
    "Máy chủ đang ngừng phục vụ: hãy thử lại.",
    "a request came after the drain began",
  ),
  INTERNAL: entry(
    500,
    "Something went wrong here; the correlation id helps us find it.",
    "Đã xảy ra lỗi; mã tra cứu giúp chúng tôi tìm nguyên nhân.",
    "anything that is not in this catalogue; the cause is in the log under the same id",
  ),
} as const satisfies Record<string, CatalogueEntry>;

/** The codes that a subgraph may give to a client; any other code from a subgraph becomes SUBGRAPH_FAILED. */
export const SUBGRAPH_CODES: ReadonlySet<ErrorCode> = new Set([
  "BAD_USER_INPUT",
  "INVALID_CURSOR",
  "PAGE_TOO_LARGE",
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "CONFLICT",
  "IDEMPOTENCY_KEY_REUSED",
  "STORE_UNAVAILABLE",
  "REGISTRY_UNAVAILABLE",
  "REGISTRY_BAD_RESPONSE",
  "PAYMENT_PLATFORM_UNAVAILABLE",
  "SUBGRAPH_UNAVAILABLE",
  "SUBGRAPH_TIMEOUT",
  "SUBGRAPH_BAD_RESPONSE",
  "DRAINING",
]);

/** Codes that clients may have seen in the past, with the reason why they are gone. */
export const REMOVED_ERRORS: Readonly<Record<string, string>> = {};

export type ErrorCode = keyof typeof ERRORS;
export type Language = "vi" | "en";
export type ErrorDetails = Readonly<Record<string, string | number>>;

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === "string" && Object.hasOwn(ERRORS, value);
}

/** The catalogue's entry for a code, with the optional members visible. */
export function catalogueEntry(code: ErrorCode): CatalogueEntry {
  return ERRORS[code];
}

/**
 * Makes the error to throw for everything that a client may see: `throw fail("CONFLICT")`. Anything else that is thrown is
 * masked as INTERNAL. Details that the catalogue does not name for the code are dropped.
 */
export function fail(code: ErrorCode, details: ErrorDetails = {}, cause?: unknown): GraphQLError {
  const shown = allowedDetails(code, details);
  return new GraphQLError(describeError(code, "en", shown), {
    extensions: Object.keys(shown).length > 0 ? { code, details: shown } : { code },
    originalError: types.isNativeError(cause) ? cause : undefined,
  });
}

/** The text of an error in the reader's language; a detail that is missing reads as “?”. */
export function describeError(code: ErrorCode, language: Language, details: ErrorDetails = {}): string {
  return catalogueEntry(code)[language].replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? "?"));
}

/**
 * Keeps the details that the catalogue names for the code, and of these only what has the shape of its kind: a detail can come
 * from a partner's subgraph and must not carry names, addresses or numbers of persons to a client.
 */
export function allowedDetails(code: ErrorCode, details: unknown): Record<string, string | number> {
  const shown: Record<string, string | number> = {};
  if (typeof details !== "object" || details === null) return shown;
  for (const name of catalogueEntry(code).details ?? []) {
    const value: unknown = Object.hasOwn(details, name) ? Reflect.get(details, name) : undefined;
    if (typeof value === "number" && Number.isSafeInteger(value) && Math.abs(value) < 1e6) shown[name] = value;
    else if (typeof value === "string" && DETAIL_SHAPES[name]?.test(value)) shown[name] = value;
  }
  return shown;
}

const DETAIL_SHAPES: Readonly<Record<string, RegExp>> = {
  /** Names of arguments and input fields. */
  field: /^[a-z]\w{0,40}([.[,]? ?[a-z0-9]\w{0,40}\]?){0,5}$/i,
  /** A few plain lower-case English words; numbers of at most four digits. */
  rule: /^([a-z]{1,20}|\d{1,4})(,? ([a-z]{1,20}|\d{1,4})){0,12}$/,
  subgraph: /^[a-z][a-z0-9_-]{0,63}$/i,
};

/** Picks the language of error texts from an `Accept-Language` header (RFC 9110 12.5.4); Vietnamese unless English is preferred. */
export function languageOf(acceptLanguage: string | undefined): Language {
  let best: { language: Language; quality: number } = { language: "vi", quality: 0 };
  for (const part of (acceptLanguage ?? "").slice(0, 200).split(",")) {
    const [range = "", ...parameters] = part.trim().toLowerCase().split(";");
    const language: Language | null = /^en(-|$)/.test(range) ? "en" : /^vi(-|$)/.test(range) ? "vi" : null;
    const given = parameters
      .find((parameter) => parameter.trim().startsWith("q="))
      ?.trim()
      .slice(2);
    const quality = given === undefined ? 1 : Number(given);
    if (language !== null && quality > best.quality) best = { language, quality };
  }
  return best.language;
}
