import { createCipheriv, createDecipheriv } from "node:crypto";
import { isOldNumber, readPersonalNumber } from "./personal-number";

/** Turns numbers of people into opaque citizen ids and back. */
export interface CitizenIds {
  /**
   * The id of whoever has a personal number. Somebody who has none yet has an id by the number of the old card (CMND), which keeps
   * its meaning when they get one: whoever has a personal number must be named by it.
   * @throws Error when the text is neither: ids are made of numbers that were checked before
   */
  idOf(number: string): string;
  /**
   * 12 digits, or 9 of an old card. Null for a malformed id and for one that was not made with this key: treat it as the id of
   * nobody.
   */
  numberOf(id: string): string | null;
}

/**
 * THE key of development: public, so that sample data of every subgraph can name the same synthetic citizens. Refused in
 * production.
 */
export const DEVELOPMENT_CITIZEN_ID_KEY = Buffer.from("lien-thong: development key only");

/**
 * Opaque ids without a table. An id is one AES-256 block (FIPS 197) that holds the number: a permutation of blocks, so that
 * two numbers never share an id, a number has one id for as long as the key lives, and other subgraphs can store it.
 * One block of ECB mode is exactly that permutation; there is no second block whose pattern could show.
 *
 * A block is one byte for the kind of number, eight bytes of number, seven zero bytes. The 8 constant bytes and the bounds of the
 * number are checked on the way back: a guessed id is accepted with a probability of about 10^12 / 2^128.
 * @param key 32 bytes; whoever has it can read the number in an id
 */
export function citizenIds(key: Uint8Array): CitizenIds {
  if (key.length !== 32) throw new Error(`the key of citizen ids has ${key.length} bytes, 32 are needed`);
  return {
    idOf(number) {
      if (readPersonalNumber(number) === null && !isOldNumber(number))
        throw new Error("a citizen id is made of a personal number or the number of an old card only");
      const block = Buffer.alloc(BLOCK);
      block.writeUInt8(KINDS.get(number.length) ?? 0, 0);
      block.writeBigUInt64BE(BigInt(number), 1);
      const cipher = createCipheriv("aes-256-ecb", key, null).setAutoPadding(false);
      return PREFIX + Buffer.concat([cipher.update(block), cipher.final()]).toString("base64url");
    },
    numberOf(id) {
      if (!WELL_FORMED.test(id)) return null;
      const text = id.slice(PREFIX.length);
      const sealed = Buffer.from(text, "base64url");
      // The last character carries four spare bits: without this check one citizen would have sixteen ids.
      if (sealed.toString("base64url") !== text) return null;
      const decipher = createDecipheriv("aes-256-ecb", key, null).setAutoPadding(false);
      const block = Buffer.concat([decipher.update(sealed), decipher.final()]);
      if (block.subarray(9).some((byte) => byte !== 0)) return null;
      // No number has the length of a kind that is not known.
      const [length = 0] = [...KINDS].find(([, kind]) => kind === block.readUInt8(0)) ?? [];
      const number = block.readBigUInt64BE(1).toString().padStart(length, "0");
      return number.length === length ? number : null;
    },
  };
}

/** The first byte of a block, by the length of the number: 12 digits, or 9 of an old card. */
const KINDS: ReadonlyMap<number, number> = new Map([
  [12, 1],
  [9, 2],
]);
const PREFIX = "c1_";
const BLOCK = 16;
const WELL_FORMED = /^c1_[A-Za-z0-9_-]{22}$/;
