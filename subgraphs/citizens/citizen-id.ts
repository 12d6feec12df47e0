import { createCipheriv, createDecipheriv } from "node:crypto";
import { readPersonalNumber } from "./personal-number";

/** Turns personal numbers into opaque citizen ids and back. */
export interface CitizenIds {
  /** @throws Error when the text is no personal number: ids are made of numbers that were checked before */
  idOf(personalNumber: string): string;
  /** Null for a malformed id and for one that was not made with this key: treat it as the id of nobody. */
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
 * A block is one byte of version, eight bytes of number, seven zero bytes. The 8 constant bytes and the bounds of the
 * number are checked on the way back: a guessed id is accepted with a probability of about 10^12 / 2^128.
 * @param key 32 bytes; whoever has it can read the number in an id
 */
export function citizenIds(key: Uint8Array): CitizenIds {
  if (key.length !== 32) throw new Error(`the key of citizen ids has ${key.length} bytes, 32 are needed`);
  return {
    idOf(personalNumber) {
      if (readPersonalNumber(personalNumber) === null)
        throw new Error("a citizen id is made of a personal number only");
      const block = Buffer.alloc(BLOCK);
      block.writeUInt8(VERSION, 0);
      block.writeBigUInt64BE(BigInt(personalNumber), 1);
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
      if (block.readUInt8(0) !== VERSION || block.subarray(9).some((byte) => byte !== 0)) return null;
      const number = block.readBigUInt64BE(1);
      return number < NUMBERS ? number.toString().padStart(12, "0") : null;
    },
  };
}

const VERSION = 1;
const PREFIX = "c1_";
const BLOCK = 16;
const NUMBERS = 10n ** 12n;
const WELL_FORMED = /^c1_[A-Za-z0-9_-]{22}$/;
