import { createHash } from "node:crypto";
import { DAY, dayOf, type SampleDossier, type SampleWorld } from "../kit";
import { SURVEY_FORMS } from "./data/forms";
import type { Answer, Form, Invitation, Response } from "./model";
import { contentHashOf, isAnswerable, pointsOf, satisfactionOf } from "./service";
import type { EvaluationStore } from "./store";

/**
 * Invites the owner of every finished sample dossier and lets about half of them have answered. The dossier's id decides everything
 * but the dates, which are counted back from the world's now; what is there already stays as it is.
 */
export async function seedEvaluation(store: EvaluationStore, world: SampleWorld): Promise<string> {
  const finished = world.dossiers.filter((dossier) => dossier.finished);
  const form = SURVEY_FORMS.find((each) => isAnswerable(each, dayOf(world.now)));
  if (form === undefined) throw new Error("no survey form can be answered");
  const answered = finished.filter((dossier) => numberFrom("answers", dossier.id) % 2 === 0);
  const invitations = await store.addMissingInvitations(finished.map((dossier) => invitationFor(dossier, world.now)));
  const responses = await store.addMissingResponses(answered.map((dossier) => responseTo(form, dossier, world.now)));
  return `${invitations} new survey invitations, ${responses} new synthetic survey responses`;
}

function invitationFor(dossier: SampleDossier, now: Date): Invitation {
  return {
    dossierId: dossier.id,
    respondent: dossier.owner,
    agency: dossier.agency,
    finishedAt: finishedAt(dossier, now),
    invitedBy: "sample",
    idempotencyKey: `sample:${dossier.id}`,
  };
}

function responseTo(form: Form, dossier: SampleDossier, now: Date): Response {
  const answers = answersOf(form, dossier.id);
  const later = finishedAt(dossier, now).getTime() + (numberFrom("hours", dossier.id) % 24) * 3_600_000;
  return {
    id: uuidFrom(`${form.id} ${dossier.id}`),
    formId: form.id,
    formVersion: form.version,
    dossierId: dossier.id,
    respondent: dossier.owner,
    agency: dossier.agency,
    answers,
    points: pointsOf(form, answers),
    satisfaction: satisfactionOf(form, answers),
    submittedAt: new Date(later),
    idempotencyKey: `sample:${form.id}:${dossier.id}`,
    contentHash: contentHashOf(form.id, dossier.id, answers),
    synthetic: true,
  };
}

/** One to sixty days ago. */
function finishedAt(dossier: SampleDossier, now: Date): Date {
  return new Date(now.getTime() - (1 + (numberFrom("finished", dossier.id) % 60)) * DAY);
}

/** Better steps come more often: of ten answers about five take the first option, three the second. */
function answersOf(form: Form, dossierId: string): readonly Answer[] {
  return form.questions.flatMap((question) => {
    const spread = [0, 0, 0, 0, 0, 1, 1, 1, 2, 3];
    const at = spread[numberFrom(question.id, dossierId) % spread.length] ?? 0;
    const option = question.options[at % question.options.length];
    return option === undefined ? [] : [{ questionId: question.id, value: option.value }];
  });
}

function numberFrom(purpose: string, id: string): number {
  return createHash("sha256").update(`evaluation ${purpose} ${id}`).digest().readUInt32BE(0);
}

/** A UUID of version 8 (RFC 9562 5.8), the same for the same text. */
function uuidFrom(text: string): string {
  const bytes = createHash("sha256").update(text).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
