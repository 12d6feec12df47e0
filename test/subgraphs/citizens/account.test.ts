import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Caller } from "../../../schema/caller";
import { syntheticCitizenIds } from "../../../subgraphs/citizens";
import { caller, ENTITIES, type RunningCitizens, representations, runCitizens } from "./run-citizens";

let graph: RunningCitizens;
let fresh: readonly string[];
beforeAll(async () => {
  graph = await runCitizens();
  // Citizens beyond the samples' accounts: nothing is stored of them. Each test takes one of its own.
  fresh = syntheticCitizenIds(260).slice(200);
});
afterAll(() => graph.close());

const ACCOUNT = "account { version vneidLevel email phone contactChangedAt consents { id inForce } }";
const UPDATE = `mutation ($input: UpdateContactInput!) { updateContact(input: $input) { ${ACCOUNT} errors { code field message } } }`;
const CONSENT = "consent { id purpose content scope agency recipient { code } givenAt withdrawnAt inForce }";
const GIVE = `mutation ($input: GiveConsentInput!) { giveConsent(input: $input) { ${CONSENT} ${ACCOUNT} errors { code field } } }`;
const WITHDRAW = `mutation ($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { ${CONSENT} ${ACCOUNT} errors { code field } } }`;

const contact = (given: object = {}) => ({
  email: "an@example.invalid",
  phone: "+999 0000 0001",
  expectedVersion: 0,
  idempotencyKey: "contact-1",
  ...given,
});
const consent = (given: object = {}) => ({
  purpose: "Cấp thẻ",
  content: "Họ và tên",
  scope: "Một hồ sơ",
  agency: "000.00.00.H26",
  expectedVersion: 0,
  idempotencyKey: "consent-1",
  ...given,
});

async function mutate(who: Caller, source: string, input: object) {
  const { data, errors } = await graph.ask(who, source, { input });
  expect(errors).toBeUndefined();
  return Object.values(data ?? {})[0];
}

const refusal = (code: string, field: string | null) => ({
  account: null,
  errors: [expect.objectContaining({ code, field })],
});

describe("an account that nothing is stored of", () => {
  test("is there for its citizen with version 0, costs one find, and is not there for officers", async () => {
    const id = fresh[0] ?? "";
    let answer: unknown;
    const cost = await graph.count(async () => {
      answer = await graph.ask({ ...caller.citizen(id), vneidLevel: 1 }, `{ me { ${ACCOUNT} } }`);
    });
    const empty = { version: 0, vneidLevel: 1, email: null, phone: null, contactChangedAt: null, consents: [] };
    expect(answer).toEqual({ data: { me: { account: empty } } });
    expect(cost).toEqual({ messages: 0, commands: ["find accounts"] });
    const officer = caller.officer("citizen:read", "citizen:contact");
    const seen = await graph.ask(officer, ENTITIES(ACCOUNT), representations([id]));
    expect(seen.data).toEqual({ _entities: [{ account: null }] });
  });

  test("is opened by the first change, by one read and one write and without a question to the registry", async () => {
    const who = caller.citizen(fresh[1] ?? "");
    let made: unknown;
    const cost = await graph.count(async () => {
      made = await mutate(who, UPDATE, contact());
    });
    expect(made).toEqual({
      account: {
        version: 1,
        vneidLevel: 2,
        email: "an@example.invalid",
        phone: "+99900000001",
        contactChangedAt: expect.any(String),
        consents: [],
      },
      errors: [],
    });
    expect(cost).toEqual({ messages: 0, commands: ["find accounts", "insert accounts"] });
  });
});

describe("updateContact", () => {
  test("changes what is named, removes what is null, and is one read and one write", async () => {
    const who = caller.citizen(fresh[2] ?? "");
    await mutate(who, UPDATE, contact());
    const cost = await graph.count(async () => {
      expect(await mutate(who, UPDATE, { email: null, expectedVersion: 1, idempotencyKey: "contact-2" })).toMatchObject(
        { account: { version: 2, email: null, phone: "+99900000001" } },
      );
    });
    expect(cost).toEqual({ messages: 0, commands: ["find accounts", "findAndModify accounts"] });
    const source = `mutation ($email: String, $phone: String) { updateContact(input: { email: $email, phone: $phone, expectedVersion: 2,
      idempotencyKey: "contact-3" }) { account { email phone } errors { code } } }`;
    const answer = await graph.ask(who, source, { email: "b@example.invalid" });
    expect(answer.data).toEqual({
      updateContact: { account: { email: "b@example.invalid", phone: "+99900000001" }, errors: [] },
    });
  });

  test("is refused with every fault, in the caller's words, and writes nothing", async () => {
    const who = caller.citizen(fresh[3] ?? "");
    const cost = await graph.count(async () => {
      expect(await mutate(who, UPDATE, contact({ email: "x", phone: "y" }))).toEqual({
        account: null,
        errors: [
          { code: "INVALID", field: "email", message: "The value is not acceptable." },
          { code: "INVALID", field: "phone", message: "The value is not acceptable." },
        ],
      });
      expect(await mutate(who, UPDATE, { expectedVersion: 0, idempotencyKey: "contact-2" })).toEqual(
        refusal("INVALID", null),
      );
    });
    expect(cost).toEqual({ messages: 0, commands: [] });
  });

  test("with the same key and content gives the first result again, with other content is refused", async () => {
    const who = caller.citizen(fresh[4] ?? "");
    const first = await mutate(who, UPDATE, contact());
    expect(await mutate(who, UPDATE, contact())).toEqual(first);
    expect(await mutate(who, UPDATE, contact({ email: "b@example.invalid" }))).toEqual(
      refusal("IDEMPOTENCY_KEY_REUSED", "idempotencyKey"),
    );
    expect(await mutate(caller.citizen(fresh[5] ?? ""), UPDATE, contact())).toMatchObject({ account: { version: 1 } });
  });

  test("of another version than the stored one is a conflict", async () => {
    const who = caller.citizen(graph.ids[7] ?? "");
    for (const expectedVersion of [0, 2]) {
      const input = contact({ expectedVersion, idempotencyKey: `version-${expectedVersion}` });
      expect(await mutate(who, UPDATE, input)).toEqual(refusal("CONFLICT", "expectedVersion"));
    }
    expect(await mutate(who, UPDATE, contact({ expectedVersion: 1 }))).toMatchObject({ account: { version: 2 } });
  });

  test("twenty at once: one is carried out, the others are conflicts, on an old account and on a new one", async () => {
    for (const [id, expectedVersion] of [
      [graph.ids[8], 1],
      [fresh[6], 0],
    ] as const) {
      const who = caller.citizen(id ?? "");
      const all = Array.from({ length: 20 }, (_, place) =>
        mutate(
          who,
          UPDATE,
          contact({ phone: `+9990000${place}`, idempotencyKey: `at once ${place}`, expectedVersion }),
        ),
      );
      const outcomes = await Promise.all(all);
      const conflict = refusal("CONFLICT", "expectedVersion");
      expect(outcomes).toEqual(expect.arrayContaining([conflict, expect.objectContaining({ errors: [] })]));
      expect(outcomes.filter((one) => JSON.stringify(one).includes('"CONFLICT"'))).toHaveLength(19);
    }
  });

  test("the same one twenty times at once is carried out once, and all get its result", async () => {
    const who = caller.citizen(fresh[7] ?? "");
    const all = await Promise.all(Array.from({ length: 20 }, () => mutate(who, GIVE, consent())));
    expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(all[0]).toMatchObject({ account: { version: 1, consents: [{ id: "1" }] } });
  });
});

describe("giveConsent and withdrawConsent", () => {
  test("keep the history: given, withdrawn, given anew", async () => {
    const who = caller.citizen(fresh[8] ?? "");
    const given = await mutate(who, GIVE, consent());
    expect(given).toEqual({
      consent: {
        id: "1",
        purpose: "Cấp thẻ",
        content: "Họ và tên",
        scope: "Một hồ sơ",
        agency: "H26",
        recipient: { code: "H26" },
        givenAt: expect.stringMatching(/Z$/),
        withdrawnAt: null,
        inForce: true,
      },
      account: expect.objectContaining({ version: 1, consents: [{ id: "1", inForce: true }] }),
      errors: [],
    });
    const withdraw = { consentId: "1", expectedVersion: 1, idempotencyKey: "withdraw-1" };
    const withdrawn = await mutate(who, WITHDRAW, withdraw);
    expect(withdrawn).toMatchObject({ consent: { id: "1", withdrawnAt: expect.any(String), inForce: false } });
    expect(await mutate(who, WITHDRAW, withdraw)).toEqual(withdrawn);
    await mutate(who, GIVE, consent({ expectedVersion: 2, idempotencyKey: "consent-2" }));
    const source = `{ me { account {
      all: consents { id } now: consents(inForce: true) { id } before: consents(inForce: false) { id withdrawnAt givenAt }
      unit: consents(agency: "H26.15", inForce: true) { id } other: consents(agency: "G12") { id } } } }`;
    expect((await graph.ask(who, source)).data).toEqual({
      me: {
        account: {
          all: [{ id: "2" }, { id: "1" }],
          now: [{ id: "2" }],
          before: [{ id: "1", withdrawnAt: expect.any(String), givenAt: expect.any(String) }],
          unit: [{ id: "2" }],
          other: [],
        },
      },
    });
  });

  test("work on the accounts of the samples", async () => {
    const who = caller.citizen(graph.ids[2] ?? "");
    const input = { consentId: "1", expectedVersion: 1, idempotencyKey: "withdraw-1" };
    expect(await mutate(who, WITHDRAW, input)).toMatchObject({ consent: { content: expect.any(String) }, errors: [] });
  });

  test("a consent of somebody else is not there", async () => {
    const input = { consentId: "1", expectedVersion: 0, idempotencyKey: "withdraw-1" };
    expect(await mutate(caller.citizen(fresh[9] ?? ""), WITHDRAW, input)).toMatchObject({
      consent: null,
      account: null,
      errors: [{ code: "NOT_FOUND", field: "consentId" }],
    });
  });

  test("are seen by officers of the agency that they are given to, and by no other", async () => {
    const id = fresh[10] ?? "";
    await mutate(caller.citizen(id), GIVE, consent());
    const ofAgency = (agency: string) => ({ ...caller.officer("citizen:read"), agency });
    for (const [agency, seen] of [
      ["H26", 1],
      ["H26.15", 1],
      ["H57", 0],
    ] as const) {
      const { data } = await graph.ask(ofAgency(agency), `{ citizen(id: "${id}") { account { consents { id } } } }`);
      expect(data).toMatchObject({ citizen: { account: { consents: Array(seen).fill({ id: "1" }) } } });
    }
  });

  test("an agency that is no code is an error when consents are asked for", async () => {
    const answer = await graph.ask(
      caller.citizen(fresh[0] ?? ""),
      '{ me { account { version consents(agency: "h26") { id } } } }',
    );
    expect(answer.errors?.[0]?.extensions).toEqual({
      code: "BAD_USER_INPUT",
      details: { field: "agency", rule: "a code of an agency" },
    });
    expect(answer.data).toEqual({ me: { account: null } });
  });
});

describe("whoever is no citizen", () => {
  const everything = ["citizen:read", "citizen:number", "citizen:contact"];
  test.each<[Caller["role"], string]>([
    ["anonymous", "UNAUTHENTICATED"],
    ["officer", "FORBIDDEN"],
    ["partner", "FORBIDDEN"],
    ["auditor", "FORBIDDEN"],
    ["service", "FORBIDDEN"],
  ])("changes no account, such as %s: %s", async (role, code) => {
    const who: Caller = { ...caller.of(role, ...everything), subject: graph.ids[0] ?? "" };
    const cost = await graph.count(async () => {
      for (const [source, input] of [
        [UPDATE, contact({ expectedVersion: 1 })],
        [GIVE, consent({ expectedVersion: 1 })],
        [WITHDRAW, { consentId: "1", expectedVersion: 1, idempotencyKey: "withdraw-1" }],
      ] as const) {
        const answer = await graph.ask(who, source, { input });
        expect(answer.errors?.map((error) => error.extensions.code)).toEqual([code]);
        expect(Object.values(answer.data ?? {})).toEqual([null]);
      }
    });
    expect(cost).toEqual({ messages: 0, commands: [] });
  });

  test("such as a citizen whose id was not made with our key, changes no account", async () => {
    const answer = await graph.ask(caller.citizen("c1_AAAAAAAAAAAAAAAAAAAAAA"), UPDATE, { input: contact() });
    expect(answer.errors?.map((error) => error.extensions.code)).toEqual(["FORBIDDEN"]);
  });
});

describe("documents from before accounts could be changed", () => {
  test("are read as version 1 and can be changed", async () => {
    const id = fresh[11] ?? "";
    const connection = await graph.environment.mongo("citizens");
    const old = { purpose: "Cũ", agency: "H26", givenAt: new Date(), withdrawnAt: null };
    await connection.collection<{ _id: string }>("accounts").insertOne({
      _id: id,
      ...{ vneidLevel: 1, email: null, phone: null, consents: [old], synthetic: true },
    });
    const who = caller.citizen(id);
    expect((await graph.ask(who, `{ me { ${ACCOUNT} } }`)).data).toMatchObject({
      me: { account: { version: 1, consents: [{ id: "1", inForce: true }] } },
    });
    const input = { consentId: "1", expectedVersion: 1, idempotencyKey: "withdraw-1" };
    expect(await mutate(who, WITHDRAW, input)).toMatchObject({
      consent: { id: "1", content: null, scope: null, inForce: false },
      account: { version: 2, vneidLevel: 2 },
    });
    expect(await mutate(who, UPDATE, contact({ expectedVersion: 2 }))).toMatchObject({ account: { version: 3 } });
  });
});
