import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, lstatSync, mkdirSync, realpathSync } from "node:fs";
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
/** What the child prints when it listens. */
export const READY = "ready\n";
/** What the child prints when its parent let go of it but other processes still use it. */
export const STAYING = "staying\n";

const START_MS = 15_000;
const SOCKET_PATH_BYTES = 100;

/**
 * Opens the embedded store of a folder: joins the child process that serves it already, or starts one. Many processes
 * may open the same folder. While open, a store that dies is started again on the same socket. `close` stops the child
 * unless other processes are still connected to it; close the database connections before.
 */
export async function openEmbedded(
  folder: string,
  log: StoreLog,
): Promise<{ uri: string; close: () => Promise<void> }> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const path = socketPath(realpathSync(folder));
  let child: ChildProcess | undefined;
  let keeper: Socket | undefined;
  let isClosing = false;

  async function keep(): Promise<void> {
    const deadline = Date.now() + START_MS;
    while (!keeper && !isClosing && Date.now() < deadline) {
      keeper = await tryJoin(path);
      if (keeper) break;
      child = await start(join(folder, "store.db"), path, log);
      if (!child) await delay(20);
    }
    if (isClosing) return;
    if (!keeper) throw new Error(`the embedded store in ${folder} did not answer within ${START_MS / 1000} s`);
    keeper.unref().once("close", restart);
  }

  function restart(): void {
    keeper = undefined;
    if (isClosing) return;
    log.warn("the embedded store stopped; starting it again");
    keeping = keep().catch((error: unknown) => log.warn(`the embedded store does not start: ${String(error)}`));
  }

  let keeping = keep();
  await keeping;
  return {
    uri: `mongodb://${encodeURIComponent(path)}/?directConnection=true`,
    close: async () => {
      isClosing = true;
      await keeping;
      keeper?.destroy();
      if (child) await release(child);
    },
  };
}

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
  const socket = connect(path);
  const answered = await new Promise<boolean>((settle) => {
    socket.setTimeout(5_000, () => settle(false));
    socket.once("error", () => settle(false)).once("close", () => settle(false));
    socket.once("data", () => settle(true));
    socket.write(writeReply({ id: 0, legacy: false }, encode(doc({ ping: 1, $db: "admin" }))));
  });
  if (answered)
    return socket
      .setTimeout(0)
      .on("error", () => socket.destroy())
      .resume();
  socket.destroy();
  return undefined;
}

/** Starts the child and waits until it listens; undefined when another process has the data (or is letting go of it). */
async function start(file: string, path: string, log: StoreLog): Promise<ChildProcess | undefined> {
  const fromSource = __filename.endsWith(".ts");
  const root = resolve(__dirname, "../../../..");
  const hook = fromSource ? ["-r", join(root, "start/register.cjs")] : [];
  const script = join(__dirname, fromSource ? "main.ts" : "main.js");
  // The child needs nothing from the environment, so no secret of the parent reaches it.
  const child = spawn(process.execPath, [...hook, script, file, path], { cwd: root, env: {}, stdio: "pipe" });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint = (complaint + text).slice(-2_000);
    log.warn(`embedded store: ${text.trim()}`);
  });
  child.stdin.on("error", () => undefined);
  const outcome = await new Promise<"ready" | number>((settle, fail) => {
    child.once("error", fail).once("exit", (code) => settle(code ?? -1));
    child.stdout.setEncoding("utf8").on("data", (text: string) => text.includes(READY) && settle("ready"));
  });
  if (outcome === LOCKED) return undefined;
  if (outcome !== "ready") throw new Error(`the embedded store ended with ${outcome}: ${complaint}`);
  for (const handle of handles(child)) handle.unref();
  return child;
}

/** Lets go of the child and waits until it has stopped, or says that others still use it. */
async function release(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  for (const handle of handles(child)) handle.ref();
  const settled = new Promise<void>((settle) => {
    child.once("exit", () => settle());
    child.stdout?.on("data", (text: string) => text.includes(STAYING) && settle());
  });
  child.stdin?.end();
  await settled;
  for (const handle of handles(child)) handle.unref();
}

interface Handle {
  ref(): unknown;
  unref(): unknown;
}

/** Everything of a child that would keep this process running. */
function handles(child: ChildProcess): Handle[] {
  return [child, child.stdin, child.stdout, child.stderr].filter(
    (one): one is ChildProcess & Handle => one !== null && "unref" in one,
  );
}
