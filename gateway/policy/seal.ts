import type { KeyObject } from "node:crypto";
import { CALLER_HEADER, type Caller, REQUEST_ID_HEADER, SEAL_LIFETIME, seal } from "../../schema/caller";
import type { RequestContext } from "../operation";

/**
 * Makes the headers of subgraph calls: the caller sealed for that subgraph, the correlation id and the language. Nothing
 * of the client's own headers, and never its token, goes on. A seal is signed once per caller and subgraph and used for
 * half of its life.
 */
export function createSealer(
  key: KeyObject,
): (context: RequestContext, subgraph: string) => Readonly<Record<string, string>> {
  const seals = new WeakMap<Caller, Map<string, { sealed: string; until: number }>>();
  return (context, subgraph) => {
    const now = Math.floor(Date.now() / 1000);
    let ofCaller = seals.get(context.caller);
    if (ofCaller === undefined) {
      ofCaller = new Map();
      seals.set(context.caller, ofCaller);
    }
    let current = ofCaller.get(subgraph);
    if (current === undefined || current.until < now) {
      current = { sealed: seal(context.caller, { audience: subgraph, key, now }), until: now + SEAL_LIFETIME / 2 };
      ofCaller.set(subgraph, current);
    }
    return {
      [CALLER_HEADER]: current.sealed,
      [REQUEST_ID_HEADER]: context.requestId,
      "accept-language": context.language,
    };
  };
}
