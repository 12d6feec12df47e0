import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { ANONYMOUS, type Caller } from "../../../schema/caller";
import { procedures } from "../../../subgraphs/catalogue/data/procedures";
import { yearListOf } from "../../../subgraphs/catalogue/year-list";
import { testCaller } from "../../kit/context";
import { propose } from "./proposing";
import { officer, partner, type RunningCatalogue, runCatalogue } from "./run-catalogue";

const codes = procedures.map(({ code }) => code).filter((code) => code.startsWith("1."));

let catalogue: RunningCatalogue;
let procedureCode: string;
beforeAll(async () => {
  catalogue = await runCatalogue();
});
beforeEach(() => {
  procedureCode = codes.pop() ?? "";
});
afterAll(() => catalogue.close());

const office = officer("G22");
const REVIEW = `mutation ($input: ReviewProposalInput!) { reviewProposal(input: $input) {
  proposal { id state version year events { state note } } errors { code field } } }`;
const RESUBMIT = `mutation ($input: ResubmitProposalInput!) { resubmitProposal(input: $input) {
  proposal { id state version reason legacyLevel events { state } } overlaps { proposals { agencyCode } accepted { agencyCode year } }
  errors { code field } } }`;
const LIST = `query ($filter: OnlineServiceProposalFilter, $first: Int = 100, $after: String) {
  onlineServiceProposals(filter: $filter, first: $first, after: $after) {
    edges { node { id state agencyCode overlaps { lists { id } } } } pageInfo { hasNextPage endCursor } } }`;

interface Payload {
  readonly proposal: { readonly id: string; readonly version: number } | null;
  readonly errors: readonly { readonly code: string; readonly field: string }[];
}

async function proposed(agency: string, members: object = {}): Promise<string> {
  const input = { procedureCode, idempotencyKey: `key-${agency}-${procedureCode}`, ...members };
  return (await propose(catalogue, officer(agency), input)).proposal?.id ?? "";
}

async function review(proposalId: string, members: object = {}, caller: Caller = office): Promise<Payload> {
  const input = {
    proposalId,
    decision: "ACCEPT",
    expectedVersion: 1,
    idempotencyKey: `review-${proposalId}`,
    ...members,
  };
  const answer = await catalogue.ask<{ reviewProposal: Payload }>(REVIEW, { input }, caller);
  expect(answer.codes).toEqual([]);
  return answer.data.reviewProposal;
}

async function resubmit(proposalId: string, members: object, caller: Caller): Promise<Payload> {
  const terms = { serviceScope: "PARTIAL", legacyLevel: 3, reason: "Đã bổ sung" };
  const input = { proposalId, ...terms, expectedVersion: 2, idempotencyKey: `again-${proposalId}`, ...members };
  const answer = await catalogue.ask<{ resubmitProposal: Payload }>(RESUBMIT, { input }, caller);
  expect(answer.codes).toEqual([]);
  return answer.data.resubmitProposal;
}

const returning = { decision: "RETURN", reason: "Thiếu số liệu", idempotencyKey: "review-return-1" };
const key = (text: string) => ({ idempotencyKey: `${text}-${procedureCode}` });

describe("reviewProposal", () => {
  test("returns a proposal with the reason; its agency puts it right, and it is accepted into the year's list", async () => {
    const id = await proposed("H26");
    expect(await review(id, { ...returning, ...key("return") })).toMatchObject({
      proposal: {
        state: "RETURNED",
        version: 2,
        events: [{ state: "PROPOSED" }, { state: "RETURNED", note: "Thiếu số liệu" }],
      },
    });
    expect(await resubmit(id, {}, officer("H26"))).toMatchObject({
      proposal: { state: "PROPOSED", version: 3, reason: "Đã bổ sung", legacyLevel: 3 },
    });
    expect(await review(id, { expectedVersion: 3, year: 2031 })).toMatchObject({
      proposal: { state: "ACCEPTED", version: 4, year: 2031 },
    });
    const source = `{ yearServiceList(year: 2031) { year count full partial bodies { agencyCode agency { name } count partial delivered share }
      legacyLevels { level count } entries(first: 1) { edges { node { procedure { code } agencyCode serviceScope delivered } } pageInfo { hasNextPage } } } }`;
    expect((await catalogue.ask(source)).data).toEqual({
      yearServiceList: {
        year: 2031,
        count: 1,
        full: 0,
        partial: 1,
        bodies: [{ agencyCode: "H26", agency: { name: "Hà Nội" }, count: 1, partial: 1, delivered: 0, share: 0 }],
        legacyLevels: [{ level: 3, count: 1 }],
        entries: {
          edges: [
            {
              node: {
                procedure: { code: procedureCode },
                agencyCode: "H26",
                serviceScope: "PARTIAL",
                delivered: false,
              },
            },
          ],
          pageInfo: { hasNextPage: false },
        },
      },
    });
  });

  test("shows an accepted proposal as an overlap to the next one, and takes no second of the agency for the year", async () => {
    await review(await proposed("H26"), { year: 2032 });
    const id = await proposed("H26", key("another"));
    expect(await review(id, { year: 2032 })).toEqual({ proposal: null, errors: [{ code: "OVERLAP", field: "year" }] });
    const source = `query ($code: ID!) { onlineServiceOverlaps(procedureCode: $code) { accepted { agencyCode year } proposals { agencyCode } } }`;
    expect((await catalogue.ask(source, { code: procedureCode }, officer("H57"))).data).toEqual({
      onlineServiceOverlaps: { accepted: [{ agencyCode: "H26", year: 2032 }], proposals: [{ agencyCode: "H26" }] },
    });
  });

  test("counts as delivered what the agency offers online", async () => {
    await review(await proposed("H01"), { year: 2033 });
    const input = { procedureCode, serviceScope: "FULL", since: "2026-01-01", expectedVersion: 0, ...key("open") };
    const open = "mutation ($input: SetOnlineServiceInput!) { setOnlineService(input: $input) { errors { code } } }";
    await catalogue.ask(open, { input }, officer("H01"));
    const source =
      "{ yearServiceList(year: 2033) { bodies { delivered share } entries { edges { node { delivered } } } } }";
    expect((await catalogue.ask(source)).data).toEqual({
      yearServiceList: { bodies: [{ delivered: 1, share: 1 }], entries: { edges: [{ node: { delivered: true } }] } },
    });
  });

  test("refuses to return without a reason, another version, and what is decided already", async () => {
    const id = await proposed("H26");
    const fault = (payload: Payload) => payload.errors.map(({ code, field }) => [code, field]);
    expect(fault(await review(id, { decision: "RETURN" }))).toEqual([["INVALID", "reason"]]);
    expect(fault(await review(id, { year: 1999 }))).toEqual([["INVALID", "year"]]);
    expect(fault(await review(id, { idempotencyKey: "short" }))).toEqual([["INVALID", "idempotencyKey"]]);
    expect(fault(await review(id, { expectedVersion: 2 }))).toEqual([["CONFLICT", "expectedVersion"]]);
    expect(fault(await review("no-such-id"))).toEqual([["NOT_FOUND", "proposalId"]]);
    expect(fault(await resubmit(id, { expectedVersion: 1 }, officer("H26")))).toEqual([
      ["NOT_ALLOWED_NOW", "proposalId"],
    ]);
    await review(id, { year: 2034 });
    expect(fault(await review(id, { expectedVersion: 2, ...key("again") }))).toEqual([
      ["NOT_ALLOWED_NOW", "proposalId"],
    ]);
  });

  test("with the same key gives the first result, and refuses another content", async () => {
    const id = await proposed("H26");
    const first = await review(id, { year: 2035 });
    expect(await review(id, { year: 2035 })).toEqual(first);
    expect(await review(id, { year: 2036 })).toMatchObject({ errors: [{ code: "IDEMPOTENCY_KEY_REUSED" }] });
  });

  test("by two at one moment is decided once", async () => {
    const id = await proposed("H26");
    const both = await Promise.all([
      review(id, { year: 2037, ...key("one") }),
      review(id, { ...returning, ...key("two") }, officer("G22", "a-colleague")),
    ]);
    expect(both.filter(({ proposal }) => proposal !== null)).toHaveLength(1);
    expect(both.flatMap(({ errors }) => errors.map(({ code }) => code))).toEqual(["CONFLICT"]);
  });

  test.each<[string, Caller, string]>([
    ["nobody", ANONYMOUS, "UNAUTHENTICATED"],
    ["a citizen", testCaller({ role: "citizen", subject: "c" }), "FORBIDDEN"],
    ["a partner system of the Government Office", partner("G22"), "FORBIDDEN"],
  ])("is not for %s", async (_who, caller, code) => {
    const input = { proposalId: "x", decision: "ACCEPT", expectedVersion: 1, idempotencyKey: "key-00000009" };
    expect((await catalogue.ask(REVIEW, { input }, caller)).codes).toEqual([code]);
  });

  test("is as if there were no proposal for officers of other agencies, the proposing one too", async () => {
    const id = await proposed("H26");
    for (const agency of ["H26", "G12", "G2"])
      expect(await review(id, {}, officer(agency))).toMatchObject({
        errors: [{ code: "NOT_FOUND", field: "proposalId" }],
      });
    await review(id, { ...returning, ...key("return") });
    expect(await resubmit(id, {}, officer("H57"))).toMatchObject({
      errors: [{ code: "NOT_FOUND", field: "proposalId" }],
    });
  });
});

describe("onlineServiceProposals", () => {
  interface List {
    readonly onlineServiceProposals: {
      readonly edges: readonly { readonly node: { readonly id: string; readonly agencyCode: string } }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  }
  const list = async (caller: Caller, variables: object = {}) =>
    (await catalogue.ask<List>(LIST, { ...variables }, caller)).data.onlineServiceProposals;
  const agencies = async (caller: Caller, variables: object = {}) =>
    new Set((await list(caller, variables)).edges.map(({ node }) => node.agencyCode));

  test("shows an agency its own and those of its units, the Government Office all, and others none", async () => {
    const id = await proposed("H48", { agency: "H48.05" });
    await proposed("H49");
    expect(await agencies(officer("H48"))).toEqual(new Set(["H48.05"]));
    expect(await agencies(officer("H48.05"))).toEqual(new Set(["H48.05"]));
    expect(await agencies(officer("H48.06"))).toEqual(new Set());
    expect(await agencies(officer("H4"))).toEqual(new Set());
    expect([...(await agencies(office))]).toEqual(expect.arrayContaining(["H48.05", "H49"]));
    expect(await agencies(office, { filter: { agency: "H49" } })).toEqual(new Set(["H49"]));
    expect(await agencies(officer("H48"), { filter: { agency: "H49" } })).toEqual(new Set());
    for (const caller of [ANONYMOUS, testCaller({ role: "citizen", subject: "c" })])
      expect(await agencies(caller)).toEqual(new Set());
    const one = "query ($id: ID!) { onlineServiceProposal(id: $id) { id } }";
    const seen = async (caller: Caller) => (await catalogue.ask(one, { id }, caller)).data;
    expect(await seen(officer("H48"))).toEqual({ onlineServiceProposal: { id } });
    expect(await seen(office)).toEqual({ onlineServiceProposal: { id } });
    expect(await seen(officer("H49"))).toEqual({ onlineServiceProposal: null });
    expect(await seen(ANONYMOUS)).toEqual({ onlineServiceProposal: null });
  });

  test("gives every one once over pages, newest first, narrowed by state", async () => {
    const whole = await list(office);
    const ids: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const page: List["onlineServiceProposals"] = await list(office, { first: 3, after });
      ids.push(...page.edges.map(({ node }) => node.id));
      ({ endCursor: after, hasNextPage: more } = page.pageInfo);
    }
    expect(ids).toEqual(whole.edges.map(({ node }) => node.id));
    const accepted = await list(office, { filter: { state: "ACCEPTED" } });
    expect(accepted.edges.length).toBeGreaterThan(2);
    expect(accepted.edges.every(({ node }) => Reflect.get(node, "state") === "ACCEPTED")).toBe(true);
  });

  test("takes four commands with the overlaps of all of them, as for one", async () => {
    const count = async (first: number) => (await catalogue.counting(() => list(office, { first }))).length;
    expect(await count(1)).toBe(4);
    expect(await count(100)).toBe(4);
  });
});

describe("the counts of a year's list", () => {
  const row = { agencyCode: "H26", serviceScope: "FULL", legacyLevel: null, procedureLevels: ["COMMUNE"] } as const;

  test("are by agency, scope and both kinds of level; a procedure of two levels counts in each", () => {
    const rows = [
      { ...row, procedureCodes: ["a", "b"] },
      {
        ...row,
        agencyCode: "H01",
        serviceScope: "PARTIAL" as const,
        legacyLevel: 4,
        procedureLevels: ["PROVINCE", "COMMUNE"] as const,
        procedureCodes: ["c"],
      },
    ];
    expect(yearListOf(2030, rows)).toEqual({
      year: 2030,
      count: 3,
      full: 2,
      partial: 1,
      bodies: [
        { agencyCode: "H01", count: 1, full: 0, partial: 1, procedureCodes: ["c"] },
        { agencyCode: "H26", count: 2, full: 2, partial: 0, procedureCodes: ["a", "b"] },
      ],
      executingLevels: [
        { level: "PROVINCE", count: 1 },
        { level: "COMMUNE", count: 3 },
      ],
      legacyLevels: [
        { level: 4, count: 1 },
        { level: null, count: 2 },
      ],
    });
  });

  test("of a year without any are 0", () => {
    expect(yearListOf(2030, [])).toMatchObject({ count: 0, bodies: [], executingLevels: [], legacyLevels: [] });
  });
});
