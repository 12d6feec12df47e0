import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { citizens } from "../../../subgraphs/citizens";
import { emptyWorld } from "../../../subgraphs/kit";
import { caller, ENTITIES, type RunningCitizens, representations, runCitizens } from "./run-citizens";

const officer = caller.officer("citizen:read", "citizen:number", "citizen:contact");
const FIELDS =
  "id fullName personalNumber formerNumber numberDifferences dateOfBirth { text } father { fullName } account { email consents { recipient { code } } }";

let graph: RunningCitizens;
beforeAll(async () => {
  graph = await runCitizens();
});
afterAll(() => graph.close());

describe("what a request costs", () => {
  test.each([1, 100])("is one registry message and one find for %i citizens as entities", async (count) => {
    const ids = graph.ids.slice(0, count);
    let found: unknown;
    const cost = await graph.count(async () => {
      found = (await graph.ask(officer, ENTITIES(FIELDS), representations(ids))).data?._entities;
    });
    expect(found).toHaveLength(count);
    expect(found).not.toContain(null);
    expect(cost).toEqual({ messages: 1, commands: ["find accounts"] });
  });

  test("is one registry message and one find for a hundred citizens in as many fields", async () => {
    const fields = graph.ids.slice(0, 100).map((id, place) => `c${place}: citizen(id: "${id}") { ${FIELDS} }`);
    const cost = await graph.count(() => graph.ask(officer, `{ ${fields.join(" ")} }`));
    expect(cost).toEqual({ messages: 1, commands: ["find accounts"] });
  });

  test("is one message when people are looked up by number and by id together", async () => {
    const number = graph.store.ids.numberOf(graph.ids[0] ?? "");
    const cost = await graph.count(() =>
      graph.ask(
        officer,
        `query ($number: String!) { citizenByPersonalNumber(number: $number) { fullName } same: citizen(id: "${graph.ids[0]}") { fullName } other: citizen(id: "${graph.ids[5]}") { fullName } }`,
        { number },
      ),
    );
    expect(cost).toEqual({ messages: 1, commands: [] });
  });

  test("is one message for each generation of relatives", async () => {
    const children = [2, 3, 4, 7, 8, 9].map((place) => graph.ids[place] ?? "");
    const cost = await graph.count(() =>
      graph.ask(
        officer,
        ENTITIES("fullName father { citizen { fullName } } mother { citizen { fullName } }"),
        representations(children),
      ),
    );
    expect(cost).toEqual({ messages: 2, commands: [] });
  });

  test("asks for one citizen once, however often they come", async () => {
    const id = graph.ids[3] ?? "";
    const before = graph.registry.counts().people;
    await graph.ask(officer, ENTITIES(FIELDS), representations([id, id, id]));
    expect(graph.registry.counts().people - before).toBe(1);
  });

  test("is nothing for ids, numbers of known ids, and `me`", async () => {
    const cost = await graph.count(async () => {
      await graph.ask(officer, ENTITIES("id personalNumber"), representations(graph.ids));
      await graph.ask(caller.citizen(graph.ids[0] ?? ""), "{ me { id personalNumber } }");
    });
    expect(cost).toEqual({ messages: 0, commands: [] });
  });

  test("is nothing for ids of nobody", async () => {
    const cost = await graph.count(() =>
      graph.ask(officer, ENTITIES(FIELDS), representations(["x", "c1_AAAAAAAAAAAAAAAAAAAAAA"])),
    );
    expect(cost).toEqual({ messages: 0, commands: [] });
  });

  test("is paid again by the next request: nothing of a person is kept", async () => {
    const ask = () => graph.ask(officer, ENTITIES(FIELDS), representations(graph.ids.slice(0, 1)));
    const cost = await graph.count(async () => {
      await ask();
      await ask();
    });
    expect(cost).toEqual({ messages: 2, commands: ["find accounts", "find accounts"] });
  });
});

describe("the sample accounts", () => {
  test("are added once", async () => {
    expect(graph.seeded).toBe("200 new portal accounts of 3000 synthetic citizens");
    expect(await graph.store.addAccounts([])).toBe(0);
    const world = emptyWorld({ now: new Date() });
    expect(await citizens.seed?.(graph.store, world)).toBe("0 new portal accounts of 3000 synthetic citizens");
    expect(world.citizens.slice(0, 200)).toEqual(graph.ids);
  });

  test("are kept by opaque id and hold no number", async () => {
    const stored = await graph.store.accounts(graph.ids);
    expect(stored).not.toContain(null);
    expect(stored.every((account) => account?.synthetic)).toBe(true);
    const text = JSON.stringify(stored);
    for (const id of graph.ids) expect(text.includes(graph.store.ids.numberOf(id) ?? "")).toBe(false);
  });
});
