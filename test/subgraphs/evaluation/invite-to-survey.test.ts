import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { testCaller } from "../../kit/context";
import { anonymous, auditor, citizen, INVITE, officer, openTestGraph, service, type TestGraph } from "./graph";

let graph: TestGraph;
beforeAll(async () => {
  graph = await openTestGraph();
});
afterAll(() => graph.close());

const invitation = (members: Readonly<Record<string, unknown>> = {}) => ({
  input: {
    dossierId: "d-1",
    respondent: "c1_abcdefghijklmnopqrstuv",
    agency: "H26.01",
    finishedAt: "2026-09-01T00:00:00+07:00",
    idempotencyKey: "invite-1",
    ...members,
  },
});
const invited = (dossierId: string) => ({
  inviteToSurvey: { invitation: { dossier: { id: dossierId }, finishedAt: "2026-08-31T17:00:00.000Z" }, errors: [] },
});
const refusal = (code: string, field: string) => ({ inviteToSurvey: { invitation: null, errors: [{ code, field }] } });

describe("inviting to a survey", () => {
  it.each([
    ["an anonymous caller", anonymous, "UNAUTHENTICATED"],
    ["a citizen", citizen("person-a"), "FORBIDDEN"],
    ["an officer", officer("H26"), "FORBIDDEN"],
    ["an auditor", auditor, "FORBIDDEN"],
    ["a service without the scope", testCaller({ role: "service", subject: "other" }), "FORBIDDEN"],
    ["a citizen with the scope", { ...citizen("person-a"), scopes: ["survey:invite"] }, "FORBIDDEN"],
  ])("is refused to %s", async (_who, caller, code) => {
    expect((await graph.ask(INVITE, caller, invitation())).codes).toEqual([code]);
    expect(await graph.store.invitation("d-1")).toBeNull();
  });

  it("is stored once, whether it is repeated under the same key or another", async () => {
    const same = { dossierId: "d-2", idempotencyKey: "invite-2" };
    const asked = await Promise.all([
      graph.ask(INVITE, service, invitation(same)),
      graph.ask(INVITE, service, invitation(same)),
      graph.ask(INVITE, service, invitation({ ...same, idempotencyKey: "invite-2-again" })),
    ]);
    for (const { data } of asked) expect(data).toEqual(invited("d-2"));
  });

  it("never gives a dossier to somebody else", async () => {
    await graph.ask(INVITE, service, invitation({ dossierId: "d-3", idempotencyKey: "invite-3" }));
    const other = { dossierId: "d-3", respondent: "c1_somebody_else" };
    const sameKey = await graph.ask(INVITE, service, invitation({ ...other, idempotencyKey: "invite-3" }));
    const newKey = await graph.ask(INVITE, service, invitation({ ...other, idempotencyKey: "invite-3-new" }));
    expect(sameKey.data).toEqual(refusal("IDEMPOTENCY_KEY_REUSED", "idempotencyKey"));
    expect(newKey.data).toEqual(refusal("CONFLICT", "dossierId"));
    expect((await graph.store.invitation("d-3"))?.respondent).toBe("c1_abcdefghijklmnopqrstuv");
  });

  it("refuses a key that was used for another dossier", async () => {
    await graph.ask(INVITE, service, invitation({ dossierId: "d-4", idempotencyKey: "invite-4" }));
    const { data } = await graph.ask(INVITE, service, invitation({ dossierId: "d-5", idempotencyKey: "invite-4" }));
    expect(data).toEqual(refusal("IDEMPOTENCY_KEY_REUSED", "idempotencyKey"));
    expect(await graph.store.invitation("d-5")).toBeNull();
  });

  it.each([
    ["a personal number", { respondent: "001099000001" }, "respondent"],
    ["no respondent", { respondent: "" }, "respondent"],
    ["an agency code in the order of QCVN 102 in lower case", { agency: "000.00.18.g12" }, "agency"],
    ["no agency", { agency: "" }, "agency"],
    ["a short key", { idempotencyKey: "short" }, "idempotencyKey"],
    ["no dossier", { dossierId: "" }, "dossierId"],
    ["a dossier with a NUL", { dossierId: "d\u0000" }, "dossierId"],
    ["a dossier that is half a surrogate pair", { dossierId: "\ud800" }, "dossierId"],
    ["a key with a NUL", { idempotencyKey: "12345678\u0000" }, "idempotencyKey"],
    ["a key with half a surrogate pair", { idempotencyKey: "12345678\udfff" }, "idempotencyKey"],
  ])("is refused for %s", async (_what, members, field) => {
    expect((await graph.ask(INVITE, service, invitation(members))).data).toEqual(refusal("INVALID", field));
  });
});
