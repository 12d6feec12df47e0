import { ApolloGateway, type GraphQLDataSource, type GraphQLDataSourceProcessOptions } from "@apollo/gateway";
import { GraphQLError } from "graphql";
import { fail } from "../../schema/errors";
import type { Answer, RequestContext } from "../operation";
import type { EngineOptions, Execution } from "./engine";
import type { SubgraphAnswer } from "./fetch";
import { asGraphQLError, errorsOf, isObject } from "./subgraph-error";

/** The reference executor: plans and execution by `@apollo/gateway`, over our calls to subgraphs. */
export function createApolloExecution(options: EngineOptions): Execution {
  // The gateway reports to Apollo unless told otherwise, and reads this when it is constructed.
  process.env.APOLLO_TELEMETRY_DISABLED = "true";
  const gateway = new ApolloGateway({
    supergraphSdl: options.supergraph.sdl,
    buildService: ({ name }) => new SubgraphSource(name, options),
  });
  return {
    schema: {
      onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
      stop: () => gateway.stop(),
    },
    async load(loadOptions) {
      const { executor } = await gateway.load(loadOptions);
      return async (operation) => withCompletionErrors(await executor(operation));
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
      answer = await this.#options.fetcher.fetch(this.#name, url, JSON.stringify({ query, variables, operationName }), {
        headers,
        signal: context.signal,
      });
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
  const errors = [...errorsOf(answer.errors)];
  if (data === null && errors.length === 0) errors.push(fail("SUBGRAPH_BAD_RESPONSE", { subgraph: name }));
  return { data, errors: errors.length === 0 ? undefined : errors.map((error) => asGraphQLError(error, name)) };
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
