import type { ApolloServerPlugin } from "@apollo/server";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import {
  allowedDetails,
  catalogueEntry,
  describeError,
  type ErrorCode,
  isErrorCode,
  type Language,
} from "../../schema/errors";
import type { Log } from "../../subgraphs/kit";
import type { RequestContext } from "../operation";

/** Whom an error is worded for. */
export interface Reader {
  readonly language: Language;
  readonly requestId: string;
}

/** An error as a client reads it: our words in its language, the code, and the id under which the log has the cause. */
export function presentError(error: GraphQLFormattedError, reader: Reader): GraphQLFormattedError {
  const code = codeOf(error);
  const details = allowedDetails(code, error.extensions?.details);
  const reasoned = REASONED.has(code) && error.message !== describeError(code, "en", details);
  return {
    message: describeError(code, reader.language, details),
    ...(error.locations === undefined ? {} : { locations: error.locations }),
    ...(error.path === undefined ? {} : { path: error.path }),
    extensions: {
      code,
      correlationId: reader.requestId,
      ...(Object.keys(details).length > 0 ? { details } : {}),
      ...(reasoned ? { reason: error.message } : {}),
    },
  };
}

/** The body of an answer that is nothing but one error, and its HTTP status. */
export function errorAnswer(
  code: ErrorCode,
  reader: Reader,
): { status: number; body: { errors: GraphQLFormattedError[] } } {
  const error = presentError({ message: describeError(code, "en"), extensions: { code } }, reader);
  return { status: catalogueEntry(code).status, body: { errors: [error] } };
}

/** Words every error for its reader just before the answer leaves, and logs those that are not the client's own mistake. */
export function errorPresenter(log: Log): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didEncounterErrors({ errors, contextValue }) {
          for (const error of errors) {
            const code = codeOf({ message: error.message, extensions: error.extensions });
            if (catalogueEntry(code).status >= 500) {
              log.warn(
                { err: rootOf(error), code, path: error.path, requestId: contextValue.requestId },
                "operation error",
              );
            }
          }
        },
        async willSendResponse({ response, contextValue }) {
          if (response.body.kind !== "single" || response.body.singleResult.errors === undefined) return;
          response.body.singleResult.errors = response.body.singleResult.errors.map((error) =>
            presentError(error, contextValue),
          );
        },
      };
    },
  };
}

/** Codes whose original text speaks of the operation and the schema only, which whoever wrote the operation needs. */
const REASONED: ReadonlySet<ErrorCode> = new Set([
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "BAD_USER_INPUT",
]);

/** The error that started it: executors wrap errors to give them a path. */
function rootOf(error: Error): Error {
  let root = error;
  for (let depth = 0; depth < 8 && root instanceof GraphQLError && root.originalError; depth++)
    root = root.originalError;
  return root;
}

function codeOf(error: GraphQLFormattedError): ErrorCode {
  const code = error.extensions?.code;
  return isErrorCode(code) ? code : "INTERNAL";
}
