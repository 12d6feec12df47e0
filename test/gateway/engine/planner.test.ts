import { afterEach, describe, expect, test } from "@jest/globals";
import { GraphQLError } from "graphql";
import { compose } from "../../../gateway";
import { createPlanner, type Planner } from "../../../gateway/engine/compiled/planner";
import { LINK } from "../../kit/gateway";

const { supergraph } = compose([
  {
    name: "people",
    url: "http://people",
    sdl: `${LINK} type Query { me: Person } type Person @key(fields: "id") { id: ID! name: String }`,
  },
  {
    name: "pets",
    url: "http://pets",
    sdl: `${LINK} type Person @key(fields: "id") { id: ID! pets: [Pet] } type Pet { name: String owner: Person }`,
  },
]);

let planner: Planner;
afterEach(() => planner.close());

const codeOf = (error: unknown) => (error instanceof GraphQLError ? error.extensions.code : String(error));

describe("the planning thread", () => {
  test("plans operations, however many come at once", async () => {
    planner = createPlanner(supergraph);
    const plans = await Promise.all(
      Array.from({ length: 30 }, (_, n) => planner.plan(`{ me { a${n}: name pets { name } } }`, undefined)),
    );
    expect(plans.every(({ node }) => node?.kind === "Sequence")).toBe(true);
    expect(JSON.stringify(plans[17])).toContain("a17");
  });

  test("picks the operation that is named", async () => {
    planner = createPlanner(supergraph);
    const plan = await planner.plan("query A { me { id } } query B { me { name } }", "B");
    expect(JSON.stringify(plan)).toContain("name");
  });

  test("refuses what it cannot plan and plans the next", async () => {
    planner = createPlanner(supergraph);
    const refused = planner.plan("{ nothing }", undefined).catch(codeOf);
    await expect(planner.plan("{ me { id } }", undefined)).resolves.toMatchObject({ kind: "QueryPlan" });
    expect(await refused).toBe("OPERATION_TOO_COMPLEX");
  });

  test("gives up an operation that is over its budget, and plans the next in a new thread", async () => {
    planner = createPlanner(supergraph, { budget: 0, waiting: 10 });
    const deep = `{ me { ${"pets { owner { ".repeat(60)} id ${"} }".repeat(60)} } }`;
    expect(await planner.plan(deep, undefined).catch(codeOf)).toBe("OPERATION_TOO_COMPLEX");
    expect(await planner.plan(deep, undefined).catch(codeOf)).toBe("OPERATION_TOO_COMPLEX");
  });

  test("does not hold up the process while it plans", async () => {
    planner = createPlanner(supergraph);
    let turns = 0;
    const turning = setInterval(() => {
      turns += 1;
    }, 1);
    const wide = Array.from({ length: 400 }, (_, n) => `f${n}: me { pets { owner { n${n}: name } } }`).join(" ");
    await planner.plan(`{ ${wide} }`, undefined);
    clearInterval(turning);
    expect(turns).toBeGreaterThan(1);
  });

  test("lets only so many wait", async () => {
    planner = createPlanner(supergraph, { budget: 5_000, waiting: 2 });
    const codes = await Promise.all(
      Array.from({ length: 5 }, () => planner.plan("{ me { id } }", undefined).then(() => "planned", codeOf)),
    );
    expect(codes).toEqual(["planned", "planned", "planned", "OVERLOADED", "OVERLOADED"]);
  });

  test("tells those who wait when it is closed", async () => {
    planner = createPlanner(supergraph);
    const waiting = planner.plan("{ me { id } }", undefined).catch(codeOf);
    await planner.close();
    expect(await waiting).toBe("DRAINING");
    expect(await planner.plan("{ me { id } }", undefined).catch(codeOf)).toBe("OVERLOADED");
  });
});
