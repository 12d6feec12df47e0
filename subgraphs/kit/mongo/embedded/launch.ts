import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, closeSync, lstatSync, mkdirSync, openSync, realpathSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { doc, encode } from "./bson";
import { writeReply } from "./wire";

/** Where the store tells what happens to it. */
export interface StoreLog {
  readonly info: (message: string) => void;
  readonly warn: (message: string) => void;
}

/** Exit code of the child process when another process has its data open. */
export const LOCKED = 3;
/** How long a child waits for its first connection, and we for a child. */
export const START_MS = 15_000;

const SOCKET_PATH_BYTES = 100;

/**
 * Opens the embedded store of a folder: joins the child process that serves it already, or starts one. Many processes
 * may open the same folder: the child lives while anybody is connected. While open, a store that dies is started again
 * on the same socket. When `close` returns the child has closed its file, unless others are connected; close the
 * database connections before.
 */
export async function openEmbedded(
  folder: string,
  log: StoreLog,
): Promise<{ uri: string; close: () => Promise<void> }> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const path = socketPath(realpathSync(folder));
  let keeper: Socket | undefined;
  let isClosing = false;

  async function keep(): Promise<void> {
    let child: ChildProcess | undefined;
    for (const deadline = Date.now() + START_MS; Date.now() < deadline && !isClosing; await delay(20)) {
      keeper = await tryJoin(path);
      if (keeper) {
        keeper.unref().once("close", restart);
        // The child that serves us stays, since we are connected; one that was beaten to it stops.
        child?.kill();
        return;
      }
      if (!child || child.exitCode === LOCKED || child.signalCode !== null) child = start(folder, path);
      else if (child.exitCode !== null) break;
    }
    if (!isClosing) throw new Error(`the embedded store in ${folder} does not start; see ${join(folder, LOG)}`);
  }

  function restart(): void {
    keeper = undefined;
    if (isClosing) return;
    log.warn("the embedded store stopped; starting it again");
    keeping = keep().catch((error: unknown) => log.warn(String(error)));
  }

  let keeping = keep();
  await keeping;
  return {
    uri: `mongodb://${encodeURIComponent(path)}/?directConnection=true`,
    close: async () => {
      isClosing = true;
      await keeping;
      await new Promise<unknown>((settle) => (keeper ? keeper.ref().once("close", settle).end() : settle(undefined)));
    },
  };
}

const LOG = "store.log";

/** A unix socket's path is at most about 107 bytes; a deep folder gets its socket in the temporary folder. */
function socketPath(folder: string): string {
  const inside = join(folder, "store.sock");
  if (Buffer.byteLength(inside) <= SOCKET_PATH_BYTES) return inside;
  const name = createHash("sha256").update(folder).digest("hex").slice(0, 16);
  const outside = join(tmpdir(), `lien-thong-${process.getuid?.() ?? 0}-${name}`);
  mkdirSync(outside, { recursive: true, mode: 0o700 });
  const { uid, mode } = lstatSync(outside);
  if (uid !== (process.getuid?.() ?? uid) || (mode & 0o077) !== 0)
    throw new Error(`${outside} is not private to this user`);
  return join(outside, "store.sock");
}

/** A connection that keeps the store alive; undefined when nobody answers on the socket. */
async function tryJoin(path: string): Promise<Socket | undefined> {
  const socket = connect(path).on("error", () => socket.destroy());
  const hasAnswered = await new Promise<boolean>((settle) => {
    socket.setTimeout(5_000, () => socket.destroy());
    socket.once("close", () => settle(false)).once("data", () => settle(true));
    socket.write(writeReply({ id: 0, legacy: false }, encode(doc({ ping: 1, $db: "admin" }))));
  });
  return hasAnswered ? socket.setTimeout(0).resume() : undefined;
}

/** Starts a child; it needs nothing from the environment, so no secret of ours reaches it. */
function start(folder: string, path: string): ChildProcess {
  const fromSource = __filename.endsWith(".ts");
  const root = resolve(__dirname, "../../../..");
  const hook = fromSource ? ["-r", join(root, "start/register.cjs")] : [];
  const script = join(__dirname, fromSource ? "main.ts" : "main.js");
  const complaints = openSync(join(folder, LOG), "a", 0o600);
  const child = spawn(process.execPath, [...hook, script, join(folder, "store.db"), path], {
    cwd: root,
    env: {},
    stdio: ["ignore", "ignore", complaints],
  });
  closeSync(complaints);
  // One that could not be started has an exit code too.
  child.once("error", () => undefined).unref();
  return child;
}
