import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readAllPages } from "./read-all-pages";
import { type RunningCatalogue, runCatalogue } from "./run-catalogue";

let catalogue: RunningCatalogue;
beforeAll(async () => {
  catalogue = await runCatalogue();
});
afterAll(() => catalogue.close());

interface Answer {
  readonly procedures: { readonly edges: readonly { readonly node: { readonly code: string } }[] } | null;
}

const SEARCH = `query ($search: String, $filter: ProcedureFilter) {
  procedures(search: $search, filter: $filter, first: 100) { edges { node { code } } } }`;

async function find(search: string | null, filter: object | null = null): Promise<readonly string[]> {
  const { data, codes } = await catalogue.ask<Answer>(SEARCH, { search, filter });
  expect(codes).toEqual([]);
  return data.procedures?.edges.map(({ node }) => node.code) ?? [];
}

const RESIDENCE = ["1.004222", "3.000722", "1.003197"];
const LICENCE = ["3.000347"];

describe("procedures(search)", () => {
  test.each<[string, string, readonly string[]]>([
    ["the title as printed", "Đăng ký thường trú", RESIDENCE],
    ["no diacritics", "dang ky thuong tru", RESIDENCE],
    ["capitals", "ĐĂNG KÝ THƯỜNG TRÚ", RESIDENCE],
    ["decomposed letters (NFD)", "Đăng ký thường trú".normalize("NFD"), RESIDENCE],
    ["composed letters (NFC)", "Đăng ký thường trú".normalize("NFC"), RESIDENCE],
    ["words in another order", "trú thường ký đăng", RESIDENCE],
    ["blanks around and between", "  đăng   ký\tthường trú ", RESIDENCE],
    ["an unfinished last word", "đăng ký thường tr", RESIDENCE],
    ["capital Đ", "Đổi giấy phép lái xe", LICENCE],
    ["small đ", "đổi giấy phép lái xe", LICENCE],
    ["d for đ", "doi giay phep lai xe", LICENCE],
    ["the Icelandic letter that looks like Đ", "Ðổi giấy phép lái xe", LICENCE],
    ["digits", "CMND 9 số", ["1.000466", "2.001178"]],
    ["a name and a code together", "thường trú 1.004222", ["1.004222"]],
    ["a whole code", "1.004222", ["1.004222"]],
    ["the start of a code", "1.0047", ["1.004746", "1.004772"]],
    ["a code with the short suffix of a place", "1.012753.H19", ["1.012753"]],
    ["a code with the long suffix of a place and of a service", "2.000815.000.00.00.H55.02", ["2.000815"]],
    ["a finished word that is only the start of one", "thườ trú", []],
    ["what nothing is called", "xyzzy", []],
    ["a code that nothing has", "9.999999", []],
    ["no letter at all", "?!%_", []],
    ["a pattern for everything", ".*", []],
    ["a pattern of other characters", "đ.ng k.", []],
    ["brackets and anchors", "^(đăng|ký)$ [thường]* {trú}", RESIDENCE],
    ["an unclosed bracket and a backslash", "\\(thường trú đăng ký", RESIDENCE],
    ["an operator of the database", '{"$gt":""}', []],
  ])("takes %s", async (_what, search, expected) => {
    expect(await find(search)).toEqual(expected);
  });

  test.each([null, "", "   "])("gives the whole list for %j", async (search) => {
    expect(await find(search)).toHaveLength(100);
    expect((await readAllPages(catalogue, "procedures", { first: 100 })).length).toBeGreaterThan(100);
  });

  test("puts matches of the code before matches of the name", async () => {
    const found = await readAllPages(catalogue, "procedures", { first: 100 }, ', search: "1"');
    const firstByName = found.findIndex((code) => !code.startsWith("1."));
    expect(found.slice(0, firstByName)).toEqual(found.slice(0, firstByName).toSorted());
    expect(found.slice(firstByName)).toContain("2.000200");
    expect(found.slice(firstByName).some((code) => code.startsWith("1."))).toBe(false);
  });

  test("takes 200 characters, however they are composed, and refuses more", async () => {
    expect(await find("ữ".repeat(200).normalize("NFD"))).toEqual([]);
    const { data, codes } = await catalogue.ask<Answer>(SEARCH, { search: "a".repeat(201) });
    expect(data.procedures).toBeNull();
    expect(codes).toEqual(["BAD_USER_INPUT"]);
  });
});

describe("procedures(filter)", () => {
  test("narrows by sector, level and publishing agency, together and with a search", async () => {
    expect(await find(null, { sector: "giay-phep-lai-xe" })).toEqual(["3.000346", "3.000348", "3.000347"]);
    expect(await find(null, { sector: "can-cuoc", level: "COMMUNE" })).toEqual(["1.116410"]);
    expect(await find("hộ chiếu", { level: "DISTRICT", publishingAgency: "G01" })).toEqual(["1.010385"]);
    expect(await find("1.0", { sector: "xuat-ban" })).toEqual(["1.003868"]);
  });

  test("takes the publishing agency by alias", async () => {
    expect(await find(null, { publishingAgency: "000.00.00.G16" })).toEqual(["1.003868"]);
  });

  test("finds nothing in a sector that does not exist", async () => {
    expect(await find(null, { sector: "no-such-sector" })).toEqual([]);
  });
});

describe("pages of procedures", () => {
  test.each([
    ["all", "", 7],
    ["of a sector", ', filter: { sector: "dat-dai" }', 4],
    ["of a level", ", filter: { level: COMMUNE }", 1],
    ["of a search by name", ', search: "cấp"', 3],
    ["of a search by code and name", ', search: "1"', 5],
    ["of a search by code and name whose code matches end with a page", ', search: "2"', 1],
  ])("%s are complete and repeat nothing", async (_what, narrowed, first) => {
    const whole = await readAllPages(catalogue, "procedures", { first: 100 }, narrowed);
    expect(whole.length).toBeGreaterThan(first);
    expect(new Set(whole).size).toBe(whole.length);
    expect(await readAllPages(catalogue, "procedures", { first }, narrowed)).toEqual(whole);
  });

  test("do not take a cursor of another list", async () => {
    const { data } = await catalogue.ask<{ agencies: { pageInfo: { endCursor: string } } }>(
      "{ agencies(first: 1) { pageInfo { endCursor } } }",
    );
    const after = data.agencies.pageInfo.endCursor;
    const { codes } = await catalogue.ask("query ($after: String) { procedures(after: $after) { edges { cursor } } }", {
      after,
    });
    expect(codes).toEqual(["INVALID_CURSOR"]);
  });
});
