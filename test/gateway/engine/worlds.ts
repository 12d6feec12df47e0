import type { World } from "./oracle";

/** One question to a world; the answer is the oracle's. */
export interface Question {
  readonly title: string;
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  /** Why the reference executor does not answer it rightly. */
  readonly referenceIsWrong?: string;
}

const users = [
  { __typename: "User", id: "u1", email: "an@example.org", name: "An", tier: 2, birthYear: 1990 },
  { __typename: "User", id: "u2", email: "binh@example.org", name: "Bình", tier: 1, birthYear: 2001 },
  { __typename: "User", id: "u3", email: "chi@example.org", name: null, tier: 3, birthYear: 1985 },
];
const products = [
  {
    __typename: "Book",
    upc: "p1",
    sku: { group: "b", number: 1 },
    title: "Truyện Kiều",
    price: 90,
    weight: 2,
    pages: 320,
  },
  { __typename: "Book", upc: "p2", sku: { group: "b", number: 2 }, title: "Số đỏ", price: 70, weight: 1, pages: 210 },
  { __typename: "Chair", upc: "p3", sku: { group: "c", number: 1 }, title: "Ghế tre", price: 300, weight: 40, legs: 4 },
];
const reviews = [
  { __typename: "Review", id: "r1", body: "Hay", stars: 5, author: users[0], product: products[0] },
  { __typename: "Review", id: "r2", body: "Được", stars: 3, author: users[1], product: products[0] },
  { __typename: "Review", id: "r3", body: null, stars: 4, author: users[0], product: products[2] },
  { __typename: "Review", id: "r4", body: "Tệ", stars: 1, author: null, product: null },
];
const by = (list: readonly Record<string, unknown>[], field: string, value: unknown) =>
  list.filter((each) => (each[field] as { [key: string]: unknown } | null) === value);
for (const user of users) Object.assign(user, { reviews: by(reviews, "author", user) });
for (const product of products) Object.assign(product, { reviews: by(reviews, "product", product) });

/** Keys of every form, `@requires`, `@provides`, `@shareable`, interfaces and a union over four subgraphs. */
export const shop: World = {
  name: "a shop",
  subgraphs: {
    accounts: `
      type Query { me: User users: [User!]! userOf(email: String!): User nobody: User }
      type User @key(fields: "id") @key(fields: "email") { id: ID! email: String! name: String tier: Int! @shareable birthYear: Int! @shareable }`,
    catalogue: `
      type Query { products(first: Int = 10): [Product] product(upc: ID!): Product anything: [Thing!]! }
      interface Product { upc: ID! title: String price: Int }
      union Thing = Book | Chair
      type Sku @shareable { group: String! number: Int! }
      type Book implements Product @key(fields: "upc") @key(fields: "sku { group number }") { upc: ID! sku: Sku! title: String price: Int weight: Int pages: Int }
      type Chair implements Product @key(fields: "upc") { upc: ID! title: String price: Int weight: Int legs: Int! }`,
    reviews: `
      type Query { reviews: [Review] }
      type Review @key(fields: "id") { id: ID! body: String stars: Int! author: User @provides(fields: "tier") product: Product }
      interface Product { upc: ID! reviews: [Review!] }
      type Book implements Product @key(fields: "upc") { upc: ID! reviews: [Review!] }
      type Chair implements Product @key(fields: "upc") { upc: ID! reviews: [Review!] }
      type User @key(fields: "id") { id: ID! tier: Int! @external reviews: [Review!] }`,
    shipping: `
      type Sku @shareable { group: String! number: Int! }
      type Book @key(fields: "sku { group number }") { sku: Sku! price: Int @external weight: Int @external shipping: Int @requires(fields: "price weight") }
      type Chair @key(fields: "upc") { upc: ID! price: Int @external weight: Int @external shipping: Int @requires(fields: "price weight") }
      type User @key(fields: "email") { email: String! birthYear: Int! @shareable tier: Int! @external discount: Int @requires(fields: "tier") }`,
  },
  roots: {
    me: () => users[0],
    users: () => users,
    userOf: ({ email }) => users.find((user) => user.email === email) ?? null,
    nobody: () => null,
    products: ({ first }) => [...products.slice(0, Number(first)), null],
    product: ({ upc }) => products.find((product) => product.upc === upc) ?? null,
    anything: () => products,
    reviews: () => [...reviews, null],
  },
  entities: [...users, ...products, ...reviews],
  samples: { email: ["an@example.org", "none"], upc: ["p1", "p2", "p3", "none"], first: [0, 1, 2, 10] },
  computed: {
    "Book.shipping": ({ price, weight }) => Number(price) * 10 + Number(weight),
    "Chair.shipping": ({ price, weight }) => Number(price) * 100 + Number(weight),
    "User.discount": ({ tier }) => Number(tier) * 5,
  },
};

export const shopQuestions: readonly Question[] = [
  { title: "fields of one subgraph", query: "{ me { id name } users { email } }" },
  { title: "fields of an entity in another subgraph", query: "{ me { name reviews { stars body } } }" },
  {
    title: "lists in lists through several subgraphs",
    query: "{ users { name reviews { product { title reviews { author { name discount } } } } } }",
  },
  {
    title: "null in lists and null entities",
    query: "{ reviews { id author { name } product { upc title } } nobody { name } }",
  },
  {
    title: "an interface and its types' own fields",
    query: "{ products { __typename upc title ... on Book { pages shipping } ... on Chair { legs shipping } } }",
  },
  {
    title: "a union",
    query: "{ anything { __typename ... on Book { title shipping } ... on Chair { legs reviews { stars } } } }",
  },
  { title: "a compound key", query: '{ product(upc: "p1") { title ... on Book { sku { group number } shipping } } }' },
  { title: "requirements that were not asked for", query: "{ products { upc ... on Book { shipping } } }" },
  { title: "a requirement and the same field under an alias", query: "{ users { discount level: tier t: tier } }" },
  {
    title: "aliases everywhere",
    query: "{ who: me { a: id b: id c: reviews { d: stars e: product { f: title } } } others: users { n: name } }",
  },
  { title: "aliases that swap names", query: "{ me { id: name name: id email: tier } }" },
  { title: "the same object at two aliases", query: "{ a: me { name } b: me { name reviews { id } } }" },
  {
    title: "fragments, nested and repeated",
    query:
      "query { me { ...U ...V } } fragment U on User { name reviews { ...R } } fragment V on User { name discount reviews { id ...R } } fragment R on Review { stars product { ...P } } fragment P on Product { title ... on Book { pages } }",
  },
  { title: "a field given as provided", query: "{ reviews { author { tier } } }" },
  {
    title: "typenames at every level",
    query: "{ __typename me { __typename reviews { __typename product { __typename } } } }",
  },
  { title: "typenames under aliases", query: "{ t: __typename products { kind: __typename title } }" },
  {
    title: "@skip and @include with variables that hold",
    query:
      "query ($yes: Boolean!, $no: Boolean!) { me { id name @skip(if: $no) email @include(if: $no) reviews @include(if: $yes) { stars } } }",
    variables: { yes: true, no: false },
  },
  {
    title: "@skip and @include with variables that do not",
    query:
      "query ($yes: Boolean!, $no: Boolean!) { me { id name @skip(if: $no) email @include(if: $no) reviews @include(if: $yes) { stars } } }",
    variables: { yes: false, no: true },
  },
  {
    title: "conditions on fragments with a default",
    query:
      "query ($more: Boolean = true) { me { id ... @include(if: $more) { name reviews { id } } ...F @skip(if: $more) } } fragment F on User { email }",
  },
  {
    title: "variables passed on",
    query:
      "query ($mail: String!, $n: Int = 2) { userOf(email: $mail) { name reviews { id } } products(first: $n) { upc } }",
    variables: { mail: "binh@example.org" },
  },
  {
    title: "an argument that is null or absent",
    query: "query ($n: Int) { products(first: $n) { upc } }",
    variables: { n: 1 },
  },
  {
    title: "names that objects inherit",
    query: "{ me { toString: name constructor: id hasOwnProperty: email valueOf: reviews { id } } }",
  },
  { title: "introspection beside data", query: '{ me { name } __type(name: "User") { kind name fields { name } } }' },
];

const media = [
  { __typename: "Film", __interfaces: ["Media"], id: "m1", title: "Mùi đu đủ xanh", minutes: 104, score: 8 },
  { __typename: "Song", __interfaces: ["Media"], id: "m2", title: "Diễm xưa", beats: 60, score: 9 },
  { __typename: "Song", __interfaces: ["Media"], id: "m3", title: null, beats: 90, score: 2 },
];

/** An interface that is an entity, which one subgraph knows as an object only. */
export const library: World = {
  name: "a library",
  subgraphs: {
    titles: `
      type Query { media: [Media!]! medium(id: ID!): Media }
      interface Media @key(fields: "id") { id: ID! title: String }
      type Film implements Media @key(fields: "id") { id: ID! title: String minutes: Int }
      type Song implements Media @key(fields: "id") { id: ID! title: String beats: Int }`,
    scores: `
      type Query { best: [Media] }
      type Media @interfaceObject @key(fields: "id") { id: ID! score: Int! title: String @external verdict: String @requires(fields: "title") }`,
  },
  roots: {
    media: () => media,
    medium: ({ id }) => media.find((each) => each.id === id) ?? null,
    best: () => [media[1], null, media[0]],
  },
  entities: media,
  samples: { id: ["m1", "m2", "m3", "none"] },
  computed: {
    "Media.verdict": ({ title }) => `verdict on ${title}`,
    "Film.verdict": ({ title }) => `verdict on ${title}`,
    "Song.verdict": ({ title }) => `verdict on ${title}`,
  },
};

export const libraryQuestions: readonly Question[] = [
  { title: "the interface object's field from the types' side", query: "{ media { id title score } }" },
  { title: "the types from the interface object's side", query: "{ best { __typename id score title } }" },
  {
    title: "a type's own fields from the interface object's side",
    query: "{ best { score ... on Film { minutes } ... on Song { beats title } } }",
  },
  { title: "only what the interface object has", query: "{ best { id score } }" },
  {
    title: "a requirement behind a condition that does not hold",
    query: "{ media { score verdict @include(if: false) } }",
    referenceIsWrong: "the plan requires what is not asked for",
  },
  {
    title: "a requirement of one type beside a field of all",
    query: "{ media { score ... on Film { verdict } } }",
    referenceIsWrong: "the plan requires of every type what was asked of one",
  },
  {
    title: "an interface object's fields of one type only",
    query: "{ media { title ... on Film { ... on Media { score verdict } } } }",
    referenceIsWrong: "the plan sends representations without a key",
  },
  { title: "a field inside a type condition", query: "{ media { ... on Film { score minutes } ... on Song { id } } }" },
  {
    title: "a requirement of the interface object",
    query: '{ best { verdict } medium(id: "m3") { verdict __typename } }',
  },
];

const devices = [
  {
    __typename: "Device",
    id: "d1",
    tenant: "hn",
    serial: "s1",
    model: "A",
    secret: "x",
    owner: { __typename: "Owner", name: "An" },
    status: "OK",
  },
  {
    __typename: "Device",
    id: "d2",
    tenant: "hue",
    serial: "s2",
    model: "B",
    secret: "y",
    owner: null,
    status: "BROKEN",
  },
];

/** Several keys of several fields, fields that moved, that are hidden, and that several subgraphs share. */
export const devicesWorld: World = {
  name: "devices",
  subgraphs: {
    inventory: `
      type Query { devices: [Device!]! @shareable }
      type Device @key(fields: "tenant serial") @key(fields: "id") { id: ID! tenant: String! serial: String! model: String secret: String @inaccessible status: Status @shareable owner: Owner @shareable }
      type Owner @shareable { name: String }
      enum Status { OK BROKEN }`,
    monitoring: `
      type Query { devices: [Device!]! @shareable alarms: [Device] }
      type Device @key(fields: "tenant serial") { tenant: String! serial: String! model: String @override(from: "inventory") status: Status @shareable health: String @requires(fields: "secret") secret: String @external }
      enum Status { OK BROKEN }`,
    owners: `
      type Device @key(fields: "id") { id: ID! owner: Owner @external note: String @requires(fields: "owner { name } model") model: String @external }
      type Owner { name: String @external }`,
  },
  roots: { devices: () => devices, alarms: () => [devices[1]] },
  entities: devices,
  computed: {
    "Device.health": ({ secret }) => `health ${secret}`,
    "Device.note": ({ owner, model }) => `${(owner as { name?: string } | null)?.name} ${model}`,
  },
};

export const devicesQuestions: readonly Question[] = [
  { title: "a key of two fields", query: "{ devices { id health } }" },
  { title: "a field that has moved", query: "{ devices { model } alarms { model id } }" },
  { title: "a requirement that clients cannot see", query: "{ alarms { health status } }" },
  { title: "a requirement with a nested selection and a hop", query: "{ alarms { note } }" },
  { title: "a shared value type", query: "{ alarms { owner { name } } devices { owner { name } status } }" },
];
