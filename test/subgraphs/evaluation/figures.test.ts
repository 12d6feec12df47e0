import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { anonymous, citizen, invite, openTestGraph, POINTS, storedResponse, submit, type TestGraph } from "./graph";

let graph: TestGraph;
beforeAll(async () => {
  graph = await openTestGraph();
  await graph.store.addMissingResponses([
    storedResponse("d-1", { satisfaction: "Không hài lòng", points: { scored: 6, possible: 24 } }),
    storedResponse("d-2", { satisfaction: "Rất hài lòng", points: { scored: 24, possible: 24 } }),
    storedResponse("d-3", { satisfaction: "Rất hài lòng", points: { scored: 18, possible: 24 } }),
    storedResponse("d-4", { satisfaction: null, points: { scored: 0, possible: 0 } }),
    storedResponse("d-5", { satisfaction: "Một mức khác", points: { scored: 0, possible: 24 } }),
    storedResponse("d-worst", {
      agency: "H29",
      satisfaction: "Rất không hài lòng",
      points: { scored: 0, possible: 24 },
    }),
    storedResponse("d-blank", { agency: "H17", satisfaction: null, points: { scored: 0, possible: 0 } }),
    storedResponse("d-under", { agency: "H26.01" }),
    storedResponse("d-before", { submittedAt: new Date("2026-08-31T16:59:59.999Z") }),
    storedResponse("d-first", { agency: "H15", submittedAt: new Date("2026-08-31T17:00:00.000Z") }),
    storedResponse("d-last", { agency: "H15", submittedAt: new Date("2026-09-30T16:59:59.999Z") }),
    storedResponse("d-after", { submittedAt: new Date("2026-09-30T17:00:00.000Z") }),
  ]);
});
afterAll(() => graph.close());

const SOURCE = `query ($of: [_Any!]!, $period: PeriodInput!) { _entities(representations: $of) { ... on Agency {
  evaluation(period: $period) { responses share points { scored possible } bySatisfaction { label count } }
} } }`;
const SEPTEMBER = { from: "2026-09-01", to: "2026-09-30" };

async function evaluationOf(code: string, period = SEPTEMBER): Promise<unknown> {
  const variables = { of: [{ __typename: "Agency", code }], period };
  const { data, codes } = await graph.ask(SOURCE, anonymous, variables);
  expect(codes).toEqual([]);
  return data;
}

const evaluated = (evaluation: object) => ({ _entities: [{ evaluation }] });

describe("the figures of an agency", () => {
  it("add up its own responses of the period, for anyone", async () => {
    expect(await evaluationOf("H26")).toEqual(
      evaluated({
        responses: 5,
        share: 0.5,
        points: { scored: 48, possible: 96 },
        bySatisfaction: [
          { label: "Rất hài lòng", count: 2 },
          { label: "Không hài lòng", count: 1 },
          { label: "Một mức khác", count: 1 },
        ],
      }),
    );
  });

  it("trap 13: have a share of null, not 0, when there are no responses", async () => {
    expect(await evaluationOf("H99")).toEqual(
      evaluated({ responses: 0, share: null, points: { scored: 0, possible: 0 }, bySatisfaction: [] }),
    );
  });

  it("trap 13: have a share of 0, not null, when every answer was the worst", async () => {
    expect(await evaluationOf("H29")).toMatchObject(evaluated({ responses: 1, share: 0 }));
  });

  it("have a share of null when responses say nothing that has points", async () => {
    expect(await evaluationOf("H17")).toMatchObject(evaluated({ responses: 1, share: null }));
  });

  it("count whole days of Vietnam at both ends", async () => {
    expect(await evaluationOf("H15")).toMatchObject(evaluated({ responses: 2 }));
    expect(await evaluationOf("H15", { from: "2026-09-02", to: "2026-09-29" })).toMatchObject(
      evaluated({ responses: 0 }),
    );
    expect(await evaluationOf("H15", { from: "2026-09-30", to: "2026-09-30" })).toMatchObject(
      evaluated({ responses: 1 }),
    );
  });

  it("move when a survey is submitted, by its weighted points", async () => {
    const today = new Date().toISOString().slice(0, 10);
    const period = { from: "2026-01-01", to: `${Number(today.slice(0, 4)) + 1}-12-31` };
    expect(await evaluationOf("H44", period)).toMatchObject(evaluated({ responses: 0, share: null }));
    await invite(graph, "d-moves", "person-m", "H44");
    expect((await submit(graph, citizen("person-m"), { dossierId: "d-moves" })).errors).toEqual([]);
    expect(await evaluationOf("H44", period)).toEqual(
      evaluated({
        responses: 1,
        share: POINTS.scored / POINTS.possible,
        points: POINTS,
        bySatisfaction: [{ label: "Rất hài lòng", count: 1 }],
      }),
    );
  });

  it("refuse a period that ends before it begins, and answer the others", async () => {
    const source = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Agency {
      wrong: evaluation(period: {from: "2026-09-30", to: "2026-09-01"}) { responses }
      right: evaluation(period: {from: "2026-09-01", to: "2026-09-30"}) { responses } } } }`;
    const answer = await graph.ask(source, anonymous, { of: [{ __typename: "Agency", code: "H29" }] });
    expect(answer).toEqual({
      data: { _entities: [{ wrong: null, right: { responses: 1 } }] },
      codes: ["BAD_USER_INPUT"],
    });
  });

  it("name nobody: no type that they reach has a field for a person, a dossier or an answer", async () => {
    const source = `{ __type(name: "AgencyEvaluation") { fields { name type { ofType { fields { name }
      ofType { ofType { fields { name } } } } } } } }`;
    const { data } = await graph.ask(source, anonymous);
    const names = JSON.stringify(data).match(/(?<="name":")\w+/g);
    expect(new Set(names)).toEqual(
      new Set(["responses", "points", "scored", "possible", "share", "bySatisfaction", "label", "count"]),
    );
    expect(JSON.stringify(await evaluationOf("H26"))).not.toMatch(/person-of|d-\d/);
  });
});
