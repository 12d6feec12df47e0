import { afterAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { WORLDS } from "./all-worlds";
import { openWorld } from "./in-process";
import { makeOperation } from "./operations";
import { oracleOf } from "./oracle";

/** Operations over all worlds together; `CASES=100000 SEED=1 npx jest operations.property` for more, and again. */
const CASES = Number(process.env.CASES ?? 300);
const SEED = process.env.SEED === undefined ? undefined : Number(process.env.SEED);

const tapes = fc.array(fc.nat({ max: 9_999 }), { minLength: 1, maxLength: 250, size: "max" });

describe("any valid operation is answered as one schema with all the data answers it", () => {
  const open: { close(): Promise<void> }[] = [];
  afterAll(async () => {
    await Promise.all(open.map((each) => each.close()));
  });

  test.each(WORLDS.map(([world]) => [world.name, world] as const))(
    "%s",
    async (_name, world) => {
      const opened = openWorld(world);
      open.push(opened);
      const oracle = oracleOf(world);
      const property = fc.asyncProperty(tapes, async (tape) => {
        const made = makeOperation(opened.api, tape, world);
        fc.pre(made !== null);
        const { query, variables } = made;
        const told = `${query}\n${JSON.stringify(variables)}`;
        const { data, errors } = await opened.ask(query, { variables });
        fc.pre(errors?.[0]?.extensions.code !== "OPERATION_TOO_COMPLEX");
        expect(`${told}\n${JSON.stringify({ data, errors })}`).toBe(
          `${told}\n${JSON.stringify({ data: oracle(query, variables) })}`,
        );
      });
      await fc.assert(property, { numRuns: Math.ceil(CASES / WORLDS.length), seed: SEED, maxSkipsPerRun: 1_000 });
    },
    3_600_000,
  );
});
