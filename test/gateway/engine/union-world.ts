import type { World } from "./oracle";
import type { Question } from "./worlds";

const keeper = { __typename: "Keeper", id: "k1", badge: "B1", name: "Lan", since: 2010 };
const cage = { __typename: "Cage", id: "g1", area: 20, keeper };
const lion = {
  __typename: "Lion",
  __interfaces: ["Animal"],
  id: "l1",
  ref: cage,
  note: "gầm",
  mane: true,
  name: "Leo",
  care: null as unknown,
};
const fish = {
  __typename: "Fish",
  __interfaces: ["Animal"],
  id: "f1",
  ref: keeper,
  note: 7,
  fins: 4,
  name: "Cá",
  care: null as unknown,
};
const food = { __typename: "Food", id: "o1", grams: 500, eaters: [lion, fish, lion] };
lion.care = { __typename: "Care", food, by: keeper, hours: [[8], [12, 18]] };
fish.care = { __typename: "Care", food: null, by: null, hours: null };
const animals = [lion, fish];

/** Unions and interfaces whose types have fields of one name and several types, partly provided, over three subgraphs. */
export const zoo: World = {
  name: "a zoo",
  subgraphs: {
    animals: `
      type Query { animals: [Animal!]! any: [Anything] named: [Named] first: Animal @shareable }
      interface Animal { id: ID! name: String }
      interface Named { name: String }
      union Anything = Lion | Fish | Keeper | Cage
      type Lion implements Animal & Named @key(fields: "id") { id: ID! name: String ref: Cage note: String }
      type Fish implements Animal & Named @key(fields: "id") { id: ID! name: String ref: Keeper note: Int! }
      type Cage @key(fields: "id") { id: ID! keeper: Keeper @provides(fields: "name") }
      type Keeper implements Named @key(fields: "id") { id: ID! name: String @external }`,
    care: `
      type Query { first: Animal @shareable foods: [Food!] }
      interface Animal @key(fields: "id") { id: ID! care: Care }
      type Lion implements Animal @key(fields: "id") { id: ID! care: Care mane: Boolean }
      type Fish implements Animal @key(fields: "id") { id: ID! care: Care fins: Int! }
      type Care { food: Food by: Keeper hours: [[Int!]] }
      type Food @key(fields: "id") { id: ID! eaters: [Animal!] grams: Int }
      type Keeper @key(fields: "badge") { badge: String! }`,
    staff: `
      type Keeper @key(fields: "id") @key(fields: "badge") { id: ID! badge: String! name: String @shareable since: Int greeting(loud: Boolean = false): String @requires(fields: "boss { name }") boss: Keeper @external }
      type Cage @key(fields: "id") { id: ID! area: Int dense: String @requires(fields: "keeper { id name }") keeper: Keeper @external }`,
    bosses: `type Keeper @key(fields: "id") { id: ID! boss: Keeper @shareable }`,
  },
  roots: {
    animals: () => animals,
    any: () => [lion, keeper, null, cage, fish],
    named: () => [keeper, fish, null],
    first: () => lion,
    foods: () => [food],
  },
  entities: [keeper, cage, lion, fish, food],
  fieldsAtMost: 10,
  computed: {
    "Keeper.boss": ({ id, boss }) => boss ?? (id === "k1" ? keeper : null),
    "Keeper.greeting": ({ name, isRepresented, boss }, { loud }) => {
      const text = `${name} of ${isRepresented ? (boss as typeof keeper).name : "Lan"}`;
      return loud ? text.toUpperCase() : text;
    },
    "Cage.dense": ({ keeper: by }) => `dense ${(by as typeof keeper).name}`,
  },
};

export const zooQuestions: readonly Question[] = [
  {
    title: "fields of one name and several types",
    query: "{ animals { ... on Lion { ref { area } } ... on Fish { ref { since } } } }",
  },
  {
    title: "the same through other subgraphs",
    query:
      "{ foods { eaters { name ... on Lion { r: ref { id keeper { name } } } ... on Fish { r: ref { id name greeting } n: note } } } }",
  },
  {
    title: "a union of everything",
    query:
      "{ any { __typename ... on Lion { mane care { hours food { grams } } } ... on Keeper { badge greeting(loud: true) } ... on Cage { dense } ... on Named { name } } }",
  },
  {
    title: "a root field that two subgraphs have",
    query: "{ first { id name care { by { name since } food { eaters { name } } } } }",
  },
];
