import { composeServices } from "@apollo/composition";
import { lexicographicSortSchema, parse, printSchema } from "graphql";

/** A subgraph to compose: its name in the graph, its endpoint, its SDL. */
export interface SubgraphSource {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

/** A composed graph as text: what the gateway runs, and what its clients see. */
export interface ComposedGraph {
  readonly supergraph: string;
  readonly api: string;
}

/**
 * Composes subgraphs into a supergraph by Apollo's composition.
 * @throws Error that lists every fault with its code, one a line
 */
export function compose(subgraphs: readonly SubgraphSource[]): ComposedGraph {
  const result = composeServices(subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })));
  if (result.errors !== undefined) {
    const faults = result.errors.map((error) => `  - ${String(error.extensions.code)}: ${error.message}`);
    throw new Error(`The subgraphs do not compose:\n${faults.join("\n")}`);
  }
  const api = result.schema.toAPISchema().toGraphQLJSSchema();
  return { supergraph: `${result.supergraphSdl.trim()}\n`, api: `${printSchema(lexicographicSortSchema(api))}\n` };
}
