import { GraphQLError } from "graphql";
import { allowedDetails, describeError, isErrorCode, SUBGRAPH_CODES } from "../../schema/errors";

/** Errors of one subgraph answer that are read; more say nothing new. */
const ERROR_LIMIT = 100;

/** The errors of a subgraph's answer as far as they are ones. */
export function errorsOf(errors: unknown): readonly object[] {
  return Array.isArray(errors) ? errors.filter(isObject).slice(0, ERROR_LIMIT) : [];
}

/** A subgraph's error in our words: its code if a subgraph may give it, its place, and the original only for the log. */
export function asGraphQLError(
  error: { path?: unknown; extensions?: unknown; message?: unknown },
  subgraph: string,
  path: readonly (string | number)[] = pathOf(error.path),
): GraphQLError {
  const extensions = isObject(error.extensions) ? error.extensions : {};
  const code =
    isErrorCode(extensions.code) && SUBGRAPH_CODES.has(extensions.code) ? extensions.code : "SUBGRAPH_FAILED";
  const details = allowedDetails(code, code === "SUBGRAPH_FAILED" ? { subgraph } : extensions.details);
  return new GraphQLError(describeError(code, "en", details), {
    path,
    originalError:
      error instanceof GraphQLError
        ? error.originalError
        : new Error(`${subgraph}: ${typeof error.message === "string" ? error.message.slice(0, 1000) : "no message"}`),
    extensions: { code, details },
  });
}

/** The steps of a path from outside that can be steps: response keys and places in lists; anything else could carry any text. */
export function pathOf(path: unknown): readonly (string | number)[] {
  return Array.isArray(path) ? path.filter(isPathStep).slice(0, 100) : [];
}

function isPathStep(step: unknown): step is string | number {
  return typeof step === "number" || (typeof step === "string" && /^[_A-Za-z]\w{0,99}$/.test(step));
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
