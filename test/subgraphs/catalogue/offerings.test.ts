import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Caller } from "../../../schema/caller";
import { type Offering, offeringId, onlineSpanOf } from "../../../subgraphs/catalogue/offering";
import { officer, partner, type RunningCatalogue, runCatalogue } from "./run-catalogue";

let catalogue: RunningCatalogue;
beforeAll(async () => {
  catalogue = await runCatalogue();
});
afterAll(() => catalogue.close());

const SET = `mutation ($input: SetOnlineServiceInput!) { setOnlineService(input: $input) {
  onlineService { code name state serviceScope serviceScopeBasis { number issuedOn } legacyLevel legacyLevelBasis { number }
    since until version synthetic procedure { code } agency { code } } errors { code field } } }`;
const CLOSE = `mutation ($input: CloseOnlineServiceInput!) { closeOnlineService(input: $input) {
  onlineService { code state until version } errors { code field } } }`;

interface Payload {
  readonly onlineService: { readonly code: string; readonly version: number } | null;
  readonly errors: readonly { readonly code: string; readonly field: string }[];
}

const INPUT = {
  procedureCode: "2.000815",
  serviceScope: "FULL",
  serviceScopeBasis: { number: "NĐ 42/2022/NĐ-CP", issuedOn: "2022-06-24" },
  legacyLevel: 4,
  legacyLevelBasis: { number: "NĐ 43/2011/NĐ-CP", issuedOn: "2011-06-13" },
  since: "2025-01-01",
  expectedVersion: 0,
  idempotencyKey: "open-000001",
};

async function set(members: object, caller: Caller): Promise<Payload> {
  const input = { ...INPUT, ...members };
  const { data, codes } = await catalogue.ask<{ setOnlineService: Payload }>(SET, { input }, caller);
  expect(codes).toEqual([]);
  return data.setOnlineService;
}

async function close(members: object, caller: Caller): Promise<Payload> {
  const input = { until: "2026-03-31", expectedVersion: 1, idempotencyKey: "close-000001", ...members };
  const { data, codes } = await catalogue.ask<{ closeOnlineService: Payload }>(CLOSE, { input }, caller);
  expect(codes).toEqual([]);
  return data.closeOnlineService;
}

const SPANS = "query ($code: ID!) { agency(code: $code) { onlineOfferings { procedure since until } } }";

describe("setOnlineService", () => {
  test("opens a service with both scales, each with its own legal basis", async () => {
    expect(await set({}, officer("H55"))).toMatchObject({
      onlineService: {
        code: "2.000815.H55.01",
        state: "PUBLISHED",
        serviceScope: "FULL",
        serviceScopeBasis: { number: "NĐ 42/2022/NĐ-CP", issuedOn: "2022-06-24" },
        legacyLevel: 4,
        legacyLevelBasis: { number: "NĐ 43/2011/NĐ-CP" },
        since: "2025-01-01",
        until: null,
        version: 1,
        synthetic: false,
        procedure: { code: "2.000815" },
        agency: { code: "H55" },
      },
      errors: [],
    });
    const source = '{ onlineService(code: "2.000815.000.00.00.H55.01") { code } }';
    expect((await catalogue.ask(source)).data).toEqual({ onlineService: { code: "2.000815.H55.01" } });
    expect((await catalogue.ask(SPANS, { code: "H55" })).data).toEqual({
      agency: { onlineOfferings: [{ procedure: "2.000815", since: "2025-01-01", until: null }] },
    });
  });

  test("changes what is open by its version, and adds a second service of the procedure", async () => {
    const caller = partner("H38");
    await set({}, caller);
    const change = { serviceScope: "PARTIAL", expectedVersion: 1, since: "2026-01-01", idempotencyKey: "open-000002" };
    expect(await set(change, caller)).toMatchObject({
      onlineService: { serviceScope: "PARTIAL", version: 2, since: "2025-01-01" },
    });
    const second = { number: "02", expectedVersion: 2, since: "2024-01-01", idempotencyKey: "open-000003" };
    expect(await set(second, caller)).toMatchObject({ onlineService: { code: "2.000815.H38.02", version: 3 } });
    expect((await catalogue.ask(SPANS, { code: "H38" })).data).toEqual({
      agency: { onlineOfferings: [{ procedure: "2.000815", since: "2024-01-01", until: null }] },
    });
    expect(await set({ idempotencyKey: "open-000004" }, caller)).toMatchObject({
      errors: [{ code: "CONFLICT", field: "expectedVersion" }],
    });
  });

  test.each<[string, object, [string, string]]>([
    ["an unknown procedure", { procedureCode: "9.999999" }, ["NOT_FOUND", "procedureCode"]],
    ["another agency", { agency: "H57" }, ["NOT_FOUND", "agency"]],
    ["the number 00", { number: "00" }, ["INVALID", "number"]],
    ["a level 5", { legacyLevel: 5 }, ["INVALID", "legacyLevel"]],
    ["the basis of a level that is not said", { legacyLevel: null }, ["INVALID", "legacyLevelBasis"]],
    ["a short key", { idempotencyKey: "short" }, ["INVALID", "idempotencyKey"]],
    ["a negative version", { expectedVersion: -1 }, ["INVALID", "expectedVersion"]],
  ])("refuses %s", async (_what, members, [code, field]) => {
    expect(await set(members, officer("H60"))).toEqual({ onlineService: null, errors: [{ code, field }] });
  });

  test("50 times at one moment with one key opens one, and with 50 keys 49 conflict", async () => {
    const same = await Promise.all(Array.from({ length: 50 }, () => set({}, officer("H61"))));
    expect(same.every(({ onlineService, errors }) => onlineService?.version === 1 && errors.length === 0)).toBe(true);
    const change = (index: number) => ({ expectedVersion: 1, idempotencyKey: `open-number-${index}` });
    const different = await Promise.all(Array.from({ length: 50 }, (_, index) => set(change(index), officer("H61"))));
    expect(different.filter(({ onlineService }) => onlineService !== null)).toHaveLength(1);
    expect(different.flatMap(({ errors }) => errors.map(({ code }) => code))).toEqual(Array(49).fill("CONFLICT"));
  });

  test("with a used key and another content is refused", async () => {
    await set({}, officer("H01"));
    for (const other of [{ serviceScope: "PARTIAL" }, { procedureCode: "2.000908" }, { number: "02" }])
      expect(await set(other, officer("H01"))).toMatchObject({
        errors: [{ code: "IDEMPOTENCY_KEY_REUSED", field: "idempotencyKey" }],
      });
  });

  test("that is only tried out does not count as offered", async () => {
    expect(await set({ testing: true }, officer("H05"))).toMatchObject({ onlineService: { state: "TESTING" } });
    expect((await catalogue.ask(SPANS, { code: "H05" })).data).toEqual({ agency: { onlineOfferings: [] } });
    const source =
      '{ agency(code: "H05") { all: procedures { edges { node { code } } } open: procedures(online: true) { edges { node { code } } } } }';
    expect((await catalogue.ask(source)).data).toEqual({
      agency: { all: { edges: [{ node: { code: "2.000815" } }] }, open: { edges: [] } },
    });
  });
});

describe("closeOnlineService", () => {
  test("says the last day, and opening it again keeps the earlier time", async () => {
    const caller = officer("H12");
    await set({}, caller);
    const code = "2.000815.000.00.00.H12.01";
    expect(await close({ code }, caller)).toMatchObject({
      onlineService: { code: "2.000815.H12.01", state: "STOPPED", until: "2026-03-31", version: 2 },
    });
    expect(await close({ code }, caller)).toMatchObject({ onlineService: { version: 2 }, errors: [] });
    expect((await catalogue.ask(SPANS, { code: "H12" })).data).toMatchObject({
      agency: { onlineOfferings: [{ since: "2025-01-01", until: "2026-03-31" }] },
    });
    const again = { since: "2026-06-01", expectedVersion: 2, idempotencyKey: "open-again-1" };
    expect(await set(again, caller)).toMatchObject({
      onlineService: { state: "PUBLISHED", since: "2026-06-01", until: null },
    });
    expect((await catalogue.ask(SPANS, { code: "H12" })).data).toMatchObject({
      agency: { onlineOfferings: [{ since: "2025-01-01", until: null }] },
    });
  });

  test("with a day to come waits for it", async () => {
    await set({}, officer("H13"));
    expect(await close({ code: "2.000815.H13.01", until: "2099-01-01" }, officer("H13"))).toMatchObject({
      onlineService: { state: "AWAITING_STOP" },
    });
  });

  test("is for its agency only, and not before the first day", async () => {
    await set({}, officer("H14"));
    const code = "2.000815.H14.01";
    expect(await close({ code }, officer("H15"))).toMatchObject({ errors: [{ code: "NOT_FOUND", field: "code" }] });
    expect(await close({ code: "2.000815.H14.09" }, officer("H14"))).toMatchObject({ errors: [{ code: "NOT_FOUND" }] });
    expect(await close({ code, until: "2024-12-31" }, officer("H14"))).toMatchObject({
      errors: [{ code: "INVALID", field: "until" }],
    });
    expect(await close({ code, expectedVersion: 2 }, officer("H14"))).toMatchObject({ errors: [{ code: "CONFLICT" }] });
  });
});

describe("what is offered online of one procedure", () => {
  const service = { code: "c", name: null, serviceScope: "FULL", serviceScopeBasis: null, legacyLevel: null } as const;
  const base = { ...service, legacyLevelBasis: null, testing: false, earlier: [] };
  const span = (...services: Offering["services"]) => onlineSpanOf({ procedureCode: "p", services });

  test("is from the first day of any service to the last of all", () => {
    const first = { ...base, since: "2024-01-01", until: "2024-12-31" };
    const second = { ...base, since: "2023-01-01", until: "2023-12-31" };
    expect(span(first, second)).toEqual({ procedure: "p", since: "2023-01-01", until: "2024-12-31" });
    expect(span(first, { ...second, until: null })).toMatchObject({ until: null });
    expect(span(first, { ...second, since: null })).toMatchObject({ since: null });
    expect(span()).toBeNull();
    expect(span({ ...first, testing: true })).toBeNull();
    expect(offeringId("p", "a")).toBe("p:a");
  });
});
