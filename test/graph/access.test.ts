import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { MyDossiersDocument } from "../../schema/operations/documents";
import { type TestGraph, testGraph } from "../kit/graph";

let graph: TestGraph;
let mine: { citizen: string; dossier: string; payment: string };

beforeAll(async () => {
  graph = await testGraph();
  const { data } = await graph.ask(MyDossiersDocument, { variables: { first: 100 }, as: "citizen" });
  const dossiers = (data?.myDossiers?.edges ?? []).map((edge) => edge.node);
  const paid = dossiers.find((dossier) => (dossier.paymentRequests ?? []).length > 0);
  mine = { citizen: data?.me?.id ?? "", dossier: paid?.id ?? "", payment: paid?.paymentRequests?.[0]?.id ?? "" };
});
afterAll(() => graph.close());

/** Another citizen, an officer of another place, a partner system of another place, and nobody. */
const STRANGERS = ["citizen-two", "officer-hue", "partner", undefined];

const objects = (dossier: string, payment: string) => `{
  dossier(id: "${dossier}") { number status summary owner { id fullName } paymentRequests { id amount } survey { id } }
  paymentRequest(id: "${payment}") { amount state payer { id } dossier { id } }
}`;

describe("an object of somebody else", () => {
  test("is there for its owner", async () => {
    const { data, errors } = await graph.ask(objects(mine.dossier, mine.payment), { as: "citizen" });
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      dossier: { owner: { id: mine.citizen } },
      paymentRequest: { payer: { id: mine.citizen } },
    });
  });

  test.each(STRANGERS)("is for %s the same as one that does not exist", async (as) => {
    const absent = "00000000-0000-4000-8000-000000000000";
    const theirs = await graph.ask(objects(mine.dossier, mine.payment), { as });
    const nothing = await graph.ask(objects(absent, absent), { as });
    expect({ ...theirs, counts: 0 }).toEqual({ ...nothing, counts: 0 });
    expect(theirs.data).toEqual({ dossier: null, paymentRequest: null });
    expect(theirs.counts).toEqual(nothing.counts);
  });

  test.each(["citizen-two", undefined])("that is a person's record gives %s nothing of it", async (as) => {
    const { data } = await graph.ask(
      `{ citizen(id: "${mine.citizen}") { fullName personalNumber account { email } dossiers { edges { node { id } } } } }`,
      { as },
    );
    expect(data).toEqual({ citizen: null });
  });

  test("is not found through the lists either", async () => {
    for (const as of STRANGERS.filter((each) => each !== undefined)) {
      const { data } = await graph.ask("{ dossiers(first: 100) { edges { node { id } } } }", { as });
      expect(JSON.stringify(data)).not.toContain(mine.dossier);
    }
  });
});

describe("what needs an account", () => {
  test.each(["{ me { id } }", "{ myDossiers { edges { node { id } } } }", "{ myPayments { edges { node { id } } } }"])(
    "%s is UNAUTHENTICATED without one, and data is null there",
    async (query) => {
      const { data, errors } = await graph.ask(query);
      expect(errors.map((error) => error.extensions.code)).toEqual(["UNAUTHENTICATED"]);
      expect(Object.values(data ?? {})).toEqual([null]);
    },
  );
});
