import { randomBytes } from "node:crypto";
import { doc, encodeBatch } from "./bson";
import { fail } from "./errors";

const MAX_BATCH_BYTES = 16 * 1024 * 1024;
const FIRST_BATCH = 101;
const IDLE_MS = 10 * 60_000;

/** What a cursor goes on with: `resume` is called before each batch. */
export interface Rows {
  readonly namespace: string;
  readonly bodies: Iterable<Buffer>;
  readonly resume?: () => void;
}

interface Cursor {
  readonly rows: Rows;
  readonly iterator: Iterator<Buffer>;
  held: Buffer | undefined;
  expires: number;
}

/** The open cursors: each is a lazy read that goes on with `getMore`. Idle ones end after ten minutes. */
export class Cursors {
  readonly #open = new Map<bigint, Cursor>();

  /** The first answer of a read. An empty batch size means "open it and send nothing yet". */
  first(rows: Rows, batchSize = FIRST_BATCH, single = false): Buffer {
    const cursor = { rows, iterator: rows.bodies[Symbol.iterator](), held: undefined, expires: 0 };
    return this.#answer("firstBatch", cursor, { id: randomBytes(8).readBigInt64LE() || 1n, batchSize, single });
  }

  /** The next answer; throws CursorNotFound for one that ended, expired or never was. */
  next(id: bigint, namespace: string, batchSize: number | undefined): Buffer {
    const cursor = this.#open.get(id);
    if (cursor?.rows.namespace !== namespace) return fail("CursorNotFound", `cursor id ${id} not found`);
    this.#open.delete(id);
    return this.#answer("nextBatch", cursor, { id, batchSize: batchSize || Number.POSITIVE_INFINITY, single: false });
  }

  /** Whether there was such a cursor; it is closed. */
  kill(id: bigint): boolean {
    return this.#open.delete(id);
  }

  #answer(
    name: "firstBatch" | "nextBatch",
    cursor: Cursor,
    { id, batchSize, single }: { id: bigint; batchSize: number; single: boolean },
  ): Buffer {
    const now = Date.now();
    for (const [other, { expires }] of this.#open) if (expires < now) this.#open.delete(other);
    cursor.rows.resume?.();
    const { batch, done } = batchOf(cursor, batchSize);
    const isOpen = !done && !single;
    if (isOpen) this.#open.set(id, Object.assign(cursor, { expires: now + IDLE_MS }));
    return encodeBatch(name, batch, doc({ id: isOpen ? id : 0n, ns: cursor.rows.namespace }));
  }
}

function batchOf(cursor: Cursor, most: number): { batch: Buffer[]; done: boolean } {
  const batch: Buffer[] = [];
  for (let size = 0; batch.length < most; ) {
    const next: IteratorResult<Buffer, undefined> = cursor.held ? { value: cursor.held } : cursor.iterator.next();
    cursor.held = undefined;
    if (next.done) return { batch, done: true };
    size += next.value.length + 16;
    if (size > MAX_BATCH_BYTES && batch.length > 0) {
      cursor.held = next.value;
      break;
    }
    batch.push(next.value);
  }
  return { batch, done: false };
}
