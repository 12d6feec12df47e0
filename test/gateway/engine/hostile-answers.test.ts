import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { execute, type GraphQLSchema, parse } from "graphql";
import { type OpenWorld, openWorld, type WorldAnswer } from "./in-process";
import type { World } from "./oracle";

type Fields = Record<string, unknown>;

/** In everything hostile that must not leave. */
const LEAK = "LEAKED";

const pets = [
  {
    __typename: "Cat",
    name: "Mướp",
    age: 3,
    kind: "TAME",
    weight: 4.5,
    good: true,
    tags: ["a", "b"],
    grid: [[1], [2]],
  },
  { __typename: "Dog", name: "Vện", age: 7, kind: "WILD", weight: 20, good: false, tags: [], grid: [] },
];
const people = [
  { __typename: "Person", id: "1", name: "An", pet: pets[0], pets },
  { __typename: "Person", id: "2", name: "Bình", pet: pets[1], pets: [pets[1]] },
];
const PETS = `
  interface Pet { name: String! age: Int kind: Kind weight: Float good: Boolean tags: [String!] grid: [[Int!]!] }
  type Cat implements Pet { name: String! age: Int kind: Kind weight: Float good: Boolean tags: [String!] grid: [[Int!]!] }
  type Dog implements Pet { name: String! age: Int kind: Kind weight: Float good: Boolean tags: [String!] grid: [[Int!]!] }
  enum Kind { TAME WILD SECRET @inaccessible }`;

const world: World = {
  name: "hostile",
  subgraphs: {
    honest: `type Query { people: [Person] one: Person } type Person @key(fields: "id") { id: ID! name: String }`,
    hostile: `type Query { pet: Pet pets: [Pet!] } type Person @key(fields: "id") { id: ID! pet: Pet pets: [Pet!] } ${PETS}`,
  },
  roots: { people: () => people, one: () => people[0], pet: () => pets[0], pets: () => pets },
  entities: people,
};

const FIELDS = "{ __typename name age kind weight good tags grid }";

/** Where a hostile pet is put: the question, the honest answer's place for it, and its path for the client. */
const POSITIONS = {
  root: {
    query: `{ one { name } pet ${FIELDS} }`,
    put: (data: Fields, change: Change) => Object.assign(data, { pet: change(data.pet as Fields) }),
    path: ["pet"],
  },
  "root list": {
    query: `{ one { name } pets ${FIELDS} }`,
    put: (data: Fields, change: Change) => {
      (data.pets as unknown[])[1] = change((data.pets as Fields[])[1] ?? {});
    },
    path: ["pets", 1],
  },
  entity: {
    query: `{ one { name pet ${FIELDS} } }`,
    put: (data: Fields, change: Change) => {
      const [first = {}] = data._entities as Fields[];
      first.pet = change(first.pet as Fields);
    },
    path: ["one", "pet"],
  },
  "nested list": {
    query: `{ people { name pets ${FIELDS} } one { name } }`,
    put: (data: Fields, change: Change) => {
      const [first = {}] = data._entities as Fields[];
      (first.pets as unknown[])[1] = change((first.pets as Fields[])[1] ?? {});
    },
    path: ["people", 0, "pets", 1],
  },
} as const;
type Position = keyof typeof POSITIONS;

/** What a subgraph makes of an honest pet. */
type Change = (pet: Fields) => unknown;

const nested = (depth: number, inside: unknown): unknown => {
  let value = inside;
  for (let at = 0; at < depth; at += 1) value = at % 2 === 0 ? [value] : { name: value };
  return value;
};
const with_ =
  (fields: Fields): Change =>
  (pet) => ({ ...pet, ...fields });

/** Things that are not a pet. */
const NO_PET: Record<string, Change> = {
  "a list for an object": (pet) => [pet],
  "an empty list for an object": () => [],
  "a text for an object": () => LEAK,
  "a number for an object": () => 1e308,
  "a boolean for an object": () => true,
  "an object without a type": ({ __typename, ...pet }) => pet,
  "a type that is no pet": with_({ __typename: "Person" }),
  "a type that nobody knows": with_({ __typename: LEAK }),
  "a type named like what objects inherit": with_({ __typename: "constructor" }),
  "a type that is no text": with_({ __typename: { a: LEAK } }),
  "an interface for a type": with_({ __typename: "Pet" }),
  "null for a name that is never null": with_({ name: null }),
  "no name at all": ({ name, ...pet }) => pet,
  "an object for a name": with_({ name: { toString: LEAK } }),
  "a list for a name": with_({ name: [LEAK] }),
  "a number for a name": with_({ name: 5 }),
};

/** Leaves that are not of their type: each becomes null where it is. */
const NO_LEAF: Record<string, Fields> = {
  "an integer over 32 bits": { age: 2 ** 31 },
  "an integer under 32 bits": { age: -(2 ** 31) - 1 },
  "a fraction for an integer": { age: 1.5 },
  "a huge number for an integer": { age: 1e308 },
  "a text for an integer": { age: `3${LEAK}` },
  "a boolean for an integer": { age: true },
  "an object for an integer": { age: { [LEAK]: 1 } },
  "a list for an integer": { age: [1] },
  "a value that no enumeration has": { kind: LEAK },
  "a value that clients do not see": { kind: "SECRET" },
  "a value that objects inherit": { kind: "toString" },
  "a number for an enumeration": { kind: 0 },
  "a text for a fraction": { weight: LEAK },
  "an object for a boolean": { good: { [LEAK]: true } },
  "a text for a boolean": { good: "true" },
  "an object for a list": { tags: { 0: LEAK } },
  "a text for a list": { tags: LEAK },
  "null in a list that has none": { tags: ["a", null] },
  "a list in a list of texts": { tags: [[LEAK]] },
  "a number for a list in a list": { grid: [1] },
  "null in a list in a list": { grid: [[1], [null]] },
  "an integer over 32 bits in a list in a list": { grid: [[2 ** 40]] },
  "lists nested a thousand times": { grid: nested(1_000, LEAK) },
  "objects nested a thousand times for a text": { tags: [nested(1_000, LEAK)] },
};

/** Things beside what was asked for: as if they were not there. */
const MORE: Record<string, Change> = {
  "fields that were not asked for": with_({ secret: LEAK, id: LEAK, owner: { name: LEAK } }),
  "fields named like what objects inherit": with_({
    constructor: { prototype: LEAK },
    toString: LEAK,
    hasOwnProperty: 1,
  }),
  "deep nesting beside": with_({ more: nested(2_000, LEAK) }),
  "names of ours": with_({ name__client: LEAK, name__arguments0: LEAK, _entities: [LEAK] }),
};

describe("whatever a subgraph answers", () => {
  let opened: OpenWorld;
  beforeAll(() => {
    opened = openWorld(world);
  });
  afterAll(() => opened.close());

  /** Asks with one honest subgraph and one that changes its answers. */
  const askAt = (position: Position, spoil: (answer: { data: Fields; errors?: unknown }) => unknown) =>
    opened.ask(POSITIONS[position].query, {
      tamper: ({ subgraph, honest }) =>
        subgraph === "hostile" ? spoil({ data: { ...honest.data } as Fields }) : undefined,
    });
  const spoiledAt = (position: Position, change: Change) =>
    askAt(position, (answer) => {
      POSITIONS[position].put(answer.data, change);
      return answer;
    });
  const honestAt = (position: Position) => opened.ask(POSITIONS[position].query);

  const expectSafe = (answer: WorldAnswer, position: Position) => {
    expect(answer.text).not.toContain(LEAK);
    expect(conforms(opened.api, POSITIONS[position].query, answer.data)).toBe(true);
    // What the honest subgraph says stays true.
    expect((answer.data?.one as Fields | undefined)?.name).toBe("An");
    for (const { extensions } of answer.errors ?? []) {
      expect(["SUBGRAPH_BAD_RESPONSE", "SUBGRAPH_FAILED"]).toContain(extensions.code);
    }
    expect({}).not.toHaveProperty("polluted");
  };
  const pathsOf = ({ errors = [] }: WorldAnswer) => errors.map(({ path }) => path);

  describe.each(Object.keys(POSITIONS) as Position[])("at a %s", (position) => {
    const { path } = POSITIONS[position];

    test.each(Object.entries(NO_PET))("%s makes it null, or what holds it, and says so", async (_title, change) => {
      const answer = await spoiledAt(position, change);
      expectSafe(answer, position);
      expect(at(answer.data, path) ?? null).toBeNull();
      expect(pathsOf(answer)).toHaveLength(1);
      expect(pathsOf(answer)[0]?.slice(0, path.length)).toEqual(path);
    });

    test.each(Object.entries(NO_LEAF))("%s becomes null and nothing else does", async (_title, fields) => {
      const answer = await spoiledAt(position, with_(fields));
      expectSafe(answer, position);
      const [name = ""] = Object.keys(fields);
      const honest = at((await honestAt(position)).data, path) as Fields;
      expect(at(answer.data, path)).toEqual({ ...honest, [name]: null });
      expect(pathsOf(answer)).toHaveLength(1);
      expect(pathsOf(answer)[0]?.slice(0, path.length + 1)).toEqual([...path, name]);
    });

    test.each(Object.entries(MORE))("%s: as if they were not there", async (_title, change) => {
      const answer = await spoiledAt(position, change);
      expect(answer.text).toBe((await honestAt(position)).text);
    });

    test("names of prototypes: as if they were not there", async () => {
      const answer = await askAt(position, (honest) => {
        const text = JSON.stringify(honest);
        const evil = `{"__proto__":{"polluted":"${LEAK}"},"constructor":{"prototype":{"polluted":"${LEAK}"}},`;
        return text.replaceAll("{", evil).replaceAll(",}", "}");
      });
      expect(answer.text).toBe((await honestAt(position)).text);
      expectSafe(answer, position);
    });

    test.each([
      ["no data and no errors", {}],
      ["data that is null", { data: null }],
      ["data that is a list", { data: [LEAK] }],
      ["data that is a text", { data: LEAK }],
      ["errors that are a text", { data: null, errors: LEAK }],
      ["errors that are an object", { data: null, errors: { message: LEAK } }],
      ["errors that are a number", { data: null, errors: 7 }],
      ["errors that are no errors", { data: null, errors: [null, 1, LEAK, [LEAK]] }],
      ["an error with nothing in it", { data: null, errors: [{}] }],
      [
        "an error with a path of anything",
        { data: null, errors: [{ message: LEAK, path: [LEAK, { a: LEAK }, -1, null] }] },
      ],
      ["an error with a path that is none", { data: null, errors: [{ message: LEAK, path: { 0: LEAK } }] }],
      ["an error with a path that goes on", { data: null, errors: [{ path: ["_entities", 99, LEAK, "__proto__"] }] }],
      [
        "an error with extensions",
        { data: null, errors: [{ message: LEAK, extensions: { code: LEAK, stack: LEAK } }] },
      ],
      [
        "an error with our code",
        { data: null, errors: [{ message: LEAK, extensions: { code: "INTERNAL", details: LEAK } }] },
      ],
      ["extensions that are none", { data: null, errors: [{ message: LEAK, extensions: [LEAK] }], extensions: LEAK }],
      ["a name of prototypes for a code", { data: null, errors: [{ extensions: { code: "__proto__" } }] }],
      ["a hundred thousand errors", { data: null, errors: Array.from({ length: 100_000 }, () => ({ message: LEAK })) }],
    ])("%s: null there, and an error", async (_title, whole) => {
      const answer = await askAt(position, () => whole);
      expectSafe(answer, position);
      expect(answer.errors?.length).toBeGreaterThan(0);
      expect(answer.errors?.length).toBeLessThanOrEqual(1_000);
    });
  });

  describe.each(["entity", "nested list"] as const)("at a %s", (position) => {
    test.each<[string, (entities: Fields[]) => unknown]>([
      ["no entities", () => []],
      ["one entity too many", (all) => [...all, all[0]]],
      ["a hundred thousand entities", (all) => Array.from({ length: 100_000 }, () => all[0])],
      ["entities that are an object", (all) => ({ ...all })],
      ["entities that are a text", () => LEAK],
      ["entities that are null", () => null],
      ["entities of another type", (all) => all.map((each) => ({ ...each, __typename: "Cat" }))],
      ["entities that are lists", (all) => all.map((each) => [each])],
      ["entities that are texts", (all) => all.map(() => LEAK)],
    ])("%s: null there, and an error", async (_title, change) => {
      const answer = await askAt(position, ({ data }) => ({ data: { _entities: change(data._entities as Fields[]) } }));
      expectSafe(answer, position);
      expect(at(answer.data, POSITIONS[position].path) ?? null).toBeNull();
      expect(answer.errors?.length).toBeGreaterThan(0);
      expect(answer.errors?.length).toBeLessThan(5);
    });
  });
});

function at(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inside, step) => (inside as Fields | null | undefined)?.[step], value);
}

/** Whether graphql-js, given an answer as its data, answers the same without an error. */
function conforms(schema: GraphQLSchema, query: string, data: unknown): boolean {
  const again = execute({ schema, document: parse(query), rootValue: data });
  return JSON.stringify(again) === JSON.stringify({ data });
}
