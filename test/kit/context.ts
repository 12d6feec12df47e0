import { ANONYMOUS, type Caller } from "../../schema/caller";
import { type Context, createLog } from "../../subgraphs/kit";

/** A resolver context as `serve` makes it, for one request of `caller`. */
export function testContext<Store>(store: Store, caller: Caller = ANONYMOUS): Context<Store> {
  return {
    caller,
    store,
    language: "en",
    requestId: "test",
    log: createLog("test", { level: "silent" }),
    signal: new AbortController().signal,
    loaders: new Map(),
  };
}

/** A caller with the given members, the rest empty. */
export function testCaller(members: Partial<Caller> & Pick<Caller, "role">): Caller {
  return { subject: null, agency: null, vneidLevel: null, scopes: [], ...members };
}
