import { ApolloGateway, type GraphQLDataSource, type GraphQLDataSourceProcessOptions } from "@apollo/gateway";
import type { GatewayInterface } from "@apollo/server-gateway-interface";
import { GraphQLError } from "graphql";
import { allowedDetails, describeError, fail, isErrorCode, SUBGRAPH_CODES } from "../../schema/errors";
import type { Answer, Operation, RequestContext, Stage, Supergraph } from "../operation";
import type { SubgraphAnswer, SubgraphFetcher } from "./fetch";

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

/** The reference executor: plans and execution by `@apollo/gateway`, with our stages before it and our calls below it. */
export function createApolloEngine(options: EngineOptions): GatewayInterface {
  // The gateway reports to Apollo unless told otherwise, and reads this when it is constructed.
  process.env.APOLLO_TELEMETRY_DISABLED = "true";
  const gateway = new ApolloGateway({
    supergraphSdl: options.supergraph.sdl,
    buildService: ({ name }) => new SubgraphSource(name, options),
  });
  return {
    onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
    stop: () => gateway.stop(),
    async load(loadOptions) {
      const { executor } = await gateway.load(loadOptions);
      const execute: Stage = async (operation) => withCompletionErrors(await executor(operation));
      const steps = [...options.stages, execute];
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

/** One subgraph as `@apollo/gateway` sees it. Failures become errors of the answer, so that only this subgraph's fields are null. */
class SubgraphSource implements GraphQLDataSource<RequestContext> {
  readonly #name: string;
  readonly #options: EngineOptions;

  constructor(name: string, options: EngineOptions) {
    this.#name = name;
    this.#options = options;
  }

  async process(options: GraphQLDataSourceProcessOptions<RequestContext>) {
    const { request } = options;
    // The only requests made here are parts of operations, which carry the context value that gateway.ts gave them.
    const context = options.context as RequestContext;
    const url = this.#options.supergraph.endpoints.get(this.#name);
    const started = performance.now();
    let answer: SubgraphAnswer;
    try {
      if (url === undefined) throw fail("SUBGRAPH_UNAVAILABLE", { subgraph: this.#name });
      const { query = "", variables, operationName } = request;
      const headers = this.#options.headersFor(context, this.#name);
      answer = await this.#options.fetcher.fetch(
        this.#name,
        url,
        { query, variables, operationName },
        { headers, signal: context.signal },
      );
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      answer = { errors: [error] };
    }
    const milliseconds = performance.now() - started;
    this.#options.onFetch?.({
      subgraph: this.#name,
      requestId: context.requestId,
      milliseconds,
      ok: answer.errors === undefined,
    });
    return checked(this.#name, answer);
  }
}

/** Gives `@apollo/gateway` the shape it trusts; what is not that shape is an error of the subgraph. */
function checked(name: string, answer: SubgraphAnswer) {
  const data = isObject(answer.data) ? answer.data : null;
  const errors: object[] = Array.isArray(answer.errors) ? answer.errors.filter(isObject).slice(0, 100) : [];
  if (data === null && errors.length === 0) errors.push(fail("SUBGRAPH_BAD_RESPONSE", { subgraph: name }));
  return { data, errors: errors.length === 0 ? undefined : errors.map((error) => asGraphQLError(error, name)) };
}

/** A subgraph's error in our words: its code if a subgraph may give it, its place, and the original only for the log. */
function asGraphQLError(
  error: { path?: unknown; extensions?: unknown; message?: unknown },
  subgraph: string,
): GraphQLError {
  const extensions = isObject(error.extensions) ? error.extensions : {};
  const code =
    isErrorCode(extensions.code) && SUBGRAPH_CODES.has(extensions.code) ? extensions.code : "SUBGRAPH_FAILED";
  const details = allowedDetails(code, code === "SUBGRAPH_FAILED" ? { subgraph } : extensions.details);
  const steps = Array.isArray(error.path) ? error.path : [];
  return new GraphQLError(describeError(code, "en", details), {
    path: steps.filter(isPathStep).slice(0, 100),
    originalError:
      error instanceof GraphQLError
        ? error.originalError
        : new Error(`${subgraph}: ${typeof error.message === "string" ? error.message.slice(0, 1000) : "no message"}`),
    extensions: { code, details },
  });
}

/** A response key or a place in a list; a path from outside could carry any text. */
function isPathStep(step: unknown): step is string | number {
  return typeof step === "number" || (typeof step === "string" && /^[_A-Za-z]\w{0,99}$/.test(step));
}

/** `@apollo/gateway` reports values of the wrong type beside the errors only: they belong among them. */
function withCompletionErrors(answer: Answer): Answer {
  const { valueCompletion, ...extensions } = answer.extensions ?? {};
  if (!Array.isArray(valueCompletion)) return answer;
  const errors = valueCompletion.map(
    (error: unknown) =>
      new GraphQLError("a subgraph gave a value that does not fit the schema", {
        path: error instanceof GraphQLError ? error.path : undefined,
        extensions: { code: "SUBGRAPH_BAD_RESPONSE" },
      }),
  );
  return { data: answer.data, errors: [...(answer.errors ?? []), ...errors], extensions };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
