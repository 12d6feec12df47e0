import { randomBytes } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { GatewayConfig } from "../config";
import { type Asset, readAssets } from "./assets";
import { addCallers } from "./callers";
import { type Example, readExamples } from "./examples";
import { renderPage } from "./page";

/**
 * Serves the GraphQL IDE at `/`, from files of this installation only: the page asks nothing of another host, which its
 * Content-Security-Policy enforces too. No cookie is ever set.
 * @param development lets the page pick a caller; without it every request is anonymous
 * @param examples operations in its menu; those of `schema/operations` unless told otherwise
 * @throws Error that names the file when a part of the page or an example cannot be read
 */
export function addIde(
  app: FastifyInstance,
  development: GatewayConfig["development"],
  examples: readonly Example[] = readExamples(),
): void {
  app.get("/", async (_request, reply) => {
    const nonce = randomBytes(16).toString("base64url");
    const page = renderPage({ examples, callers: development !== undefined, nonce });
    return reply.headers(pageHeaders(nonce)).type("text/html; charset=utf-8").send(page);
  });
  for (const [path, asset] of readAssets()) {
    app.get(path, async (request, reply) => sendAsset(asset, request, reply));
  }
  if (development !== undefined) addCallers(app, development);
}

const FILE_HEADERS = {
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/**
 * No script but the files of this gateway, none inline. The nonce is for the one style element that GraphiQL's dialogs add
 * to lock scrolling; pictures and fonts are data inside its stylesheet.
 */
function pageHeaders(nonce: string): Readonly<Record<string, string>> {
  const contentSecurityPolicy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    ...FILE_HEADERS,
    "cache-control": "no-store",
    "content-security-policy": contentSecurityPolicy.join("; "),
    "cross-origin-opener-policy": "same-origin",
    "x-frame-options": "DENY",
  };
}

/** A browser keeps a file but asks each time whether it is still good, so that an upgrade shows at once. */
function sendAsset(asset: Asset, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.headers({ ...FILE_HEADERS, "cache-control": "no-cache", etag: asset.etag });
  const known = request.headers["if-none-match"]?.split(",").map((tag) => tag.trim().replace(/^W\//, "")) ?? [];
  if (known.includes(asset.etag) || known.includes("*")) return reply.code(304).send();
  return reply.type(asset.type).send(asset.body);
}
