import { createEnvironment, createLog, dumpDatabase } from "../subgraphs/kit";

/** `npm run dump -- FOLDER`: writes the MongoDB databases as mongodump files; `mongorestore FOLDER` moves them to a server. */
async function main(): Promise<void> {
  const folder = process.argv[2];
  if (folder === undefined) throw new Error("npm run dump -- FOLDER: name the folder to write to");
  const environment = createEnvironment({ log: createLog("dump", { level: "warn" }) });
  try {
    await dumpDatabase(await environment.mongoAddress(), folder);
  } finally {
    await environment.close();
  }
  process.stdout.write(`written to ${folder}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
