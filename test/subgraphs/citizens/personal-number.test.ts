import { describe, expect, test } from "@jest/globals";
import { compareWithRecord, isOldNumber, readPersonalNumber } from "../../../subgraphs/citizens/personal-number";

describe("a personal number", () => {
  test("tells place, birth year and sex as its example in the source does", () => {
    expect(readPersonalNumber("087084000999")).toEqual({ registrationPlace: "087", birthYear: 1984, sex: "MALE" });
  });

  test.each([
    ["001184000001", 1984, "FEMALE"],
    ["001205000001", 2005, "MALE"],
    ["001305000001", 2005, "FEMALE"],
    ["001900000001", 2300, "FEMALE"],
    ["001899000001", 2399, "MALE"],
  ])("%s has its century and sex in the fourth digit", (number, birthYear, sex) => {
    expect(readPersonalNumber(number)).toMatchObject({ birthYear, sex });
  });

  test("may begin with a code that is no province: births abroad have country codes", () => {
    expect(readPersonalNumber("999084000001")?.registrationPlace).toBe("999");
  });

  test.each([
    "",
    "123456789",
    "08708400099",
    "0870840009990",
    "08708400099a",
    " 087084000999",
    "087084000999\n",
    "٠٨٧٠٨٤٠٠٠٩٩٩",
  ])("is not %j", (text) => {
    expect(readPersonalNumber(text)).toBeNull();
  });
});

describe("the comparison of a number with the record", () => {
  test.each([
    [1984, "MALE", []],
    [1984, null, []],
    [null, "MALE", []],
    [1985, "MALE", ["BIRTH_YEAR"]],
    [1983, null, ["BIRTH_YEAR"]],
    [1984, "FEMALE", ["SEX"]],
    [null, "FEMALE", ["SEX"]],
    [1985, "FEMALE", ["BIRTH_YEAR", "SEX"]],
    [null, null, null],
  ] as const)("of birth year %s and sex %s gives %j", (birthYear, sex, differences) => {
    expect(compareWithRecord("087084000999", { birthYear, sex })).toEqual(differences);
  });

  test("gives nothing for what is no personal number", () => {
    expect(compareWithRecord("123456789", { birthYear: 1984, sex: "MALE" })).toBeNull();
  });
});

describe("the number of an old card", () => {
  test.each([
    ["123456789", true],
    ["000000000", true],
    ["12345678", false],
    ["1234567890", false],
    ["12345678x", false],
    ["x12345678", false],
    ["x123456789", false],
    ["123456789x", false],
  ])("%s: %s", (text, is) => {
    expect(isOldNumber(text)).toBe(is);
  });
});
