import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { graphql, parse } from "graphql";

/**
 * Four subgraphs of a shop in one process, answering from memory: an answer is computed once and then given for the same question as it
 * is. Prints their addresses as one line of JSON. The shape is that of a widely used gateway benchmark: users, their reviews, the
 * products of these, their reviews and authors again.
 */
const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@external", "@requires", "@provides", "@shareable"])`;

interface Row {
  readonly [field: string]: unknown;
}

/** Times as many rows as the plain workload has. */
const SIZE = Number(process.argv[2] ?? 1);

const users: Row[] = range(6 * SIZE).map((n) => ({
  id: `u${n}`,
  name: `Nguyễn Văn ${n}`,
  username: `nguyenvan${n}`,
  birthday: 19_900_000 + n,
}));
const products: Row[] = range(9 * SIZE).map((n) => ({
  upc: `p${n}`,
  name: `Sản phẩm số ${n}`,
  price: 100 * n + 9,
  weight: 10 * n,
  inStock: n % 3 !== 0,
}));
const reviews: Row[] = range(26 * SIZE).map((n) => ({
  id: `r${n}`,
  body: `Nhận xét số ${n}: hàng tốt, giao nhanh, sẽ mua lại`,
  author: { __typename: "User", id: `u${n % users.length}` },
  product: { __typename: "Product", upc: `p${n % products.length}` },
}));

function range(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n);
}

const find = (rows: readonly Row[], field: string) => (key: Row) => {
  const row = rows.find((each) => each[field] === key[field]);
  return row === undefined ? null : { ...row, ...key };
};

export const SUBGRAPHS: Readonly<Record<string, { readonly sdl: string; readonly resolvers: object }>> = {
  accounts: {
    sdl: `type Query { me: User users: [User] user(id: ID!): User } type User @key(fields: "id") { id: ID! name: String username: String @shareable birthday: Int }`,
    resolvers: {
      Query: { me: () => users[0], users: () => users, user: (_: unknown, { id }: Row) => find(users, "id")({ id }) },
      User: { __resolveReference: find(users, "id") },
    },
  },
  inventory: {
    sdl: `type Product @key(fields: "upc") { upc: String! weight: Int @external price: Int @external inStock: Boolean shippingEstimate: Int @requires(fields: "price weight") }`,
    resolvers: {
      Product: {
        __resolveReference: find(products, "upc"),
        shippingEstimate: ({ price, weight }: Row) => (Number(price) > 1000 ? 0 : Math.round(Number(weight) / 2)),
      },
    },
  },
  products: {
    sdl: `type Query { topProducts(first: Int = 5): [Product] } type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }`,
    resolvers: {
      Query: { topProducts: (_: unknown, { first }: Row) => products.slice(0, Number(first) * SIZE) },
      Product: { __resolveReference: find(products, "upc") },
    },
  },
  reviews: {
    sdl: `type Review @key(fields: "id") { id: ID! body: String author: User @provides(fields: "username") product: Product } type User @key(fields: "id") { id: ID! username: String @external reviews: [Review] } type Product @key(fields: "upc") { upc: String! reviews: [Review] }`,
    resolvers: {
      Review: { __resolveReference: find(reviews, "id") },
      User: {
        __resolveReference: (key: Row) => key,
        username: ({ id }: Row) => users.find((user) => user.id === id)?.username,
        reviews: ({ id }: Row) => reviews.filter((review) => (review.author as Row).id === id),
      },
      Product: {
        __resolveReference: (key: Row) => key,
        reviews: ({ upc }: Row) => reviews.filter((review) => (review.product as Row).upc === upc),
      },
    },
  },
};

async function main(): Promise<void> {
  const addresses: Record<string, { sdl: string; url: string }> = {};
  for (const [name, { sdl, resolvers }] of Object.entries(SUBGRAPHS)) {
    const typed = `${LINK}\n${sdl}`;
    const schema = buildSubgraphSchema({ typeDefs: parse(typed), resolvers: resolvers as never });
    const known = new Map<string, string>();
    const server = createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      let answer = known.get(body);
      if (answer === undefined) {
        const { query, variables } = JSON.parse(body);
        answer = JSON.stringify(await graphql({ schema, source: query, variableValues: variables }));
        if (known.size < 10_000) known.set(body, answer);
      }
      response.writeHead(200, { "content-type": "application/json" }).end(answer);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    addresses[name] = { sdl: typed, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql` };
  }
  process.stdout.write(`${JSON.stringify(addresses)}\n`);
}

if (require.main === module) void main();
