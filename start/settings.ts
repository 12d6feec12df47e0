import { GATEWAY_SETTINGS } from "../gateway";
import {
  ENVIRONMENT_SETTINGS,
  readSettings,
  SettingsError,
  type SettingsShape,
  type Subgraph,
  setting,
  z,
} from "../subgraphs/kit";
import { publicKeyFrom } from "./keys";
import type { Part } from "./options";
import { SUBGRAPHS } from "./parts";

/** The setting that names a subgraph's port, and the one that says where it is when it runs elsewhere. */
export const portSetting = (subgraph: string) => `${subgraph.toUpperCase()}_PORT`;
export const urlSetting = (subgraph: string) => `${subgraph.toUpperCase()}_URL`;

/** Where each subgraph listens, where the gateway finds it when it runs elsewhere, and which gateway it believes. */
export const START_SETTINGS = {
  GATEWAY_PUBLIC_KEY: z
    .string()
    .transform((pem, context) => {
      try {
        return publicKeyFrom(pem);
      } catch {
        context.addIssue("must be an Ed25519 public key in PEM");
        return z.NEVER;
      }
    })
    .optional()
    .describe("Ed25519 public key in PEM of the gateway that a subgraph without it believes"),
};

/** Ports and addresses of the subgraphs, by the names of their settings. */
export const PLACE_SETTINGS: Readonly<Record<string, z.ZodType<number | string | undefined>>> = Object.fromEntries(
  SUBGRAPHS.flatMap(({ subgraph: { name }, port }) => [
    [portSetting(name), setting.port(port).describe(`the port of the subgraph ${name}; default ${port}`)],
    [
      urlSetting(name),
      setting
        .url("http", "https")
        .optional()
        .describe(`where the gateway finds the subgraph ${name}, if it runs in another process`),
    ],
  ]),
);

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads every setting that the wanted parts will ask for, so that all faults are told at once and before anything is opened.
 * In production that a store, a stand-in's system or a key is not set is a fault too.
 * @throws SettingsError
 */
export function checkSettings(variables: Variables, parts: readonly Part[]): void {
  const withGateway = parts.includes("gateway");
  const wanted: readonly Subgraph[] = subgraphsOf(parts).map(({ subgraph }) => subgraph);
  const production = variables.NODE_ENV === "production";
  const standIns = wanted.flatMap((subgraph) => subgraph.standIns ?? []);
  const replaced = new Set(standIns.map((each) => each.setting).filter((name) => !variables[name]));
  const shapes: readonly SettingsShape[] = [
    ENVIRONMENT_SETTINGS,
    START_SETTINGS,
    PLACE_SETTINGS,
    ...(withGateway ? [GATEWAY_SETTINGS] : []),
    ...wanted.map((subgraph) => subgraph.settings),
    ...standIns.map((each) => each.settings),
  ];
  const keys = withGateway ? ["GATEWAY_SIGNING_KEY", "ISSUERS"] : ["GATEWAY_PUBLIC_KEY"];
  const graph = wanted.some((subgraph) => subgraph.graphScopes !== undefined) ? ["GRAPH_URL", "GRAPH_TOKEN_FILE"] : [];
  const stores = wanted.flatMap((subgraph) => subgraph.requiredInProduction);
  const required = production ? [...stores, ...graph, ...keys] : [];
  const missing = new Set(required.filter((name) => !variables[name]));
  const faults = [
    ...[...missing].map((name) => `${name}: must be set in production, where nothing embedded stands in for it`),
    ...shapes.flatMap((shape) => faultsOf(without(shape, new Set([...missing, ...replaced])), variables)),
  ];
  if (faults.length > 0) throw new SettingsError([...new Set(faults)]);
}

/** The subgraphs among the parts. */
export function subgraphsOf(parts: readonly Part[]) {
  return SUBGRAPHS.filter(({ subgraph }) => parts.some((part) => part === subgraph.name));
}

function without(shape: SettingsShape, names: ReadonlySet<string>): SettingsShape {
  return Object.fromEntries(Object.entries(shape).filter(([name]) => !names.has(name)));
}

function faultsOf(shape: SettingsShape, variables: Variables): readonly string[] {
  try {
    readSettings(shape, variables);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
}
