import { Supergraph as FederationSupergraph } from "@apollo/federation-internals";
import type { QueryPlan } from "@apollo/query-planner";
import type { GraphQLSchema } from "graphql";
import { createPlanner } from "./planner";
import { createTypeMatcher, type TypeMatcher } from "./types";

/** A supergraph ready for planning and execution. */
export interface PlannableGraph {
  /** What clients see. */
  readonly api: GraphQLSchema;
  /** Everything, with what is inaccessible to clients. */
  readonly schema: GraphQLSchema;
  readonly matches: TypeMatcher;
  /** @throws OPERATION_TOO_COMPLEX, OVERLOADED */
  plan(text: string, operationName: string | undefined): Promise<QueryPlan>;
  close(): Promise<void>;
}

/** Reads a supergraph. @throws Error for one that is not valid or uses features that are not known here */
export function readGraph(sdl: string): PlannableGraph {
  const supergraph = FederationSupergraph.build(sdl);
  const schema = supergraph.schema.toGraphQLJSSchema();
  const api = supergraph.apiSchema().toGraphQLJSSchema();
  const planner = createPlanner(sdl);
  return {
    api,
    schema,
    matches: createTypeMatcher(schema),
    plan: planner.plan,
    close: planner.close,
  };
}
