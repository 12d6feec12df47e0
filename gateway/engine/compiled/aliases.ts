import { type DocumentNode, type GraphQLSchema, isInterfaceType, isObjectType, visit } from "graphql";

/** Marks a client's alias on its way through the plan. */
const MARK = "__client";

/** What the planner and we add to names: a number where names of several types would clash, a stand-in's number, the mark. */
const ADDED = /(__alias_\d+|__arguments\d+|__client)$/;

/**
 * Keeps the client's aliases apart from the names that the planner puts beside them. The planner takes `id: name` for the key `id`,
 * so an alias that is also the name of a field gets another name until the answer is written.
 */
export interface AliasMask {
  /** The same document, unless an alias had to be marked. */
  mask(document: DocumentNode): DocumentNode;
  /** The name that a response name of a field has in the plan. */
  maskedName(responseName: string, fieldName: string): string;
}

export function createAliasMask(schema: GraphQLSchema): AliasMask {
  const fields = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type) || isInterfaceType(type)) for (const name of Object.keys(type.getFields())) fields.add(name);
  }
  const maskedName = (responseName: string, fieldName: string) =>
    responseName !== fieldName && (fields.has(responseName) || ADDED.test(responseName))
      ? `${responseName}${MARK}`
      : responseName;
  return {
    maskedName,
    mask: (document) =>
      visit(document, {
        Field({ alias, ...field }) {
          if (alias === undefined) return undefined;
          const value = maskedName(alias.value, field.name.value);
          return value === alias.value ? undefined : { ...field, alias: { ...alias, value } };
        },
      }),
  };
}

/**
 * A path of an error in the client's words: as far as its steps are response names of the operation. What follows comes from a
 * subgraph and could be any text.
 */
export function clientPath(
  path: readonly (string | number)[],
  responseNames: ReadonlySet<string>,
): readonly (string | number)[] {
  const clean: (string | number)[] = [];
  for (const step of path) {
    const name = typeof step === "string" ? nameOf(step, responseNames) : step;
    if (name === undefined) break;
    clean.push(name);
  }
  return clean;
}

function nameOf(step: string, responseNames: ReadonlySet<string>): string | undefined {
  // A marked name whose bare form is asked for, too, means the marked one: marks are never the client's.
  let name = step.endsWith(MARK) ? step.slice(0, -MARK.length) : step;
  while (!responseNames.has(name)) {
    const shorter = name.replace(ADDED, "");
    if (shorter === name) return undefined;
    name = shorter;
  }
  return name;
}
