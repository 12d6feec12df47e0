import { type ErrorCode } from "../../schema/errors";

/** What the gateway looks at before anything parses the request. */
export interface InboundRequest {
  readonly method: string;
  readonly contentType: string | undefined;
  readonly contentEncoding: string | undefined;
  readonly body: unknown;
}

/** The members of a GraphQL request, checked for type. */
export interface AdmittedRequest {
  readonly query?: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly extensions?: Readonly<Record<string, unknown>> | null;
}

/** Bytes of a request body that are read at most. */
export const BODY_LIMIT = 256 * 1024;

/**
 * THE admission of requests, for every transport, before Apollo Server: POST of one GraphQL request as UTF-8 JSON. No GET and no
 * forms, so that no page of another origin can make a browser send one (CSRF); no batches; no compressed bodies.
 * @returns the code to refuse with, or null when the request may go on
 */
export function refuse(request: InboundRequest): ErrorCode | null {
  if (request.method !== "POST") return "METHOD_NOT_ALLOWED";
  if (!isUtf8Json(request.contentType)) return "UNSUPPORTED_MEDIA_TYPE";
  if (request.contentEncoding !== undefined && request.contentEncoding !== "identity") return "UNSUPPORTED_MEDIA_TYPE";
  return isGraphQLRequest(request.body) ? null : "BAD_REQUEST";
}

function isUtf8Json(contentType: string | undefined): boolean {
  return /^application\/(graphql\+)?json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(contentType ?? "");
}

function isGraphQLRequest(body: unknown): body is AdmittedRequest {
  if (!isObject(body)) return false;
  const { query, operationName, variables, extensions } = body;
  return (
    (query === undefined ? isObject(extensions) : typeof query === "string" && query !== "") &&
    (operationName == null || typeof operationName === "string") &&
    (variables == null || isObject(variables)) &&
    (extensions == null || isObject(extensions))
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
