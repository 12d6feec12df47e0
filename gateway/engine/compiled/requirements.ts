import type { FetchNode } from "@apollo/query-planner";
import { type ConstDirectiveNode, type DocumentNode, Kind, parse, type SelectionSetNode } from "graphql";

/** What subgraphs must be told of an entity, as paths of fields such as `.owner.name`. */
export interface Requirements {
  /** The fields of each key, by `subgraph Type`. */
  readonly keys: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** Interfaces that some subgraph knows as an object. */
  readonly interfaceObjects: ReadonlySet<string>;
  /** The fields that a field requires, by `subgraph Type.field`; absent where it requires none. */
  readonly fields: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Reads keys and requirements from a supergraph. */
export function readRequirements(document: DocumentNode): Requirements {
  const keys = new Map<string, (readonly string[])[]>();
  const interfaceObjects = new Set<string>();
  const fields = new Map<string, ReadonlySet<string>>();
  const subgraphs = subgraphNames(document);
  for (const node of document.definitions) {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const directive of node.directives ?? []) {
      if (isTrue(directive, "isInterfaceObject")) interfaceObjects.add(node.name.value);
      const key = directive.name.value === "join__type" ? textOf(directive, "key") : undefined;
      if (key === undefined) continue;
      const whose = `${subgraphs.get(graphOf(directive))} ${node.name.value}`;
      keys.set(whose, [...(keys.get(whose) ?? []), pathsOf(key)]);
    }
    for (const field of node.fields ?? []) {
      for (const directive of field.directives ?? []) {
        const required = directive.name.value === "join__field" ? textOf(directive, "requires") : undefined;
        if (required === undefined) continue;
        const whose = `${subgraphs.get(graphOf(directive))} ${node.name.value}.${field.name.value}`;
        fields.set(whose, new Set(pathsOf(required)));
      }
    }
  }
  return { keys, interfaceObjects, fields };
}

/** The keys by which a fetch may find what it requires something of. */
export function keysOf(
  { serviceName, requires = [] }: FetchNode,
  requirements: Requirements,
): readonly (readonly string[])[] {
  return requires.flatMap((each) =>
    each.kind === "InlineFragment" ? (requirements.keys.get(`${serviceName} ${each.typeCondition}`) ?? []) : [],
  );
}

/** The fields of a set as text. */
export function selectionOf(fields: string): SelectionSetNode {
  const [node] = parse(`{${fields}}`, { noLocation: true }).definitions;
  if (node?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`no set of fields: ${fields}`);
  return node.selectionSet;
}

/** A text that a directive has as an argument. */
export function textOf(directive: ConstDirectiveNode, argument: string): string | undefined {
  const value = directive.arguments?.find(({ name }) => name.value === argument)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

function subgraphNames(document: DocumentNode): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const node of document.definitions) {
    if (node.kind !== Kind.ENUM_TYPE_DEFINITION || node.name.value !== "join__Graph") continue;
    for (const { name, directives = [] } of node.values ?? []) {
      const [graph] = directives;
      names.set(name.value, (graph && textOf(graph, "name")) ?? name.value);
    }
  }
  return names;
}

function isTrue(directive: ConstDirectiveNode, argument: string): boolean {
  const value = directive.arguments?.find(({ name }) => name.value === argument)?.value;
  return value?.kind === Kind.BOOLEAN && value.value;
}

function graphOf(directive: ConstDirectiveNode): string {
  const value = directive.arguments?.find(({ name }) => name.value === "graph")?.value;
  return value?.kind === Kind.ENUM ? value.value : "";
}

function pathsOf(fields: string): string[] {
  const walk = (set: SelectionSetNode, place: string): string[] =>
    set.selections.flatMap((node) => {
      if (node.kind === Kind.FRAGMENT_SPREAD) return [];
      if (node.kind === Kind.INLINE_FRAGMENT) return walk(node.selectionSet, place);
      const here = `${place}.${node.name.value}`;
      return node.selectionSet === undefined ? [here] : walk(node.selectionSet, here);
    });
  return walk(selectionOf(fields), "");
}
