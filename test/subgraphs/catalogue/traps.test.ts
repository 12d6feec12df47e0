import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { procedures } from "../../../subgraphs/catalogue/data/procedures";
import { syntheticAgency, syntheticProcedure } from "../../../subgraphs/catalogue/synthetic-catalogue";
import { publish, publishRefusals, VERSIONS } from "./publishing";
import { officer, type RunningCatalogue, runCatalogue } from "./run-catalogue";

let catalogue: RunningCatalogue;
beforeAll(async () => {
  catalogue = await runCatalogue();
});
afterAll(() => catalogue.close());

const police = officer("G01");
const data = async (source: string, variables: object = {}) => {
  const answer = await catalogue.ask(source, { ...variables });
  expect(answer.codes).toEqual([]);
  return answer.data;
};
const codesFor = async (search: string) => {
  const found = await data("query ($s: String) { procedures(search: $s) { edges { node { code } } } }", { s: search });
  return JSON.stringify(found).match(/\d\.\d{6}/g);
};
const withFees = (fees: readonly object[]) => ({
  cases: [{ channels: [{ channel: "ONLINE", timeLimits: [{ amount: 1, unit: "DAY", fees }] }] }],
});

describe("traps of the domain reference, section 12", () => {
  test("trap 1: both orders of an agency's code and both lengths of a procedure's suffix lead to one record", async () => {
    const agency = "query ($c: ID!) { agency(code: $c) { code } }";
    for (const c of ["G12.18", "000.00.18.G12"])
      expect(await data(agency, { c })).toEqual({ agency: { code: "G12.18" } });
    const procedure = "query ($c: ID!) { procedure(code: $c) { code } }";
    for (const c of ["1.012753", "1.012753.H19", "1.012753.000.00.00.H19"])
      expect(await data(procedure, { c })).toEqual({ procedure: { code: "1.012753" } });
    const members = {
      ...withFees([{ kind: "PHI", state: "FREE", jurisdiction: "000.00.00.H24" }]),
      procedureCode: "1.001456",
    };
    expect(await publish(catalogue, police, { ...members, idempotencyKey: "trap-0001" })).toMatchObject({
      version: { cases: [{ channels: [{ timeLimits: [{ fees: [{ jurisdiction: { code: "H24" } }] }] }] }] },
    });
  });

  test("trap 2: a merged province's old code leads to its history and to its successor, in either order", async () => {
    const source = `query ($c: ID!) { agency(code: $c) { code name validTo confidence
      successors { code name validTo predecessors { code } } } }`;
    for (const c of ["H22", "000.00.00.H22"])
      expect(await data(source, { c })).toMatchObject({
        agency: {
          code: "H22",
          name: "Hà Giang",
          validTo: "2025-07-01",
          successors: [{ code: "H60", name: "Tuyên Quang", validTo: null, predecessors: [{ code: "H22" }] }],
        },
      });
    expect(await data(source, { c: "H13" })).toMatchObject({ agency: { code: "H13", successors: [] } });
    expect(await data('{ agency(code: "H31") { predecessors { code name } } }')).toEqual({
      agency: { predecessors: [{ code: "H54", name: "Thái Bình" }] },
    });
  });

  test("trap 2: an old suffix leads to the procedure", async () => {
    expect(await data('{ procedure(code: "3.000181.000.00.00.H22") { code } }')).toEqual({
      procedure: { code: "3.000181" },
    });
  });

  test("trap 3: the same service at another level is another procedure", async () => {
    expect(
      await data('{ a: procedure(code: "1.001247") { name levels } b: procedure(code: "2.000200") { name levels } }'),
    ).toEqual({
      a: { name: "Cấp thẻ căn cước từ đủ 14 tuổi", levels: ["MINISTRY"] },
      b: { name: "Cấp thẻ căn cước từ đủ 14 tuổi", levels: ["PROVINCE"] },
    });
  });

  test("trap 4: a province's agency code and its digits in personal numbers are never taken for each other", async () => {
    expect(
      await data(
        '{ a: agency(code: "001") { code } b: agency(code: "H26") { populationProvinceCode } c: agency(code: "01") { code } }',
      ),
    ).toEqual({
      a: null,
      b: { populationProvinceCode: "001" },
      c: null,
    });
  });

  test("trap 5: the district level can be published for days before 1 July 2025 only", async () => {
    const members = { procedureCode: "1.010385", levels: ["DISTRICT"], idempotencyKey: "trap-0005" };
    const refused = await publishRefusals(catalogue, police, { ...members, effectiveFrom: "2025-07-01" });
    expect(refused).toEqual([["INVALID", "levels"]]);
    const { version } = await publish(catalogue, police, { ...members, effectiveFrom: "2025-06-30" });
    expect(version).toMatchObject({ levels: ["DISTRICT"] });
  });

  test("trap 6: a fee has its channel, place and dates, and its four silences stay apart", async () => {
    const fees = [
      { kind: "PHI", state: "FIXED", amount: 8000, jurisdiction: "H24", applyTo: "2026-08-07" },
      { kind: "PHI", state: "FREE", jurisdiction: "H24", applyFrom: "2026-08-08" },
      { kind: "LE_PHI", state: "UNKNOWN" },
      { kind: "LE_PHI", state: "SEE_DESCRIPTION", description: "Theo diện tích" },
    ];
    const members = { procedureCode: "1.010384", idempotencyKey: "trap-0006", ...withFees(fees) };
    expect(await publish(catalogue, police, members)).toMatchObject({
      version: {
        cases: [
          {
            channels: [
              {
                channel: "ONLINE",
                timeLimits: [
                  {
                    fees: [
                      {
                        state: "FIXED",
                        amount: 8000,
                        jurisdiction: { code: "H24" },
                        applyFrom: null,
                        applyTo: "2026-08-07",
                      },
                      { state: "FREE", amount: 0, applyFrom: "2026-08-08", applyTo: null },
                      { state: "UNKNOWN", amount: null, description: null },
                      { state: "SEE_DESCRIPTION", amount: null, description: "Theo diện tích" },
                    ],
                  },
                ],
              },
            ],
          },
        ],
      },
    });
  });

  test("trap 7: an amount beyond 32 bits stays exact", async () => {
    const amount = 9_007_199_254_740_991;
    const members = { procedureCode: "3.000333", ...withFees([{ kind: "PHI", state: "FIXED", amount }]) };
    expect(await publish(catalogue, police, { ...members, idempotencyKey: "trap-0007" })).toMatchObject({
      version: { cases: [{ channels: [{ timeLimits: [{ fees: [{ amount }] }] }] }] },
    });
  });

  test("trap 10: cán bộ, công chức, viên chức is one kind of applicant in spite of its commas", async () => {
    const members = { procedureCode: "3.000334", applicants: ["CIVIL_SERVANT", "CITIZEN", "CIVIL_SERVANT"] };
    expect(await publish(catalogue, police, { ...members, idempotencyKey: "trap-0010" })).toMatchObject({
      version: { applicants: ["CIVIL_SERVANT", "CITIZEN"] },
    });
  });

  test("trap 11: a published name is found without diacritics, with đ or d, composed or not, in any order", async () => {
    const code = "1.999011";
    const name = "Thủ tục đề nghị Đo đạc Hoà Bình".normalize("NFD");
    await publish(catalogue, police, { procedureCode: code, expectedVersion: 0, name, idempotencyKey: "trap-0011" });
    const asked = [
      "đo đạc hoà bình",
      "DO DAC HOÀ BINH",
      "hòa bình đo đạc",
      "do dac hoa binh".normalize("NFD"),
      "Ðo Ðạc hoa bi",
    ];
    for (const search of asked) expect(await codesFor(search)).toEqual([code]);
    expect(await data(VERSIONS, { code })).toMatchObject({ procedure: { name: name.normalize("NFC") } });
  });

  test("trap 19: a decision's number alone is no key: two versions may carry the same number of other years", async () => {
    const first = { procedureCode: "3.000346", decision: { number: "QĐ 422/QĐ-TTg", issuedOn: "2022-04-04" } };
    const second = { ...first, expectedVersion: 2, decision: { number: "QĐ 422/QĐ-TTg", issuedOn: "2026-03-10" } };
    await publish(catalogue, police, { ...first, idempotencyKey: "trap-0019a" });
    expect(await publish(catalogue, police, { ...second, idempotencyKey: "trap-0019b" })).toMatchObject({
      version: { number: 3, decision: { issuedOn: "2026-03-10" } },
      errors: [],
    });
    const lists = await data("{ serviceLists { id decisionNumber decidedOn } }");
    expect(JSON.stringify(lists)).toContain('"QĐ 422/QĐ-TTg","decidedOn":"2022-04-04"');
  });

  test("trap 20: figures that contradict each other stay as printed, beside what is computed, with a doubt", async () => {
    const source = `query ($id: ID!) { serviceList(id: $id) { count checks { subject side printed derived computed doubt } } }`;
    expect(await data(source, { id: "846-qd-ttg-2017-06-09" })).toEqual({
      serviceList: {
        count: 707,
        checks: [
          { subject: "SIDES", side: null, printed: 707, derived: false, computed: 707, doubt: null },
          { subject: "BODIES", side: "MINISTRIES", printed: 354, derived: false, computed: 354, doubt: null },
          { subject: "EXECUTING_LEVELS", side: "LOCALITIES", printed: 353, derived: false, computed: 353, doubt: null },
          { subject: "NAMED_PROCEDURES", side: null, printed: 707, derived: false, computed: 9, doubt: null },
        ],
      },
    });
    const doubted = await data("{ reportedFigures(filter: { doubted: true }) { edges { node { printed doubt } } } }");
    expect(JSON.stringify(doubted)).toMatch(/"doubt":"/);
  });

  test("trap 23: what is invented says so, and has a code that no real one has", async () => {
    const { procedure } = syntheticProcedure(7, 1, { sectors: ["ho-tich"], publishers: ["G01"] });
    expect(procedure).toMatchObject({
      code: "9.000007",
      origin: "SAMPLE",
      name: expect.stringContaining("không có thật"),
    });
    expect(procedures.filter(({ code }) => code.startsWith("9."))).toEqual([]);
    expect(syntheticAgency(7, [])).toMatchObject({ code: "H26.S00007", synthetic: true, confidence: null });
    expect(await data('{ procedure(code: "2.000815") { synthetic } agency(code: "H26") { synthetic } }')).toEqual({
      procedure: { synthetic: false },
      agency: { synthetic: false },
    });
  });
});
