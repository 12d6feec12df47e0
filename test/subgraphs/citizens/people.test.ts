import { describe, expect, test } from "@jest/globals";
import { citizenIds, DEVELOPMENT_CITIZEN_ID_KEY } from "../../../subgraphs/citizens/citizen-id";
import { fullNameOf, readPartialDay } from "../../../subgraphs/citizens/people";
import { toDifferences, toRelative, toSex } from "../../../subgraphs/citizens/views";

describe("a day that can be incomplete", () => {
  test.each([
    ["1984", 1984, null, null],
    ["1984-00-00", 1984, null, null],
    ["19840000", 1984, null, null],
    ["1984-02", 1984, 2, null],
    ["1984-02-00", 1984, 2, null],
    ["1984-02-29", 1984, 2, 29],
    ["19840229", 1984, 2, 29],
    ["1984-12-31", 1984, 12, 31],
    ["1984-02-28Z", 1984, 2, 28],
    ["1984-02-28+07:00", 1984, 2, 28],
    ["1900-02-28", 1900, 2, 28],
    ["1984-00-31", 1984, null, null],
  ])("%s is read as far as it is known", (text, year, month, day) => {
    expect(readPartialDay(text)).toEqual({ year, month, day, text });
  });

  test.each([
    "",
    "84",
    "0000-01-01",
    "1984-13",
    "1984-13-01",
    "1983-02-29",
    "1900-02-29",
    "1984-04-31",
    "1984-01-32",
    "1984-00-32",
    "1984-1-1",
    "01/02/1984",
    "khoảng 1984",
    "198402",
    "1984-02-28 ",
    "x1984-02-28",
    "198402281",
    "x19840228",
  ])("%j is kept as it is written, and nothing is made of it", (text) => {
    expect(readPartialDay(text)).toEqual({ year: null, month: null, day: null, text });
  });
});

describe("a full name", () => {
  test.each([
    [{ familyName: "Nguyễn", middleName: "Tổng Hợp", givenName: "An" }, "Nguyễn Tổng Hợp An"],
    [{ familyName: "Nguyễn", middleName: null, givenName: "An" }, "Nguyễn An"],
    [{ familyName: "Nguyễn", middleName: "", givenName: "An" }, "Nguyễn An"],
    [{ familyName: null, middleName: null, givenName: "An" }, "An"],
    [{ familyName: null, middleName: null, givenName: null }, null],
    [null, null],
  ])("of %j is %j", (name, full) => {
    expect(fullNameOf(name)).toBe(full);
  });
});

describe("what is shown of a record", () => {
  const ids = citizenIds(DEVELOPMENT_CITIZEN_ID_KEY);
  const name = { familyName: "Nguyễn", middleName: null, givenName: "An" };

  test.each([
    ["001084000001", null, "PERSONAL_NUMBER"],
    ["001084000001", "123456789", "PERSONAL_NUMBER"],
    [null, "123456789", "OLD_NUMBER"],
    [null, null, "NAME"],
  ])(
    "a relative with number %s and old number %s is known by %s, and shows neither",
    (personalNumber, oldNumber, by) => {
      const relative = toRelative({ personalNumber, oldNumber, nationality: "VN", name }, ids);
      expect(relative).toEqual({
        citizen: personalNumber === null ? null : { id: ids.idOf(personalNumber) },
        knownBy: by,
        fullName: "Nguyễn An",
        ...name,
        nationality: "VN",
      });
      expect(JSON.stringify(relative)).not.toMatch(/\d{9}/);
    },
  );

  test("a relative of whom nothing is written is none, one without a name has none", () => {
    expect(toRelative(null, ids)).toBeNull();
    const nameless = { personalNumber: null, oldNumber: "123456789", nationality: null, name: null };
    expect(toRelative(nameless, ids)).toMatchObject({
      fullName: null,
      familyName: null,
      middleName: null,
      givenName: null,
    });
  });

  test("a code of sex means what the operator stated, and nothing otherwise", () => {
    const meanings = new Map([["1", "MALE"]] as const);
    expect([toSex("1", meanings), toSex("01", meanings), toSex(null, meanings)]).toEqual(["MALE", null, null]);
    expect([toDifferences(null), toDifferences([]), toDifferences(["SEX"])]).toEqual([null, [], ["SEX"]]);
  });
});
