import { describe, expect, test } from "@jest/globals";
import { agreesWithRecord, readPersonalNumber } from "../../../subgraphs/citizens/personal-number";

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

describe("agreement of a number with the record", () => {
  test.each([
    [1984, "MALE", true],
    [1984, null, true],
    [null, "MALE", true],
    [1985, "MALE", false],
    [1984, "FEMALE", false],
    [null, null, null],
  ] as const)("birth year %s and sex %s give %s", (birthYear, sex, agrees) => {
    expect(agreesWithRecord("087084000999", { birthYear, sex })).toBe(agrees);
  });
});
