import type { GatewayInterface } from "@apollo/server-gateway-interface";
import { fail } from "../../schema/errors";
import type { Answer, Operation, RequestContext, Stage, Supergraph } from "../operation";
import { createApolloExecution } from "./apollo";
import { createExecutor } from "./compiled/executor";
import { readGraph } from "./compiled/plan";
import type { SubgraphFetcher } from "./fetch";

export interface EngineOptions {
  readonly supergraph: Supergraph;
  readonly fetcher: SubgraphFetcher;
  /** Deciders, in the order in which they see an operation. */
  readonly stages: readonly Stage[];
  /** The headers that tell one subgraph who is calling. */
  headersFor(context: RequestContext, subgraph: string): Readonly<Record<string, string>>;
  /** Called after each subgraph call, for counting. */
  onFetch?(call: { subgraph: string; requestId: string; milliseconds: number; ok: boolean }): void;
}

/** How an operation is executed once the stages let it through. */
export interface Execution {
  /** Who knows the schema, as Apollo Server asks for it. */
  readonly schema: Pick<GatewayInterface, "onSchemaLoadOrUpdate" | "stop">;
  load(options: Parameters<GatewayInterface["load"]>[0]): Promise<(operation: Operation) => Promise<Answer>>;
}

/** The executors: ours, and the reference by `@apollo/gateway`, for comparison. */
export const ENGINES = ["compiled", "apollo"] as const;

/** Puts the stages before an executor. */
export function createEngine(kind: (typeof ENGINES)[number], options: EngineOptions): GatewayInterface {
  const { schema, load } = kind === "apollo" ? createApolloExecution(options) : createCompiledExecution(options);
  return {
    ...schema,
    async load(loadOptions) {
      const execute = await load(loadOptions);
      const steps: readonly Stage[] = [...options.stages, (operation) => execute(operation)];
      const from = (index: number, operation: Operation): Promise<Answer> => {
        const step = steps[index];
        if (step === undefined) throw new Error("a stage called next() although it is the last");
        return step(operation, () => from(index + 1, operation));
      };
      return {
        executor: async (operation) =>
          // Apollo Server leaves the choice among the document's operations to the executor, whatever its types say.
          Reflect.get(operation, "operation") === undefined
            ? { errors: [fail("OPERATION_RESOLUTION_FAILURE")] }
            : // The context value is the one that gateway.ts gave.
              from(0, operation as Operation),
      };
    },
  };
}

/**
 * Our executor: plans come from `@apollo/query-planner`; each is compiled once into a program that asks the subgraphs, and each
 * operation into a projector that writes the answer as JSON text.
 */
function createCompiledExecution(options: EngineOptions): Execution {
  const graph = readGraph(options.supergraph.sdl);
  const execute = createExecutor(graph, options);
  return {
    schema: {
      onSchemaLoadOrUpdate(callback) {
        callback({ apiSchema: graph.api, coreSupergraphSdl: options.supergraph.sdl });
        return () => undefined;
      },
      stop: () => graph.close(),
    },
    load: async () => execute,
  };
}
