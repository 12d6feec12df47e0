import DataLoader from "dataloader";
import type { Caller } from "../../schema/caller";
import type { Language } from "../../schema/errors";
import type { Log } from "./log";

/** What every resolver gets: who is calling, the subgraph's store, and the request it serves. */
export interface Context<Store = unknown> {
  readonly caller: Caller;
  readonly store: Store;
  readonly language: Language;
  readonly requestId: string;
  readonly log: Log;
  /** Aborted when the gateway gives up on the request: pass it to everything that waits. */
  readonly signal: AbortSignal;
  /** The loaders of this request, by their {@link batched} definition. Only `batched` touches it. */
  readonly loaders: Map<object, DataLoader<unknown, unknown, string>>;
}

/** Reads many keys at once and answers in their order, null for what is absent or not for this caller. */
export type BatchLoad<Key, Value, Store> = (keys: readonly Key[], context: Context<Store>) => Promise<readonly Value[]>;

/**
 * Turns a batch function into a function of one key that is safe to call from a resolver of list items: all calls of one
 * request that happen together become one batch, and a key is read once per request.
 * @param identity text that tells keys apart; only needed for keys that are not plain values
 */
export function batched<Key, Value, Store>(
  load: BatchLoad<Key, Value, Store>,
  identity: (key: Key) => string = String,
): (key: Key, context: Context<Store>) => Promise<Value> {
  const owner = {};
  return (key, context) => {
    let loader = context.loaders.get(owner);
    if (loader === undefined) {
      loader = new DataLoader<Key, Value, string>((keys) => load(keys, context), {
        cacheKeyFn: identity,
      }) as DataLoader<unknown, unknown, string>;
      context.loaders.set(owner, loader);
    }
    // The map is keyed by this definition's own identity, so that the loader found is always the one made above.
    return loader.load(key) as Promise<Value>;
  };
}
