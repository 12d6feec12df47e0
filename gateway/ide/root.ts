import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of package.json, from source and from `dist` alike. @throws Error when no folder above has one */
export function repositoryRoot(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, "package.json"))) {
    const above = dirname(folder);
    if (above === folder) throw new Error(`no folder above ${__dirname} has a package.json`);
    folder = above;
  }
  return folder;
}
