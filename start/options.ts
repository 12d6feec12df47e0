import { parseArgs } from "node:util";

/** What `start` was asked to do. */
export interface StartOptions {
  readonly parts: readonly Part[];
  readonly supergraph: string | undefined;
  readonly port: number | undefined;
  readonly reset: boolean;
  readonly samples: boolean;
  readonly help: boolean;
}

export const PARTS = ["gateway", "catalogue", "citizens", "dossiers", "payments", "evaluation"] as const;
export type Part = (typeof PARTS)[number];

export const HELP = `Liên Thông, the public-service graph

  npm start                          everything in one process: five subgraphs, their stores and stand-ins, the gateway
  npm start -- PART [PART …]         only these parts: ${PARTS.join(", ")}
  npm start -- gateway --supergraph FILE [--port N]
                                     a gateway over any federation supergraph
  npm run token -- NAME              an access token of the development issuer (no NAME: lists them)
  npm run generate -- FOLDER         a larger load, made from a number (npm run generate for its options)
  npm run dump -- FOLDER             the MongoDB databases as mongodump files, for mongorestore

Options
  --port N         the gateway's port (PORT, 4000), or that of the only part named
  --reset          removes the embedded stores' data before starting
  --no-samples     starts with empty stores
  --help           this text

Parts find each other by the environment: CATALOGUE_URL, CITIZENS_URL, DOSSIERS_URL, PAYMENTS_URL, EVALUATION_URL.
Stores: MONGODB_URI, DATABASE_URL, POPULATION_REGISTRY_URL, PAYMENT_PLATFORM_URL; unset, an embedded store or a stand-in
takes their place, in development only. All settings: docs/settings.md
`;

/** Reads the command line. @throws Error worded for the one who typed it */
export function parseStart(argv: readonly string[]): StartOptions {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    allowNegative: true,
    options: {
      supergraph: { type: "string" },
      port: { type: "string" },
      reset: { type: "boolean", default: false },
      samples: { type: "boolean", default: true },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const parts = positionals.filter((name) => name !== "all").map(partNamed);
  if (values.supergraph !== undefined && !(parts.length === 1 && parts[0] === "gateway")) {
    throw new Error("--supergraph goes with the part gateway alone: start gateway --supergraph FILE");
  }
  if (values.port !== undefined && parts.length > 1 && !parts.includes("gateway")) {
    throw new Error("--port is the gateway's, or that of the only part named; use the settings of each part instead");
  }
  return {
    parts: parts.length === 0 ? PARTS : parts,
    supergraph: values.supergraph,
    port: values.port === undefined ? undefined : portOf(values.port),
    reset: values.reset,
    samples: values.samples,
    help: values.help,
  };
}

function partNamed(name: string): Part {
  const part = PARTS.find((each) => each === name);
  if (part === undefined) throw new Error(`there is no part “${name}”; parts are: ${PARTS.join(", ")}`);
  return part;
}

function portOf(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new Error(`--port takes a number from 0 to 65535, not “${text}”`);
  return Number(text);
}
