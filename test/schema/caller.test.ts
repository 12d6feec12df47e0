import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { jwtVerify } from "jose";
import { type Caller, newRequestId, open, publicKeyOf, ROLES, seal } from "../../schema/caller";
import { blacken } from "../../subgraphs/kit";

const key = generateKeyPairSync("ed25519").privateKey;
const now = 1_790_000_000;
const keys = [publicKeyOf(key)];
const caller: Caller = { role: "officer", subject: "o-1", agency: "H26", vneidLevel: null, scopes: ["citizen:read"] };
const sealed = seal(caller, { audience: "dossiers", key, now });

describe("a correlation id", () => {
  test("is never blackened in a log", () => {
    for (let i = 0; i < 10_000; i++) expect(blacken(newRequestId())).not.toContain("[");
  });
});

describe("a sealed caller", () => {
  test("is the same caller when it is opened", () => {
    const callers = fc.record({
      role: fc.constantFrom(...ROLES),
      subject: fc.option(fc.string()),
      agency: fc.option(fc.string()),
      vneidLevel: fc.constantFrom(null, 1 as const, 2 as const),
      scopes: fc.array(fc.string()),
    });
    fc.assert(
      fc.property(callers, (each) => {
        expect(open(seal(each, { audience: "x", key, now }), { audience: "x", keys, now })).toEqual(each);
      }),
    );
  });

  test("is a JWT that another library verifies", async () => {
    const { payload } = await jwtVerify(sealed, keys[0] as never, {
      algorithms: ["EdDSA"],
      audience: "dossiers",
      issuer: "lien-thong",
      currentDate: new Date(now * 1000),
    });
    expect(payload).toMatchObject({ role: "officer", agency: "H26", exp: now + 60 });
  });

  test.each<[string, () => unknown]>([
    ["by another subgraph", () => open(sealed, { audience: "payments", keys, now })],
    ["after its minute", () => open(sealed, { audience: "dossiers", keys, now: now + 66 })],
    ["before its time", () => open(sealed, { audience: "dossiers", keys, now: now - 6 })],
    [
      "with another key",
      () => open(sealed, { audience: "dossiers", keys: [publicKeyOf(generateKeyPairSync("ed25519").privateKey)], now }),
    ],
    ["when it is absent", () => open(undefined, { audience: "dossiers", keys, now })],
    [
      "with another algorithm in its header",
      () =>
        open(`${Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url")}.${sealed.split(".")[1]}.`, {
          audience: "dossiers",
          keys,
          now,
        }),
    ],
    ["with a part more", () => open(`${sealed}.x`, { audience: "dossiers", keys, now })],
  ])("is refused %s", (_title, attempt) => {
    expect(attempt).toThrow("The request did not come through the gateway.");
  });

  test("is refused with any single character changed", () => {
    for (let at = 0; at < sealed.length - 1; at++) {
      const changed = `${sealed.slice(0, at)}${sealed[at] === "A" ? "B" : "A"}${sealed.slice(at + 1)}`;
      if (changed === sealed) continue;
      expect(() => open(changed, { audience: "dossiers", keys, now })).toThrow();
    }
  });
});
