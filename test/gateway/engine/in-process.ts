import { buildSubgraphSchema } from "@apollo/subgraph";
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  parse,
  validate,
} from "graphql";
import { type Answer, compose, type Operation } from "../../../gateway";
import { createExecutor } from "../../../gateway/engine/compiled/executor";
import { readGraph } from "../../../gateway/engine/compiled/plan";
import { stringifyAnswer } from "../../../gateway/engine/compiled/prepared-data";
import type { SubgraphAnswer } from "../../../gateway/engine/fetch";
import { sdlOf, subgraphsOf, type World } from "./oracle";

/** What a subgraph is asked, and its honest answer: a test may give another one. */
export type Tamper = (asked: {
  subgraph: string;
  query: string;
  variables: Record<string, unknown>;
  honest: ExecutionResult;
}) => unknown;

/** The compiled executor over the subgraphs of a world, with nothing but function calls between them. */
export interface OpenWorld {
  readonly api: GraphQLSchema;
  ask(query: string, options?: { variables?: Record<string, unknown>; tamper?: Tamper }): Promise<WorldAnswer>;
  /** The requests to subgraphs of the last question. */
  readonly asked: { subgraph: string; query: string; variables: Record<string, unknown> }[];
  close(): Promise<void>;
}

export interface WorldAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Record<string, unknown>;
  }[];
  /** The body as it leaves. */
  readonly text: string;
}

export function openWorld(world: World): OpenWorld {
  const subgraphs = new Map(
    subgraphsOf(world).map(({ name, sdl, resolvers }) => [
      name,
      buildSubgraphSchema({ typeDefs: parse(sdlOf(sdl)), resolvers: (resolvers ?? {}) as never }),
    ]),
  );
  const { supergraph } = compose(
    Object.entries(world.subgraphs).map(([name, sdl]) => ({ name, url: `http://${name}`, sdl: sdlOf(sdl) })),
  );
  const graph = readGraph(supergraph);
  const documents = new Map<string, DocumentNode>();
  const parsed = (schema: GraphQLSchema, text: string) => {
    let document = documents.get(text);
    if (document === undefined) {
      document = parse(text, { noLocation: true });
      const [fault] = validate(schema, document);
      if (fault !== undefined) throw new Error(`${fault.message}: ${text}`);
      if (documents.size > 5_000) documents.clear();
      documents.set(text, document);
    }
    return document;
  };
  const asked: OpenWorld["asked"] = [];
  let tampering: Tamper | undefined;
  const run = createExecutor(graph, {
    supergraph: { sdl: supergraph, endpoints: new Map([...subgraphs.keys()].map((name) => [name, name])) },
    stages: [],
    headersFor: () => ({}),
    fetcher: {
      close: async () => undefined,
      async fetch(subgraph, _url, body): Promise<SubgraphAnswer> {
        const { query, variables } = JSON.parse(body);
        asked.push({ subgraph, query, variables });
        const schema = subgraphs.get(subgraph);
        if (schema === undefined) throw new Error(`no subgraph ${subgraph}`);
        const honest = await execute({ schema, document: parsed(schema, query), variableValues: variables });
        const answer = (await tampering?.({ subgraph, query, variables, honest: copy(honest) })) ?? honest;
        return typeof answer === "string" ? JSON.parse(answer) : copy(answer);
      },
    },
  });
  return {
    api: graph.api,
    asked,
    async ask(query, { variables, tamper } = {}) {
      tampering = tamper;
      asked.length = 0;
      const document = parse(query);
      const definition = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
      const operation = {
        document,
        operation: definition,
        queryHash: query,
        source: query,
        request: { query, variables },
        context: { caller: CALLER, language: "en", requestId: "test", signal: new AbortController().signal },
      };
      // The executor uses no more of what Apollo Server gives.
      const text = stringifyAnswer(await run(operation as unknown as Operation).catch(asAnswer));
      return { ...JSON.parse(text), text };
    },
    close: () => graph.close(),
  };
}

const CALLER = {};

/** An error of the catalogue that Apollo Server would make an answer of. */
function asAnswer(error: unknown): Answer {
  if (error instanceof GraphQLError) return { errors: [error] };
  throw error;
}

/** A value as it comes over a wire. */
function copy<Content>(value: Content): Content {
  return JSON.parse(JSON.stringify(value));
}
