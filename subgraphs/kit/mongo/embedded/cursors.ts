import { randomBytes } from "node:crypto";
import { type Doc, doc, Raw, type Value } from "./bson";
import { CommandError } from "./refusal";

const MAX_BATCH_BYTES = 16 * 1024 * 1024;
const FIRST_BATCH = 101;
const IDLE_MS = 10 * 60_000;
/** A pool may ask for more on another connection, so a lost connection only shortens the life of its cursors. */
const ORPHAN_MS = 10_000;

interface Cursor {
  readonly namespace: string;
  readonly owner: number;
  readonly rows: Iterator<Buffer>;
  held: Buffer | undefined;
  expires: number;
}

/** The open cursors: each is a lazy read that goes on with `getMore`. Idle ones end after ten minutes. */
export class Cursors {
  readonly #open = new Map<bigint, Cursor>();

  /** The first answer of a read. An empty batch size means "open it and send nothing yet". */
  first(
    namespace: string,
    owner: number,
    rows: Iterator<Buffer>,
    options: { batchSize?: number; single?: boolean },
  ): Doc {
    this.expire();
    const cursor: Cursor = { namespace, owner, rows, held: undefined, expires: 0 };
    const { batch, done } = this.#batch(cursor, options.batchSize ?? FIRST_BATCH);
    const id = done || options.single ? 0n : randomBytes(8).readBigInt64LE() || 1n;
    if (id !== 0n) this.#keep(id, cursor);
    return doc({ cursor: doc({ firstBatch: batch, id, ns: namespace }), ok: 1 });
  }

  /** The next answer; throws CursorNotFound for one that ended, expired or never was. */
  next(id: bigint, namespace: string, batchSize: number | undefined): Doc {
    this.expire();
    const cursor = this.#open.get(id);
    if (!cursor) throw new CommandError("CursorNotFound", `cursor id ${id} not found`);
    if (cursor.namespace !== namespace)
      throw new CommandError(
        "BadValue",
        `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
      );
    this.#open.delete(id);
    const { batch, done } = this.#batch(cursor, batchSize || Number.POSITIVE_INFINITY);
    if (!done) this.#keep(id, cursor);
    return doc({ cursor: doc({ nextBatch: batch, id: done ? 0n : id, ns: namespace }), ok: 1 });
  }

  /** Whether there was such a cursor; it is closed. */
  kill(id: bigint): boolean {
    return this.#open.delete(id);
  }

  /** The connection that opened these cursors is gone. */
  release(owner: number): void {
    const soon = Date.now() + ORPHAN_MS;
    for (const cursor of this.#open.values())
      if (cursor.owner === owner) cursor.expires = Math.min(cursor.expires, soon);
    this.expire();
  }

  #keep(id: bigint, cursor: Cursor): void {
    cursor.expires = Date.now() + IDLE_MS;
    this.#open.set(id, cursor);
  }

  /** Closes the cursors whose time is up. */
  expire(): void {
    const now = Date.now();
    for (const [id, cursor] of this.#open) if (cursor.expires < now) this.#open.delete(id);
  }

  #batch(cursor: Cursor, most: number): { batch: Value[]; done: boolean } {
    const batch: Value[] = [];
    let size = 0;
    while (batch.length < most) {
      const body = cursor.held ?? take(cursor.rows);
      cursor.held = undefined;
      if (!body) return { batch, done: true };
      size += body.length + 16;
      if (size > MAX_BATCH_BYTES && batch.length > 0) {
        cursor.held = body;
        return { batch, done: false };
      }
      batch.push(new Raw(body));
    }
    return { batch, done: false };
  }
}

function take(rows: Iterator<Buffer>): Buffer | undefined {
  const next = rows.next();
  return next.done ? undefined : next.value;
}
