import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { AgencyFiguresDocument, DossiersOfMyAgencyDocument } from "../../schema/operations/documents";
import { type TestGraph, testGraph } from "../kit/graph";

let graph: TestGraph;
beforeAll(async () => {
  graph = await testGraph();
});
afterAll(() => graph.close());

describe("one operation over all five subgraphs", () => {
  test("brings a dossier together with what four other systems know of it", async () => {
    const { data, errors } = await graph.ask(DossiersOfMyAgencyDocument, { variables: { first: 100 }, as: "officer" });
    expect(errors).toEqual([]);
    const dossiers = (data?.dossiers?.edges ?? []).map((edge) => edge.node);
    expect(dossiers.length).toBeGreaterThan(30);
    expect(dossiers.every((dossier) => typeof dossier.receivingAgency?.name === "string")).toBe(true);
    expect(dossiers.some((dossier) => dossier.receivingAgency?.name === "Hà Nội")).toBe(true);
    expect(dossiers.every((dossier) => typeof dossier.procedure?.name === "string")).toBe(true);
    expect(dossiers.filter((dossier) => dossier.owner?.fullName).length).toBeGreaterThan(20);
    expect(dossiers.some((dossier) => dossier.paymentRequests?.some((request) => request.state === "PAID"))).toBe(true);
    expect(dossiers.some((dossier) => dossier.survey?.points)).toBe(true);
  });

  test("makes as many subgraph requests, registry messages and store commands for 100 dossiers as for 1", async () => {
    const cost = async (first: number) => {
      const before = await registryMessages();
      const { data, counts } = await graph.ask(DossiersOfMyAgencyDocument, { variables: { first }, as: "auditor" });
      const dossiers = data?.dossiers?.edges ?? [];
      return { dossiers: dossiers.length, ...counts, messages: (await registryMessages()) - before };
    };
    const one = await cost(1);
    const many = await cost(100);
    expect(one.dossiers).toBe(1);
    expect(many.dossiers).toBe(100);
    expect({ ...many, dossiers: 0 }).toEqual({ ...one, dossiers: 0 });
    expect(many.messages).toBe(1);
    // Apollo's plan asks the catalogue twice, side by side: for procedures and for agencies.
    expect(many.subgraphs).toEqual({ dossiers: 1, catalogue: 2, citizens: 1, payments: 1, evaluation: 1 });
  });

  test("asks each subgraph once for the figures of 34 agencies", async () => {
    const period = { from: "2025-10-01", to: "2026-09-30" };
    const { data, errors, counts } = await graph.ask(AgencyFiguresDocument, { variables: { period, first: 34 } });
    expect(errors).toEqual([]);
    expect(data?.agencies?.edges).toHaveLength(34);
    expect(counts.subgraphs).toEqual({ catalogue: 1, dossiers: 1, evaluation: 1 });
    expect(counts.storeCommands).toBeLessThanOrEqual(4);
  });
});

async function registryMessages(): Promise<number> {
  const [url = ""] = [...graph.house.standIns]
    .filter(([name]) => name.includes("population"))
    .map(([, address]) => address);
  const answer = await fetch(new URL("/control", url));
  const { counts, messages } = (await answer.json()) as { counts?: { messages: number }; messages?: number };
  return counts?.messages ?? messages ?? Number.NaN;
}
