import type { FastifyInstance, FastifyRequest } from "fastify";
import type { GatewayConfig } from "../config";

/**
 * Adds `GET /development/callers`: every sample caller with a token signed now. It answers a page of this gateway and
 * programs of this machine only; for anybody else there is nothing at this address.
 */
export function addCallers(app: FastifyInstance, development: NonNullable<GatewayConfig["development"]>): void {
  app.get("/development/callers", async (request, reply) => {
    if (!isOfThisMachine(request)) return reply.callNotFound();
    reply.headers({
      "cache-control": "no-store",
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
    });
    return Promise.all(
      development.callers.map(async (caller) => ({
        name: caller.name,
        description: caller.description,
        role: caller.role,
        token: await development.issuer.sign(caller),
      })),
    );
  });
}

/**
 * Four locks, each for another thief. Nothing forwarded the request: nobody behind a proxy on this machine. The peer is this machine: nobody on the network, should the gateway listen there.
 * The host is one of its own names: no page whose name was pointed at 127.0.0.1 (DNS rebinding). The browser, if it is
 * one, says that a page of the same origin asks: no other page, not even of another port.
 */
function isOfThisMachine({ headers, socket }: FastifyRequest): boolean {
  const site = headers["sec-fetch-site"];
  return (
    FORWARDED.every((name) => headers[name] === undefined) &&
    LOOPBACK_PEER.test(socket.remoteAddress ?? "") &&
    LOCAL_HOST.test(headers.host ?? "") &&
    (site === undefined || site === "same-origin")
  );
}

const FORWARDED = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"];
const LOOPBACK_PEER = /^((::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1)$/;
const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;
