import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { GatewayConfig } from "../../../gateway";
import { type TestGateway, testGateway } from "../../kit/gateway";
import { oracleOf, subgraphsOf, type World } from "./oracle";
import {
  devicesQuestions,
  devicesWorld,
  library,
  libraryQuestions,
  type Question,
  shop,
  shopQuestions,
} from "./worlds";

const WORLDS: readonly (readonly [string, World, readonly Question[]])[] = [
  [shop.name, shop, shopQuestions],
  [library.name, library, libraryQuestions],
  [devicesWorld.name, devicesWorld, devicesQuestions],
];
const ENGINES: readonly GatewayConfig["engine"][] = ["compiled", "apollo"];

describe.each(ENGINES)("the %s executor answers as one schema with all the data would", (engine) => {
  describe.each(WORLDS)("%s", (_name, world, questions) => {
    const oracle = oracleOf(world);
    let gateway: TestGateway;
    beforeAll(async () => {
      gateway = await testGateway(subgraphsOf(world), { engine });
    });
    afterAll(() => gateway.close());

    for (const { title, query, variables, referenceIsWrong } of questions) {
      const run = engine === "apollo" && referenceIsWrong !== undefined ? test.skip : test;
      run(title, async () => {
        const { body } = await gateway.ask(query, { variables });
        expect(body.errors).toBeUndefined();
        expect(body.data).toEqual(oracle(query, variables));
      });
    }
  });
});
