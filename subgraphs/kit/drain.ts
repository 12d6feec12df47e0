import type { FastifyInstance } from "fastify";

/** How a server goes out of service. */
export interface Drain {
  /** Whether it has begun: no longer ready, and connections end with their answers. */
  begun(): boolean;
  /** Begins it, waits for the answers in flight, for `grace` milliseconds at most, and closes the server. */
  close(): Promise<void>;
}

/**
 * Drains an HTTP server. Clients decide how long they keep a connection, idle or half-way through a request, and Node enforces
 * no time limit of its own on a closing server: so answers say `connection: close`, and after the grace what is left is cut.
 */
export function drainable(app: FastifyInstance, grace: number): Drain {
  let begun = false;
  app.addHook("onSend", async (_request, reply) => {
    if (begun) reply.header("connection", "close");
  });
  return {
    begun: () => begun,
    async close() {
      begun = true;
      const cut = setTimeout(() => app.server.closeAllConnections(), grace);
      await app.close();
      clearTimeout(cut);
    },
  };
}
