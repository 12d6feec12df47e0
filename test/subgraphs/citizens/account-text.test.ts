import { describe, expect, test } from "@jest/globals";
import {
  holdsNumber,
  isIdempotencyKey,
  readAgency,
  readEmail,
  readLine,
  readPhone,
} from "../../../subgraphs/citizens/account-text";

/** Of whoever writes. Nobody has it: the fourth digit says 24th century. */
const OWN = "999999123456";

describe("an e-mail address", () => {
  test.each([
    ["an@example.invalid", "an@example.invalid"],
    ["  An.Bình+dvc@Example.INVALID ", "An.Bình+dvc@example.invalid"],
    ["a@b.vn", "a@b.vn"],
    ["an@bücher.example", "an@xn--bcher-kva.example"],
    ["0912345678@example.invalid", "0912345678@example.invalid"],
    [`${"x".repeat(64)}@example.invalid`, `${"x".repeat(64)}@example.invalid`],
  ])("%j is kept as %j", (text, kept) => {
    expect(readEmail(text, OWN)).toBe(kept);
  });

  test.each([
    "",
    "an",
    "an@",
    "@example.invalid",
    "an@example",
    "an@example.1",
    "an@-example.invalid",
    "an@exam ple.invalid",
    "an@.invalid",
    "a@b@example.invalid",
    "a@example.invalid@b",
    ".an@example.invalid",
    "an.@example.invalid",
    "a..n@example.invalid",
    "a n@example.invalid",
    "an\n@example.invalid",
    '"an"@example.invalid',
    "an<x>@example.invalid",
    "an@[127.0.0.1]",
    `${"x".repeat(65)}@example.invalid`,
    `${"ả".repeat(33)}@example.invalid`,
    `an@${`${"x".repeat(60)}.`.repeat(5)}invalid`,
    `an@${"x".repeat(64)}.invalid`,
    "001084000001@example.invalid",
    "x001084000001y@example.invalid",
    "001.084.000.001@example.invalid",
    "an@001084000001.invalid",
    "999-999-123-456@example.invalid",
  ])("%j is refused", (text) => {
    expect(readEmail(text, OWN)).toBeNull();
  });

  test("has 254 characters at most", () => {
    const domain = (length: number) => `${[60, 60, 60, length].map((each) => "x".repeat(each)).join(".")}.invalid`;
    const longest = `${"a".repeat(60)}@${domain(2)}`;
    expect(longest).toHaveLength(254);
    expect(readEmail(longest, OWN)).toBe(longest);
    expect(readEmail(`a${longest}`, OWN)).toBeNull();
  });
});

describe("a telephone number", () => {
  test.each([
    ["0 999 999 999", "+84999999999"],
    ["(024) 9999-9999", "+842499999999"],
    ["+84 999.999.999", "+84999999999"],
    ["+999 0000 0001", "+99900000001"],
    ["+9990000000000001", null],
    ["+999000000000001", "+999000000000001"],
    ["+999000", null],
    ["+9990000", "+9990000"],
  ])("%j is kept as %j", (text, kept) => {
    expect(readPhone(text, OWN)).toBe(kept);
  });

  test.each([
    "",
    "+",
    "999999999",
    "099999999",
    "099999999999",
    "+8499999999",
    "+8499999999999",
    "+84 0999999999",
    "0084999999999",
    "+0999999999",
    "0999x99999",
    "٠٩٩٩٩٩٩٩٩٩",
    "0999999999\u200b",
    "001084000001",
    "+001084000001",
    "+84001084000001",
    "+84101084000001",
    `+${OWN}`,
    `+1${OWN}`,
    "+999-999-123-456",
  ])("%j is refused", (text) => {
    expect(readPhone(text, OWN)).toBeNull();
  });
});

describe("a line of text", () => {
  test.each([
    ["  Cấp \n\t thẻ ", "Cấp thẻ"],
    ["Hoà".normalize("NFD"), "Hoà"],
    [
      "QĐ 422/QĐ-TTg, ngày 01/07/2026, hồ sơ H26.15-250701-0012",
      "QĐ 422/QĐ-TTg, ngày 01/07/2026, hồ sơ H26.15-250701-0012",
    ],
    ["1.001247", "1.001247"],
    ["ab", "ab"],
    ["abc", null],
    ["😀😀", "😀😀"],
  ])("%j is kept as %j", (text, kept) => {
    expect(readLine(text, text.length < 4 || text === "😀😀" ? 2 : 100, OWN)).toBe(
      text === "Hoà".normalize("NFD") ? "Hoà" : kept,
    );
  });

  test.each(["", "   ", "a\u0000b", "a\u200bb", "a\u202eb", "a\ud800b", "số 001084000001", "số 001 084 000 001"])(
    "%j is refused",
    (text) => {
      expect(readLine(text, 100, OWN)).toBeNull();
    },
  );
});

describe("the code of an agency", () => {
  test.each([
    ["H26", "H26"],
    [" G12.18 ", "G12.18"],
    ["000.00.18.G12", "G12.18"],
    ["000.00.00.H26", "H26"],
    ["H26.15.013", "H26.15.013"],
    ["H26X", null],
    ["h26", null],
    ["26", null],
    ["001084000001", null],
    ["H26.001084000001", null],
    ["XH26", null],
    ["H", null],
    ["", null],
  ])("%j is read as %s", (text, code) => {
    expect(readAgency(text)).toBe(code);
  });
});

describe("a text holds an identity number", () => {
  test.each([
    ["001084000001", true],
    ["của tôi:001084000001.", true],
    ["0010840000011", true],
    ["001 084 000 001", true],
    ["001.084.000.001", true],
    ["001\u00a0084\u200b000 001", true],
    ["００１０８４０００００１", true],
    ["⁰⁰¹⁰⁸⁴⁰⁰⁰⁰⁰¹", true],
    ["٠٠١", true],
    ["999-999-123-456", true],
    ["999/999/123/456 (của tôi)", true],
    ["999a999b123c456", true],
    ["001-084-000-001", false],
    ["00108400000", false],
    ["999-999-123-457", false],
    ["năm 2026", false],
    ["", false],
  ])("%j: %s", (text, holds) => {
    expect(holdsNumber(text, OWN)).toBe(holds);
  });
});

describe("a key of a change", () => {
  test.each([
    ["12345678", true],
    ["1234567", false],
    ["x".repeat(100), true],
    ["x".repeat(101), false],
    ["khóa số một", true],
    ["1234567\n8", false],
    ["1234567\ud8008", false],
    ["", false],
  ])("%j: %s", (text, can) => {
    expect(isIdempotencyKey(text)).toBe(can);
  });
});
