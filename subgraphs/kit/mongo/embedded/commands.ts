import { Binary } from "bson";
import { type Doc, doc } from "./bson";
import { Call, int64, requireKnown } from "./call";
import type { Cursors } from "./cursors";
import { aggregate, count, distinct, explain, find, getMore, killCursors } from "./read-commands";
import { CommandError, refuse } from "./refusal";
import * as schema from "./schema-commands";
import type { Storage } from "./storage";
import type { Request } from "./wire";
import { findAndModify, insert, remove, update } from "./write-commands";
import { errorDetails } from "./writes";

/** What the store says about itself in `hello`. */
export interface Identity {
  readonly address: string;
  readonly connections: () => number;
}

/** Answers one command; errors become answers. A write is durable only after `storage.commit()`. */
export function answerCommand(
  request: Request,
  storage: Storage,
  cursors: Cursors,
  at: { connection: number; identity: Identity },
): Doc {
  try {
    const [name = ""] = request.command.keys();
    const call = new Call(request, storage, cursors, at.connection);
    const command = COMMANDS[name];
    if (!command) {
      throw new CommandError(
        "CommandNotFound",
        `the embedded store does not implement the command ${name}; use a MongoDB server (MONGODB_URI)`,
      );
    }
    requireSubset(call, name, command.options);
    return command.writes ? write(call, () => command.run(call, at.identity)) : command.run(call, at.identity);
  } catch (error) {
    if (error instanceof CommandError) return failure(error);
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return failure(new CommandError("InternalError", "the embedded store failed; its log says why"));
  }
}

/** The answer that reports an error. */
export function failure(error: CommandError): Doc {
  return new Map([
    ...doc({ ok: 0, errmsg: error.message, code: error.code, codeName: error.codeName }),
    ...errorDetails(error),
  ]);
}

interface Command {
  readonly run: (call: Call, identity: Identity) => Doc;
  readonly writes?: true;
  /** The arguments it knows, beside those of every command; undefined: any (they change nothing). */
  readonly options?: readonly string[];
}

const COMMANDS: Readonly<Record<string, Command>> = {
  hello: { run: hello },
  isMaster: { run: hello },
  ismaster: { run: hello },
  ping: { run: () => doc({ ok: 1 }) },
  buildInfo: { run: buildInfo },
  buildinfo: { run: buildInfo },
  endSessions: { run: () => doc({ ok: 1 }) },
  connectionStatus: {
    run: () => doc({ authInfo: doc({ authenticatedUsers: [], authenticatedUserRoles: [] }), ok: 1 }),
  },
  getParameter: { run: () => doc({ featureCompatibilityVersion: doc({ version: "7.0" }), ok: 1 }) },
  serverStatus: { run: serverStatus },
  explain: { run: explain, options: ["explain", "verbosity"] },
  find: {
    run: find,
    options: [
      "find",
      "filter",
      "projection",
      "sort",
      "skip",
      "limit",
      "batchSize",
      "singleBatch",
      "hint",
      "allowDiskUse",
      "noCursorTimeout",
      "allowPartialResults",
    ],
  },
  aggregate: { run: aggregate, options: ["aggregate", "pipeline", "cursor", "hint", "explain", "allowDiskUse"] },
  getMore: { run: getMore, options: ["getMore", "collection", "batchSize"] },
  killCursors: { run: killCursors, options: ["killCursors", "cursors"] },
  count: { run: count, options: ["count", "query", "limit", "skip", "hint", "fields"] },
  distinct: { run: distinct, options: ["distinct", "key", "query", "hint"] },
  insert: { run: insert, writes: true, options: ["insert", "documents", "ordered"] },
  update: { run: update, writes: true, options: ["update", "updates", "ordered"] },
  delete: { run: remove, writes: true, options: ["delete", "deletes", "ordered"] },
  findAndModify: { run: findAndModify, writes: true, options: modifyOptions("findAndModify") },
  findandmodify: { run: findAndModify, writes: true, options: modifyOptions("findandmodify") },
  createIndexes: { run: schema.createIndexes, writes: true, options: ["createIndexes", "indexes", "commitQuorum"] },
  listIndexes: { run: schema.listIndexes, options: ["listIndexes", "cursor"] },
  dropIndexes: { run: schema.dropIndexes, writes: true, options: ["dropIndexes", "index"] },
  listCollections: {
    run: schema.listCollections,
    options: ["listCollections", "filter", "nameOnly", "authorizedCollections", "cursor"],
  },
  listDatabases: { run: schema.listDatabases, options: ["listDatabases", "filter", "nameOnly", "authorizedDatabases"] },
  create: { run: schema.create, writes: true, options: ["create"] },
  drop: { run: schema.drop, writes: true, options: ["drop"] },
  dropDatabase: { run: schema.dropDatabase, writes: true, options: ["dropDatabase"] },
  validate: { run: schema.validate, options: ["validate", "full"] },
};

function modifyOptions(name: string): string[] {
  return [name, "query", "sort", "update", "remove", "new", "upsert", "fields", "arrayFilters", "hint"];
}

/** Arguments that every command may have. With one node and one writer, every read and write concern is the same. */
const COMMON = [
  "$db",
  "lsid",
  "txnNumber",
  "$readPreference",
  "$clusterTime",
  "readConcern",
  "writeConcern",
  "maxTimeMS",
  "comment",
  "bypassDocumentValidation",
];

function requireSubset(call: Call, name: string, options: readonly string[] | undefined): void {
  const { command } = call;
  if (command.has("startTransaction") || command.has("autocommit")) refuse("transactions");
  if (command.get("apiVersion") !== undefined) refuse("the versioned API");
  if (options) requireKnown(command, [...options, ...COMMON], name);
  if (call.document("readConcern")?.get("level") === "snapshot") refuse("snapshot reads");
  const w = call.document("writeConcern")?.get("w");
  if (typeof w === "number" && w > 1)
    throw new CommandError("UnsatisfiableWriteConcern", "Not enough data-bearing nodes");
}

/**
 * A write as a whole or not at all. A retryable write (the driver sends its session and a number) remembers its answer
 * in the same transaction: when the driver sends it again after a lost answer, it gets that answer and nothing happens.
 */
function write(call: Call, run: () => Doc): Doc {
  const lsid = call.document("lsid")?.get("id");
  const number = call.command.get("txnNumber");
  return call.storage.atomic(() => {
    if (!(lsid instanceof Binary) || number === undefined) return run();
    const session = Buffer.from(lsid.buffer.subarray(0, lsid.position));
    const sent = int64(number, "txnNumber");
    const known = call.storage.recall(session, sent);
    if (known) return known;
    const reply = run();
    call.storage.remember(session, sent, reply);
    return reply;
  });
}

function hello(call: Call, identity: Identity): Doc {
  const [name] = call.command.keys();
  return doc({
    helloOk: true,
    [name === "hello" ? "isWritablePrimary" : "ismaster"]: true,
    setName: "embedded",
    setVersion: 1,
    secondary: false,
    hosts: [identity.address],
    primary: identity.address,
    me: identity.address,
    maxBsonObjectSize: 16 * 1024 * 1024,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: call.connection,
    minWireVersion: 0,
    maxWireVersion: 21,
    readOnly: false,
    ok: 1,
  });
}

/** Says what it is: the protocol of MongoDB 7.0, the embedded store as `modules`. */
function buildInfo(): Doc {
  return doc({
    version: "7.0.0",
    versionArray: [7, 0, 0, 0],
    gitVersion: "embedded",
    modules: ["embedded"],
    bits: 64,
    maxBsonObjectSize: 16 * 1024 * 1024,
    ok: 1,
  });
}

function serverStatus(_: Call, identity: Identity): Doc {
  return doc({
    host: identity.address,
    version: "7.0.0",
    process: "embedded",
    pid: BigInt(process.pid),
    uptime: Math.round(process.uptime()),
    localTime: new Date(),
    connections: doc({ current: identity.connections() }),
    ok: 1,
  });
}
