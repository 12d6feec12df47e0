import type { FetchDataRewrite, FetchNode, PlanNode, QueryPlan, QueryPlanSelectionNode } from "@apollo/query-planner";
import { Kind, parse, print, visit } from "graphql";
import { type EntityPart, entityPartsOf, withParts } from "./entity-parts";
import type { StandIns } from "./required-arguments";

/** Writes a plan that was made with stand-ins back: in fetches they are aliases, in representations they get their names again. */
export function restoreArguments(plan: QueryPlan, standIns: StandIns): QueryPlan {
  if (plan.node === undefined || plan.node.kind === "Subscription") return plan;
  return { ...plan, node: restoreNode(plan.node, standIns) };
}

function restoreNode(node: PlanNode, standIns: StandIns): PlanNode {
  const restored = (each: PlanNode) => restoreNode(each, standIns);
  switch (node.kind) {
    case "Sequence":
    case "Parallel":
      return { ...node, nodes: node.nodes.map(restored) };
    case "Flatten":
      return { ...node, node: restored(node.node) };
    case "Condition":
      return {
        ...node,
        ifClause: node.ifClause && restored(node.ifClause),
        elseClause: node.elseClause && restored(node.elseClause),
      };
    case "Fetch": {
      const fetches = split(node, standIns).map((fetch) => restoreFetch(fetch, standIns));
      const [only] = fetches;
      return fetches.length === 1 && only !== undefined ? only : { kind: "Parallel", nodes: fetches };
    }
    case "Defer":
      return node;
  }
}

function restoreFetch(node: FetchNode, { versions }: StandIns): FetchNode {
  const document = visit(parse(node.operation, { noLocation: true }), {
    Field(field) {
      const version = versions.get(field.name.value);
      if (version === undefined) return undefined;
      const name = { kind: Kind.NAME, value: version.field } as const;
      return { ...field, alias: field.alias ?? field.name, name, arguments: version.arguments };
    },
  });
  const renamed: FetchDataRewrite[] = [];
  const walk = (selections: readonly QueryPlanSelectionNode[], path: string[]) => {
    for (const selection of selections) {
      if (selection.kind === "InlineFragment") {
        const { typeCondition } = selection;
        walk(selection.selections, typeCondition === undefined ? path : [...path, `... on ${typeCondition}`]);
        continue;
      }
      const version = versions.get(selection.name);
      walk(selection.selections ?? [], [...path, selection.name]);
      if (version !== undefined) {
        renamed.push({ kind: "KeyRenamer", path: [...path, selection.name], renameKeyTo: version.field });
      }
    }
  };
  walk(node.requires ?? [], []);
  const inputRewrites = [...renamed, ...(node.inputRewrites ?? [])];
  return { ...node, operation: print(document), inputRewrites: inputRewrites.length === 0 ? undefined : inputRewrites };
}

/** Parts of one fetch whose requirements agree with each other. */
interface Group {
  /** The version of each field, by its place. */
  readonly chosen: Map<string, string>;
  readonly parts: EntityPart[];
}

/** Two versions of one field do not fit into one representation: such a fetch becomes several. */
function split(node: FetchNode, standIns: StandIns): FetchNode[] {
  const { requires } = node;
  if (requires === undefined) return [node];
  const document = parse(node.operation, { noLocation: true });
  const groups: Group[] = [];
  for (const part of entityPartsOf(document, node.serviceName, standIns.requirements)) {
    const used = [...part.needs].flatMap((path) => versionsIn(path, standIns));
    let group = groups.find(({ chosen }) => used.every(([place, name]) => (chosen.get(place) ?? name) === name));
    if (group === undefined) {
      group = { chosen: new Map(), parts: [] };
      groups.push(group);
    }
    for (const [place, name] of used) group.chosen.set(place, name);
    group.parts.push(part);
  }
  if (groups.length < 2) return [node];
  return groups.map(({ chosen, parts }) => ({
    ...withParts(node, document, parts),
    requires: pruned(requires, "", chosen, standIns),
  }));
}

/** The stand-ins on a path, each with the place where it stands in for a field. */
function versionsIn(path: string, { versions }: StandIns): [place: string, name: string][] {
  let place = "";
  return path
    .split(".")
    .slice(1)
    .flatMap((name): [string, string][] => {
      const version = versions.get(name);
      place += `.${version?.field ?? name}`;
      return version === undefined ? [] : [[place, name]];
    });
}

function pruned(
  selections: readonly QueryPlanSelectionNode[],
  place: string,
  chosen: ReadonlyMap<string, string>,
  standIns: StandIns,
): QueryPlanSelectionNode[] {
  return selections.flatMap((selection): QueryPlanSelectionNode[] => {
    if (selection.kind === "InlineFragment") {
      return [{ ...selection, selections: pruned(selection.selections, place, chosen, standIns) }];
    }
    const version = standIns.versions.get(selection.name);
    const here = `${place}.${version?.field ?? selection.name}`;
    if (version !== undefined && chosen.get(here) !== selection.name) return [];
    const below = selection.selections && pruned(selection.selections, here, chosen, standIns);
    return below?.length === 0 ? [] : [{ ...selection, selections: below }];
  });
}
