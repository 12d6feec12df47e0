import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Form } from "../../../subgraphs/evaluation/model";
import {
  ANSWERS,
  anonymous,
  auditor,
  citizen,
  FORM,
  invite,
  officer,
  openTestGraph,
  POINTS,
  SUBMIT,
  service,
  submission,
  submit,
  type TestGraph,
} from "./graph";

let graph: TestGraph;
beforeAll(async () => {
  graph = await openTestGraph();
});
afterAll(() => graph.close());

/** The one refusal of a payload without a response. */
const refusal = (code: string, field: string) => ({ response: null, errors: [{ code, field }] });

describe("submitting a survey", () => {
  it("stores one response with the caller as respondent and the invitation's agency", async () => {
    await invite(graph, "d-first", "person-a", "H26.01.02");
    expect(await submit(graph, citizen("person-a"), { dossierId: "d-first" })).toEqual({
      response: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        formVersion: 1,
        answers: ANSWERS,
        points: POINTS,
        synthetic: false,
        form: { id: FORM },
        dossier: { id: "d-first" },
        agency: { code: "H26.01.02" },
        respondent: { id: "person-a" },
      },
      errors: [],
    });
  });

  it.each([
    ["an anonymous caller", anonymous, "UNAUTHENTICATED"],
    ["an officer", officer("H26"), "FORBIDDEN"],
    ["an auditor", auditor, "FORBIDDEN"],
    ["a service", service, "FORBIDDEN"],
  ])("is refused to %s", async (_who, caller, code) => {
    expect((await graph.ask(SUBMIT, caller, submission())).codes).toEqual([code]);
  });

  it("answers about somebody else's dossier, and about one answered by its owner, as about an absent one", async () => {
    await invite(graph, "d-owned", "person-b");
    await invite(graph, "d-answered", "person-b");
    await submit(graph, citizen("person-b"), { dossierId: "d-answered", idempotencyKey: "key-answered" });
    const answers = await Promise.all(
      ["d-absent", "d-owned", "d-answered"].flatMap((dossierId) => [
        submit(graph, citizen("person-c"), { dossierId }),
        submit(graph, citizen("person-c"), { dossierId, answers: [{ questionId: "?", value: "?" }] }),
      ]),
    );
    for (const answer of answers) expect(answer).toEqual(refusal("NOT_FOUND", "dossierId"));
  });

  it("is for the submitter who was invited, not for whoever else owns the dossier, and only after the result", async () => {
    const later = { dossierId: "d-later", respondent: "person-s", agency: "H26", finishedAt: new Date("2999-01-01") };
    await graph.store.addInvitation({ ...later, invitedBy: "dossiers", idempotencyKey: "invite-later" });
    expect(await submit(graph, citizen("owner-of-d-later"), { dossierId: "d-later" })).toEqual(
      refusal("NOT_FOUND", "dossierId"),
    );
    expect(await submit(graph, citizen("person-s"), { dossierId: "d-later" })).toEqual(
      refusal("NOT_ALLOWED_NOW", "dossierId"),
    );
    expect(await graph.store.responsesAbout(["d-later"])).toEqual([]);
  });

  it("checks the answers against the form and stores nothing when one is wrong", async () => {
    await invite(graph, "d-checked", "person-d");
    const wrong = [
      ...ANSWERS.slice(1),
      { questionId: "nothing", value: "1" },
      { questionId: "I.status", value: "maybe" },
    ];
    const payload = await submit(graph, citizen("person-d"), { dossierId: "d-checked", answers: wrong });
    expect(payload).toEqual({
      response: null,
      errors: [
        { code: "INVALID", field: "answers[6].questionId" },
        { code: "INVALID", field: "answers[7].value" },
        { code: "INVALID", field: "answers.I" },
      ],
    });
    expect(await graph.store.responsesAbout(["d-checked"])).toEqual([]);
    // A refusal uses up nothing: neither the key nor the invitation.
    expect((await submit(graph, citizen("person-d"), { dossierId: "d-checked" })).errors).toEqual([]);
  });

  it.each([
    "seven77",
    "x".repeat(101),
    "12345678\u0000",
    "12345678\n",
    "12345678\u0085",
    "12345678\ud800",
    "\u{1f600}".repeat(7),
  ])("refuses the idempotency key %j", async (idempotencyKey) => {
    expect(await submit(graph, citizen("person-a"), { idempotencyKey })).toEqual(refusal("INVALID", "idempotencyKey"));
  });

  it("refuses a form that does not exist, has no known text, or is no longer valid", async () => {
    await invite(graph, "d-forms", "person-e");
    const [known] = await graph.store.forms([FORM]);
    if (!known) throw new Error("the form is not stored");
    const ended: Form = { ...known, id: "ended.v1", validTo: "2020-01-01" };
    await graph.store.addMissingForms([ended]);
    const on = (formId: string) => submit(graph, citizen("person-e"), { dossierId: "d-forms", formId });
    expect(await on("nothing.v1")).toEqual(refusal("NOT_FOUND", "formId"));
    expect(await on("quang-binh-qd-1902.v1")).toEqual(refusal("NOT_ALLOWED_NOW", "formId"));
    expect(await on("ended.v1")).toEqual(refusal("NOT_ALLOWED_NOW", "formId"));
  });
});

describe("an idempotency key", () => {
  it("gives the first response again for the same content in another order", async () => {
    await invite(graph, "d-again", "person-f");
    const first = await submit(graph, citizen("person-f"), { dossierId: "d-again" });
    const again = await submit(graph, citizen("person-f"), { dossierId: "d-again", answers: [...ANSWERS].reverse() });
    expect(first.response).not.toBeNull();
    expect(again).toEqual(first);
  });

  it("is refused for other content, and for another dossier", async () => {
    await invite(graph, "d-key", "person-g");
    await invite(graph, "d-key-2", "person-g");
    await submit(graph, citizen("person-g"), { dossierId: "d-key" });
    const reused = refusal("IDEMPOTENCY_KEY_REUSED", "idempotencyKey");
    const fewer = ANSWERS.filter(({ questionId }) => questionId !== "I.trips");
    expect(await submit(graph, citizen("person-g"), { dossierId: "d-key", answers: fewer })).toEqual(reused);
    expect(await submit(graph, citizen("person-g"), { dossierId: "d-key-2" })).toEqual(reused);
    expect(await graph.store.responsesAbout(["d-key-2"])).toEqual([]);
  });

  it("belongs to its caller: another citizen may use the same one", async () => {
    await invite(graph, "d-mine", "person-h");
    await invite(graph, "d-yours", "person-i");
    const mine = await submit(graph, citizen("person-h"), { dossierId: "d-mine", idempotencyKey: "key-shared" });
    const yours = await submit(graph, citizen("person-i"), { dossierId: "d-yours", idempotencyKey: "key-shared" });
    expect([mine.errors, yours.errors]).toEqual([[], []]);
    expect(mine.response?.id).not.toBe(yours.response?.id);
  });

  it("does not let a dossier be evaluated twice on one form", async () => {
    await invite(graph, "d-twice", "person-j");
    await submit(graph, citizen("person-j"), { dossierId: "d-twice", idempotencyKey: "key-first" });
    const second = await submit(graph, citizen("person-j"), { dossierId: "d-twice", idempotencyKey: "key-second" });
    expect(second).toEqual(refusal("NOT_ALLOWED_NOW", "dossierId"));
  });
});

describe("fifty submissions at once", () => {
  it("store one response and all get it, when they are the same", async () => {
    await invite(graph, "d-race", "person-k");
    const payloads = await Promise.all(
      Array.from({ length: 50 }, () => submit(graph, citizen("person-k"), { dossierId: "d-race" })),
    );
    expect(new Set(payloads.map((payload) => payload.response?.id)).size).toBe(1);
    expect(payloads.flatMap((payload) => payload.errors)).toEqual([]);
    expect(await graph.store.responsesAbout(["d-race"])).toHaveLength(1);
  });

  it("store one response and refuse the others, when each has its own key", async () => {
    await invite(graph, "d-race-keys", "person-l");
    const payloads = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        submit(graph, citizen("person-l"), { dossierId: "d-race-keys", idempotencyKey: `key-race-${index}` }),
      ),
    );
    const refused = payloads.filter((payload) => payload.response === null);
    expect(refused).toHaveLength(49);
    for (const payload of refused) expect(payload).toEqual(refusal("NOT_ALLOWED_NOW", "dossierId"));
    expect(await graph.store.responsesAbout(["d-race-keys"])).toHaveLength(1);
  });
});
