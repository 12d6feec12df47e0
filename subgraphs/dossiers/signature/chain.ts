import { X509Certificate } from "node:crypto";
import { algorithmOf } from "./algorithms";
import { type CertificateFields, certificateFields, EXTENSIONS, KEY_USAGE } from "./certificate-fields";

/** Why a chain of certificates is not believed. */
export type ChainFault =
  | "MALFORMED"
  | "CHAIN_TOO_LONG"
  | "CHAIN_BROKEN"
  | "NOT_AN_AUTHORITY"
  | "KEY_USAGE"
  | "CRITICAL_EXTENSION"
  | "ALGORITHM_NOT_ALLOWED"
  | "NOT_VALID_THEN"
  | "ROOT_NOT_TRUSTED";

/** The certificate of the signer, when the chain is believed. */
export type ChainVerdict =
  | { readonly ok: true; readonly leaf: X509Certificate }
  | { readonly ok: false; readonly reason: ChainFault };

/** Certificates from the signer's to the trusted root, both counted. */
export const LONGEST_CHAIN = 4;

/** RSA and ECDSA with SHA-256, 384 and 512, and Ed25519. */
const CERTIFICATE_ALGORITHMS = new Set([
  "2a864886f70d01010b",
  "2a864886f70d01010c",
  "2a864886f70d01010d",
  "2a8648ce3d040302",
  "2a8648ce3d040303",
  "2a8648ce3d040304",
  "2b6570",
]);
const UNDERSTOOD = new Set<string>(Object.values(EXTENSIONS));

interface Link {
  readonly certificate: X509Certificate;
  readonly fields: CertificateFields;
}

/**
 * Whether certificates (PEM, the signer's own first, each issued by the next) lead to a trusted root, and all were valid at a
 * moment. What a certificate may be used for is read from the certificate: a citizen's or an agency's can issue none.
 */
export function verifyChain(pems: readonly string[], roots: readonly string[], at: Date): ChainVerdict {
  if (pems.length > LONGEST_CHAIN) return { ok: false, reason: "CHAIN_TOO_LONG" };
  const given = pems.map(readCertificate);
  const links = given.filter((link) => link !== null);
  const [signer] = links;
  const last = links.at(-1);
  if (signer === undefined || last === undefined || links.length !== given.length)
    return { ok: false, reason: "MALFORMED" };
  const trusted = roots.map(readCertificate).filter((link) => link !== null);
  const isTrusted = trusted.some(({ certificate }) => certificate.raw.equals(last.certificate.raw));
  // Several roots may have one name: the one whose key fits is looked for.
  const root = isTrusted ? undefined : trusted.find((each) => isIssuedBy(last, each));
  const chain = root === undefined ? links : [...links, root];
  if (chain.length > LONGEST_CHAIN) return { ok: false, reason: "CHAIN_TOO_LONG" };
  const broken = chain.some((link, place) => {
    const issuer = chain[place + 1];
    return issuer !== undefined && !isIssuedBy(link, issuer);
  });
  if (broken) return { ok: false, reason: "CHAIN_BROKEN" };
  if (!isTrusted && root === undefined) return { ok: false, reason: "ROOT_NOT_TRUSTED" };
  const reason = chain.map((link, place) => faultOf(link, place, at)).find((fault) => fault !== null);
  return reason === undefined ? { ok: true, leaf: signer.certificate } : { ok: false, reason };
}

/** One certificate in PEM, and nothing else; null for what is none. */
function readCertificate(pem: string): Link | null {
  if (pem.length > 20_000 || pem.split("-----BEGIN").length !== 2) return null;
  try {
    const certificate = new X509Certificate(pem);
    return { certificate, fields: certificateFields(certificate.raw) };
  } catch {
    return null;
  }
}

/** By name, by what the issuer may do as OpenSSL reads it, and by signature. */
function isIssuedBy(link: Link, issuer: Link): boolean {
  const { certificate } = link;
  try {
    return certificate.checkIssued(issuer.certificate) && certificate.verify(issuer.certificate.publicKey);
  } catch {
    return false;
  }
}

/** What is wrong with the certificate at a place of the chain, the signer's being the first. */
function faultOf({ certificate, fields }: Link, place: number, at: Date): ChainFault | null {
  const { keyUsage, pathLength, critical, signatureAlgorithm } = fields;
  if (critical.some((id) => !UNDERSTOOD.has(id))) return "CRITICAL_EXTENSION";
  if (algorithmOf(certificate.publicKey) === null || !CERTIFICATE_ALGORITHMS.has(signatureAlgorithm))
    return "ALGORITHM_NOT_ALLOWED";
  if (at < new Date(certificate.validFrom) || at > new Date(certificate.validTo)) return "NOT_VALID_THEN";
  if (place === 0) {
    const signs = KEY_USAGE.digitalSignature | KEY_USAGE.contentCommitment;
    return certificate.ca || (keyUsage !== null && (keyUsage & signs) === 0) ? "KEY_USAGE" : null;
  }
  const authoritiesBelow = place - 1;
  const issues = certificate.ca && (keyUsage === null || (keyUsage & KEY_USAGE.keyCertSign) !== 0);
  return !issues || (pathLength !== null && authoritiesBelow > pathLength) ? "NOT_AN_AUTHORITY" : null;
}
