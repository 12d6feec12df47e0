import { Supergraph as FederationSupergraph } from "@apollo/federation-internals";
import type { QueryPlan } from "@apollo/query-planner";
import type { GraphQLSchema } from "graphql";
import { type AliasMask, createAliasMask } from "./aliases";
import { SUPPORTED_FEATURES } from "./features";
import { createPlanner } from "./planner";
import { separateRequiredArguments } from "./required-arguments";
import type { Requirements } from "./requirements";
import { createTypeMatcher, type TypeMatcher } from "./types";

/** A supergraph ready for planning and execution. */
export interface PlannableGraph {
  /** What clients see. */
  readonly api: GraphQLSchema;
  /** Everything, with what is inaccessible to clients. */
  readonly schema: GraphQLSchema;
  readonly matches: TypeMatcher;
  readonly aliases: AliasMask;
  readonly requirements: Requirements;
  /** @throws OPERATION_TOO_COMPLEX, OVERLOADED */
  plan(text: string, operationName: string | undefined): Promise<QueryPlan>;
  close(): Promise<void>;
}

/** Reads a supergraph. @throws Error for one that is not valid or uses features that are not known here */
export function readGraph(sdl: string): PlannableGraph {
  const supergraph = FederationSupergraph.build(sdl, { supportedFeatures: SUPPORTED_FEATURES });
  const schema = supergraph.schema.toGraphQLJSSchema();
  const api = supergraph.apiSchema().toGraphQLJSSchema();
  const separated = separateRequiredArguments(sdl);
  const planner = createPlanner(separated.sdl);
  return {
    api,
    schema,
    matches: createTypeMatcher(schema),
    requirements: separated.requirements,
    aliases: createAliasMask(schema),
    plan: async (text, operationName) => separated.restore(await planner.plan(text, operationName)),
    close: planner.close,
  };
}
