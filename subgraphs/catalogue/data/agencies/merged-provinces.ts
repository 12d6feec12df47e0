import { qcvn102Alias } from "../../../kit";
import type { SourceId } from "../sources";
import type { AgencyRow, Confidence } from "../types";

/** From this day the 34 provinces worked; Resolution 202/2025/QH15 was voted on 12 June 2025. */
const MERGER = "2025-07-01";

/**
 * Provinces that the merger of 2025 ended, so that their codes in old dossier numbers and in suffixes of procedure codes lead on.
 * Only 3 of 29: those of which both the code (Q, or D: the only unassigned province between verified neighbours) and the successor were
 * read. What is known of the others by heart alone (K) is not data.
 */
export const mergedProvinces: readonly AgencyRow[] = [
  read("H22", "Hà Giang", { into: "H60", digits: "002", pair: "P-nghean24h.vn" }),
  derived("H28", "Hòa Bình", { into: "H44", digits: "017", pair: "P-nghean24h.vn" }),
  derived("H54", "Thái Bình", { into: "H31", digits: "034", pair: "P-nghean24h.vn" }),
];

interface Merger {
  readonly into: string;
  /** The 3 digits inside a personal number. */
  readonly digits: string;
  /** Where the merger was read. */
  readonly pair: SourceId;
}

function read(code: string, name: string, merger: Merger): AgencyRow {
  return merged(code, name, merger, { confidence: "S", notes: null });
}

function derived(code: string, name: string, merger: Merger): AgencyRow {
  const notes = "The code is derived: the only province without one that fits between its neighbours.";
  return merged(code, name, merger, { confidence: "D", notes });
}

function merged(
  code: string,
  name: string,
  { into, digits, pair }: Merger,
  facts: { readonly confidence: Confidence; readonly notes: string | null },
): AgencyRow {
  const alias = qcvn102Alias(code);
  return {
    code,
    aliases: alias === null ? [] : [alias],
    name,
    kind: "PROVINCE",
    parent: null,
    validFrom: null,
    validTo: MERGER,
    successors: [into],
    formerNames: [],
    populationProvinceCode: digits,
    source: ["domain.md", "P-moinhat123.blogspot.com", pair],
    ...facts,
  };
}
