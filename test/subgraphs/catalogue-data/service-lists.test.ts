import { describe, expect, it } from "@jest/globals";
import { agencies } from "../../../subgraphs/catalogue/data/agencies";
import { procedures } from "../../../subgraphs/catalogue/data/procedures";
import { serviceLists } from "../../../subgraphs/catalogue/data/service-lists";
import type { ListCount, ListSide } from "../../../subgraphs/catalogue/data/service-lists/types";

const agencyCodes = new Set(agencies.map((agency) => agency.code));
const list = (id: string) => serviceLists.find((one) => one.id === id);
const counts = (id: string, kind: ListCount["kind"], side: ListSide | null) =>
  list(id)?.counts.filter((one) => one.kind === kind && one.side === side) ?? [];
const sum = (rows: readonly ListCount[]) => rows.reduce((total, row) => total + row.count, 0);

describe("the list of Decision 846", () => {
  const id = "846-qd-ttg-2017-06-09";

  it("holds 707 procedures, 354 of ministries and 353 of localities", () => {
    expect(list(id)?.count).toBe(707);
    expect(sum(counts(id, "TOTAL", null))).toBe(707);
    expect(sum(counts(id, "TOTAL", "MINISTRIES"))).toBe(354);
    expect(sum(counts(id, "TOTAL", "LOCALITIES"))).toBe(353);
  });

  it("names eleven ministries with 322 procedures and flags the other 32 as derived", () => {
    const named = counts(id, "BODY", "MINISTRIES");
    expect(named).toHaveLength(11);
    expect(sum(named)).toBe(322);
    expect(counts(id, "REMAINDER", "MINISTRIES")).toMatchObject([{ count: 32, agency: null, confidence: "D" }]);
  });

  it("spreads the local procedures over three levels, the province's share derived", () => {
    const levels = counts(id, "EXECUTING_LEVEL", "LOCALITIES");
    expect(levels.map((row) => [row.executingLevel, row.count, row.confidence])).toEqual([
      ["PROVINCE", 316, "D"],
      ["DISTRICT", 35, "Q"],
      ["COMMUNE", 2, "Q"],
    ]);
    expect(sum(levels)).toBe(353);
  });

  it("names as many procedures of a level or ministry as it counts there", () => {
    const named = list(id)?.namedProcedures ?? [];
    expect(named.filter((one) => one.executingLevel === "COMMUNE")).toHaveLength(2);
    expect(named.filter((one) => one.agency === "G14")).toHaveLength(7);
    expect(named.filter((one) => one.procedure === null)).toHaveLength(6);
  });
});

describe("the list of Decision 877", () => {
  const id = "877-qd-ttg-2018-07-18";

  it.each<[ListSide, number]>([
    ["MINISTRIES", 157],
    ["LOCALITIES", 97],
  ])("holds for the side %s a derived sum of %i services", (side, total) => {
    expect(sum(counts(id, "SERVICE_LEVEL", side))).toBe(total);
    expect(counts(id, "TOTAL", side)).toMatchObject([{ count: total, confidence: "D" }]);
  });

  it("names 18 bodies and 13 local fields, and flags that the article says 17 ministries", () => {
    expect(new Set(list(id)?.namedBodies.map(({ agency }) => agency)).size).toBe(18);
    expect(new Set(list(id)?.localFields).size).toBe(13);
    expect(list(id)?.doubt).toContain("17 Bộ");
  });
});

describe("the lists of the Prime Minister", () => {
  it("have ids of their own, with the date where the number could come again", () => {
    expect(new Set(serviceLists.map(({ id }) => id)).size).toBe(serviceLists.length);
    for (const { id, number, decidedOn } of serviceLists) {
      expect(id.endsWith(`-${decidedOn}`)).toBe(true);
      if (number !== null) expect(id.startsWith(`${/\d+/.exec(number)?.[0]}-qd-ttg-`)).toBe(true);
    }
  });

  it("give 83 services of ministries and 44 of localities for 2016", () => {
    expect(sum(counts("list-2016-04", "TOTAL", "MINISTRIES"))).toBe(83);
    expect(sum(counts("list-2016-04", "TOTAL", "LOCALITIES"))).toBe(44);
  });

  it.each(["422-qd-ttg-2022-04-04", "06-qd-ttg-2022-01-06", "206-qd-ttg-2024-02-28"])("claim no count for %s", (id) => {
    expect(list(id)).toMatchObject({ count: null, counts: [] });
  });

  it("refer only to agencies and procedures that exist", () => {
    const named = serviceLists.flatMap((one) => [...one.counts, ...one.namedBodies, ...one.namedProcedures]);
    expect(named.filter(({ agency }) => agency !== null && !agencyCodes.has(agency))).toEqual([]);
    const codes = new Set(procedures.map(({ code }) => code));
    const missing = serviceLists
      .flatMap((one) => one.namedProcedures)
      .filter(({ procedure }) => procedure !== null && !codes.has(procedure));
    expect(missing).toEqual([]);
  });
});
