import { createPrivateKey, type KeyObject, webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";
import type { Signer } from "../../../../subgraphs/dossiers/signature";

const KINDS = {
  p256: { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" },
  p384: { name: "ECDSA", namedCurve: "P-384", hash: "SHA-256" },
  p521: { name: "ECDSA", namedCurve: "P-521", hash: "SHA-256" },
  rsa2048: rsa(2048, "SHA-256"),
  rsa1024: rsa(1024, "SHA-256"),
  rsaSha1: rsa(2048, "SHA-1"),
  ed25519: { name: "Ed25519" },
} as const;

export type KeyKind = keyof typeof KINDS;

/** A certificate with its key. */
export interface Certified {
  readonly kind: KeyKind;
  readonly keys: webcrypto.CryptoKeyPair;
  readonly key: KeyObject;
  readonly certificate: x509.X509Certificate;
  readonly pem: string;
}

export interface CertificateOptions {
  readonly subject: x509.JsonName;
  /** Itself when absent. */
  readonly issuer?: Certified;
  readonly kind?: KeyKind;
  readonly authority?: boolean;
  readonly pathLength?: number;
  readonly usage?: x509.KeyUsageFlags | null;
  readonly from?: string;
  readonly to?: string;
  readonly extensions?: readonly x509.Extension[];
}

let serial = 1;

/** Makes a certificate of any kind, good or bad. */
export async function certify(options: CertificateOptions): Promise<Certified> {
  const { subject, issuer, kind = "p256", authority = issuer === undefined, pathLength } = options;
  const algorithm = KINDS[kind];
  const keys = await generate(algorithm);
  const usage = options.usage ?? (authority ? x509.KeyUsageFlags.keyCertSign : x509.KeyUsageFlags.digitalSignature);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: (serial++).toString(16).padStart(4, "0"),
    subject,
    issuer: issuer?.certificate.subject ?? new x509.Name(subject).toString(),
    notBefore: new Date(options.from ?? "2020-01-01T00:00:00Z"),
    notAfter: new Date(options.to ?? "2040-01-01T00:00:00Z"),
    signingAlgorithm: KINDS[issuer?.kind ?? kind],
    publicKey: keys.publicKey,
    signingKey: issuer?.keys.privateKey ?? keys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(authority, pathLength, true),
      ...(options.usage === null ? [] : [new x509.KeyUsagesExtension(usage, true)]),
      ...(options.extensions ?? []),
    ],
  });
  const der = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey));
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  return { kind, keys, key, certificate, pem: certificate.toString("pem") };
}

/** A root, an authority under it and the signer of an agency, as a government's authority would be. */
export async function threeLevels(agency: string, kind: KeyKind = "p256") {
  const root = await certify({ subject: named("Test root"), kind });
  const middle = await certify({
    subject: named("Test authority"),
    issuer: root,
    kind,
    authority: true,
    pathLength: 0,
  });
  const leaf = await certify({ subject: ofAgency(agency), issuer: middle, kind });
  return { root, middle, leaf, signer: signerOf(leaf, middle) };
}

/** Who signs with the first certificate. */
export function signerOf(first: Certified, ...rest: readonly Certified[]): Signer {
  return { key: first.key, certificates: [first, ...rest].map(({ pem }) => pem) };
}

/** A subject with a common name. */
export function named(name: string): x509.JsonName {
  return [{ C: ["VN"] }, { CN: [name] }];
}

/** The subject of an agency's signer. */
export function ofAgency(...codes: string[]): x509.JsonName {
  return [{ C: ["VN"] }, { CN: ["Test signer"] }, ...codes.map((code) => ({ "2.5.4.5": [code] }))];
}

function rsa(modulusLength: number, hash: string) {
  return { name: "RSASSA-PKCS1-v1_5", modulusLength, publicExponent: new Uint8Array([1, 0, 1]), hash };
}

async function generate(algorithm: (typeof KINDS)[KeyKind]): Promise<webcrypto.CryptoKeyPair> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  if (!("privateKey" in keys)) throw new Error("no pair of keys");
  return keys;
}
