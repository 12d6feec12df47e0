import { trusted } from "mongoose";
import { withCode } from "./documents";
import type { NameQuery } from "./procedure-search";
import type { ProcedureRecord } from "./records";
import { wordsOf } from "./search-words";
import { type Conditions, conditionsOf, find, following, startingWith } from "./store-query";
import type { Models } from "./store-schema";
import type { WordFrequencies } from "./word-frequencies";

const ORDER = { nameKey: 1, _id: 1 } as const;
/** So few rows are read whole and sifted here, rather than looked for among the rows of a common word. */
const FEW = 500;

/**
 * Reads procedures by words of their name, in the order of names; one command. It narrows by the rarest word, so that a common one
 * ("cấp", "giấy") beside it costs nothing.
 */
export async function readProceduresByName(
  procedures: Models["procedures"],
  frequencies: WordFrequencies,
  { words, start, nameStart, exceptCodeStart, exceptNameStart, after, limit, ...conditions }: NameQuery,
): Promise<readonly ProcedureRecord[]> {
  const filter = {
    ...conditionsOf(conditions),
    ...(exceptCodeStart === null ? {} : { _id: trusted({ $not: startingWith(exceptCodeStart) }) }),
    ...all([
      ...(nameStart === null ? [] : [{ nameKey: startingWith(nameStart) }]),
      ...(exceptNameStart === null ? [] : [{ nameKey: trusted({ $not: startingWith(exceptNameStart) }) }]),
      ...(after === null ? [] : [following("nameKey", { value: after.nameKey, id: after.code })]),
    ]),
  };
  const finished = frequencies.rarestFirst(words);
  const begun = start === null ? null : frequencies.startingWith(start);
  const rarest = finished[0] === undefined ? null : frequencies.of(finished[0]);
  if (start !== null && begun !== null && rarest !== null && begun < rarest && begun < FEW) {
    // Without an order, which would lead a store to read all names in it.
    const rows = await find(procedures, { ...filter, words: startingWith(start) }, FEW, {});
    const has = (row: ProcedureRecord) => {
      const own = new Set(wordsOf(`${row.code} ${row.name}`));
      return finished.every((word) => own.has(word));
    };
    // A read that was cut off may miss rows: then the store sifts.
    if (rows.length < FEW) return rows.map(withCode).filter(has).toSorted(inOrder).slice(0, limit);
  }
  const wanted = [...finished, ...(start === null ? [] : [startingWith(start)])];
  const named = wanted.length === 0 ? {} : { words: trusted({ $all: wanted }) };
  return (await find(procedures, { ...filter, ...named }, limit, ORDER)).map(withCode);
}

/** As the store orders: by bytes, which for these texts is by code units. */
function inOrder(a: ProcedureRecord, b: ProcedureRecord): number {
  if (a.nameKey !== b.nameKey) return a.nameKey < b.nameKey ? -1 : 1;
  return a.code < b.code ? -1 : 1;
}

function all(parts: readonly Conditions[]): Conditions {
  return parts.length === 0 ? {} : { $and: parts };
}
