import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { mongo } from "mongoose";
import { openMongo } from "../../subgraphs/kit/mongo";

/**
 * There is no `mongod` on the machines that run this, so the one started here is a stand-in that speaks the protocol
 * and answers what a `mongod` with `--replSet` answers before and after it is initiated. It notes what it was asked.
 */
const root = resolve(__dirname, "../..");
const standIn = `#!${process.execPath}
process.chdir(${JSON.stringify(root)});
require(${JSON.stringify(join(root, "start/register.cjs"))});
const { Framer, readRequest, writeReply } = require(${JSON.stringify(join(root, "subgraphs/kit/mongo/embedded/wire.ts"))});
const { doc, encode } = require(${JSON.stringify(join(root, "subgraphs/kit/mongo/embedded/bson.ts"))});
const fs = require("node:fs");
const option = (name) => process.argv[process.argv.indexOf(name) + 1];
const state = option("--dbpath") + "/state";
const note = (line) => fs.appendFileSync(option("--dbpath") + "/asked", line + "\\n");
note("start " + process.argv.slice(2).filter((one) => one.startsWith("--")).join(" "));
let member;
const initiated = () => fs.existsSync(state);
const answers = {
  replSetGetConfig: () => initiated() ? doc({ config: doc({ _id: option("--replSet"), version: 3, settings: doc({ kept: true }) }), ok: 1 })
    : doc({ ok: 0, errmsg: "no replset config has been received", code: 94, codeName: "NotYetInitialized" }),
  replSetInitiate: (config) => { fs.writeFileSync(state, "x"); member = config.get("members")[0].get("host"); return doc({ ok: 1 }); },
  replSetReconfig: (config) => { note("version " + config.get("version")); member = config.get("members")[0].get("host"); return doc({ ok: 1 }); },
};
const hello = (name) => doc({ [name === "hello" ? "isWritablePrimary" : "ismaster"]: member !== undefined, secondary: false,
  ...(member ? { setName: option("--replSet"), hosts: [member], me: member } : {}), minWireVersion: 0, maxWireVersion: 21, ok: 1 });
require("node:net").createServer((socket) => {
  const framer = new Framer();
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk) => {
    for (const message of framer.push(chunk)) {
      const request = readRequest(message);
      const [[name, value]] = request.command;
      if (name.startsWith("replSet")) note(name);
      socket.write(writeReply(request, encode(answers[name] ? answers[name](value) : hello(name))));
    }
  });
}).listen(Number(option("--port")), option("--bind_ip"));
process.on("SIGTERM", () => process.exit(0));
`;

let folder: string;
let binary: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mongod-"));
  binary = join(folder, "stand-in");
  await writeFile(binary, standIn);
  await chmod(binary, 0o700);
});
afterEach(() => rm(folder, { recursive: true }));

async function asked(): Promise<string[]> {
  return (await readFile(join(folder, "mongod/data/asked"), "utf8")).trim().split("\n");
}

test("a mongod of our own is a replica set of one on the loopback address, made once and moved to its new port later", async () => {
  const options = { dataFolder: folder, production: false, mongodBinary: binary };
  const first = await openMongo(options);
  expect(first).toMatchObject({
    kind: "mongod",
    uri: expect.stringMatching(/^mongodb:\/\/127\.0\.0\.1:\d+\/\?replicaSet=lien-thong$/),
  });
  const client = await new mongo.MongoClient(first.uri).connect();
  expect(await client.db("admin").command({ hello: 1 })).toMatchObject({ isWritablePrimary: true });
  await client.close();
  await first.close();
  const second = await openMongo(options);
  await second.close();
  expect(await asked()).toEqual([
    "start --dbpath --port --bind_ip --replSet --nounixsocket --logpath --logappend",
    "replSetGetConfig",
    "replSetInitiate",
    "start --dbpath --port --bind_ip --replSet --nounixsocket --logpath --logappend",
    "replSetGetConfig",
    "replSetReconfig",
    "version 4",
  ]);
});

test("a mongod that another process of ours runs is joined, and not stopped", async () => {
  const options = { dataFolder: folder, production: false, mongodBinary: binary };
  const first = await openMongo(options);
  const second = await openMongo(options);
  expect(second.uri).toBe(first.uri);
  await second.close();
  const client = await new mongo.MongoClient(first.uri).connect();
  expect(await client.db("admin").command({ ping: 1 })).toMatchObject({ ok: 1 });
  await client.close();
  await first.close();
  expect((await asked()).filter((line) => line.startsWith("start"))).toHaveLength(1);
});
