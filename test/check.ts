import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * `npm run check`: everything that must hold before a commit lands. A step that looked at nothing fails. With `--tests-have-run` it leaves out
 * the tests: for CI, which has run all of them just before.
 */
const root = join(__dirname, "..");

interface Outcome {
  readonly ok: boolean;
  readonly said: string;
}

const testsHaveRun = process.argv.includes("--tests-have-run");

const allSteps: readonly { readonly name: string; run(): Outcome }[] = [
  {
    name: "lint",
    run: () => inspecting(command("npx", ["biome", "check", "--error-on-warnings", "."]), /Checked (\d+) files/, 100),
  },
  { name: "types", run: types },
  { name: "unused code", run: unused },
  { name: "fresh schema and docs", run: fresh },
  {
    name: "tests",
    run: () =>
      inspecting(command("npx", ["jest", "--selectProjects", "unit", "--silent"]), /(\d+) passed, 0 failed/, 300),
  },
];

const steps = allSteps.filter(({ name }) => !(testsHaveRun && name === "tests"));
let failed = 0;
for (const step of steps) {
  const started = Date.now();
  const outcome = step.run();
  if (!outcome.ok) failed += 1;
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  process.stdout.write(
    `${outcome.ok ? "ok    " : "FAILED"} ${step.name} (${seconds} s)\n${outcome.ok ? "" : `${outcome.said}\n`}`,
  );
}
process.stdout.write(`\n${steps.length - failed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);

function command(name: string, args: readonly string[]): Outcome {
  const { status, stdout, stderr } = spawnSync(name, args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return { ok: status === 0, said: `${stdout}\n${stderr}`.trim() };
}

/** Fails a step that succeeded without having looked at enough. */
function inspecting(outcome: Outcome, counted: RegExp, atLeast: number): Outcome {
  const count = Number(counted.exec(outcome.said)?.[1] ?? 0);
  if (!outcome.ok || count >= atLeast) return outcome;
  return { ok: false, said: `looked at ${count}, expected at least ${atLeast}\n${outcome.said}` };
}

function types(): Outcome {
  const listed = command("npx", ["tsc", "-p", "tsconfig.json", "--listFilesOnly"]);
  const own = listed.said.split("\n").filter((line) => line.endsWith(".ts") && !line.includes("node_modules")).length;
  if (own < 100) return { ok: false, said: `the compiler was given ${own} files` };
  return command("npx", ["tsc", "-p", "tsconfig.json"]);
}

/** knip says nothing when all is well, and also when it looks in the wrong place: a planted file must be all that it finds. */
function unused(): Outcome {
  const planted = join(root, "gateway", "planted-dead-code.ts");
  writeFileSync(planted, "export const planted = true;\n");
  try {
    const { said } = command("npx", ["knip", "--reporter", "compact", "--no-progress"]);
    const found = said.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("npm warn"));
    const ok = found.length === 2 && said.includes("gateway/planted-dead-code.ts");
    return { ok, said };
  } finally {
    rmSync(planted, { force: true });
  }
}

function fresh(): Outcome {
  const before = digests();
  const generated = command("npm", ["run", "schema", "--silent"]);
  if (!generated.ok) return generated;
  const stale = [...digests()].filter(([file, digest]) => before.get(file) !== digest).map(([file]) => file);
  if (before.size < 8) return { ok: false, said: `only ${before.size} generated files were there` };
  return { ok: stale.length === 0, said: `stale, now written again (commit them): ${stale.join(", ")}` };
}

function digests(): Map<string, string> {
  const files = ["schema", "docs"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
  );
  const generated = files.filter((file) => /\.(graphql|md)$|documents\.ts$/.test(file));
  return new Map(
    generated.map((file) => [
      file,
      createHash("sha256")
        .update(readFileSync(join(root, file)))
        .digest("hex"),
    ]),
  );
}
