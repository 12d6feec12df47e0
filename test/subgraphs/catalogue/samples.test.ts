import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { catalogue as subgraph } from "../../../subgraphs/catalogue";
import { ensureReferenceData, referenceData } from "../../../subgraphs/catalogue/reference-data";
import { emptyWorld, type SampleWorld } from "../../../subgraphs/kit";
import { type Answer, type RunningCatalogue, runCatalogue } from "./run-catalogue";

let catalogue: RunningCatalogue;
let world: SampleWorld;
beforeAll(async () => {
  catalogue = await runCatalogue();
  world = emptyWorld({ now: new Date("2026-10-01T00:00:00+07:00") });
  await subgraph.seed?.(catalogue.store, world);
});
afterAll(() => catalogue.close());

describe("the samples", () => {
  test("are the real procedures, and the 34 provinces and two ministries that offer some of them", () => {
    expect(world.procedures).toHaveLength(referenceData().procedures.length);
    expect(world.procedures[0]).toMatchObject({ version: 1, name: expect.any(String) });
    expect(world.agencies).toHaveLength(36);
    expect(world.agencies.filter(({ code }) => code.startsWith("H"))).toHaveLength(34);
    for (const { procedures, online } of world.agencies) {
      expect(procedures.length).toBeGreaterThan(0);
      expect(online.filter((code) => !procedures.includes(code))).toEqual([]);
    }
  });

  test("are online in about seven of ten, mostly since before July 2025", async () => {
    const offered = world.agencies.flatMap(({ procedures }) => procedures).length;
    const spans = [...(await catalogue.store.onlineSpans(world.agencies.map(({ code }) => code))).values()].flat();
    const early = spans.filter(({ since }) => since !== null && since < "2025-07-01");
    const open = spans.filter(({ until }) => until === null);
    expect(open.length).toBe(world.agencies.flatMap(({ online }) => online).length);
    expect(open.length / offered).toBeGreaterThan(0.6);
    expect(open.length / offered).toBeLessThan(0.8);
    expect(early.length / spans.length).toBeGreaterThan(0.8);
    expect(spans.some(({ since }) => since !== null && since > "2025-07-01")).toBe(true);
    expect(spans.some(({ until }) => until !== null)).toBe(true);
  });

  test("say that they are invented, and on which decree each of their levels rests", async () => {
    const { data } = await catalogue.ask(`{ agency(code: "H26") { onlineServices(first: 100) { edges { node {
      synthetic since until serviceScope serviceScopeBasis { number } legacyLevel legacyLevelBasis { number } } } } } }`);
    const services = JSON.parse(JSON.stringify(data)).agency.onlineServices.edges;
    expect(services.length).toBeGreaterThan(10);
    for (const { node } of services) {
      expect(node).toMatchObject({ synthetic: true, serviceScopeBasis: { number: "NĐ 42/2022/NĐ-CP" } });
      expect(node.legacyLevel === null).toBe(node.since >= "2022-06-24");
      expect(node.legacyLevelBasis?.number ?? null).toBe(node.legacyLevel === null ? null : "NĐ 43/2011/NĐ-CP");
    }
  });

  test("stay when the reference data is written anew", async () => {
    const before = await catalogue.store.onlineSpans(["H26"]);
    await ensureReferenceData(catalogue.store, { ...referenceData(), sectors: [] });
    expect(await catalogue.store.onlineSpans(["H26"])).toEqual(before);
    expect(await subgraph.seed?.(catalogue.store, world)).toMatch(/there already$/);
  });

  test("of an agency are the pages that its procedures give", async () => {
    const source = `query ($after: String) { agency(code: "H26") { procedures(first: 7, after: $after) {
      edges { node { code } } pageInfo { hasNextPage endCursor } } } }`;
    interface Page {
      readonly agency: {
        readonly procedures: {
          readonly edges: readonly { readonly node: { readonly code: string } }[];
          readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
        };
      };
    }
    const codes: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const answer: Answer<Page> = await catalogue.ask<Page>(source, { after });
      const { edges, pageInfo }: Page["agency"]["procedures"] = answer.data.agency.procedures;
      codes.push(...edges.map(({ node }) => node.code));
      ({ endCursor: after, hasNextPage: more } = pageInfo);
    }
    expect(codes).toEqual(world.agencies.find(({ code }) => code === "H26")?.procedures);
  });
});
