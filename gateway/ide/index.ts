/** The GraphQL IDE of a gateway outside production: GraphiQL at `/`, with examples to open and callers to become. */
export { type Example, readExamples } from "./examples";
export { addIde } from "./ide";
