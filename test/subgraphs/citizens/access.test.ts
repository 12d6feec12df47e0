import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Caller } from "../../../schema/caller";
import { citizenIds } from "../../../subgraphs/citizens/citizen-id";
import { syntheticPeople } from "../../../subgraphs/citizens/stand-in/synthetic-people";
import { caller, ENTITIES, type RunningCitizens, representations, runCitizens } from "./run-citizens";

const people = syntheticPeople(200);
/** A child, whose father (0) and mother (1) the registry knows by personal number. */
const CHILD = 2;
const EVERYTHING = ["citizen:read", "citizen:number", "citizen:contact"];

let graph: RunningCitizens;
let id: string;
beforeAll(async () => {
  graph = await runCitizens();
  id = graph.ids[CHILD] ?? "";
});
afterAll(() => graph.close());

const FIELDS =
  "fullName personalNumber formerNumber numberAgreesWithRecord numberDifferences account { vneidLevel email phone consents { purpose } }";

async function entity(who: Caller, of = id, fields = FIELDS) {
  const answer = await graph.ask(who, ENTITIES(fields), representations([of]));
  expect(answer.errors).toBeUndefined();
  const [found] = [answer.data?._entities].flat();
  return found;
}

describe("one's own record", () => {
  test("is open to the citizen, with number and contact data", async () => {
    const answer = await graph.ask(
      caller.citizen(id),
      `{ me { id ${FIELDS} familyName middleName givenName dateOfBirth { year month day text } sexCode sex ethnicity { code name }
         religion { code name } maritalStatusCode bloodTypeCode permanentAddress { divisionCode detail countryCode } currentAddress { detail }
         hometown { detail } birthRegistration { detail } father { knownBy fullName nationality citizen { id } } spouse { fullName } dataTime synthetic } }`,
    );
    const person = people[CHILD];
    expect(answer.errors).toBeUndefined();
    expect(answer.data?.me).toMatchObject({
      id,
      personalNumber: person?.personalNumber,
      numberAgreesWithRecord: true,
      fullName: `${person?.name?.familyName} Tổng Hợp ${person?.name?.givenName}`,
      familyName: person?.name?.familyName,
      dateOfBirth: person?.birthDate,
      sexCode: person?.sexCode,
      sex: null,
      ethnicity: person?.ethnicity,
      permanentAddress: person?.permanentAddress,
      father: { knownBy: "PERSONAL_NUMBER", citizen: { id: graph.ids[0] } },
      spouse: null,
      synthetic: true,
      account: { email: "synthetic-0002@example.invalid", phone: "+84 0000 0002", vneidLevel: 2 },
    });
  });

  test("does not open the records of relatives, of whom it names no more than it says itself", async () => {
    const answer = await graph.ask(
      caller.citizen(id),
      "{ me { father { fullName citizen { id fullName personalNumber dateOfBirth { year } account { email } } } } }",
    );
    expect(answer.data).toEqual({
      me: {
        father: {
          fullName: expect.stringContaining("Tổng Hợp"),
          citizen: { id: graph.ids[0], fullName: null, personalNumber: null, dateOfBirth: null, account: null },
        },
      },
    });
  });

  test("is asked for by `me` only by somebody who has signed in", async () => {
    const answer = await graph.ask(caller.anonymous, "{ me { id } }");
    expect(answer.errors?.[0]?.extensions.code).toBe("UNAUTHENTICATED");
  });

  test("is nobody's for officers, and for a subject that was not made with our key", async () => {
    const forged = citizenIds(Buffer.alloc(32, 1)).idOf("001084000001");
    for (const who of [caller.officer(...EVERYTHING), caller.citizen(forged), caller.citizen("me")]) {
      expect((await graph.ask(who, "{ me { id } }")).data).toEqual({ me: null });
    }
  });
});

describe("somebody else's record", () => {
  test.each<[string, Caller]>([
    ["anonymous callers", caller.anonymous],
    ["anonymous callers with scopes", { ...caller.anonymous, scopes: EVERYTHING }],
    ["officers without a scope", caller.officer()],
    ["officers with a scope that only begins like one", caller.officer("citizen", "citizen:read2", "citizen:*")],
    ["partners without a scope", caller.of("partner")],
    ["auditors without a scope", caller.of("auditor")],
    ["services without a scope", caller.of("service")],
    ["officers who happen to have the citizen's id as subject", { ...caller.officer(), subject: "REPLACED" }],
  ])("does not exist for %s", async (_who, who) => {
    const whoever = who.subject === "REPLACED" ? { ...who, subject: id } : who;
    expect(await entity(whoever)).toBeNull();
    expect((await graph.ask(whoever, `{ citizen(id: "${id}") { id } }`)).data).toEqual({ citizen: null });
  });

  test("does not exist for another citizen, whatever scopes their token has", async () => {
    const other = { ...caller.citizen(graph.ids[0] ?? ""), scopes: EVERYTHING };
    expect(await entity(other)).toBeNull();
    expect((await graph.ask(other, `{ citizen(id: "${id}") { id } }`)).data).toEqual({ citizen: null });
  });

  test("costs a refused caller no question to anybody, so that nothing shows whether it exists", async () => {
    const absent = graph.store.ids.idOf("001084000001");
    for (const one of [id, absent]) {
      const cost = await graph.count(() => graph.ask(caller.officer(), `{ citizen(id: "${one}") { ${FIELDS} } }`));
      expect(cost).toEqual({ messages: 0, commands: [] });
    }
  });

  test.each<[Caller["role"]]>([["officer"], ["partner"], ["auditor"], ["service"]])(
    "is read by a %s with citizen:read, without number and contact data",
    async (role) => {
      expect(await entity(caller.of(role, "citizen:read"))).toMatchObject({
        fullName: expect.stringContaining("Tổng Hợp"),
        personalNumber: null,
        account: { vneidLevel: 2, email: null, phone: null },
      });
    },
  );

  test.each<[Caller["role"], boolean]>([
    ["officer", true],
    ["partner", true],
    ["service", true],
    ["auditor", false],
  ])("shows its number to a %s with citizen:number: %s", async (role, shown) => {
    const found = await entity(caller.of(role, "citizen:read", "citizen:number"));
    expect(found).toMatchObject({ personalNumber: shown ? people[CHILD]?.personalNumber : null, formerNumber: null });
    for (const scopes of [["citizen:number"], ["citizen:number", "citizen:read"]]) {
      const father = await graph.ask(
        caller.of(role, ...scopes),
        ENTITIES("personalNumber formerNumber"),
        representations([graph.ids[0] ?? ""]),
      );
      const numbers = { personalNumber: people[0]?.personalNumber, formerNumber: people[0]?.oldNumber };
      const none = scopes.length === 1 ? null : { personalNumber: null, formerNumber: null };
      expect(father).toEqual({ data: { _entities: [shown ? numbers : none] } });
    }
  });

  test.each<[Caller["role"], boolean]>([
    ["officer", true],
    ["partner", false],
    ["service", false],
    ["auditor", false],
  ])("shows its contact data to a %s with citizen:contact: %s", async (role, shown) => {
    const found = await entity(caller.of(role, "citizen:read", "citizen:contact"));
    expect(found).toMatchObject({ account: { email: shown ? "synthetic-0002@example.invalid" : null } });
  });

  test("shows contact data alone to an officer with citizen:contact alone", async () => {
    expect(await entity(caller.officer("citizen:contact"))).toEqual({
      fullName: null,
      personalNumber: null,
      formerNumber: null,
      numberAgreesWithRecord: null,
      numberDifferences: null,
      account: { vneidLevel: null, email: "synthetic-0002@example.invalid", phone: "+84 0000 0002", consents: [] },
    });
  });

  test("opens the records of relatives to an officer, as far as they are known", async () => {
    const answer = await graph.ask(
      caller.officer("citizen:read"),
      `{ child: citizen(id: "${id}") { father { citizen { fullName } father { knownBy } } } }`.replace(
        " father { knownBy }",
        "",
      ),
    );
    expect(answer.data).toEqual({ child: { father: { citizen: { fullName: expect.stringContaining("Tổng Hợp") } } } });
    const husband = await entity(caller.officer("citizen:read"), graph.ids[0], "father { knownBy citizen { id } }");
    expect(husband).toEqual({ father: { knownBy: "OLD_NUMBER", citizen: null } });
    const wife = await entity(
      caller.officer("citizen:read"),
      graph.ids[1],
      "father { knownBy fullName citizen { id } }",
    );
    expect(wife).toEqual({ father: { knownBy: "NAME", fullName: expect.any(String), citizen: null } });
  });
});

describe("a citizen who does not exist", () => {
  test("is null by a forged id, a malformed id, and a number that nobody has", async () => {
    const officer = caller.officer(...EVERYTHING);
    const forged = citizenIds(Buffer.alloc(32, 1)).idOf(people[0]?.personalNumber ?? "");
    for (const nobody of [forged, "x", "", people[0]?.personalNumber, graph.store.ids.idOf("001084000001")]) {
      expect(await graph.ask(officer, "query ($id: ID!) { citizen(id: $id) { id fullName } }", { id: nobody })).toEqual(
        {
          data: { citizen: null },
        },
      );
    }
    expect(await entity(officer, forged)).toBeNull();
  });
});

describe("looking up by number", () => {
  const byNumber = (who: Caller, number: string) =>
    graph.ask(who, "query ($number: String!) { citizenByPersonalNumber(number: $number) { id } }", { number });

  test.each<[Caller["role"], boolean]>([
    ["officer", true],
    ["service", true],
    ["partner", false],
    ["auditor", false],
    ["citizen", false],
    ["anonymous", false],
  ])("is possible for a %s with citizen:number: %s", async (role, possible) => {
    const answer = await byNumber(caller.of(role, ...EVERYTHING), people[CHILD]?.personalNumber ?? "");
    expect(answer).toEqual({ data: { citizenByPersonalNumber: possible ? { id } : null } });
  });

  test("needs the scope", async () => {
    const answer = await byNumber(
      caller.officer("citizen:read", "citizen:contact"),
      people[CHILD]?.personalNumber ?? "",
    );
    expect(answer).toEqual({ data: { citizenByPersonalNumber: null } });
  });

  test("does not work for a citizen's own number either: who has a number proves nothing", async () => {
    const answer = await byNumber(caller.citizen(id), people[CHILD]?.personalNumber ?? "");
    expect(answer).toEqual({ data: { citizenByPersonalNumber: null } });
  });

  test("finds people by the number of an old card", async () => {
    const answer = await byNumber(caller.officer("citizen:number"), people[0]?.oldNumber ?? "");
    expect(answer).toEqual({ data: { citizenByPersonalNumber: { id: graph.ids[0] } } });
  });

  test("takes the number from a variable only, since an operation's text is kept by whoever keeps operations", async () => {
    const number = people[CHILD]?.personalNumber ?? "";
    const officer = caller.officer("citizen:number");
    for (const source of [
      `{ citizenByPersonalNumber(number: "${number}") { id } }`,
      `query ($number: String! = "${number}") { citizenByPersonalNumber(number: $number) { id } }`,
      `query ($n: String!) { a: citizenByPersonalNumber(number: $n) { id } b: citizenByPersonalNumber(number: "${number}") { id } }`,
    ]) {
      const cost = await graph.count(async () => {
        const answer = await graph.ask(officer, source, source.includes("$n:") ? { n: "001084000001" } : {});
        expect(answer.errors?.map((error) => error.extensions)).toEqual([
          { code: "BAD_USER_INPUT", details: { field: "number", rule: "only as a variable" } },
        ]);
        expect(answer.errors?.[0]?.message).not.toContain(number);
      });
      expect(cost.messages).toBe(source.includes("$n:") ? 1 : 0);
      expect((await graph.ask(caller.officer(), source, { n: number })).errors).toBeUndefined();
    }
    const other =
      "query ($n: String!, $f: Boolean = false) { citizenByPersonalNumber(number: $n) { id sex @include(if: $f) } }";
    expect(await graph.ask(officer, other, { n: number })).toEqual({ data: { citizenByPersonalNumber: { id } } });
  });

  test("gives null for a number that nobody has, and an error for what is no number", async () => {
    const officer = caller.officer("citizen:number");
    expect(await byNumber(officer, "001084000001")).toEqual({ data: { citizenByPersonalNumber: null } });
    expect((await byNumber(officer, "00108400000")).errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
    expect(await byNumber(caller.officer(), "00108400000")).toEqual({ data: { citizenByPersonalNumber: null } });
  });
});
