import { DAY, dayOf, type Random, randomOf, type SampleDossier, type SampleWorld } from "../kit";
import { SURVEY_FORMS } from "./data/forms";
import type { Answer, Form, Invitation, Response } from "./model";
import { seedAssessments } from "./seed-assessments";
import { contentHashOf, isAnswerable, pointsOf, satisfactionOf } from "./service";
import type { EvaluationStore } from "./store";

/** Documents that one command writes. */
const BATCH = 1_000;

/**
 * Invites the submitter of every finished sample dossier and lets about half of them have answered, then assesses and ranks the sample
 * agencies. The dossier's id decides what is answered; what is there already stays as it is. The service index is not a sample: its
 * job counts it.
 */
export async function seedEvaluation(store: EvaluationStore, world: SampleWorld): Promise<string> {
  const finished = world.dossiers.filter((dossier) => dossier.finished);
  const form = SURVEY_FORMS.find((each) => isAnswerable(each, dayOf(world.now)));
  if (form === undefined) throw new Error("no survey form can be answered");
  const assessed = world.agencies.map((agency) => agency.code);
  const total = finished.length;
  let invitations = 0;
  let responses = 0;
  const last = finished.at(-1);
  const isNew = last !== undefined && (await store.invitation(last.id)) === null;
  for (let from = 0; isNew && from < total; from += BATCH) {
    const batch = finished.slice(from, from + BATCH);
    const answered = batch.filter((dossier) => drawn(dossier).next() < 0.5);
    responses += await store.addMissingResponses(answered.map((dossier) => responseTo(form, dossier, world.now)));
    invitations += await store.addMissingInvitations(batch.map((dossier) => invitationFor(dossier, world.now)));
    world.progress(Math.min(from + BATCH, total), total);
  }
  const assessments = await seedAssessments(store, { world, agencies: assessed });
  return `${invitations} new survey invitations, ${responses} new synthetic survey responses, ${assessments}`;
}

function invitationFor(dossier: SampleDossier, now: Date): Invitation {
  return {
    dossierId: dossier.id,
    respondent: dossier.submitter,
    agency: dossier.agency,
    finishedAt: finishedAt(dossier, now),
    invitedBy: "sample",
    idempotencyKey: `sample:${dossier.id}`,
  };
}

function responseTo(form: Form, dossier: SampleDossier, now: Date): Response {
  const random = drawn(dossier);
  random.next();
  const answers = answersOf(form, random);
  const later = finishedAt(dossier, now).getTime() + random.below(24) * 3_600_000;
  return {
    id: random.uuid(),
    formId: form.id,
    formVersion: form.version,
    dossierId: dossier.id,
    respondent: dossier.submitter,
    agency: dossier.agency,
    answers,
    points: pointsOf(form, answers),
    satisfaction: satisfactionOf(form, answers),
    submittedAt: new Date(Math.min(later, now.getTime())),
    idempotencyKey: `sample:${form.id}:${dossier.id}`,
    contentHash: contentHashOf(form.id, dossier.id, answers),
    synthetic: true,
  };
}

/** A dossier's own sequence; its first number says whether it is answered. */
function drawn(dossier: SampleDossier): Random {
  return randomOf(`evaluation ${dossier.id}`);
}

/** When the dossier says that it was, else a day ago. */
function finishedAt(dossier: SampleDossier, now: Date): Date {
  return dossier.finishedAt ?? new Date(now.getTime() - DAY);
}

/** Better steps come more often: of ten answers about five take the first option, three the second. */
function answersOf(form: Form, random: Random): readonly Answer[] {
  return form.questions.flatMap((question) => {
    const at = random.pick([0, 0, 0, 0, 0, 1, 1, 1, 2, 3]);
    const option = question.options[at % question.options.length];
    return option === undefined ? [] : [{ questionId: question.id, value: option.value }];
  });
}
