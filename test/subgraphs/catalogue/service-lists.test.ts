import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readAllPages } from "./read-all-pages";
import { type RunningCatalogue, runCatalogue } from "./run-catalogue";

let catalogue: RunningCatalogue;
beforeAll(async () => {
  catalogue = await runCatalogue();
});
afterAll(() => catalogue.close());

describe("serviceList", () => {
  test("tells the counts of Decision 846 by kind, each with its confidence", async () => {
    const { data } = await catalogue.ask(`{ serviceList(id: "846-qd-ttg-2017-06-09") { decisionNumber decidedOn count
      counts { kind side body { code name } executingLevel value confidence doubt source } } }`);
    expect(data).toMatchObject({
      serviceList: {
        decisionNumber: "QĐ 846/QĐ-TTg",
        decidedOn: "2017-06-09",
        count: 707,
        counts: expect.arrayContaining([
          expect.objectContaining({ kind: "TOTAL", side: "MINISTRIES", value: 354, confidence: "Q" }),
          expect.objectContaining({ kind: "BODY", body: { code: "G18", name: "Bộ Y tế" }, value: 85, doubt: null }),
          expect.objectContaining({ kind: "EXECUTING_LEVEL", executingLevel: "PROVINCE", value: 316, confidence: "D" }),
          expect.objectContaining({ kind: "REMAINDER", value: 32, confidence: "D", source: ["SEED-000", "SEED-002"] }),
        ]),
      },
    });
  });

  test("names its procedures, with a link where the code is known and our key and a doubt where it is not", async () => {
    const { data } = await catalogue.ask(`{ serviceList(id: "846-qd-ttg-2017-06-09") {
      namedProcedures { name key doubt procedure { code name } agency { code successors { code } } executingLevel } } }`);
    expect(data).toMatchObject({
      serviceList: {
        namedProcedures: expect.arrayContaining([
          expect.objectContaining({
            name: "Cấp bản sao trích lục hộ tịch",
            procedure: { code: "2.000635", name: "Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh" },
            key: null,
            agency: null,
            executingLevel: "COMMUNE",
          }),
          expect.objectContaining({
            key: "nhap-khau-cntt-da-qua-su-dung",
            procedure: null,
            agency: { code: "G14", successors: [{ code: "G06" }] },
            doubt: expect.stringContaining("typing error"),
          }),
        ]),
      },
    });
  });

  test("tells what does not add up in the source of Decision 877", async () => {
    const { data } = await catalogue.ask(`{ serviceList(id: "877-qd-ttg-2018-07-18") { count doubt
      namedBodies { printed agency { code } } localFields counts { kind serviceLevel side value } } }`);
    const list = data as { serviceList: { namedBodies: object[]; localFields: string[]; counts: object[] } };
    expect(list.serviceList).toMatchObject({ count: null, doubt: expect.stringContaining("17 Bộ") });
    expect(list.serviceList.namedBodies).toHaveLength(18);
    expect(list.serviceList.localFields).toHaveLength(13);
    expect(list.serviceList.counts).toContainEqual({
      kind: "SERVICE_LEVEL",
      serviceLevel: 4,
      side: "LOCALITIES",
      value: 59,
    });
  });

  test("is null for an id that no list has", async () => {
    expect(await catalogue.ask('{ serviceList(id: "422") { id } }')).toEqual({
      data: { serviceList: null },
      codes: [],
    });
  });

  test("lists them all, oldest first", async () => {
    const { data } = await catalogue.ask<{ serviceLists: { decidedOn: string }[] }>("{ serviceLists { decidedOn } }");
    const dates = data.serviceLists.map(({ decidedOn }) => decidedOn);
    expect(dates).toHaveLength(6);
    expect(dates).toEqual(dates.toSorted());
  });
});

describe("reportedFigures", () => {
  const FIGURES = `query ($filter: ReportedFigureFilter) { reportedFigures(filter: $filter, first: 100) { edges { node {
    id subject value printed unit doubt source confidence reportedOn list { id } agency { code } } } } }`;

  test("are complete over pages of any size and repeat nothing", async () => {
    const whole = await readAllPages(catalogue, "reportedFigures", { first: 100 });
    expect(whole.length).toBeGreaterThan(100);
    expect(new Set(whole).size).toBe(whole.length);
    expect(await readAllPages(catalogue, "reportedFigures", { first: 13 })).toEqual(whole);
  });

  test("carry what is wrong with them, and can be narrowed to those", async () => {
    const doubted = await readAllPages(catalogue, "reportedFigures", { first: 50 }, ", filter: { doubted: true }");
    const sound = await readAllPages(catalogue, "reportedFigures", { first: 50 }, ", filter: { doubted: false }");
    expect(doubted).toContain("seed-001-ministries-bound");
    expect(doubted.length + sound.length).toBe(
      (await readAllPages(catalogue, "reportedFigures", { first: 100 })).length,
    );
    const { data } = await catalogue.ask(FIGURES, { filter: { source: "SEED-001", doubted: true } });
    expect(data).toMatchObject({
      reportedFigures: {
        edges: [{ node: { value: 17, list: { id: "877-qd-ttg-2018-07-18" }, doubt: expect.any(String) } }],
      },
    });
  });

  test("are found by words of their subject, and a source that does not exist has none", async () => {
    const { data } = await catalogue.ask(FIGURES, {
      filter: { subject: "MINISTRY one", source: "SEED-000" },
    });
    expect(data).toMatchObject({
      reportedFigures: {
        edges: ["G04", "G16", "G18"].map((code) => ({
          node: { subject: "Procedures of one ministry on the list", agency: { code }, source: ["SEED-000"] },
        })),
      },
    });
    expect((await catalogue.ask(FIGURES, { filter: { source: "SEED-999" } })).data).toEqual({
      reportedFigures: { edges: [] },
    });
  });

  test("keep amounts beyond 32 bits", async () => {
    const { data } = await catalogue.ask(FIGURES, { filter: { subject: "amount paid", source: "ictnews" } });
    expect(data).toMatchObject({ reportedFigures: { edges: [{ node: { value: 500_000_000_000, unit: "VND" } }] } });
  });
});

test("serviceLevels gives both scales side by side with their legal bases", async () => {
  const { data } = await catalogue.ask(`{ serviceLevels { legacyLevels { level name legalBasis { number } confidence }
    serviceScopes { scope name legalBasis { number } wireCode practiceFromLegacy } } }`);
  expect(data).toMatchObject({
    serviceLevels: {
      legacyLevels: [1, 2, 3, 4].map((level) => ({ level, legalBasis: { number: "NĐ 43/2011/NĐ-CP" } })),
      serviceScopes: [
        { scope: "FULL", name: "toàn trình", legalBasis: { number: "NĐ 42/2022/NĐ-CP" }, practiceFromLegacy: [4] },
        { scope: "PARTIAL", name: "một phần", wireCode: "3" },
        { scope: "INFORMATION_ONLY", legalBasis: null, practiceFromLegacy: [1, 2] },
      ],
    },
  });
});

test("factSources says what every source id of the catalogue stands for", async () => {
  const { data } = await catalogue.ask<{
    factSources: { id: string }[];
    sectors: { source: string[] }[];
    serviceLists: { source: string[] }[];
  }>("{ factSources { id description } sectors { source } serviceLists { source } }");
  const known = data.factSources.map(({ id }) => id);
  expect(known).toEqual(
    expect.arrayContaining([...data.sectors, ...data.serviceLists].flatMap(({ source }) => source)),
  );
});
