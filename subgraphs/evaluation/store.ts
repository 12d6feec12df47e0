import { type Connection, type Model, mongo, Schema, trusted } from "mongoose";
import type { Span } from "../kit";
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
import type { AgencyFigures, Form, Invitation, Response } from "./model";
import type { SubmissionStore } from "./submission";

/** Everything that this subgraph keeps. Each method is one command, however many keys it gets. */
export interface EvaluationStore extends SubmissionStore {
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
  ping(): Promise<void>;
}

/** Opens the store and makes its indexes, so that the rules they hold are true before the first request. */
export async function openEvaluationStore(connection: Connection): Promise<EvaluationStore> {
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

/** No read waits longer than this many milliseconds for the server. */
const DEADLINE = 1_500;
/** The bound of a find: forms that one dossier can have been evaluated on. */
const MOST_FORMS = 20;
const DUPLICATE_KEY = 11_000;

/**
 * The unique indexes are rules of the domain: a dossier is evaluated at most once per form and has one invitation, and whoever
 * writes uses a key once. The one index that is not unique is what published figures are counted by.
 */
function defineModels(connection: Connection) {
  const form = new Schema<FormDocument>(FORM_FIELDS);
  const response = new Schema<ResponseDocument>(RESPONSE_FIELDS);
  const invitation = new Schema<InvitationDocument>(INVITATION_FIELDS);
  response.index({ dossierId: 1, formId: 1 }, { unique: true });
  response.index({ respondent: 1, idempotencyKey: 1 }, { unique: true });
  response.index({ agency: 1, submittedAt: 1 });
  invitation.index({ invitedBy: 1, idempotencyKey: 1 }, { unique: true });
  for (const schema of [form, response, invitation]) {
    schema.set("versionKey", false);
    schema.set("autoIndex", false);
    schema.set("autoCreate", false);
  }
  return {
    forms: connection.model<FormDocument>("SurveyForm", form, "forms"),
    responses: connection.model<ResponseDocument>("SurveyResponse", response, "responses"),
    invitations: connection.model<InvitationDocument>("SurveyInvitation", invitation, "surveyInvitations"),
  };
}

/** Inserts each document by itself, in one command, and returns how many no unique index refused. */
async function addMissing<Document>(model: Model<Document>, documents: readonly Document[]): Promise<number> {
  if (documents.length === 0) return 0;
  try {
    const inserted = await model.insertMany([...documents], { ordered: false, throwOnValidationError: true });
    return inserted.length;
  } catch (error) {
    if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
    const faults = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors];
    if (faults.some((fault) => fault.code !== DUPLICATE_KEY) || error.result.getWriteConcernError() !== undefined)
      throw error;
    return error.insertedCount;
  }
}

function inOrder<Item extends { readonly id: string }>(
  ids: readonly string[],
  found: readonly Item[],
): (Item | null)[] {
  const byId = new Map(found.map((item) => [item.id, item]));
  return ids.map((id) => byId.get(id) ?? null);
}
