/** How does it run? Plans, execution, and the calls to subgraphs, behind Apollo Server's GatewayInterface. */
export { stringifyAnswer } from "./compiled/prepared-data";
export { createEngine, ENGINES, type EngineOptions } from "./engine";
export { createFetcher } from "./fetch";
