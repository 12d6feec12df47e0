import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Caller } from "../../../schema/caller";
import { agencyRole } from "../../../subgraphs/dossiers/dossier";
import { DossierStatus } from "../../../subgraphs/dossiers/status";
import { done, dossierIn, people } from "./acting";
import { callers, type RunningDossiers, runDossiers } from "./run-dossiers";

let run: RunningDossiers;
beforeAll(async () => {
  run = await runDossiers();
});
afterAll(() => run.close());

interface Page {
  readonly edges: readonly { readonly node: { readonly id: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

async function page(caller: Caller, variables: Readonly<Record<string, unknown>>): Promise<Page> {
  const source = `query ($first: Int = 10, $after: String, $before: DateTime, $agency: String) {
    dueDossiers(first: $first, after: $after, before: $before, agency: $agency) { edges { node { id } } pageInfo { hasNextPage endCursor } }
  }`;
  const answer = await run.ask(caller, source, variables);
  expect(answer.errors).toBeUndefined();
  return JSON.parse(JSON.stringify(answer.data)).dueDossiers;
}
const ids = ({ edges }: Page) => edges.map(({ node }) => node.id);

describe("dueDossiers", () => {
  test("lists those whose clock runs by appointment, page after page, and loses none of one moment", async () => {
    const receiving = agencyRole("H40.1");
    const days = [3, 1, 2, 1, 1, 3];
    const stored = days.map((day) =>
      dossierIn(DossierStatus.IN_PROGRESS, { receiving, dueAt: new Date(Date.UTC(2026, 9, day)) }),
    );
    const others = [
      dossierIn(DossierStatus.FILED, { receiving }),
      dossierIn(DossierStatus.FINISHED, { receiving }),
      dossierIn(DossierStatus.WITHDRAWN, { receiving }),
      dossierIn(DossierStatus.IN_PROGRESS, { receiving, dueAt: null }),
    ];
    for (const dossier of [...stored, ...others]) await run.store.insert(dossier);
    const expected = [...stored]
      .sort((a, b) => (a.dueAt?.getTime() ?? 0) - (b.dueAt?.getTime() ?? 0) || (a.id < b.id ? -1 : 1))
      .map(({ id }) => id);
    const officer = callers.officer("H40.1");
    expect(ids(await page(officer, {}))).toEqual(expected);
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const one: Page = await page(officer, { first: 2, after });
      seen.push(...ids(one));
      after = one.pageInfo.endCursor;
      more = one.pageInfo.hasNextPage;
    }
    expect(seen).toEqual(expected);
    expect(ids(await page(officer, { before: "2026-10-02T00:00:00Z" }))).toEqual(expected.slice(0, 3));
    expect(ids(await page(callers.officer("H40"), { agency: "H40.1" }))).toEqual(expected);
    expect(ids(await page(callers.officer("H40"), { agency: "H40.2" }))).toEqual([]);
    expect(ids(await page(callers.officer("H41"), { agency: "H40.1" }))).toEqual([]);
  });

  test("drops a dossier when its clock stops, and moves it when its appointment moves", async () => {
    const receiving = agencyRole("H40.3");
    const [one, two] = [1, 2].map((day) =>
      dossierIn(DossierStatus.IN_PROGRESS, { receiving, dueAt: new Date(Date.UTC(2026, 9, day)) }),
    );
    if (one === undefined || two === undefined) throw new Error("two dossiers");
    for (const dossier of [one, two]) await run.store.insert(dossier);
    const officer = callers.officer("H40.3");
    expect(ids(await page(officer, {}))).toEqual([one.id, two.id]);
    const command = { dossierId: one.id, expectedVersion: one.version, reason: "Lý do" };
    const extended = await done(run, people.deciding, "extendDossier", { ...command, dueAt: "2099-01-05T10:00:00Z" });
    expect(ids(await page(officer, {}))).toEqual([two.id, one.id]);
    await done(run, people.deciding, "stopDossier", { ...command, expectedVersion: extended.version });
    expect(ids(await page(officer, {}))).toEqual([two.id]);
  });

  test.each([
    ["INVALID_CURSOR", { after: "x" }],
    ["PAGE_TOO_LARGE", { first: 101 }],
    ["BAD_USER_INPUT", { agency: "h40" }],
  ])("refuses with %s the arguments %j", async (code, variables) => {
    const source =
      "query ($first: Int = 1, $after: String, $agency: String) { dueDossiers(first: $first, after: $after, agency: $agency) { edges { cursor } } }";
    const answer = await run.ask(callers.everything, source, variables);
    expect(answer.errors?.map((error) => error.extensions.code)).toEqual([code]);
  });
});
