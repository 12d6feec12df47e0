import type { World } from "./oracle";
import type { Question } from "./worlds";

const stats = { __typename: "Stats", likes: 4, views: 90 };
const lines = [
  { __typename: "Line", text: "một", width: 3 },
  { __typename: "Line", text: "hai", width: 4 },
];
const writer = {
  __typename: "Writer",
  id: "w1",
  code: { region: { name: "north" }, number: 7 },
  pen: "Nguyễn",
  age: 40,
};
const picture = { __typename: "Picture", id: "i1", pixels: 640, caption: "Hồ Gươm" };
const clip = { __typename: "Clip", id: "c1", seconds: 12, caption: "Đò" };
const posts = [
  {
    __typename: "Post",
    id: "t1",
    stats,
    lines,
    writer,
    grid: [[1, 2], [], [3]],
    matrix: [[writer, null], [], [writer]],
    mood: "CALM",
    attached: [picture, clip],
    shown: clip,
    title: "A",
  },
  {
    __typename: "Post",
    id: "t2",
    stats: null,
    lines: [],
    writer: null,
    grid: null,
    matrix: null,
    mood: "LOUD",
    attached: [],
    shown: null,
    title: "B",
  },
];

/** Values and lists that two subgraphs share, keys in keys, keys that resolve nothing, unions over subgraphs, mutations. */
export const blog: World = {
  name: "a blog",
  subgraphs: {
    posts: `
      type Query { posts: [Post!]! post(id: ID!): Post }
      type Mutation { publish(id: ID!): Post retitle(id: ID!, title: String!): Post }
      type Post @key(fields: "id") {
        id: ID! stats: Stats @shareable lines: [Line!] @shareable grid: [[Int!]!] matrix: [[Writer]!] mood: Mood attached: [Item!]! title: String writer: Writer
      }
      type Stats { likes: Int } type Line { text: String }
      enum Mood { CALM LOUD SECRET @inaccessible }
      union Item = Picture | Clip
      type Picture @key(fields: "id") { id: ID! pixels: Int }
      type Clip @key(fields: "id", resolvable: false) { id: ID! }
      type Writer @key(fields: "id", resolvable: false) { id: ID! }`,
    counts: `
      type Mutation { count(id: ID!): Post }
      type Post @key(fields: "id") { id: ID! stats: Stats @shareable lines: [Line!] @shareable shown: Shown }
      type Stats { views: Int } type Line { width: Int }
      union Shown = Clip | Writer
      type Clip @key(fields: "id") { id: ID! seconds: Int }
      type Writer @key(fields: "id") @key(fields: "code { region { name } number }") { id: ID! code: Code! age: Int }
      type Code @shareable { region: Region number: Int! } type Region @shareable { name: String! }`,
    writers: `
      type Query { writers: [Writer!]! }
      type Writer @key(fields: "code { region { name } number }") { code: Code! pen: String }
      type Code @shareable { region: Region number: Int! } type Region @shareable { name: String! }
      interface Captioned { caption: String }
      type Picture implements Captioned @key(fields: "id") { id: ID! caption: String }
      type Clip implements Captioned @key(fields: "id") { id: ID! caption: String }`,
  },
  roots: {
    posts: () => posts,
    post: ({ id }) => posts.find((post) => post.id === id) ?? null,
    writers: () => [writer],
    publish: ({ id }) => posts.find((post) => post.id === id) ?? null,
    count: ({ id }) => posts.find((post) => post.id === id) ?? null,
    retitle: ({ id, title }) => ({ ...posts.find((post) => post.id === id), title }),
  },
  entities: [...posts, writer, picture, clip],
  samples: { id: ["t1", "t2", "none"] },
};

export const blogQuestions: readonly Question[] = [
  { title: "a value that two subgraphs know parts of", query: "{ posts { stats { likes views } } }" },
  { title: "a list of values that two subgraphs know parts of", query: "{ posts { lines { text width } } }" },
  { title: "a key that is nested twice", query: "{ writers { pen age } }" },
  { title: "keys that resolve nothing where they are", query: "{ posts { writer { pen age id } } }" },
  { title: "lists in lists, of leaves and of entities", query: "{ posts { grid matrix { pen } } }" },
  { title: "enumerations", query: "{ posts { mood } }" },
  {
    title: "unions that differ between subgraphs",
    query:
      "{ posts { attached { __typename ... on Picture { pixels caption } ... on Clip { seconds caption } } shown { ... on Clip { caption } ... on Writer { pen } } } }",
  },
  {
    title: "an interface that other subgraphs' types do not have there",
    query: "{ posts { attached { ... on Captioned { caption __typename } } } }",
  },
  {
    title: "mutations one after the other, with entities behind each",
    query:
      'mutation { __typename a: publish(id: "t1") { title stats { likes views } } b: count(id: "t1") { title shown { __typename } } c: retitle(id: "t2", title: "C") { title lines { width } } }',
  },
];

const rooms = [
  { __typename: "Room", id: "1", name: "A1", beds: 2 },
  { __typename: "Room", id: "2", name: null, beds: 1 },
];
const wards = [
  { __typename: "Ward", id: "w1", locale: "vi", rooms, head: rooms[0], level: { grade: 3 } },
  { __typename: "Ward", id: "w2", locale: "en", rooms: [rooms[0]], head: null, level: null },
];
const described = (room: unknown, locale: unknown, grade: unknown) =>
  `${(room as { name: string | null }).name} ${locale} ${grade}`;

/** Arguments from the objects above, and fields on their way from one subgraph to another. */
export const hospital: World = {
  name: "a hospital",
  referenceCannot: "it refuses supergraphs with contexts",
  subgraphs: {
    wards: `
      type Query { wards: [Ward!]! ward(id: ID!): Ward }
      type Ward @key(fields: "id") @federation__context(name: "ward") { id: ID! locale: String! @external level: Level @external rooms: [Room!]! head: Room }
      type Level @external { grade: Int }
      type Room @key(fields: "id") {
        id: ID!
        greeting(locale: String @federation__fromContext(field: "$ward { locale }"), grade: Int @federation__fromContext(field: "$ward { level { grade } }"), loud: Boolean = false): String
      }`,
    facts: `
      type Ward @key(fields: "id") { id: ID! locale: String! level: Level }
      type Level { grade: Int }
      type Room @key(fields: "id") { id: ID! name: String @override(from: "old", label: "percent(5)") beds: Int @override(from: "old") }`,
    old: `type Room @key(fields: "id") { id: ID! name: String beds: Int }`,
  },
  roots: { wards: () => wards, ward: ({ id }) => wards.find((ward) => ward.id === id) ?? null },
  entities: [...wards, ...rooms],
  samples: { id: ["w1", "w2", "none"] },
  computed: {
    // The oracle has no contexts: there, each room is told its ward.
    "Ward.rooms": (ward) => (ward.rooms as object[]).map((room) => ({ ...room, ward })),
    "Ward.head": (ward) => (ward.head === null ? null : { ...(ward.head as object), ward }),
    "Room.greeting": (room, { locale, grade, loud }) => {
      const ward = room.ward as { locale: string; level: { grade: number } | null } | undefined;
      const text = room.isRepresented
        ? described(room, locale, grade)
        : described(room, ward?.locale, ward?.level?.grade ?? null);
      return loud ? text.toUpperCase() : text;
    },
  },
};

export const hospitalQuestions: readonly Question[] = [
  {
    title: "an argument from the object above",
    query: "{ wards { rooms { greeting } } }",
  },
  {
    title: "one entity in two contexts, beside the client's own argument",
    query: "query ($loud: Boolean) { wards { rooms { greeting(loud: $loud) name } head { greeting beds } } }",
    variables: { loud: true },
  },
  {
    title: "a context below an alias that has its name",
    query: '{ locale: ward(id: "w2") { locale: id level: locale rooms { g: greeting id: name } } }',
  },
  {
    title: "fields that have moved, also with a label",
    query: "{ wards { head { name beds } } }",
  },
];

const plants = [
  { __typename: "Plant", id: "p1", name: "Sen", height: 1, bed: { __typename: "Bed", row: 2, size: 5 } },
  { __typename: "Plant", id: "p2", name: "Tre", height: 9, bed: null },
];

/** Subgraphs of Federation 1: no link, value types shared without saying so, types extended. */
export const garden: World = {
  name: "a garden of federation 1",
  referenceCannot: "the gateways of tests link every subgraph to federation 2",
  subgraphs: {
    plants: `# federation 1
      type Query { plants: [Plant] }
      type Plant @key(fields: "id") { id: ID! name: String bed: Bed }
      type Bed { row: Int size: Int }`,
    care: `# federation 1
      extend type Query { tallest: Plant }
      extend type Plant @key(fields: "id") { id: ID! @external name: String @external height: Int advice: String @requires(fields: "name") neighbour: Plant @provides(fields: "name") }
      type Bed { row: Int size: Int }`,
  },
  roots: { plants: () => [...plants, null], tallest: () => plants[1] },
  entities: plants,
  computed: {
    "Plant.advice": ({ name }) => `water ${name}`,
    "Plant.neighbour": ({ id }) => plants.find((plant) => plant.id !== id),
  },
};

export const gardenQuestions: readonly Question[] = [
  { title: "fields of an extended type", query: "{ plants { name height bed { row size } } tallest { name advice } }" },
  { title: "a requirement and what is provided", query: "{ tallest { advice neighbour { name advice } } }" },
];
