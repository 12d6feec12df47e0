/** Keeps what was used last: bounded in entries and in what they weigh. */
export interface PlanCache<Entry> {
  get(key: string): Entry | undefined;
  set(key: string, entry: Entry, weight: number): void;
  delete(key: string): void;
  /** The keys, the one used last at the end. */
  keys(): IterableIterator<string>;
}

/** @param limits entries, and the sum of their weights in whatever unit `set` is given */
export function createPlanCache<Entry>(limits: {
  readonly entries: number;
  readonly weight: number;
}): PlanCache<Entry> {
  const kept = new Map<string, { readonly entry: Entry; readonly weight: number }>();
  let weight = 0;
  return {
    get(key) {
      const found = kept.get(key);
      if (found === undefined) return undefined;
      // A map keeps its keys in the order of insertion: the one that is used goes to the end.
      kept.delete(key);
      kept.set(key, found);
      return found.entry;
    },
    set(key, entry, entryWeight) {
      weight += entryWeight - (kept.get(key)?.weight ?? 0);
      kept.delete(key);
      kept.set(key, { entry, weight: entryWeight });
      for (const [oldest, { weight: less }] of kept) {
        if (kept.size <= limits.entries && weight <= limits.weight) break;
        if (kept.size === 1) break;
        kept.delete(oldest);
        weight -= less;
      }
    },
    delete(key) {
      weight -= kept.get(key)?.weight ?? 0;
      kept.delete(key);
    },
    keys: () => kept.keys(),
  };
}
