import { type Doc, decode } from "./bson";
import { CommandError } from "./errors";

/** A request. A command that is well formed but holds something outside the subset (a type, say) is its refusal. */
export interface Request {
  readonly id: number;
  readonly command: Doc | CommandError;
  /** False when the client does not want an answer (write concern 0). */
  readonly wantsReply: boolean;
  readonly legacy: boolean;
}

const MAX_MESSAGE_BYTES = 48_000_000;
const HEADER_BYTES = 16;
const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const MORE_TO_COME = 2;

/**
 * Cuts a stream of bytes into messages. `push` returns the whole messages so far and throws on anything that is none;
 * then the connection cannot be used any more. A length is believed only within MongoDB's limit.
 */
export class Framer {
  #chunks: Buffer[] = [];
  #size = 0;
  #needed = 4;

  push(chunk: Buffer): Buffer[] {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    const messages: Buffer[] = [];
    while (this.#size >= this.#needed) {
      const all = Buffer.concat(this.#chunks);
      const length = all.readInt32LE(0);
      if (length < HEADER_BYTES || length > MAX_MESSAGE_BYTES) throw new Error(`not a message: length ${length}`);
      const isWhole = all.length >= length;
      if (isWhole) messages.push(all.subarray(0, length));
      this.#chunks = [isWhole ? all.subarray(length) : all];
      this.#size = all.length - (isWhole ? length : 0);
      this.#needed = isWhole ? 4 : length;
    }
    return messages;
  }
}

/** Reads a message; throws on everything but a well-formed OP_MSG without checksum or an OP_QUERY of a command. */
export function readRequest(message: Buffer): Request {
  const id = message.readInt32LE(4);
  const code = message.readInt32LE(12);
  if (code === OP_QUERY) return { id, command: readQuery(message), wantsReply: true, legacy: true };
  const flags = code === OP_MSG ? message.readUInt32LE(HEADER_BYTES) : -1;
  if ((flags & 0xffff & ~MORE_TO_COME) !== 0) throw new Error(`message ${code} or its flags`);
  return { id, command: readSections(message), wantsReply: (flags & MORE_TO_COME) === 0, legacy: false };
}

/** The bytes of the answer to a request; with id 0, those of a command. */
export function writeReply(request: Pick<Request, "id" | "legacy">, body: Buffer): Buffer {
  const head = Buffer.alloc(HEADER_BYTES + (request.legacy ? 20 : 5));
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(request.id, 8);
  head.writeInt32LE(request.legacy ? OP_REPLY : OP_MSG, 12);
  if (request.legacy) head.writeInt32LE(1, HEADER_BYTES + 16);
  return Buffer.concat([head, body]);
}

/** The command, with the documents that are sent beside it (sections of kind 1) put into it. */
function readSections(message: Buffer): Doc | CommandError {
  let command: Doc | undefined;
  const beside: Doc = new Map();
  try {
    for (let at = 20; at < message.length; ) {
      const kind = message[at];
      const body = partAt(message, at + 1);
      if (kind === 0 && !command) command = decode(body);
      else if (kind === 1) readSequence(body, beside);
      else throw new Error(`unknown section ${kind}`);
      at += 1 + body.length;
    }
  } catch (error) {
    if (error instanceof CommandError) return error;
    throw error;
  }
  if (!command) throw new Error("a message without command");
  return new Map([...command, ...beside]);
}

/** The document or section that starts there with its length. */
function partAt(bytes: Buffer, at: number): Buffer {
  const size = bytes.readInt32LE(at);
  if (size < 5 || at + size > bytes.length) throw new Error("a part leaves its message");
  return bytes.subarray(at, at + size);
}

function readSequence(body: Buffer, beside: Doc): void {
  const nameEnd = body.indexOf(0, 4);
  const name = body.toString("utf8", 4, nameEnd);
  if (nameEnd < 0 || beside.has(name)) throw new Error("a section without name, or twice");
  const documents: Doc[] = [];
  for (let at = nameEnd + 1; at < body.length; at += body.readInt32LE(at)) documents.push(decode(partAt(body, at)));
  beside.set(name, documents);
}

/** The legacy message in which drivers still send their first hello. */
function readQuery(message: Buffer): Doc {
  const nameEnd = message.indexOf(0, 20);
  const [database, collection] = message.toString("utf8", 20, nameEnd).split(".");
  if (nameEnd < 0 || collection !== "$cmd" || !database) throw new Error("a legacy query");
  return decode(partAt(message, nameEnd + 9)).set("$db", database);
}
