/**
 * The child process of the embedded store: `main <data file> <socket>`. It exits with LOCKED when another process has
 * the data, and by itself when nobody is connected any more. Commands run one after the other, each to its end.
 */
import { chmodSync, rmdirSync, rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { dirname } from "node:path";
import { answerCommand } from "./commands";
import { Cursors } from "./cursors";
import { LOCKED, START_MS } from "./launch";
import { Storage } from "./storage";
import { Framer, readRequest, writeReply } from "./wire";

function main(file: string, path: string): void {
  process.umask(0o077);
  const storage = openStorage(file);
  const store = { storage, cursors: new Cursors(), address: path };
  const sockets = new Set<Socket>();
  // Only the process that holds the storage's lock comes here, so a socket that is there is a dead one's.
  rmSync(path, { force: true });
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const framer = new Framer();
    sockets.add(socket);
    socket.on("data", (chunk) => {
      try {
        for (const message of framer.push(chunk)) {
          const request = readRequest(message);
          const reply = answerCommand(request.command, store);
          if (request.wantsReply && socket.writable && !socket.write(writeReply(request, reply))) socket.pause();
        }
      } catch {
        socket.destroy();
      }
    });
    socket.on("drain", () => socket.resume());
    socket.on("error", () => socket.destroy());
    socket.on("close", () => leave(socket));
    // Who ends its side waits for us to end ours: the last one sees that after the file is closed.
    socket.on("end", () => leave(socket));
  });

  function leave(socket: Socket): void {
    sockets.delete(socket);
    stopWhenUnused();
    socket.end();
  }
  function stopWhenUnused(): void {
    if (sockets.size > 0) return;
    server.close();
    storage.close();
    removeIfEmpty(dirname(path));
    process.exit(0);
  }
  setTimeout(stopWhenUnused, START_MS);
  // A terminal sends SIGINT to the whole group: the parent drains its requests first, so the store must outlive it.
  for (const signal of ["SIGINT", "SIGHUP", "SIGTERM"]) process.on(signal, stopWhenUnused);
  server.listen(path, () => chmodSync(path, 0o600));
}

function openStorage(file: string): Storage {
  try {
    return new Storage(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "SQLITE_BUSY") process.exit(LOCKED);
    throw error;
  }
}

/** The folder made for the socket of a data folder too deep for one. */
function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It is the data folder, which is not empty.
  }
}

const [file = "", socket = ""] = process.argv.slice(2);
main(file, socket);
