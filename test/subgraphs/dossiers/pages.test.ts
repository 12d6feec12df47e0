import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Caller } from "../../../schema/caller";
import { agencyRole, type DossierRecord } from "../../../subgraphs/dossiers/dossier";
import { DossierStatus } from "../../../subgraphs/dossiers/status";
import { aDossier, callers, type RunningDossiers, runDossiers } from "./run-dossiers";

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

let run: RunningDossiers;
beforeEach(async () => {
  run = await runDossiers();
});
afterEach(() => run.close());

const PAGE = "{ edges { cursor node { id } } pageInfo { hasNextPage endCursor } }";

async function page(caller: Caller, field: string, variables: Readonly<Record<string, unknown>>): Promise<Page> {
  const source = `query ($first: Int!, $after: String, $filter: DossierFilterInput) {
    page: ${field === "dossiers" ? `dossiers(first: $first, after: $after, filter: $filter)` : `${field}(first: $first, after: $after)`} ${PAGE}
  }`.replace(field === "dossiers" ? "" : ", $filter: DossierFilterInput", "");
  const answer = await run.ask(caller, source, variables);
  expect(answer.errors).toBeUndefined();
  const data: { page: Page } = JSON.parse(JSON.stringify(answer.data));
  return data.page;
}

/** Every id of a list, page after page; `between` runs before each further page. */
async function walk(
  read: (after: string | null) => Promise<Page>,
  between: () => Promise<unknown> = async () => undefined,
): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null; ; await between()) {
    const { edges, pageInfo } = await read(after);
    ids.push(...edges.map(({ node }) => node.id));
    if (!pageInfo.hasNextPage) return ids;
    after = pageInfo.endCursor;
  }
}

/** Few moments and many dossiers, so that most share theirs with others. */
const moment = (second: number) => new Date(Date.UTC(2026, 8, 1) + second * 1000);

const newestFirst = (dossiers: readonly DossierRecord[]) =>
  [...dossiers].sort((a, b) => b.filedAt.getTime() - a.filedAt.getTime() || (a.id < b.id ? 1 : -1)).map(({ id }) => id);

describe("pages of dossiers", () => {
  test("hold every dossier once, newest first, whatever shares its moment, while new ones arrive", async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        async (seconds, first) => {
          round += 1;
          const province = agencyRole(`H26.${round}`);
          const stored = seconds.map((second) => aDossier({ filedAt: moment(second), receiving: province }));
          for (const dossier of stored) await run.store.insert(dossier);
          const officer = callers.officer(province.code);
          const arrive = () => run.store.insert(aDossier({ filedAt: moment(100), receiving: province }));
          const ids = await walk((after) => page(officer, "dossiers", { first, after }), arrive);
          expect(ids).toEqual(newestFirst(stored));
        },
      ),
      { numRuns: 25 },
    );
  });

  test.each<[string, Caller]>([
    ["myDossiers", callers.citizen("lan")],
    ["dossiers", callers.citizen("lan")],
    ["dossiers", callers.officer("H26")],
    ["dossiers", callers.everything],
  ])("of %s are complete", async (field, caller) => {
    const stored = Array.from({ length: 23 }, (_, index) =>
      aDossier({
        filedAt: moment(index % 4),
        submitter: index % 2 === 0 ? "lan" : "minh",
        owner: { citizen: "lan", organisation: null },
        receiving: agencyRole("H26.1"),
        deciding: agencyRole("H26.2"),
      }),
    );
    for (const dossier of stored) await run.store.insert(dossier);
    expect(await walk((after) => page(caller, field, { first: 5, after }))).toEqual(newestFirst(stored));
  });

  test("are narrowed by agency and role, status, procedure and days of Việt Nam", async () => {
    const lateEvening = aDossier({ filedAt: new Date("2026-09-30T16:59:59.999Z"), procedureCode: "1.000656" });
    const midnight = aDossier({
      filedAt: new Date("2026-09-30T17:00:00Z"),
      status: DossierStatus.FINISHED,
      receiving: agencyRole("H38.4"),
      deciding: agencyRole("H26.09"),
    });
    for (const dossier of [lateEvening, midnight]) await run.store.insert(dossier);
    const ids = async (filter: Readonly<Record<string, unknown>>, caller = callers.everything) =>
      (await page(caller, "dossiers", { first: 10, filter })).edges.map(({ node }) => node.id);
    expect(await ids({})).toEqual([midnight.id, lateEvening.id]);
    expect(await ids({ filedTo: "2026-09-30" })).toEqual([lateEvening.id]);
    expect(await ids({ filedFrom: "2026-10-01" })).toEqual([midnight.id]);
    expect(await ids({ filedFrom: "2026-09-30", filedTo: "2026-10-01" })).toHaveLength(2);
    expect(await ids({ status: "FINISHED" })).toEqual([midnight.id]);
    expect(await ids({ procedureCode: "1.000656" })).toEqual([lateEvening.id]);
    expect(await ids({ agency: "H26" })).toHaveLength(2);
    expect(await ids({ agency: "H26", agencyRole: "RECEIVING" })).toEqual([lateEvening.id]);
    expect(await ids({ agency: "H26", agencyRole: "DECIDING" })).toEqual([midnight.id]);
    expect(await ids({ agency: "000.00.09.H26", agencyRole: "DECIDING" })).toEqual([midnight.id]);
    expect(await ids({ agency: "H26", agencyRole: "HELPING" })).toEqual([]);
    expect(await ids({ agency: "H26" }, callers.officer("H38"))).toEqual([midnight.id]);
    expect(await ids({ agency: "H01" }, callers.officer("H38"))).toEqual([]);
  });

  test.each([
    ["PAGE_TOO_LARGE", { first: 0 }],
    ["PAGE_TOO_LARGE", { first: 101 }],
    ["INVALID_CURSOR", { first: 5, after: "x" }],
    ["INVALID_CURSOR", { first: 5, after: Buffer.from('["2026-09-01T00:00:00Z"]').toString("base64url") }],
    ["INVALID_CURSOR", { first: 5, after: Buffer.from('["yesterday","a"]').toString("base64url") }],
    ["INVALID_CURSOR", { first: 5, after: Buffer.from('[null,"a"]').toString("base64url") }],
    ["BAD_USER_INPUT", { first: 5, filter: { agency: "h26" } }],
  ])("refuse with %s the arguments %j", async (code, variables) => {
    const source =
      "query ($first: Int!, $after: String, $filter: DossierFilterInput) { dossiers(first: $first, after: $after, filter: $filter) { edges { cursor } } }";
    const answer = await run.ask(callers.everything, source, variables);
    expect(answer.errors?.map((error) => error.extensions.code)).toEqual([code]);
  });
});
