import { type DocumentNode, parse } from "graphql";

/** The version of the federation specification that every subgraph of ours links (https://specs.apollo.dev/federation). */
export const FEDERATION_VERSION = "v2.12";

/**
 * Every federation directive that a subgraph may use. `@authenticated`, `@requiresScopes` and `@policy` are listed because
 * their text must survive into the SDL; a graph that uses them starts only when the gateway enforces them.
 */
export const FEDERATION_DIRECTIVES = [
  "@key",
  "@shareable",
  "@external",
  "@requires",
  "@provides",
  "@override",
  "@inaccessible",
  "@tag",
  "@interfaceObject",
  "@composeDirective",
  "@authenticated",
  "@requiresScopes",
  "@policy",
  "@cost",
  "@listSize",
  "@context",
  "@fromContext",
] as const;

/** The schema extension that heads each subgraph's SDL. */
export function federationLink(): DocumentNode {
  const imports = FEDERATION_DIRECTIVES.map((name) => `"${name}"`).join(", ");
  return parse(
    `extend schema @link(url: "https://specs.apollo.dev/federation/${FEDERATION_VERSION}", import: [${imports}, "FieldSet"])`,
  );
}
