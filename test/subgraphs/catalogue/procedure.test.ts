import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { FeeLine } from "../../../subgraphs/catalogue/data/types";
import { ensureReferenceData, referenceData } from "../../../subgraphs/catalogue/reference-data";
import { type RunningCatalogue, runCatalogue } from "./run-catalogue";

let catalogue: RunningCatalogue;
beforeAll(async () => {
  catalogue = await runCatalogue();
});
afterAll(() => catalogue.close());

const PROCEDURE = `query ($code: ID!) { procedure(code: $code) {
  code name shortTitle version levels executor afterCutoff observedCodes portalId notes source confidence
  sector { code name origin localFeeRules { jurisdiction { code } amount state applyFrom } } publishingAgency { code }
  legalBases { number issuedOn effectiveFrom }
  cases { name channels { channel timeLimits { amount unit note jurisdiction { code }
    fees { kind state amount description jurisdiction { code name } applyFrom applyTo } } } }
} }`;

describe("procedure", () => {
  test.each(["2.000815", "2.000815.H55", "2.000815.000.00.00.H55", "2.000815.000.00.00.H55.02", "2.000815.02"])(
    "is found by %s",
    async (code) => {
      const { data } = await catalogue.ask(PROCEDURE, { code });
      expect(data).toMatchObject({
        procedure: { code: "2.000815", name: "Chứng thực bản sao từ bản chính", version: 1 },
      });
    },
  );

  test.each(["2.0008", "2.000815.h55", "C08_XPHCDB", "", "9.999999"])("is not found by “%s”", async (code) => {
    expect(await catalogue.ask(PROCEDURE, { code })).toEqual({ data: { procedure: null }, codes: [] });
  });

  test("tells cases, channels, limits and fees as they hang together, with their place and date", async () => {
    const { data } = await catalogue.ask(PROCEDURE, { code: "2.000635" });
    expect(data).toMatchObject({
      procedure: {
        sector: { code: "ho-tich", name: "Hộ tịch", localFeeRules: [{ jurisdiction: { code: "H24" }, amount: 0 }] },
        publishingAgency: null,
        afterCutoff: "15:00",
        legalBases: [{ number: "QĐ 1811/QĐ-TTPVHCC", issuedOn: "2025-12-24", effectiveFrom: null }],
        source: ["HP", "HN"],
        confidence: "S",
        cases: [
          {
            name: null,
            channels: [
              {
                channel: "ONLINE",
                timeLimits: [
                  {
                    amount: null,
                    fees: [
                      { state: "FIXED", amount: 8000, jurisdiction: null, applyFrom: null },
                      {
                        state: "FREE",
                        amount: 0,
                        jurisdiction: { code: "H24", name: "Hải Phòng" },
                        applyFrom: "2026-08-08",
                      },
                    ],
                  },
                  { amount: 0, unit: "WORKING_DAY", jurisdiction: { code: "H26" }, fees: [] },
                ],
              },
            ],
          },
        ],
      },
    });
  });

  test("tells how a linked procedure runs and which procedures do its parts", async () => {
    const { data } = await catalogue.ask(`{ procedure(code: "3.000722") { linked { paymentFirst
      overall { amount unit } supplementWithin { amount unit }
      parts { stage procedure { code name } limit { amount unit } limitWhenVerified { amount } } } } }`);
    expect(data).toMatchObject({
      procedure: {
        linked: {
          paymentFirst: true,
          overall: { amount: 3, unit: "WORKING_DAY" },
          supplementWithin: { amount: 7, unit: "WORKING_DAY" },
          parts: [
            { stage: 1, procedure: { code: "1.001193" }, limit: { amount: 24, unit: "HOUR" }, limitWhenVerified: null },
            { stage: 2, procedure: { code: "1.004222" }, limitWhenVerified: { amount: 5 } },
            { stage: 2, procedure: { code: "1.014137", name: "Thủ tục cấp thẻ bảo hiểm y tế" } },
            { stage: 3, procedure: { code: "1.116410" } },
          ],
        },
      },
    });
  });

  test("answers references of other subgraphs by code", async () => {
    const of = ["1.004222", "9.999999"].map((code) => ({ __typename: "Procedure", code }));
    const { data } = await catalogue.ask(
      "query ($of: [_Any!]!) { _entities(representations: $of) { ... on Procedure { name publishingAgency { code } } } }",
      { of },
    );
    expect(data).toEqual({ _entities: [{ name: "Đăng ký thường trú", publishingAgency: { code: "G01" } }, null] });
  });
});

describe("fees", () => {
  const terms = { kind: null, jurisdiction: null, applyFrom: null, applyTo: null } as const;
  const fees: readonly FeeLine[] = [
    { ...terms, state: "FIXED", amount: 9_007_199_254_740_991, description: null },
    { ...terms, state: "FREE", amount: 0, description: null },
    { ...terms, state: "UNKNOWN", amount: null, description: null },
    { ...terms, state: "SEE_DESCRIPTION", amount: null, description: "theo diện tích" },
  ];

  test("that are free, unknown or left to a description stay apart, and an amount beyond 32 bits stays exact", async () => {
    const own = await runCatalogue();
    try {
      const data = referenceData();
      const limit = { amount: null, unit: null, jurisdiction: null, note: null, fees };
      const cases = [{ name: null, channels: [{ channel: null, timeLimits: [limit] }] }];
      const procedures = data.procedures.map((row) => (row.code === "1.004222" ? { ...row, cases } : row));
      await ensureReferenceData(own.store, { ...data, procedures });
      const answer = await own.ask(PROCEDURE, { code: "1.004222" });
      expect(answer).toMatchObject({
        codes: [],
        data: { procedure: { cases: [{ channels: [{ timeLimits: [{ fees }] }] }] } },
      });
    } finally {
      await own.close();
    }
  });

  test("that no source was read about are an empty list", async () => {
    const { data } = await catalogue.ask(PROCEDURE, { code: "1.014137" });
    expect(data).toMatchObject({
      procedure: { cases: [{ channels: [{ timeLimits: [{ amount: 5, fees: [] }] }, {}, {}] }] },
    });
  });
});

describe("sectors", () => {
  test("are listed with their official code where it is known and their origin", async () => {
    const { data } = await catalogue.ask("{ sectors { code officialCode origin source confidence } }");
    expect(data).toMatchObject({
      sectors: expect.arrayContaining([
        {
          code: "giao-duc-trung-hoc",
          officialCode: "G03-GD10",
          origin: "STATED",
          source: ["public code"],
          confidence: "S",
        },
        { code: "cu-tru", officialCode: null, origin: "GROUPED", source: ["BCA"], confidence: "D" },
      ]),
    });
  });
});
