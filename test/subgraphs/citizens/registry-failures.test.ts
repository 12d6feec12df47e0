import { generateKeyPairSync } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { CALLER_HEADER, publicKeyOf, seal } from "../../../schema/caller";
import { citizens } from "../../../subgraphs/citizens";
import { REGISTRY_MODES } from "../../../subgraphs/citizens/stand-in/registry";
import { serve } from "../../../subgraphs/kit";
import { caller, ENTITIES, type RunningCitizens, representations, runCitizens } from "./run-citizens";

const officer = caller.officer("citizen:read", "citizen:number", "citizen:contact");

let graph: RunningCitizens;
beforeAll(async () => {
  graph = await runCitizens({ POPULATION_REGISTRY_TIMEOUT_MS: "300" });
});
afterEach(() => graph.registry.setMode("ok"));
afterAll(() => graph.close());

describe("when the registry fails", () => {
  test.each([
    ["garbage", "REGISTRY_BAD_RESPONSE"],
    ["wrong-people", "REGISTRY_BAD_RESPONSE"],
    ["error", "REGISTRY_UNAVAILABLE"],
    ["hang", "REGISTRY_UNAVAILABLE"],
  ] as const)("by %s, only what it knows is missing, with %s at each field", async (mode, code) => {
    graph.registry.setMode(mode);
    const [first, second] = graph.ids;
    const answer = await graph.ask(
      officer,
      ENTITIES("id personalNumber fullName account { email }"),
      representations([first ?? "", second ?? ""]),
    );
    expect(answer.data?._entities).toEqual(
      [0, 1].map((place) => ({
        id: graph.ids[place],
        personalNumber: graph.store.ids.numberOf(graph.ids[place] ?? ""),
        fullName: null,
        account: { email: `synthetic-000${place}@example.invalid` },
      })),
    );
    expect(answer.errors?.map((error) => [error.path, error.extensions.code])).toEqual([
      [["_entities", 0, "fullName"], code],
      [["_entities", 1, "fullName"], code],
    ]);
  });

  test("nobody is said not to exist", async () => {
    graph.registry.setMode("error");
    const answer = await graph.ask(officer, `{ citizen(id: "${graph.ids[0]}") { id } }`);
    expect(answer.errors?.[0]?.extensions.code).toBe("REGISTRY_UNAVAILABLE");
  });

  test("the next request is answered as soon as it recovers", async () => {
    graph.registry.setMode("hang");
    await graph.ask(officer, `{ citizen(id: "${graph.ids[0]}") { id } }`);
    graph.registry.setMode("ok");
    const answer = await graph.ask(officer, `{ citizen(id: "${graph.ids[0]}") { id } }`);
    expect(answer).toEqual({ data: { citizen: { id: graph.ids[0] } } });
  });
});

describe("the log", () => {
  test("never has a number, a name or contact data, over HTTP and in every mode", async () => {
    const { privateKey } = generateKeyPairSync("ed25519");
    const service = await serve(citizens, graph.running, {
      gatewayKeys: [publicKeyOf(privateKey)],
      environment: graph.environment,
      log: graph.environment.log,
      port: 0,
    });
    const number = graph.store.ids.numberOf(graph.ids[0] ?? "");
    const post = async (query: string, variables: object) => {
      const sealed = seal(officer, { audience: "citizens", key: privateKey, now: Math.floor(Date.now() / 1000) });
      const answer = await fetch(`${service.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", [CALLER_HEADER]: sealed },
        body: JSON.stringify({ query, variables }),
      });
      return answer.text();
    };
    try {
      for (const mode of REGISTRY_MODES) {
        graph.registry.setMode(mode, 10);
        await post(
          "query ($number: String!) { citizenByPersonalNumber(number: $number) { fullName account { email } } }",
          { number },
        );
        await post(`{ citizenByPersonalNumber(number: "${number}") { fullName } }`, {});
        await post(`{ citizenByPersonalNumber(number: "${number}9") { fullName } }`, {});
        await post(ENTITIES("fullName personalNumber account { email }"), representations(graph.ids.slice(0, 10)));
        await post(ENTITIES("nonsense"), representations(graph.ids.slice(0, 10)));
      }
      expect(await post("{ me { id } }", {})).toBe('{"data":{"me":null}}\n');
    } finally {
      await service.close();
    }
    expect(graph.lines.length).toBeGreaterThan(0);
    const logged = graph.lines.join("");
    expect(logged).not.toMatch(/Tổng Hợp|example\.invalid|\+84/);
    for (const id of graph.ids) expect(logged.includes(graph.store.ids.numberOf(id) ?? "")).toBe(false);
  });
});
