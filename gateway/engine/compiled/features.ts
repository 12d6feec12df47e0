import { DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES } from "@apollo/federation-internals";

/** The features of supergraphs that are executed here: those of every Apollo gateway, and arguments from contexts. */
export const SUPPORTED_FEATURES = new Set([
  ...DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES,
  "https://specs.apollo.dev/context/v0.1",
]);
