import { Binary } from "bson";
import { type Doc, doc, encode } from "./bson";
import { Call, int64, type Store } from "./call";
import { CommandError, fail, refuse } from "./errors";
import * as reads from "./reads";
import * as schema from "./schema";
import { isNumeric, toDouble } from "./values";
import * as writes from "./writes";

/** Answers one command with the bytes of a document; errors become answers. A write is on the disk by then. */
export function answerCommand(command: Doc | CommandError, store: Store): Buffer {
  try {
    if (command instanceof CommandError) throw command;
    const call = new Call(command, store);
    const [run, options, kind] = COMMANDS[call.name] ?? refuse(`the command ${call.name}`, "CommandNotFound");
    requireSubset(call, options);
    const reply = kind === "write" ? write(call, run) : run(call);
    return reply instanceof Map ? encode(reply) : reply;
  } catch (error) {
    const known = error instanceof CommandError;
    if (!known) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    const shown = known ? error : new CommandError("InternalError", "the embedded store failed; its log says why");
    return encode(new Map([["ok", 0], ...writes.errorFields(shown)]));
  }
}

type Run = (call: Call) => Doc | Buffer;
const ok: Run = () => doc({ ok: 1 });
/** The arguments of a command beside those of every command; without a list any will do (they change nothing). */
type Command = readonly [run: Run, options?: string, kind?: "write"];

const MODIFY = "query sort remove update new fields upsert arrayFilters";

const COMMANDS: Readonly<Record<string, Command>> = {
  hello: [hello],
  isMaster: [hello],
  ismaster: [hello],
  ping: [ok],
  endSessions: [ok],
  buildInfo: [() => doc({ version: "7.0.0", versionArray: [7, 0, 0, 0], modules: ["embedded"], ok: 1 })],
  serverStatus: [() => doc({ process: "embedded", pid: BigInt(process.pid), ok: 1 })],
  explain: [reads.explain, "verbosity"],
  find: [reads.find, "filter projection sort skip limit batchSize singleBatch hint"],
  aggregate: [reads.aggregate, "pipeline cursor hint explain"],
  getMore: [reads.getMore, "collection batchSize"],
  killCursors: [reads.killCursors, "cursors"],
  count: [reads.count, "query limit skip hint"],
  distinct: [reads.distinct, "key query hint"],
  insert: [writes.insert, "documents ordered", "write"],
  update: [writes.update, "updates ordered", "write"],
  delete: [writes.remove, "deletes ordered", "write"],
  findAndModify: [writes.findAndModify, MODIFY, "write"],
  findandmodify: [writes.findAndModify, MODIFY, "write"],
  createIndexes: [schema.createIndexes, "indexes commitQuorum", "write"],
  listIndexes: [schema.listIndexes, "cursor"],
  dropIndexes: [schema.dropIndexes, "index", "write"],
  listCollections: [schema.listCollections, "filter nameOnly authorizedCollections cursor"],
  listDatabases: [schema.listDatabases, "nameOnly"],
  create: [schema.create, "", "write"],
  drop: [schema.drop, "", "write"],
  dropDatabase: [schema.dropDatabase, "", "write"],
};

const COMMON = "$db lsid $clusterTime $readPreference readConcern writeConcern maxTimeMS txnNumber comment";

function requireSubset(call: Call, options: string | undefined): void {
  if (call.get("autocommit") !== undefined || call.flag("startTransaction")) refuse("transactions");
  if (options === undefined) return;
  call.requireKnown(`${call.name} ${COMMON} ${options}`, call.name);
  if (call.document("readConcern")?.get("level") === "snapshot") refuse("snapshot reads");
  const w = call.document("writeConcern")?.get("w");
  if (isNumeric(w) && toDouble(w) > 1) fail("UnsatisfiableWriteConcern", "Not enough data-bearing nodes");
}

/**
 * A write as a whole or not at all. A retryable write (the driver sends its session and a number) remembers its answer
 * in the same transaction: when the driver sends it again after a lost answer, it gets that answer and nothing happens.
 */
function write(call: Call, run: Run): Doc {
  const lsid = call.document("lsid")?.get("id");
  const number = call.get("txnNumber");
  return call.store.storage.atomic(() => {
    const session = lsid instanceof Binary && number !== undefined ? Buffer.from(lsid.value()) : undefined;
    const sent = session ? int64(number, "txnNumber") : 0n;
    const known = session && call.store.storage.recall(session, sent);
    const reply = known ?? run(call);
    if (!(reply instanceof Map)) return fail("InternalError", "a write answers with a document");
    if (session && !known) call.store.storage.remember(session, sent, reply);
    return reply;
  });
}

/** Says that it is a replica set of one, so that drivers retry writes; its protocol is that of MongoDB 7.0. */
function hello(call: Call): Doc {
  const { address } = call.store;
  return doc({
    helloOk: true,
    [call.name === "hello" ? "isWritablePrimary" : "ismaster"]: true,
    setName: "embedded",
    setVersion: 1,
    secondary: false,
    hosts: [address],
    primary: address,
    me: address,
    maxBsonObjectSize: 16 * 1024 * 1024,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    minWireVersion: 0,
    maxWireVersion: 21,
    readOnly: false,
    ok: 1,
  });
}
