import { describe, expect, test } from "@jest/globals";
import {
  Arg,
  Directive,
  Field,
  FieldResolver,
  ID,
  Int,
  InterfaceType,
  ObjectType,
  Query,
  Resolver,
  Root,
} from "type-graphql";
import { FEDERATION_DIRECTIVES } from "../../../schema/directives";
import { defineSubgraph, entity, reference } from "../../../subgraphs/kit";

@Directive('@key(fields: "id")')
@Directive("@interfaceObject")
@ObjectType()
class Document {
  @Field(() => ID)
  id: string;
}

@Directive('@key(fields: "code")')
@ObjectType()
class Agency {
  @Field(() => ID)
  code: string;

  @Directive("@external")
  @Field(() => String, { nullable: true })
  name: string;

  @Directive("@external")
  @Field(() => Int, { nullable: true })
  size: number;
}

@InterfaceType()
abstract class Named {
  @Directive('@tag(name: "public")')
  @Field(() => String, { nullable: true })
  title: string;
}

@Directive('@key(fields: "id")')
@Directive('@context(name: "place")')
@Directive("@authenticated")
@ObjectType({ implements: Named })
class Permit extends Named {
  @Field(() => ID)
  id: string;

  @Directive("@shareable")
  @Directive('@override(from: "legacy")')
  @Field(() => String, { nullable: true })
  province: string;

  @Directive('@requiresScopes(scopes: [["permit:read", "citizen:read"], ["audit"]])')
  @Directive("@cost(weight: 5)")
  @Field(() => String, { nullable: true })
  holder: string;

  @Directive('@policy(policies: [["case-assigned"]])')
  @Directive("@inaccessible")
  @Field(() => String, { nullable: true })
  note: string;

  @Directive('@provides(fields: "name")')
  @Field(() => Agency, { nullable: true })
  agency: Agency;
}

@Directive('@key(fields: "id")')
@ObjectType()
class Page {
  @Field(() => ID)
  id: string;

  @Field(() => String, { nullable: true })
  heading(
    @Directive('@fromContext(field: "$place { province }")') @Arg("place", () => String, { nullable: true }) place:
      | string
      | null,
  ): string | null {
    return place;
  }
}

@Resolver(() => Agency)
class PermitResolver {
  @Directive("@listSize(assumedSize: 10)")
  @Query(() => [Permit], { nullable: true })
  permits(): Permit[] {
    return [];
  }

  @Query(() => Document, { nullable: true })
  document(): Document | null {
    return null;
  }

  @Query(() => Page, { nullable: true })
  page(): Page | null {
    return null;
  }

  @Directive('@requires(fields: "size")')
  @FieldResolver(() => Int, { nullable: true })
  double(@Root() agency: Agency): number {
    return agency.size * 2;
  }
}

const permits = defineSubgraph<null, Record<string, never>>({
  name: "permits",
  description: "test",
  resolvers: [PermitResolver],
  entities: [
    entity(Permit, { id: async (ids) => ids.map(() => null) }),
    reference(Agency),
    reference(Document),
    reference(Page),
  ],
  extensions: `
    extend schema
      @link(url: "https://lien-thong.example/personal/v1.0", import: ["@personal"])
      @composeDirective(name: "@personal")
    directive @personal on FIELD_DEFINITION`,
  settings: {},
  requiredInProduction: [],
  open: async () => ({ store: null, ready: async () => undefined, close: async () => undefined }),
});

describe("the SDL of a subgraph made of classes", () => {
  const body = permits.sdl().replace(/extend schema[\s\S]*?\]\)/, "");

  test("is looked at without the list of imports", () => {
    expect(body).not.toContain("specs.apollo.dev/federation");
  });

  test.each(FEDERATION_DIRECTIVES)("keeps %s where it was applied", (directive) => {
    expect(body).toMatch(new RegExp(`${directive}\\b`));
  });

  test("keeps the arguments of directives as they were written", () => {
    expect(body.replace(/\s+/g, " ")).toContain(
      '@requiresScopes(scopes: [["permit:read", "citizen:read"], ["audit"]])',
    );
  });
});
