import { describe, expect, test } from "@jest/globals";
import {
  allowedDetails,
  catalogueEntry,
  describeError,
  ERRORS,
  fail,
  isErrorCode,
  languageOf,
  REMOVED_ERRORS,
} from "../../schema/errors";

const codes = Object.keys(ERRORS).filter(isErrorCode);

describe("the error catalogue", () => {
  test.each(codes)("has %s in two languages, an HTTP status and its occasion", (code) => {
    const entry = catalogueEntry(code);
    expect(entry.vi).not.toBe(entry.en);
    expect(entry.when).not.toBe("");
    expect(entry.status).toBeGreaterThanOrEqual(200);
    for (const name of `${entry.en}${entry.vi}`.matchAll(/\{(\w+)\}/g)) expect(entry.details).toContain(name[1]);
  });

  test("reuses no removed code", () => {
    expect(Object.keys(REMOVED_ERRORS).filter(isErrorCode)).toEqual([]);
  });

  test("lets only named and plain details out", () => {
    expect(allowedDetails("BAD_USER_INPUT", { field: "first", rule: "at most 100", url: "http://x" })).toEqual({
      field: "first",
      rule: "at most 100",
    });
    expect(allowedDetails("BAD_USER_INPUT", { field: "http://10.0.0.1/" })).toEqual({});
    expect(allowedDetails("BAD_USER_INPUT", { field: "001099012345" })).toEqual({});
    expect(allowedDetails("BAD_USER_INPUT", { field: "Nguyễn Văn A", rule: "Nguyen Van A 10.0.0.1" })).toEqual({});
    expect(
      allowedDetails("BAD_USER_INPUT", { field: "answers[2].value", rule: "12 digits, or 9 of an old card" }),
    ).toEqual({
      field: "answers[2].value",
      rule: "12 digits, or 9 of an old card",
    });
    expect(allowedDetails("BAD_USER_INPUT", JSON.parse('{"__proto__":{"field":"x"}}'))).toEqual({});
  });

  test("words an error for its reader", () => {
    expect(describeError("PAGE_TOO_LARGE", "vi", { limit: 100 })).toBe("Mỗi trang từ 1 đến 100 mục.");
    expect(fail("PAGE_TOO_LARGE", { limit: 100 }).extensions).toEqual({
      code: "PAGE_TOO_LARGE",
      details: { limit: 100 },
    });
  });
});

describe("the language of errors", () => {
  test.each([
    [undefined, "vi"],
    ["", "vi"],
    ["en", "en"],
    ["en-GB,en;q=0.8", "en"],
    ["vi-VN,vi;q=0.9,en-US;q=0.6", "vi"],
    ["fr, en;q=0.3, vi;q=0.2", "en"],
    ["fr", "vi"],
    ["en;q=0", "vi"],
    ["en;q=nonsense", "vi"],
  ])("of Accept-Language %s is %s", (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});
