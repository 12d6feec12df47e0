/**
 * What a subgraph is made of, and the SDK of a partner agency: define a subgraph from type-graphql classes, serve it to the
 * gateway, read settings, page lists, log without personal data. The only file of the kit that others import.
 */
// type-graphql reads what the compiler writes down of decorated members: this must be loaded before any decorated class.
import "reflect-metadata";

export { agencyPath, canonicalAgencyCode, coversAgency, qcvn102Alias } from "./agency-code";
export {
  DAY,
  dayOf,
  PeriodInput,
  periodOfQuarter,
  QuarterInput,
  quarterOf,
  type Span,
  spanOf,
  startOf,
} from "./calendar";
export { isPrivateAddress, readSettings, type Settings, SettingsError, type SettingsShape, setting, z } from "./config";
export { type BatchLoad, batched, type Context } from "./context";
export { type Drain, drainable } from "./drain";
export {
  createEnvironment,
  ENVIRONMENT_SETTINGS,
  type Environment,
  type EnvironmentOptions,
  type StoreReport,
} from "./environment";
export { forgetEmbeddedStores } from "./folder-lock";
export { type GraphAccess, type GraphClient, type GraphReply, GraphUnavailable } from "./graph-client";
export { createJob, type Job } from "./job";
export { blacken, createLog, type Log } from "./log";
export { dumpDatabase } from "./mongo";
export {
  type Connection,
  connectionType,
  type Edge,
  type KeysetRequest,
  type KeysetValue,
  keysetRequest,
  PAGE_LIMIT,
  PageArguments,
  PageInfo,
  toConnection,
} from "./page";
export { DomainError, DomainErrorCode, domainError } from "./payload";
export { type Migration, migrate, type PostgresStore } from "./postgres";
export { createRelay, type Outbox, type OutboxEntry } from "./relay";
export {
  DEFAULT_SAMPLES,
  emptyWorld,
  type Random,
  randomOf,
  type SampleAgency,
  type SampleDossier,
  type SampleFee,
  type SampleProcedure,
  type SampleSize,
  type SampleWorld,
  uuidOf,
} from "./samples";
export { DateTime, LocalDate, VND } from "./scalars";
export { type ServeOptions, type Service, serve } from "./serve";
export {
  defineSubgraph,
  type Entity,
  entity,
  type Route,
  type Running,
  reference,
  type StandIn,
  type Subgraph,
  type SubgraphDefinition,
} from "./subgraph";
