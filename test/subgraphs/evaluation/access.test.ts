import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Caller } from "../../../schema/caller";
import { testCaller } from "../../kit/context";
import {
  anonymous,
  auditor,
  citizen,
  invite,
  officer,
  openTestGraph,
  service,
  storedResponse,
  submit,
  surveysOf,
  type TestGraph,
} from "./graph";

let graph: TestGraph;
let responseId: string;
beforeAll(async () => {
  graph = await openTestGraph();
  await invite(graph, "d-1", "person-a", "H26.01.02");
  responseId = (await submit(graph, citizen("person-a"))).response?.id ?? "";
});
afterAll(() => graph.close());

const partner = testCaller({ role: "partner", subject: "partner-1", agency: "H26.01.02" });
const surveys = (...found: readonly (object | null)[]) => ({
  data: { _entities: found.map((survey) => ({ survey })) },
  codes: [],
});

const READERS: readonly (readonly [string, Caller, boolean])[] = [
  ["the respondent", citizen("person-a"), true],
  ["an officer of the agency", officer("H26.01.02"), true],
  ["an officer of the agency above it", officer("H26.01"), true],
  ["an officer of the province", officer("H26"), true],
  ["an auditor with the scope", auditor, true],
];

const STRANGERS: readonly (readonly [string, Caller])[] = [
  ["an anonymous caller", anonymous],
  ["another citizen", citizen("person-b")],
  ["a citizen account without a subject", testCaller({ role: "citizen" })],
  ["an officer of another agency", officer("H29")],
  ["an officer of a unit below", officer("H26.01.02.03")],
  ["an officer of an agency whose code begins alike", officer("H26.01.0")],
  ["an officer without an agency", testCaller({ role: "officer", subject: "officer-1" })],
  ["a partner system of the agency", partner],
  ["an auditor without the scope", { ...auditor, scopes: ["dossier:read", "payment:read"] }],
  ["a service without the scope", { ...service, scopes: ["survey:invite"] }],
  ["another citizen with the scope", { ...citizen("person-b"), scopes: ["survey:read"] }],
  ["an officer of another agency with the scope", { ...officer("H29"), scopes: ["survey:read"] }],
];

describe("the survey of a dossier", () => {
  it.each(READERS)("is shown with its respondent to %s", async (_who, caller) => {
    expect(await surveysOf(graph, caller, "d-1")).toEqual(surveys({ id: responseId, respondent: { id: "person-a" } }));
  });

  it("trap 22: names its respondent to an auditor by the opaque id alone, and to none without the scope", async () => {
    const { data } = await surveysOf(graph, auditor, "d-1");
    expect(JSON.stringify(data)).not.toMatch(/\d{9,}/);
    const without = { ...auditor, scopes: ["assessment:read"] };
    expect(await surveysOf(graph, without, "d-1")).toEqual(surveys(null));
  });

  it("is shown to a service without its respondent", async () => {
    expect(await surveysOf(graph, service, "d-1")).toEqual(surveys({ id: responseId, respondent: null }));
  });

  it.each(STRANGERS)("is for %s as if there were none", async (_who, caller) => {
    const answer = await surveysOf(graph, caller, "d-1", "d-absent");
    expect(answer).toEqual(surveys(null, null));
  });
});

describe("a dossier evaluated on several forms", () => {
  it("shows the newest response that the caller may see", async () => {
    const on = (formId: string, agency: string, day: string) =>
      storedResponse("d-many", { id: formId, formId, agency, idempotencyKey: formId, submittedAt: new Date(day) });
    await graph.store.addMissingResponses([
      on("form-b", "H26", "2026-02-01"),
      on("form-a", "H26", "2026-01-01"),
      on("form-c", "H29", "2026-03-01"),
    ]);
    const newest = (id: string) => surveys({ id, respondent: { id: "person-of-d-many" } });
    expect(await surveysOf(graph, auditor, "d-many")).toEqual(newest("form-c"));
    expect(await surveysOf(graph, officer("H26"), "d-many")).toEqual(newest("form-b"));
  });
});

describe("a response by its id", () => {
  const source = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on SurveyResponse { id answers { value } } } }`;
  const read = (caller: Caller) =>
    graph.ask(source, caller, { of: [responseId, "absent"].map((id) => ({ __typename: "SurveyResponse", id })) });

  it.each(READERS)("is shown to %s", async (_who, caller) => {
    const found = { id: responseId, answers: expect.anything() };
    expect(await read(caller)).toEqual({ data: { _entities: [found, null] }, codes: [] });
  });

  it.each(STRANGERS)("is for %s as if there were none", async (_who, caller) => {
    expect(await read(caller)).toEqual({ data: { _entities: [null, null] }, codes: [] });
  });

  it("cannot be read by what a representation claims about it", async () => {
    const claim = { __typename: "SurveyResponse", id: "absent", respondentId: "person-b", formId: "mic-danh-gia.v1" };
    const { data } = await graph.ask(source, citizen("person-b"), { of: [claim] });
    expect(data).toEqual({ _entities: [null] });
  });
});
