import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { GatewayConfig } from "../../../gateway";
import { type TestGateway, testGateway } from "../../kit/gateway";
import { WORLDS } from "./all-worlds";
import { oracleOf, subgraphsOf } from "./oracle";

const COMMON = WORLDS.filter(([world]) => world.referenceCannot === undefined).map(([world, questions]) => ({
  name: world.name,
  world,
  questions,
}));
const ENGINES: readonly GatewayConfig["engine"][] = ["compiled", "apollo"];

describe.each(ENGINES)("the %s executor answers as one schema with all the data would", (engine) => {
  describe.each(COMMON)("$name", ({ world, questions }) => {
    const oracle = oracleOf(world);
    let gateway: TestGateway;
    beforeAll(async () => {
      gateway = await testGateway(subgraphsOf(world), { engine });
    });
    afterAll(() => gateway.close());

    for (const { title, query, variables, referenceIsWrong } of questions) {
      const run = engine === "apollo" && referenceIsWrong !== undefined ? test.failing : test;
      run(title, async () => {
        const { body } = await gateway.ask(query, { variables });
        expect(body.errors).toBeUndefined();
        expect(body.data).toEqual(oracle(query, variables));
      });
    }
  });
});
