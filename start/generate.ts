import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { createEnvironment, createLog, type SampleSize } from "../subgraphs/kit";
import { SUBGRAPHS } from "./parts";
import { openParts, writeSamples } from "./subgraph-parts";

const USAGE = `npm run generate -- FOLDER [--seed N] [--procedures N] [--agencies N] [--dossiers N]

Makes a data folder with synthetic data of the given size; equal numbers give equal data on every machine.
  --seed N         what everything is drawn from (1)
  --procedures N   synthetic procedures beside the real ones (6000)
  --agencies N     synthetic agencies beside the real ones (10000)
  --dossiers N     dossiers, with their payments and surveys (100000)

Then: DATA_FOLDER=FOLDER npm start -- --no-samples
`;

/** `npm run generate -- FOLDER`: makes a larger load for the embedded stores, deterministically from a number. */
async function main(): Promise<void> {
  const { folder, size } = parse(process.argv.slice(2));
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Error(`${folder} is not empty: name a new folder`);
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const log = createLog("generate", { level: "warn" });
  const environment = createEnvironment({ log, variables: { ...process.env, DATA_FOLDER: folder } });
  if (environment.production) throw new Error("synthetic data is not for production");
  const closers: (() => Promise<void>)[] = [() => environment.close()];
  const started = performance.now();
  try {
    const wanted = SUBGRAPHS.map(({ subgraph }) => subgraph);
    await writeSamples(await openParts(wanted, environment, closers), say, size);
  } finally {
    for (const close of closers.reverse()) await close();
  }
  say(`written to ${folder} in ${Math.round((performance.now() - started) / 1000)} s`);
}

function parse(argv: readonly string[]): { readonly folder: string; readonly size: SampleSize } {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      seed: { type: "string", default: "1" },
      procedures: { type: "string", default: "6000" },
      agencies: { type: "string", default: "10000" },
      dossiers: { type: "string", default: "100000" },
    },
  });
  const [folder] = positionals;
  if (folder === undefined || positionals.length !== 1) throw new Error(USAGE);
  const size = {
    seed: countOf("seed", values.seed),
    procedures: countOf("procedures", values.procedures),
    agencies: countOf("agencies", values.agencies),
    dossiers: countOf("dossiers", values.dossiers),
  };
  return { folder: resolve(process.env.INIT_CWD ?? ".", folder), size };
}

function countOf(option: string, text: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new Error(`--${option} takes a whole number up to 9999999, not “${text}”`);
  return Number(text);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
