/**
 * The child process of the embedded store: `main <data file> <socket>`. Prints READY on standard output when it
 * listens, and exits with LOCKED when another process has the data. It lives as long as its parent holds standard
 * input open or anybody is connected; then it stops by itself. Loads bson and libsql and nothing else, to start fast.
 */
import { rmdirSync } from "node:fs";
import { dirname } from "node:path";
import { LOCKED, READY, STAYING } from "./launch-protocol";
import { listen } from "./server";
import { Storage } from "./storage";

async function main(file: string, socket: string): Promise<void> {
  process.umask(0o077);
  const storage = openStorage(file);
  let abandoned = false;
  let stopping = false;
  const listening = await listen(storage, socket, stopWhenUnused);
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await listening.close();
    storage.close();
    removeIfEmpty(dirname(socket));
    process.exit(0);
  };
  function stopWhenUnused(): void {
    if (abandoned && listening.connections() === 0) void stop();
  }
  const abandon = (): void => {
    if (abandoned) return;
    abandoned = true;
    stopWhenUnused();
    setTimeout(() => stopping || process.stdout.write(STAYING), 100).unref();
  };
  // A terminal sends SIGINT to the whole group: the parent drains its requests first, so the store must outlive it.
  process.on("SIGINT", abandon);
  process.on("SIGHUP", abandon);
  process.on("SIGTERM", abandon);
  process.stdin.on("error", abandon).on("close", abandon).on("end", abandon).resume();
  process.stdout.on("error", abandon);
  process.stdout.write(READY);
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
void main(file, socket).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
