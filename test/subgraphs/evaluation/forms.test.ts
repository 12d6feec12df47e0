import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { SURVEY_FORMS } from "../../../subgraphs/evaluation/data/forms";
import { anonymous, FORM, openTestGraph, type TestGraph } from "./graph";

let graph: TestGraph;
beforeAll(async () => {
  graph = await openTestGraph();
});
afterAll(() => graph.close());

describe("survey forms", () => {
  it("are there as soon as the subgraph is open, for anyone", async () => {
    const source = `{ surveyForm(id: "${FORM}") { issuer confidence validFrom questions { id kind weight required options { label } } } }`;
    const { data } = await graph.ask(source, anonymous);
    expect(data).toMatchObject({
      surveyForm: { issuer: "Bộ Thông tin và Truyền thông", confidence: "Q", validFrom: null },
    });
    const steps = ["Rất hài lòng", "Hài lòng", "Bình thường", "Không hài lòng", "Rất không hài lòng"];
    expect(data).toMatchObject({
      surveyForm: {
        questions: [
          { id: "I", kind: "SCALE", weight: 1, options: steps.map((label) => ({ label })) },
          { id: "I.trips", kind: "CHOICE", options: [{ label: "0" }, { label: "1" }, { label: "2 lần trở lên" }] },
          { id: "I.components", kind: "YES_NO" },
          { id: "I.status", kind: "YES_NO" },
          { id: "II", kind: "SCALE" },
          { id: "III.updated", kind: "SCALE" },
          { id: "III.findable", kind: "SCALE" },
          { id: "III.speed", kind: "SCALE" },
          { id: "III.interface", kind: "SCALE" },
        ],
      },
    });
  });

  it.each(["nothing.v1", "", `${FORM}\u0000`, "\ud800"])("are null when they do not exist: %j", async (id) => {
    const source = "query ($id: ID!) { surveyForm(id: $id) { id } }";
    expect(await graph.ask(source, anonymous, { id })).toEqual({ data: { surveyForm: null }, codes: [] });
  });

  it("are paged by id", async () => {
    const source = `query ($after: String) { surveyForms(first: 1, after: $after) {
      edges { node { id } } pageInfo { hasNextPage endCursor } } }`;
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const page = pageOf((await graph.ask(source, anonymous, { after })).data);
      ids.push(...page.edges.map((edge) => edge.node.id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(ids).toEqual(SURVEY_FORMS.map((form) => form.id).sort());
  });

  it.each([
    ["first: 0", "PAGE_TOO_LARGE"],
    ["first: 101", "PAGE_TOO_LARGE"],
    [`after: "nonsense"`, "INVALID_CURSOR"],
    [`after: "${cursor(5)}"`, "INVALID_CURSOR"],
    [`after: "${cursor(null)}"`, "INVALID_CURSOR"],
    [`after: "${cursor(FORM, FORM)}"`, "INVALID_CURSOR"],
    [`after: "${cursor("")}"`, "INVALID_CURSOR"],
    [`after: "${cursor("a\u0000")}"`, "INVALID_CURSOR"],
    [`after: "${cursor("\ud800")}"`, "INVALID_CURSOR"],
    [`after: "${cursor("x".repeat(101))}"`, "INVALID_CURSOR"],
  ])("refuse the page %s", async (page, code) => {
    expect((await graph.ask(`{ surveyForms(${page}) { edges { cursor } } }`, anonymous)).codes).toEqual([code]);
  });

  it("have questions whose ids and values are unique, and points only where a choice is a judgement", () => {
    for (const form of SURVEY_FORMS) {
      expect(new Set(form.questions.map((question) => question.id)).size).toBe(form.questions.length);
      for (const { kind, options } of form.questions) {
        expect(new Set(options.map((option) => option.value)).size).toBe(options.length);
        expect(options.every((option) => (option.points === null) === (kind !== "SCALE"))).toBe(true);
      }
    }
  });
});

function cursor(...key: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

interface Page {
  readonly edges: readonly { readonly node: { readonly id: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

function pageOf(data: unknown): Page {
  // The shape is that of the query above.
  return (data as { readonly surveyForms: Page }).surveyForms;
}
