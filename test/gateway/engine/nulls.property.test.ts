import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  buildSchema,
  execute,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  parse,
} from "graphql";
import { type OpenWorld, openWorld } from "./in-process";
import { makeOperation } from "./operations";

const CASES = Number(process.env.CASES ?? 300);
const SEED = process.env.SEED === undefined ? undefined : Number(process.env.SEED);

const SDL = `
  type Query { a: A b: B! as: [A] bs: [B!]! strict: [[B!]!]! loose: [[B]] u: U us: [U!] }
  type A { id: ID! b: B c: B! list: [B!] n: Int! m: Int u: U! }
  type B { id: ID a: A as: [A!]! text: String! texts: [String!] kind: Kind! real: Float good: Boolean! }
  union U = A | B
  enum Kind { X Y }`;

/** Every value is decided by its object and field: the same in the subgraph, which may break its schema, and for graphql-js. */
function resolveBy(seed: number): GraphQLFieldResolver<unknown, unknown> {
  const chance = (from: number, step: string) => {
    let hash = from ^ 0x9e3779b9;
    for (const character of step) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) ^ (hash >>> 15);
    return hash >>> 0;
  };
  const valueAt = (type: GraphQLOutputType, at: number): unknown => {
    if (isNonNullType(type)) return valueAt(type.ofType, at);
    if (chance(at, "null") % 9 === 0) return null;
    if (isListType(type)) {
      return Array.from({ length: chance(at, "length") % 4 }, (_, index) =>
        valueAt(type.ofType, chance(at, `${index}`)),
      );
    }
    if (isUnionType(type)) return { __typename: chance(at, "type") % 2 === 0 ? "A" : "B", at };
    if (isObjectType(type)) return { __typename: type.name, at };
    if (isEnumType(type)) return "X";
    const values: Record<string, unknown> = { ID: `${at}`, Int: at % 100, Float: at / 8, Boolean: at % 2 === 0 };
    return values[getNamedType(type).name] ?? `text ${at % 7}`;
  };
  return (source, _args, _context, { fieldName, returnType }) =>
    valueAt(returnType, chance((source as { at?: number } | undefined)?.at ?? seed, fieldName));
}

describe("null rises exactly as graphql-js lets it rise", () => {
  let opened: OpenWorld;
  // What the subgraph runs: the same schema, in which everything may be null.
  const lenient: GraphQLSchema = buildSchema(SDL.replaceAll("!", ""));
  const strict = buildSchema(SDL);
  beforeAll(() => {
    opened = openWorld({ name: "nulls", subgraphs: { only: SDL }, roots: {}, entities: [] });
  });
  afterAll(() => opened.close());

  test("for any operation over any data", async () => {
    let violated = 0;
    const tapes = fc.array(fc.nat({ max: 9_999 }), { minLength: 1, maxLength: 150, size: "max" });
    const property = fc.asyncProperty(tapes, fc.nat(), async (tape, seed) => {
      const made = makeOperation(opened.api, tape, {});
      fc.pre(made !== null);
      const { query, variables: variableValues } = made;
      const fieldResolver = resolveBy(seed);
      const expected = await execute({ schema: strict, document: parse(query), variableValues, fieldResolver });
      const { data, errors } = await opened.ask(query, {
        variables: variableValues,
        tamper: (asked) =>
          execute({ schema: lenient, document: parse(asked.query), variableValues: asked.variables, fieldResolver }),
      });
      if (expected.errors !== undefined) violated += 1;
      const told = `${query}\n${JSON.stringify(variableValues)}\n`;
      expect(told + JSON.stringify(data)).toBe(told + JSON.stringify(expected.data));
      expect(told + JSON.stringify((errors ?? []).map(({ path }) => path))).toBe(
        told + JSON.stringify((expected.errors ?? []).map(({ path }) => path)),
      );
    });
    await fc.assert(property, { numRuns: CASES, seed: SEED, maxSkipsPerRun: 1_000 });
    expect(violated).toBeGreaterThan(CASES / 20);
  }, 3_600_000);
});
