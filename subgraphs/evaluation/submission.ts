import { randomUUID } from "node:crypto";
import { type DomainErrorCode, dayOf } from "../kit";
import type { Answer, Form, Invitation, Response } from "./model";
import {
  contentHashOf,
  faultsOfAnswers,
  faultsOfInvitation,
  isAnswerable,
  isIdempotencyKey,
  pointsOf,
  satisfactionOf,
} from "./service";

/** What submitting needs of a store. */
export interface SubmissionStore {
  /** In the order of the ids, null for what is absent. */
  forms(ids: readonly string[]): Promise<readonly (Form | null)[]>;
  invitation(dossierId: string): Promise<Invitation | null>;
  invitationByKey(invitedBy: string, idempotencyKey: string): Promise<Invitation | null>;
  responseByKey(respondent: string, idempotencyKey: string): Promise<Response | null>;
  /** One atomic write; false when the dossier has one on this form, or the respondent used the key. */
  addResponse(response: Response): Promise<boolean>;
  /** One atomic write; false when the dossier has one, or the service used the key. */
  addInvitation(invitation: Invitation): Promise<boolean>;
}

/** Why nothing was written. */
export interface Refusal {
  readonly code: keyof typeof DomainErrorCode;
  readonly field: string | null;
}

export type Outcome<Made> = { readonly made: Made } | { readonly refusals: readonly Refusal[] };

export interface Submission {
  readonly formId: string;
  readonly dossierId: string;
  readonly answers: readonly Answer[];
  readonly idempotencyKey: string;
}

/**
 * Stores one evaluation of one dossier by the person invited to it. The same key and content give the first response again, even
 * when the form is no longer in force. A dossier of somebody else, one that is not finished and one that does not exist
 * are refused in the same words.
 */
export async function submitSurvey(
  store: SubmissionStore,
  respondent: string,
  submission: Submission,
  now: Date,
): Promise<Outcome<Response>> {
  const { formId, dossierId, answers, idempotencyKey } = submission;
  if (!isIdempotencyKey(idempotencyKey)) return refused("INVALID", "idempotencyKey");
  const contentHash = contentHashOf(formId, dossierId, answers);
  const [earlier, [form = null], invitation] = await Promise.all([
    store.responseByKey(respondent, idempotencyKey),
    store.forms([formId]),
    store.invitation(dossierId),
  ]);
  if (earlier !== null) return repeated(earlier, contentHash);
  if (invitation === null || invitation.respondent !== respondent) return refused("NOT_FOUND", "dossierId");
  if (form === null) return refused("NOT_FOUND", "formId");
  if (now < invitation.finishedAt) return refused("NOT_ALLOWED_NOW", "dossierId");
  if (!isAnswerable(form, dayOf(now))) return refused("NOT_ALLOWED_NOW", "formId");
  const faults = faultsOfAnswers(form, answers);
  if (faults.length > 0) return { refusals: faults.map(({ field }) => ({ code: "INVALID", field })) };

  const response: Response = {
    id: randomUUID(),
    formId,
    formVersion: form.version,
    dossierId,
    respondent,
    agency: invitation.agency,
    answers: answers.map(({ questionId, value }) => ({ questionId, value })),
    points: pointsOf(form, answers),
    satisfaction: satisfactionOf(form, answers),
    submittedAt: now,
    idempotencyKey,
    contentHash,
    synthetic: false,
  };
  if (await store.addResponse(response)) return { made: response };
  const first = await store.responseByKey(respondent, idempotencyKey);
  return first === null ? refused("NOT_ALLOWED_NOW", "dossierId") : repeated(first, contentHash);
}

function repeated(first: Response, contentHash: string): Outcome<Response> {
  return first.contentHash === contentHash ? { made: first } : refused("IDEMPOTENCY_KEY_REUSED", "idempotencyKey");
}

/**
 * Notes who may evaluate a finished dossier. A dossier has one invitation: the same content gives it again, other content under the same
 * key is a reuse of the key, and under another key a conflict.
 */
export async function inviteToSurvey(store: SubmissionStore, invitation: Invitation): Promise<Outcome<Invitation>> {
  const faults = faultsOfInvitation(invitation);
  if (faults.length > 0) return { refusals: faults.map(({ field }) => ({ code: "INVALID", field })) };
  if (await store.addInvitation(invitation)) return { made: invitation };
  const [sameKey, sameDossier] = await Promise.all([
    store.invitationByKey(invitation.invitedBy, invitation.idempotencyKey),
    store.invitation(invitation.dossierId),
  ]);
  if (sameKey !== null && !saysTheSame(sameKey, invitation)) return refused("IDEMPOTENCY_KEY_REUSED", "idempotencyKey");
  if (sameDossier !== null && saysTheSame(sameDossier, invitation)) return { made: sameDossier };
  return refused("CONFLICT", "dossierId");
}

function saysTheSame(one: Invitation, other: Invitation): boolean {
  return (
    one.dossierId === other.dossierId &&
    one.respondent === other.respondent &&
    one.agency === other.agency &&
    one.finishedAt.getTime() === other.finishedAt.getTime()
  );
}

/** A command that wrote nothing, for one reason. */
export function refused(code: Refusal["code"], field: string): { readonly refusals: readonly Refusal[] } {
  return { refusals: [{ code, field }] };
}
