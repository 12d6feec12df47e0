import { readFile } from "node:fs/promises";
import { type ConstDirectiveNode, type DocumentNode, Kind, parse } from "graphql";
import type { Supergraph } from "../operation";

/**
 * Reads a composed supergraph. The endpoints are those of its `@join__graph` directives, unless `endpoints` names another.
 * @throws Error that names the file when it cannot be read, is not GraphQL, or is not a supergraph
 */
export async function loadSupergraph(
  file: string,
  endpoints: ReadonlyMap<string, string> = new Map(),
): Promise<Supergraph> {
  let sdl: string;
  try {
    sdl = await readFile(file, "utf8");
  } catch (cause) {
    throw new Error(`the supergraph ${file} cannot be read`, { cause });
  }
  return { sdl, endpoints: new Map([...declaredEndpoints(sdl, file), ...endpoints]) };
}

function declaredEndpoints(sdl: string, file: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const definition of parsed(sdl, file).definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== "join__Graph") continue;
    for (const value of definition.values ?? []) {
      const graph = value.directives?.find((directive) => directive.name.value === "join__graph");
      const name = graph && textArgument(graph, "name");
      if (name !== undefined && graph !== undefined) found.set(name, textArgument(graph, "url") ?? "");
    }
  }
  if (found.size === 0) throw new Error(`${file} is not a supergraph: it has no join__Graph`);
  return found;
}

function parsed(sdl: string, file: string): DocumentNode {
  try {
    return parse(sdl, { noLocation: true });
  } catch (cause) {
    throw new Error(`${file} is not GraphQL`, { cause });
  }
}

function textArgument(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}
