import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { mongo } from "mongoose";

const START_MS = 30_000;
const SET_NAME = "lien-thong";

/**
 * Starts a `mongod` as a replica set of one node, on the loopback address only, with its data in the folder; or joins
 * the one that another process of ours started there. Throws when it does not become primary within 30 s.
 */
export async function openMongod(binary: string, folder: string): Promise<{ uri: string; close: () => Promise<void> }> {
  const data = join(folder, "data");
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const note = join(folder, "port");
  const running = await runningOn(readPort(note));
  if (running) return { uri: running, close: async () => undefined };
  const port = await freePort();
  const child = spawn(
    binary,
    [
      "--dbpath",
      data,
      "--port",
      String(port),
      "--bind_ip",
      "127.0.0.1",
      "--replSet",
      SET_NAME,
      "--nounixsocket",
      "--logpath",
      join(folder, "mongod.log"),
      "--logappend",
    ],
    { stdio: "ignore" },
  );
  const ended = new Promise<never>((_, fail) => {
    child.once("error", (error) => fail(new Error(`MONGOD_BIN: ${binary} does not start: ${error.message}`)));
    child.once("exit", (code) =>
      fail(new Error(`MONGOD_BIN: ${binary} ended with ${code}; see ${join(folder, "mongod.log")}`)),
    );
  });
  ended.catch(() => undefined);
  const close = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise((settle) => child.once("exit", settle));
    child.kill("SIGTERM");
    await exited;
  };
  const client = clientOf(port, START_MS);
  try {
    await Promise.race([becomePrimary(client, port), ended]);
    writeFileSync(note, String(port), { mode: 0o600 });
    return { uri: addressOf(port), close };
  } catch (error) {
    await close();
    throw error;
  } finally {
    await client.close();
  }
}

function addressOf(port: number): string {
  return `mongodb://127.0.0.1:${port}/?replicaSet=${SET_NAME}`;
}

function clientOf(port: number, patience: number): mongo.MongoClient {
  return new mongo.MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: patience,
  });
}

/** Makes the set on the first start; on later ones tells it that its only member has a new port. */
async function becomePrimary(client: mongo.MongoClient, port: number): Promise<void> {
  const admin = client.db("admin");
  const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
  const known = await admin.command({ replSetGetConfig: 1 }).catch((error: unknown) => {
    if (error instanceof mongo.MongoServerError) return undefined;
    throw error;
  });
  if (known) {
    const version = Number(known.config.version) + 1;
    await admin.command({ replSetReconfig: { ...known.config, version, members }, force: true });
  } else await admin.command({ replSetInitiate: { _id: SET_NAME, members } });
  for (const deadline = Date.now() + START_MS; Date.now() < deadline; await delay(50)) {
    if (await isOurPrimary(client)) return;
  }
  throw new Error(`MONGOD_BIN: the replica set has no primary after ${START_MS / 1000} s`);
}

async function isOurPrimary(client: mongo.MongoClient): Promise<boolean> {
  const hello = await client.db("admin").command({ hello: 1 });
  return hello.isWritablePrimary === true && hello.setName === SET_NAME;
}

/** The address of a `mongod` that another process of ours has started on this data. */
async function runningOn(port: number | undefined): Promise<string | undefined> {
  if (port === undefined) return undefined;
  const client = clientOf(port, 500);
  const ours = await isOurPrimary(client).catch(() => false);
  await client.close();
  return ours ? addressOf(port) : undefined;
}

function readPort(note: string): number | undefined {
  try {
    const port = Number(readFileSync(note, "utf8"));
    return Number.isInteger(port) && port > 0 ? port : undefined;
  } catch {
    return undefined;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((settle, fail) => server.once("error", fail).listen(0, "127.0.0.1", settle));
  const address = server.address();
  await new Promise((settle) => server.close(settle));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
