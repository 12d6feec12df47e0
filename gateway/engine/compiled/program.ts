import type { FetchNode, PlanNode, QueryPlan } from "@apollo/query-planner";
import { type GraphQLError, type GraphQLSchema, Kind, parse } from "graphql";
import type { SubgraphAnswer } from "../fetch";
import { asGraphQLError, errorsOf, pathOf } from "../subgraph-error";
import { CompiledDocument, Selection } from "./absorb";
import { ask } from "./ask";
import { compileBody } from "./body";
import { compileEntityFetch } from "./entity-fetch";
import { flatten, type Place, prefixOf } from "./place";
import type { Requirements } from "./requirements";
import type { Entity, TypeMatcher } from "./types";

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

/** A part of a program, over the objects at a place. */
export type Step = (run: Run, at: Place) => Promise<void> | void;

/** What a plan is compiled against. */
export interface ProgramGraph {
  /** The supergraph with everything in it: plans speak of what clients do not see, too. */
  readonly schema: GraphQLSchema;
  readonly matches: TypeMatcher;
  readonly requirements: Requirements;
}

/** Compiles a plan: documents parsed, selections flattened, request bodies prepared. @throws Error for a plan that cannot be run */
export function compileProgram(plan: QueryPlan, graph: ProgramGraph): Program {
  if (plan.node === undefined) return async () => undefined;
  if (plan.node.kind === "Subscription") throw new Error("subscriptions are not executed");
  const step = compileNode(plan.node, graph);
  return async (run) => step(run, { path: [], entities: [run.root] });
}

function compileNode(node: PlanNode, graph: ProgramGraph): Step {
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
      return node.requires === undefined ? compileRootFetch(node, graph) : compileEntityFetch(node, graph);
    case "Defer":
      throw new Error("@defer is not executed");
  }
}

function compileRootFetch(node: FetchNode, graph: ProgramGraph): Step {
  const document = parse(node.operation, { noLocation: true });
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new Error("a fetch without an operation");
  const { serviceName: subgraph, outputRewrites = [] } = node;
  const read = node.operationKind !== "mutation";
  const body = compileBody(node);
  const compiled = new CompiledDocument(document, graph.schema, graph.matches);
  const selection = new Selection([operation.selectionSet], compiled, outputRewrites);
  const rootType = graph.schema.getRootType(node.operationKind)?.name ?? "Query";
  return async (run, at) => {
    const answer = await ask(run, at, { subgraph, body: body(run, []), read });
    if (answer === null) return;
    for (const error of errorsOf(answer.errors)) {
      const path = pathOf(Reflect.get(error, "path"));
      run.errors.push(asGraphQLError(error, subgraph, [...prefixOf(at.path), ...path]));
    }
    for (const entity of at.entities) selection.absorb(entity, answer.data, rootType);
  };
}
