import { createDevelopmentIssuer } from "../gateway";
import { ENVIRONMENT_SETTINGS, readSettings } from "../subgraphs/kit";
import { developmentKeys } from "./keys";
import { sampleCallers } from "./sample-callers";

/** `npm run token -- NAME`: prints an access token of the development issuer, or the names when none fits. */
async function main(): Promise<void> {
  const settings = readSettings(ENVIRONMENT_SETTINGS);
  if (settings.NODE_ENV === "production") throw new Error("there is no development issuer in production");
  const name = process.argv[2];
  const caller = sampleCallers().find((each) => each.name === name);
  if (caller === undefined) {
    const names = sampleCallers().map((each) => `  ${each.name.padEnd(12)} ${each.description}`);
    throw new Error(`npm run token -- NAME, where NAME is one of\n${names.join("\n")}`);
  }
  const issuer = createDevelopmentIssuer(developmentKeys(settings.DATA_FOLDER).issuing);
  process.stdout.write(`${await issuer.sign(caller)}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
