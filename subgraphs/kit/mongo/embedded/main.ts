/**
 * The child process of the embedded store: `main <data file> <socket>`. Prints READY on standard output when it
 * listens, and exits with LOCKED when another process has the data. It lives as long as its parent holds standard
 * input open or anybody is connected; then it stops by itself. Commands run one after the other, each to its end.
 */
import { chmodSync, rmdirSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { dirname } from "node:path";
import { answerCommand, failure } from "./commands";
import { Cursors } from "./cursors";
import { CommandError } from "./errors";
import { LOCKED, READY, STAYING } from "./launch";
import { Storage } from "./storage";
import { Framer, readRequest, writeReply } from "./wire";

function main(file: string, path: string): void {
  process.umask(0o077);
  const storage = openStorage(file);
  const sockets = new Set<Socket>();
  let isAbandoned = false;
  const server = serve(storage, path, sockets, stopWhenUnused);

  function stopWhenUnused(): void {
    if (!isAbandoned || sockets.size > 0) return;
    server.close();
    storage.close();
    removeIfEmpty(dirname(path));
    process.exit(0);
  }
  function abandon(): void {
    isAbandoned = true;
    stopWhenUnused();
    setTimeout(() => process.stdout.write(STAYING), 100).unref();
  }
  // A terminal sends SIGINT to the whole group: the parent drains its requests first, so the store must outlive it.
  for (const signal of ["SIGINT", "SIGHUP", "SIGTERM"]) process.on(signal, abandon);
  process.stdin.on("error", abandon).once("close", abandon).once("end", abandon).resume();
  process.stdout.on("error", abandon);
  server.once("listening", () => {
    chmodSync(path, 0o600);
    process.stdout.write(READY);
  });
}

/** Serves the wire protocol on a unix socket that only its owner may open. `idle` is called when a connection is gone. */
function serve(storage: Storage, path: string, sockets: Set<Socket>, idle: () => void): Server {
  const cursors = new Cursors();
  // Only the process that holds the storage's lock comes here, so a socket that is there is a dead one's.
  rmSync(path, { force: true });
  const server = createServer((socket) => {
    const framer = new Framer();
    sockets.add(socket);
    const answer = (message: Buffer): void => {
      const request = readRequest(message);
      const isRefused = request instanceof CommandError;
      const head = isRefused ? { id: message.readInt32LE(4), legacy: false } : request;
      const reply = isRefused ? failure(request) : answerCommand(request, storage, cursors, path);
      if (!isRefused && !request.wantsReply) return;
      if (socket.writable && !socket.write(writeReply(head, reply))) socket.pause();
    };
    socket.on("data", (chunk) => {
      try {
        for (const message of framer.push(chunk)) answer(message);
      } catch {
        socket.destroy();
      }
    });
    socket.on("drain", () => socket.resume());
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      sockets.delete(socket);
      idle();
    });
  });
  return server.listen(path);
}

/** The folder made for the socket of a data folder too deep for one. */
function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It is the data folder, which is not empty.
  }
}

function openStorage(file: string): Storage {
  try {
    return new Storage(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "SQLITE_BUSY") process.exit(LOCKED);
    throw error;
  }
}

const [file = "", socket = ""] = process.argv.slice(2);
main(file, socket);
