/** May this run? Admission of requests, identity of callers, and the seal under which subgraphs learn who is calling. */
export { BODY_LIMIT, refuse } from "./admission";
export { createDevelopmentIssuer, type DevelopmentIssuer, type SampleCaller } from "./development-issuer";
export { createIdentity } from "./identity";
export { type Issuer, issuersSetting } from "./issuers";
export { createSealer } from "./seal";
