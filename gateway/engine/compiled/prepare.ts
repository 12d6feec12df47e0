import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from "graphql";
import type { PlannableGraph } from "./plan";
import { compileProgram, type Program } from "./program";
import { compileProjector, type Projector } from "./projector";

/** An operation with all that does not depend on its variables done. */
export interface PreparedOperation {
  readonly definition: OperationDefinitionNode;
  readonly program: Program;
  /** Whether it asks for data that no plan leads to: an error, where silence would look like absence. */
  readonly isUnresolvable: boolean;
  /** The introspection in it, as an operation of its own. */
  readonly introspection: DocumentNode | null;
  /** The projector for the decisions that the variables make. */
  projector(coerced: Readonly<Record<string, unknown>>): Projector;
}

/** Projectors of one operation that are kept: so many sets of decisions as people really use. */
const PROJECTOR_LIMIT = 64;

/** Plans and compiles an operation. @throws OPERATION_TOO_COMPLEX, OVERLOADED */
export async function prepareOperation(
  graph: PlannableGraph,
  { text, document, definition }: { text: string; document: DocumentNode; definition: OperationDefinitionNode },
): Promise<PreparedOperation> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  const plan = await graph.plan(text, definition.name?.value);
  const decisive = [...conditionVariables(document)];
  const projectors = new Map<string, Projector>();
  return {
    definition,
    program: compileProgram(plan, graph),
    isUnresolvable: plan.node === undefined && asksForData(definition.selectionSet, fragments),
    introspection: introspectionOf(document, definition, fragments),
    projector(coerced) {
      const decisions = decisive.map((name) => (coerced[name] === true ? "1" : "0")).join("");
      let projector = projectors.get(decisions);
      if (projector === undefined) {
        projector = compileProjector({ schema: graph.api, definition, fragments, matches: graph.matches, coerced });
        if (projectors.size >= PROJECTOR_LIMIT) projectors.clear();
        projectors.set(decisions, projector);
      }
      return projector;
    },
  };
}

function conditionVariables(document: DocumentNode): Set<string> {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: given }) {
      const value = given?.[0]?.value;
      if ((name.value === "skip" || name.value === "include") && value?.kind === Kind.VARIABLE) {
        names.add(value.name.value);
      }
    },
  });
  return names;
}

const INTROSPECTION = new Set(["__schema", "__type"]);

/** The part of an operation that asks about the schema: no subgraph is asked for it. */
function introspectionOf(
  document: DocumentNode,
  definition: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): DocumentNode | null {
  const only = (set: SelectionSetNode): SelectionSetNode => ({
    kind: Kind.SELECTION_SET,
    selections: set.selections.flatMap((node): SelectionNode[] => {
      if (node.kind === Kind.FIELD) return INTROSPECTION.has(node.name.value) ? [node] : [];
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
      const selectionSet = fragment === undefined ? undefined : only(fragment.selectionSet);
      if (selectionSet === undefined || selectionSet.selections.length === 0) return [];
      return [{ kind: Kind.INLINE_FRAGMENT, directives: node.directives, selectionSet }];
    }),
  });
  const selectionSet = only(definition.selectionSet);
  if (selectionSet.selections.length === 0) return null;
  const others = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  return { kind: Kind.DOCUMENT, definitions: [{ ...definition, selectionSet }, ...others] };
}

/** Whether a selection asks, in any case, for something that only a subgraph can answer. */
function asksForData(set: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): boolean {
  return set.selections.some((node) => {
    if ((node.directives ?? []).length > 0) return false;
    if (node.kind === Kind.FIELD) return !node.name.value.startsWith("__");
    const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
    return fragment !== undefined && asksForData(fragment.selectionSet, fragments);
  });
}
