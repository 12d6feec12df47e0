import { createHash } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import {
  hashOf,
  isIdempotencyKey,
  isText,
  normalText,
  TEXT_LIMIT,
} from "../../../../subgraphs/dossiers/service/content";

describe("a text of a dossier", () => {
  test("is kept composed, without blanks around it", () => {
    expect(normalText(`\n ${"Hoà".normalize("NFD")}\t`)).toBe("Hoà".normalize("NFC"));
  });

  test.each([
    ["a", 1, true],
    ["ab", 1, false],
    ["", 1, false],
    ["dòng một\n\tdòng hai", 99, true],
    ["a\rb", 99, false],
    ["a\u0000b", 99, false],
    ["a\u0085b", 99, false],
    ["a\ud800b", 99, false],
    ["😀", 2, true],
  ])("%j can be one of %i characters: %s", (text, longest, expected) => {
    expect(isText(text, longest)).toBe(expected);
  });

  test("that gives a reason has a thousand letters at most", () => {
    expect([isText("x".repeat(1000), TEXT_LIMIT), isText("x".repeat(1001), TEXT_LIMIT)]).toEqual([true, false]);
  });
});

describe("a command of a client", () => {
  test.each([
    [7, false],
    [8, true],
    [100, true],
    [101, false],
  ])("with a key of %i characters can be named: %s", (length, expected) => {
    expect(isIdempotencyKey("k".repeat(length))).toBe(expected);
  });

  test("is known again by the SHA-256 of its content", () => {
    expect(hashOf({ note: null })).toBe(createHash("sha256").update('{"note":null}').digest("hex"));
    expect(hashOf({ note: "" })).not.toBe(hashOf({ note: null }));
  });
});
