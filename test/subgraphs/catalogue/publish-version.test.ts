import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { ANONYMOUS, type Caller } from "../../../schema/caller";
import { procedures } from "../../../subgraphs/catalogue/data/procedures";
import { testCaller } from "../../kit/context";
import { PUBLISH, type Published, publishRefusals, publish as publishTo, VERSION_INPUT, VERSIONS } from "./publishing";
import { officer, partner, type RunningCatalogue, runCatalogue } from "./run-catalogue";

/** Procedures that the Ministry of Public Security (G01) publishes; each test has one of its own. */
const OF_POLICE = procedures.filter(({ publishingAgency }) => publishingAgency === "G01").map(({ code }) => code);

let catalogue: RunningCatalogue;
let procedureCode: string;
beforeAll(async () => {
  catalogue = await runCatalogue();
});
beforeEach(() => {
  procedureCode = OF_POLICE.pop() ?? "";
});
afterAll(() => catalogue.close());

const police = officer("G01");
const own = (members: object = {}) => ({ procedureCode, idempotencyKey: `key-${procedureCode}`, ...members });
const publish = (members: object = {}, caller: Caller = police): Promise<Published> =>
  publishTo(catalogue, caller, own(members));
const refusals = (members: object = {}, caller: Caller = police) => publishRefusals(catalogue, caller, own(members));

interface Versions {
  readonly procedure: {
    readonly version: number;
    readonly versions: { readonly edges: readonly { readonly node: { readonly number: number } }[] };
  };
}
const versionsOf = async (code: string) => (await catalogue.ask<Versions>(VERSIONS, { code })).data.procedure;

describe("publishProcedureVersion", () => {
  test("publishes the whole version, and the procedure shows it", async () => {
    expect(await publish({ name: "Tên mới" })).toMatchObject({
      procedure: { code: procedureCode, name: "Tên mới", version: 2, latestVersion: 2, state: "AMENDED" },
      version: {
        number: 2,
        state: "AMENDED",
        effectiveFrom: "2026-11-10",
        effectiveTo: null,
        decision: { number: "QĐ 10/QĐ-BCA", issuedOn: "2026-11-01" },
        publishedBy: { code: "G01" },
        publishingAgency: { code: "G01" },
        sector: { code: "cu-tru" },
        afterCutoff: "15:00",
        feeCollection: "AFTER",
        cases: [
          {
            channels: [
              {
                channel: "ONLINE",
                timeLimits: [
                  {
                    amount: 5,
                    unit: "WORKING_DAY",
                    fees: [
                      { code: "LP01", state: "FIXED", amount: 10_000, unit: "đồng/lần", jurisdiction: null },
                      { state: "FREE", amount: 0, jurisdiction: { code: "H24" }, applyTo: "2026-12-31" },
                    ],
                  },
                ],
              },
              { channel: "IN_PERSON", timeLimits: [{ amount: 7, fees: [] }] },
            ],
          },
        ],
        results: [{ code: "KQ.G01.000001" }],
        legalBases: [{ number: "68/2020/QH14", issuedOn: "2020-11-13" }],
      },
      errors: [],
    });
  });

  test("links a paper with the procedure whose result replaces it", async () => {
    const { version } = await publish();
    expect(version).toMatchObject({
      cases: [
        {
          papers: [
            { name: "Tờ khai CT01", form: "CT01", replacedByResultOf: null },
            { replacingResult: "KQ1", replacedByResultOf: { code: "1.001193", name: "Thủ tục đăng ký khai sinh" } },
          ],
        },
      ],
    });
  });

  test("leaves the version before it as it was, and says its last day", async () => {
    const before = await versionsOf(procedureCode);
    await publish({ name: "Tên mới" });
    const { versions } = await versionsOf(procedureCode);
    expect(versions.edges.map(({ node }) => node.number)).toEqual([2, 1]);
    expect(versions.edges[1]?.node).toEqual({ ...before.versions.edges[0]?.node, effectiveTo: "2026-11-09" });
  });

  test("with a later day leaves the version in force until then", async () => {
    const { procedure } = await publish({ effectiveFrom: "2099-01-01", name: "Sau này" });
    expect(procedure).toMatchObject({ version: 1, latestVersion: 2 });
    const source = `query ($code: ID!) { procedure(code: $code) { name
      now: publishedVersion { number effectiveTo } later: publishedVersion(at: "2099-01-01") { number name }
      eve: publishedVersion(at: "2098-12-31") { number } second: publishedVersion(number: 2) { name }
      none: publishedVersion(number: 3) { name } } }`;
    const { data } = await catalogue.ask(source, { code: procedureCode });
    expect(data).toMatchObject({
      procedure: {
        now: { number: 1, effectiveTo: "2098-12-31" },
        later: { number: 2, name: "Sau này" },
        eve: { number: 1 },
        second: { name: "Sau này" },
        none: null,
      },
    });
    expect(await catalogue.store.settleVersions("2098-12-31")).toBe(0);
    expect(await catalogue.store.settleVersions("2099-01-01")).toBe(1);
    expect(await versionsOf(procedureCode)).toMatchObject({ version: 2, name: "Sau này" });
  });

  test("makes a new procedure, for the officer's own agency", async () => {
    const code = "1.999001";
    expect(await publish({ procedureCode: code, expectedVersion: 0, name: "Thủ tục thử" })).toMatchObject({
      procedure: { code, version: 1, state: "PUBLISHED" },
      version: { number: 1, publishingAgency: { code: "G01" } },
    });
    const { data } = await catalogue.ask('{ procedures(search: "thu tuc thu") { edges { node { code } } } }');
    expect(data).toMatchObject({ procedures: { edges: expect.arrayContaining([{ node: { code } }]) } });
  });

  test("of a procedure whose publisher no source names is for the Government Office, which says who it is", async () => {
    const members = { procedureCode: "1.000656", publishingAgency: "000.00.00.G15" };
    expect(await refusals(members)).toEqual([["NOT_FOUND", "procedureCode"]]);
    const { version } = await publish(members, officer("G22"));
    expect(version).toMatchObject({ publishingAgency: { code: "G15" }, publishedBy: { code: "G22" } });
    const next = { ...members, expectedVersion: 2, idempotencyKey: "key-of-justice" };
    expect((await publish(next, officer("G15"))).version).toMatchObject({ number: 3 });
  });

  test("goes to the successor when the publishing agency has ended", async () => {
    const first = { procedureCode: "1.999002", expectedVersion: 0 };
    await publish(first, officer("G14"));
    const next = { ...first, expectedVersion: 1, idempotencyKey: "key-of-successor" };
    expect(await refusals(next, officer("G14"))).toEqual([["NOT_FOUND", "procedureCode"]]);
    expect((await publish(next, officer("G06"))).version).toMatchObject({ publishingAgency: { code: "G06" } });
  });

  test.each<[string, Caller, string]>([
    ["nobody", ANONYMOUS, "UNAUTHENTICATED"],
    ["a citizen", testCaller({ role: "citizen", subject: "citizen-1" }), "FORBIDDEN"],
    ["a partner system", partner("G01"), "FORBIDDEN"],
    ["an auditor", testCaller({ role: "auditor", subject: "auditor-1" }), "FORBIDDEN"],
    ["a service", testCaller({ role: "service", subject: "relay", agency: "G01" }), "FORBIDDEN"],
    ["an officer of no agency", testCaller({ role: "officer", subject: "officer-1" }), "FORBIDDEN"],
  ])("is not for %s", async (_who, caller, code) => {
    const answer = await catalogue.ask(PUBLISH, { input: own(VERSION_INPUT) }, caller);
    expect(answer).toEqual({ data: { publishProcedureVersion: null }, codes: [code] });
  });

  test("answers officers of other agencies, and of units under it, as if the procedure were not there", async () => {
    for (const agency of ["G02", "H26", "G01.05", "G22", "G0"])
      expect(await refusals({}, officer(agency))).toEqual([["NOT_FOUND", "procedureCode"]]);
  });
});

describe("at one moment", () => {
  test("two officers on one version: one wins, the other is told of the conflict", async () => {
    const both = await Promise.all([
      publish({ name: "Một", idempotencyKey: "key-first-officer" }, officer("G01", "first")),
      publish({ name: "Hai", idempotencyKey: "key-second-officer" }, officer("G01", "second")),
    ]);
    expect(both.filter(({ version }) => version !== null)).toHaveLength(1);
    expect(both.flatMap(({ errors }) => errors)).toEqual([{ code: "CONFLICT", field: "expectedVersion" }]);
    const { versions } = await versionsOf(procedureCode);
    expect(versions.edges.map(({ node }) => node.number)).toEqual([2, 1]);
  });

  test("50 times with one key make one version", async () => {
    const all = await Promise.all(Array.from({ length: 50 }, () => publish()));
    expect(all.every(({ errors, version }) => errors.length === 0 && version?.number === 2)).toBe(true);
    expect((await versionsOf(procedureCode)).versions.edges).toHaveLength(2);
  });
});

describe("the same key again", () => {
  test("with the same content gives the first version, also after a later one", async () => {
    const first = await publish();
    await publish({ expectedVersion: 2, idempotencyKey: "key-of-the-third" });
    const again = await publish();
    expect(again.version).toMatchObject({ ...first.version, effectiveTo: "2026-11-09" });
  });

  test("with another content is refused, for another procedure too", async () => {
    await publish();
    expect(await refusals({ name: "Khác" })).toEqual([["IDEMPOTENCY_KEY_REUSED", "idempotencyKey"]]);
    expect(await refusals({ procedureCode: "1.004222" })).toEqual([["IDEMPOTENCY_KEY_REUSED", "idempotencyKey"]]);
  });
});
