import type { FetchNode } from "@apollo/query-planner";
import {
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from "graphql";
import type { Requirements } from "./requirements";

/** One of the fields that a fetch asks of entities. */
export interface EntityPart {
  /** The field, still inside fragments of its own. */
  readonly selection: SelectionNode;
  readonly typename: string | undefined;
  /** The fields that it requires of others, as paths. */
  readonly needs: ReadonlySet<string>;
}

/** The fields right below `_entities`: only these can have requirements, as others are reached through a fetch of their own. */
export function entityPartsOf(document: DocumentNode, subgraph: string, { fields }: Requirements): EntityPart[] {
  const partsOf = (set: SelectionSetNode, typename: string | undefined): EntityPart[] =>
    set.selections.flatMap((selection): EntityPart[] => {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const type = selection.typeCondition?.name.value ?? typename;
        return partsOf(selection.selectionSet, type).map((part) => ({
          ...part,
          selection: { ...selection, selectionSet: { kind: Kind.SELECTION_SET, selections: [part.selection] } },
        }));
      }
      return [{ selection, typename, needs: fields.get(`${subgraph} ${typename}.${selection.name.value}`) ?? NOTHING }];
    });
  return entitySelections(document).flatMap((set) => partsOf(set, undefined));
}

const NOTHING: ReadonlySet<string> = new Set();

/** What is asked of `_entities`. */
export function entitySelections(document: DocumentNode): SelectionSetNode[] {
  return document.definitions.flatMap((node) => {
    if (node.kind !== Kind.OPERATION_DEFINITION) return [];
    return node.selectionSet.selections.flatMap((field) =>
      field.kind === Kind.FIELD && field.name.value === "_entities" && field.selectionSet ? [field.selectionSet] : [],
    );
  });
}

/** A fetch that asks entities for some of its parts only, and passes on only the variables that these use. */
export function withParts(node: FetchNode, document: DocumentNode, parts: readonly EntityPart[]): FetchNode {
  const selections = parts.map(({ selection }) => selection);
  const replaced = visit(document, {
    Field: (field) =>
      field.name.value === "_entities"
        ? { ...field, selectionSet: { kind: Kind.SELECTION_SET, selections } as const }
        : undefined,
  });
  const used = new Set<string>();
  visit(replaced, { VariableDefinition: () => false, Variable: ({ name }) => void used.add(name.value) });
  const operation = visit(replaced, {
    OperationDefinition: (definition): OperationDefinitionNode => ({
      ...definition,
      variableDefinitions: definition.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value)),
    }),
  });
  return {
    ...node,
    operation: print(operation),
    variableUsages: node.variableUsages?.filter((name) => used.has(name)),
  };
}
