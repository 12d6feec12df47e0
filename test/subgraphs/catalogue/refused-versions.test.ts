import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { publish, publishRefusals, REPEAL, VERSION_INPUT } from "./publishing";
import { officer, type RunningCatalogue, runCatalogue } from "./run-catalogue";

let catalogue: RunningCatalogue;
beforeAll(async () => {
  catalogue = await runCatalogue();
});
afterAll(() => catalogue.close());

const police = officer("G01");
const refusals = (members: object) => publishRefusals(catalogue, police, members);
const [firstCase] = VERSION_INPUT.cases;
const withFee = (fee: object) => ({
  cases: [
    { channels: [{ channel: "ONLINE", timeLimits: [{ amount: 1, unit: "DAY", fees: [{ kind: "PHI", ...fee }] }] }] },
  ],
});
const FEE = "cases.0.channels.0.timeLimits.0.fees.0";

describe("publishProcedureVersion refuses", () => {
  test.each<[string, object, string]>([
    ["a code with the suffix of a place", { procedureCode: "1.004222.H26" }, "procedureCode"],
    ["a blank name", { name: "  " }, "name"],
    ["a name beyond 1000 characters", { name: "x".repeat(1001) }, "name"],
    ["no level", { levels: [] }, "levels"],
    ["no case", { cases: [] }, "cases"],
    ["a case without a channel", { cases: [{ channels: [] }] }, "cases.0.channels"],
    [
      "a channel twice",
      { cases: [{ channels: [...(firstCase?.channels ?? []), firstCase?.channels[0]] }] },
      "cases.0.channels",
    ],
    ["two cases without names", { cases: [firstCase, { ...firstCase, name: "B" }] }, "cases.0.name"],
    [
      "a channel without a time limit",
      { cases: [{ channels: [{ channel: "POST", timeLimits: [] }] }] },
      "cases.0.channels.0.timeLimits",
    ],
    ["a blank decision number", { decision: { number: " ", issuedOn: "2026-11-01" } }, "decision.number"],
    ["a negative version", { expectedVersion: -1 }, "expectedVersion"],
    ["a short key", { idempotencyKey: "short" }, "idempotencyKey"],
    ["a fixed fee without an amount", withFee({ state: "FIXED" }), `${FEE}.amount`],
    ["a fixed fee of 0", withFee({ state: "FIXED", amount: 0 }), `${FEE}.amount`],
    ["a negative fee", withFee({ state: "FIXED", amount: -1 }), `${FEE}.amount`],
    ["a free one with an amount", withFee({ state: "FREE", amount: 5 }), `${FEE}.amount`],
    ["an unknown one with an amount", withFee({ state: "UNKNOWN", amount: 0 }), `${FEE}.amount`],
    ["one that is described without a description", withFee({ state: "SEE_DESCRIPTION" }), `${FEE}.description`],
    [
      "a fee that ends before it begins",
      withFee({ state: "FREE", applyFrom: "2026-02-02", applyTo: "2026-02-01" }),
      `${FEE}.applyTo`,
    ],
    [
      "a negative time limit",
      { cases: [{ channels: [{ channel: "POST", timeLimits: [{ amount: -1, unit: "DAY" }] }] }] },
      "cases.0.channels.0.timeLimits.0.amount",
    ],
    [
      "a negative number of papers",
      { cases: [{ ...firstCase, papers: [{ name: "A", originals: -1 }] }] },
      "cases.0.papers.0.originals",
    ],
    [
      "the result of no procedure",
      { cases: [{ ...firstCase, papers: [{ name: "A", replacingResult: "KQ" }] }] },
      "cases.0.papers.0.replacingResult",
    ],
    ["a legal basis without a number", { legalBases: [{ number: "", issuedOn: "2020-01-01" }] }, "legalBases.0.number"],
  ])("%s", async (_what, members, field) => {
    expect(await refusals(members)).toEqual([["INVALID", field]]);
  });

  test.each<[string, object, string]>([
    ["an unknown sector", { sector: "no-such-sector" }, "sector"],
    ["an unknown jurisdiction", withFee({ state: "FREE", jurisdiction: "H99" }), `${FEE}.jurisdiction`],
    [
      "the result of an unknown procedure",
      { cases: [{ ...firstCase, papers: [{ name: "A", replacedByResultOf: "9.999999" }] }] },
      "cases.0.papers.0.replacedByResultOf",
    ],
    [
      "a paper that its own result would replace",
      { cases: [{ ...firstCase, papers: [{ name: "A", replacedByResultOf: "1.004222" }] }] },
      "cases.0.papers.0.replacedByResultOf",
    ],
    ["a procedure that is not there, as its second version", { procedureCode: "9.999999" }, "procedureCode"],
  ])("%s as not found", async (_what, members, field) => {
    expect(await refusals(members)).toEqual([["NOT_FOUND", field]]);
  });

  test("every fault at once", async () => {
    expect(await refusals({ name: "", levels: [], idempotencyKey: "k" })).toEqual([
      ["INVALID", "idempotencyKey"],
      ["INVALID", "levels"],
      ["INVALID", "name"],
    ]);
  });

  test("a version that another one was published after", async () => {
    const procedureCode = "1.004194";
    await publish(catalogue, police, { procedureCode, idempotencyKey: "key-of-second" });
    const members = { procedureCode, idempotencyKey: "key-of-another" };
    expect(await refusals(members)).toEqual([["CONFLICT", "expectedVersion"]]);
    expect(await refusals({ ...members, expectedVersion: 0 })).toEqual([["CONFLICT", "expectedVersion"]]);
  });

  test("a version that would begin before the one before it", async () => {
    const procedureCode = "1.002755";
    await publish(catalogue, police, { procedureCode, idempotencyKey: "key-of-second-2" });
    const earlier = {
      procedureCode,
      expectedVersion: 2,
      effectiveFrom: "2026-11-09",
      idempotencyKey: "key-of-third-2",
    };
    expect(await refusals(earlier)).toEqual([["INVALID", "effectiveFrom"]]);
  });
});

describe("repealProcedure", () => {
  const repeal = async (members: object, caller = police) => {
    const input = {
      procedureCode: "3.000347",
      expectedVersion: 1,
      decision: { number: "QĐ 11/QĐ-BCA", issuedOn: "2026-11-01" },
      effectiveFrom: "2026-11-15",
      replacedBy: ["3.000348"],
      idempotencyKey: "repeal-0001",
      ...members,
    };
    const { data, codes } = await catalogue.ask<{ repealProcedure: object }>(REPEAL, { input }, caller);
    expect(codes).toEqual([]);
    return data.repealProcedure;
  };

  test("ends a procedure as its last version, and leads to what takes its place", async () => {
    expect(await repeal({}, officer("G02"))).toMatchObject({ errors: [{ code: "NOT_FOUND", field: "procedureCode" }] });
    expect(await repeal({ replacedBy: ["9.999999"] })).toMatchObject({
      errors: [{ code: "NOT_FOUND", field: "replacedBy" }],
    });
    const done = await repeal({});
    expect(done).toMatchObject({
      procedure: { code: "3.000347", state: "REPEALED", version: 2, replacedBy: [{ code: "3.000348" }] },
      version: { number: 2, state: "REPEALED", replacedBy: [{ code: "3.000348" }] },
      errors: [],
    });
    expect(await repeal({})).toEqual(done);
    const next = {
      procedureCode: "3.000347",
      expectedVersion: 2,
      effectiveFrom: "2026-11-20",
      idempotencyKey: "key-after-end",
    };
    expect(await refusals(next)).toEqual([["NOT_ALLOWED_NOW", "procedureCode"]]);
  });

  test("does not end what is not there", async () => {
    expect(await repeal({ procedureCode: "9.999999", idempotencyKey: "repeal-0002" })).toMatchObject({
      errors: [{ code: "NOT_FOUND", field: "procedureCode" }],
    });
    expect(await repeal({ expectedVersion: 0, idempotencyKey: "repeal-0003" })).toMatchObject({
      errors: [{ code: "INVALID", field: "expectedVersion" }],
    });
  });
});
