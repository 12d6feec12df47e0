import { type Doc, decode } from "./bson";
import { CommandError } from "./errors";

/** A request: the command, and the documents sent beside it in sections (kind 1), as the bytes received. */
export interface Request {
  readonly id: number;
  readonly command: Doc;
  readonly sections: ReadonlyMap<string, readonly Buffer[]>;
  /** False when the client does not want an answer (write concern 0). */
  readonly wantsReply: boolean;
  readonly legacy: boolean;
}

const MAX_MESSAGE_BYTES = 48_000_000;
const HEADER_BYTES = 16;
const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const CHECKSUM_PRESENT = 1;
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
      const whole = all.length >= length;
      if (whole) messages.push(all.subarray(0, length));
      this.#chunks = [whole ? all.subarray(length) : all];
      this.#size = all.length - (whole ? length : 0);
      this.#needed = whole ? 4 : length;
    }
    return messages;
  }
}

/**
 * Reads a message; throws on everything but a well-formed OP_MSG or an OP_QUERY of a command. A command that is well
 * formed but holds something outside the subset (a type, say) is returned as its refusal.
 */
export function readRequest(message: Buffer): Request | CommandError {
  try {
    return requestOf(message);
  } catch (error) {
    if (error instanceof CommandError && error.codeName === "NotImplemented") return error;
    throw error;
  }
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

function requestOf(message: Buffer): Request {
  const id = message.readInt32LE(4);
  const code = message.readInt32LE(12);
  if (code === OP_QUERY) return readQuery(message, id);
  const flags = code === OP_MSG ? message.readUInt32LE(16) : -1;
  if ((flags & 0xffff & ~(CHECKSUM_PRESENT | MORE_TO_COME)) !== 0) throw new Error(`message ${code} or its flags`);
  const end = message.length - (flags & CHECKSUM_PRESENT ? 4 : 0);
  const sections = new Map<string, readonly Buffer[]>();
  let command: Doc | undefined;
  for (let at = 20; at < end; ) {
    const kind = message[at];
    const body = partAt(message, at + 1, end);
    if (kind === 0 && !command) command = decode(body);
    else if (kind === 1) readSequence(body, sections);
    else throw new Error(`unknown section ${kind}`);
    at += 1 + body.length;
  }
  if (!command) throw new Error("a message without command");
  return { id, command, sections, wantsReply: (flags & MORE_TO_COME) === 0, legacy: false };
}

/** The document or section that starts there with its length. */
function partAt(bytes: Buffer, at: number, end: number): Buffer {
  const size = bytes.readInt32LE(at);
  if (size < 5 || at + size > end) throw new Error("a part leaves its message");
  return bytes.subarray(at, at + size);
}

function readSequence(body: Buffer, sections: Map<string, readonly Buffer[]>): void {
  const nameEnd = body.indexOf(0, 4);
  const name = body.toString("utf8", 4, nameEnd);
  if (nameEnd < 0 || sections.has(name)) throw new Error("a section without name, or twice");
  const documents: Buffer[] = [];
  for (let at = nameEnd + 1; at < body.length; at += documents.at(-1)?.length ?? 0)
    documents.push(partAt(body, at, body.length));
  sections.set(name, documents);
}

/** The legacy message in which drivers still send their first hello. */
function readQuery(message: Buffer, id: number): Request {
  const nameEnd = message.indexOf(0, 20);
  const [database, collection] = message.toString("utf8", 20, nameEnd).split(".");
  if (nameEnd < 0 || collection !== "$cmd" || !database) throw new Error("a legacy query");
  const command = decode(partAt(message, nameEnd + 9, message.length));
  return { id, command: command.set("$db", database), sections: new Map(), wantsReply: true, legacy: true };
}
