import type { FetchNode, QueryPlanSelectionNode } from "@apollo/query-planner";
import { parse } from "graphql";
import { type EntityPart, entityPartsOf, withParts } from "./entity-parts";
import { compileRepresentation, type Represent } from "./representation";
import { keysOf, type Requirements } from "./requirements";
import type { Entity, TypeMatcher } from "./types";

/** The fetch that can be made of an entity which lacks what the whole fetch requires; undefined when there is none. */
export type Reduce = (entity: Entity) => FetchNode | undefined;

/** Parts of a fetch that require the same. */
interface Group {
  readonly needs: ReadonlySet<string>;
  readonly parts: EntityPart[];
  readonly represent: Represent;
}

/**
 * The planner joins fields into one fetch that requires what any of them does. An entity that lacks some of it, because it was asked
 * of another type only or because it could not be had, is still asked for the other fields.
 */
export function compileReduction(
  node: FetchNode,
  requirements: Requirements,
  matches: TypeMatcher,
): Reduce | undefined {
  const { requires = [], serviceName } = node;
  const document = parse(node.operation, { noLocation: true });
  const parts = entityPartsOf(document, serviceName, requirements);
  if (parts.every(({ needs }) => needs.size === 0)) return undefined;
  const keys = keysOf(node, requirements);
  const requiresFor = (groups: readonly Pick<Group, "needs">[]) =>
    pruned(requires, "", new Set([...keys.flat(), ...groups.flatMap(({ needs }) => [...needs])]));

  const groups = new Map<string, Group>();
  for (const part of parts) {
    const id = [...part.needs].sort().join();
    const group = groups.get(id) ?? {
      needs: part.needs,
      parts: [],
      represent: compileRepresentation({ requires: requiresFor([part]), keys }, matches),
    };
    group.parts.push(part);
    groups.set(id, group);
  }
  const made = new Map<string, FetchNode>();
  return (entity) => {
    const possible = [...groups].filter(([, { represent }]) => represent(entity) !== null);
    if (possible.length === 0) return undefined;
    const which = possible.map(([id]) => id).join(";");
    let reduced = made.get(which);
    if (reduced === undefined) {
      const left = possible.map(([, group]) => group);
      reduced = {
        ...withParts(
          node,
          document,
          left.flatMap((group) => group.parts),
        ),
        requires: requiresFor(left),
      };
      made.set(which, reduced);
    }
    return reduced;
  };
}

function pruned(
  selections: readonly QueryPlanSelectionNode[],
  place: string,
  kept: ReadonlySet<string>,
): QueryPlanSelectionNode[] {
  return selections.flatMap((selection): QueryPlanSelectionNode[] => {
    if (selection.kind === "InlineFragment") {
      return [{ ...selection, selections: pruned(selection.selections, place, kept) }];
    }
    const here = `${place}.${selection.name}`;
    if (selection.selections === undefined) {
      return selection.name === "__typename" || kept.has(here) ? [selection] : [];
    }
    if (![...kept].some((path) => path.startsWith(`${here}.`))) return [];
    return [{ ...selection, selections: pruned(selection.selections, here, kept) }];
  });
}
