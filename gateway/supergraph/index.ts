/** What is the graph? Composition of subgraphs, and the supergraph that the gateway runs. */
export { type ComposedGraph, compose, type SubgraphSource } from "./compose";
export { loadSupergraph } from "./load";
