import { trusted } from "mongoose";
import type { Outbox } from "../kit";
import { type OutboxState, type VersionDocument, withId } from "./documents";
import type { VersionStore } from "./publish";
import { nameKeyOf, wordsOf } from "./search-words";
import { openVersionOutbox } from "./store-outbox";
import { type Conditions, find, groupedBy, isDuplicateKey } from "./store-query";
import type { Models } from "./store-schema";
import { type VersionRecord, versionId } from "./version";
import { dayBefore } from "./version-message";
import type { WordFrequencies } from "./word-frequencies";

/** Which version of which procedure: by its number, or by a day on which it is in force; neither for the one in force today. */
export interface VersionQuestion {
  readonly procedureCode: string;
  readonly number: number | null;
  readonly day: string;
}

/** The versions of procedures, the messages about them, and what procedures show of them. */
export interface VersionsStore extends Omit<VersionStore, "procedures" | "agencies" | "sectors"> {
  /** Newest first, at most `limit` of each procedure that come after a number; one command for all. */
  versionPages(
    procedureCodes: readonly string[],
    page: { readonly after: number | null; readonly limit: number },
  ): Promise<ReadonlyMap<string, readonly VersionRecord[]>>;
  /** One command for all, in the order of the questions. */
  versionsAt(questions: readonly VersionQuestion[]): Promise<readonly (VersionRecord | null)[]>;
  /** Lets a procedure show its version, if the version's day has come, and ends the one before it. May be repeated. */
  settleVersion(version: VersionRecord, day: string): Promise<void>;
  /** Settles every version whose day has come: those that were published for later, or that a crash left half done. */
  settleVersions(day: string): Promise<number>;
  readonly outbox: Outbox;
}

/** Versions of one procedure that are read at once; more than any has. */
const MOST_VERSIONS = 1_000;

export function openVersionsStore({ versions, procedures }: Models, frequencies: WordFrequencies): VersionsStore {
  const settleVersion = async (version: VersionRecord, day: string) => {
    const { procedureCode, number, effectiveFrom, content, state } = version;
    if (number > 1 && effectiveFrom !== null) {
      const before = versionId(procedureCode, number - 1);
      await versions.updateOne({ _id: before }, { $set: { effectiveTo: dayBefore(effectiveFrom) } }).exec();
    }
    const due = effectiveFrom === null || effectiveFrom <= day;
    if (!due && number > 1) {
      await procedures.updateOne({ _id: procedureCode }, { $max: { latestVersion: number } }).exec();
      return;
    }
    const shown = {
      ...content,
      version: number,
      state,
      effectiveFrom,
      nameKey: nameKeyOf(content.name),
      words: wordsOf(`${procedureCode} ${content.name}`),
    };
    try {
      await procedures
        .updateOne(
          { _id: procedureCode, version: trusted({ $lt: number }) },
          {
            $set: shown,
            $max: { latestVersion: number },
            $setOnInsert: { observedCodes: [], portalId: null, origin: "PUBLISHED" },
          },
          { upsert: true },
        )
        .exec();
    } catch (error) {
      // It shows this version, or a later one, already.
      if (!isDuplicateKey(error)) throw error;
    }
    frequencies.add(shown.words);
    await versions.updateOne({ _id: version.id }, { $set: { settled: true } }).exec();
  };

  return {
    async latestVersion(procedureCode) {
      const [latest] = await find(versions, { procedureCode }, 1, { procedureCode: 1, number: -1 });
      return latest === undefined ? null : toVersion(latest);
    },
    async versionByKey(account, key) {
      const [found] = await find(versions, { "request.account": account, "request.key": key }, 1);
      return found === undefined ? null : toVersion(found);
    },
    async insertVersion(version) {
      try {
        await versions.insertMany([toVersionDocument(version)]);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async versionPages(procedureCodes, { after, limit }) {
      const wanted = trusted({ $in: [...procedureCodes] });
      const rest = after === null ? {} : { number: trusted({ $lt: after }) };
      const [one] = procedureCodes;
      const most = procedureCodes.length === 1 ? limit : MOST_VERSIONS * procedureCodes.length;
      const filter: Conditions = { procedureCode: procedureCodes.length === 1 ? one : wanted, ...rest };
      const rows = await find(versions, filter, most, { procedureCode: 1, number: -1 });
      const pages = groupedBy(rows.map(toVersion), ({ procedureCode }) => procedureCode);
      return new Map([...pages].map(([code, page]) => [code, page.slice(0, limit)]));
    },
    async versionsAt(questions) {
      const codes = [...new Set(questions.map(({ procedureCode }) => procedureCode))];
      const filter = { procedureCode: trusted({ $in: codes }) };
      const rows = await find(versions, filter, MOST_VERSIONS * codes.length, { procedureCode: 1, number: -1 });
      const found = groupedBy(rows.map(toVersion), ({ procedureCode }) => procedureCode);
      return questions.map(({ procedureCode, number, day }) => {
        const all = found.get(procedureCode) ?? [];
        const fits = ({ number: one, effectiveFrom }: VersionRecord) =>
          number === null ? effectiveFrom === null || effectiveFrom <= day : one === number;
        return all.find(fits) ?? null;
      });
    },
    settleVersion,
    async settleVersions(day) {
      const due = { settled: false, $or: [{ effectiveFrom: trusted({ $lte: day }) }, { effectiveFrom: null }] };
      let count = 0;
      for (;;) {
        const rows = await find(versions, due, 100, { effectiveFrom: 1 });
        for (const row of rows.map(toVersion).toSorted((a, b) => a.number - b.number)) await settleVersion(row, day);
        count += rows.length;
        if (rows.length < 100) return count;
      }
    },
    outbox: openVersionOutbox(versions),
  };
}

function toVersion({ outbox, ...document }: VersionDocument): VersionRecord {
  return { ...withId(document), messages: outbox?.messages ?? [] };
}

export function toVersionDocument({ id, messages, ...version }: VersionRecord): VersionDocument {
  const outbox: OutboxState | null =
    messages.length === 0 ? null : { state: "DUE", dueAt: new Date(0), attempts: 0, messages, handled: 0, refused: [] };
  return { _id: id, ...version, outbox };
}
