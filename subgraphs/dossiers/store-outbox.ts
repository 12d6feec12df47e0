import { type Model, trusted } from "mongoose";
import type { Outbox, OutboxEntry } from "../kit";
import type { OutboxKind, OutboxRecord } from "./life";
import type { DossierDocument } from "./store-document";

type Stored = Pick<DossierDocument, "_id" | "version" | "outbox" | "nextDelivery">;

const FIELDS = { version: 1, outbox: 1, nextDelivery: 1 } as const;
const TRIES = 20;

/**
 * The entries that lie in dossiers, as the relay takes them: a dossier is a lane, and its oldest waiting entry stands for it in the
 * index (`nextDelivery`), so that looking for work reads nothing that is not due.
 * @param mutations the document of each kind
 */
export function dossierOutbox(
  dossiers: Model<DossierDocument>,
  mutations: Readonly<Record<OutboxKind, string>>,
): Outbox {
  /** Changes a waiting entry, and with it the time at which the dossier is looked at next. */
  const settle = async (name: string, change: Partial<OutboxRecord> & { attempts?: number }) => {
    const { dossier, id } = placeOf(name);
    for (let tried = 0; tried < TRIES; tried += 1) {
      const stored = await dossiers.findById(dossier, FIELDS).lean<Stored>();
      const entry = stored?.outbox.find((each) => each.id === id);
      if (stored == null || entry === undefined || entry.state !== "WAITING") return;
      const next = waitingOf(stored.outbox.map((each) => (each.id === id ? { ...each, ...change } : each)));
      const places = Object.entries(change).map(([field, value]) => [`outbox.$[entry].${field}`, value]);
      const updated = await dossiers.findOneAndUpdate(
        { _id: dossier, version: stored.version, outbox: trusted({ $elemMatch: { id, state: "WAITING" } }) },
        { ...hint(next, Object.fromEntries(places)) },
        { arrayFilters: [{ "entry.id": id }], projection: { _id: 1 } },
      );
      if (updated !== null) return;
    }
    throw new Error("an outbox entry changed again and again while it was settled");
  };
  /** Puts right a dossier that was looked at too early. */
  const correct = (stored: Stored) =>
    dossiers.updateOne(
      { _id: stored._id, version: stored.version, nextDelivery: stored.nextDelivery },
      hint(waitingOf(stored.outbox), {}),
    );

  return {
    async due(now, limit) {
      for (;;) {
        const found = await dossiers
          .find({ nextDelivery: trusted({ $lte: now }) }, FIELDS)
          .sort({ nextDelivery: 1 })
          .limit(limit)
          .lean<Stored[]>();
        const entries: OutboxEntry[] = [];
        for (const stored of found) {
          const entry = waitingOf(stored.outbox);
          if (entry !== null && entry.dueAt <= now) entries.push(entryOf(stored._id, entry, mutations[entry.kind]));
          else await correct(stored);
        }
        if (entries.length > 0 || found.length < limit) return entries;
      }
    },
    acknowledge: (id, at) => settle(id, { state: "DONE", settledAt: at }),
    async postpone(name, until) {
      const { dossier, id } = placeOf(name);
      const stored = await dossiers.findById(dossier, FIELDS).lean<Stored>();
      const attempts = (stored?.outbox.find((entry) => entry.id === id)?.attempts ?? 0) + 1;
      await settle(name, { dueAt: until, attempts });
    },
    refuse: (id, reason, at) => settle(id, { state: "REFUSED", reason, settledAt: at }),
  };
}

function waitingOf(outbox: readonly OutboxRecord[]): OutboxRecord | null {
  return outbox.find((entry) => entry.state === "WAITING") ?? null;
}

function hint(next: OutboxRecord | null, set: Readonly<Record<string, unknown>>) {
  if (next !== null) return { $set: { ...set, nextDelivery: next.dueAt } };
  return { ...(Object.keys(set).length === 0 ? {} : { $set: set }), $unset: { nextDelivery: 1 } };
}

function entryOf(dossier: string, { id, variables, attempts }: OutboxRecord, mutation: string): OutboxEntry {
  return { id: `${dossier}/${id}`, lane: dossier, mutation, variables, attempts };
}

function placeOf(name: string): { readonly dossier: string; readonly id: string } {
  const at = name.indexOf("/");
  return { dossier: name.slice(0, at), id: name.slice(at + 1) };
}
