import { type Doc, decode, encode, type Value } from "./bson";
import { CommandError, refuse } from "./refusal";

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

  push(chunk: Buffer): Buffer[] {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    const messages: Buffer[] = [];
    for (;;) {
      const length = this.#nextLength();
      if (length === undefined || this.#size < length) return messages;
      const all = this.#joined();
      messages.push(all.subarray(0, length));
      this.#chunks = all.length > length ? [all.subarray(length)] : [];
      this.#size -= length;
    }
  }

  #nextLength(): number | undefined {
    if (this.#size < 4) return undefined;
    const head = (this.#chunks[0]?.length ?? 0) >= 4 ? this.#chunks[0] : this.#joined();
    const length = head?.readInt32LE(0) ?? 0;
    if (length < HEADER_BYTES || length > MAX_MESSAGE_BYTES) throw new Error(`not a MongoDB message: length ${length}`);
    return length;
  }

  #joined(): Buffer {
    const [first] = this.#chunks;
    const all = first && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
    this.#chunks = [all];
    return all;
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

function requestOf(message: Buffer): Request {
  const id = message.readInt32LE(4);
  const code = message.readInt32LE(12);
  if (code === OP_QUERY) return readQuery(message, id);
  if (code !== OP_MSG) throw new Error(`unsupported message ${code}`);
  const flags = message.readUInt32LE(16);
  if ((flags & 0xffff & ~(CHECKSUM_PRESENT | MORE_TO_COME)) !== 0) throw new Error(`unknown flags ${flags}`);
  const end = message.length - (flags & CHECKSUM_PRESENT ? 4 : 0);
  const sections = new Map<string, readonly Buffer[]>();
  let command: Doc | undefined;
  for (let at = 20; at < end; ) {
    const kind = message[at];
    const size = message.readInt32LE(at + 1);
    if (size < 5 || at + 1 + size > end) throw new Error("a section leaves its message");
    const body = message.subarray(at + 1, at + 1 + size);
    if (kind === 0 && !command) command = decode(body);
    else if (kind === 1) readSequence(body, sections);
    else throw new Error(`unknown section ${kind}`);
    at += 1 + size;
  }
  if (!command) throw new Error("a message without command");
  return { id, command, sections, wantsReply: (flags & MORE_TO_COME) === 0, legacy: false };
}

/** The bytes of the answer to a request. */
export function writeReply(request: Pick<Request, "id" | "legacy">, reply: Doc): Buffer {
  const body = encode(reply);
  const head = Buffer.alloc(request.legacy ? HEADER_BYTES + 20 : HEADER_BYTES + 5);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(request.id, 8);
  head.writeInt32LE(request.legacy ? OP_REPLY : OP_MSG, 12);
  if (request.legacy) head.writeInt32LE(1, HEADER_BYTES + 16);
  return Buffer.concat([head, body]);
}

/** The document of a list argument, from its section or from the command itself, with its bytes. */
export function listArgument(request: Request, name: string): { document: Doc; body: Buffer }[] {
  const bodies = request.sections.get(name);
  if (bodies) return bodies.map((body) => ({ document: decode(body), body }));
  const inline: Value | undefined = request.command.get(name);
  if (!Array.isArray(inline)) return [];
  return inline.map((document) =>
    document instanceof Map ? { document, body: encode(document) } : refuse(`${name} of no documents`),
  );
}

function readSequence(body: Buffer, sections: Map<string, readonly Buffer[]>): void {
  const nameEnd = body.indexOf(0, 4);
  if (nameEnd < 0) throw new Error("a section without name");
  const name = body.toString("utf8", 4, nameEnd);
  if (sections.has(name)) throw new Error(`section ${name} twice`);
  const documents: Buffer[] = [];
  for (let at = nameEnd + 1; at < body.length; ) {
    const size = body.readInt32LE(at);
    if (size < 5 || at + size > body.length) throw new Error("a document leaves its section");
    documents.push(body.subarray(at, at + size));
    at += size;
  }
  sections.set(name, documents);
}

/** The legacy message in which drivers still send their first hello. */
function readQuery(message: Buffer, id: number): Request {
  const nameEnd = message.indexOf(0, 20);
  const start = nameEnd + 9;
  if (nameEnd < 0 || !message.toString("utf8", 20, nameEnd).endsWith(".$cmd")) throw new Error("a legacy query");
  const size = message.readInt32LE(start);
  const command = decode(message.subarray(start, start + size));
  const database = message.toString("utf8", 20, nameEnd - ".$cmd".length);
  return { id, command: new Map([...command, ["$db", database]]), sections: new Map(), wantsReply: true, legacy: true };
}

/** The bytes of a command, for the little client that keeps the store alive. */
export function writeCommand(command: Doc): Buffer {
  return writeReply({ id: 0, legacy: false }, command);
}
