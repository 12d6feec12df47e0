import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { parseSync } from "@swc/core";

/** One import of a file of ours: of another file of ours, or of a package. */
export interface Import {
  readonly from: string;
  /** Path from the root without extension, or a package's name. */
  readonly to: string;
  readonly own: boolean;
}

const FOLDERS = ["schema", "gateway", "subgraphs", "start"];
const SUBGRAPHS = ["catalogue", "citizens", "dossiers", "payments", "evaluation"];

/** The table of imports of design.md section 2: who may import what of ours, and where some packages are at home. */
export function violations(imports: readonly Import[]): string[] {
  return imports.flatMap((each) => {
    const fault = each.own ? ownFault(each) : packageFault(each);
    return fault === null ? [] : [`${each.from} → ${each.to}: ${fault}`];
  });
}

function ownFault({ from, to }: Import): string | null {
  const [fromTop = "", fromModule = ""] = from.split("/");
  const [toTop = "", toModule = "", ...rest] = to.split("/");
  if (fromTop === "schema") return toTop === "schema" ? null : "the contract imports nothing of ours";
  if (toTop === "schema") return null;
  if (fromTop === "start") return isFace(to) ? null : "the process entry knows parts by their index";
  if (toTop === "start") return "nothing imports the process entry";
  if (fromTop === "subgraphs" && toTop === "subgraphs") {
    if (fromModule === toModule) return null;
    if (fromModule === "kit") return "the kit knows no subgraph";
    return toModule === "kit" && (rest.length === 0 || rest[0] === "index")
      ? null
      : "a subgraph knows itself and the kit's index only";
  }
  if (fromTop === "subgraphs") return "gateway and subgraphs never import each other";
  if (toTop === "subgraphs")
    return toModule === "kit" && rest.length === 0 ? null : "the gateway knows of subgraphs only the kit's index";
  // gateway → gateway
  const inModule = from.split("/").length > 2;
  if (!inModule)
    return to.split("/").length <= 2 || isFace(to) ? null : "the gateway's own files know modules by their index";
  return toModule === fromModule || to === "gateway/operation" || to === "gateway/config"
    ? null
    : "a gateway module never knows its siblings";
}

/** A module's index, or a file that is no part of a module. */
function isFace(to: string): boolean {
  const parts = to.split("/");
  return parts[0] === "start" || parts.length <= 2 || parts.at(-1) === "index";
}

/** Packages that only some places may import, as prefixes of paths; a file named in full has no prefix meaning. */
const HOMES: Readonly<Record<string, readonly string[]>> = {
  "@apollo/gateway": ["gateway/engine/"],
  "@apollo/query-planner": ["gateway/engine/"],
  "@apollo/composition": ["gateway/supergraph/"],
  "@apollo/subgraph": ["subgraphs/kit/"],
  "@apollo/server": ["gateway/gateway", "gateway/observe/", "subgraphs/kit/"],
  jose: ["gateway/policy/"],
  mongoose: [
    "subgraphs/kit/",
    ...SUBGRAPHS.flatMap((name) => [`subgraphs/${name}/store`, `subgraphs/${name}/packets/store`]),
  ],
  bson: ["subgraphs/kit/mongo/"],
  libsql: ["subgraphs/kit/mongo/", "subgraphs/kit/folder-lock"],
  kysely: ["subgraphs/kit/postgres/", "subgraphs/payments/store"],
  pg: ["subgraphs/kit/postgres/"],
  "@electric-sql/pglite": ["subgraphs/kit/postgres/"],
  "fast-xml-parser": ["subgraphs/citizens/"],
};

function packageFault({ from, to }: Import): string | null {
  const name = to.startsWith("@") ? to.split("/").slice(0, 2).join("/") : (to.split("/")[0] ?? to);
  if (from === "schema/operations/documents") return null; // generated for clients, with their library's types
  if (from.startsWith("schema/") && name !== "graphql" && !name.startsWith("node:"))
    return "the contract stands on graphql alone";
  if (name === "type-graphql" && !/^subgraphs\/(kit\/|[a-z]+\/([a-z]+-)*(types|resolvers)\b)/.test(from)) {
    return "type-graphql lives in types and resolvers";
  }
  const homes = HOMES[name];
  return homes === undefined || homes.some((home) => from.startsWith(home))
    ? null
    : `${name} is at home in ${homes.join(", ")}`;
}

/** Reads every import of every source file under `root`, types included. */
export function readImports(root: string): { files: number; imports: Import[] } {
  const files = FOLDERS.flatMap((folder) => sources(join(root, folder)));
  return { files: files.length, imports: files.flatMap((file) => importsOf(root, file)) };
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name));
}

function importsOf(root: string, file: string): Import[] {
  const { body } = parseSync(readFileSync(file, "utf8"), { syntax: "typescript", decorators: true, target: "es2022" });
  const from = toSlashes(relative(root, file)).replace(/\.ts$/, "");
  return body.flatMap((item): Import[] => {
    const names =
      item.type === "ImportDeclaration" ||
      item.type === "ExportNamedDeclaration" ||
      item.type === "ExportAllDeclaration";
    const target = names ? item.source?.value : undefined;
    if (target === undefined) return [];
    if (!target.startsWith(".")) return [{ from, to: target, own: false }];
    return [{ from, to: toSlashes(relative(root, resolve(dirname(file), target))), own: true }];
  });
}

function toSlashes(path: string): string {
  return path.split(sep).join("/");
}
