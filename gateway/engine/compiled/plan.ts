import { Supergraph as FederationSupergraph, operationFromDocument } from "@apollo/federation-internals";
import { type QueryPlan, QueryPlanner } from "@apollo/query-planner";
import type { DocumentNode, GraphQLSchema } from "graphql";
import { createTypeMatcher, type TypeMatcher } from "./types";

/** A supergraph ready for planning and execution. */
export interface PlannableGraph {
  /** What clients see. */
  readonly api: GraphQLSchema;
  /** Everything, with what is inaccessible to clients. */
  readonly schema: GraphQLSchema;
  readonly matches: TypeMatcher;
  /** @throws GraphQLError for an operation that the planner refuses */
  plan(document: DocumentNode, operationName: string | undefined): QueryPlan;
}

/** Reads a supergraph. @throws Error for one that is not valid or uses features that are not known here */
export function readGraph(sdl: string): PlannableGraph {
  const supergraph = FederationSupergraph.build(sdl);
  const planner = new QueryPlanner(supergraph);
  const apiSchema = supergraph.apiSchema();
  const schema = supergraph.schema.toGraphQLJSSchema();
  return {
    api: apiSchema.toGraphQLJSSchema(),
    schema,
    matches: createTypeMatcher(schema),
    plan: (document, operationName) =>
      planner.buildQueryPlan(operationFromDocument(apiSchema, document, { operationName })),
  };
}
