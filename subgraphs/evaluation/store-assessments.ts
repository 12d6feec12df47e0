import { type Connection, type Model, Schema, trusted } from "mongoose";
import type { AssessmentWrites } from "./assessing";
import { type Assessment, type AssessmentEvent, standingOf } from "./assessment";
import type { PublicationWrites } from "./publishing";
import type { QuarterId } from "./quarter";
import { addMissing, DEADLINE, flag, inOrder, moment, number, plain, text } from "./store-parts";

export interface AssessmentList {
  readonly quarter: QuarterId;
  /** Only of this agency and the units under it. */
  readonly under: string | null;
  readonly awaitingAppraisal: boolean;
  /** An agency code. */
  readonly after: string | null;
  readonly limit: number;
}

/** Assessments of agencies. Each method is one command, however many keys it gets. */
export interface AssessmentStore extends AssessmentWrites, Pick<PublicationWrites, "appraisedAfter"> {
  /** By agency code. */
  assessmentsOf(list: AssessmentList): Promise<readonly Assessment[]>;
  /** Adds those that are not there yet, and returns how many they were. */
  addMissingAssessments(assessments: readonly Assessment[]): Promise<number>;
}

/** Stored with what lists are made from; both follow from the events. */
interface AssessmentDocument extends Omit<Assessment, "id"> {
  readonly _id: string;
  readonly version: number;
  readonly state: string;
  /** Of the events, so that a key is used once. */
  readonly commands: readonly string[];
}

/** Opens the assessments; makes their indexes. */
export async function openAssessmentStore(connection: Connection): Promise<AssessmentStore> {
  const assessments = assessmentModel(connection);
  await assessments.createIndexes();
  const page = async (filter: object, limit: number) => {
    const found = await assessments.find(filter).sort({ agency: 1 }).limit(limit).maxTimeMS(DEADLINE).lean();
    return found.map(toAssessment);
  };
  return {
    async assessments(ids) {
      const found = await assessments
        .find({ _id: trusted({ $in: [...ids] }) })
        .limit(ids.length)
        .maxTimeMS(DEADLINE)
        .lean();
      return inOrder(ids, found.map(toAssessment));
    },
    async assessmentByCommand(command) {
      const found = await assessments.findOne({ commands: command }).maxTimeMS(DEADLINE).lean();
      return found === null ? null : toAssessment(found);
    },
    async appendEvent(assessment) {
      const document = toDocument(assessment);
      const { version, state, events, commands } = document;
      if (version === 1) return (await addMissing(assessments, [document])) === 1;
      try {
        const written = await assessments.findOneAndUpdate(
          { _id: document._id, version: version - 1 },
          { $set: { version, state }, $push: { events: events.at(-1), commands: commands.at(-1) } },
          { projection: { _id: 1 } },
        );
        return written !== null;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },
    assessmentsOf({ quarter, under, awaitingAppraisal, after, limit }) {
      const filter = { quarter, ...(awaitingAppraisal ? { state: "SELF_ASSESSED" } : {}) };
      const agency = agencyRange(under, after);
      return page(agency === null ? filter : { ...filter, agency: trusted(agency) }, limit);
    },
    appraisedAfter({ quarter, after, limit }) {
      const filter = { quarter, state: "APPRAISED" };
      return page(after === null ? filter : { ...filter, agency: trusted({ $gt: after }) }, limit);
    },
    addMissingAssessments: (missing) => addMissing(assessments, missing.map(toDocument)),
  };
}

/** The codes of an agency and the units under it, after a code: `/` is the character that follows the dot. */
function agencyRange(under: string | null, after: string | null): object | null {
  if (under === null) return after === null ? null : { $gt: after };
  return { ...(after === null || after < under ? { $gte: under } : { $gt: after }), $lt: `${under}/` };
}

function isDuplicate(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === 11_000;
}

/** Each list has its index; the unique ones are rules: one assessment an agency and quarter, and a command once. */
function assessmentModel(connection: Connection): Model<AssessmentDocument> {
  const score = { _id: false, index: number, points: number, reason: { type: String, default: null } };
  const event = {
    _id: false,
    version: number,
    kind: text,
    at: moment,
    agency: text,
    account: text,
    scores: [score],
    command: text,
    contentHash: text,
  };
  const schema = new Schema<AssessmentDocument>({
    _id: text,
    agency: text,
    quarter: text,
    indexSet: text,
    version: number,
    state: text,
    events: [event],
    commands: [String],
    synthetic: flag,
  });
  schema.index({ quarter: 1, agency: 1 }, { unique: true });
  schema.index({ quarter: 1, state: 1, agency: 1 });
  schema.index({ commands: 1 }, { unique: true });
  return connection.model<AssessmentDocument>("AgencyAssessment", plain(schema), "assessments");
}

function toDocument({ id, ...assessment }: Assessment): AssessmentDocument {
  const { version, state } = standingOf(assessment);
  return { _id: id, ...assessment, version, state, commands: assessment.events.map((event) => event.command) };
}

function toAssessment({ _id, agency, quarter, indexSet, events, synthetic }: AssessmentDocument): Assessment {
  return { id: _id, agency, quarter, indexSet, events: events.map(toEvent), synthetic };
}

function toEvent(event: AssessmentEvent): AssessmentEvent {
  const { version, kind, at, agency, account, command, contentHash } = event;
  const scores = event.scores.map(({ index, points, reason }) => ({ index, points, reason }));
  return { version, kind, at, agency, account, scores, command, contentHash };
}
