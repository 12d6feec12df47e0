import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { evaluation } from "../../../subgraphs/evaluation";
import { emptyWorld } from "../../../subgraphs/kit";
import { auditor, citizen, FORM, openTestGraph, sampleDossier, submit, type TestGraph } from "./graph";

const MANY = 100;
const dossiers = Array.from({ length: 2 * MANY }, (_, index) =>
  sampleDossier(`d-${index}`, true, `H26.${index % MANY}`),
);

const agencies = Array.from({ length: MANY }, (_, index) => ({ code: `H26.${index}`, procedures: [], online: [] }));

let graph: TestGraph;
let answered: readonly string[];
let responseIds: readonly string[];
beforeAll(async () => {
  graph = await openTestGraph();
  await evaluation.seed?.(graph.store, emptyWorld({ now: new Date("2026-10-01T00:00:00Z"), dossiers, agencies }));
  const responses = await graph.store.responsesAbout(dossiers.map((dossier) => dossier.id));
  answered = responses.map((response) => response.dossierId);
  responseIds = responses.map((response) => response.id);
});
afterAll(() => graph.close());

/** The commands of one request for entities, and the answer as text. */
async function ask(type: string, fields: string, keys: readonly object[]) {
  graph.commands();
  const source = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { ${fields} } } }`;
  const { data, codes } = await graph.ask(source, auditor, { of: keys.map((key) => ({ __typename: type, ...key })) });
  expect(codes).toEqual([]);
  return { commands: graph.commands(), text: JSON.stringify(data) };
}

describe("the number of store commands", () => {
  it("is one for the surveys of 1 dossier and of 100", async () => {
    const keys = dossiers.slice(0, MANY).map(({ id }) => ({ id }));
    const one = await ask("Dossier", "survey { id respondent { id } dossier { id } }", keys.slice(0, 1));
    const many = await ask("Dossier", "survey { id respondent { id } dossier { id } }", keys);
    expect([one.commands, many.commands]).toEqual([["find"], ["find"]]);
    expect(many.text.match(/"survey":\{/g)?.length).toBeGreaterThan(MANY / 4);
  });

  it("is two for the surveys of 1 dossier and of 100 with their forms", async () => {
    const keys = answered.slice(0, MANY).map((id) => ({ id }));
    const one = await ask("Dossier", "survey { form { title } }", keys.slice(0, 1));
    const many = await ask("Dossier", "survey { form { title } }", keys);
    expect([one.commands, many.commands]).toEqual([
      ["find", "find"],
      ["find", "find"],
    ]);
  });

  it("is one for the figures of 1 agency and of 100", async () => {
    const keys = Array.from({ length: MANY }, (_, index) => ({ code: `H26.${index}` }));
    const fields = `evaluation(period: {from: "2026-01-01", to: "2026-12-31"}) { responses share bySatisfaction { count } }`;
    const one = await ask("Agency", fields, keys.slice(0, 1));
    const many = await ask("Agency", fields, keys);
    expect([one.commands, many.commands]).toEqual([["aggregate"], ["aggregate"]]);
    const counts = [...many.text.matchAll(/"responses":(\d+)/g)].map((match) => Number(match[1]));
    expect(counts).toHaveLength(MANY);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(answered.length);
  });

  it("is one for 1 response and for 100, and for 1 form and for 100", async () => {
    const keys = responseIds.slice(0, MANY).map((id) => ({ id }));
    expect((await ask("SurveyResponse", "submittedAt", keys.slice(0, 1))).commands).toEqual(["find"]);
    expect((await ask("SurveyResponse", "submittedAt", keys)).commands).toEqual(["find"]);
    const forms = Array.from({ length: MANY }, (_, index) => ({ id: index === 0 ? FORM : `absent.v${index}` }));
    expect((await ask("SurveyForm", "title", forms.slice(0, 1))).commands).toEqual(["find"]);
    expect((await ask("SurveyForm", "title", forms)).commands).toEqual(["find"]);
  });

  it("is three for the assessments of 1 agency and of 100, and one for their indexes", async () => {
    const keys = Array.from({ length: MANY }, (_, index) => ({ code: `H26.${index}` }));
    const assessment = "assessment(quarter: {year: 2026, quarter: 2}) { total publishedRank }";
    expect((await ask("Agency", assessment, keys.slice(0, 1))).commands).toEqual(["find", "find", "find"]);
    const { commands, text } = await ask("Agency", assessment, keys);
    expect(commands).toEqual(["find", "find", "find"]);
    expect(text.match(/"publishedRank":\d/g)).toHaveLength(MANY);
    const index = "serviceIndex(quarter: {year: 2026, quarter: 2}) { scored }";
    expect((await ask("Agency", index, keys.slice(0, 1))).commands).toEqual(["find"]);
    expect((await ask("Agency", index, keys)).commands).toEqual(["find"]);
  });

  it("of a sample of 2,000 dossiers is a few dozen, and five when it is there", async () => {
    const other = await openTestGraph();
    const world = emptyWorld({
      now: new Date("2026-10-05T00:00:00Z"),
      dossiers: Array.from({ length: 2_000 }, (_, index) => sampleDossier(`s-${index}`, true, `H26.${index % MANY}`)),
      agencies,
    });
    other.commands();
    await evaluation.seed?.(other.store, world);
    expect(other.commands().length).toBeLessThan(30);
    await evaluation.seed?.(other.store, world);
    expect(other.commands()).toHaveLength(5);
    await other.close();
  });

  it("is one write for a submission that nobody races", async () => {
    const { commands } = await submittedOnce();
    expect(commands.filter((command) => command !== "find")).toEqual(["insert"]);
  });
});

async function submittedOnce() {
  const open = dossiers.find(({ id }) => !answered.includes(id));
  if (open === undefined) throw new Error("every sample dossier is answered");
  graph.commands();
  const payload = await submit(graph, citizen(open.submitter), { dossierId: open.id });
  expect(payload.errors).toEqual([]);
  return { commands: graph.commands() };
}
