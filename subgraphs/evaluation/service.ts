import { createHash } from "node:crypto";
import type { Answer, AnswerOption, Form, Invitation, Points, Question } from "./model";

/** One thing wrong with an input, by the path of the input field. */
export interface Fault {
  readonly field: string;
}

/**
 * Checks answers against their form and returns everything that is wrong: `answers[2].questionId` is unknown or a repetition,
 * `answers[2].value` is no answer to that question, `answers.<question>` is required and missing.
 */
export function faultsOfAnswers(form: Form, answers: readonly Answer[]): readonly Fault[] {
  if (answers.length > form.questions.length) return [{ field: "answers" }];
  const questions = new Map(form.questions.map((question) => [question.id, question]));
  const answered = new Set<string>();
  const faults: Fault[] = [];
  answers.forEach(({ questionId, value }, index) => {
    const question = questions.get(questionId);
    if (question === undefined || answered.has(questionId)) faults.push({ field: `answers[${index}].questionId` });
    else if (!isAnswerTo(question, value)) faults.push({ field: `answers[${index}].value` });
    answered.add(questionId);
  });
  for (const question of form.questions) {
    if (question.required && !answered.has(question.id)) faults.push({ field: `answers.${question.id}` });
  }
  return faults;
}

/** A whole number as people count: no sign, no leading zero, at most six digits. */
const COUNT = /^(?:0|[1-9]\d{0,5})$/;

function isAnswerTo(question: Question, value: string): boolean {
  return question.kind === "NUMBER" ? COUNT.test(value) : optionOf(question, value) !== undefined;
}

function optionOf(question: Question, value: string): AnswerOption | undefined {
  return question.options.find((option) => option.value === value);
}

/**
 * Adds up answers that were checked. Only an answered question whose chosen option has points counts, in both sums: an answer left
 * out is not an answer worth 0.
 */
export function pointsOf(form: Form, answers: readonly Answer[]): Points {
  let scored = 0;
  let possible = 0;
  for (const { questionId, value } of answers) {
    const question = form.questions.find((each) => each.id === questionId);
    const points = question === undefined ? null : (optionOf(question, value)?.points ?? null);
    if (question === undefined || points === null) continue;
    scored += question.weight * points;
    possible += question.weight * Math.max(...question.options.map((option) => option.points ?? 0));
  }
  return { scored, possible };
}

/** The label that the respondent chose for the form's satisfaction question, or null. */
export function satisfactionOf(form: Form, answers: readonly Answer[]): string | null {
  const question = form.questions.find((each) => each.id === form.satisfactionQuestion);
  const answer = answers.find((each) => each.questionId === question?.id);
  return question === undefined || answer === undefined ? null : (optionOf(question, answer.value)?.label ?? null);
}

/** Whether a form can be answered on a day (`yyyy-MM-dd`): its text is known and it is in force. */
export function isAnswerable(form: Form, day: string): boolean {
  const begun = form.validFrom === null || form.validFrom <= day;
  const ended = form.validTo !== null && form.validTo <= day;
  return form.questions.length > 0 && begun && !ended;
}

/** Tells submissions apart by what they say: the order of the answers does not count. */
export function contentHashOf(formId: string, dossierId: string, answers: readonly Answer[]): string {
  const ordered = answers.map(({ questionId, value }) => JSON.stringify([questionId, value])).sort();
  return createHash("sha256")
    .update(JSON.stringify([formId, dossierId, ordered]))
    .digest("base64url");
}

/** An idempotency key of a client has 8 to 100 characters, no control character and no lone surrogate. */
export function isIdempotencyKey(key: string): boolean {
  return /^[^\p{Cc}\p{Cs}]{8,100}$/u.test(key);
}

/** Whether a text can be an id: 1 to 100 characters, no control character and no lone surrogate. */
export function isId(text: string): boolean {
  return /^[^\p{Cc}\p{Cs}]{1,100}$/u.test(text);
}

export const AGENCY_CODE = /^(?=.{1,35}$)[0-9A-Z]+(?:\.[0-9A-Z]+)*$/;
const OPAQUE_ID = /^(?=.*[A-Za-z])[\w-]{1,100}$/;

/** Checks what a service says about a finished dossier. A respondent that is all digits is a personal number, which must not come here. */
export function faultsOfInvitation(invitation: Omit<Invitation, "invitedBy">): readonly Fault[] {
  const faults: Fault[] = [];
  if (!isId(invitation.dossierId)) faults.push({ field: "dossierId" });
  if (!OPAQUE_ID.test(invitation.respondent)) faults.push({ field: "respondent" });
  if (!AGENCY_CODE.test(invitation.agency)) faults.push({ field: "agency" });
  if (!isIdempotencyKey(invitation.idempotencyKey)) faults.push({ field: "idempotencyKey" });
  return faults;
}

/** Points per possible points; null when nothing was answered, which is not 0. */
export function shareOf(points: Points): number | null {
  return points.possible === 0 ? null : points.scored / points.possible;
}
