import { unwrapResolverError } from "@apollo/server/errors";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { allowedDetails, describeError, type ErrorCode, isErrorCode } from "../../schema/errors";
import type { Log } from "./log";

/**
 * What leaves a subgraph in place of an error: an error made by `fail()` keeps its code and details, a store that is down
 * becomes STORE_UNAVAILABLE, and everything else is written to the log in full and answered as INTERNAL.
 */
export function maskError(formatted: GraphQLFormattedError, error: unknown, log: Log): GraphQLFormattedError {
  const cause = unwrapResolverError(error);
  const code = codeOf(formatted, cause);
  if (code === "INTERNAL" || code === "STORE_UNAVAILABLE")
    log.error({ err: cause, path: formatted.path }, "resolver failed");
  const details = allowedDetails(code, formatted.extensions?.details);
  const reason = REASONED.has(code) ? { reason: formatted.message } : {};
  return {
    message: describeError(code, "en", details),
    ...(formatted.path === undefined ? {} : { path: formatted.path }),
    extensions: { code, ...(Object.keys(details).length > 0 ? { details } : {}), ...reason },
  };
}

/** Codes whose original text names only the operation and the schema, which whoever wrote the operation needs. */
const REASONED: ReadonlySet<ErrorCode> = new Set(["GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED"]);

const STORE_FAULTS = /^(Mongo(ServerSelection|Network|NotConnected|Topology|Pool)|StoreUnavailable)/;

function codeOf(formatted: GraphQLFormattedError, cause: unknown): ErrorCode {
  const given = formatted.extensions?.code;
  if (cause instanceof GraphQLError && isErrorCode(given)) return given;
  if (isErrorCode(given) && given !== "INTERNAL") return given;
  if (cause instanceof Error && STORE_FAULTS.test(cause.name)) return "STORE_UNAVAILABLE";
  return "INTERNAL";
}
