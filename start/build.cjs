// Compiles the product into dist/, file by file and only what changed: `npm start` runs it first. Types are the business of
// `npm run check`, so that a start waits for no type checker.
const { transformFile } = require("@swc/core");
const { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");

const root = join(__dirname, "..");
const FOLDERS = ["schema", "subgraphs", "gateway", "start"];

/** A file under dist/, and the source it is made of. */
const outputOf = (source) => join(root, "dist", source.replace(/\.ts$/, ".js"));

const timeOf = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

async function compile(source) {
  const { code, map } = await transformFile(join(root, source), {
    sourceMaps: true,
    sourceFileName: join(root, source),
  });
  const output = outputOf(source);
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(`${output}.map`, map);
  writeFileSync(output, `${code}\n//# sourceMappingURL=${output.split("/").at(-1)}.map\n`);
}

async function main() {
  const sources = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .map((name) => join(folder, name))
      .filter((name) => name.endsWith(".ts")),
  );
  const settings = Math.max(timeOf(join(root, ".swcrc")), timeOf(__filename));
  const stale = sources.filter((source) => timeOf(outputOf(source)) < Math.max(settings, timeOf(join(root, source))));
  await Promise.all(stale.map(compile));
  const wanted = new Set(sources.map(outputOf));
  for (const name of readdirSync(join(root, "dist"), { recursive: true })) {
    const output = join(root, "dist", name);
    if (output.endsWith(".js") && !wanted.has(output)) rmSync(output);
  }
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
