import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ANONYMOUS, type Caller } from "../../../schema/caller";
import { callers, type RunningDossiers, runDossiers } from "./run-dossiers";

const SUBMIT = `mutation ($input: SubmitDossierInput!) {
  submitDossier(input: $input) {
    dossier {
      id number requestNumber procedureCode procedureVersion serviceCode summary status statusCode channel version synthetic filedAt receivedAt
      procedure { code } receivingAgency { code } helpingAgency { code } decidingAgency { code } owner { id } submitter { id }
      feeLines { name } components { name code originals copies digital } supplements { seq }
      history { seq actorRole actorAccount from to note }
    }
    errors { code field message }
  }
}`;

const INPUT = {
  procedureCode: "1.001193",
  receivingAgency: "H26.5",
  summary: "Đăng ký khai sinh cho con",
  components: [{ name: "Giấy chứng sinh", originals: 1 }],
};

let run: RunningDossiers;
beforeAll(async () => {
  run = await runDossiers();
});
afterAll(() => run.close());

interface Payload {
  dossier: Readonly<Record<string, unknown>> | null;
  errors: { code: string; field: string | null; message: string }[];
}

async function submit(caller: Caller, changes: Readonly<Record<string, unknown>> = {}): Promise<Payload> {
  const answer = await run.ask(caller, SUBMIT, { input: { ...INPUT, ...changes } });
  expect(answer.errors).toBeUndefined();
  const payload: { submitDossier: Payload } = JSON.parse(JSON.stringify(answer.data));
  return payload.submitDossier;
}

const count = async (person: string) =>
  (await run.store.list({ kind: "everything" }, { person }, { after: null, limit: 200 })).length;

describe("submitDossier", () => {
  test("files a dossier with a request number, no official number, no fees, and the first event", async () => {
    const { dossier, errors } = await submit(callers.citizen("an"), { idempotencyKey: "an-first-key" });
    expect(errors).toEqual([]);
    expect(dossier).toMatchObject({
      number: null,
      requestNumber: expect.stringMatching(/^YC-\d{6}-[0-9A-Z]{10}$/),
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4/),
      procedureCode: "1.001193",
      procedureVersion: null,
      serviceCode: null,
      summary: "Đăng ký khai sinh cho con",
      status: "FILED",
      statusCode: 1,
      channel: "ONLINE",
      version: 1,
      synthetic: false,
      receivedAt: null,
      procedure: { code: "1.001193" },
      receivingAgency: { code: "H26.5" },
      helpingAgency: null,
      decidingAgency: null,
      owner: { id: "an" },
      submitter: { id: "an" },
      feeLines: [],
      supplements: [],
      components: [{ name: "Giấy chứng sinh", code: null, originals: 1, copies: 0, digital: "NONE" }],
      history: [{ seq: 1, actorRole: "citizen", actorAccount: "an", from: null, to: "FILED", note: null }],
    });
  });

  test("keeps the longer code it was filed under, and finds the procedure by the national one", async () => {
    const { dossier } = await submit(callers.citizen("an"), {
      procedureCode: "2.000815.000.00.00.H55.02",
      procedureVersion: 3,
      receivingAgency: "000.00.14.H20",
      channel: "POST",
      idempotencyKey: "an-long-code",
    });
    expect(dossier).toMatchObject({
      procedureCode: "2.000815",
      serviceCode: "2.000815.000.00.00.H55.02",
      procedureVersion: 3,
      receivingAgency: { code: "H20.14" },
      channel: "POST",
    });
  });

  test("takes the code of a ministry that has not the portal's shape", async () => {
    const { dossier } = await submit(callers.citizen("an"), {
      procedureCode: "C08_XPHCDB",
      idempotencyKey: "an-odd-code",
    });
    expect(dossier).toMatchObject({ procedureCode: "C08_XPHCDB", serviceCode: null });
  });

  test.each([
    ["procedureCode", { procedureCode: "" }],
    ["procedureCode", { procedureCode: "a b" }],
    ["procedureCode", { procedureCode: '{"$ne":null}' }],
    ["procedureCode", { procedureCode: "1".repeat(41) }],
    ["procedureVersion", { procedureVersion: 0 }],
    ["receivingAgency", { receivingAgency: "h26" }],
    ["receivingAgency", { receivingAgency: "H26..5" }],
    ["receivingAgency", { receivingAgency: "H26.$ne" }],
    ["summary", { summary: "   " }],
    ["summary", { summary: "a".repeat(1001) }],
    ["summary", { summary: "a\u0000b" }],
    ["ownerId", { ownerId: "somebody-else" }],
    ["components", { components: [{ name: "" }] }],
    ["components", { components: [{ name: "Tờ khai", copies: -1 }] }],
    ["components", { components: Array.from({ length: 51 }, () => ({ name: "Tờ khai" })) }],
    ["idempotencyKey", { idempotencyKey: "short" }],
    ["idempotencyKey", { idempotencyKey: "k".repeat(101) }],
  ])("refuses an unacceptable %s and writes nothing", async (field, changes) => {
    const { dossier, errors } = await submit(callers.citizen("wrong"), {
      idempotencyKey: "wrong-input-key",
      ...changes,
    });
    expect(dossier).toBeNull();
    expect(errors).toMatchObject([{ code: "INVALID", field }]);
    expect(await count("wrong")).toBe(0);
  });

  test("takes a summary of 1,000 characters, and spells it in composed letters", async () => {
    const decomposed = "ế".normalize("NFD");
    const { dossier } = await submit(callers.citizen("dai"), {
      summary: ` ${decomposed.repeat(1000)} `,
      ownerId: "dai",
      idempotencyKey: "dai-long-summary",
    });
    expect(dossier?.summary).toBe("ế".repeat(1000));
  });

  test.each<[string, Caller, string]>([
    ["nobody", ANONYMOUS, "UNAUTHENTICATED"],
    ["an officer", callers.officer("H26"), "FORBIDDEN"],
    ["a service with dossier:read", callers.service("dossier:read"), "FORBIDDEN"],
    ["a citizen without a VNeID level", { ...callers.citizen("an"), vneidLevel: null }, "FORBIDDEN"],
  ])("does not file for %s", async (_, caller, code) => {
    const answer = await run.ask(caller, SUBMIT, { input: { ...INPUT, idempotencyKey: "not-for-you" } });
    expect(answer.errors?.map((error) => error.extensions.code)).toEqual([code]);
  });

  test("knows no fee lines in its input", async () => {
    const answer = await run.ask(callers.citizen("an"), SUBMIT, {
      input: { ...INPUT, idempotencyKey: "with-fees", feeLines: [] },
    });
    expect(answer.errors?.[0]?.message).toContain("feeLines");
  });
});

describe("the idempotency key of submitDossier", () => {
  test("gives the first dossier again for the same content, however it is spelled", async () => {
    const first = await submit(callers.citizen("binh"), { idempotencyKey: "binh-key-1" });
    const again = await submit(callers.citizen("binh"), {
      idempotencyKey: "binh-key-1",
      summary: ` ${INPUT.summary.normalize("NFD")}`,
      ownerId: "binh",
      channel: "ONLINE",
      components: [{ copies: 0, name: "Giấy chứng sinh", originals: 1, code: null }],
    });
    expect(again).toEqual(first);
    expect(await count("binh")).toBe(1);
  });

  test.each([
    { summary: "Khác" },
    { procedureCode: "1.000656" },
    { procedureVersion: 2 },
    { receivingAgency: "H26" },
    { channel: "POST" },
    { components: [] },
  ])("refuses other content: %j", async (changes) => {
    await submit(callers.citizen("chi"), { idempotencyKey: "chi-key-1" });
    const { dossier, errors } = await submit(callers.citizen("chi"), { idempotencyKey: "chi-key-1", ...changes });
    expect(dossier).toBeNull();
    expect(errors).toMatchObject([{ code: "IDEMPOTENCY_KEY_REUSED", field: "idempotencyKey" }]);
    expect(await count("chi")).toBe(1);
  });

  test("belongs to its caller: the same key of another citizen files another dossier", async () => {
    const one = await submit(callers.citizen("dung"), { idempotencyKey: "shared-key-1" });
    const other = await submit(callers.citizen("giang"), { idempotencyKey: "shared-key-1" });
    expect(other.errors).toEqual([]);
    expect(other.dossier?.id).not.toBe(one.dossier?.id);
    expect(other.dossier?.submitter).toEqual({ id: "giang" });
  });

  test("makes one dossier of 100 simultaneous submissions, and answers all with it", async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => submit(callers.citizen("hai"), { idempotencyKey: "hai-key-100" })),
    );
    expect(new Set(answers.map(({ dossier }) => dossier?.id)).size).toBe(1);
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    expect(await count("hai")).toBe(1);
  });

  test("lets one content win when 100 different ones come at once", async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        submit(callers.citizen("khanh"), { idempotencyKey: "khanh-key", summary: `Nội dung ${index}` }),
      ),
    );
    expect(answers.filter(({ dossier }) => dossier !== null)).toHaveLength(1);
    expect(answers.flatMap(({ errors }) => errors).map(({ code }) => code)).toEqual(
      Array(99).fill("IDEMPOTENCY_KEY_REUSED"),
    );
    expect(await count("khanh")).toBe(1);
  });
});
