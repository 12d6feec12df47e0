/** Lets pieces of work with one key run after each other, and others at once. A piece that fails does not hold up the next. */
export type Lanes = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;

/**
 * Lanes of this process. They only spare work: what other processes do at the same time is told apart by the versions of dossiers.
 */
export function createLanes(): Lanes {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    const settled = mine.catch(() => undefined);
    last.set(key, settled);
    try {
      return await mine;
    } finally {
      if (last.get(key) === settled) last.delete(key);
    }
  };
}
