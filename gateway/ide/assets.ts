import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { repositoryRoot } from "./root";

/** A file of the page as it is sent. */
export interface Asset {
  readonly type: string;
  readonly body: Buffer;
  /** A digest of the body. */
  readonly etag: string;
}

const SCRIPT = "text/javascript; charset=utf-8";
const STYLE = "text/css; charset=utf-8";

/** THE list of files that the page is made of, by path: nothing else is ever served, whatever a path says. */
const FILES: readonly { readonly path: string; readonly type: string; locate(): string }[] = [
  { path: "/ide/react.js", type: SCRIPT, locate: () => inPackage("react", "umd/react.production.min.js") },
  { path: "/ide/react-dom.js", type: SCRIPT, locate: () => inPackage("react-dom", "umd/react-dom.production.min.js") },
  { path: "/ide/graphiql.js", type: SCRIPT, locate: () => inPackage("graphiql", "graphiql.min.js") },
  { path: "/ide/graphiql.css", type: STYLE, locate: () => inPackage("graphiql", "graphiql.min.css") },
  { path: "/ide/ide.js", type: SCRIPT, locate: () => ownFile("ide.js") },
  { path: "/ide/ide.css", type: STYLE, locate: () => ownFile("ide.css") },
  { path: "/ide/icon.svg", type: "image/svg+xml", locate: () => ownFile("icon.svg") },
];

/** Reads every file of the page, by the path under which it is served. @throws Error that names the file which is missing */
export function readAssets(): ReadonlyMap<string, Asset> {
  return new Map(FILES.map(({ path, type, locate }) => [path, readAsset(path, type, locate)]));
}

function readAsset(path: string, type: string, locate: () => string): Asset {
  try {
    const body = readFileSync(locate());
    return { type, body, etag: `"${createHash("sha256").update(body).digest("base64url")}"` };
  } catch (cause) {
    throw new Error(`the IDE's file ${path} cannot be read; is this installation complete?`, { cause });
  }
}

/** Packages name their browser builds in no `exports`, so the folder is found by the one file that they all export. */
function inPackage(name: string, file: string): string {
  return join(dirname(require.resolve(`${name}/package.json`)), file);
}

/** The page's own files are no TypeScript and stay where they are: `dist` has none of them. */
function ownFile(file: string): string {
  return join(repositoryRoot(), "gateway", "ide", "page", file);
}
