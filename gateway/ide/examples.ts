import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "./root";

/** An operation that the IDE offers. */
export interface Example {
  readonly title: string;
  readonly document: string;
  /** JSON, laid out for reading; empty when the operation takes none. */
  readonly variables: string;
}

/**
 * Reads the examples of a folder, in the order of their file names: each `.graphql` file opens with a comment line that is
 * its title, and may go on with one that has its variables, as in `# variables: {"code": "2.000635"}`. The second line
 * is not shown: the variables go to their own editor. A folder that does not exist has no examples.
 * @throws Error that names every file that is not so
 */
export function readExamples(folder = join(repositoryRoot(), "schema", "operations")): readonly Example[] {
  if (!existsSync(folder)) return [];
  const faults: string[] = [];
  const examples: Example[] = [];
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith(".graphql")) continue;
    try {
      examples.push(parseExample(readFileSync(join(folder, name), "utf8")));
    } catch (error) {
      faults.push(`  - ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (faults.length > 0) throw new Error(`Examples in ${folder} are not well formed:\n${faults.join("\n")}`);
  return examples;
}

function parseExample(text: string): Example {
  const [first = "", second = "", ...rest] = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const title = /^#\s*(\S.*?)\s*$/.exec(first)?.[1];
  if (title === undefined) throw new Error(`expected a first line “# title”, found “${first.slice(0, 60)}”`);
  const variables = /^#\s*variables:\s*(.*)$/.exec(second)?.[1];
  const lines = variables === undefined ? [first, second, ...rest] : [first, ...rest];
  return {
    title,
    document: `${lines.join("\n").trim()}\n`,
    variables: variables === undefined ? "" : JSON.stringify(parseVariables(variables), null, 2),
  };
}

function parseVariables(json: string): object {
  const value: unknown = JSON.parse(json);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new Error(`expected a JSON object of variables, found “${json.slice(0, 60)}”`);
}
