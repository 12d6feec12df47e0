import type { Random } from "../kit";

/** Draws one of some choices by their weights. */
export function weighted<Item>(random: Random, choices: readonly (readonly [Item, number])[]): Item {
  let left = random.next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [item, weight] of choices) {
    left -= weight;
    if (left < 0) return item;
  }
  const [last] = choices.at(-1) ?? [];
  if (last === undefined) throw new RangeError("nothing to draw from");
  return last;
}
