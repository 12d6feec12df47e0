import { createHash } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { PACKET_SETTINGS, requireSafePackets, sendersOf } from "../../../../subgraphs/dossiers/packets";
import { createSeals } from "../../../../subgraphs/dossiers/packets/seal";
import { DEVELOPMENT_SECRET } from "../../../../subgraphs/dossiers/packets/settings";
import { readSettings } from "../../../../subgraphs/kit";

const hashOf = (secret: string) => createHash("sha256").update(secret).digest("hex");
const systems = (...list: object[]) => JSON.stringify(list);
const one = { system: "lao-cai", agencies: ["H38"], secretHash: hashOf("one") };
const KEY = Buffer.alloc(32, 1).toString("base64");
const settle = (variables: Record<string, string>, production: boolean) =>
  requireSafePackets(readSettings(PACKET_SETTINGS, variables), { production });

describe("who may send packets", () => {
  test("in development is a sample system of Lào Cai with a public secret, marked synthetic", () => {
    const senders = sendersOf(settle({}, false).systems);
    const sender = senders.of({ authorization: `Bearer ${DEVELOPMENT_SECRET}` });
    expect(sender).toMatchObject({ system: "mot-cua-lao-cai", synthetic: true });
    expect([sender?.covers("H38"), sender?.covers("H38.10"), sender?.covers("H26"), sender?.covers("H380")]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test("in production is nobody until systems are set", () => {
    expect(settle({}, true).systems).toEqual([]);
  });

  test("in production is not who has the secret of development", () => {
    const list = systems({ ...one, secretHash: hashOf(DEVELOPMENT_SECRET) });
    expect(() => settle({ ONE_STOP_SYSTEMS: list, PACKET_KEY: KEY }, true)).toThrow(/ONE_STOP_SYSTEMS/);
    expect(() => settle({ ONE_STOP_SYSTEMS: systems(one) }, true)).toThrow(/PACKET_KEY/);
    expect(settle({ ONE_STOP_SYSTEMS: systems(one), PACKET_KEY: KEY }, true).systems).toEqual([
      { ...one, synthetic: false },
    ]);
  });

  test("are told apart by their secrets, and by name for what they sent earlier", () => {
    const senders = sendersOf([
      { ...one, synthetic: false },
      { system: "ha-noi", agencies: ["H26", "G12.18"], secretHash: hashOf("two"), synthetic: false },
    ]);
    expect(senders.of({ authorization: "Bearer one" })?.system).toBe("lao-cai");
    expect(senders.of({ authorization: "bearer two" })?.system).toBe("ha-noi");
    expect(senders.of({ authorization: "Bearer three" })).toBeNull();
    expect(senders.named("ha-noi")?.covers("G12.18.3")).toBe(true);
    expect(senders.named("three")).toBeNull();
  });

  test.each([
    ["no JSON", "{"],
    ["no list", "{}"],
    ["two systems of one name", systems(one, { ...one, secretHash: hashOf("x") })],
    ["two systems with one secret", systems(one, { ...one, system: "other" })],
    ["an agency code in the other order", systems({ ...one, agencies: ["000.00.00.H38"] })],
    ["no agency", systems({ ...one, agencies: [] })],
    ["a secret in place of its hash", systems({ ...one, secretHash: "secret" })],
    ["a member that is none", systems({ ...one, secret: "x" })],
  ])("ONE_STOP_SYSTEMS with %s is refused without repeating it", (_, text) => {
    expect(() => readSettings(PACKET_SETTINGS, { ONE_STOP_SYSTEMS: text })).toThrow(
      "ONE_STOP_SYSTEMS: must be a JSON list of { system, agencies, secretHash }, all different",
    );
  });
});

describe("seals", () => {
  const seals = createSeals(Buffer.alloc(32, 1));
  const text = JSON.stringify({ ten: "Người Thử", so: "0".repeat(1_000) });

  test("give back what was sealed, and nothing under another id, key, or with a changed byte", () => {
    const sealed = seals.seal(text, "a");
    expect(seals.open(sealed, "a")).toBe(text);
    expect(() => seals.open(sealed, "b")).toThrow();
    expect(() => createSeals(Buffer.alloc(32, 2)).open(sealed, "a")).toThrow();
    for (const at of [0, 15, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(() => seals.open(changed, "a")).toThrow();
    }
  });

  test("of one text differ each time, and its name does not", () => {
    expect(seals.seal(text, "a").equals(seals.seal(text, "a"))).toBe(false);
    expect(seals.idOf(["a", text])).toBe(seals.idOf(["a", text]));
    expect(seals.idOf(["a,", text])).not.toBe(seals.idOf(["a", `,${text}`]));
    expect(createSeals(Buffer.alloc(32, 2)).idOf(["a"])).not.toBe(seals.idOf(["a"]));
  });
});
