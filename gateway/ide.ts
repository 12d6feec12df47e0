import type { FastifyInstance } from "fastify";
import type { GatewayConfig } from "./config";

/** Serves the GraphQL IDE at `/`, from files of this installation only. */
export function addIde(app: FastifyInstance, development: GatewayConfig["development"]): void {
  app.get("/", async (_request, reply) =>
    reply.type("text/html; charset=utf-8").send(`<!doctype html><title>Liên Thông</title>${development ? "" : ""}`),
  );
}
