import { parseProcedureCode } from "./procedure-code";

/**
 * How text is made comparable for search: the same on what is stored and on what is asked. This is the place; a change here
 * changes the checksum of the reference data, so that it is written anew.
 */

/** The longest text that may be searched for, in characters. */
export const LONGEST_SEARCH = 200;

const WORD = /[\p{L}\p{N}]+(?:\.\p{N}+)*/gu;
const START_OF_CODE = /^[1-9](?:\.\d{0,6})?$/;

/** What a search asks for. A row is found by the start of its code, or by having all the words and one that starts as `start`. */
export interface Search {
  /** The start of a national code, when the text looks like one. */
  readonly codeStart: string | null;
  readonly words: readonly string[];
  /** The whole text as a name would begin with it; null when it holds no word. */
  readonly nameStart: string | null;
  /** The last word, which may not be finished yet. Null when the text holds no word at all, so that nothing is found by words. */
  readonly start: string | null;
}

/** Lower case without diacritics, `đ` as `d`, whatever the normal form of the input was. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .replace(/[đð]/g, "d")
    .normalize("NFC");
}

/** The different words of a text, folded. Numbers with dots inside, such as a code, stay one word. */
export function wordsOf(text: string): readonly string[] {
  return [...new Set(fold(text).match(WORD) ?? [])];
}

/** Enough of a name to order by; rows that agree in it are ordered by code. */
const LONGEST_NAME_KEY = 200;
const TITLE = "thu tuc ";

/** What names are ordered by and begin with: their words, folded, without the "Thủ tục" that some titles begin with. */
export function nameKeyOf(name: string): string {
  const words = (fold(name).match(WORD) ?? []).join(" ");
  return (words.startsWith(TITLE) ? words.slice(TITLE.length) : words).slice(0, LONGEST_NAME_KEY);
}

/** Reads what somebody typed. Nothing in it is a pattern: all but letters and digits only parts words. */
export function readSearch(text: string): Search {
  const trimmed = text.trim();
  const parsed = parseProcedureCode(trimmed);
  const codeStart = parsed.nonStandard ? null : parsed.code;
  const words = wordsOf(trimmed);
  return {
    codeStart: START_OF_CODE.test(trimmed) ? trimmed : codeStart,
    words: words.slice(0, -1),
    nameStart: words.length === 0 ? null : nameKeyOf(trimmed),
    start: words.at(-1) ?? null,
  };
}
