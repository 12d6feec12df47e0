/** The gateway, for the process that starts it: settings in, a listening gateway out. */
export { GATEWAY_SETTINGS, type GatewayConfig, readGatewaySettings } from "./config";
export { createGateway, type Gateway, type GatewayParts } from "./gateway";
export type { Answer, Operation, RequestContext, Stage, Supergraph } from "./operation";
export { createDevelopmentIssuer, type DevelopmentIssuer, type Issuer, type SampleCaller } from "./policy";
export { type ComposedGraph, compose, loadSupergraph, type SubgraphSource } from "./supergraph";
