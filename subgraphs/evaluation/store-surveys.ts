import { type Connection, Schema, trusted } from "mongoose";
import type { Span } from "../kit";
import { DISLIKES } from "./data/forms";
import {
  type FiguresRow,
  FORM_FIELDS,
  type FormDocument,
  INVITATION_FIELDS,
  type InvitationDocument,
  RESPONSE_FIELDS,
  type ResponseDocument,
  toFigures,
  toForm,
  toFormDocument,
  toInvitation,
  toInvitationDocument,
  toResponse,
  toResponseDocument,
} from "./documents";
import type { AgencyFigures, Form, Invitation, Reception, Response } from "./model";
import { addMissing, DEADLINE, inOrder, plain } from "./store-parts";
import type { SubmissionStore } from "./submission";

/** Survey forms, invitations and responses. Each method is one command, however many keys it gets. */
export interface SurveyStore extends SubmissionStore {
  /** Ordered by id, from the one after the given id. */
  formsAfter(request: { readonly after: string | null; readonly limit: number }): Promise<readonly Form[]>;
  /** In the order of the ids, null for what is absent. */
  responses(ids: readonly string[]): Promise<readonly (Response | null)[]>;
  /** All responses about these dossiers, newest first. */
  responsesAbout(dossierIds: readonly string[]): Promise<readonly Response[]>;
  /** Figures by agency code, of responses submitted in the period; an agency without responses is not in it. */
  figures(agencies: readonly string[], period: Span): Promise<ReadonlyMap<string, AgencyFigures>>;
  /** Adds those that are not there yet, and returns how many they were; so do the next two. */
  addMissingForms(forms: readonly Form[]): Promise<number>;
  addMissingInvitations(invitations: readonly Invitation[]): Promise<number>;
  addMissingResponses(responses: readonly Response[]): Promise<number>;
  /**
   * How many responses of the period said how satisfied they are, and how many of these disliked it, by agency code with the units
   * under it; an agency without any is not in it.
   */
  reception(agencies: readonly string[], period: Span): Promise<ReadonlyMap<string, Reception>>;
  ping(): Promise<void>;
}

/** Opens the store and makes its indexes, so that the rules they hold are true before the first request. */
export async function openSurveyStore(connection: Connection): Promise<SurveyStore> {
  const { forms, responses, invitations } = defineModels(connection);
  await Promise.all([forms.createIndexes(), responses.createIndexes(), invitations.createIndexes()]);

  return {
    async forms(ids) {
      const found = await forms
        .find({ _id: trusted({ $in: [...ids] }) })
        .limit(ids.length)
        .maxTimeMS(DEADLINE)
        .lean();
      return inOrder(ids, found.map(toForm));
    },
    async formsAfter({ after, limit }) {
      const filter = after === null ? {} : { _id: trusted({ $gt: after }) };
      const found = await forms.find(filter).sort({ _id: 1 }).limit(limit).maxTimeMS(DEADLINE).lean();
      return found.map(toForm);
    },
    async responses(ids) {
      const found = await responses
        .find({ _id: trusted({ $in: [...ids] }) })
        .limit(ids.length)
        .maxTimeMS(DEADLINE)
        .lean();
      return inOrder(ids, found.map(toResponse));
    },
    async responsesAbout(dossierIds) {
      const found = await responses
        .find({ dossierId: trusted({ $in: [...dossierIds] }) })
        .sort({ submittedAt: -1, _id: -1 })
        .limit(dossierIds.length * MOST_FORMS)
        .maxTimeMS(DEADLINE)
        .lean();
      return found.map(toResponse);
    },
    async responseByKey(respondent, idempotencyKey) {
      const found = await responses.findOne({ respondent, idempotencyKey }).maxTimeMS(DEADLINE).lean();
      return found === null ? null : toResponse(found);
    },
    async invitation(dossierId) {
      const found = await invitations.findOne({ _id: dossierId }).maxTimeMS(DEADLINE).lean();
      return found === null ? null : toInvitation(found);
    },
    async invitationByKey(invitedBy, idempotencyKey) {
      const found = await invitations.findOne({ invitedBy, idempotencyKey }).maxTimeMS(DEADLINE).lean();
      return found === null ? null : toInvitation(found);
    },
    async figures(agencies, { from, before }) {
      const rows = await responses
        .aggregate<FiguresRow>([
          { $match: { agency: { $in: [...agencies] }, submittedAt: { $gte: from, $lt: before } } },
          {
            $group: {
              _id: { agency: "$agency", satisfaction: "$satisfaction" },
              responses: { $sum: 1 },
              scored: { $sum: "$points.scored" },
              possible: { $sum: "$points.possible" },
            },
          },
        ])
        .option({ maxTimeMS: DEADLINE });
      return toFigures(rows);
    },
    async reception(agencies, { from, before }) {
      const rows = await responses
        .aggregate<ReceptionRow>([
          {
            $match: {
              agencies: { $in: [...agencies] },
              submittedAt: { $gte: from, $lt: before },
              satisfaction: { $ne: null },
            },
          },
          { $unwind: "$agencies" },
          { $match: { agencies: { $in: [...agencies] } } },
          {
            $group: {
              _id: "$agencies",
              answered: { $sum: 1 },
              disliked: { $sum: { $cond: [{ $in: ["$satisfaction", [...DISLIKES]] }, 1, 0] } },
            },
          },
        ])
        .option({ maxTimeMS: DEADLINE });
      return new Map(rows.map(({ _id, answered, disliked }) => [_id, { answered, disliked }]));
    },
    addResponse: async (response) => (await addMissing(responses, [toResponseDocument(response)])) === 1,
    addInvitation: async (invitation) => (await addMissing(invitations, [toInvitationDocument(invitation)])) === 1,
    addMissingForms: (missing) => addMissing(forms, missing.map(toFormDocument)),
    addMissingInvitations: (missing) => addMissing(invitations, missing.map(toInvitationDocument)),
    addMissingResponses: (missing) => addMissing(responses, missing.map(toResponseDocument)),
    async ping() {
      await connection.db?.admin().ping();
    },
  };
}

interface ReceptionRow extends Reception {
  readonly _id: string;
}

/** The bound of a find: forms that one dossier can have been evaluated on. */
const MOST_FORMS = 20;

/**
 * The unique indexes are rules of the domain: a dossier is evaluated at most once per form and has one invitation, and whoever
 * writes uses a key once. The two indexes that are not unique are what published figures are counted by.
 */
function defineModels(connection: Connection) {
  const form = new Schema<FormDocument>(FORM_FIELDS);
  const response = new Schema<ResponseDocument>(RESPONSE_FIELDS);
  const invitation = new Schema<InvitationDocument>(INVITATION_FIELDS);
  response.index({ dossierId: 1, formId: 1 }, { unique: true });
  response.index({ respondent: 1, idempotencyKey: 1 }, { unique: true });
  response.index({ agency: 1, submittedAt: 1 });
  response.index({ agencies: 1, submittedAt: 1 });
  invitation.index({ invitedBy: 1, idempotencyKey: 1 }, { unique: true });
  return {
    forms: connection.model<FormDocument>("SurveyForm", plain(form), "forms"),
    responses: connection.model<ResponseDocument>("SurveyResponse", plain(response), "responses"),
    invitations: connection.model<InvitationDocument>("SurveyInvitation", plain(invitation), "surveyInvitations"),
  };
}
