import { createHash } from "node:crypto";
import { agencies } from "./data/agencies";
import { localFeeRules } from "./data/local-fee-rules";
import { procedures } from "./data/procedures";
import { proceduresWithoutCode } from "./data/procedures-without-code";
import { reportedFigures } from "./data/reported-figures";
import { sectors } from "./data/sectors";
import { legacyLevels, serviceScopes } from "./data/service-levels";
import { serviceLists } from "./data/service-lists";
import type { ListedProcedure, ServiceListRow } from "./data/service-lists/types";
import { sources } from "./data/sources";
import type { AgencyRow, ProcedureRow } from "./data/types";
import { firstVersion } from "./first-version";
import type { ListedProcedureRecord, ReferenceData, ServiceListRecord } from "./records";
import { nameKeyOf, wordsOf } from "./search-words";
import type { CatalogueStore } from "./store";

/**
 * Writes the reference data when the store does not have it, or has another edition of it. It is real, so that it is written
 * in production as well; what was published since then (a procedure of a later version) is left alone. Two processes may do
 * it at once, and one that dies in the middle of it is made good by the next.
 * @returns what was written, for the log; null when the store had it
 */
export async function ensureReferenceData(
  store: CatalogueStore,
  data: ReferenceData = referenceData(),
): Promise<string | null> {
  const checksum = createHash("sha256").update(JSON.stringify(data)).digest("hex");
  if ((await store.referenceChecksum()) === checksum) return null;
  await store.writeReferenceData(data, checksum);
  return [
    `${data.procedures.length} procedures`,
    `${data.agencies.length} agencies`,
    `${data.sectors.length} sectors`,
    `${data.serviceLists.length} lists of online services`,
    `${data.reportedFigures.length} reported figures`,
  ].join(", ");
}

/** The reference data as it is stored: the rows of `data/`, tied together and with their search words. */
export function referenceData(): ReferenceData {
  return {
    agencies: agencies.map(toAgency),
    sectors: sectors.map(({ key, ...row }) => ({
      ...row,
      code: key,
      localFeeRules: localFeeRules.filter((rule) => rule.sector === key),
    })),
    procedures: procedures.map(toProcedure),
    versions: procedures.map(toFirstVersion),
    serviceLists: serviceLists.map(toServiceList),
    reportedFigures: reportedFigures.map(({ agency, ...row }) => ({
      ...row,
      agencyCode: agency,
      dateKey: row.reportedOn ?? "",
      words: wordsOf(row.subject),
    })),
    serviceLevels: { legacyLevels, serviceScopes },
    factSources: Object.entries(sources).map(([id, description]) => ({ id, description })),
  };
}

function toAgency({ parent, successors, ...row }: AgencyRow) {
  const predecessors = agencies.filter((other) => other.successors.includes(row.code));
  return {
    ...row,
    parentCode: parent,
    successorCodes: successors,
    predecessorCodes: predecessors.map(({ code }) => code),
  };
}

function toProcedure({ sector, publishingAgency, ...row }: ProcedureRow) {
  return {
    ...row,
    sectorCode: sector,
    publishingAgencyCode: publishingAgency,
    version: 1,
    origin: "REFERENCE" as const,
    nameKey: nameKeyOf(row.name),
    words: wordsOf(`${row.code} ${row.name}`),
  };
}

/** What the reference data says of a procedure is its version 1: since when it is in force, no source tells. */
function toFirstVersion({ code, sector, publishingAgency, observedCodes: _o, portalId: _p, ...row }: ProcedureRow) {
  const content = { ...row, sectorCode: sector, publishingAgencyCode: publishingAgency };
  return firstVersion(code, content);
}

function toServiceList({ number, counts, namedBodies, namedProcedures, ...row }: ServiceListRow): ServiceListRecord {
  return {
    ...row,
    decisionNumber: number,
    counts: counts.map(({ count, agency, ...rest }) => ({ ...rest, value: count, bodyCode: agency, doubt: null })),
    namedBodies: namedBodies.map(({ printed, agency }) => ({ printed, agencyCode: agency })),
    namedProcedures: namedProcedures.map((named) => toListedProcedure(row.id, named)),
  };
}

function toListedProcedure(listId: string, { procedure, agency, ...rest }: ListedProcedure): ListedProcedureRecord {
  const known = proceduresWithoutCode.find((row) => row.listId === listId && row.name === rest.name);
  return {
    ...rest,
    procedureCode: procedure,
    agencyCode: agency,
    key: known?.key ?? null,
    doubt: known?.doubt ?? null,
  };
}
