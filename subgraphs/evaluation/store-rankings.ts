import { type Connection, Schema, trusted } from "mongoose";
import type { PublicationWrites } from "./publishing";
import type { QuarterId } from "./quarter";
import type { Publication, RankedEntry } from "./ranking";
import { addMissing, DEADLINE, flag, moment, number, plain, text, textOrNull } from "./store-parts";

/** Rankings that were published, and what is being put ready for one. Each method is one command, but for the two that clear up. */
export interface RankingStore extends Omit<PublicationWrites, "appraisedAfter"> {
  publication(quarter: QuarterId, version: number): Promise<Publication | null>;
  /** Newest first, from the version below the given one. */
  publicationsBefore(request: {
    readonly quarter: QuarterId;
    readonly before: number | null;
    readonly limit: number;
  }): Promise<readonly Publication[]>;
  /** In the order of the list. Ask for published ones only. */
  entriesAfter(request: {
    readonly publication: string;
    readonly after: number;
    readonly limit: number;
  }): Promise<readonly RankedEntry[]>;
  /** By agency code; an agency that is not ranked is not in it. */
  entriesOf(publication: string, agencies: readonly string[]): Promise<ReadonlyMap<string, RankedEntry>>;
}

type PublicationDocument = Omit<Publication, "id"> & { readonly _id: string };
type EntryDocument = RankedEntry & { readonly _id: string; readonly stagedAt: Date };

/** Opens the rankings; makes their indexes. */
export async function openRankingStore(connection: Connection): Promise<RankingStore> {
  const { publications, entries } = defineModels(connection);
  await Promise.all([publications.createIndexes(), entries.createIndexes()]);
  const one = (found: PublicationDocument | null) => (found === null ? null : toPublication(found));

  return {
    newestPublication: async (quarter) =>
      one(await publications.findOne({ quarter }).sort({ version: -1 }).maxTimeMS(DEADLINE).lean()),
    publication: async (quarter, version) =>
      one(await publications.findOne({ quarter, version }).maxTimeMS(DEADLINE).lean()),
    publicationByCommand: async (command) => one(await publications.findOne({ command }).maxTimeMS(DEADLINE).lean()),
    async publicationsBefore({ quarter, before, limit }) {
      const filter = before === null ? { quarter } : { quarter, version: trusted({ $lt: before }) };
      const found = await publications.find(filter).sort({ version: -1 }).limit(limit).maxTimeMS(DEADLINE).lean();
      return found.map(toPublication);
    },
    async entriesAfter({ publication, after, limit }) {
      const found = await entries
        .find({ publication, position: trusted({ $gt: after }) })
        .sort({ position: 1 })
        .limit(limit)
        .maxTimeMS(DEADLINE)
        .lean();
      return found.map(toEntry);
    },
    async entriesOf(publication, agencies) {
      const ids = agencies.map((agency) => entryId(publication, agency));
      const found = await entries
        .find({ _id: trusted({ $in: ids }) })
        .limit(ids.length)
        .maxTimeMS(DEADLINE)
        .lean();
      return new Map(found.map((entry) => [entry.agency, toEntry(entry)]));
    },
    async stageEntries(staged, stagedAt) {
      const documents = staged.map((entry) => ({ _id: entryId(entry.publication, entry.agency), ...entry, stagedAt }));
      await addMissing(entries, documents);
    },
    addPublication: async ({ id, ...publication }) =>
      (await addMissing(publications, [{ _id: id, ...publication }])) === 1,
    async dropStaged(publication) {
      await entries.deleteMany({ publication });
    },
    async dropAbandoned(quarter, stagedBefore) {
      const published = await publications
        .find({ quarter }, { _id: 1 })
        .limit(MOST_VERSIONS)
        .maxTimeMS(DEADLINE)
        .lean();
      const ids = published.map((publication) => publication._id);
      await entries.deleteMany({
        quarter,
        stagedAt: trusted({ $lt: stagedBefore }),
        publication: trusted({ $nin: ids }),
      });
    },
  };
}

/** The bound of a find: publications of one quarter. */
const MOST_VERSIONS = 10_000;

function entryId(publication: string, agency: string): string {
  return `${publication}:${agency}`;
}

/** Each list has its index; the unique ones are rules: one publication a version, and a command once. */
function defineModels(connection: Connection) {
  const publication = new Schema<PublicationDocument>({
    _id: text,
    quarter: text,
    version: number,
    reason: textOrNull,
    indexSet: text,
    agencies: number,
    publishedAt: moment,
    publishedBy: text,
    account: text,
    command: text,
    contentHash: text,
    synthetic: flag,
  });
  publication.index({ quarter: 1, version: -1 }, { unique: true });
  publication.index({ command: 1 }, { unique: true });
  const entry = new Schema<EntryDocument>({
    _id: text,
    publication: text,
    quarter: text,
    position: number,
    rank: number,
    agency: text,
    total: number,
    class: text,
    scores: [{ _id: false, index: number, points: number }],
    assessmentVersion: number,
    appraisedBy: text,
    appraisedAt: moment,
    synthetic: flag,
    stagedAt: moment,
  });
  entry.index({ publication: 1, position: 1 }, { unique: true });
  entry.index({ quarter: 1, stagedAt: 1 });
  return {
    publications: connection.model<PublicationDocument>("RankingPublication", plain(publication), "rankings"),
    entries: connection.model<EntryDocument>("RankedAgency", plain(entry), "rankedAgencies"),
  };
}

function toPublication({ _id, ...document }: PublicationDocument): Publication {
  const { quarter, version, reason, indexSet, agencies, publishedAt, publishedBy } = document;
  const { account, command, contentHash, synthetic } = document;
  const made = { publishedAt, publishedBy, account, command, contentHash };
  return { id: _id, quarter, version, reason, indexSet, agencies, ...made, synthetic };
}

function toEntry(document: EntryDocument): RankedEntry {
  const { publication, quarter, position, rank, agency, total } = document;
  const { assessmentVersion, appraisedBy, appraisedAt, synthetic } = document;
  const scores = document.scores.map(({ index, points }) => ({ index, points }));
  const place = { publication, quarter, position, rank };
  const appraised = { assessmentVersion, appraisedBy, appraisedAt, synthetic };
  return { ...place, agency, total, class: document.class, scores, ...appraised };
}
