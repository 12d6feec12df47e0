import { type Connection, Schema, type SchemaDefinition } from "mongoose";
import type {
  AgencyDocument,
  MetaDocument,
  OfferingDocument,
  ProcedureDocument,
  ProposalDocument,
  ReportedFigureDocument,
  SectorDocument,
  ServiceListDocument,
  VersionDocument,
} from "./documents";

/** The collections, with their indexes. What is never looked for is `Mixed`: its shape is that of the reference data, which the compiler checks. */
export function modelsOf(connection: Connection) {
  return {
    agencies: connection.model<AgencyDocument>("Agency", agencySchema()),
    sectors: connection.model<SectorDocument>("Sector", sectorSchema()),
    procedures: connection.model<ProcedureDocument>("Procedure", procedureSchema()),
    versions: connection.model<VersionDocument>("ProcedureVersion", versionSchema()),
    offerings: connection.model<OfferingDocument>("Offering", offeringSchema()),
    serviceLists: connection.model<ServiceListDocument>("ServiceList", serviceListSchema()),
    figures: connection.model<ReportedFigureDocument>("ReportedFigure", figureSchema()),
    proposals: connection.model<ProposalDocument>("OnlineServiceProposal", proposalSchema()),
    meta: connection.model<MetaDocument>("Meta", metaSchema()),
  };
}

export type Models = ReturnType<typeof modelsOf>;

const { Mixed } = Schema.Types;
const TEXT = { type: String, default: null };
const TEXTS = { type: [String], default: [] };
const FACT = { source: TEXTS, confidence: TEXT };

function agencySchema() {
  return schemaOf<AgencyDocument>("agencies", {
    aliases: TEXTS,
    codes: TEXTS,
    name: TEXT,
    kind: TEXT,
    parentCode: TEXT,
    validFrom: TEXT,
    validTo: TEXT,
    successorCodes: TEXTS,
    predecessorCodes: TEXTS,
    formerNames: Mixed,
    populationProvinceCode: TEXT,
    notes: TEXT,
    synthetic: Boolean,
    ...FACT,
  })
    .index({ codes: 1 })
    .index({ kind: 1, _id: 1 });
}

function sectorSchema() {
  return schemaOf<SectorDocument>("sectors", {
    name: TEXT,
    officialCode: TEXT,
    origin: TEXT,
    localFeeRules: Mixed,
    ...FACT,
  });
}

function procedureSchema() {
  return schemaOf<ProcedureDocument>("procedures", {
    name: TEXT,
    nameKey: TEXT,
    words: TEXTS,
    shortTitle: Boolean,
    sectorCode: TEXT,
    levels: TEXTS,
    publishingAgencyCode: TEXT,
    executor: TEXT,
    cases: Mixed,
    legalBases: Mixed,
    afterCutoff: TEXT,
    observedCodes: TEXTS,
    portalId: TEXT,
    linked: Mixed,
    notes: TEXTS,
    version: Number,
    latestVersion: Number,
    state: TEXT,
    effectiveFrom: TEXT,
    applicants: { type: [String], default: undefined },
    results: Mixed,
    requirements: TEXT,
    feeCollection: TEXT,
    decision: Mixed,
    replacedByCodes: { type: [String], default: undefined },
    origin: TEXT,
    ...FACT,
  })
    .index({ nameKey: 1, _id: 1 })
    .index({ words: 1, nameKey: 1, _id: 1 })
    .index({ sectorCode: 1, nameKey: 1, _id: 1 })
    .index({ levels: 1, nameKey: 1, _id: 1 })
    .index({ publishingAgencyCode: 1, nameKey: 1, _id: 1 });
}

function versionSchema() {
  return schemaOf<VersionDocument>("procedureVersions", {
    procedureCode: { type: String, required: true },
    number: { type: Number, required: true },
    state: TEXT,
    effectiveFrom: TEXT,
    effectiveTo: TEXT,
    publishedAt: Date,
    publishedByCode: TEXT,
    content: { type: Mixed, required: true },
    settled: { type: Boolean, required: true },
    outbox: Mixed,
    request: Mixed,
  })
    .index({ procedureCode: 1, number: -1 })
    .index({ effectiveFrom: 1 }, { partialFilterExpression: { settled: false } })
    .index({ "outbox.dueAt": 1 }, { partialFilterExpression: { "outbox.state": "DUE" } })
    .index(
      { "request.account": 1, "request.key": 1 },
      { unique: true, partialFilterExpression: { "request.key": { $exists: true } } },
    );
}

function offeringSchema() {
  return schemaOf<OfferingDocument>("offerings", {
    procedureCode: { type: String, required: true },
    agencyCode: { type: String, required: true },
    since: TEXT,
    until: TEXT,
    online: { type: Boolean, required: true },
    services: { type: Mixed, required: true },
    version: { type: Number, required: true },
    origin: { type: String, required: true },
    commands: Mixed,
    commandIds: { type: [String], default: undefined },
  })
    .index({ procedureCode: 1, agencyCode: 1 })
    .index({ agencyCode: 1, procedureCode: 1 })
    .index({ agencyCode: 1, online: 1, procedureCode: 1 })
    .index({ "services.code": 1 })
    .index({ commandIds: 1 }, { unique: true, partialFilterExpression: { commandIds: { $exists: true } } });
}

function serviceListSchema() {
  return schemaOf<ServiceListDocument>("serviceLists", {
    title: TEXT,
    decisionNumber: TEXT,
    decidedOn: TEXT,
    signedBy: TEXT,
    count: Number,
    counts: Mixed,
    namedBodies: Mixed,
    localFields: TEXTS,
    namedProcedures: Mixed,
    doubt: TEXT,
    notes: TEXTS,
    ...FACT,
  }).index({ "namedProcedures.procedureCode": 1 });
}

function figureSchema() {
  return schemaOf<ReportedFigureDocument>("reportedFigures", {
    subject: TEXT,
    words: TEXTS,
    value: Number,
    upperValue: Number,
    qualifier: TEXT,
    printed: TEXT,
    unit: TEXT,
    reportedOn: TEXT,
    dateKey: TEXT,
    period: TEXT,
    agencyCode: TEXT,
    listId: TEXT,
    doubt: TEXT,
    note: TEXT,
    ...FACT,
  })
    .index({ dateKey: 1, _id: 1 })
    .index({ words: 1, dateKey: 1, _id: 1 })
    .index({ source: 1, dateKey: 1, _id: 1 });
}

function proposalSchema() {
  return schemaOf<ProposalDocument>("onlineServiceProposals", {
    procedureCode: { type: String, required: true },
    agencyCode: { type: String, required: true },
    serviceScope: { type: String, required: true, enum: ["FULL", "PARTIAL"] },
    legacyLevel: { type: Number, default: null, min: 1, max: 4 },
    reason: { type: String, required: true },
    state: { type: String, required: true, enum: ["PROPOSED", "RETURNED", "ACCEPTED"] },
    open: { type: Boolean, required: true },
    version: { type: Number, required: true },
    events: { type: Mixed, required: true },
    proposedAt: { type: Date, required: true },
    request: { type: Mixed, required: true },
    year: Number,
    procedureLevels: TEXTS,
    acceptedAt: Date,
    agencyPath: TEXTS,
    commandIds: { type: [String], default: undefined },
  })
    .index(
      { "request.account": 1, "request.key": 1 },
      { unique: true, partialFilterExpression: { "request.key": { $exists: true } } },
    )
    .index({ procedureCode: 1, agencyCode: 1 }, { unique: true, partialFilterExpression: { open: true } })
    .index({ commandIds: 1 }, { unique: true, partialFilterExpression: { commandIds: { $exists: true } } })
    .index({ proposedAt: -1, _id: -1 })
    .index({ state: 1, proposedAt: -1, _id: -1 })
    .index({ agencyPath: 1, proposedAt: -1, _id: -1 })
    .index({ agencyPath: 1, state: 1, proposedAt: -1, _id: -1 })
    .index(
      { year: 1, agencyCode: 1, procedureCode: 1 },
      { unique: true, partialFilterExpression: { state: "ACCEPTED" } },
    )
    .index({ procedureCode: 1, acceptedAt: -1 }, { partialFilterExpression: { state: "ACCEPTED" } });
}

function metaSchema() {
  return schemaOf<MetaDocument>("meta", { checksum: TEXT, serviceLevels: Mixed, factSources: Mixed });
}

function schemaOf<Document>(collection: string, fields: SchemaDefinition): Schema<Document> {
  return new Schema<Document>({ _id: { type: String, required: true }, ...fields })
    .set("collection", collection)
    .set("versionKey", false)
    .set("autoCreate", false)
    .set("autoIndex", false);
}
