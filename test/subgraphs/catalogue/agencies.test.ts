import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readAllPages } from "./read-all-pages";
import { type RunningCatalogue, runCatalogue } from "./run-catalogue";

let catalogue: RunningCatalogue;
beforeAll(async () => {
  catalogue = await runCatalogue();
});
afterAll(() => catalogue.close());

const AGENCY = `query ($code: ID!) { agency(code: $code) {
  code aliases name kind validTo source confidence populationProvinceCode
  parent { code } predecessors { code } successors { code name } formerNames { name until } } }`;

describe("agency", () => {
  test.each(["H26", "000.00.00.H26"])("finds Hà Nội by %s under its canonical code", async (code) => {
    const { data, codes } = await catalogue.ask(AGENCY, { code });
    expect(codes).toEqual([]);
    expect(data).toMatchObject({
      agency: {
        code: "H26",
        aliases: ["000.00.00.H26"],
        name: "Hà Nội",
        kind: "PROVINCE",
        parent: null,
        populationProvinceCode: "001",
        source: ["Q766", "P-moinhat123.blogspot.com"],
        confidence: "Q",
      },
    });
  });

  test.each(["G12.18", "000.00.18.G12"])("finds the unit %s with the ministry above it", async (code) => {
    const { data } = await catalogue.ask(AGENCY, { code });
    expect(data).toMatchObject({ agency: { code: "G12.18", kind: "UNIT", parent: { code: "G12" } } });
  });

  test("leads from a merged ministry to the one that took it over", async () => {
    const { data } = await catalogue.ask(AGENCY, { code: "G04" });
    expect(data).toMatchObject({
      agency: {
        name: "Bộ Giao thông vận tải",
        validTo: "2025-03-01",
        successors: [{ code: "G17", name: "Bộ Xây dựng" }],
        predecessors: [],
      },
    });
  });

  test("leads from a ministry back to those that it took over", async () => {
    const { data } = await catalogue.ask(AGENCY, { code: "G17" });
    expect(data).toMatchObject({ agency: { validTo: null, successors: [], predecessors: [{ code: "G04" }] } });
  });

  test("tells an earlier name with the day on which it ended", async () => {
    const { data } = await catalogue.ask(AGENCY, { code: "G21" });
    expect(data).toMatchObject({ agency: { formerNames: [{ name: "Ủy ban Dân tộc", until: "2025-03-01" }] } });
  });

  test.each(["H99", "h26", "000.00.00.h26", "", '{"$ne":null}', "H26 "])("knows nobody by “%s”", async (code) => {
    expect(await catalogue.ask(AGENCY, { code })).toEqual({ data: { agency: null }, codes: [] });
  });

  test("answers references of other subgraphs by alias with the canonical code, and null for strangers", async () => {
    const of = ["000.00.00.H26", "H99", "H26"].map((code) => ({ __typename: "Agency", code }));
    const { data } = await catalogue.ask(
      "query ($of: [_Any!]!) { _entities(representations: $of) { ... on Agency { code name } } }",
      { of },
    );
    const hanoi = { code: "H26", name: "Hà Nội" };
    expect(data).toEqual({ _entities: [hanoi, null, hanoi] });
  });
});

describe("agencies", () => {
  test("gives every agency once, in the order of codes, over pages of any size", async () => {
    const whole = await readAllPages(catalogue, "agencies", { first: 100 });
    expect(whole).toHaveLength(63);
    expect(whole).toEqual([...new Set(whole)].sort());
    expect(await readAllPages(catalogue, "agencies", { first: 7 })).toEqual(whole);
  });

  test("narrows to one kind", async () => {
    const provinces = await readAllPages(catalogue, "agencies", { first: 10 }, "kind: PROVINCE");
    expect(provinces).toHaveLength(37);
    expect(provinces.every((code) => code.startsWith("H"))).toBe(true);
  });

  test.each([
    ["{ agencies(first: 0) { edges { cursor } } }", "PAGE_TOO_LARGE"],
    ["{ agencies(first: 101) { edges { cursor } } }", "PAGE_TOO_LARGE"],
    ['{ agencies(after: "nonsense") { edges { cursor } } }', "INVALID_CURSOR"],
    [`{ agencies(after: "${Buffer.from("[1]").toString("base64url")}") { edges { cursor } } }`, "INVALID_CURSOR"],
  ])("refuses %s with %s", async (source, code) => {
    expect((await catalogue.ask(source)).codes).toEqual([code]);
  });
});
