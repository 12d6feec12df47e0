import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import {
  createLog,
  DEFAULT_SAMPLES,
  ENVIRONMENT_SETTINGS,
  forgetEmbeddedStores,
  type Log,
  readSettings,
  SettingsError,
} from "../subgraphs/kit";
import { banner } from "./banner";
import { type House, openHouse } from "./house";
import { HELP, parseStart } from "./options";
import { checkSettings } from "./settings";

/** Main: reads the command line and the environment, starts, stops on SIGTERM and SIGINT. */
async function main(): Promise<void> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const options = parseStart(process.argv.slice(2));
  if (options.help) return say(HELP);
  const started = performance.now();
  checkSettings(process.env, options.parts);
  const settings = readSettings(ENVIRONMENT_SETTINGS);
  const log = createLog(undefined, {
    level: settings.LOG_LEVEL ?? (settings.NODE_ENV === "production" ? "info" : "warn"),
  });
  if (options.reset) resetData(settings);

  const opening = openHouse({
    parts: options.parts,
    variables: process.env,
    log,
    root: repositoryRoot(),
    port: options.port,
    supergraph: options.supergraph === undefined ? undefined : resolve(process.env.INIT_CWD ?? ".", options.supergraph),
    samples: options.samples && DEFAULT_SAMPLES,
    jobs: true,
    progress: say,
  });
  stopOnSignals(opening, say, log);
  say(banner(await opening, Math.round(performance.now() - started)));
}

/** Stops cleanly on SIGTERM and SIGINT, also one that comes while the house is still being opened. */
function stopOnSignals(opening: Promise<House>, say: (line: string) => void, log: Log): void {
  let stoppingSince: number | undefined;
  const stop = (signal: NodeJS.Signals) => {
    // A terminal signals the whole group and npm passes the signal on: the same Ctrl-C comes twice.
    if (stoppingSince !== undefined && performance.now() - stoppingSince < 1000) return;
    if (stoppingSince !== undefined) process.exit(1);
    stoppingSince = performance.now();
    say(`${signal}: stopping`);
    opening
      .then((house) => house.close())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, "did not stop cleanly");
          process.exit(1);
        },
      );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

/** Forgets what the embedded stores hold; keys stay, so that tokens already given remain good. */
function resetData(settings: { NODE_ENV?: string; DATA_FOLDER: string }): void {
  if (settings.NODE_ENV === "production") throw new SettingsError(["--reset: is for development only"]);
  forgetEmbeddedStores(resolve(settings.DATA_FOLDER));
}

/** The folder of package.json, from source and from dist alike. */
function repositoryRoot(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, "package.json"))) folder = dirname(folder);
  return folder;
}

main().catch((error: unknown) => {
  process.stderr.write(`\n${error instanceof Error ? messageOf(error) : String(error)}\n`);
  process.exit(1);
});

/** What went wrong and what caused it, in words for the operator; the stack only when it is asked for. */
function messageOf(error: Error): string {
  if (process.env.LOG_LEVEL === "debug") return error.stack ?? error.message;
  const cause = error.cause instanceof Error ? `\n  because: ${error.cause.message}` : "";
  return `${error.message}${cause}`;
}
