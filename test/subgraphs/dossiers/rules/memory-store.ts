import type { DossierRecord } from "../../../../subgraphs/dossiers/dossier";
import { sees } from "../../../../subgraphs/dossiers/scope";
import type { Desk } from "../../../../subgraphs/dossiers/service/deed";
import type { DossierStore } from "../../../../subgraphs/dossiers/store";
import type { ReferenceStore, StoredCalendar } from "../../../../subgraphs/dossiers/store-reference";
import { testCaller } from "../../../kit/context";

/** Callers by their place in {@link plainDossier}. */
export const people = {
  citizen: testCaller({ role: "citizen", subject: "citizen-a", vneidLevel: 2 }),
  receiving: testCaller({ role: "officer", subject: "officer-r", agency: "H26.1" }),
  helping: testCaller({ role: "officer", subject: "officer-h", agency: "H26.2" }),
  deciding: testCaller({ role: "officer", subject: "officer-d", agency: "H38.3" }),
  above: testCaller({ role: "officer", subject: "officer-a", agency: "H38" }),
  elsewhere: testCaller({ role: "officer", subject: "officer-e", agency: "H40" }),
  payments: testCaller({ role: "service", subject: "payments", scopes: ["dossier:payment"] }),
};

export const NOW = new Date("2026-10-05T03:00:00Z");

/** What the rules of dossiers ask of a store, in memory; the rest of a store fails. */
export interface MemoryStore extends DossierStore {
  readonly kept: Map<string, DossierRecord>;
  readonly years: StoredCalendar[];
  /** Runs once, just before the next write. */
  before: () => void;
}

const unasked = () => {
  throw new Error("a rule asked for what rules do not need");
};

/** A store in memory that does what the real one promises of the members that rules use. */
export function memoryStore(dossiers: readonly DossierRecord[], references: Partial<ReferenceStore> = {}): MemoryStore {
  const kept = new Map(dossiers.map((dossier) => [dossier.id, dossier]));
  const years: StoredCalendar[] = [];
  const hasCommand = (id: string) => (dossier: DossierRecord) =>
    dossier.history.some(({ command }) => command?.id === id);
  let serial = 0;
  const job = { name: "none", run: unasked, wake: unasked, start: unasked, stop: unasked };
  const store: MemoryStore = {
    kept,
    years,
    before: () => undefined,
    async byIds(scope, ids) {
      const found = ids.flatMap((id) => kept.get(id) ?? []).filter((dossier) => sees(scope, dossier));
      return new Map(found.map((dossier) => [dossier.id, dossier]));
    },
    async insert(dossier) {
      const { before } = store;
      store.before = () => undefined;
      before();
      const marks = dossier.history.flatMap(({ command }) => command?.id ?? []);
      if (marks.some((mark) => [...kept.values()].some(hasCommand(mark)))) return false;
      kept.set(dossier.id, dossier);
      return true;
    },
    async change(before, after) {
      const interrupt = store.before;
      store.before = () => undefined;
      interrupt();
      const mark = after.history.at(-1)?.command?.id;
      if (mark !== undefined && [...kept.values()].some(hasCommand(mark))) return "repeated";
      if (kept.get(before.id)?.version !== before.version) return "conflict";
      kept.set(after.id, after);
      return "written";
    },
    byCommand: async (id) => [...kept.values()].find(hasCommand(id)) ?? null,
    async nextSerial() {
      serial += 1;
      return serial;
    },
    calendars: async (asked) => years.filter(({ year }) => asked.includes(year)),
    learn: unasked,
    versionOn: unasked,
    setCalendar: unasked,
    byNumbers: unasked,
    list: unasked,
    listByOwner: unasked,
    listDue: unasked,
    figures: { rows: unasked, refresh: unasked, prepare: unasked, addMany: unasked, job },
    insertSamples: unasked,
    outbox: { due: unasked, acknowledge: unasked, postpone: unasked, refuse: unasked },
    ping: unasked,
    ...references,
  };
  return store;
}

/** Who calls over a store, at {@link NOW}. */
export function deskOf(store: DossierStore, caller: Desk["caller"], now = NOW): Desk {
  return { store, caller, now };
}
