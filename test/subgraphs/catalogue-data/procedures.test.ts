import { describe, expect, it } from "@jest/globals";
import { agencies } from "../../../subgraphs/catalogue/data/agencies";
import { localFeeRules } from "../../../subgraphs/catalogue/data/local-fee-rules";
import { procedures } from "../../../subgraphs/catalogue/data/procedures";
import { landProceduresReadInSource } from "../../../subgraphs/catalogue/data/procedures/land";
import { proceduresWithoutCode } from "../../../subgraphs/catalogue/data/procedures-without-code";
import { sectors } from "../../../subgraphs/catalogue/data/sectors";
import { serviceLists } from "../../../subgraphs/catalogue/data/service-lists";
import type { ProcedureRow } from "../../../subgraphs/catalogue/data/types";
import { parseProcedureCode } from "../../../subgraphs/catalogue/procedure-code";

const byCode = new Map(procedures.map((procedure) => [procedure.code, procedure]));
const agencyCodes = new Set(agencies.map((agency) => agency.code));
const sectorKeys = new Set(sectors.map((sector) => sector.key));
const limits = (procedure: ProcedureRow | undefined) =>
  procedure?.cases.flatMap((one) => one.channels).flatMap((channel) => channel.timeLimits) ?? [];
const fees = (procedure: ProcedureRow | undefined) => limits(procedure).flatMap((limit) => limit.fees);

describe("procedures", () => {
  it("are 95 of the reference and 6 whose titles were read in its source afterwards", () => {
    expect(landProceduresReadInSource).toHaveLength(6);
    expect(procedures).toHaveLength(101);
  });

  it("have each a code of their own, of the portal's shape, without a suffix", () => {
    expect(byCode.size).toBe(procedures.length);
    for (const { code } of procedures) {
      expect(parseProcedureCode(code)).toEqual({ code, agency: null, service: null, nonStandard: false });
    }
  });

  it.each(["1.003633", "1.003687", "1.012793", "1.013977", "1.013979", "1.013993", "1.013994"])(
    "leave out %s, which is unverified or has no title",
    (code) => {
      expect(byCode.has(code)).toBe(false);
    },
  );

  it("refer only to agencies and sectors that exist", () => {
    const referred = procedures.flatMap((procedure) => [
      ...(procedure.publishingAgency ? [procedure.publishingAgency] : []),
      ...limits(procedure).flatMap((limit) => [limit.jurisdiction, ...limit.fees.map((fee) => fee.jurisdiction)]),
    ]);
    expect(referred.filter((code) => code !== null && !agencyCodes.has(code))).toEqual([]);
    expect(procedures.filter(({ sector }) => sector !== null && !sectorKeys.has(sector))).toEqual([]);
  });

  it("were seen under codes that parse to their own", () => {
    const strays = procedures.filter(({ code, observedCodes }) =>
      observedCodes.some((observed) => parseProcedureCode(observed).code !== code),
    );
    expect(strays).toEqual([]);
  });

  it("charge whole đồng, and nothing but zero where they are free", () => {
    const all = procedures.flatMap(fees);
    expect(all.length).toBeGreaterThan(0);
    for (const { state, amount } of all) {
      if (state === "FIXED") expect(Number.isSafeInteger(amount) && amount > 0).toBe(true);
      else expect(amount).toBe(state === "FREE" ? 0 : null);
    }
  });

  it("register a birth free of charge within a day by three channels, with the portal's record and the cut-off hour", () => {
    const birth = byCode.get("1.001193");
    expect(birth).toMatchObject({
      levels: ["COMMUNE"],
      afterCutoff: "15:00",
      portalId: "019d2bfd-3fe0-70ac-b9d6-5e9e20d6eef7",
      confidence: "Q",
    });
    expect(birth?.cases[0]?.channels.map(({ channel }) => channel)).toEqual(["IN_PERSON", "ONLINE", "POST"]);
    expect(limits(birth).map(({ amount, unit }) => `${amount} ${unit}`)).toEqual(["1 DAY", "1 DAY", "1 DAY"]);
    expect(fees(birth).map(({ state }) => state)).toEqual(["FREE", "FREE", "FREE"]);
  });

  it("hang the fee of permanent residence on the channel", () => {
    const channels = byCode.get("1.004222")?.cases[0]?.channels ?? [];
    expect(channels.map(({ channel, timeLimits }) => [channel, timeLimits[0]?.fees[0]?.amount])).toEqual([
      ["IN_PERSON", 20_000],
      ["ONLINE", 10_000],
    ]);
  });

  it("keep the fee of a civil-status extract beside the local rule that waives it from 8 August 2026", () => {
    expect(fees(byCode.get("2.000635"))).toMatchObject([
      { state: "FIXED", amount: 8000, jurisdiction: null },
      { state: "FREE", amount: 0, jurisdiction: "H24", applyFrom: "2026-08-08" },
    ]);
    expect(localFeeRules).toMatchObject([{ jurisdiction: "H24", sector: "ho-tich", applyFrom: "2026-08-08" }]);
  });

  it("link a birth to residence, health insurance and identity card with the deadline of each", () => {
    const { linked } = byCode.get("3.000722") ?? {};
    expect(linked?.paymentFirst).toBe(true);
    expect(linked?.parts.map(({ procedure, limit }) => `${procedure} ${limit.amount} ${limit.unit}`)).toEqual([
      "1.001193 24 HOUR",
      "1.004222 2 WORKING_DAY",
      "1.014137 2 WORKING_DAY",
      "1.116410 5 WORKING_DAY",
    ]);
    expect(linked?.parts.filter(({ procedure }) => procedure !== null && !byCode.has(procedure))).toEqual([]);
    expect(linked?.supplementWithin).toEqual({ amount: 7, unit: "WORKING_DAY" });
  });

  it("give the same service at another level another code", () => {
    const lostPassport = procedures.filter(({ name }) => name === "Trình báo mất hộ chiếu");
    expect(lostPassport.map(({ code, levels }) => [code, ...levels])).toEqual([
      ["2.000539", "MINISTRY"],
      ["1.001445", "PROVINCE"],
      ["1.010385", "DISTRICT"],
      ["1.010386", "COMMUNE"],
    ]);
  });
});

describe("procedures without a code", () => {
  it("are the six of the Ministry of Information and Communications, named in the list of 2017", () => {
    expect(proceduresWithoutCode).toHaveLength(6);
    expect(new Set(proceduresWithoutCode.map(({ key }) => key)).size).toBe(6);
    expect(proceduresWithoutCode.filter(({ code, agency }) => code !== null || agency !== "G14")).toEqual([]);
    const lists = new Set(serviceLists.map(({ id }) => id));
    expect(proceduresWithoutCode.filter(({ listId }) => !lists.has(listId))).toEqual([]);
  });
});
