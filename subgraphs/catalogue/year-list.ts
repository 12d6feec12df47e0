import type { Level } from "./data/types";
import type { YearRow } from "./proposal";

/** What a year's list holds of one agency. */
export interface YearBody {
  readonly agencyCode: string;
  readonly count: number;
  readonly full: number;
  readonly partial: number;
  readonly procedureCodes: readonly string[];
}

/** A year's list in numbers, all computed from what was accepted. */
export interface YearList {
  readonly year: number;
  readonly count: number;
  readonly full: number;
  readonly partial: number;
  readonly bodies: readonly YearBody[];
  readonly executingLevels: readonly { readonly level: Level; readonly count: number }[];
  readonly legacyLevels: readonly { readonly level: number | null; readonly count: number }[];
}

const LEVELS: readonly Level[] = ["MINISTRY", "PROVINCE", "DISTRICT", "COMMUNE", "OTHER"];
const LEGACY_LEVELS: readonly (number | null)[] = [1, 2, 3, 4, null];

/** Counts a year's list by agency and by each of its levels; a level that nothing has is left out. */
export function yearListOf(year: number, rows: readonly YearRow[]): YearList {
  const agencies = [...new Set(rows.map(({ agencyCode }) => agencyCode))].sort();
  const counted = <Level>(levels: readonly Level[], has: (row: YearRow, level: Level) => boolean) =>
    levels
      .map((level) => ({ level, count: sum(rows.filter((row) => has(row, level))) }))
      .filter(({ count }) => count > 0);
  return {
    year,
    ...scopes(rows),
    bodies: agencies.map((agencyCode) => {
      const own = rows.filter((row) => row.agencyCode === agencyCode);
      return { agencyCode, ...scopes(own), procedureCodes: own.flatMap(({ procedureCodes }) => procedureCodes) };
    }),
    executingLevels: counted(LEVELS, (row, level) => row.procedureLevels.includes(level)),
    legacyLevels: counted(LEGACY_LEVELS, (row, level) => row.legacyLevel === level),
  };
}

function scopes(rows: readonly YearRow[]) {
  return {
    count: sum(rows),
    full: sum(rows.filter(({ serviceScope }) => serviceScope === "FULL")),
    partial: sum(rows.filter(({ serviceScope }) => serviceScope === "PARTIAL")),
  };
}

function sum(rows: readonly YearRow[]): number {
  return rows.reduce((total, { procedureCodes }) => total + procedureCodes.length, 0);
}
