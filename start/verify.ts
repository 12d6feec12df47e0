import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { openDevelopmentAuthority, RESULT_QUERY, readCertificates, verifyCommand } from "../subgraphs/dossiers";
import { ENVIRONMENT_SETTINGS, readSettings } from "../subgraphs/kit";

const USAGE = `npm run verify -- FILE RESULT.json [ROOTS.pem]: whether FILE is the result that the agency signed

  ROOTS.pem     the trusted root certificates; absent, those of the development authority here
  RESULT.json   the answer to this query:
${RESULT_QUERY}`;

/** `npm run verify`: verifies a signed result without any network. Exit code 0: signed by the agency; 1: not; 2: cannot be read. */
async function main(): Promise<void> {
  const [file, result, roots] = process.argv.slice(2).map((path) => resolve(process.env.INIT_CWD ?? ".", path));
  if (file === undefined || result === undefined) throw new Error(USAGE);
  const { exitCode, text } = verifyCommand({
    document: readFileSync(file),
    result: readFileSync(result, "utf8"),
    roots: roots === undefined ? await developmentRoots() : readCertificates(readFileSync(roots, "utf8")),
    now: new Date(),
  });
  process.stdout.write(`${text}\n`);
  process.exitCode = exitCode;
}

async function developmentRoots(): Promise<readonly string[]> {
  const { DATA_FOLDER, NODE_ENV } = readSettings(ENVIRONMENT_SETTINGS);
  if (NODE_ENV === "production") throw new Error("name the file with the trusted root certificates");
  return [(await openDevelopmentAuthority({ production: false, dataFolder: resolve(DATA_FOLDER) })).root];
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(2);
});
