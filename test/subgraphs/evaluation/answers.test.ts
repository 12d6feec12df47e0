import { describe, expect, it } from "@jest/globals";
import { SURVEY_FORMS } from "../../../subgraphs/evaluation/data/forms";
import type { Form } from "../../../subgraphs/evaluation/model";
import { contentHashOf, faultsOfAnswers, isAnswerable, pointsOf, shareOf } from "../../../subgraphs/evaluation/service";
import { ANSWERS, FORM, POINTS } from "./graph";

const form = known(FORM);
const without = (id: string) => ANSWERS.filter((answer) => answer.questionId !== id);
const withAnswer = (questionId: string, value: string) => [...without(questionId), { questionId, value }];

describe("answers", () => {
  it("are accepted when every required question has one of its values", () => {
    expect(faultsOfAnswers(form, ANSWERS)).toEqual([]);
    expect(faultsOfAnswers(form, without("I.trips"))).toEqual([]);
  });

  it.each([
    ["an unknown question", [...ANSWERS, { questionId: "IV", value: "RHL" }], "answers[7].questionId"],
    ["a question answered twice", [...ANSWERS, { questionId: "II", value: "RHL" }], "answers[7].questionId"],
    ["a step that is not on the scale", withAnswer("II", "SOSO"), "answers[6].value"],
    ["a label in place of a value", withAnswer("II", "Hài lòng"), "answers[6].value"],
    ["an empty value", withAnswer("II", ""), "answers[6].value"],
    ["a number that is not a choice", withAnswer("I.trips", "3"), "answers[6].value"],
    ["a boolean for yes or no", withAnswer("I.status", "true"), "answers[7].value"],
    ["a required question left out", without("III.speed"), "answers.III.speed"],
    ["more answers than questions", Array(10).fill({ questionId: "I", value: "RHL" }), "answers"],
  ])("are refused for %s", (_what, answers, field) => {
    expect(faultsOfAnswers(form, answers)).toEqual([{ field }]);
  });

  it("are refused with everything that is wrong at once", () => {
    const answers = [{ questionId: "I", value: "?" }, ...without("I").filter(({ questionId }) => questionId !== "II")];
    expect(faultsOfAnswers(form, answers).map((fault) => fault.field)).toEqual(["answers[0].value", "answers.II"]);
  });

  it.each([
    ["0", true],
    ["12", true],
    ["999999", true],
    ["1000000", false],
    ["007", false],
    ["-1", false],
    ["1.5", false],
    ["1e3", false],
    [" 1", false],
    ["", false],
  ])("to a NUMBER question: %j is accepted: %s", (value, accepted) => {
    const [question] = form.questions;
    if (question === undefined) throw new Error("the form has no question");
    const counting: Form = { ...form, questions: [{ ...question, kind: "NUMBER", options: [] }] };
    expect(faultsOfAnswers(counting, [{ questionId: question.id, value }]).length === 0).toBe(accepted);
  });

  it("have the same content in any order, and another when a value differs", () => {
    const hash = contentHashOf(FORM, "d-1", ANSWERS);
    expect(contentHashOf(FORM, "d-1", [...ANSWERS].reverse())).toBe(hash);
    expect(contentHashOf(FORM, "d-1", withAnswer("II", "BT"))).not.toBe(hash);
    expect(contentHashOf(FORM, "d-2", ANSWERS)).not.toBe(hash);
  });
});

describe("points", () => {
  it("are counted over answers that have any, and no others", () => {
    expect(pointsOf(form, ANSWERS)).toEqual(POINTS);
    expect(pointsOf(form, [...ANSWERS, { questionId: "I.status", value: "NO" }])).toEqual(POINTS);
    expect(pointsOf(form, [{ questionId: "II", value: "RKHL" }])).toEqual({ scored: 0, possible: 4 });
  });

  it("are multiplied by the weight of their question, in both sums", () => {
    const weighted: Form = {
      ...form,
      questions: form.questions.map((question) => ({ ...question, weight: question.id === "II" ? 5 : 2 })),
    };
    expect(pointsOf(weighted, ANSWERS)).toEqual({ scored: 2 * (14 - 3) + 5 * 3, possible: 2 * 20 + 5 * 4 });
  });

  it("make no share when nothing was answered, and a share of 0 when everything was at its worst", () => {
    expect(shareOf({ scored: 0, possible: 0 })).toBeNull();
    expect(shareOf({ scored: 0, possible: 4 })).toBe(0);
    expect(shareOf(POINTS)).toBeCloseTo(14 / 24);
  });
});

describe("a form", () => {
  it("can be answered from its first day until before the day it ends", () => {
    const dated: Form = { ...form, validFrom: "2026-01-01", validTo: "2026-02-01" };
    expect(["2025-12-31", "2026-01-01", "2026-01-31", "2026-02-01"].map((day) => isAnswerable(dated, day))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it("cannot be answered when its text was not found", () => {
    expect(isAnswerable(known("quang-binh-qd-1902.v1"), "2026-01-01")).toBe(false);
  });
});

function known(id: string): Form {
  const found = SURVEY_FORMS.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no form ${id}`);
  return found;
}
