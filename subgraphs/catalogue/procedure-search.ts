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
  /** Only names that begin so. */
  readonly nameStart: string | null;
  /** Leaves those out that were found by code. */
  readonly exceptCodeStart: string | null;
  /** Leaves those out that were found by the beginning of their name. */
  readonly exceptNameStart: string | null;
  readonly after: { readonly nameKey: string; readonly code: string } | null;
  readonly limit: number;
}

/** What searching needs of a store. */
export interface ProcedureSearchStore {
  proceduresByCode(query: CodeQuery): Promise<readonly ProcedureRecord[]>;
  proceduresByName(query: NameQuery): Promise<readonly ProcedureRecord[]>;
}

/** How a procedure was found, best first: its code, its name from the beginning on, words anywhere in its name. */
export const MATCHES = ["code", "start", "name"] as const;

export type Match = (typeof MATCHES)[number];

/** Where a procedure stands in a list. */
export interface Position {
  readonly match: Match;
  readonly nameKey: string;
  readonly code: string;
}

export type Found = ProcedureRecord & Pick<Position, "match">;

/**
 * Reads at most `limit` procedures after a position, the best matches first. One store command for each kind of match until
 * the page is full.
 * @param search null for all procedures
 */
export async function findProcedures(
  search: Search | null,
  conditions: ProcedureConditions,
  page: { readonly after: Position | null; readonly limit: number },
  store: ProcedureSearchStore,
): Promise<readonly Found[]> {
  const { after, limit } = page;
  const codeStart = search?.codeStart ?? null;
  const nameStart = search?.nameStart ?? null;
  const words = search?.words ?? [];
  const names = { ...conditions, words, start: search?.start ?? null, exceptCodeStart: codeStart };
  const afterIn = (match: Match) => (after?.match === match ? after : null);
  const readers: Record<Match, (limit: number) => Promise<readonly ProcedureRecord[]>> = {
    code: async (most) =>
      codeStart === null
        ? []
        : store.proceduresByCode({ ...conditions, codeStart, after: afterIn("code")?.code ?? null, limit: most }),
    start: async (most) =>
      nameStart === null
        ? []
        : store.proceduresByName({
            ...names,
            words: [],
            start: null,
            nameStart,
            exceptNameStart: null,
            after: afterIn("start"),
            limit: most,
          }),
    name: async (most) =>
      search !== null && search.start === null
        ? []
        : store.proceduresByName({
            ...names,
            nameStart: null,
            exceptNameStart: nameStart,
            after: afterIn("name"),
            limit: most,
          }),
  };
  const found: Found[] = [];
  for (const match of MATCHES.slice(after === null ? 0 : MATCHES.indexOf(after.match))) {
    if (found.length === limit) break;
    const rows = await readers[match](limit - found.length);
    found.push(...rows.map((record) => ({ ...record, match })));
  }
  return found;
}
