import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { ANONYMOUS, type Caller } from "../../../schema/caller";
import { procedures } from "../../../subgraphs/catalogue/data/procedures";
import { testCaller } from "../../kit/context";
import { OVERLAPS, propose as proposeTo, refusalOf as refusalFrom } from "./proposing";
import { officer, partner, type RunningCatalogue, runCatalogue } from "./run-catalogue";

const LISTED = ["2.000635", "1.004873", "1.003868"];
/** Procedures that no list names; each test has one of its own, and so the store is shared. */
const unlisted = procedures.map(({ code }) => code).filter((code) => !LISTED.includes(code));

let catalogue: RunningCatalogue;
let procedureCode: string;
beforeAll(async () => {
  catalogue = await runCatalogue();
});
beforeEach(() => {
  procedureCode = unlisted.pop() ?? "";
});
afterAll(() => catalogue.close());

const propose = (caller: Caller, members: object = {}) =>
  proposeTo(catalogue, caller, { procedureCode, idempotencyKey: `key-${procedureCode}`, ...members });
const refusalOf = (caller: Caller, members: object = {}) =>
  refusalFrom(catalogue, caller, { procedureCode, idempotencyKey: `key-${procedureCode}`, ...members });

describe("proposeOnlineService", () => {
  test("takes a proposal of an officer for the officer's own agency", async () => {
    expect(await propose(officer("H26"), { procedureCode: "2.000635" })).toMatchObject({
      proposal: {
        procedure: { code: "2.000635" },
        agencyCode: "H26",
        agency: { name: "Hà Nội" },
        serviceScope: "FULL",
        legacyLevel: 4,
        reason: "Nhiều hồ sơ mỗi năm",
        state: "PROPOSED",
        version: 1,
        events: [{ state: "PROPOSED", at: expect.stringMatching(/Z$/) }],
      },
      overlaps: { lists: [{ id: "846-qd-ttg-2017-06-09" }], proposals: [], moreProposals: false },
      errors: [],
    });
  });

  test("takes one of a partner system, and shows the open ones of other agencies, by agency", async () => {
    await propose(officer("H57"));
    await propose(officer("H26"));
    expect(await propose(partner("H38"), { serviceScope: "PARTIAL", legacyLevel: null })).toMatchObject({
      proposal: { agencyCode: "H38", serviceScope: "PARTIAL", legacyLevel: null },
      overlaps: {
        proposals: [
          { agencyCode: "H26", agency: { name: "Hà Nội" }, serviceScope: "FULL", state: "PROPOSED" },
          { agencyCode: "H57", agency: { name: "Thừa Thiên Huế" } },
        ],
      },
      errors: [],
    });
  });

  test.each(["000.00.00.H26", "H26", "H26.05", "000.00.05.H26"])(
    "takes the agency argument %s of H26",
    async (agency) => {
      expect(await propose(officer("H26"), { agency })).toMatchObject({
        errors: [],
        proposal: { state: "PROPOSED" },
      });
    },
  );

  test.each([".H26", ".000.00.00.H26", ".000.00.00.H26.01"])(
    "takes a procedure's code with the caller's own place, %s",
    async (suffix) => {
      expect(await propose(officer("H26"), { procedureCode: procedureCode + suffix })).toMatchObject({
        proposal: { procedure: { code: procedureCode } },
      });
    },
  );
});

describe("the same again", () => {
  test("with the same key and content gives the first proposal", async () => {
    const first = await propose(officer("H26"));
    const again = await propose(officer("H26"), { agency: "000.00.00.H26", procedureCode: `${procedureCode}.H26` });
    expect(again).toEqual(first);
  });

  test("with the same key and another content is refused", async () => {
    await propose(officer("H26"));
    for (const other of [
      { reason: "khác" },
      { procedureCode: "1.003868" },
      { serviceScope: "PARTIAL" },
      { legacyLevel: 3 },
    ]) {
      expect(await refusalOf(officer("H26"), other)).toEqual([["IDEMPOTENCY_KEY_REUSED", "idempotencyKey"]]);
    }
  });

  test("with another key of the same agency overlaps", async () => {
    await propose(officer("H26"));
    const other = { idempotencyKey: "key-00000002", serviceScope: "PARTIAL" };
    expect(await refusalOf(officer("H26", "a-colleague"), other)).toEqual([["OVERLAP", "procedureCode"]]);
  });

  test("keeps the keys of different callers apart", async () => {
    await propose(officer("H26"));
    expect(await propose(officer("H26", "a-colleague"), { procedureCode: unlisted.pop() })).toMatchObject({
      errors: [],
    });
  });

  test("50 times at one moment makes one proposal", async () => {
    const payloads = await Promise.all(Array.from({ length: 50 }, () => propose(officer("H26"))));
    expect(new Set(payloads.map(({ proposal }) => proposal?.id)).size).toBe(1);
    expect(payloads.every(({ errors }) => errors.length === 0)).toBe(true);
    const stored = await catalogue.store.openProposals([procedureCode], 100);
    expect(stored).toHaveLength(1);
  });

  test("50 times at one moment with different keys makes one proposal and 49 overlaps", async () => {
    const payloads = await Promise.all(
      Array.from({ length: 50 }, (_, index) => propose(officer("H26"), { idempotencyKey: `key-number-${index}` })),
    );
    expect(payloads.filter(({ proposal }) => proposal !== null)).toHaveLength(1);
    expect(payloads.flatMap(({ errors }) => errors.map(({ code }) => code))).toEqual(Array(49).fill("OVERLAP"));
  });
});

describe("onlineServiceOverlaps", () => {
  test("shows lists and proposals of other agencies to officers, not their own", async () => {
    procedureCode = "1.004873";
    await propose(officer("H57"));
    await propose(officer("H26"));
    const { data } = await catalogue.ask(OVERLAPS, { code: "1.004873.000.00.00.H26" }, officer("H26"));
    expect(data).toEqual({
      onlineServiceOverlaps: {
        lists: [{ id: "846-qd-ttg-2017-06-09", decisionNumber: "QĐ 846/QĐ-TTg" }],
        proposals: [{ agencyCode: "H57" }],
        moreProposals: false,
      },
    });
  });

  test("is empty for a procedure that nobody named", async () => {
    const { data } = await catalogue.ask(OVERLAPS, { code: procedureCode }, officer("H26"));
    expect(data).toEqual({ onlineServiceOverlaps: { lists: [], proposals: [], moreProposals: false } });
  });

  test.each<[string, string, Caller]>([
    ["an unknown procedure", "9.999999", officer("H26")],
    ["nobody", "2.000635", ANONYMOUS],
    ["a citizen", "2.000635", testCaller({ role: "citizen", subject: "citizen-1" })],
  ])("is null for %s", async (_what, code, caller) => {
    expect(await catalogue.ask(OVERLAPS, { code }, caller)).toEqual({
      data: { onlineServiceOverlaps: null },
      codes: [],
    });
  });
});
