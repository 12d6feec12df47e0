import type { ProcedureRecord } from "../../../../subgraphs/catalogue/records";

/** A procedure as plain data, for rules that ask no store. */
export function plainProcedure(code: string, changes: Partial<ProcedureRecord> = {}): ProcedureRecord {
  return {
    code,
    name: "Thủ tục thử",
    shortTitle: false,
    sectorCode: null,
    publishingAgencyCode: "G01",
    levels: ["COMMUNE"],
    executor: null,
    cases: [],
    legalBases: [],
    afterCutoff: null,
    linked: null,
    notes: [],
    source: [],
    confidence: null,
    observedCodes: [],
    portalId: null,
    version: 1,
    origin: "REFERENCE",
    nameKey: "thu tuc thu",
    ...changes,
  };
}
