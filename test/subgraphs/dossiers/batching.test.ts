import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Caller } from "../../../schema/caller";
import { SAMPLE_AGENCIES, SAMPLE_PROCEDURES } from "../../../subgraphs/dossiers/data/sample-procedures";
import { aDossier, CITIZENS, callers, type RunningDossiers, runDossiers } from "./run-dossiers";
import { sampleRecords } from "./sample-records";

let run: RunningDossiers;
beforeAll(async () => {
  run = await runDossiers();
  await run.seed();
});
afterAll(() => run.close());

const samples = sampleRecords();
const numbered = samples.flatMap(({ number }) => number ?? []);
const codes = [...SAMPLE_AGENCIES, ...Array.from({ length: 66 }, (_, index) => `G${10 + index}`)];
const procedures = [
  ...SAMPLE_PROCEDURES.map(({ code }) => code),
  ...Array.from({ length: 88 }, (_, index) => `9.0000${10 + index}`),
];
const PERIOD = 'period: { from: "2026-01-01", to: "2026-09-30" }';

/** What is not counted yet, and the sheets. */
const FIGURES = ["find", "find"];

const keys = (typename: string, name: string, values: readonly string[], count: number) => ({
  of: values.slice(0, count).map((value) => ({ __typename: typename, [name]: value, onlineOfferings: [] })),
});
const entities = (type: string, fields: string) =>
  `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { ${fields} } } }`;

describe("the number of store commands", () => {
  test.each([
    [
      "Dossier by id",
      entities("Dossier", "id status history { seq }"),
      "Dossier",
      "id",
      samples.map(({ id }) => id),
      ["find"],
    ],
    ["Dossier by number", entities("Dossier", "number status"), "Dossier", "number", numbered, ["find"]],
    [
      "Citizen.dossiers",
      entities("Citizen", "dossiers(first: 100) { edges { node { id } } }"),
      "Citizen",
      "id",
      CITIZENS,
      ["aggregate"],
    ],
    [
      "Agency.dossierStatistics",
      entities("Agency", "dossierStatistics { received byChannel { count } }"),
      "Agency",
      "code",
      codes,
      FIGURES,
    ],
    [
      "Agency.dossierStatistics of a period",
      entities("Agency", `dossierStatistics(${PERIOD}) { received }`),
      "Agency",
      "code",
      codes,
      FIGURES,
    ],
    [
      "Procedure.dossierStatistics",
      entities("Procedure", 'dossierStatistics(agency: "H26") { received }'),
      "Procedure",
      "code",
      procedures,
      FIGURES,
    ],
    [
      "Agency.dossierFigures, dossierStatistics and onlineUsage of one quarter",
      entities(
        "Agency",
        'dossierFigures(period: { from: "2026-07-01", to: "2026-09-30" }) { received } dossierStatistics(period: { from: "2026-07-01", to: "2026-09-30" }) { received } onlineUsage(quarter: { year: 2026, quarter: 3 }) { used }',
      ),
      "Agency",
      "code",
      codes,
      FIGURES,
    ],
  ])("for %s is the same for 1 and for 100", async (_, source, type, name, values, expected) => {
    for (const count of [1, 100]) {
      expect(values.length).toBeGreaterThanOrEqual(100);
      const commands = await run.counting(async () => {
        const answer = await run.ask(callers.everything, source, keys(type, name, values, count));
        expect(answer.errors).toBeUndefined();
        expect(answer.data?._entities).toHaveLength(count);
      });
      expect(commands).toEqual(expected);
    }
  });

  test("for a page of 1 and of 100 is one", async () => {
    for (const first of [1, 100]) {
      const source = `{ dossiers(first: ${first}) { edges { node { id owner { id } procedure { code } receivingAgency { code } } } } }`;
      const commands = await run.counting(async () => {
        const answer = await run.ask(callers.everything, source);
        expect(JSON.parse(JSON.stringify(answer.data)).dossiers.edges).toHaveLength(first);
      });
      expect(commands).toEqual(["find"]);
    }
  });

  test("for two different questions about the same agencies is twice that of one", async () => {
    const source = entities(
      "Agency",
      `dossierStatistics { received } narrow: dossierStatistics(${PERIOD}) { received }`,
    );
    expect(await run.counting(() => run.ask(callers.everything, source, keys("Agency", "code", codes, 100)))).toEqual([
      ...FIGURES,
      ...FIGURES,
    ]);
  });
});

describe("Citizen.dossiers", () => {
  const source = entities(
    "Citizen",
    "dossiers(first: 2) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } }",
  );
  const pageOf = async (caller: Caller, citizens: readonly string[]) => {
    const answer = await run.ask(caller, source, keys("Citizen", "id", citizens, citizens.length));
    const data: {
      _entities: { dossiers: { edges: { node: { id: string } }[]; pageInfo: { hasNextPage: boolean } } }[];
    } = JSON.parse(JSON.stringify(answer.data));
    return data._entities.map(({ dossiers }) => ({
      ids: dossiers.edges.map(({ node }) => node.id),
      more: dossiers.pageInfo.hasNextPage,
    }));
  };
  const expected = (citizen: string, may: (dossier: (typeof samples)[number]) => boolean) => {
    const own = samples
      .filter((dossier) => dossier.owner.citizen === citizen && may(dossier))
      .sort((a, b) => b.filedAt.getTime() - a.filedAt.getTime() || (a.id < b.id ? 1 : -1));
    return { ids: own.slice(0, 2).map(({ id }) => id), more: own.length > 2 };
  };

  test("gives each citizen of a batch the first page of what the caller may see, and only that", async () => {
    const all = await pageOf(callers.everything, CITIZENS);
    expect(all).toEqual(CITIZENS.map((citizen) => expected(citizen, () => true)));
    expect(all.some(({ more }) => more)).toBe(true);
    const ofHaNoi = await pageOf(callers.officer("H26"), CITIZENS);
    const touches = ({ receiving, helping, deciding }: (typeof samples)[number]) =>
      [receiving, helping, deciding].some((role) => role?.code === "H26");
    expect(ofHaNoi).toEqual(CITIZENS.map((citizen) => expected(citizen, touches)));
    const self = CITIZENS[0] ?? "";
    const ofOne = await pageOf(callers.citizen(self), CITIZENS);
    expect(ofOne).toEqual(
      CITIZENS.map((citizen) =>
        expected(citizen, ({ owner, submitter }) => owner.citizen === self || submitter === self),
      ),
    );
    expect(ofOne.filter(({ ids }) => ids.length > 0).length).toBeGreaterThan(0);
  });

  test("goes on after a cursor", async () => {
    const owner = { citizen: "pager", organisation: null };
    const stored = Array.from({ length: 7 }, (_, index) =>
      aDossier({ owner, filedAt: new Date(Date.UTC(2026, 0, 1 + (index >> 1))) }),
    );
    for (const dossier of stored) await run.store.insert(dossier);
    const next = entities(
      "Citizen",
      "dossiers(first: 2, after: $after) { edges { node { id } } pageInfo { endCursor } }",
    ).replace("[_Any!]!", "[_Any!]!, $after: String");
    const ids: string[] = [];
    for (let after: string | null = null, left = 4; left > 0; left -= 1) {
      const answer = await run.ask(callers.everything, next, { ...keys("Citizen", "id", ["pager"], 1), after });
      const data = JSON.parse(JSON.stringify(answer.data));
      const { edges, pageInfo } = data._entities[0].dossiers;
      ids.push(...edges.map((edge: { node: { id: string } }) => edge.node.id));
      after = pageInfo.endCursor;
    }
    expect(new Set(ids)).toEqual(new Set(stored.map(({ id }) => id)));
    expect(ids).toHaveLength(7);
  });
});
