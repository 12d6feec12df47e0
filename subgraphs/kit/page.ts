import type { GraphQLScalarType } from "graphql";
import { ArgsType, type ClassType, Directive, Field, Int, ObjectType } from "type-graphql";
import { fail } from "../../schema/errors";

/** The largest page that any list gives. */
export const PAGE_LIMIT = 100;

/** Relay: https://relay.dev/graphql/connections.htm */
@Directive("@shareable")
@ObjectType({ description: "Where a page stands in its list." })
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage: boolean;

  @Field(() => Boolean)
  hasPreviousPage: boolean;

  @Field(() => String, { nullable: true })
  startCursor: string | null;

  @Field(() => String, { nullable: true })
  endCursor: string | null;
}

/** The arguments of every list. */
@ArgsType()
export class PageArguments {
  @Field(() => Int, { defaultValue: 20, description: `How many, from 1 to ${PAGE_LIMIT}.` })
  first: number;

  @Field(() => String, { nullable: true, description: "The `endCursor` of the page before." })
  after: string | null;
}

export interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}

/** A page as Relay's connections have it. */
export interface Connection<Node> {
  readonly edges: readonly Edge<Node>[];
  readonly pageInfo: PageInfo;
}

/** Makes the GraphQL type `<name>Connection` (and its edge) for a node type. Call it once per name. */
export function connectionType<Node extends object>(
  name: string,
  node: () => ClassType<Node> | GraphQLScalarType,
): ClassType<Connection<Node>> {
  @ObjectType(`${name}Edge`)
  class EdgeType {
    @Field(() => String)
    cursor: string;

    @Field(node)
    node: Node;
  }

  @ObjectType(`${name}Connection`)
  class ConnectionType {
    @Field(() => [EdgeType])
    edges: EdgeType[];

    @Field(() => PageInfo)
    pageInfo: PageInfo;
  }
  return ConnectionType;
}

/** The last row's key of the page before, and how many rows to read: one more than the page, to know whether more follow. */
export interface KeysetRequest {
  readonly after: readonly KeysetValue[] | null;
  readonly limit: number;
}

export type KeysetValue = string | number | null;

/** Checks the arguments of a list and decodes its cursor. @throws PAGE_TOO_LARGE, INVALID_CURSOR */
export function keysetRequest(page: { first: number; after?: string | null }, keyLength: number): KeysetRequest {
  if (page.first < 1 || page.first > PAGE_LIMIT) throw fail("PAGE_TOO_LARGE", { limit: PAGE_LIMIT });
  return { after: page.after == null ? null : decodeCursor(page.after, keyLength), limit: page.first + 1 };
}

/**
 * Cuts the rows of a keyset query (at most `first + 1`, in order) into a page.
 * @param keyOf the values that order the list, ending in a unique one; a cursor is nothing but these, so they must be public
 */
export function toConnection<Row>(
  rows: readonly Row[],
  page: { first: number; after?: string | null },
  keyOf: (row: Row) => readonly KeysetValue[],
): Connection<Row> {
  const edges = rows.slice(0, page.first).map((node) => ({ cursor: encodeCursor(keyOf(node)), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > page.first,
      hasPreviousPage: page.after != null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function encodeCursor(key: readonly KeysetValue[]): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

function decodeCursor(cursor: string, keyLength: number): readonly KeysetValue[] {
  let key: unknown;
  try {
    key = JSON.parse(Buffer.from(cursor.slice(0, 1024), "base64url").toString("utf8"));
  } catch (cause) {
    throw fail("INVALID_CURSOR", {}, cause);
  }
  if (!Array.isArray(key) || key.length !== keyLength || !key.every(isKeysetValue)) throw fail("INVALID_CURSOR");
  return key;
}

function isKeysetValue(value: unknown): value is KeysetValue {
  return value === null || typeof value === "string" || typeof value === "number";
}
