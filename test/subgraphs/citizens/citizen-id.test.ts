import { createCipheriv } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { citizenIds, DEVELOPMENT_CITIZEN_ID_KEY } from "../../../subgraphs/citizens/citizen-id";

const ids = citizenIds(DEVELOPMENT_CITIZEN_ID_KEY);
const numbers = fc.bigInt({ min: 0n, max: 999_999_999_999n }).map((number) => number.toString().padStart(12, "0"));

describe("an opaque citizen id", () => {
  test("leads back to its number, with leading zeros", () => {
    fc.assert(
      fc.property(numbers, (number) => {
        expect(ids.numberOf(ids.idOf(number))).toBe(number);
      }),
    );
  });

  test("leads back to the number of an old card, and is not that of the same digits with zeros before them", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), (digits) => {
        const number = String(digits).padStart(9, "0");
        expect(ids.numberOf(ids.idOf(number))).toBe(number);
        expect(ids.idOf(number)).not.toBe(ids.idOf(number.padStart(12, "0")));
      }),
    );
  });

  test("is another one for another number", () => {
    fc.assert(
      fc.property(numbers, numbers, (one, other) => {
        expect(ids.idOf(one) === ids.idOf(other)).toBe(one === other);
      }),
    );
  });

  test("does not show the number, and neighbours have nothing in common", () => {
    const [one, other] = [ids.idOf("001084000001"), ids.idOf("001084000002")];
    expect(one).toMatch(/^c1_[A-Za-z0-9_-]{22}$/);
    expect(one.slice(3, 9)).not.toBe(other.slice(3, 9));
  });

  test("never changes for a key, since other subgraphs store it", () => {
    expect(ids.idOf("001084000001")).toBe("c1_fjQ2stcKw2U5ske-OFjhQg");
  });

  test("means nobody under another key", () => {
    const others = citizenIds(Buffer.alloc(32, 7));
    fc.assert(
      fc.property(numbers, (number) => {
        expect(others.numberOf(ids.idOf(number))).toBeNull();
      }),
    );
  });

  test("means nobody when it is forged", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (block) => {
        expect(ids.numberOf(`c1_${Buffer.from(block).toString("base64url")}`)).toBeNull();
      }),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        expect(ids.numberOf(text)).toBeNull();
        expect(ids.numberOf(`c1_${text}`)).toBeNull();
      }),
    );
  });

  test("means nobody when one bit of it is changed", () => {
    const block = Buffer.from(ids.idOf("001084000001").slice(3), "base64url");
    for (let bit = 0; bit < 128; bit += 1) {
      const changed = Buffer.from(block);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(ids.numberOf(`c1_${changed.toString("base64url")}`)).toBeNull();
    }
  });

  test("means nobody when its block has another version, a number that is too large, or anything in its padding", () => {
    const idOfBlock = (block: Buffer) => {
      const cipher = createCipheriv("aes-256-ecb", DEVELOPMENT_CITIZEN_ID_KEY, null).setAutoPadding(false);
      return `c1_${Buffer.concat([cipher.update(block), cipher.final()]).toString("base64url")}`;
    };
    const good = Buffer.from("01000000000000000100000000000000", "hex");
    expect(ids.numberOf(idOfBlock(good))).toBe("000000000001");
    const old = Buffer.from("02000000003b9ac9ff00000000000000", "hex");
    expect(ids.numberOf(idOfBlock(old))).toBe("999999999");
    for (const bad of [
      "03000000000000000100000000000000",
      "00000000000000000100000000000000",
      "02000000003b9aca0000000000000000",
      "0100e8d4a510000000000000000000",
      "01000000000000000100000000000001",
    ]) {
      expect(ids.numberOf(idOfBlock(Buffer.from(bad.padEnd(32, "0"), "hex")))).toBeNull();
    }
  });

  test("has one spelling only", () => {
    const id = ids.idOf("001084000001");
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const spellings = [...alphabet].map((last) => id.slice(0, -1) + last).filter((text) => ids.numberOf(text) !== null);
    expect(spellings).toEqual([id]);
    expect(ids.numberOf(`${id}=`)).toBeNull();
    expect(ids.numberOf(`${id}\n`)).toBeNull();
  });

  test("is made of nothing but a personal number or the number of an old card", () => {
    for (const text of ["", "12345678", "1234567890", "00108400000x", "0010840000011"])
      expect(() => ids.idOf(text)).toThrow();
  });

  test("needs a key of 32 bytes", () => {
    expect(() => citizenIds(Buffer.alloc(16))).toThrow("16 bytes");
  });
});
