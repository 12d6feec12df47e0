import { existsSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { createLog, ENVIRONMENT_SETTINGS, readSettings, SettingsError } from "../subgraphs/kit";
import { banner } from "./banner";
import { openHouse } from "./house";
import { HELP, parseStart } from "./options";

/** Main: reads the command line and the environment, starts, stops on SIGTERM and SIGINT. */
async function main(): Promise<void> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const options = parseStart(process.argv.slice(2));
  if (options.help) return say(HELP);
  const started = performance.now();
  const settings = readSettings(ENVIRONMENT_SETTINGS);
  const log = createLog("start", {
    level: settings.LOG_LEVEL ?? (settings.NODE_ENV === "production" ? "info" : "warn"),
  });
  if (options.reset) resetData(settings.DATA_FOLDER, settings.NODE_ENV === "production");

  const house = await openHouse({
    parts: options.parts,
    variables: process.env,
    log,
    root: repositoryRoot(),
    port: options.port,
    supergraph: options.supergraph,
    samples: options.samples,
    progress: say,
  });
  say(banner(house, Math.round(performance.now() - started)));

  let stoppingSince: number | undefined;
  const stop = (signal: NodeJS.Signals) => {
    // A terminal signals the whole group and npm passes the signal on: the same Ctrl-C comes twice.
    if (stoppingSince !== undefined && performance.now() - stoppingSince < 1000) return;
    if (stoppingSince !== undefined) process.exit(1);
    stoppingSince = performance.now();
    say(`${signal}: stopping`);
    house.close().then(
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
function resetData(dataFolder: string, production: boolean): void {
  if (production) throw new SettingsError(["--reset: is for development only"]);
  for (const store of ["mongo", "postgres"]) rmSync(join(dataFolder, store), { recursive: true, force: true });
}

/** The folder of package.json, from source and from dist alike. */
function repositoryRoot(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, "package.json"))) folder = dirname(folder);
  return folder;
}

main().catch((error: unknown) => {
  const known =
    error instanceof SettingsError || (error instanceof Error && !("code" in error && error.code === "ERR_ASSERTION"));
  process.stderr.write(`\n${known && error instanceof Error ? messageOf(error) : String(error)}\n`);
  process.exit(1);
});

/** What went wrong and what caused it, in words for the operator; the stack only when it is asked for. */
function messageOf(error: Error): string {
  if (process.env.LOG_LEVEL === "debug") return error.stack ?? error.message;
  const cause = error.cause instanceof Error ? `\n  because: ${error.cause.message}` : "";
  return `${error.message}${cause}`;
}
