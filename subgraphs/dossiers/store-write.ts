import type { Model } from "mongoose";
import type { DossierRecord } from "./dossier";
import { currentSheet } from "./figures-sheet";
import { type DossierDocument, toDocument } from "./store-document";

/**
 * What became of a change: written; somebody was faster (another version is stored); or the command was carried out before, on whatever
 * dossier.
 */
export type Written = "written" | "conflict" | "repeated";

/** Writes a change as one command: the dossier, its history, the idempotency key and the outbox together or not at all. */
export async function writeChange(
  dossiers: Model<DossierDocument>,
  before: DossierRecord,
  after: DossierRecord,
): Promise<Written> {
  try {
    const found = await dossiers
      .findOneAndUpdate({ _id: before.id, version: before.version }, updateOf(before, after), {
        projection: { _id: 1 },
      })
      .lean();
    return found === null ? "conflict" : "written";
  } catch (error) {
    if (isDuplicateOf(error, "commands")) return "repeated";
    throw error;
  }
}

/** Whether MongoDB refused a write because a unique index has the field's value already. */
export function isDuplicateOf(error: unknown, field: string): boolean {
  if (typeof error !== "object" || error === null || !("code" in error) || error.code !== 11_000) return false;
  return (
    "keyPattern" in error &&
    typeof error.keyPattern === "object" &&
    error.keyPattern !== null &&
    field in error.keyPattern
  );
}

/**
 * History, outbox and commands only grow: they are pushed, so that no write can take anything out of them. The relay settles entries of
 * the outbox without a new version, so its stored state is never written over.
 */
const GROWING = ["history", "outbox", "commands"] as const;
const DERIVED = new Set<string>([...GROWING, "_id", "openDueAt", "nextDelivery"]);

function updateOf(before: DossierRecord, after: DossierRecord) {
  for (const name of ["history", "outbox"] as const) requireGrown(name, before[name], after[name]);
  const [old, next] = [toDocument(before), toDocument(after)];
  const earlier = new Map<string, unknown>(Object.entries(old));
  const changed = Object.entries(next).filter(([name, value]) => !DERIVED.has(name) && value !== earlier.get(name));
  const events = after.history.slice(before.history.length);
  const entries = after.outbox.slice(before.outbox.length);
  const commands = events.flatMap((event) => event.command?.id ?? []);
  const [first] = entries;
  const left = currentSheet(before);
  const due = next.openDueAt === undefined ? { $unset: { openDueAt: 1 } } : {};
  return {
    $set: { ...Object.fromEntries(changed), ...(next.openDueAt === undefined ? {} : { openDueAt: next.openDueAt }) },
    ...due,
    $push: {
      history: { $each: events },
      ...(entries.length === 0 ? {} : { outbox: { $each: entries } }),
      ...(commands.length === 0 ? {} : { commands: { $each: commands } }),
    },
    ...(first === undefined ? {} : { $min: { nextDelivery: first.dueAt } }),
    ...(left === null || left === currentSheet(after) ? {} : { $addToSet: { leftSheets: left } }),
  };
}

function requireGrown(name: string, before: readonly unknown[], after: readonly unknown[]): void {
  if (after.length < before.length || before.some((entry, index) => entry !== after[index]))
    throw new Error(`${name} may only grow`);
}
