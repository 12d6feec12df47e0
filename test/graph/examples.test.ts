import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type TestGraph, testGraph } from "../kit/graph";

const folder = join(__dirname, "..", "..", "schema", "operations");
const examples = readdirSync(folder)
  .filter((name) => name.endsWith(".graphql"))
  .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));

let graph: TestGraph;
beforeAll(async () => {
  graph = await testGraph();
});
afterAll(() => graph.close());

describe("the examples of the IDE", () => {
  test("are several", () => {
    expect(examples.length).toBeGreaterThanOrEqual(10);
  });

  test.each(examples)("$name answers with data and no error, as the caller that it names", async ({ text }) => {
    const variables = JSON.parse(/^# variables: (.*)$/m.exec(text)?.[1] ?? "{}");
    const as = /\(caller: (\w+)\)/.exec(text)?.[1];
    const { data, errors } = await graph.ask<Record<string, unknown>, object>(text, { variables, as });
    expect(errors).toEqual([]);
    for (const root of Object.values(data ?? {})) expect(root).not.toMatchObject({ errors: [expect.anything()] });
    expect(JSON.stringify(Object.values(data ?? {}))).not.toMatch(/^\[(null|\{"edges":\[\]\}),?/);
  });
});
