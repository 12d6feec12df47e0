import type { AddressInfo } from "node:net";
import { ApolloServer, HeaderMap } from "@apollo/server";
import {
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import fastify, { type FastifyReply, type FastifyRequest } from "fastify";
import { newRequestId } from "../schema/caller";
import { type ErrorCode, isErrorCode, languageOf } from "../schema/errors";
import { drainable, type Log } from "../subgraphs/kit";
import type { GatewayConfig } from "./config";
import { createEngine, createFetcher, type EngineOptions, stringifyAnswer } from "./engine";
import { addIde, type Example } from "./ide";
import { errorAnswer, errorPresenter, type Reader, requestLog } from "./observe";
import type { RequestContext, Stage } from "./operation";
import { BODY_LIMIT, createIdentity, createSealer, refuse } from "./policy";

/** A gateway that listens. */
export interface Gateway {
  readonly url: string;
  /** Stops being ready, answers what is in flight, then stops. */
  close(): Promise<void>;
}

/** Parts that a caller may add to. */
export interface GatewayParts {
  readonly log: Log;
  readonly stages?: readonly Stage[];
  /** Operations that the IDE offers; those of `schema/operations` when absent. */
  readonly examples?: readonly Example[];
  readonly onFetch?: EngineOptions["onFetch"];
}

/**
 * THE WHOLE DESIGN ON ONE SCREEN. A request is admitted, its caller identified, its operation parsed and validated by
 * Apollo Server; then it passes the stages, is planned and executed against the supergraph with a sealed caller on every
 * call; what goes wrong is worded by the error catalogue. Each folder answers one question.
 */
export async function createGateway(config: GatewayConfig, parts: GatewayParts): Promise<Gateway> {
  const { log } = parts;
  const identity = createIdentity(config.issuers, log); //                                   policy: who asks?
  const fetcher = createFetcher({ deadline: config.subgraphDeadline, bytes: 4 * 1024 * 1024, connections: 32 });
  const engine = createEngine(config.engine, {
    supergraph: config.supergraph, //                                                    supergraph: what is the graph?
    fetcher, //                                                                          engine: how does it run?
    stages: parts.stages ?? [], //                                                       policy, cache: deciders, in order
    headersFor: createSealer(config.sealingKey),
    onFetch: parts.onFetch,
  });
  const server = new ApolloServer<RequestContext>({
    gateway: engine,
    stringifyResult: stringifyAnswer,
    introspection: !config.production,
    hideSchemaDetailsFromClientErrors: config.production,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    csrfPrevention: false, // admission takes JSON by POST only
    stopOnTerminationSignals: false,
    logger: log,
    plugins: [
      errorPresenter(log), //                                                            observe: what happened?
      requestLog(log),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await server.start();

  const app = fastify({
    bodyLimit: BODY_LIMIT,
    requestTimeout: 15_000,
    forceCloseConnections: "idle",
    return503OnClosing: false, // the route says DRAINING in our words
    logger: false,
  });
  const drain = drainable(app, config.subgraphDeadline + 1000);

  app.all("/graphql", async (request, reply) => {
    const reader = readerOf(request, reply);
    const refusal = drain.begun() ? "DRAINING" : refuse(inbound(request));
    if (refusal !== null) return sendError(reply, refusal, reader);
    const caller = await identity.identify(request.headers.authorization);
    if (typeof caller === "string") return sendError(reply, caller, reader);
    const answer = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: "POST", headers: jsonHeaders(), search: "", body: request.body },
      context: async () => ({ ...reader, caller, signal: abortedWith(reply) }),
    });
    if (answer.body.kind !== "complete") throw new Error("incremental delivery is not supported");
    return reply
      .code(answer.status ?? 200)
      .headers(Object.fromEntries(answer.headers))
      .send(answer.body.string);
  });
  app.get("/health", async () => ({ status: "ok", subgraphs: [...config.supergraph.endpoints.keys()] }));
  app.get("/ready", async (_request, reply) => reply.code(drain.begun() ? 503 : 200).send({ ready: !drain.begun() }));
  if (!config.production) addIde(app, config.development, parts.examples);
  app.setNotFoundHandler((request, reply) => sendError(reply, "ROUTE_NOT_FOUND", readerOf(request, reply)));
  app.setErrorHandler((error, request, reply) => {
    const code = codeOfHttpError(error);
    const reader = readerOf(request, reply);
    if (code === "INTERNAL") log.error({ err: error, requestId: reader.requestId }, "request failed");
    return sendError(reply, code, reader);
  });

  await app.listen({ host: config.host, port: config.port });
  return {
    url: urlOf(app.server.address()),
    async close() {
      await drain.close();
      await server.stop();
      await fetcher.close();
    },
  };
}

function readerOf(request: FastifyRequest, reply: FastifyReply): Reader {
  const requestId = newRequestId();
  reply.header("x-request-id", requestId);
  return { language: languageOf(request.headers["accept-language"]), requestId };
}

function inbound(request: FastifyRequest) {
  const { "content-type": contentType, "content-encoding": contentEncoding } = request.headers;
  return { method: request.method, contentType, contentEncoding, body: request.body };
}

function sendError(reply: FastifyReply, code: ErrorCode, reader: Reader) {
  const { status, body } = errorAnswer(code, reader);
  return reply.code(status).type("application/json; charset=utf-8").send(body);
}

/** Fastify refuses some requests before a route sees them. */
function codeOfHttpError(error: unknown): ErrorCode {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return "PAYLOAD_TOO_LARGE";
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") return "UNSUPPORTED_MEDIA_TYPE";
  const status = error instanceof Error && "statusCode" in error ? error.statusCode : undefined;
  if (typeof status === "number" && status >= 400 && status < 500) return "BAD_REQUEST";
  return isErrorCode(code) ? code : "INTERNAL";
}

function jsonHeaders(): HeaderMap {
  const headers = new HeaderMap();
  headers.set("content-type", "application/json");
  headers.set("accept", "application/json");
  return headers;
}

function abortedWith(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  return controller.signal;
}

function urlOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === "string") throw new Error("the gateway listens on no port");
  return `http://${address.family === "IPv6" ? `[${address.address}]` : address.address}:${address.port}`;
}
