import { Schema } from "mongoose";
import type { PacketService } from "./packet";

/** A message as it is stored: who sent it and about which dossiers in clear, all else sealed. */
export interface MessageDocument {
  readonly _id: string;
  readonly system: string;
  readonly service: PacketService;
  readonly receivedAt: Date;
  /** How often it came. */
  readonly times: number;
  readonly sealed: Buffer;
  readonly numbers: readonly string[];
  /** Numbers about which something is left to do; left out when there are none, for the index. */
  readonly pending: readonly string[];
  /** Only while somebody is at work on it. */
  readonly unsettled?: true;
}

/** The collection `packets`. */
export function messageSchema(): Schema<MessageDocument> {
  const schema = new Schema<MessageDocument>(
    {
      _id: String,
      system: { type: String, required: true },
      service: { type: String, required: true },
      receivedAt: { type: Date, required: true },
      times: { type: Number, required: true },
      sealed: { type: Buffer, required: true },
      numbers: [String],
      pending: [String],
      unsettled: Boolean,
    },
    { collection: "packets", versionKey: false, autoIndex: false, strict: "throw", strictQuery: "throw" },
  );
  schema.index({ pending: 1, system: 1, receivedAt: 1 });
  schema.index({ numbers: 1, receivedAt: 1 });
  schema.index({ unsettled: 1, receivedAt: 1 }, { partialFilterExpression: { unsettled: { $exists: true } } });
  return schema;
}
