import { GraphQLError } from "graphql";
import { fail } from "../../../schema/errors";
import type { SubgraphAnswer } from "../fetch";
import { errorsOf, isObject } from "../subgraph-error";
import { type Path, type Place, prefixOf } from "./place";
import type { Run } from "./program";

/** The answer of a subgraph; null when there was none, which is then among the errors. */
export async function ask(
  run: Run,
  at: Place,
  request: { readonly subgraph: string; readonly body: string; readonly read: boolean },
): Promise<SubgraphAnswer | null> {
  const { subgraph, body, read } = request;
  let answer: SubgraphAnswer;
  try {
    run.signal.throwIfAborted();
    answer = await run.send(subgraph, body, read);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const { message, extensions, originalError } = error;
    run.errors.push(new GraphQLError(message, { path: prefixOf(at.path), extensions, originalError }));
    return null;
  }
  if (!isObject(answer.data) && errorsOf(answer.errors).length === 0) {
    run.errors.push(badAnswer(subgraph, prefixOf(at.path), "neither data nor errors"));
    return null;
  }
  return answer;
}

/** What a subgraph gave cannot be used. */
export function badAnswer(subgraph: string, path: Path, reason: string): GraphQLError {
  const error = fail("SUBGRAPH_BAD_RESPONSE", { subgraph }, new Error(`${subgraph}: ${reason}`));
  return new GraphQLError(error.message, { path, extensions: error.extensions, originalError: error.originalError });
}
