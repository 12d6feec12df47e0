import { Directive, Field, ObjectType, registerEnumType } from "type-graphql";
import { describeError, type Language } from "../../schema/errors";

/** Why a mutation did nothing, as data: the refusals a client is expected to handle. */
export enum DomainErrorCode {
  NOT_FOUND = "NOT_FOUND",
  NOT_ALLOWED_NOW = "NOT_ALLOWED_NOW",
  CONFLICT = "CONFLICT",
  IDEMPOTENCY_KEY_REUSED = "IDEMPOTENCY_KEY_REUSED",
  INVALID = "INVALID",
  OVERLAP = "OVERLAP",
  UNAVAILABLE = "UNAVAILABLE",
}

registerEnumType(DomainErrorCode, { name: "DomainErrorCode" });

/** One refusal in a mutation's payload. */
@Directive("@shareable")
@ObjectType({ description: "Why a mutation changed nothing. Lý do yêu cầu không được thực hiện." })
export class DomainError {
  @Field(() => DomainErrorCode)
  code: DomainErrorCode;

  @Field(() => String, { description: "In the language of Accept-Language." })
  message: string;

  @Field(() => String, { nullable: true, description: "The input field that is meant." })
  field: string | null;
}

const MESSAGES: Readonly<Record<DomainErrorCode, Readonly<Record<Language, string>>>> = {
  NOT_FOUND: { en: "It does not exist, or is not yours.", vi: "Không tồn tại hoặc không thuộc quyền của bạn." },
  NOT_ALLOWED_NOW: {
    en: "This is not possible in its present state.",
    vi: "Không thực hiện được ở trạng thái hiện tại.",
  },
  CONFLICT: { en: describeError("CONFLICT", "en"), vi: describeError("CONFLICT", "vi") },
  IDEMPOTENCY_KEY_REUSED: {
    en: describeError("IDEMPOTENCY_KEY_REUSED", "en"),
    vi: describeError("IDEMPOTENCY_KEY_REUSED", "vi"),
  },
  INVALID: { en: "The value is not acceptable.", vi: "Giá trị không được chấp nhận." },
  OVERLAP: { en: "It overlaps with what exists already.", vi: "Trùng với nội dung đã có." },
  UNAVAILABLE: {
    en: "A system that is needed cannot be reached now.",
    vi: "Hệ thống cần thiết hiện không kết nối được.",
  },
};

/** Makes a refusal for a payload, worded in the caller's language. */
export function domainError(
  code: keyof typeof DomainErrorCode,
  language: Language,
  field: string | null = null,
): DomainError {
  return { code: DomainErrorCode[code], message: MESSAGES[code][language], field };
}
