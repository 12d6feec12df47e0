import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { type TestGraph, testGraph } from "../kit/graph";

const QUERY = `{
  agency(code: "H26") { name }
  dossiers(first: 5) { edges { node { number procedure { code name } owner { id fullName } paymentRequests { amount } survey { id } } } }
}`;
interface Answer {
  agency: { name: string } | null;
  dossiers: {
    edges: {
      node: {
        number: string;
        procedure: { code: string; name: string | null };
        owner: { id: string; fullName: string | null };
        paymentRequests: object[] | null;
        survey: object | null;
      };
    }[];
  } | null;
}

let graph: TestGraph;
beforeAll(async () => {
  graph = await testGraph({ POPULATION_REGISTRY_TIMEOUT_MS: "300" });
});
afterAll(() => graph.close());

const nodes = (data: Answer | null | undefined) => (data?.dossiers?.edges ?? []).map((edge) => edge.node);
const registry = (mode: string) => {
  const url = [...graph.house.standIns].find(([name]) => name.includes("population"))?.[1] ?? "";
  return fetch(new URL("/control", url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ mode }),
  });
};

afterEach(() => registry("ok"));

describe("a registry that fails takes only its own fields with it", () => {
  test.each([
    ["garbage", "REGISTRY_BAD_RESPONSE"],
    ["wrong-people", "REGISTRY_BAD_RESPONSE"],
    ["error", "REGISTRY_UNAVAILABLE"],
    ["hang", "REGISTRY_UNAVAILABLE"],
  ])("when it answers with %s", async (mode, code) => {
    await registry(mode);
    const { data, errors } = await graph.ask<Answer, object>(QUERY, { as: "officer" });
    expect(
      nodes(data).every((node) => node.number && node.owner.id && node.owner.fullName === null && node.procedure.name),
    ).toBe(true);
    expect(new Set(errors.map((error) => error.extensions.code))).toEqual(new Set([code]));
    expect(errors.every((error) => error.path?.at(-1) === "fullName" || error.path?.includes("owner"))).toBe(true);
    const id = String(errors[0]?.extensions.correlationId);
    expect(graph.logged.filter((line) => line.includes(id)).length).toBeGreaterThan(0);
  });
});

describe("no log line", () => {
  test("holds a personal number, whatever was asked and went wrong", async () => {
    const { data } = await graph.ask<{ me: { personalNumber: string } }, object>("{ me { personalNumber fullName } }", {
      as: "citizen",
    });
    const number = String(data?.me.personalNumber);
    expect(number).toMatch(/^\d{12}$/);
    await registry("garbage");
    await graph.ask(`{ citizenByPersonalNumber(number: "${number}") { fullName } }`, { as: "officer" });
    await graph.ask(QUERY, { as: "officer" });
    expect(graph.logged.length).toBeGreaterThan(0);
    expect(graph.logged.join("\n")).not.toMatch(/\d{9}/);
  });
});

// Last, since what is stopped stays so.
describe("a subgraph that is stopped takes only its own fields with it", () => {
  test("when it is payments", async () => {
    await graph.house.services.get("payments")?.close();
    const { data, errors } = await graph.ask<Answer, object>(QUERY, { as: "officer" });
    expect(data?.agency).toEqual({ name: "Hà Nội" });
    expect(nodes(data)).toHaveLength(5);
    expect(
      nodes(data).every((node) => node.owner?.fullName && node.procedure.name && node.paymentRequests === null),
    ).toBe(true);
    expect(errors[0]?.extensions).toEqual({
      code: "SUBGRAPH_UNAVAILABLE",
      details: { subgraph: "payments" },
      correlationId: expect.any(String),
    });
  });

  test("when it is the catalogue, and the codes that dossiers know are still there", async () => {
    await graph.house.services.get("catalogue")?.close();
    const { data, errors } = await graph.ask<Answer, object>(QUERY, { as: "officer" });
    expect(data?.agency).toBeNull();
    expect(
      nodes(data).every((node) => node.procedure.code !== "" && node.procedure.name === null && node.owner.fullName),
    ).toBe(true);
    expect(errors.length).toBeGreaterThan(0);
  });
});
