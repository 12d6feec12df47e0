/** One piece of work that several requests wait for. */
interface Shared<Result> {
  readonly result: Promise<Result>;
  readonly join: (signal: AbortSignal) => void;
}

/** Does the same work once for all who ask for it while it is under way. What is done is forgotten: this is no cache. */
export interface Sharing<Result> {
  /**
   * @param key whose equality makes two pieces of work the same: it must hold whatever the result depends on, also the rights of who asks
   * @param work gets a signal that is aborted when all who wait have gone
   */
  once(key: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<Result>): Promise<Result>;
}

export function createSharing<Result>(): Sharing<Result> {
  const underWay = new Map<string, Shared<Result>>();
  return {
    once(key, signal, work) {
      const present = underWay.get(key);
      if (present !== undefined) {
        present.join(signal);
        return present.result;
      }
      const everybodyGone = new AbortController();
      const settled = new AbortController();
      let waiting = 0;
      const join = (each: AbortSignal) => {
        waiting += 1;
        const leave = () => {
          waiting -= 1;
          if (waiting > 0) return;
          // Whoever asks from now on must not get the result of work that was given up.
          if (underWay.get(key) === shared) underWay.delete(key);
          everybodyGone.abort(each.reason);
        };
        if (each.aborted) leave();
        else each.addEventListener("abort", leave, { once: true, signal: settled.signal });
      };
      const result = Promise.resolve()
        .then(() => work(everybodyGone.signal))
        .finally(() => {
          if (underWay.get(key) === shared) underWay.delete(key);
          settled.abort();
        });
      const shared: Shared<Result> = { result, join };
      underWay.set(key, shared);
      join(signal);
      return result;
    },
  };
}
