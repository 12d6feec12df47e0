import { sign } from "node:crypto";
import { beforeAll, describe, expect, test } from "@jest/globals";
import * as x509 from "@peculiar/x509";
import {
  hashOf,
  type SignedResult,
  type Signer,
  signResult,
  type Verdict,
  type VerificationFacts,
  verifyResult,
} from "../../../../subgraphs/dossiers/signature";
import { statementBytes } from "../../../../subgraphs/dossiers/signature/statement";
import { certify, named, ofAgency, signerOf, threeLevels } from "./make-certificates";

const DOCUMENT = Buffer.from("Giấy chứng nhận, mẫu thử");
const statement = {
  documentHash: hashOf(DOCUMENT),
  number: "H26.7-260901-0001",
  agency: "H26.7",
  signedAt: new Date("2026-09-03T02:00:00.123Z"),
};

let good: Awaited<ReturnType<typeof threeLevels>>;
let result: SignedResult;
let facts: VerificationFacts;
beforeAll(async () => {
  good = await threeLevels("H26.7");
  result = signResult(statement, good.signer);
  facts = {
    agency: statement.agency,
    number: statement.number,
    roots: [good.root.pem],
    now: new Date("2026-10-01T00:00:00Z"),
    filedAt: new Date("2026-09-01T01:00:00Z"),
  };
});

const verdictOf = (changes: Partial<SignedResult> = {}, given: Partial<VerificationFacts> = {}): Verdict =>
  verifyResult({ ...result, ...changes }, { ...facts, ...given });
const refused = (reason: string) => ({ ok: false, reason });
/** The verdict on the same statement, signed by somebody else. */
const verdictOn = (signer: Signer, given: Partial<VerificationFacts> = {}) =>
  verifyResult(signResult(statement, signer), { ...facts, ...given });

describe("a signed result", () => {
  test("is believed, and says who signed", () => {
    expect(verdictOf()).toEqual({
      ok: true,
      signer: { agency: "H26.7", name: "Test signer", fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}/) },
    });
  });

  test("is believed whether or not the root is sent along", () => {
    expect(verdictOf({ certificates: [...result.certificates, good.root.pem] }).ok).toBe(true);
  });

  test.each(["p256", "p384", "rsa2048", "ed25519"] as const)("may be signed with %s", async (kind) => {
    const other = await threeLevels("H26.7", kind);
    expect(verdictOn(other.signer, { roots: [good.root.pem, other.root.pem] }).ok).toBe(true);
  });

  test("is not believed when the hash, the number, the agency or the time is another", () => {
    expect(verdictOf({ documentHash: hashOf(Buffer.from("other")) })).toEqual(refused("SIGNATURE_INVALID"));
    expect(verdictOf({}, { number: "H26.7-260901-0002" })).toEqual(refused("SIGNATURE_INVALID"));
    expect(verdictOf({}, { agency: "H26" })).toEqual(refused("OTHER_AGENCY"));
    expect(verdictOf({ signedAt: new Date("2026-09-03T02:00:00.124Z") })).toEqual(refused("SIGNATURE_INVALID"));
  });

  test.each(["", "ab", "A".repeat(64), `${"a".repeat(64)}\n`])("is not believed with the hash %j", (documentHash) => {
    expect(verdictOf({ documentHash })).toEqual(refused("MALFORMED"));
  });

  test("is not believed when its signature is cut, stretched or written otherwise", () => {
    const bytes = Buffer.from(result.signature, "base64");
    for (const signature of [
      "",
      bytes.subarray(0, -1).toString("base64"),
      bytes.subarray(0, bytes.length >> 1).toString("base64"),
      Buffer.concat([bytes, Buffer.alloc(1)]).toString("base64"),
      ` ${result.signature}`,
      `${result.signature}\n`,
      result.signature.replace(/=*$/, "-"),
      bytes.toString("hex"),
      Buffer.alloc(bytes.length).toString("base64"),
    ])
      expect(verdictOf({ signature })).toEqual(refused("SIGNATURE_INVALID"));
  });

  test("is not believed when a bit of its signature is another", () => {
    const bytes = Buffer.from(result.signature, "base64");
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(verdictOf({ signature: changed.toString("base64") })).toEqual(refused("SIGNATURE_INVALID"));
    }
  });

  test("is not believed when it was signed in the future or before the dossier was filed", () => {
    expect(verdictOf({}, { now: new Date("2026-09-03T02:00:00.122Z") })).toEqual(refused("SIGNED_IN_THE_FUTURE"));
    expect(verdictOf({}, { now: statement.signedAt }).ok).toBe(true);
    const filedAt = new Date("2026-09-03T02:00:00.124Z");
    expect(verdictOf({}, { filedAt })).toEqual(refused("SIGNED_BEFORE_THE_DOSSIER"));
    expect(verdictOf({}, { filedAt: statement.signedAt }).ok).toBe(true);
    expect(verdictOf({}, { filedAt: null }).ok).toBe(true);
    expect(verdictOf({ signedAt: new Date(Number.NaN) })).toEqual(refused("MALFORMED"));
  });
});

describe("the algorithm of a result", () => {
  test.each(["none", "", "ecdsa-p256-sha256", "HMAC-SHA256", "RSA-SHA1", "ECDSA-P521-SHA256"])(
    "may not be %j",
    (algorithm) => {
      expect(verdictOf({ algorithm })).toEqual(refused("ALGORITHM_NOT_ALLOWED"));
    },
  );

  test("is that of the signer's key", () => {
    for (const algorithm of ["RSA-SHA256", "Ed25519", "ECDSA-P384-SHA256"])
      expect(verdictOf({ algorithm })).toEqual(refused("ALGORITHM_NOT_ALLOWED"));
  });

  test("does not hash with anything but SHA-256", () => {
    const bytes = statementBytes(statement) ?? Buffer.alloc(0);
    const signature = sign("sha512", bytes, good.leaf.key).toString("base64");
    expect(verdictOf({ signature })).toEqual(refused("SIGNATURE_INVALID"));
  });

  test.each(["rsa1024", "p521"] as const)("may not be weaker or other, as with %s", async (kind) => {
    const leaf = await certify({ subject: ofAgency("H26.7"), issuer: good.root, kind });
    expect(() => signResult(statement, signerOf(leaf))).toThrow("kind");
    const certificates = [leaf.pem];
    expect(verdictOf({ certificates })).toEqual(refused("ALGORITHM_NOT_ALLOWED"));
  });

  test("may not be SHA-1 in a certificate either", async () => {
    const root = await certify({ subject: named("Old root"), kind: "rsaSha1" });
    const leaf = await certify({ subject: ofAgency("H26.7"), issuer: root });
    expect(verdictOn(signerOf(leaf), { roots: [root.pem] })).toEqual(refused("ALGORITHM_NOT_ALLOWED"));
  });
});

describe("the chain of a result", () => {
  test("leads to a trusted root, not to one of its name", async () => {
    const other = await threeLevels("H26.7");
    expect(verdictOf({}, { roots: [other.root.pem] })).toEqual(refused("ROOT_NOT_TRUSTED"));
    expect(verdictOf({}, { roots: [] })).toEqual(refused("ROOT_NOT_TRUSTED"));
    expect(verdictOf({ certificates: [...result.certificates, good.root.pem] }, { roots: [other.root.pem] })).toEqual(
      refused("ROOT_NOT_TRUSTED"),
    );
    expect(verdictOf({}, { roots: [other.root.pem, good.root.pem] }).ok).toBe(true);
  });

  test("has every certificate, in its order", () => {
    const [leaf = "", middle = ""] = result.certificates;
    const root = good.root.pem;
    expect(verdictOf({ certificates: [] })).toEqual(refused("MALFORMED"));
    expect(verdictOf({ certificates: [leaf] })).toEqual(refused("ROOT_NOT_TRUSTED"));
    expect(verdictOf({ certificates: [leaf, root] })).toEqual(refused("CHAIN_BROKEN"));
    expect(verdictOf({ certificates: [middle, leaf] })).toEqual(refused("CHAIN_BROKEN"));
    expect(verdictOf({ certificates: [leaf, root, middle] })).toEqual(refused("CHAIN_BROKEN"));
    expect(verdictOf({ certificates: [middle] })).toEqual(refused("KEY_USAGE"));
    expect(verdictOf({ certificates: [leaf, leaf, middle] })).toEqual(refused("CHAIN_BROKEN"));
  });

  test("is not that of another agency's signer", async () => {
    const other = await certify({ subject: ofAgency("H24"), issuer: good.middle });
    expect(verdictOn(signerOf(other, good.middle))).toEqual(refused("OTHER_AGENCY"));
    const [, middle = ""] = result.certificates;
    expect(verdictOf({ certificates: [other.pem, middle] })).toEqual(refused("OTHER_AGENCY"));
    const twin = await certify({ subject: ofAgency("H26.7"), issuer: good.middle });
    expect(verdictOf({ certificates: [twin.pem, middle] })).toEqual(refused("SIGNATURE_INVALID"));
  });

  test("names the agency by its serial number or unit, and one agency only", async () => {
    const signerNamed = async (subject: x509.JsonName) =>
      verdictOn(signerOf(await certify({ subject, issuer: good.middle }), good.middle));
    expect(await signerNamed(ofAgency("H26.7", "H24"))).toEqual(refused("OTHER_AGENCY"));
    expect(await signerNamed([...ofAgency("H24", "H29"), { OU: ["H26.7"] }])).toEqual(refused("OTHER_AGENCY"));
    expect(await signerNamed(named("H26.7"))).toEqual(refused("OTHER_AGENCY"));
    expect((await signerNamed([{ CN: ["Unit"] }, { OU: ["H26.7"] }])).ok).toBe(true);
    expect(await signerNamed([{ OU: ["H26.7"] }, { "2.5.4.5": ["H24"] }])).toEqual(refused("OTHER_AGENCY"));
    expect(await signerNamed(ofAgency("H26.7\nserialNumber=H24"))).toEqual(refused("OTHER_AGENCY"));
    expect(await signerNamed(ofAgency("h26.7"))).toEqual(refused("OTHER_AGENCY"));
  });

  test.each([
    ["2020-01-01T00:00:00Z", "2026-09-03T02:00:00Z", "expired"],
    ["2026-09-03T02:00:01Z", "2030-01-01T00:00:00Z", "not yet valid"],
  ])("was valid when it was signed, wherever the one that was not (%s to %s, %s)", async (from, to) => {
    const leaf = await certify({ subject: ofAgency("H26.7"), issuer: good.middle, from, to });
    expect(verdictOn(signerOf(leaf, good.middle))).toEqual(refused("NOT_VALID_THEN"));
    const middle = await certify({ subject: named("Middle"), issuer: good.root, authority: true, from, to });
    const under = await certify({ subject: ofAgency("H26.7"), issuer: middle });
    expect(verdictOn(signerOf(under, middle))).toEqual(refused("NOT_VALID_THEN"));
    const root = await certify({ subject: named("Root"), from, to });
    const direct = await certify({ subject: ofAgency("H26.7"), issuer: root });
    expect(verdictOn(signerOf(direct), { roots: [root.pem] })).toEqual(refused("NOT_VALID_THEN"));
  });

  test("may be over now, when it was valid at the time of signing", async () => {
    const leaf = await certify({ subject: ofAgency("H26.7"), issuer: good.middle, to: "2026-09-04T00:00:00Z" });
    expect(verdictOn(signerOf(leaf, good.middle)).ok).toBe(true);
  });

  test("goes through authorities only", async () => {
    const citizen = await certify({ subject: ofAgency("H26.8"), issuer: good.middle });
    const forged = await certify({ subject: ofAgency("H26.7"), issuer: citizen });
    expect(verdictOn(signerOf(forged, citizen, good.middle))).toEqual(refused("CHAIN_BROKEN"));
    const careless = await certify({ subject: named("Careless"), issuer: good.root, usage: null });
    const under = await certify({ subject: ofAgency("H26.7"), issuer: careless });
    expect(verdictOn(signerOf(under, careless)).ok).toBe(false);
    const noSigning = await certify({
      subject: named("Signer of lists"),
      issuer: good.root,
      authority: true,
      usage: x509.KeyUsageFlags.cRLSign,
    });
    const below = await certify({ subject: ofAgency("H26.7"), issuer: noSigning });
    expect(verdictOn(signerOf(below, noSigning)).ok).toBe(false);
  });

  test("keeps to the number of authorities that its certificates allow", async () => {
    const second = await certify({ subject: named("Second"), issuer: good.middle, authority: true });
    const leaf = await certify({ subject: ofAgency("H26.7"), issuer: second });
    expect(verdictOn(signerOf(leaf, second, good.middle))).toEqual(refused("NOT_AN_AUTHORITY"));
    const open = await certify({ subject: named("Open"), issuer: good.root, authority: true, pathLength: 1 });
    const next = await certify({ subject: named("Next"), issuer: open, authority: true });
    const lowest = await certify({ subject: ofAgency("H26.7"), issuer: next });
    expect(verdictOn(signerOf(lowest, next, open)).ok).toBe(true);
    const third = await certify({ subject: named("Third"), issuer: next, authority: true });
    const deep = await certify({ subject: ofAgency("H26.7"), issuer: third });
    expect(verdictOn(signerOf(deep, third, next, open))).toEqual(refused("CHAIN_TOO_LONG"));
    expect(verdictOn(signerOf(deep, third, next, open, good.root))).toEqual(refused("CHAIN_TOO_LONG"));
  });

  test("ends with a certificate that is for signing, with no condition unknown here", async () => {
    const verdictFor = async (options: Partial<Parameters<typeof certify>[0]>) =>
      verdictOn(signerOf(await certify({ subject: ofAgency("H26.7"), issuer: good.middle, ...options }), good.middle));
    expect(await verdictFor({ usage: x509.KeyUsageFlags.keyEncipherment })).toEqual(refused("KEY_USAGE"));
    expect((await verdictFor({ usage: x509.KeyUsageFlags.nonRepudiation })).ok).toBe(true);
    expect((await verdictFor({ usage: null })).ok).toBe(true);
    expect(await verdictFor({ authority: true })).toEqual(refused("KEY_USAGE"));
    const both = x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.digitalSignature;
    expect(await verdictFor({ authority: true, usage: both })).toEqual(refused("KEY_USAGE"));
    const unknown = (critical: boolean) => [new x509.Extension("1.2.3.4", critical, new Uint8Array([5, 0]))];
    expect(await verdictFor({ extensions: unknown(true) })).toEqual(refused("CRITICAL_EXTENSION"));
    expect((await verdictFor({ extensions: unknown(false) })).ok).toBe(true);
  });

  test.each(["", "nonsense", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])(
    "is made of certificates, not of %j",
    (pem) => {
      expect(verdictOf({ certificates: [pem, ...result.certificates.slice(1)] })).toEqual(refused("MALFORMED"));
      expect(verdictOf({ certificates: [...result.certificates, pem] })).toEqual(refused("MALFORMED"));
    },
  );

  test("has one certificate in each of its texts", () => {
    expect(verdictOf({ certificates: [result.certificates.join("\n")] })).toEqual(refused("MALFORMED"));
  });

  test("is not believed with any byte of the signer's certificate changed", () => {
    const der = Buffer.from(good.leaf.certificate.rawData);
    const seen = new Set<string>();
    for (let at = 0; at < der.length; at += 1) {
      const changed = Buffer.from(der);
      changed[at] = (changed[at] ?? 0) ^ 0x01;
      const pem = `-----BEGIN CERTIFICATE-----\n${changed.toString("base64")}\n-----END CERTIFICATE-----\n`;
      const verdict = verdictOf({ certificates: [pem, good.middle.pem] });
      expect(verdict.ok).toBe(false);
      if (!verdict.ok) seen.add(verdict.reason);
    }
    expect(seen).toContain("CHAIN_BROKEN");
  });
});

describe("a statement", () => {
  test("is these bytes", () => {
    expect(statementBytes({ ...statement, documentHash: "ab".repeat(32) })?.toString()).toBe(
      `lien-thong-result: 1\ndocument-sha256: ${"ab".repeat(32)}\ndossier: H26.7-260901-0001\nagency: H26.7\nsigned-at: 2026-09-03T02:00:00.123Z\n`,
    );
  });

  test.each(["", "H26\nagency: H24", "a b", "Mã", "x".repeat(101)])("is not made of the number %j", (number) => {
    expect(statementBytes({ ...statement, number })).toBeNull();
    expect(() => signResult({ ...statement, number }, good.signer)).toThrow("dossier number");
  });

  test.each(["", "h26", "000.00.18.G12", "H26\n", "H26."])("trap 1: is not made of the agency %j", (agency) => {
    expect(statementBytes({ ...statement, agency })).toBeNull();
  });
});
