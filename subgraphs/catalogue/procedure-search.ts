import type { Level } from "./data/types";
import type { ProcedureRecord } from "./records";
import type { Search } from "./search-words";

/** Which procedures; null for all. Codes are canonical. */
export interface ProcedureConditions {
  readonly sectorCode: string | null;
  readonly level: Level | null;
  readonly publishingAgencyCode: string | null;
}

/** Finds by the start of the code, in the order of codes. */
export interface CodeQuery extends ProcedureConditions {
  readonly codeStart: string;
  readonly after: string | null;
  readonly limit: number;
}

/** Finds by words of the name, in the order of names. */
export interface NameQuery extends ProcedureConditions {
  readonly words: readonly string[];
  readonly start: string | null;
  /** Leaves those out that were found by code. */
  readonly exceptCodeStart: string | null;
  readonly after: { readonly nameKey: string; readonly code: string } | null;
  readonly limit: number;
}

/** What searching needs of a store. */
export interface ProcedureSearchStore {
  proceduresByCode(query: CodeQuery): Promise<readonly ProcedureRecord[]>;
  proceduresByName(query: NameQuery): Promise<readonly ProcedureRecord[]>;
}

/** Where a procedure stands in a list: matches of the code come before matches of the name. */
export interface Position {
  readonly match: "code" | "name";
  readonly nameKey: string;
  readonly code: string;
}

export type Found = ProcedureRecord & Pick<Position, "match">;

/**
 * Reads at most `limit` procedures after a position. One store command, or two when the text looks like the start of a code
 * and the matches of the code do not fill the page.
 * @param search null for all procedures
 */
export async function findProcedures(
  search: Search | null,
  conditions: ProcedureConditions,
  page: { readonly after: Position | null; readonly limit: number },
  store: ProcedureSearchStore,
): Promise<readonly Found[]> {
  const codeStart = search?.codeStart ?? null;
  const { after, limit } = page;
  const byCode =
    codeStart === null || after?.match === "name"
      ? []
      : await store.proceduresByCode({ ...conditions, codeStart, after: after?.code ?? null, limit });
  const found: Found[] = byCode.map((record) => ({ ...record, match: "code" }));
  const nothingByName = search !== null && search.start === null;
  if (found.length === limit || nothingByName) return found;
  const byName = await store.proceduresByName({
    ...conditions,
    words: search?.words ?? [],
    start: search?.start ?? null,
    exceptCodeStart: codeStart,
    after: after?.match === "name" ? after : null,
    limit: limit - found.length,
  });
  return [...found, ...byName.map((record): Found => ({ ...record, match: "name" }))];
}
