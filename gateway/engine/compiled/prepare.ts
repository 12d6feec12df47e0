import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from "graphql";
import { conditionVariables, type Decisions, decideConditions } from "./conditions";
import type { PlannableGraph } from "./plan";
import { createPlanCache } from "./plan-cache";
import { compileProgram, type Program } from "./program";
import { compileProjector, type Projector } from "./projector";
import { reservedNameIn } from "./reserved-names";

/** An operation with all that does not depend on its variables done. */
export interface PreparedOperation {
  readonly definition: OperationDefinitionNode;
  /** A name in it that clients may not choose. */
  readonly reservedName: string | undefined;
  /** Every name that a path in its answer can have. */
  readonly responseNames: ReadonlySet<string>;
  /** The introspection in it, as an operation of its own. */
  readonly introspection: DocumentNode | null;
  /** What is left of it when the variables have decided its conditions. @throws OPERATION_TOO_COMPLEX, OVERLOADED */
  decided(coerced: Decisions): Promise<DecidedOperation>;
}

/** An operation without conditions: planned and compiled. */
export interface DecidedOperation {
  readonly program: Program;
  readonly projector: Projector;
  /** Whether it asks for data that no plan leads to: an error, where silence would look like absence. */
  readonly isUnresolvable: boolean;
}

/** Sets of decisions of one operation whose plans are kept: so many as people really use. */
const DECISIONS = { entries: 32, weight: Number.POSITIVE_INFINITY };

/** Reads an operation; its plans are made when their decisions first come. */
export function prepareOperation(
  graph: PlannableGraph,
  { text, document, definition }: { text: string; document: DocumentNode; definition: OperationDefinitionNode },
): PreparedOperation {
  const fragments = fragmentsOf(document);
  const deciding = conditionVariables(document);
  const kept = createPlanCache<Promise<DecidedOperation>>(DECISIONS);

  const decide = async (coerced: Decisions): Promise<DecidedOperation> => {
    const decided = decideConditions(document, coerced);
    const planned = graph.aliases.mask(decided);
    const plan = await graph.plan(planned === document ? text : print(planned), definition.name?.value);
    const { api: schema, matches, aliases } = graph;
    const { maskedName } = aliases;
    const { interfaceObjects } = graph.requirements;
    return {
      program: compileProgram(plan, graph),
      projector: compileProjector({ schema, definition, fragments, matches, maskedName, interfaceObjects, coerced }),
      isUnresolvable: plan.node === undefined && asksForData(decided, definition.name?.value),
    };
  };

  return {
    definition,
    reservedName: reservedNameIn(document),
    responseNames: responseNamesOf(document),
    introspection: introspectionOf(document, definition, fragments),
    decided(coerced) {
      const decisions = deciding.map((name) => (coerced[name] === true ? "1" : "0")).join("");
      let found = kept.get(decisions);
      if (found === undefined) {
        found = decide(coerced);
        kept.set(decisions, found, 0);
        // What could not be planned now may be later: only plans are kept.
        found.catch(() => kept.delete(decisions));
      }
      return found;
    },
  };
}

function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  return fragments;
}

function responseNamesOf(document: DocumentNode): Set<string> {
  const names = new Set<string>();
  visit(document, { Field: ({ alias, name }) => void names.add(alias?.value ?? name.value) });
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

/** Whether an operation asks for something that only a subgraph can answer. */
function asksForData(document: DocumentNode, operationName: string | undefined): boolean {
  const fragments = fragmentsOf(document);
  const asks = (set: SelectionSetNode): boolean =>
    set.selections.some((node) => {
      if (node.kind === Kind.FIELD) return !node.name.value.startsWith("__");
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
      return fragment !== undefined && asks(fragment.selectionSet);
    });
  return document.definitions.some(
    (node) => node.kind === Kind.OPERATION_DEFINITION && node.name?.value === operationName && asks(node.selectionSet),
  );
}
