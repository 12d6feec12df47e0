/**
 * How many procedures have a word in their name: so that a search narrows by its rarest word. It is a guess and may be behind; what is
 * found never depends on it.
 */
export interface WordFrequencies {
  add(words: readonly string[]): void;
  /** The words, the rarest first. */
  rarestFirst(words: readonly string[]): readonly string[];
  /** How many have a word that starts so, at most. */
  startingWith(start: string): number;
  of(word: string): number;
}

export function createWordFrequencies(): WordFrequencies {
  const counts = new Map<string, number>();
  let sorted: readonly string[] | undefined;
  const of = (word: string) => counts.get(word) ?? 0;
  return {
    add(words) {
      for (const word of words) {
        if (!counts.has(word)) sorted = undefined;
        counts.set(word, of(word) + 1);
      }
    },
    rarestFirst: (words) => words.toSorted((a, b) => of(a) - of(b)),
    startingWith(start) {
      sorted ??= [...counts.keys()].sort();
      let sum = 0;
      for (let place = firstAtLeast(sorted, start); sorted[place]?.startsWith(start); place++) {
        sum += of(sorted[place] ?? "");
      }
      return sum;
    },
    of,
  };
}

/** Where a text is, or would be, in a sorted list. */
function firstAtLeast(sorted: readonly string[], text: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? "") < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
