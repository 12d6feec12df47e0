import { afterEach, describe, expect, test } from "@jest/globals";
import { market } from "./argument-worlds";
import { blog, hospital } from "./corner-worlds";
import { type OpenWorld, openWorld } from "./in-process";
import { library, shop } from "./worlds";

let opened: OpenWorld;
afterEach(() => opened.close());

const representationsOf = ({ variables }: OpenWorld["asked"][number]) => variables.representations;

describe("what subgraphs are asked", () => {
  test("a version of a required field for each request, when two do not fit into one representation", async () => {
    opened = openWorld(market);
    await opened.ask('{ good(id: "g1") { tax fee plain } }');
    const taxes = opened.asked.filter(({ subgraph }) => subgraph === "taxes");
    expect(taxes.map(representationsOf)).toEqual([
      [{ __typename: "Good", id: "g1", price: 2 }],
      [{ __typename: "Good", id: "g1", price: 50_000 }],
    ]);
    expect(opened.asked).toHaveLength(3);
  });

  test("one request, when they do", async () => {
    opened = openWorld(market);
    await opened.ask('{ good(id: "g1") { tax plain label volume } }');
    expect(opened.asked.map(({ subgraph }) => subgraph)).toEqual(["prices", "taxes"]);
  });

  test("once about entities that look the same", async () => {
    opened = openWorld(shop);
    await opened.ask("{ reviews { author { name } } }");
    const [, second] = opened.asked;
    expect(second === undefined ? [] : representationsOf(second)).toHaveLength(2);
  });

  test("once for each context that an entity is in", async () => {
    opened = openWorld(hospital);
    await opened.ask("{ wards { rooms { greeting } } }");
    const rooms = opened.asked.filter(({ query }) => query.includes("greeting"));
    expect(
      rooms.map(({ variables }) => [variables.contextualArgument_1_1, representationsOf({ variables } as never)]),
    ).toHaveLength(2);
  });

  test("nothing that a condition leaves out, nor its variable", async () => {
    opened = openWorld(shop);
    await opened.ask("query ($all: Boolean!) { me { name reviews @include(if: $all) { id } } }", {
      variables: { all: false },
    });
    expect(opened.asked).toEqual([{ subgraph: "accounts", query: "{me{name}}", variables: {} }]);
  });

  test("nothing of an entity without a key", async () => {
    opened = openWorld(library);
    await opened.ask("{ media { title ... on Film { ... on Media { score verdict } } } }");
    const [, second] = opened.asked;
    expect(second === undefined ? [] : representationsOf(second)).toEqual([
      { __typename: "Media", id: "m1", title: "Mùi đu đủ xanh" },
    ]);
  });

  test("one mutation after the other, each with all that belongs to it", async () => {
    opened = openWorld(blog);
    await opened.ask('mutation { a: publish(id: "t1") { stats { views } } b: count(id: "t2") { title } }');
    expect(opened.asked.map(({ subgraph, query }) => `${subgraph} ${query.slice(0, 8)}`)).toEqual([
      "posts mutation",
      "counts query($r",
      "counts mutation",
      "posts query($r",
    ]);
  });

  test("a second time with the other plan when a variable decides otherwise", async () => {
    opened = openWorld(shop);
    const query = "query ($all: Boolean = true) { me { name reviews @include(if: $all) { id } } }";
    const lengths: number[] = [];
    for (const variables of [{}, { all: false }, {}, { all: true }]) {
      await opened.ask(query, { variables });
      lengths.push(opened.asked.length);
    }
    expect(lengths).toEqual([2, 1, 2, 2]);
  });
});
