import { Schema } from "mongoose";
import { DossierChannel } from "./dossier";
import { syncSchema } from "./packets/store-schema-sync";
import { DossierStatus } from "./status";
import type { DossierDocument } from "./store-document";
import { lifeFields } from "./store-schema-life";

/** The counter of one agency and day. */
export interface SerialDocument {
  readonly _id: string;
  readonly last: number;
}

/** The collection `dossiers`. */
export function dossierSchema(): Schema<DossierDocument> {
  const agency = { code: String, path: [String] };
  const actor = { role: String, account: String, agency: String };
  const inside = { _id: false, strict: "throw" } as const;
  const schema = new Schema<DossierDocument>(
    {
      _id: String,
      number: String,
      requestNumber: { type: String, required: true },
      procedureCode: { type: String, required: true },
      procedureVersion: Number,
      serviceCode: String,
      feeLines: [new Schema({ kind: String, code: String, name: String, amount: Number, state: String }, inside)],
      owner: new Schema({ citizen: String, organisation: new Schema({ name: String, type: String }, inside) }, inside),
      submitter: String,
      receiving: { type: new Schema(agency, inside), required: true },
      helping: new Schema(agency, inside),
      deciding: new Schema(agency, inside),
      channel: { type: String, enum: Object.values(DossierChannel), required: true },
      status: { type: String, enum: Object.values(DossierStatus), required: true },
      filedAt: { type: Date, required: true },
      receivedAt: Date,
      dueAt: Date,
      finishedAt: Date,
      returnedAt: Date,
      endedAt: Date,
      summary: { type: String, required: true },
      components: [
        new Schema({ name: String, code: String, originals: Number, copies: Number, digital: String }, inside),
      ],
      supplements: [
        new Schema(
          {
            seq: Number,
            requestedAt: Date,
            requestedBy: actor,
            content: String,
            suppliedAt: Date,
            dueBefore: Date,
            dueAfter: Date,
          },
          inside,
        ),
      ],
      history: [
        new Schema(
          {
            seq: Number,
            at: Date,
            actor,
            from: String,
            to: String,
            note: String,
            command: new Schema({ id: String, hash: String }, inside),
          },
          inside,
        ),
      ],
      ...lifeFields(),
      sync: syncSchema(),
      version: { type: Number, required: true },
      synthetic: { type: Boolean, required: true },
      people: [String],
      agencies: [String],
      commands: { type: [String], default: undefined },
      openDueAt: Date,
      nextDelivery: Date,
      uncountedSince: Date,
      leftSheets: { type: [String], default: undefined },
    },
    {
      collection: "dossiers",
      versionKey: false,
      autoIndex: false,
      strict: "throw",
      strictQuery: "throw",
      minimize: false,
    },
  );
  for (const [keys, options] of DOSSIER_INDEXES) schema.index(keys, options);
  return schema;
}

/** The collection `serials`: the counters of dossier numbers. */
export function serialSchema(): Schema<SerialDocument> {
  return new Schema<SerialDocument>(
    { _id: String, last: { type: Number, required: true } },
    { collection: "serials", versionKey: false, autoIndex: false, strict: "throw", strictQuery: "throw" },
  );
}

const newest = { filedAt: -1, _id: -1 } as const;
const only = (field: string, unique = true) => ({ unique, partialFilterExpression: { [field]: { $exists: true } } });

/** One index for each list, each way to look one up, each statistic, and each thing that must not happen twice. */
const DOSSIER_INDEXES: readonly (readonly [Record<string, 1 | -1>, Record<string, unknown>])[] = [
  [{ number: 1 }, only("number")],
  [{ requestNumber: 1 }, { unique: true }],
  [{ commands: 1 }, only("commands")],
  [{ people: 1, ...newest }, {}],
  [{ "owner.citizen": 1, ...newest }, {}],
  [{ agencies: 1, ...newest }, {}],
  [{ "receiving.path": 1, ...newest }, {}],
  [{ "helping.path": 1, ...newest }, {}],
  [{ "deciding.path": 1, ...newest }, {}],
  [{ procedureCode: 1, ...newest }, {}],
  [{ ...newest }, {}],
  [{ uncountedSince: 1 }, only("uncountedSince", false)],
  [{ agencies: 1, status: 1, ...newest }, {}],
  [{ agencies: 1, openDueAt: 1, _id: 1 }, only("openDueAt", false)],
  [{ openDueAt: 1, _id: 1 }, only("openDueAt", false)],
  [{ nextDelivery: 1 }, only("nextDelivery", false)],
];
