import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { catalogue as subgraph } from "../../../subgraphs/catalogue";
import { procedures } from "../../../subgraphs/catalogue/data/procedures";
import { emptyWorld } from "../../../subgraphs/kit";
import { type RunningCatalogue, runCatalogue } from "./run-catalogue";

let catalogue: RunningCatalogue;
beforeAll(async () => {
  catalogue = await runCatalogue();
});
afterAll(() => catalogue.close());

const ENTITIES = (type: string, fields: string) =>
  `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { ${fields} } } }`;

/** The store commands that the gateway's question for these references takes. */
function commandsFor(type: string, key: string, keys: readonly string[], fields: string): Promise<readonly string[]> {
  const of = keys.map((value) => ({ __typename: type, [key]: value }));
  return catalogue.counting(async () => {
    const { codes } = await catalogue.ask(ENTITIES(type, fields), { of });
    expect(codes).toEqual([]);
  });
}

const strangers = (length: number) => Array.from({ length }, (_, index) => `X${index}`);

describe("the number of store commands is the same for one and for a hundred", () => {
  test("procedures with sector and publishing agency: one each", async () => {
    const codes = ["1.004222", ...procedures.map(({ code }) => code).filter((code) => code !== "1.004222")].slice(
      0,
      100,
    );
    const fields = "name sector { name } publishingAgency { name parent { code } }";
    expect(codes).toHaveLength(100);
    expect(await commandsFor("Procedure", "code", codes.slice(0, 1), fields)).toEqual(["find", "find", "find"]);
    expect(await commandsFor("Procedure", "code", codes, fields)).toEqual(["find", "find", "find"]);
  });

  test("agencies with parent, successors and predecessors: one for all of these", async () => {
    const codes = ["G04", "G05", "G07", "G10", "G12.12", "G12.18", "000.00.34.G12", ...strangers(93)];
    const fields = "name parent { name } successors { name } predecessors { name }";
    expect(codes).toHaveLength(100);
    expect(await commandsFor("Agency", "code", ["G04"], fields)).toEqual(["find", "find"]);
    expect(await commandsFor("Agency", "code", codes, fields)).toEqual(["find", "find"]);
  });

  test.each([
    ["Sector", "code", "ho-tich"],
    ["OnlineService", "code", "2.000815.000.00.00.H55.02"],
    ["ServiceList", "id", "846-qd-ttg-2017-06-09"],
  ])("%s: one", async (type, key, one) => {
    const fields = type === "ServiceList" ? "title" : "name";
    expect(await commandsFor(type, key, [one], fields)).toEqual(["find"]);
    expect(await commandsFor(type, key, [one, ...strangers(99)], fields)).toEqual(["find"]);
  });

  test("lists with bodies and named procedures: one each", async () => {
    const fields =
      "counts { body { name } } namedBodies { agency { name } } namedProcedures { procedure { name } agency { name } }";
    const one = `{ serviceList(id: "846-qd-ttg-2017-06-09") { ${fields} } }`;
    const all = `{ serviceLists { ${fields} } }`;
    expect(await catalogue.counting(() => catalogue.ask(one))).toEqual(["find", "find", "find"]);
    expect(await catalogue.counting(() => catalogue.ask(all))).toEqual(["find", "find", "find"]);
  });

  test("reported figures with their lists: one for the page and one for the lists", async () => {
    const page = (first: number) => `{ reportedFigures(filter: { source: "SEED-000" }, first: ${first}) {
      edges { node { list { title } } } } }`;
    expect(await catalogue.counting(() => catalogue.ask(page(1)))).toEqual(["find", "find"]);
    expect(await catalogue.counting(() => catalogue.ask(page(100)))).toEqual(["find", "find"]);
  });

  test("procedures with their agencies, and agencies with their procedures and online services: one each", async () => {
    const world = emptyWorld({ now: new Date("2026-10-01T00:00:00+07:00") });
    await subgraph.seed?.(catalogue.store, world);
    const codes = ["2.000815", ...procedures.map(({ code }) => code)].slice(0, 100);
    const offered = "agencies(first: 5) { edges { node { name } } }";
    expect(await commandsFor("Procedure", "code", codes.slice(0, 1), offered)).toHaveLength(3);
    expect(await commandsFor("Procedure", "code", codes, offered)).toHaveLength(3);
    const provinces = world.agencies.map(({ code }) => code).filter((code) => code.startsWith("H"));
    const fields = `procedures(first: 5, online: true) { edges { node { name } } } onlineServices(first: 5) { edges { node { code } } }
      onlineOfferings { procedure since until }`;
    expect(await commandsFor("Agency", "code", provinces.slice(0, 1), fields)).toHaveLength(5);
    expect(await commandsFor("Agency", "code", [...provinces, ...strangers(66)], fields)).toHaveLength(5);
    expect(await commandsFor("Agency", "code", provinces, "onlineOfferings { procedure }")).toHaveLength(2);
  });

  test("procedures with their versions: one for the list and one for the one in force", async () => {
    const codes = procedures.map(({ code }) => code).slice(0, 100);
    const fields = 'versions(first: 2) { edges { node { number } } } publishedVersion(at: "2026-01-01") { number }';
    expect(await commandsFor("Procedure", "code", codes.slice(0, 1), fields)).toHaveLength(3);
    expect(await commandsFor("Procedure", "code", codes, fields)).toHaveLength(3);
  });
});
