import type { FetchDataRewrite } from "@apollo/query-planner";
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from "graphql";
import { bareObject, type Entity, isEntity, TOO_DEEP, type TypeMatcher, type Value } from "./types";

interface CompiledField {
  /** The name in the subgraph's answer, and in ours. */
  readonly from: string;
  readonly to: string;
  /** Absent for leaves. */
  readonly child: Selection | undefined;
  readonly childType: string;
  /** What the field is set to whatever the subgraph says. */
  readonly fixed: Value | undefined;
}

/** Lists deeper than this are not what any schema of ours has: a hostile answer. */
const LIST_DEPTH = 16;

/** Levels of a leaf that is JSON. */
const LEAF_DEPTH = 64;

/**
 * A selection of a fetch, ready for use: per runtime type the flat list of fields. What was not selected is never looked at, so that a
 * subgraph cannot set a field that it was not asked for.
 */
export class Selection {
  readonly #sets: readonly SelectionSetNode[];
  readonly #rewrites: readonly FetchDataRewrite[];
  readonly #document: CompiledDocument;
  readonly #byType = new Map<string, readonly CompiledField[]>();

  constructor(
    sets: readonly SelectionSetNode[],
    document: CompiledDocument,
    rewrites: readonly FetchDataRewrite[] = [],
  ) {
    this.#sets = sets;
    this.#document = document;
    this.#rewrites = rewrites;
  }

  /** @param typename the type of the object when the source does not say one */
  absorb(target: Entity, source: unknown, typename: string): void {
    if (!isEntity(source)) return;
    const said = own(source, "__typename");
    const fields = this.#fieldsOf(typeof said === "string" ? said : typename);
    for (const field of fields) {
      if (field.fixed !== undefined) {
        target[field.to] = field.fixed;
        continue;
      }
      const value = own(source, field.from);
      if (field.to === "__typename" && typeof value !== "string") target.__typename ??= null;
      if (value === undefined) continue;
      const present = target[field.to];
      if (field.child === undefined) {
        if (field.to === "__typename" && this.#document.isNarrower(present, value)) continue;
        if (value !== null || present === undefined) target[field.to] = isShallow(value, LEAF_DEPTH) ? value : TOO_DEEP;
      } else {
        target[field.to] = field.child.#merge(present, value, field.childType, 0);
      }
    }
  }

  #merge(present: Value | undefined, value: Value, typename: string, depth: number): Value {
    if (value === null) return present ?? null;
    if (depth > LIST_DEPTH) return present ?? false;
    if (Array.isArray(value)) {
      const into = Array.isArray(present) && present.length === value.length ? present : undefined;
      return value.map((item, index) => this.#merge(into?.[index], item, typename, depth + 1));
    }
    // A leaf where an object belongs is kept as it is: the projector finds that it does not fit and says so.
    if (typeof value !== "object") return present ?? value;
    const target = isEntity(present) ? present : bareObject();
    this.absorb(target, value, typename);
    return target;
  }

  #fieldsOf(typename: string): readonly CompiledField[] {
    const known = this.#byType.get(typename);
    if (known !== undefined) return known;
    const fields = this.#document.fieldsOf(this.#sets, typename, this.#rewrites);
    // A name that is no type of the graph comes from outside: not remembered.
    if (this.#document.schema.getType(typename) !== undefined) this.#byType.set(typename, fields);
    return fields;
  }
}

/** The document of a fetch with the schema it is read against. */
export class CompiledDocument {
  readonly schema: GraphQLSchema;
  readonly #matches: TypeMatcher;
  readonly #fragments = new Map<string, FragmentDefinitionNode>();

  constructor(document: DocumentNode, schema: GraphQLSchema, matches: TypeMatcher) {
    this.schema = schema;
    this.#matches = matches;
    for (const node of document.definitions) {
      if (node.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(node.name.value, node);
    }
  }

  /** Whether an object is known by a more exact type than a subgraph says: one that knows only the interface. */
  isNarrower(present: Value | undefined, said: Value): boolean {
    return typeof present === "string" && typeof said === "string" && this.#matches(present, said);
  }

  /** The fields that selection sets have for a type, fragments resolved, fields of one response name joined. */
  fieldsOf(
    sets: readonly SelectionSetNode[],
    typename: string,
    rewrites: readonly FetchDataRewrite[],
  ): readonly CompiledField[] {
    const found = new Map<string, { name: string; sets: SelectionSetNode[] }>();
    for (const set of sets) this.#collect(set, typename, found);
    const type = this.schema.getType(typename);
    const definitions = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};
    const active = rewrites.flatMap((rewrite) => this.#step(rewrite, typename));
    return [...found].map(([from, { name, sets: childSets }]) => {
      const here = active.filter((rewrite) => rewrite.path[0] === from);
      const last = here.find((rewrite) => rewrite.path.length === 1);
      const deeper = here.filter((rewrite) => rewrite.path.length > 1).map(tail);
      const named = getNamedType(definitions[name]?.type);
      return {
        from,
        to: last?.kind === "KeyRenamer" ? last.renameKeyTo : from,
        fixed: last?.kind === "ValueSetter" ? (last.setValueTo as Value) : undefined,
        child: childSets.length === 0 ? undefined : new Selection(childSets, this, deeper),
        childType: isCompositeType(named) ? named.name : "",
      };
    });
  }

  #collect(set: SelectionSetNode, typename: string, found: Map<string, { name: string; sets: SelectionSetNode[] }>) {
    for (const node of set.selections) {
      if (node.kind === Kind.FIELD) {
        const responseName = node.alias?.value ?? node.name.value;
        const field = found.get(responseName) ?? { name: node.name.value, sets: [] };
        if (node.selectionSet !== undefined) field.sets.push(node.selectionSet);
        found.set(responseName, field);
        continue;
      }
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(node.name.value) : node;
      const condition = fragment?.typeCondition?.name.value;
      if (fragment !== undefined && (condition === undefined || this.#matches(typename, condition))) {
        this.#collect(fragment.selectionSet, typename, found);
      }
    }
  }

  /** A rewrite below the type conditions that its path begins with; nothing when the type does not meet them. */
  #step(rewrite: FetchDataRewrite, typename: string): FetchDataRewrite[] {
    let left = rewrite;
    for (;;) {
      const [head] = left.path;
      if (head === undefined || !head.startsWith(FRAGMENT)) return [left];
      if (!this.#matches(typename, head.slice(FRAGMENT.length))) return [];
      left = tail(left);
    }
  }
}

const FRAGMENT = "... on ";

function tail<Rewrite extends FetchDataRewrite>(rewrite: Rewrite): Rewrite {
  return { ...rewrite, path: rewrite.path.slice(1) };
}

/** Whether a leaf, which may be any JSON, is nested no deeper than it may be. */
function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  return depth > 0 && Object.values(value).every((item) => isShallow(item, depth - 1));
}

/** A field that the object itself has: JSON may have any name, `__proto__` too. */
function own(source: Entity, name: string): Value | undefined {
  return Object.hasOwn(source, name) ? source[name] : undefined;
}
