import { describe, expect, test } from "@jest/globals";
import { syntheticCitizenIds } from "../../../subgraphs/citizens";
import { citizenIds, DEVELOPMENT_CITIZEN_ID_KEY } from "../../../subgraphs/citizens/citizen-id";
import { readPersonalNumber } from "../../../subgraphs/citizens/personal-number";
import { numberDifferences } from "../../../subgraphs/citizens/service";
import { BIRTH_PROVINCE_CODES } from "../../../subgraphs/citizens/stand-in/province-codes";
import {
  FOREIGN_PREFIX,
  POPULATION,
  syntheticElders,
  syntheticPeople,
} from "../../../subgraphs/citizens/stand-in/synthetic-people";

const people = syntheticPeople();
const SEX_CODES = new Map([
  ["1", "MALE"],
  ["2", "FEMALE"],
] as const);

describe("synthetic people", () => {
  test("are the same for the same seed and others for another", () => {
    expect(syntheticPeople()).toEqual(people);
    expect(syntheticPeople(10, 110)).not.toEqual(people.slice(0, 10));
  });

  test("begin with the same ones whatever their count", () => {
    for (const count of [0, 1, 7, 200]) expect(syntheticPeople(count)).toEqual(people.slice(0, count));
  });

  test("have well-formed numbers, each once, of all 63 provinces and one code that is none", () => {
    const numbers = people.map((person) => person.personalNumber ?? "");
    expect(new Set(numbers).size).toBe(POPULATION);
    const places = new Set(numbers.map((number) => readPersonalNumber(number)?.registrationPlace));
    expect([...places].sort()).toEqual([...BIRTH_PROVINCE_CODES, FOREIGN_PREFIX].sort());
    expect(BIRTH_PROVINCE_CODES).toHaveLength(63);
  });

  test("have names that say that they are made up", () => {
    const named = people.filter((person) => person.name?.middleName === "Tổng Hợp");
    expect(named.length).toBeGreaterThan(POPULATION * 0.97);
    expect(people.some((person) => person.name?.middleName === null)).toBe(true);
  });

  test("have relatives by personal number, by old number only, and by name only", () => {
    const fathers = people.map((person) => person.father);
    expect(fathers.some((father) => father?.personalNumber !== null)).toBe(true);
    expect(fathers.some((father) => father?.personalNumber === null && father.oldNumber !== null)).toBe(true);
    expect(
      fathers.some((father) => father?.personalNumber === null && father.oldNumber === null && father.name !== null),
    ).toBe(true);
    const known = new Set(people.map((person) => person.personalNumber));
    expect(fathers.every((father) => father?.personalNumber === null || known.has(father?.personalNumber ?? ""))).toBe(
      true,
    );
  });

  test("hold incomplete birth dates, and numbers that disagree with the record", () => {
    expect(people.some((person) => person.birthDate?.month === null)).toBe(true);
    expect(people.some((person) => person.birthDate?.month !== null && person.birthDate?.day === null)).toBe(true);
    const disagreeing = people.filter((person) => numberDifferences(person, SEX_CODES)?.length !== 0);
    expect(disagreeing).toHaveLength((POPULATION / 5 / 10) * 2);
  });

  test("have elders with the number of an old card only, which nobody else has", () => {
    const elders = syntheticElders();
    expect(elders).toHaveLength(10);
    const others = new Set(people.map((person) => person.oldNumber));
    for (const elder of elders) {
      expect(elder).toMatchObject({ personalNumber: null, oldNumber: expect.stringMatching(/^\d{9}$/) });
      expect(others.has(elder.oldNumber)).toBe(false);
    }
  });

  test("have ids under the key of development", () => {
    const ids = syntheticCitizenIds(50);
    expect(ids.map((id) => citizenIds(DEVELOPMENT_CITIZEN_ID_KEY).numberOf(id))).toEqual(
      people.slice(0, 50).map((person) => person.personalNumber),
    );
    expect(syntheticCitizenIds(3_000).slice(0, 50)).toEqual(ids);
  });
});
