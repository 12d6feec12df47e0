import { setMaxListeners } from "node:events";
import { type ExecutionResult, execute, GraphQLError, getVariableValues } from "graphql";
import { fail } from "../../../schema/errors";
import type { Answer, Operation, RequestContext } from "../../operation";
import type { EngineOptions } from "../engine";
import type { SubgraphAnswer } from "../fetch";
import { clientPath } from "./aliases";
import type { PlannableGraph } from "./plan";
import { createPlanCache } from "./plan-cache";
import { type PreparedOperation, prepareOperation } from "./prepare";
import { PreparedData } from "./prepared-data";
import type { Run } from "./program";
import type { Misfit } from "./projector";
import { createSharing } from "./share";
import { bareObject, type Entity } from "./types";

/** Plans that are kept, and the characters of operation text that they were made from. */
const PLANS = { entries: 2_000, weight: 16 * 1024 * 1024 };

/** Variable mistakes that are told at once. */
const VARIABLE_ERRORS = 10;

/** Executes operations against one supergraph, which never changes under them. */
export function createExecutor(
  graph: PlannableGraph,
  options: EngineOptions,
): (operation: Operation) => Promise<Answer> {
  const plans = createPlanCache<PreparedOperation>(PLANS);
  const fetches = createSharing<SubgraphAnswer>();
  const answers = createSharing<Answer>();
  const callerIds = numbering();
  // Rises when a mutation has been answered: whoever reads after it must not get what was read before it.
  let epoch = 0;

  const prepared = (operation: Operation): PreparedOperation => {
    const { document, operation: definition, queryHash, source } = operation;
    const key = `${queryHash} ${definition.name?.value ?? ""}`;
    let found = plans.get(key);
    if (found === undefined) {
      found = prepareOperation(graph, { text: source, document, definition });
      plans.set(key, found, source.length);
    }
    return found;
  };

  const sender = (context: RequestContext, shares: boolean): Run["send"] => {
    const from = `${epoch} ${callerIds(context.caller)} ${context.language}`;
    return (subgraph, body, read) =>
      read && shares
        ? fetches.once(`${from} ${subgraph} ${body}`, context.signal, (signal) => send(context, subgraph, body, signal))
        : send(context, subgraph, body, context.signal);
  };

  const send = async (context: RequestContext, subgraph: string, body: string, signal: AbortSignal) => {
    const url = options.supergraph.endpoints.get(subgraph);
    if (url === undefined) throw fail("SUBGRAPH_UNAVAILABLE", { subgraph });
    const started = performance.now();
    const told = (ok: boolean) =>
      options.onFetch?.({ subgraph, requestId: context.requestId, milliseconds: performance.now() - started, ok });
    try {
      const headers = options.headersFor(context, subgraph);
      const answer = await options.fetcher.fetch(subgraph, url, body, { headers, signal });
      told(answer.errors === undefined);
      return answer;
    } catch (error) {
      told(false);
      throw error;
    }
  };

  const answer = async (operation: Operation, signal: AbortSignal): Promise<Answer> => {
    const { definition, introspection, responseNames, reservedName, decided } = prepared(operation);
    if (reservedName !== undefined) {
      return { errors: [fail("BAD_USER_INPUT", { field: reservedName, rule: "reserved name" })] };
    }
    const variables = operation.request.variables ?? {};
    const values = getVariableValues(graph.api, definition.variableDefinitions ?? [], variables, {
      maxErrors: VARIABLE_ERRORS,
    });
    if (values.errors !== undefined) return { errors: values.errors.map(asInputError) };
    const { coerced } = values;
    const { program, projector, isUnresolvable } = await decided(coerced);
    if (isUnresolvable) return { errors: [fail("OPERATION_UNRESOLVABLE")] };
    const context = { ...operation.context, signal };
    // Each fetch of the operation listens to it.
    setMaxListeners(0, signal);
    const run: Run = {
      root: bareObject(),
      errors: [],
      variables,
      coerced,
      signal,
      send: sender(context, definition.operation === "query"),
    };
    await program(run);
    const introspected = introspection === null ? null : introspect(graph, introspection, coerced);
    const { json, misfits } = projector(run.root, introspected);
    const told = run.errors.map((error) => withPath(error, clientPath(error.path ?? [], responseNames)));
    const errors = [...told, ...misfits.filter((each) => !isExplained(each, told)).map(asBadResponse)];
    const data = json === "null" ? null : new PreparedData(json);
    // Apollo Server passes data on as it is; only stringifyAnswer looks inside.
    const shaped = data as Answer["data"];
    return errors.length === 0 ? { data: shaped } : { data: shaped, errors };
  };

  return async (operation) => {
    const { operation: definition, context, queryHash, request } = operation;
    if (definition.operation !== "query") {
      return answer(operation, context.signal).finally(() => {
        epoch += 1;
      });
    }
    const who = `${epoch} ${callerIds(context.caller)} ${context.language}`;
    const what = `${queryHash} ${definition.name?.value ?? ""} ${JSON.stringify(request.variables ?? {})}`;
    return answers.once(`${who} ${what}`, context.signal, (signal) => answer(operation, signal));
  };
}

/** A number for every object, so that equal rights can be part of a key without being spelled out. */
function numbering(): (owner: object) => number {
  const numbers = new WeakMap<object, number>();
  let last = 0;
  return (owner) => {
    let number = numbers.get(owner);
    if (number === undefined) {
      last += 1;
      number = last;
      numbers.set(owner, number);
    }
    return number;
  };
}

function introspect(
  graph: PlannableGraph,
  document: Parameters<typeof execute>[0]["document"],
  variables: object,
): Entity {
  const result = execute({ schema: graph.api, document, rootValue: {}, variableValues: { ...variables } });
  // The introspection fields are resolved by graphql-js itself, at once.
  const { data } = result as ExecutionResult;
  return (data ?? {}) as Entity;
}

function asInputError(error: GraphQLError): GraphQLError {
  return new GraphQLError(error.message, { nodes: error.nodes, extensions: { code: "BAD_USER_INPUT" } });
}

function asBadResponse({ path, reason }: Misfit): GraphQLError {
  return new GraphQLError("a subgraph gave a value that does not fit the schema", {
    path: path.length === 0 ? undefined : path,
    originalError: new Error(reason),
    extensions: { code: "SUBGRAPH_BAD_RESPONSE" },
  });
}

/** Whether a subgraph has said why there is nothing: about the place itself, what holds it, or what it holds. */
function isExplained({ path }: Misfit, errors: readonly GraphQLError[]): boolean {
  return errors.some(({ path: told = [] }) => {
    const common = Math.min(told.length, path.length);
    for (let at = 0; at < common; at += 1) if (told[at] !== path[at]) return false;
    return true;
  });
}

/** The same error at another path; an empty one says nothing. */
function withPath({ message, extensions, originalError }: GraphQLError, path: Misfit["path"]): GraphQLError {
  return new GraphQLError(message, { path: path.length === 0 ? undefined : path, extensions, originalError });
}
