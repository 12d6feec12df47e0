import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { WORLDS } from "./all-worlds";
import { type OpenWorld, openWorld } from "./in-process";
import { oracleOf } from "./oracle";

describe("the compiled executor alone answers as one schema with all the data would", () => {
  describe.each(WORLDS.map(([world, questions]) => ({ name: world.name, world, questions })))(
    "$name",
    ({ world, questions }) => {
      const oracle = oracleOf(world);
      let opened: OpenWorld;
      beforeAll(() => {
        opened = openWorld(world);
      });
      afterAll(() => opened.close());

      test.each(questions)("$title", async ({ query, variables }) => {
        const { data, errors } = await opened.ask(query, { variables });
        expect(errors).toBeUndefined();
        // As text: the order of fields is part of the answer.
        expect(JSON.stringify(data)).toBe(JSON.stringify(oracle(query, variables)));
      });
    },
  );
});
