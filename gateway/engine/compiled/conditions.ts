import { type DirectiveNode, type DocumentNode, Kind, type SelectionSetNode, visit } from "graphql";

/** The values of the variables that conditions use. */
export type Decisions = Readonly<Record<string, unknown>>;

/** The variables that decide what is in an answer. */
export function conditionVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive(directive) {
      const value = isCondition(directive) ? directive.arguments?.[0]?.value : undefined;
      if (value?.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

/** Whether `@skip` and `@include` let a selection stay. */
export function isIncluded(
  { directives = [] }: { readonly directives?: readonly DirectiveNode[] | undefined },
  decisions: Decisions,
): boolean {
  for (const directive of directives) {
    if (!isCondition(directive)) continue;
    const value = directive.arguments?.[0]?.value;
    const holds =
      value?.kind === Kind.VARIABLE
        ? decisions[value.name.value] === true
        : value?.kind === Kind.BOOLEAN && value.value;
    if (holds === (directive.name.value === "skip")) return false;
  }
  return true;
}

/**
 * The document with its conditions decided, for planning: the planner requires what is behind a condition of fetches that have it not,
 * which then lack it. What is left empty asks for its type.
 */
export function decideConditions(document: DocumentNode, decisions: Decisions): DocumentNode {
  const decide = <Node extends { readonly directives?: readonly DirectiveNode[] | undefined }>(node: Node) => {
    if (!isIncluded(node, decisions)) return null;
    if (node.directives?.some(isCondition) !== true) return undefined;
    return { ...node, directives: node.directives.filter((directive) => !isCondition(directive)) };
  };
  return visit(document, {
    Field: { enter: decide },
    FragmentSpread: { enter: decide },
    InlineFragment: { enter: decide },
    SelectionSet: { leave: (set: SelectionSetNode) => (set.selections.length === 0 ? TYPENAME : undefined) },
  });
}

const TYPENAME: SelectionSetNode = {
  kind: Kind.SELECTION_SET,
  selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: "__typename" } }],
};

function isCondition({ name }: DirectiveNode): boolean {
  return name.value === "skip" || name.value === "include";
}
