import type { GatewayExecutionResult, GatewayGraphQLRequestContext } from "@apollo/server-gateway-interface";
import type { Caller } from "../schema/caller";
import type { Language } from "../schema/errors";

/** What the gateway knows of a request before GraphQL begins: Apollo Server's context value. */
export interface RequestContext {
  readonly caller: Caller;
  readonly language: Language;
  /** Correlation id: in the answer's header, in every error, in every log line, and sent to every subgraph. */
  readonly requestId: string;
  /** Aborted when the client went away. */
  readonly signal: AbortSignal;
}

/** One operation on its way through the stages: parsed and validated, not yet planned. */
export type Operation = GatewayGraphQLRequestContext<RequestContext>;

/** The answer of an operation, as execution gives it. */
export type Answer = GatewayExecutionResult;

/**
 * A step that may decide about an operation: it calls `next()` for the answer of the steps after it, or answers itself.
 * Observers are Apollo Server plugins instead: plugins run at once and cannot stop each other.
 */
export type Stage = (operation: Operation, next: () => Promise<Answer>) => Promise<Answer>;

/** A composed graph and where its subgraphs are. */
export interface Supergraph {
  readonly sdl: string;
  /** GraphQL endpoint of each subgraph, by its name in the graph. */
  readonly endpoints: ReadonlyMap<string, string>;
}
