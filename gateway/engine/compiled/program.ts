import type { FetchNode, PlanNode, QueryPlan, ResponsePath } from "@apollo/query-planner";
import { GraphQLError, type GraphQLSchema, Kind, parse, type SelectionSetNode } from "graphql";
import { fail } from "../../../schema/errors";
import type { SubgraphAnswer } from "../fetch";
import { asGraphQLError, errorsOf, isObject, pathOf } from "../subgraph-error";
import { CompiledDocument, Selection } from "./absorb";
import { compileRepresentation, type Represent } from "./representation";
import { type Entity, isEntity, type TypeMatcher, type Value } from "./types";

/** One execution of a plan. */
export interface Run {
  /** What has been put together so far. */
  readonly root: Entity;
  readonly errors: GraphQLError[];
  /** The client's variables as they came, for those that a fetch passes on. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** The variables with their defaults, for conditions. */
  readonly coerced: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
  /** Sends the body of a request to a subgraph. @throws GraphQLError of the catalogue */
  send(subgraph: string, body: string, read: boolean): Promise<SubgraphAnswer>;
}

/** A plan made ready to run many times at once. */
export type Program = (run: Run) => Promise<void>;

type Step = (run: Run, at: Place) => Promise<void> | void;

/** The objects that a step works on, and how they were reached, for the paths of errors. */
interface Place {
  readonly path: ResponsePath;
  readonly entities: readonly Entity[];
}

export interface ProgramSchema {
  /** The supergraph with everything in it: plans speak of what clients do not see, too. */
  readonly schema: GraphQLSchema;
  readonly matches: TypeMatcher;
}

/** Compiles a plan: documents parsed, selections flattened, request bodies prepared. @throws Error for a plan that cannot be run */
export function compileProgram(plan: QueryPlan, graph: ProgramSchema): Program {
  if (plan.node === undefined) return async () => undefined;
  if (plan.node.kind === "Subscription") throw new Error("subscriptions are not executed");
  const step = compileNode(plan.node, graph);
  return async (run) => step(run, { path: [], entities: [run.root] });
}

function compileNode(node: PlanNode, graph: ProgramSchema): Step {
  switch (node.kind) {
    case "Sequence": {
      const steps = node.nodes.map((each) => compileNode(each, graph));
      return async (run, at) => {
        for (const step of steps) await step(run, at);
      };
    }
    case "Parallel": {
      const steps = node.nodes.map((each) => compileNode(each, graph));
      return async (run, at) => void (await Promise.all(steps.map((step) => step(run, at))));
    }
    case "Flatten": {
      const step = compileNode(node.node, graph);
      const { path } = node;
      return (run, at) => {
        const entities: Entity[] = [];
        for (const entity of at.entities) flatten(entity, path, 0, entities);
        return entities.length === 0 ? undefined : step(run, { path: [...at.path, ...path], entities });
      };
    }
    case "Condition": {
      const then = node.ifClause && compileNode(node.ifClause, graph);
      const otherwise = node.elseClause && compileNode(node.elseClause, graph);
      return (run, at) => (run.coerced[node.condition] === true ? then?.(run, at) : otherwise?.(run, at));
    }
    case "Fetch":
      return compileFetch(node, graph);
    case "Defer":
      throw new Error("@defer is not executed");
  }
}

function compileFetch(node: FetchNode, graph: ProgramSchema): Step {
  const document = parse(node.operation, { noLocation: true });
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new Error("a fetch without an operation");
  const read = node.operationKind !== "mutation";
  const envelope = `{"query":${JSON.stringify(node.operation)}${
    node.operationName === undefined ? "" : `,"operationName":${JSON.stringify(node.operationName)}`
  },"variables":{`;
  const bodyOf = (run: Run, representations: string | undefined) => {
    const parts = representations === undefined ? [] : [`"representations":${representations}`];
    for (const name of node.variableUsages ?? []) {
      const value = Object.hasOwn(run.variables, name) ? run.variables[name] : undefined;
      if (value !== undefined) parts.push(`${JSON.stringify(name)}:${JSON.stringify(value)}`);
    }
    return `${envelope}${parts.join()}}}`;
  };
  const compiled = new CompiledDocument(document, graph.schema, graph.matches);
  const rewrites = node.outputRewrites ?? [];
  if (node.requires === undefined) {
    const rootType = graph.schema.getRootType(node.operationKind)?.name ?? "Query";
    const selection = new Selection([operation.selectionSet], compiled, rewrites);
    return (run, at) => fetchRoot(run, at, { node, read, body: bodyOf(run, undefined), selection, rootType });
  }
  const selection = new Selection(entitySelections(operation.selectionSet), compiled, rewrites);
  const represent = compileRepresentation(node.requires, node.inputRewrites ?? [], graph.matches);
  return (run, at) => fetchEntities(run, at, { node, represent, bodyOf, selection, matches: graph.matches });
}

function entitySelections(set: SelectionSetNode): SelectionSetNode[] {
  return set.selections.flatMap((each) =>
    each.kind === Kind.FIELD && each.name.value === "_entities" && each.selectionSet ? [each.selectionSet] : [],
  );
}

interface RootFetch {
  readonly node: FetchNode;
  readonly read: boolean;
  readonly body: string;
  readonly selection: Selection;
  readonly rootType: string;
}

async function fetchRoot(run: Run, at: Place, { node, read, body, selection, rootType }: RootFetch): Promise<void> {
  const answer = await ask(run, at, node.serviceName, body, read);
  if (answer === null) return;
  for (const error of errorsOf(answer.errors)) {
    const path = pathOf(Reflect.get(error, "path"));
    run.errors.push(asGraphQLError(error, node.serviceName, [...prefixOf(at.path), ...path]));
  }
  for (const entity of at.entities) selection.absorb(entity, answer.data, rootType);
}

interface EntityFetch {
  readonly node: FetchNode;
  readonly represent: Represent;
  bodyOf(run: Run, representations: string): string;
  readonly selection: Selection;
  readonly matches: TypeMatcher;
}

/** Entities that look the same to the subgraph are asked about once; each of them gets what came. */
async function fetchEntities(run: Run, at: Place, fetch: EntityFetch): Promise<void> {
  const { node, represent, selection, matches } = fetch;
  const places = new Map<string, number>();
  const targets: { entity: Entity; index: number }[][] = [];
  at.entities.forEach((entity, index) => {
    const representation = represent(entity);
    if (representation === null) return;
    const place = places.get(representation);
    if (place === undefined) {
      places.set(representation, targets.length);
      targets.push([{ entity, index }]);
    } else targets[place]?.push({ entity, index });
  });
  if (targets.length === 0) return;
  const body = fetch.bodyOf(run, `[${[...places.keys()].join()}]`);
  const answer = await ask(run, at, node.serviceName, body, true);
  if (answer === null) return;

  const paths = lazyPaths(run, at);
  for (const error of errorsOf(answer.errors)) {
    const [root, place, ...rest] = pathOf(Reflect.get(error, "path"));
    const meant = root === "_entities" && typeof place === "number" ? targets[place] : undefined;
    if (meant === undefined) run.errors.push(asGraphQLError(error, node.serviceName, prefixOf(at.path)));
    for (const { index } of meant ?? []) {
      run.errors.push(asGraphQLError(error, node.serviceName, [...(paths()[index] ?? []), ...rest]));
    }
  }
  const received = isObject(answer.data) ? answer.data._entities : null;
  if (received == null && errorsOf(answer.errors).length > 0) return;
  if (!Array.isArray(received) || received.length !== targets.length) {
    run.errors.push(badAnswer(node.serviceName, prefixOf(at.path), "not as many entities as were asked for"));
    return;
  }
  received.forEach((value: unknown, place) => {
    if (value === null) return;
    for (const { entity, index } of targets[place] ?? []) {
      const typename = String(entity.__typename);
      if (isEntity(value) && isOfType(value.__typename, typename, matches)) selection.absorb(entity, value, typename);
      else run.errors.push(badAnswer(node.serviceName, paths()[index] ?? [], "another entity than was asked for"));
    }
  });
}

/** An entity comes back as the type it was asked as, or as an interface of it where the subgraph knows no more. */
function isOfType(said: Value | undefined, asked: string, matches: TypeMatcher): boolean {
  if (said === undefined) return true;
  return typeof said === "string" && (matches(asked, said) || matches(said, asked));
}

/** The answer of a subgraph; null when there was none, which is then among the errors. */
async function ask(run: Run, at: Place, subgraph: string, body: string, read: boolean): Promise<SubgraphAnswer | null> {
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

function badAnswer(subgraph: string, path: readonly (string | number)[], reason: string): GraphQLError {
  const error = fail("SUBGRAPH_BAD_RESPONSE", { subgraph }, new Error(`${subgraph}: ${reason}`));
  return new GraphQLError(error.message, { path, extensions: error.extensions, originalError: error.originalError });
}

/** The part of a path before its first list: what is common to everything behind it. */
function prefixOf(path: ResponsePath): readonly (string | number)[] {
  const list = path.indexOf("@");
  return list < 0 ? path : path.slice(0, list);
}

/** Adds every object at the end of a path, in the order of the answer; null and absent ones are not there. */
function flatten(value: Value | undefined, path: ResponsePath, from: number, found: Entity[]): void {
  if (value === null || value === undefined) return;
  const step = path[from];
  if (Array.isArray(value)) {
    // A list is entered by "@"; one at the very end holds the entities themselves.
    const next = step === "@" ? from + 1 : from;
    for (const item of value) flatten(item, path, next, found);
  } else if (isEntity(value)) {
    if (step === undefined) found.push(value);
    else if (typeof step === "string") flatten(value[step], path, from + 1, found);
  }
}

type Path = readonly (string | number)[];

/** The same walk as {@link flatten}, for where the objects are. */
function flattenPaths(value: Value | undefined, path: ResponsePath, from: number, walked: Path, found: Path[]): void {
  if (value === null || value === undefined) return;
  const step = path[from];
  if (Array.isArray(value)) {
    const next = step === "@" ? from + 1 : from;
    value.forEach((item, index) => {
      flattenPaths(item, path, next, [...walked, index], found);
    });
  } else if (isEntity(value)) {
    if (step === undefined) found.push(walked);
    else if (typeof step === "string") flattenPaths(value[step], path, from + 1, [...walked, step], found);
  }
}

/** The paths of a place's entities with their places in lists, found again only when an error needs them. */
function lazyPaths(run: Run, at: Place): () => readonly Path[] {
  let paths: Path[] | undefined;
  return () => {
    if (paths === undefined) {
      paths = [];
      flattenPaths(run.root, at.path, 0, [], paths);
    }
    return paths;
  };
}
