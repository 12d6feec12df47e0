import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { openDevelopmentAuthority, signCommand } from "../subgraphs/dossiers";
import { canonicalAgencyCode, ENVIRONMENT_SETTINGS, readSettings } from "../subgraphs/kit";

/** `npm run sign -- AGENCY DOSSIER_NUMBER FILE`: signs a result for an agency as the development authority lets it. */
async function main(): Promise<void> {
  const settings = readSettings(ENVIRONMENT_SETTINGS);
  if (settings.NODE_ENV === "production") throw new Error("in production agencies sign with keys of their own");
  const [agency, number, file] = process.argv.slice(2);
  if (agency === undefined || number === undefined || file === undefined) {
    throw new Error("npm run sign -- AGENCY DOSSIER_NUMBER FILE: prints a result for finishDossier");
  }
  const code = canonicalAgencyCode(agency);
  if (code === null) throw new Error(`“${agency}” is no agency code`);
  const authority = await openDevelopmentAuthority({ production: false, dataFolder: resolve(settings.DATA_FOLDER) });
  const command = {
    agency: code,
    number,
    name: basename(file),
    document: readFileSync(resolve(process.env.INIT_CWD ?? ".", file)),
    signedAt: new Date(),
    signer: await authority.signerOf(code),
  };
  process.stdout.write(`${signCommand(command)}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
