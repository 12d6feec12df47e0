import { Schema } from "mongoose";

/** The member `sync` of a dossier's document. */
export function syncSchema(): Schema {
  const inside = { _id: false, strict: "throw" } as const;
  const moment = { type: Date, required: true } as const;
  return new Schema(
    {
      filedHere: { type: Boolean, required: true },
      packets: [
        new Schema(
          {
            hash: { type: String, required: true },
            at: moment,
            rank: { type: Number, required: true },
            receivedAt: moment,
            settles: { type: [String], default: null },
          },
          inside,
        ),
      ],
      filedAt: Date,
      processedAt: Date,
      returnedAt: Date,
      refusedAt: Date,
    },
    inside,
  );
}
