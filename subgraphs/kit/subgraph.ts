import { buildSubgraphSchema, printSubgraphSchema } from "@apollo/subgraph";
import { printSchemaWithDirectives } from "@graphql-tools/utils";
import {
  type DocumentNode,
  type GraphQLSchema,
  isEnumType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  print,
} from "graphql";
import { buildSchemaSync, type ClassType, createResolversMap, type NonEmptyArray } from "type-graphql";
import { federationLink } from "../../schema/directives";
import type { Settings, SettingsShape } from "./config";
import { type BatchLoad, batched, type Context } from "./context";
import type { Environment } from "./environment";
import type { Job } from "./job";
import type { SampleWorld } from "./samples";
import { DateTime } from "./scalars";

/** What a subgraph holds while it runs. */
export interface Running<Store> {
  readonly store: Store;
  /** Throws while the store cannot be used; asked by `/ready`. */
  ready(): Promise<void>;
  close(): Promise<void>;
  /** HTTP routes beside GraphQL, such as a payment callback. They get no sealed caller and must check the sender themselves. */
  readonly routes?: readonly Route[];
  /** Called once with the base address of the service, before it becomes ready. */
  listening?(url: string): void;
  /** Work that it does by itself while it runs: started when the graph can be asked. */
  readonly jobs?: readonly Job[];
}

/** A route beside GraphQL. The body is text, whatever its media type. */
export interface Route {
  readonly method: "GET" | "POST";
  readonly path: string;
  handle(request: {
    body: string;
    headers: Readonly<Record<string, unknown>>;
  }): Promise<{ status: number; type: string; body: string }>;
}

/** A service that takes the place of a system of somebody else during development and tests; refused in production. */
export interface StandIn {
  /** The setting that names the real system's address. */
  readonly setting: string;
  readonly name: string;
  /** Settings of its own, such as its port. */
  readonly settings: SettingsShape;
  start(environment: Environment): Promise<{ readonly url: string; close(): Promise<void> }>;
}

export interface SubgraphDefinition<Store, Shape extends SettingsShape> {
  /** Its name in the graph: the audience of sealed callers and the name of its SDL file. */
  readonly name: string;
  readonly description: string;
  readonly resolvers: NonEmptyArray<ClassType>;
  readonly entities: readonly Entity<Store>[];
  /** SDL for what decorators cannot say: directives on enums, enum values, unions and scalars, as `extend` definitions. */
  readonly extensions?: string;
  readonly settings: Shape;
  /** Settings, its own and its stores', without which it does not run in production. */
  readonly requiredInProduction: readonly string[];
  readonly standIns?: readonly StandIn[];
  /** Scopes of the access token with which it asks the graph itself, as a service; absent when it never does. */
  readonly graphScopes?: readonly string[];
  open(settings: Settings<Shape>, environment: Environment): Promise<Running<Store>>;
  /** Puts the sample data in; does nothing when it is there already. Returns what it wrote, for the banner. */
  seed?(store: Store, world: SampleWorld): Promise<string>;
}

export interface Subgraph<Store = unknown, Shape extends SettingsShape = SettingsShape>
  extends SubgraphDefinition<Store, Shape> {
  /** The executable federated schema; built at the first call. */
  schema(): GraphQLSchema;
  /** The SDL for composition, with every applied directive. */
  sdl(): string;
}

/**
 * Defines a subgraph from type-graphql classes. Rules it enforces: every type with `@key` is declared as an
 * {@link entity} or a {@link reference}, so that references are always read in batches; enum values equal their names,
 * since the round trip through SDL would change them otherwise; what other agencies' answers hang on is nullable.
 */
export function defineSubgraph<Store, Shape extends SettingsShape>(
  definition: SubgraphDefinition<Store, Shape>,
): Subgraph<Store, Shape> {
  let built: GraphQLSchema | undefined;
  const schema = () => {
    built ??= buildFederatedSchema(definition);
    return built;
  };
  return { ...definition, schema, sdl: () => `${printSubgraphSchema(schema())}\n` };
}

/** A type with `@key` and how to read many of them. */
export interface Entity<Store> {
  readonly type: ClassType;
  /** Reads one by its representation; null when it is absent. */
  resolve(
    representation: Readonly<Record<string, unknown>>,
    context: Context<Store>,
  ): Promise<object | null> | object | null;
}

/**
 * An entity that this subgraph owns data of.
 * @param loaders one batch function per `@key`, named by the key's single field: it gets the keys' values and answers in their order
 */
export function entity<Store, Type extends object>(
  type: ClassType<Type>,
  loaders: Readonly<Record<string, BatchLoad<string, Partial<Type> | null, Store>>>,
): Entity<Store> {
  const byField = Object.entries(loaders).map(([field, load]) => ({ field, load: batched(load) }));
  return {
    type,
    async resolve(representation, context) {
      const found = byField.find(({ field }) => typeof representation[field] === "string");
      if (found === undefined) return null;
      const loaded = await found.load(String(representation[found.field]), context);
      return loaded === null ? null : { ...representation, ...loaded };
    },
  };
}

/** An entity of another subgraph to which this one only adds fields: its key is all that is known here. */
export function reference<Store>(type: ClassType): Entity<Store> {
  return { type, resolve: (representation) => ({ ...representation }) };
}

function buildFederatedSchema<Store, Shape extends SettingsShape>(
  definition: SubgraphDefinition<Store, Shape>,
): GraphQLSchema {
  const plain = buildSchemaSync({
    resolvers: definition.resolvers,
    orphanedTypes: definition.entities.map((each) => each.type),
    scalarsMap: [{ type: Date, scalar: DateTime }],
    validate: false,
    skipCheck: true,
  });
  requireEnumValuesLikeNames(plain);
  requireNullableFields(plain, definition);
  const typeDefs = parse(
    `${print(federationLink())}\n${printSchemaWithDirectives(plain)}\n${definition.extensions ?? ""}`,
  );
  const resolvers: Record<string, object> = createResolversMap(plain);
  const keyed = keysByType(typeDefs);
  for (const each of definition.entities) {
    const name = typeNameOf(plain, each.type);
    const keys = keyed.get(name) ?? [];
    keyed.delete(name);
    const __resolveReference = (key: Record<string, unknown>, context: Context<Store>) =>
      hasPlainKeys(key, keys) ? each.resolve(key, context) : null;
    resolvers[name] = { ...resolvers[name], __resolveReference };
  }
  if (keyed.size > 0) {
    throw new Error(
      `${definition.name}: declare ${[...keyed.keys()].join(", ")} in entities, as entity() or reference(): a type with @key needs a batch loader`,
    );
  }
  // Both libraries mean graphql-tools' resolver map; their types of it differ in forms that are not made here.
  return buildSubgraphSchema({ typeDefs, resolvers: resolvers as SubgraphResolvers });
}

type SubgraphResolvers = Extract<Parameters<typeof buildSubgraphSchema>[0], { typeDefs: unknown }>["resolvers"];

/** The types with `@key`, and of each the keys that are a single field. */
function keysByType(document: DocumentNode): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const node of document.definitions) {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const keys = (node.directives ?? []).filter((directive) => directive.name.value === "key");
    const fieldSets = keys.map((key) => key.arguments?.find((argument) => argument.name.value === "fields")?.value);
    const fields = fieldSets.map((value) => (value?.kind === Kind.STRING ? value.value : ""));
    if (keys.length > 0)
      found.set(
        node.name.value,
        fields.filter((field) => /^\w+$/.test(field)),
      );
  }
  return found;
}

/** A representation comes from outside: where a key should be a value, an object would be a query operator to some stores. */
function hasPlainKeys(representation: Readonly<Record<string, unknown>>, keys: readonly string[]): boolean {
  return keys.every((key) => typeof representation[key] !== "object" || representation[key] === null);
}

function typeNameOf(schema: GraphQLSchema, type: ClassType): string {
  // type-graphql names an object type after its class unless told otherwise; entities keep the class name.
  if (schema.getType(type.name) === undefined)
    throw new Error(`the class of entity ${type.name} must be named as its GraphQL type`);
  return type.name;
}

/**
 * A subgraph that is down must take no more with it than its own fields: so root fields, of mutations too (an earlier
 * one may have been done), and all fields of entities are nullable, but for those that are the entity's keys.
 */
function requireNullableFields<Store, Shape extends SettingsShape>(
  schema: GraphQLSchema,
  { name, entities }: SubgraphDefinition<Store, Shape>,
): void {
  for (const type of [
    schema.getQueryType(),
    ...entities.map((each) => schema.getType(typeNameOf(schema, each.type))),
  ]) {
    if (!isObjectType(type)) continue;
    const keys = new Set((type.astNode?.directives ?? []).flatMap((directive) => print(directive).split(/\W+/)));
    const strict = Object.values(type.getFields()).filter(
      (field) => isNonNullType(field.type) && !keys.has(field.name),
    );
    if (strict.length > 0) {
      const fields = strict.map((field) => `${type.name}.${field.name}`).join(", ");
      throw new Error(
        `${name}: make nullable: ${fields}. A field of the graph's entities or roots is null when its subgraph is down`,
      );
    }
  }
}

function requireEnumValuesLikeNames(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isEnumType(type) || type.name.startsWith("__")) continue;
    for (const value of type.getValues()) {
      if (value.value !== value.name)
        throw new Error(`enum ${type.name}: the value of ${value.name} must be "${value.name}"`);
    }
  }
}
