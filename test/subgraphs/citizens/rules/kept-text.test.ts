import { describe, expect, test } from "@jest/globals";
import { readEmail, readPhone } from "../../../../subgraphs/citizens/account-text";

const OWN = "999999123456";

describe("a telephone number", () => {
  test.each([
    ["\n0999 999 999\t", "+84999999999"],
    ["x+999 0000 0001", null],
    ["+84+84 999 999 999", null],
  ])("%j is kept as %j", (text, kept) => {
    expect(readPhone(text, OWN)).toBe(kept);
  });
});

describe("the domain of an e-mail address", () => {
  test.each(["an@example.invalid_", "an@example.invalid_x"])("%j is not one to its end", (text) => {
    expect(readEmail(text, OWN)).toBeNull();
  });
});
