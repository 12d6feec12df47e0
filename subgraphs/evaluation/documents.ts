import { agencyPath } from "../kit";
import { SATISFACTION_ORDER } from "./data/forms";
import type { AgencyFigures, Form, Invitation, Response } from "./model";
import { flag, moment, number, text, textOrNull } from "./store-parts";

/** Stored as the model has it, with its id as `_id`. */
export type FormDocument = Omit<Form, "id"> & { readonly _id: string };
export interface ResponseDocument extends Omit<Response, "id"> {
  readonly _id: string;
  /** The agency and those above it, for figures that include units. */
  readonly agencies: readonly string[];
}
export type InvitationDocument = Omit<Invitation, "dossierId"> & { readonly _id: string };

/** Collection `forms`: reference data, one document a version, never changed. */
export const FORM_FIELDS = {
  _id: text,
  version: number,
  title: text,
  issuer: text,
  source: text,
  confidence: text,
  note: textOrNull,
  validFrom: textOrNull,
  validTo: textOrNull,
  satisfactionQuestion: textOrNull,
  questions: [
    {
      _id: false,
      id: text,
      part: text,
      text,
      kind: text,
      options: [{ _id: false, value: text, label: text, points: { type: Number, default: null } }],
      weight: number,
      required: flag,
    },
  ],
};

/** Collection `responses`: written once, never changed. */
export const RESPONSE_FIELDS = {
  _id: text,
  formId: text,
  formVersion: number,
  dossierId: text,
  respondent: text,
  agency: text,
  agencies: [String],
  answers: [{ _id: false, questionId: text, value: text }],
  points: { scored: number, possible: number },
  satisfaction: textOrNull,
  submittedAt: moment,
  idempotencyKey: text,
  contentHash: text,
  synthetic: flag,
};

/** Collection `surveyInvitations`: who may answer for which finished dossier. */
export const INVITATION_FIELDS = {
  _id: text,
  respondent: text,
  agency: text,
  finishedAt: moment,
  invitedBy: text,
  idempotencyKey: text,
};

/** A stored form as the model has it; nothing that a driver or a later version added comes along. */
export function toForm(document: FormDocument): Form {
  const { _id, version, title, issuer, source, confidence, note, validFrom, validTo, satisfactionQuestion } = document;
  const questions = document.questions.map(({ id, part, text, kind, options, weight, required }) => ({
    id,
    part,
    text,
    kind,
    options: options.map(({ value, label, points }) => ({ value, label, points })),
    weight,
    required,
  }));
  return {
    id: _id,
    version,
    title,
    issuer,
    source,
    confidence,
    note,
    validFrom,
    validTo,
    satisfactionQuestion,
    questions,
  };
}

export function toFormDocument({ id, ...form }: Form): FormDocument {
  return { _id: id, ...form };
}

/** A stored response as the model has it. */
export function toResponse(document: ResponseDocument): Response {
  const { _id, formId, formVersion, dossierId, respondent, agency, points, satisfaction } = document;
  const { submittedAt, idempotencyKey, contentHash, synthetic } = document;
  return {
    id: _id,
    formId,
    formVersion,
    dossierId,
    respondent,
    agency,
    answers: document.answers.map(({ questionId, value }) => ({ questionId, value })),
    points: { scored: points.scored, possible: points.possible },
    satisfaction,
    submittedAt,
    idempotencyKey,
    contentHash,
    synthetic,
  };
}

export function toResponseDocument({ id, ...response }: Response): ResponseDocument {
  return { _id: id, ...response, agencies: agencyPath(response.agency) };
}

/** A stored invitation as the model has it. */
export function toInvitation(document: InvitationDocument): Invitation {
  const { _id, respondent, agency, finishedAt, invitedBy, idempotencyKey } = document;
  return { dossierId: _id, respondent, agency, finishedAt, invitedBy, idempotencyKey };
}

export function toInvitationDocument({ dossierId, ...invitation }: Invitation): InvitationDocument {
  return { _id: dossierId, ...invitation };
}

/** Sums of the responses about one agency that chose one satisfaction label, or none. */
export interface FiguresRow {
  readonly _id: { readonly agency: string; readonly satisfaction: string | null };
  readonly responses: number;
  readonly scored: number;
  readonly possible: number;
}

/** Adds up rows to the figures of each agency; labels come in the order of the five steps, others after them by name. */
export function toFigures(rows: readonly FiguresRow[]): ReadonlyMap<string, AgencyFigures> {
  const byAgency = new Map<string, FiguresRow[]>();
  for (const row of [...rows].sort(bySatisfaction)) {
    byAgency.set(row._id.agency, [...(byAgency.get(row._id.agency) ?? []), row]);
  }
  return new Map(
    [...byAgency].map(([agency, sums]) => [
      agency,
      {
        responses: total(sums, (row) => row.responses),
        points: { scored: total(sums, (row) => row.scored), possible: total(sums, (row) => row.possible) },
        bySatisfaction: sums.flatMap(({ _id, responses }) =>
          _id.satisfaction === null ? [] : [{ label: _id.satisfaction, count: responses }],
        ),
      },
    ]),
  );
}

function total(rows: readonly FiguresRow[], of: (row: FiguresRow) => number): number {
  return rows.reduce((sum, row) => sum + of(row), 0);
}

function bySatisfaction(one: FiguresRow, other: FiguresRow): number {
  return (
    rankOf(one) - rankOf(other) || String(one._id.satisfaction).localeCompare(String(other._id.satisfaction), "vi")
  );
}

function rankOf(row: FiguresRow): number {
  const rank = SATISFACTION_ORDER.indexOf(row._id.satisfaction ?? "");
  return rank === -1 ? SATISFACTION_ORDER.length : rank;
}
