import { createPrivateKey, type KeyObject } from "node:crypto";
import { readSettings, setting, z } from "../subgraphs/kit";
import { ENGINES } from "./engine";
import type { Supergraph } from "./operation";
import { type DevelopmentIssuer, type Issuer, issuersSetting, type SampleCaller } from "./policy";

/** Everything that a gateway needs to know, parsed. */
export interface GatewayConfig {
  readonly production: boolean;
  readonly host: string;
  /** 0 for a free one. */
  readonly port: number;
  readonly supergraph: Supergraph;
  /** Which executor runs operations. */
  readonly engine: (typeof ENGINES)[number];
  /** Signs the caller for subgraphs. */
  readonly sealingKey: KeyObject;
  readonly issuers: readonly Issuer[];
  /** Milliseconds that a subgraph has. */
  readonly subgraphDeadline: number;
  /** Only outside production: lets the IDE pick a caller. */
  readonly development?: { readonly issuer: DevelopmentIssuer; readonly callers: readonly SampleCaller[] };
}

/** The gateway's settings, by environment variable. */
export const GATEWAY_SETTINGS = {
  HOST: z.string().default("127.0.0.1").describe("the address that every part listens on; default `127.0.0.1`"),
  PORT: setting.port(4000).describe("the gateway's port; default 4000"),
  ENGINE: z
    .enum(ENGINES, `must be ${ENGINES.join(" or ")}`)
    .default("apollo")
    .describe("the executor: `apollo`, the reference, or `compiled`, our own; default `apollo`"),
  SUBGRAPH_DEADLINE_MS: setting.milliseconds(2000).describe("how long a subgraph may take to answer; default 2000"),
  ISSUERS: issuersSetting
    .optional()
    .describe("whose access tokens are accepted: a JSON list of `{ issuer, audience, algorithms, roles, jwksUrl }`"),
  GATEWAY_SIGNING_KEY: z
    .string()
    .transform((pem, context): KeyObject => {
      try {
        const key = createPrivateKey(pem.replaceAll("\\n", "\n"));
        if (key.asymmetricKeyType === "ed25519") return key;
        context.addIssue("must be an Ed25519 key");
      } catch {
        context.addIssue("must be an Ed25519 private key in PEM");
      }
      return z.NEVER;
    })
    .optional()
    .describe("Ed25519 private key in PEM that seals callers for subgraphs; in development one is made"),
};

/** The gateway's own part of the environment. @throws SettingsError with every fault */
export function readGatewaySettings(variables?: Readonly<Record<string, string | undefined>>) {
  return readSettings(GATEWAY_SETTINGS, variables);
}
