import type { KeyObject } from "node:crypto";
import { join } from "node:path";
import {
  createDevelopmentIssuer,
  createGateway,
  GATEWAY_SETTINGS,
  type Gateway,
  type GatewayParts,
  loadSupergraph,
  readGatewaySettings,
} from "../gateway";
import { publicKeyOf } from "../schema/caller";
import {
  createEnvironment,
  type Environment,
  type EnvironmentOptions,
  type Job,
  type Log,
  readSettings,
  type SampleSize,
  type Service,
  SettingsError,
  serve,
} from "../subgraphs/kit";
import { developmentKeys, isDevelopmentKey } from "./keys";
import type { Part } from "./options";
import { SUBGRAPHS } from "./parts";
import { sampleCallers } from "./sample-callers";
import { checkSettings, PLACE_SETTINGS, portSetting, START_SETTINGS, subgraphsOf, urlSetting } from "./settings";
import { type OpenPart, openParts, writeSamples } from "./subgraph-parts";

export interface HouseOptions {
  readonly parts: readonly Part[];
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  /** The repository's root: where `schema/` lies. */
  readonly root: string;
  /** Every service on a free port. */
  readonly freePorts?: boolean;
  readonly port?: number;
  readonly supergraph?: string;
  /** How large the samples are; `false` for none. */
  readonly samples: SampleSize | false;
  /** Whether jobs run by themselves. Tests run them by {@link House.runJobs}. */
  readonly jobs: boolean;
  /** Told what is going on, one line each. */
  progress?(line: string): void;
  readonly onFetch?: GatewayParts["onFetch"];
  readonly onStoreCommand?: EnvironmentOptions["onStoreCommand"];
}

/** A running house: the parts that were asked for. */
export interface House {
  readonly gateway: Gateway | undefined;
  readonly services: ReadonlyMap<string, Service>;
  readonly standIns: ReadonlyMap<string, string>;
  readonly environment: Environment;
  /** Runs the jobs whose names fit, all of them when nothing is said, in order and more than once: one part's message may give another something to do. */
  runJobs(fitting?: RegExp): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts the parts in one process: stand-ins, stores, subgraphs, samples, then the gateway. What was started is stopped
 * again when a later step fails.
 * @throws SettingsError with all faults of all parts at once
 */
export async function openHouse(options: HouseOptions): Promise<House> {
  const { variables, log } = options;
  checkSettings(variables, options.parts);
  const wanted = subgraphsOf(options.parts);
  const withGateway = options.parts.includes("gateway");
  const environment = createEnvironment({ variables, log, onStoreCommand: options.onStoreCommand });
  const closers: (() => Promise<void>)[] = [() => environment.close()];
  const close = async () => {
    for (const step of closers.splice(0).reverse()) await step();
  };
  try {
    const sealing = sealingKeys(environment, withGateway);
    options.progress?.("opening stores; the first start makes them and writes the reference data");
    const parts = await openParts(
      wanted.map(({ subgraph }) => subgraph),
      environment,
      closers,
    );
    if (options.samples && !environment.production) await writeSamples(parts, options.progress, options.samples);
    const services = await servePart(parts, environment, sealing.publicKeys, options);
    closers.push(async () => void (await Promise.all([...services.values()].map((service) => service.close()))));
    const gateway = withGateway ? await openGateway(options, environment, sealing.privateKey, services) : undefined;
    if (gateway !== undefined) {
      closers.push(() => gateway.close());
      connectGraph(environment, gateway.url);
    }
    const jobs = parts.flatMap(({ running }) => running.jobs ?? []);
    closers.push(async () => void (await Promise.all(jobs.map((job) => job.stop()))));
    if (options.jobs) for (const job of jobs) job.start(log.child({ part: "jobs" }));
    const standIns = new Map(parts.flatMap((part) => [...part.standIns]));
    return { gateway, services, standIns, environment, runJobs: (fitting) => runJobs(jobs, fitting), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * The gateway's sealing key pair: the private half only where a gateway runs.
 * @throws SettingsError in production for a key that this machine made for development
 */
function sealingKeys(
  environment: Environment,
  withGateway: boolean,
): { privateKey: KeyObject | undefined; publicKeys: KeyObject[] } {
  const { variables, production, dataFolder } = environment;
  const { GATEWAY_PUBLIC_KEY: known } = readSettings(START_SETTINGS, variables);
  const { GATEWAY_SIGNING_KEY: given } = readSettings(
    { GATEWAY_SIGNING_KEY: GATEWAY_SETTINGS.GATEWAY_SIGNING_KEY },
    variables,
  );
  if (production && given !== undefined && isDevelopmentKey(given, dataFolder)) {
    throw new SettingsError(["GATEWAY_SIGNING_KEY: production needs a key of its own, not the one of development"]);
  }
  const own = given ?? (production ? undefined : developmentKeys(dataFolder).sealing);
  const publicKeys = [...(own === undefined ? [] : [publicKeyOf(own)]), ...(known === undefined ? [] : [known])];
  return { privateKey: withGateway ? own : undefined, publicKeys };
}

async function servePart(
  parts: readonly OpenPart[],
  environment: Environment,
  gatewayKeys: readonly KeyObject[],
  options: HouseOptions,
) {
  const services = new Map<string, Service>();
  const alone = options.parts.length === 1 ? options.port : undefined;
  for (const { subgraph, running } of parts) {
    const { HOST } = readSettings({ HOST: GATEWAY_SETTINGS.HOST }, environment.variables);
    const places = readSettings(PLACE_SETTINGS, environment.variables);
    const service = await serve(subgraph, running, {
      gatewayKeys,
      environment,
      log: options.log.child({ part: subgraph.name }),
      host: HOST,
      port: options.freePorts ? 0 : (alone ?? Number(places[portSetting(subgraph.name)])),
    });
    services.set(subgraph.name, service);
  }
  return services;
}

/** As many as messages go from part to part because of one another. */
const ROUNDS = 3;

async function runJobs(jobs: readonly Job[], fitting = /./): Promise<void> {
  const wanted = jobs.filter((job) => fitting.test(job.name));
  if (wanted.length === 0) throw new Error(`no such job: there are ${jobs.map((job) => job.name).join(", ")}`);
  for (let round = 0; round < ROUNDS; round += 1) for (const job of wanted) await job.run();
}

/** In development the subgraphs ask the gateway of this process, each as a service with the scopes that it states and no others. */
function connectGraph(environment: Environment, url: string): void {
  if (environment.production) return;
  const issuer = createDevelopmentIssuer(developmentKeys(environment.dataFolder).issuing);
  environment.connectGraph((name) => ({
    url,
    token: () => {
      const { graphScopes = [] } = SUBGRAPHS.find(({ subgraph }) => subgraph.name === name)?.subgraph ?? {};
      return issuer.sign({ name, description: "", role: "service", subject: `service-${name}`, scopes: graphScopes });
    },
  }));
}

async function openGateway(
  options: HouseOptions,
  environment: Environment,
  sealingKey: KeyObject | undefined,
  services: ReadonlyMap<string, Service>,
): Promise<Gateway> {
  const settings = readGatewaySettings(environment.variables);
  const { dataFolder, production } = environment;
  const issuer = production ? undefined : createDevelopmentIssuer(developmentKeys(dataFolder).issuing);
  if (sealingKey === undefined) throw new SettingsError(["GATEWAY_SIGNING_KEY: must be set"]);
  const file = options.supergraph ?? join(options.root, "schema", "supergraph.graphql");
  return createGateway(
    {
      production,
      host: settings.HOST,
      port: options.freePorts ? 0 : (options.port ?? settings.PORT),
      supergraph: await loadSupergraph(file, endpoints(environment.variables, services)),
      engine: settings.ENGINE,
      sealingKey,
      issuers: [...(settings.ISSUERS ?? []), ...(issuer === undefined ? [] : [issuer.issuer])],
      subgraphDeadline: settings.SUBGRAPH_DEADLINE_MS,
      development: issuer && { issuer, callers: sampleCallers() },
    },
    {
      log: options.log.child({ part: "gateway" }),
      onFetch: options.onFetch,
      examples: options.supergraph === undefined ? undefined : [],
    },
  );
}

/** Where the subgraphs are: in this process, else where the environment says, else where the supergraph says. */
function endpoints(variables: HouseOptions["variables"], services: ReadonlyMap<string, Service>): Map<string, string> {
  const places = readSettings(PLACE_SETTINGS, variables);
  const found = new Map<string, string>();
  for (const { subgraph } of SUBGRAPHS) {
    const url = services.get(subgraph.name)?.url ?? places[urlSetting(subgraph.name)];
    if (typeof url === "string") found.set(subgraph.name, `${url.replace(/\/$/, "")}/graphql`);
  }
  return found;
}
