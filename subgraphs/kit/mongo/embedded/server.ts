import { chmodSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { answerCommand, failure } from "./commands";
import { Cursors } from "./cursors";
import { CommandError } from "./refusal";
import type { Storage } from "./storage";
import { Framer, type Request, readRequest, writeReply } from "./wire";

/** A listening store. */
export interface Listening {
  readonly connections: () => number;
  /** Stops listening, ends the connections, and closes nothing else. */
  readonly close: () => Promise<void>;
}

const MAX_BATCH = 64;
const SWEEP_MS = 10_000;
const MAX_UNSENT_BYTES = 32 * 1024 * 1024;

/**
 * Serves the wire protocol on a unix socket that only its owner may open. Commands that are there together share one
 * commit: all run, then one fsync, then all are answered. `idle` is called when the last connection is gone.
 */
export async function listen(storage: Storage, path: string, idle: () => void): Promise<Listening> {
  const cursors = new Cursors();
  const sockets = new Set<Socket>();
  const identity = { address: path, connections: (): number => sockets.size };
  const waiting: { request: Request; socket: Socket; connection: number }[] = [];
  const sweep = setInterval(() => cursors.expire(), SWEEP_MS).unref();
  let nextConnection = 1;

  function drain(): void {
    const batch = waiting.splice(0, MAX_BATCH);
    const answers = batch.map(({ request, connection }) =>
      answerCommand(request, storage, cursors, { connection, identity }),
    );
    let failed: CommandError | undefined;
    try {
      storage.commit();
    } catch (error) {
      process.stderr.write(`commit failed: ${String(error)}\n`);
      failed = new CommandError("InternalError", "the embedded store could not write to its disk");
    }
    for (const [place, { request, socket }] of batch.entries()) {
      const answer = answers[place];
      if (answer && request.wantsReply && socket.writable)
        socket.write(writeReply(request, failed ? failure(failed) : answer));
      if (socket.writableLength > MAX_UNSENT_BYTES) socket.pause();
    }
    if (waiting.length > 0) setImmediate(drain);
  }

  const server = createServer((socket) => {
    const connection = nextConnection;
    nextConnection += 1;
    sockets.add(socket);
    const framer = new Framer();
    const receive = (message: Buffer): void => {
      const request = readRequest(message);
      if (request instanceof CommandError)
        return void socket.write(writeReply({ id: message.readInt32LE(4), legacy: false }, failure(request)));
      waiting.push({ request, socket, connection });
      if (waiting.length === 1) setImmediate(drain);
    };
    socket.on("data", (chunk) => {
      try {
        framer.push(chunk).forEach(receive);
      } catch {
        socket.destroy();
      }
    });
    socket.on("drain", () => socket.resume());
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      sockets.delete(socket);
      cursors.release(connection);
      if (sockets.size === 0) idle();
    });
  });
  await bind(server, path);
  return {
    connections: identity.connections,
    close: () =>
      new Promise((resolve) => {
        clearInterval(sweep);
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Only the process that holds the storage's lock comes here, so a socket that is there is a dead one's. */
async function bind(server: Server, path: string): Promise<void> {
  rmSync(path, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, resolve);
  });
  chmodSync(path, 0o600);
}
