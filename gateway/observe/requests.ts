import type { ApolloServerPlugin } from "@apollo/server";
import type { Log } from "../../subgraphs/kit";
import type { RequestContext } from "../operation";

/** Writes one line per operation: its name, kind, hash, who asked by role, how long it took. Never its text or variables. */
export function requestLog(log: Log): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart({ contextValue }) {
      const started = performance.now();
      return {
        async willSendResponse({ operationName, operation, queryHash, errors }) {
          log.info(
            {
              requestId: contextValue.requestId,
              role: contextValue.caller.role,
              agency: contextValue.caller.agency ?? undefined,
              operation: operationName?.slice(0, 100),
              kind: operation?.operation,
              hash: queryHash?.slice(0, 8),
              errors: errors?.length ?? 0,
              milliseconds: Math.round(performance.now() - started),
            },
            "operation",
          );
        },
      };
    },
  };
}
