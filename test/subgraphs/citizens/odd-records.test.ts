import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { FOREIGN_PREFIX, ODDITIES, STAND_IN_SEX_CODES } from "../../../subgraphs/citizens/stand-in/synthetic-people";
import { caller, ENTITIES, type RunningCitizens, representations, runCitizens } from "./run-citizens";

/** A family is a husband, a wife and three children. */
const MEMBER = { husband: 0, wife: 1, child: 2 } as const;

let graph: RunningCitizens;
beforeAll(async () => {
  graph = await runCitizens({ POPULATION_REGISTRY_SEX_CODES: STAND_IN_SEX_CODES });
});
afterAll(() => graph.close());

async function read(oddity: keyof typeof ODDITIES, member: keyof typeof MEMBER, fields: string): Promise<unknown> {
  const id = graph.ids[ODDITIES[oddity] * 5 + MEMBER[member]] ?? "";
  const answer = await graph.ask(
    caller.officer("citizen:read", "citizen:number"),
    ENTITIES(fields),
    representations([id]),
  );
  expect(answer.errors).toBeUndefined();
  return [answer.data?._entities].flat()[0];
}

describe("records as registries have them", () => {
  test("a sex that was corrected after the number was given is a warning, and the record counts", async () => {
    expect(await read("correctedSex", "wife", "sexCode sex numberAgreesWithRecord")).toEqual({
      sexCode: "1",
      sex: "MALE",
      numberAgreesWithRecord: false,
    });
  });

  test("a birth year that was corrected is a warning, too", async () => {
    expect(await read("correctedBirthYear", "child", "numberAgreesWithRecord")).toEqual({
      numberAgreesWithRecord: false,
    });
    expect(await read("correctedBirthYear", "husband", "numberAgreesWithRecord")).toEqual({
      numberAgreesWithRecord: true,
    });
  });

  test("a birth date can be a year, or a year and a month", async () => {
    const fields = "dateOfBirth { year month day text }";
    expect(await read("yearOnly", "husband", fields)).toEqual({
      dateOfBirth: { year: expect.any(Number), month: null, day: null, text: expect.stringMatching(/^\d{4}$/) },
    });
    expect(await read("yearAndMonth", "husband", fields)).toEqual({
      dateOfBirth: {
        year: expect.any(Number),
        month: expect.any(Number),
        day: null,
        text: expect.stringMatching(/^\d{4}-\d{2}$/),
      },
    });
  });

  test("a name without a middle part has no gap in the full name", async () => {
    const found = await read("shortName", "husband", "fullName middleName");
    expect(found).toEqual({ middleName: null, fullName: expect.stringMatching(/^\S+ \S+$/) });
  });

  test("a number can begin with a code that is no province", async () => {
    expect(
      await read("registeredAbroad", "child", "personalNumber birthRegistration { countryCode divisionCode }"),
    ).toEqual({
      personalNumber: expect.stringMatching(new RegExp(`^${FOREIGN_PREFIX}`)),
      birthRegistration: { countryCode: "ZZ", divisionCode: null },
    });
  });

  test("a mother who is referred to by an old number is named and not linked", async () => {
    expect(
      await read("motherByOldNumber", "child", "mother { knownBy fullName citizen { id } } father { citizen { id } }"),
    ).toEqual({
      mother: { knownBy: "OLD_NUMBER", fullName: expect.any(String), citizen: null },
      father: { citizen: { id: graph.ids[ODDITIES.motherByOldNumber * 5] } },
    });
  });

  test("every record tells the time of its data, and that it is made up", async () => {
    expect(await read("motherByOldNumber", "child", "dataTime synthetic")).toEqual({
      dataTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      synthetic: true,
    });
  });
});
