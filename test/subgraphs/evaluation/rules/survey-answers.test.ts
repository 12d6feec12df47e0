import { describe, expect, test } from "@jest/globals";
import type { Answer, Form, Question } from "../../../../subgraphs/evaluation/model";
import {
  AGENCY_CODE,
  contentHashOf,
  faultsOfAnswers,
  faultsOfInvitation,
  isAnswerable,
  isId,
  isIdempotencyKey,
  pointsOf,
  satisfactionOf,
  shareOf,
} from "../../../../subgraphs/evaluation/service";

const option = (value: string, points: number | null) => ({ value, label: `label of ${value}`, points });
const question = (id: string, changes: Partial<Question> = {}): Question => ({
  id,
  part: "I",
  text: id,
  kind: "SCALE",
  options: [option("GOOD", 4), option("BAD", 0), option("OTHER", null)],
  weight: 1,
  required: true,
  ...changes,
});
const form = (changes: Partial<Form> = {}): Form => ({
  id: "made-up.v1",
  version: 1,
  title: "made up",
  issuer: "nobody",
  source: "none",
  confidence: "D",
  note: null,
  validFrom: null,
  validTo: null,
  satisfactionQuestion: null,
  questions: [
    question("a"),
    question("b", { weight: 3 }),
    question("count", { kind: "NUMBER", options: [], required: false }),
  ],
  ...changes,
});
const answer = (questionId: string, value: string): Answer => ({ questionId, value });
const GOOD = [answer("a", "GOOD"), answer("b", "BAD")];

describe("answers", () => {
  test.each<[string, readonly Answer[], readonly string[]]>([
    ["that are whole", GOOD, []],
    ["with all that may be asked", [...GOOD, answer("count", "0")], []],
    ["that are too many", [...GOOD, ...GOOD], ["answers"]],
    ["to a question that is not there", [...GOOD, answer("c", "GOOD")], ["answers[2].questionId"]],
    ["to one question twice", [...GOOD, answer("a", "GOOD")], ["answers[2].questionId"]],
    ["that are no choice", [answer("a", "label of GOOD"), answer("b", "BAD")], ["answers[0].value"]],
    ["without a required one", [answer("a", "GOOD")], ["answers.b"]],
    [
      "with several faults",
      [answer("a", "?"), answer("c", "GOOD")],
      ["answers[0].value", "answers[1].questionId", "answers.b"],
    ],
  ])("%s have the faults %j", (_, answers, fields) => {
    expect(faultsOfAnswers(form(), answers)).toEqual(fields.map((field) => ({ field })));
  });

  test.each([
    ["0", true],
    ["7", true],
    ["10", true],
    ["999999", true],
    ["1000000", false],
    ["007", false],
    ["00", false],
    ["-1", false],
    ["1x", false],
    ["x1", false],
    ["", false],
    ["GOOD", false],
  ])("to a question for a number can be %j: %s", (value, can) => {
    expect(faultsOfAnswers(form(), [...GOOD, answer("count", value)])).toEqual(
      can ? [] : [{ field: "answers[2].value" }],
    );
  });

  test("say the same in any order, and not of another form or dossier", () => {
    const hash = contentHashOf("f", "d", GOOD);
    expect(contentHashOf("f", "d", [...GOOD].reverse())).toBe(hash);
    const others = [
      contentHashOf("g", "d", GOOD),
      contentHashOf("f", "e", GOOD),
      contentHashOf("f", "d", [answer("a", "GOOD")]),
      contentHashOf("f", "d", [answer("a", "BAD"), answer("b", "GOOD")]),
    ];
    expect(others).not.toContain(hash);
    expect(new Set(others).size).toBe(4);
  });
});

describe("points", () => {
  test("are counted by weight, of those answers alone that have any", () => {
    expect(pointsOf(form(), GOOD)).toEqual({ scored: 4, possible: 16 });
    expect(pointsOf(form(), [answer("b", "GOOD")])).toEqual({ scored: 12, possible: 12 });
    expect(pointsOf(form(), [answer("a", "OTHER"), answer("count", "3"), answer("?", "GOOD")])).toEqual({
      scored: 0,
      possible: 0,
    });
    expect(pointsOf(form(), [answer("a", "?"), answer("b", "BAD")])).toEqual({ scored: 0, possible: 12 });
  });

  test("of a question whose best choice has none beside a worse one are below nothing at most", () => {
    const below = form({ questions: [question("a", { options: [option("BAD", -1), option("OTHER", null)] })] });
    expect(pointsOf(below, [answer("a", "BAD")])).toEqual({ scored: -1, possible: 0 });
  });

  test("make no share of nothing, and a share of 0 of the worst", () => {
    expect(shareOf({ scored: 0, possible: 0 })).toBeNull();
    expect(shareOf({ scored: 0, possible: 4 })).toBe(0);
    expect(shareOf({ scored: 3, possible: 4 })).toBe(0.75);
  });
});

describe("satisfaction", () => {
  test("is the label that was chosen for the form's question, and nothing else", () => {
    const asking = form({ satisfactionQuestion: "b" });
    expect(satisfactionOf(asking, GOOD)).toBe("label of BAD");
    expect(satisfactionOf(asking, [answer("a", "GOOD")])).toBeNull();
    expect(satisfactionOf(asking, [answer("b", "?")])).toBeNull();
    expect(satisfactionOf(form(), GOOD)).toBeNull();
    expect(satisfactionOf(form({ satisfactionQuestion: "gone" }), GOOD)).toBeNull();
    expect(satisfactionOf(form({ satisfactionQuestion: "a", questions: [] }), GOOD)).toBeNull();
  });
});

describe("a form", () => {
  test.each<[string, Partial<Form>, boolean]>([
    ["without dates", {}, true],
    ["on its first day", { validFrom: "2026-02-01" }, true],
    ["before its first day", { validFrom: "2026-02-02" }, false],
    ["on the day it ends", { validTo: "2026-02-01" }, false],
    ["on the day before", { validTo: "2026-02-02" }, true],
    ["without questions", { questions: [] }, false],
  ])("%s can be answered: %s", (_, changes, can) => {
    expect(isAnswerable(form(changes), "2026-02-01")).toBe(can);
  });
});

describe("a text that names something", () => {
  test.each([
    ["1234567", true, false],
    ["12345678", true, true],
    ["khóa số một", true, true],
    ["x".repeat(100), true, true],
    ["x".repeat(101), false, false],
    ["😀".repeat(100), true, true],
    ["", false, false],
    ["x", true, false],
    ["12345678\n", false, false],
    ["\u000012345678", false, false],
    ["1234\ud8005678", false, false],
  ])("%j is an id: %s, and a key: %s", (text, id, key) => {
    expect([isId(text), isIdempotencyKey(text)]).toEqual([id, key]);
  });

  test.each([
    ["H26", true],
    ["H26.15.013", true],
    ["G22", true],
    ["h26", false],
    ["H26.", false],
    [".H26", false],
    ["H26..1", false],
    ["H26 ", false],
    [" H26", false],
    ["A".repeat(35), true],
    ["A".repeat(36), false],
    ["", false],
  ])("%j is the code of an agency: %s", (text, is) => {
    expect(AGENCY_CODE.test(text)).toBe(is);
  });
});

describe("an invitation", () => {
  const right = {
    dossierId: "d-1",
    respondent: "citizen-1",
    agency: "H26",
    finishedAt: new Date("2026-09-01T00:00:00Z"),
    idempotencyKey: "12345678",
  };

  test.each<[string, Partial<typeof right>, readonly string[]]>([
    ["as it should be", {}, []],
    ["without a dossier", { dossierId: "" }, ["dossierId"]],
    ["to a personal number", { respondent: "001084000001" }, ["respondent"]],
    ["to a name with a blank", { respondent: "citizen 1" }, ["respondent"]],
    ["to nobody", { respondent: "" }, ["respondent"]],
    ["to a single letter", { respondent: "c" }, []],
    ["to a hundred letters", { respondent: "c".repeat(100) }, []],
    ["to more letters", { respondent: "c".repeat(101) }, ["respondent"]],
    ["to a line of letters and another", { respondent: "citizen\n1" }, ["respondent"]],
    ["for no agency", { agency: "?" }, ["agency"]],
    ["under a short key", { idempotencyKey: "1234567" }, ["idempotencyKey"]],
    [
      "with nothing in order",
      { dossierId: "", respondent: "", agency: "", idempotencyKey: "" },
      ["dossierId", "respondent", "agency", "idempotencyKey"],
    ],
  ])("%s has the faults %j", (_, changes, fields) => {
    expect(faultsOfInvitation({ ...right, ...changes })).toEqual(fields.map((field) => ({ field })));
  });
});
