import type { KeyObject } from "node:crypto";
import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginInlineTraceDisabled } from "@apollo/server/plugin/disabled";
import fastifyApollo from "@as-integrations/fastify";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { GraphQLError } from "graphql";
import { CALLER_HEADER, type Caller, newRequestId, open, REQUEST_ID_HEADER } from "../../schema/caller";
import { languageOf } from "../../schema/errors";
import type { SettingsShape } from "./config";
import type { Context } from "./context";
import { drainable } from "./drain";
import type { Environment } from "./environment";
import type { Log } from "./log";
import { maskError } from "./mask";
import type { Running, Subgraph } from "./subgraph";

/** A subgraph that listens. */
export interface Service {
  readonly url: string;
  /** Stops being ready, lets requests in flight finish, then stops. */
  close(): Promise<void>;
}

export interface ServeOptions {
  /** Public keys of the gateway: nothing is answered on `/graphql` without a seal by one of them. */
  readonly gatewayKeys: readonly KeyObject[];
  readonly environment: Environment;
  readonly log: Log;
  readonly host?: string;
  /** 0 for a free one. */
  readonly port: number;
}

/** Bytes of a request body; a gateway sends at most some thousand representations at once. */
const BODY_LIMIT = 4 * 1024 * 1024;

/** Milliseconds in which a request must have arrived whole. */
const REQUEST_TIMEOUT = 15_000;

/** Milliseconds that answers in flight have when the service stops. */
const DRAIN_GRACE = 3_000;

/** Seconds for which an opened seal is not opened again. */
const REMEMBER_SEALS = 5;

/**
 * Serves a subgraph over HTTP: `/graphql` for the gateway, `/health` (alive), `/ready` (its store answers and it is not
 * draining), and the subgraph's own routes.
 */
export async function serve<Store, Shape extends SettingsShape>(
  subgraph: Subgraph<Store, Shape>,
  running: Running<Store>,
  options: ServeOptions,
): Promise<Service> {
  const app = fastify({
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT,
    forceCloseConnections: "idle",
    return503OnClosing: false,
    logger: false,
  });
  const server = await startApollo(subgraph, options);
  const callerOf = sealedCallers(subgraph.name, options.gatewayKeys);
  const drain = drainable(app, DRAIN_GRACE);

  app.get("/health", async () => ({
    status: "ok",
    name: subgraph.name,
    stores: options.environment.stores().map(({ name, kind }) => ({ name, kind })),
  }));
  app.get("/ready", async (_request, reply) => {
    const ready = !drain.begun() && (await answersQuietly(running, options.log));
    return reply.code(ready ? 200 : 503).send({ ready });
  });
  await app.register(async (scope) => addRoutes(scope, running));
  await app.register(fastifyApollo(server), {
    path: "/graphql",
    method: ["POST"],
    context: async (request, reply) => {
      const requestId = headerOf(request, REQUEST_ID_HEADER)?.slice(0, 64) ?? newRequestId();
      return {
        caller: callerOf(headerOf(request, CALLER_HEADER)),
        store: running.store,
        language: languageOf(headerOf(request, "accept-language")),
        requestId,
        log: options.log.child({ requestId }),
        signal: abortedWith(reply),
        loaders: new Map(),
      };
    },
  });

  await app.listen({ host: options.host ?? "127.0.0.1", port: options.port });
  const address = app.server.address();
  if (address === null || typeof address === "string") throw new Error(`${subgraph.name} listens on no port`);
  const url = `http://${address.family === "IPv6" ? `[${address.address}]` : address.address}:${address.port}`;
  running.listening?.(url);
  return {
    url,
    async close() {
      await drain.close();
      await server.stop();
    },
  };
}

async function startApollo<Store, Shape extends SettingsShape>(
  subgraph: Subgraph<Store, Shape>,
  options: ServeOptions,
): Promise<ApolloServer<Context<Store>>> {
  const server = new ApolloServer<Context<Store>>({
    schema: subgraph.schema(),
    introspection: true,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    formatError: (formatted, error) => maskError(formatted, error, options.log),
    plugins: [ApolloServerPluginInlineTraceDisabled()],
  });
  await server.start();
  return server;
}

/** Opens seals, and remembers opened ones while they are good: a gateway reuses a seal for the requests of one caller. */
function sealedCallers(audience: string, keys: readonly KeyObject[]): (sealed: string | undefined) => Caller {
  const opened = new Map<string, { caller: Caller; until: number }>();
  return (sealed) => {
    const now = Math.floor(Date.now() / 1000);
    const known = sealed === undefined ? undefined : opened.get(sealed);
    if (known !== undefined && known.until >= now) return known.caller;
    const caller = openOr401(sealed, { audience, keys, now });
    if (opened.size >= 1000) opened.clear();
    if (sealed !== undefined) opened.set(sealed, { caller, until: now + REMEMBER_SEALS });
    return caller;
  };
}

/** Apollo Server answers a failed context with status 500, unless the error says otherwise. */
function openOr401(sealed: string | undefined, options: Parameters<typeof open>[1]): Caller {
  try {
    return open(sealed, options);
  } catch {
    throw new GraphQLError("not sealed", { extensions: { code: "CALLER_NOT_SEALED", http: { status: 401 } } });
  }
}

function addRoutes<Store>(scope: FastifyInstance, running: Running<Store>): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
  for (const route of running.routes ?? []) {
    scope.route({
      method: route.method,
      url: route.path,
      handler: async (request, reply) => {
        const answer = await route.handle({
          body: typeof request.body === "string" ? request.body : "",
          headers: request.headers,
        });
        return reply.code(answer.status).type(answer.type).send(answer.body);
      },
    });
  }
}

async function answersQuietly<Store>(running: Running<Store>, log: Log): Promise<boolean> {
  try {
    await running.ready();
    return true;
  } catch (error) {
    log.warn({ err: error }, "not ready");
    return false;
  }
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Aborts when the gateway went away before its answer was written. */
function abortedWith(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  return controller.signal;
}
