import { Supergraph } from "@apollo/federation-internals";
import { buildSubgraphSchema } from "@apollo/subgraph";
import {
  type GraphQLFieldResolver,
  type GraphQLSchema,
  graphqlSync,
  isInterfaceType,
  isObjectType,
  isUnionType,
  Kind,
  parse,
} from "graphql";
import { compose } from "../../../gateway";
import { SUPPORTED_FEATURES } from "../../../gateway/engine/compiled/features";
import { LINK, type TestSubgraph } from "../../kit/gateway";
import type { Samples } from "./operations";

type Source = Record<string, unknown>;
type Args = Record<string, unknown>;

/**
 * A federated graph whose answers are known: every object is in one world; subgraphs give the fields that their SDL has of it, and the
 * oracle gives all of them from one schema. What is computed is computed from the object as its subgraph sees it, so that a wrong or
 * missing `@requires` shows.
 */
export interface World {
  readonly name: string;
  /** Why no gateway with the reference executor can be started over it. */
  readonly referenceCannot?: string;
  /** SDL by subgraph. */
  readonly subgraphs: Readonly<Record<string, string>>;
  /** Root fields: what they give, by name. Objects have `__typename`. */
  readonly roots: Readonly<Record<string, (args: Args) => unknown>>;
  /** Every entity, found by its type and whatever fields a key has. */
  readonly entities: readonly Source[];
  /** Values that arguments of made operations are given, by the argument's name. */
  readonly samples?: Samples;
  /** Fields of a made operation, where more are more than the planner can do. */
  readonly fieldsAtMost?: number;
  /** Fields that are functions of their object, by `Type.field`. What a subgraph gets as a representation says `isRepresented`. */
  readonly computed?: Readonly<Record<string, (source: Source, args: Args) => unknown>>;
}

/** The subgraphs of a world. */
export function subgraphsOf(world: World): TestSubgraph[] {
  return Object.entries(world.subgraphs).map(([name, sdl]) => ({ name, sdl, resolvers: resolversOf(world, sdl) }));
}

/** The SDL of a subgraph with its link to the federation specification; one that begins with `# federation 1` has none. */
export function sdlOf(sdl: string): string {
  return sdl.trimStart().startsWith("# federation 1") ? sdl : `${LINK}\n${sdl}`;
}

/** What graphql-js answers from one schema that has everything: the truth. */
export function oracleOf(world: World): (query: string, variables?: Args) => unknown {
  const { supergraph } = compose(
    Object.entries(world.subgraphs).map(([name, sdl]) => ({ name, url: `http://${name}`, sdl: sdlOf(sdl) })),
  );
  const schema = Supergraph.build(supergraph, { supportedFeatures: SUPPORTED_FEATURES })
    .apiSchema()
    .toGraphQLJSSchema();
  resolveFrom(world, schema, false);
  return (source, variableValues) => {
    const { data, errors } = graphqlSync({ schema, source, variableValues });
    if (errors !== undefined) throw errors[0];
    return JSON.parse(JSON.stringify(data));
  };
}

function resolversOf(world: World, sdl: string): Record<string, Record<string, unknown>> {
  const schema = buildSubgraphSchema(parse(sdlOf(sdl)));
  return resolveFrom(world, schema, true);
}

/** Gives a schema its resolvers; returns them as a map, too. */
function resolveFrom(world: World, schema: GraphQLSchema, federated: boolean): Record<string, Record<string, unknown>> {
  const resolvers: Record<string, Record<string, unknown>> = {};
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith("_")) continue;
    if (isUnionType(type) || isInterfaceType(type)) {
      const typenameOf = (source: Source) => {
        const name = String(source.__typename);
        return schema.getType(name) === undefined ? type.name : name;
      };
      type.resolveType = typenameOf;
      resolvers[type.name] = {
        __resolveType: typenameOf,
        ...(federated && isInterfaceType(type)
          ? { __resolveReference: (key: Source) => find(world, key, type.name, []) }
          : {}),
      };
    }
    if (!isObjectType(type)) continue;
    const isRoot = type === schema.getQueryType() || type === schema.getMutationType();
    const ofType: Record<string, unknown> = {};
    for (const field of Object.values(type.getFields())) {
      if (field.name.startsWith("_")) continue;
      const resolve: GraphQLFieldResolver<Source, unknown, Args> = (source, args) => {
        if (isRoot) return world.roots[field.name]?.(args);
        const computed = world.computed?.[`${type.name}.${field.name}`];
        return computed === undefined ? source[field.name] : computed(source, args);
      };
      field.resolve = resolve;
      ofType[field.name] = resolve;
    }
    if (federated && !isRoot) {
      const external = Object.values(type.getFields()).filter((field) => field.astNode?.directives?.some(isExternal));
      ofType.__resolveReference = (key: Source) =>
        find(
          world,
          key,
          type.name,
          external.map((field) => field.name),
        );
    }
    resolvers[type.name] = ofType;
  }
  return resolvers;
}

/** The object that a representation means. What the subgraph has from others comes from the representation alone. */
function find(world: World, given: Source, typename: string, external: readonly string[]): Source | null {
  const found = world.entities.find((entity) => {
    const same = entity.__typename === typename || interfacesOf(entity).includes(typename);
    return same && keysOf(world, typename).some((key) => key.every((field) => fits(entity[field], given[field])));
  });
  if (found === undefined) return null;
  const own = Object.entries(found).filter(([name]) => !external.includes(name));
  return { ...Object.fromEntries(own), ...given, __typename: found.__typename, isRepresented: true };
}

function isExternal({ name }: { readonly name: { readonly value: string } }): boolean {
  return name.value === "external";
}

/** The interfaces that an entity is known by where a subgraph has no types behind them. */
function interfacesOf({ __interfaces: names }: Source): readonly unknown[] {
  return Array.isArray(names) ? names : [];
}

function fits(value: unknown, given: unknown): boolean {
  if (given === undefined) return false;
  if (typeof given !== "object" || given === null) return value === given;
  return Object.entries(given).every(([name, part]) => name === "__typename" || fits((value as Source)?.[name], part));
}

/** The keys that any subgraph declares of a type, as the names of their fields. */
function keysOf(world: World, typename: string): string[][] {
  const keys: string[][] = [];
  for (const sdl of Object.values(world.subgraphs)) {
    for (const node of parse(sdl).definitions) {
      if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
      if (node.name.value !== typename) continue;
      for (const directive of node.directives ?? []) {
        const fields = directive.arguments?.[0]?.value;
        if (directive.name.value !== "key" || fields?.kind !== Kind.STRING) continue;
        const [set] = parse(`{${fields.value}}`).definitions;
        if (set?.kind !== Kind.OPERATION_DEFINITION) continue;
        keys.push(set.selectionSet.selections.flatMap((node) => (node.kind === Kind.FIELD ? [node.name.value] : [])));
      }
    }
  }
  return keys;
}
