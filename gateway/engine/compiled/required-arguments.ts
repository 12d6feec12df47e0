import type { QueryPlan } from "@apollo/query-planner";
import {
  type ArgumentNode,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  type SelectionSetNode,
} from "graphql";
import { type Requirements, readRequirements, selectionOf, textOf } from "./requirements";
import { restoreArguments } from "./restore-arguments";

/** A required field with the arguments it is required with. */
export interface RequiredVersion {
  readonly field: string;
  readonly arguments: readonly ArgumentNode[];
}

/** What the stand-ins of {@link separateRequiredArguments} stand for. */
export interface StandIns {
  /** By the stand-in's name. */
  readonly versions: ReadonlyMap<string, RequiredVersion>;
  /** In the stand-ins' names. */
  readonly requirements: Requirements;
}

/** A supergraph to plan with, and how its plans become plans for the supergraph as it was. */
export interface SeparatedSupergraph {
  readonly sdl: string;
  readonly requirements: Requirements;
  restore(plan: QueryPlan): QueryPlan;
}

type Definition = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/**
 * The planner drops the arguments of fields in `@requires`, so that whichever arguments the client gave win. To the planner, each
 * required field that takes arguments becomes a field of its own without any; plans made so are then written back.
 */
export function separateRequiredArguments(sdl: string): SeparatedSupergraph {
  const document = parse(sdl, { noLocation: true });
  const separation = new Separation(document);
  const separated = separation.document();
  const requirements = readRequirements(separated);
  const { versions } = separation;
  if (versions.size === 0) return { sdl, requirements, restore: (plan) => plan };
  return {
    sdl: print(separated),
    requirements,
    restore: (plan) => restoreArguments(plan, { versions, requirements }),
  };
}

class Separation {
  readonly versions = new Map<string, RequiredVersion>();
  readonly #document: DocumentNode;
  readonly #types = new Map<string, Definition>();
  readonly #names = new Map<string, string>();
  /** The stand-ins that a type gets, with the field that each stands for. */
  readonly #added = new Map<string, Map<string, string>>();

  constructor(document: DocumentNode) {
    this.#document = document;
    for (const node of document.definitions) {
      if (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION) {
        this.#types.set(node.name.value, node);
      }
    }
  }

  document(): DocumentNode {
    const rewritten = new Map<string, Definition>();
    for (const [name, type] of this.#types) {
      const fields = type.fields?.map((field) => this.#withStandIns(name, field));
      rewritten.set(name, { ...type, fields });
    }
    const definitions = this.#document.definitions.map((node) => {
      const type = "name" in node && node.name !== undefined ? rewritten.get(node.name.value) : undefined;
      return type === undefined || type.kind !== node.kind ? node : this.#withAdded(type);
    });
    return { ...this.#document, definitions };
  }

  #withAdded(type: Definition): Definition {
    const added = [...(this.#added.get(type.name.value) ?? [])].flatMap(([name, stoodFor]) => {
      const field = type.fields?.find((each) => each.name.value === stoodFor);
      return field === undefined ? [] : [{ ...field, name: { kind: Kind.NAME, value: name } as const, arguments: [] }];
    });
    return { ...type, fields: [...(type.fields ?? []), ...added] };
  }

  #withStandIns(typename: string, field: FieldDefinitionNode): FieldDefinitionNode {
    const directives = field.directives?.map((directive): ConstDirectiveNode => {
      const requires = directive.name.value === "join__field" ? textOf(directive, "requires") : undefined;
      if (requires === undefined) return directive;
      const set = this.#separate(selectionOf(requires), typename);
      const text = print(set).slice(1, -1).replace(/\s+/g, " ").trim();
      const given = directive.arguments?.map((argument) =>
        argument.name.value === "requires"
          ? { ...argument, value: { kind: Kind.STRING, value: text } as const }
          : argument,
      );
      return { ...directive, arguments: given };
    });
    return { ...field, directives };
  }

  #separate(set: SelectionSetNode, typename: string): SelectionSetNode {
    const selections = set.selections.map((node) => {
      if (node.kind === Kind.FRAGMENT_SPREAD) return node;
      if (node.kind === Kind.INLINE_FRAGMENT) {
        const type = node.typeCondition?.name.value ?? typename;
        return { ...node, selectionSet: this.#separate(node.selectionSet, type) };
      }
      const definition = this.#types.get(typename)?.fields?.find((each) => each.name.value === node.name.value);
      const child = definition === undefined ? "" : namedType(definition);
      const selectionSet = node.selectionSet && this.#separate(node.selectionSet, child);
      if ((definition?.arguments ?? []).length === 0) return { ...node, selectionSet };
      const name = this.#standIn(typename, node.name.value, node.arguments ?? []);
      return { ...node, name: { kind: Kind.NAME, value: name } as const, arguments: [], selectionSet };
    });
    return { kind: Kind.SELECTION_SET, selections };
  }

  #standIn(typename: string, field: string, given: readonly ArgumentNode[]): string {
    const key = `${field}(${given.map(print).sort().join()})`;
    const name = this.#names.get(key) ?? `${field}__arguments${this.#names.size}`;
    this.#names.set(key, name);
    this.versions.set(name, { field, arguments: given });
    for (const [each, type] of this.#types) {
      const implemented = type.interfaces?.some((one) => one.name.value === typename) ?? false;
      if (each !== typename && !implemented) continue;
      const added = this.#added.get(each) ?? new Map<string, string>();
      this.#added.set(each, added.set(name, field));
    }
    return name;
  }
}

function namedType({ type }: FieldDefinitionNode): string {
  let inner = type;
  while (inner.kind !== Kind.NAMED_TYPE) inner = inner.type;
  return inner.name.value;
}
