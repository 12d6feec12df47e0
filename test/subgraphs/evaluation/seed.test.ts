import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { evaluation } from "../../../subgraphs/evaluation";
import type { Response } from "../../../subgraphs/evaluation/model";
import { emptyWorld } from "../../../subgraphs/kit";
import { citizen, openTestGraph, sampleDossier, submit, surveysOf, type TestGraph } from "./graph";

const world = emptyWorld({
  now: new Date("2026-10-05T00:00:00Z"),
  agencies: ["G22", "H26", "H26.01", "H29"].map((code) => ({ code, procedures: [], online: [] })),
  dossiers: Array.from({ length: 120 }, (_, index) => sampleDossier(`d-${index}`, index % 3 !== 0)),
});
const ids = world.dossiers.map((dossier) => dossier.id);
const finished = world.dossiers.filter((dossier) => dossier.finished);

let graph: TestGraph;
let responses: readonly Response[];
let line: string | undefined;
beforeAll(async () => {
  graph = await openTestGraph();
  line = await evaluation.seed?.(graph.store, world);
  responses = await graph.store.responsesAbout(ids);
});
afterAll(() => graph.close());

describe("the sample", () => {
  it("invites the submitter of every finished dossier and of no other", async () => {
    const invitations = await Promise.all(ids.map((id) => graph.store.invitation(id)));
    const invited = invitations.flatMap((each) =>
      each === null ? [] : [[each.dossierId, each.respondent, each.agency]],
    );
    expect(invited).toEqual(finished.map(({ id, submitter, agency }) => [id, submitter, agency]));
  });

  it("answers about half of the finished dossiers, marked synthetic, none in the future", () => {
    expect(responses.length).toBeGreaterThan(finished.length * 0.35);
    expect(responses.length).toBeLessThan(finished.length * 0.65);
    for (const response of responses) {
      expect(response).toMatchObject({ synthetic: true, respondent: `submitter-of-${response.dossierId}` });
      expect(response.submittedAt.getTime()).toBeLessThanOrEqual(world.now.getTime());
      expect(response.points.possible).toBeGreaterThan(0);
    }
  });

  it("says what it wrote, and writes nothing the second time", async () => {
    expect(line).toBe(
      `80 new survey invitations, ${responses.length} new synthetic survey responses, 12 new synthetic assessments of agencies, 4 new synthetic rankings`,
    );
    const later = { ...world, now: new Date("2026-11-01T00:00:00Z") };
    expect(await evaluation.seed?.(graph.store, later)).toBe(
      "0 new survey invitations, 0 new synthetic survey responses, 0 new synthetic assessments of agencies, 0 new synthetic rankings",
    );
    expect(await graph.store.responsesAbout(ids)).toEqual(responses);
  });

  it("is the same in another store", async () => {
    const other = await openTestGraph();
    await evaluation.seed?.(other.store, world);
    expect(await other.store.responsesAbout(ids)).toEqual(responses);
    await other.close();
  });

  it("leaves invitations that their submitters can use and dossiers that nobody can evaluate yet", async () => {
    const answered = new Set(responses.map((response) => response.dossierId));
    const open = finished.find(({ id }) => !answered.has(id));
    const unfinished = world.dossiers.find((dossier) => !dossier.finished);
    if (open === undefined || unfinished === undefined) throw new Error("the sample has too few dossiers");
    expect((await submit(graph, citizen(open.submitter), { dossierId: open.id })).errors).toEqual([]);
    const early = await submit(graph, citizen(unfinished.submitter), { dossierId: unfinished.id });
    expect(early.errors).toEqual([{ code: "NOT_FOUND", field: "dossierId" }]);
  });

  it("shows a response to the submitter of its dossier", async () => {
    const [first] = responses;
    if (first === undefined) throw new Error("the sample has no response");
    const { data } = await surveysOf(graph, citizen(first.respondent), first.dossierId);
    expect(data).toEqual({ _entities: [{ survey: { id: first.id, respondent: { id: first.respondent } } }] });
  });
});
