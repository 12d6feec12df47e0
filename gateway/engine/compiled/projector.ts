import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import { type Decisions, isIncluded } from "./conditions";
import { type CompleteLeaf, leafOf } from "./leaf";
import { type Entity, isEntity, type TypeMatcher, type Value } from "./types";

/** A place in the answer where what the subgraphs gave does not fit the schema. */
export interface Misfit {
  readonly path: readonly (string | number)[];
  readonly reason: string;
}

export interface Projection {
  /** The answer's `data` as JSON text. */
  readonly json: string;
  readonly misfits: readonly Misfit[];
}

/** Shapes what was put together into the answer that was asked for. */
export type Projector = (root: Entity, introspected: Entity | null) => Projection;

/** What a compiled part works on: the path is kept on a stack, so that it costs nothing until something does not fit. */
interface Work {
  readonly path: (string | number)[];
  readonly misfits: Misfit[];
  readonly introspected: Entity | null;
}

/** JSON text, or null where null must rise to the parent. */
type Complete = (value: Value | undefined, work: Work) => string | null;

interface ProjectedField {
  readonly name: string;
  /** The name that it has in what was put together. */
  readonly from: string;
  /** `"name":` */
  readonly key: string;
  readonly complete: Complete;
  /** `__typename` and introspection, which no subgraph is asked for. */
  readonly own: "typename" | "introspection" | null;
}

const MISFIT_LIMIT = 100;

/**
 * Compiles an operation for one set of `@skip`/`@include` decisions: aliases, fragments and types are resolved once, per runtime type at
 * the first object of it. Null rises as the specification says (6.4.4); leaves are checked against their type.
 */
export function compileProjector(operation: ProjectedOperation): Projector {
  const compiler = new Compiler(operation);
  const rootType = operation.schema.getRootType(operation.definition.operation);
  if (rootType == null) throw new Error("an operation of a kind that the schema does not have");
  const root = compiler.objectOf([operation.definition.selectionSet], rootType);
  return (entity, introspected) => {
    const work: Work = { path: [], misfits: [], introspected };
    return { json: root(entity, work) ?? "null", misfits: work.misfits };
  };
}

export interface ProjectedOperation {
  readonly schema: GraphQLSchema;
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly matches: TypeMatcher;
  /** Interfaces that an object may have for its type, as long as nobody asks for it. */
  readonly interfaceObjects: ReadonlySet<string>;
  /** The name under which a field is in what was put together. */
  maskedName(responseName: string, fieldName: string): string;
  readonly coerced: Decisions;
}

class Compiler {
  readonly #operation: ProjectedOperation;

  constructor(operation: ProjectedOperation) {
    this.#operation = operation;
  }

  /** Completes objects of one type. */
  objectOf(sets: readonly SelectionSetNode[], type: GraphQLObjectType | GraphQLInterfaceType): Complete {
    let fields: readonly ProjectedField[] | undefined;
    return (value, work) => {
      if (value === null || value === undefined) return null;
      if (!isEntity(value)) return misfit(work, "an object was expected");
      fields ??= this.#fieldsOf(sets, type);
      if (isInterfaceType(type) && fields.some(({ own }) => own === "typename")) {
        return misfit(work, "an interface for a type");
      }
      return emit(fields, value, type.name, work);
    };
  }

  #fieldsOf(
    sets: readonly SelectionSetNode[],
    type: GraphQLObjectType | GraphQLInterfaceType,
  ): readonly ProjectedField[] {
    const found = new Map<string, FieldNode[]>();
    for (const set of sets) this.#collect(set, type.name, found);
    const definitions = type.getFields();
    return [...found].map(([name, nodes]) => {
      const fieldName = nodes[0]?.name.value ?? "";
      const key = `${JSON.stringify(name)}:`;
      if (fieldName === "__typename") return { name, from: name, key, complete: () => null, own: "typename" };
      if (fieldName === "__schema" || fieldName === "__type") {
        const complete: Complete = (value) => JSON.stringify(value ?? null);
        return { name, from: name, key, complete, own: "introspection" };
      }
      const definition = definitions[fieldName];
      if (definition === undefined) throw new Error(`${type.name} has no field ${fieldName}`);
      const childSets = nodes.flatMap((node) => (node.selectionSet === undefined ? [] : [node.selectionSet]));
      const from = this.#operation.maskedName(name, fieldName);
      return { name, from, key, complete: this.#complete(definition.type, childSets), own: null };
    });
  }

  #collect(set: SelectionSetNode, typename: string, found: Map<string, FieldNode[]>): void {
    for (const node of set.selections) {
      if (!isIncluded(node, this.#operation.coerced)) continue;
      if (node.kind === Kind.FIELD) {
        const name = node.alias?.value ?? node.name.value;
        const nodes = found.get(name);
        if (nodes === undefined) found.set(name, [node]);
        else nodes.push(node);
        continue;
      }
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? this.#operation.fragments.get(node.name.value) : node;
      const condition = fragment?.typeCondition?.name.value;
      if (fragment !== undefined && (condition === undefined || this.#operation.matches(typename, condition))) {
        this.#collect(fragment.selectionSet, typename, found);
      }
    }
  }

  #complete(type: GraphQLOutputType, sets: readonly SelectionSetNode[]): Complete {
    if (isNonNullType(type)) {
      const inner = this.#value(type.ofType, sets);
      return (value, work) => {
        if (value === null || value === undefined) return misfit(work, "null where the schema has none");
        return inner(value, work);
      };
    }
    const inner = this.#value(type, sets);
    return (value, work) => (value === null || value === undefined ? "null" : (inner(value, work) ?? "null"));
  }

  /** Completes what is not null; null means that it must become so. */
  #value(type: GraphQLOutputType, sets: readonly SelectionSetNode[]): Complete {
    if (isListType(type)) return completeList(this.#complete(type.ofType, sets));
    if (isObjectType(type)) return this.objectOf(sets, type);
    if (isAbstractType(type)) return this.#abstract(type, sets);
    if (isNonNullType(type)) throw new Error("a type cannot be non-null twice");
    const leaf: CompleteLeaf = leafOf(type);
    return (value, work) => leaf(value) ?? misfit(work, `no ${type.name}`);
  }

  #abstract(type: GraphQLAbstractType, sets: readonly SelectionSetNode[]): Complete {
    const byType = new Map<string, Complete>();
    const { schema, matches, interfaceObjects } = this.#operation;
    return (value, work) => {
      if (!isEntity(value)) return misfit(work, "an object was expected");
      // Where a subgraph knows an interface as an object only, and nothing but its fields was asked for, its type was not asked for either.
      const { __typename: typename = interfaceObjects.has(type.name) ? type.name : null } = value;
      if (typeof typename !== "string") return misfit(work, "an object without its type");
      let complete = byType.get(typename);
      if (complete === undefined) {
        const runtime = schema.getType(typename);
        const fits = isObjectType(runtime) || (isInterfaceType(runtime) && interfaceObjects.has(typename));
        if (!fits || !matches(typename, type.name)) return misfit(work, `an object that is no ${type.name}`);
        complete = this.objectOf(sets, runtime);
        byType.set(typename, complete);
      }
      return complete(value, work);
    };
  }
}

function emit(fields: readonly ProjectedField[], entity: Entity, typename: string, work: Work): string | null {
  let json = "{";
  for (const field of fields) {
    if (json.length > 1) json += ",";
    if (field.own === "typename") {
      json += `${field.key}"${typename}"`;
      continue;
    }
    work.path.push(field.name);
    const value = (field.own === null ? entity : work.introspected)?.[field.from];
    const text = field.complete(value, work);
    work.path.pop();
    if (text === null) return null;
    json += field.key + text;
  }
  return `${json}}`;
}

function completeList(item: Complete): Complete {
  return (value, work) => {
    if (!Array.isArray(value)) return misfit(work, "a list was expected");
    let json = "[";
    for (let index = 0; index < value.length; index += 1) {
      work.path.push(index);
      const text = item(value[index], work);
      work.path.pop();
      if (text === null) return null;
      if (index > 0) json += ",";
      json += text;
    }
    return `${json}]`;
  };
}

function misfit(work: Work, reason: string): null {
  if (work.misfits.length < MISFIT_LIMIT) work.misfits.push({ path: [...work.path], reason });
  return null;
}
