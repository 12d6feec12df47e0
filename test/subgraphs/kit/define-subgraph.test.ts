import { describe, expect, test } from "@jest/globals";
import { type GraphQLSchema, graphql } from "graphql";
import {
  Arg,
  Directive,
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
  registerEnumType,
} from "type-graphql";
import { compose } from "../../../gateway/supergraph";
import { defineSubgraph, entity, reference } from "../../../subgraphs/kit";
import { testContext } from "../../kit/context";

enum Colour {
  RED = "RED",
  BLUE = "BLUE",
}
registerEnumType(Colour, { name: "Colour" });

@Directive('@key(fields: "id")')
@Directive('@tag(name: "public")')
@ObjectType()
class Box {
  @Field(() => ID)
  id: string;

  @Directive("@shareable")
  @Directive("@cost(weight: 5)")
  @Field(() => Colour, { nullable: true })
  colour: Colour;

  @Directive("@inaccessible")
  @Field(() => Int, { nullable: true })
  secret: number;
}

@Directive('@key(fields: "id")')
@ObjectType()
class Owner {
  @Field(() => ID)
  id: string;

  @Directive("@external")
  @Field(() => String, { nullable: true })
  name: string;
}

@Resolver(() => Owner)
class OwnerResolver {
  @Directive('@requires(fields: "name")')
  @FieldResolver(() => String, { nullable: true })
  greeting(@Root() owner: Owner): string {
    return `Xin chào ${owner.name}`;
  }
}

@Resolver()
class BoxResolver {
  @Query(() => Colour, { nullable: true })
  echo(@Arg("colour", () => Colour, { defaultValue: Colour.BLUE }) colour: Colour): Colour {
    return colour;
  }
}

@Resolver()
class BoxQuery {
  @Query(() => Box, { nullable: true })
  box(): Box | null {
    return null;
  }
}

enum Size {
  BIG = "big",
}
registerEnumType(Size, { name: "Size" });

@Resolver()
class StrictQuery {
  @Query(() => String)
  strict(): string {
    return "x";
  }
}

@Resolver()
class SizeQuery {
  @Query(() => Size, { nullable: true })
  size(): Size {
    return Size.BIG;
  }
}

const batches: string[][] = [];
const boxes = defineSubgraph<null, Record<string, never>>({
  name: "boxes",
  description: "test",
  resolvers: [BoxResolver, OwnerResolver],
  entities: [
    entity(Box, {
      id: async (ids) => {
        batches.push([...ids]);
        return ids.map((id) => (id === "absent" ? null : { id, colour: Colour.RED, secret: 1 }));
      },
    }),
    reference(Owner),
  ],
  extensions: 'extend enum Colour @tag(name: "palette")',
  settings: {},
  requiredInProduction: [],
  open: async () => ({ store: null, ready: async () => undefined, close: async () => undefined }),
});

const ask = (schema: GraphQLSchema, source: string, variableValues: Record<string, unknown> = {}) =>
  graphql({ schema, source, variableValues, contextValue: testContext(null) });

describe("defineSubgraph", () => {
  test.each([
    '@key(fields: "id"',
    '@tag(name: "public")',
    "@shareable",
    "@cost(weight: 5)",
    "@inaccessible",
    "@external",
    '@requires(fields: "name")',
    '@tag(name: "palette")',
    "@link(url:",
  ])("keeps %s in the SDL", (directive) => {
    expect(boxes.sdl()).toContain(directive);
  });

  test("makes SDL that composes, and keeps what is inaccessible out of the API", () => {
    const people = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key"])
      type Query { owner: Owner } type Owner @key(fields: "id") { id: ID! name: String }`;
    const composed = compose([
      { name: "boxes", url: "http://boxes", sdl: boxes.sdl() },
      { name: "people", url: "http://people", sdl: people },
    ]);
    expect(composed.api).toContain("greeting: String");
    expect(composed.api).not.toContain("secret");
  });

  test("reads all references of one type in one batch, each once, in order", async () => {
    batches.length = 0;
    const ids = ["a", "b", "a", "absent"];
    const result = await ask(
      boxes.schema(),
      "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Box { id colour } } }",
      {
        r: ids.map((id) => ({ __typename: "Box", id })),
      },
    );
    expect(result.errors).toBeUndefined();
    expect(batches).toEqual([["a", "b", "absent"]]);
    const found = { colour: "RED" };
    expect(result.data?._entities).toEqual([{ id: "a", ...found }, { id: "b", ...found }, { id: "a", ...found }, null]);
  });

  test("gives a field with @requires the external values of the representation", async () => {
    const result = await ask(
      boxes.schema(),
      "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Owner { greeting } } }",
      {
        r: [{ __typename: "Owner", id: "1", name: "Lan" }],
      },
    );
    expect(result.data?._entities).toEqual([{ greeting: "Xin chào Lan" }]);
  });

  test("does not look up a key that is not text", async () => {
    const result = await ask(
      boxes.schema(),
      "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Box { id } } }",
      {
        r: [{ __typename: "Box", id: { $ne: null } }],
      },
    );
    expect(result.data?._entities).toEqual([null]);
  });

  test("hands an enum's default to the resolver as its value", async () => {
    expect((await ask(boxes.schema(), "{ echo }")).data).toEqual({ echo: "BLUE" });
  });

  test("refuses a type with @key that is not declared as entity or reference", () => {
    const careless = defineSubgraph({ ...boxes, entities: [], resolvers: [BoxQuery] });
    expect(() => careless.schema()).toThrow(/declare Box in entities/);
  });

  test("refuses a root field or an entity's field that would take more than itself down", () => {
    const careless = defineSubgraph({ ...boxes, resolvers: [StrictQuery] });
    expect(() => careless.schema()).toThrow(/make nullable: Query\.strict/);
  });

  test("refuses an enum whose values differ from their names", () => {
    const careless = defineSubgraph({ ...boxes, resolvers: [SizeQuery] });
    expect(() => careless.schema()).toThrow(/enum Size: the value of BIG must be "BIG"/);
  });
});
