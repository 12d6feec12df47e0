import { type Connection, trusted } from "mongoose";
import type { KeptMessage, PacketStore } from "./port";
import { createSeals } from "./seal";
import { type MessageDocument, messageSchema } from "./store-schema-packets";
import { dossierSync } from "./store-sync";

/** The messages of one-stop systems, kept in MongoDB beside the dossiers; makes their indexes first. */
export async function openPacketStore(connection: Connection, key: Uint8Array): Promise<PacketStore> {
  const messages = connection.model<MessageDocument>("Packet", messageSchema());
  await messages.createIndexes();
  const seals = createSeals(key);
  const toMessage = ({ _id: id, system, service, receivedAt, sealed }: MessageDocument): KeptMessage => {
    return { id, system, service, receivedAt, body: seals.open(bytesOf(sealed), id) };
  };

  const read = async function* (conditions: Readonly<Record<string, unknown>>) {
    const found = messages
      .find(conditions)
      .sort({ receivedAt: 1 })
      .lean<MessageDocument>()
      .cursor({ batchSize: BATCH });
    for await (const message of found) yield toMessage(message);
  };

  return {
    ...dossierSync(connection),
    async keep({ system, service, receivedAt, body, numbers }) {
      const id = seals.idOf([system, service, body]);
      const once = {
        system,
        service,
        receivedAt,
        sealed: seals.seal(body, id),
        numbers,
        pending: numbers,
        unsettled: true,
      };
      const kept = await messages
        .findOneAndUpdate(
          { _id: id },
          { $inc: { times: 1 }, $setOnInsert: once },
          { upsert: true, returnDocument: "after", projection: { receivedAt: 1, times: 1, unsettled: 1 } },
        )
        .maxTimeMS(TIME_LIMIT)
        .lean<Pick<MessageDocument, "receivedAt" | "times" | "unsettled">>();
      if (kept === null) throw new Error("a message was kept and is not there");
      const state = kept.times === 1 ? "new" : kept.unsettled === undefined ? "settled" : "unsettled";
      return { id, system, service, receivedAt: kept.receivedAt, body, state };
    },
    async finish(id, done) {
      await messages.updateOne({ _id: id }, { $pull: { pending: anyOf(done) } }).maxTimeMS(TIME_LIMIT);
    },
    async settle(id, done) {
      const update = { $unset: { unsettled: 1 as const }, $pull: { pending: anyOf(done) } };
      await messages.updateOne({ _id: id }, update).maxTimeMS(TIME_LIMIT);
    },
    async *waiting(system, numbers) {
      if (numbers.length > 0) yield* read({ pending: anyOf(numbers), system });
    },
    unsettled: (before) => read({ unsettled: true, receivedAt: trusted({ $lt: before }) }),
  };
}

const TIME_LIMIT = 3_000;
/** Messages can be large. */
const BATCH = 10;

function anyOf(values: readonly string[]) {
  return trusted({ $in: [...values] });
}

/** The driver gives binary values as its own type. */
function bytesOf(value: Buffer | { readonly buffer: Uint8Array }): Uint8Array {
  return value instanceof Uint8Array ? value : value.buffer;
}
