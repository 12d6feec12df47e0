import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type TestGateway, testGateway } from "../../kit/gateway";
import { subgraphsOf } from "./oracle";
import { shop } from "./worlds";

describe("names that clients may not choose", () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await testGateway(subgraphsOf(shop), { engine: "compiled" });
  });
  afterAll(() => gateway.close());

  test.each([
    ["an alias", "{ me { __proto__: name } }"],
    ["an alias that begins so", "{ __x: me { name } }"],
    ["an alias of a type's name", "{ me { __typename: name } }"],
    ["an alias in a fragment", "{ me { ...F } } fragment F on User { __defineGetter__: name }"],
    ["a variable", "query ($__proto__: String!) { userOf(email: $__proto__) { name } }"],
    ["a variable that begins so", "query ($__x: String!) { userOf(email: $__x) { name } }"],
    [
      "the variable of entities",
      "query ($representations: String!) { userOf(email: $representations) { reviews { id } } }",
    ],
    [
      "a variable of contexts",
      "query ($contextualArgument_1_0: String!) { userOf(email: $contextualArgument_1_0) { name } }",
    ],
    ["a fragment", "{ me { ...__proto__ } } fragment __proto__ on User { name }"],
    ["an operation", "query __proto__ { me { name } }"],
  ])("are refused before anything is asked: %s", async (_title, query) => {
    const variables = { __proto__: "a", representations: "a", __x: "a", contextualArgument_1_0: "a" };
    gateway.asked.length = 0;
    const { status, body } = await gateway.ask(query, { variables });
    expect(status).toBe(400);
    expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(["BAD_USER_INPUT"]);
    expect(gateway.asked).toEqual([]);
  });

  test.each([
    "{ me { constructor: name toString: id valueOf: email } }",
    "query constructor($constructor: String!) { userOf(email: $constructor) { ...toString } } fragment toString on User { prototype: name }",
    "{ __typename: __typename t: __typename __schema { __typename } }",
  ])("are only those: %s", async (query) => {
    const { status, body } = await gateway.ask(query, { variables: { constructor: "an@example.org" } });
    expect(status).toBe(200);
    expect(body.errors).toBeUndefined();
  });
});
