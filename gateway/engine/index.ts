/** How does it run? Plans, execution, and the calls to subgraphs, behind Apollo Server's GatewayInterface. */
export { createApolloEngine, type EngineOptions } from "./apollo";
export { createFetcher } from "./fetch";
