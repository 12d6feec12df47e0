import { createHash } from "node:crypto";
import { trusted } from "mongoose";
import type { Outbox, OutboxEntry } from "../kit";
import type { VersionDocument } from "./documents";
import { type Conditions, find } from "./store-query";
import type { Models } from "./store-schema";
import type { VersionMessage } from "./version";

const LEARN = `mutation LearnProcedureVersion($input: LearnProcedureVersionInput!) {
  learnProcedureVersion(input: $input) { errors { code message field } }
}`;

/** Versions of the procedures of one batch that may wait at once. */
const MOST_WAITING = 1_000;

/** The messages to dossiers, each in the document of the version that it is about. A lane is a procedure. */
export function openVersionOutbox(versions: Models["versions"]): Outbox {
  /** One message is done with; `set` says more. */
  const handled = async (entry: string, more: Conditions) => {
    const { id, index, count } = readEntryId(entry);
    const $set = {
      "outbox.handled": index + 1,
      "outbox.attempts": 0,
      "outbox.state": index + 1 === count ? "SENT" : "DUE",
    };
    await versions.updateOne({ _id: id, "outbox.handled": index }, { $set, ...more }).exec();
  };
  return {
    async due(now, limit) {
      const waiting = { "outbox.state": "DUE", "outbox.dueAt": trusted({ $lte: now }) };
      const rows = await find(versions, waiting, limit, { "outbox.dueAt": 1 });
      if (rows.length === 0) return [];
      const lanes = [...new Set(rows.map(({ procedureCode }) => procedureCode))];
      const unsent = { procedureCode: trusted({ $in: lanes }), "outbox.state": "DUE" };
      const all = await find(versions, unsent, MOST_WAITING, { procedureCode: 1, number: 1 });
      const oldest = new Map(all.toReversed().map(({ procedureCode, number }) => [procedureCode, number]));
      return rows.filter(({ procedureCode, number }) => oldest.get(procedureCode) === number).flatMap(entryOf);
    },
    acknowledge: (entry) => handled(entry, {}),
    async postpone(entry, until) {
      const { id } = readEntryId(entry);
      const change = { $set: { "outbox.dueAt": until }, $inc: { "outbox.attempts": 1 } };
      await versions.updateOne({ _id: id }, change).exec();
    },
    refuse: (entry, reason, at) =>
      handled(entry, { $push: { "outbox.refused": { message: readEntryId(entry).index, reason, at } } }),
  };
}

function entryOf({ _id, procedureCode, outbox }: VersionDocument): OutboxEntry[] {
  const message = outbox?.messages[outbox.handled];
  if (outbox == null || message === undefined) return [];
  const { handled, messages, attempts } = outbox;
  const id = `${_id}#${handled}/${messages.length}`;
  const variables = { input: { ...message, idempotencyKey: keyOf(id, message) } };
  return [{ id, lane: procedureCode, mutation: LEARN, variables, attempts }];
}

/** Another key when a new edition of the reference data says something else of the same version. */
function keyOf(id: string, message: VersionMessage): string {
  return `${id}:${createHash("sha256").update(JSON.stringify(message)).digest("hex").slice(0, 12)}`;
}

/** The version's id, which of its messages, and of how many. */
function readEntryId(entry: string): { readonly id: string; readonly index: number; readonly count: number } {
  const [id = "", place = ""] = entry.split("#");
  const [index, count] = place.split("/").map(Number);
  return { id, index: index ?? 0, count: count ?? 0 };
}
