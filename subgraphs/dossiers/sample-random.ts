import { createHash } from "node:crypto";

/** Numbers that look random and are the same in every run, for samples. Never for anything that must not be guessed. */
export interface Random {
  /** From 0, below 1. */
  next(): number;
  pick<Item>(items: readonly Item[]): Item;
  weighted<Item>(choices: readonly (readonly [Item, number])[]): Item;
  bytes(count: number): Uint8Array;
}

/** The numbers of one name: the n-th draw is the n-th hash, so that no sample changes another's. */
export function randomOf(name: string): Random {
  let drawn = 0;
  const digest = () => createHash("sha256").update(`${name}#${drawn++}`).digest();
  const next = () => digest().readUIntBE(0, 6) / 2 ** 48;
  return {
    next,
    pick: (items) => at(items, Math.floor(next() * items.length)),
    weighted(choices) {
      let left = next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
      const chosen = choices.find(([, weight]) => {
        left -= weight;
        return left < 0;
      });
      return (chosen ?? at(choices, choices.length - 1))[0];
    },
    bytes: (count) => digest().subarray(0, count),
  };
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new Error("there is nothing to pick from");
  return item;
}

/** A UUID of version 8 (RFC 9562, 5.8) from 16 bytes. */
export function uuidOf(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString("hex");
  const variant = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant.toString(16)}${hex.slice(18, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
