import type { ProcedureContent } from "./records";
import { type VersionRecord, versionId } from "./version";
import { versionMessages } from "./version-message";

/** The version that a procedure has before anything was published here; dossiers are told of it where its terms are known. */
export function firstVersion(procedureCode: string, content: ProcedureContent): VersionRecord {
  return {
    id: versionId(procedureCode, 1),
    procedureCode,
    number: 1,
    state: null,
    effectiveFrom: null,
    effectiveTo: null,
    publishedAt: null,
    publishedByCode: null,
    content,
    settled: true,
    messages: versionMessages(null, { procedureCode, number: 1, content, effectiveFrom: null }),
    request: null,
  };
}
