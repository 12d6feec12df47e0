import type { X509Certificate } from "node:crypto";
import { algorithmOf, isSignedBy, SIGNATURE_ALGORITHMS } from "./algorithms";
import { type ChainFault, verifyChain } from "./chain";
import { statementBytes } from "./statement";

/** What is verified of a result. */
export interface SignedResult {
  readonly documentHash: string;
  readonly algorithm: string;
  /** Base64. */
  readonly signature: string;
  /** PEM, the signer's own first, each issued by the next; the root may be left out. */
  readonly certificates: readonly string[];
  readonly signedAt: Date;
}

/** What must be known beforehand and cannot come from the result itself. */
export interface VerificationFacts {
  /** Canonical code of the agency that must have signed. */
  readonly agency: string;
  /** The dossier's official number. */
  readonly number: string;
  /** Trusted roots, PEM. */
  readonly roots: readonly string[];
  readonly now: Date;
  /** When the dossier was filed: nothing is its result before; null when that is not known. */
  readonly filedAt?: Date | null;
}

/** Why a result is not believed. */
export type SignatureFault =
  | ChainFault
  | "SIGNED_IN_THE_FUTURE"
  | "SIGNED_BEFORE_THE_DOSSIER"
  | "OTHER_AGENCY"
  | "SIGNATURE_INVALID";

export type Verdict =
  | {
      readonly ok: true;
      readonly signer: { readonly agency: string; readonly name: string; readonly fingerprint: string };
    }
  | { readonly ok: false; readonly reason: SignatureFault };

/**
 * Whether an agency has signed a result of a dossier: THE rule, for the server and for everybody offline. The time of signing is
 * what the agency states under its own signature; no third party vouches for it.
 */
export function verifyResult(result: SignedResult, facts: VerificationFacts): Verdict {
  const { agency, number, roots, now, filedAt = null } = facts;
  const { documentHash, algorithm, signature, certificates, signedAt } = result;
  const refuse = (reason: SignatureFault): Verdict => ({ ok: false, reason });
  const bytes = statementBytes({ documentHash, number, agency, signedAt });
  if (bytes === null) return refuse("MALFORMED");
  if (!SIGNATURE_ALGORITHMS.some((allowed) => allowed === algorithm)) return refuse("ALGORITHM_NOT_ALLOWED");
  if (signedAt > now) return refuse("SIGNED_IN_THE_FUTURE");
  if (filedAt !== null && signedAt < filedAt) return refuse("SIGNED_BEFORE_THE_DOSSIER");
  const chain = verifyChain(certificates, roots, signedAt);
  if (!chain.ok) return refuse(chain.reason);
  const { leaf } = chain;
  if (agencyOf(leaf) !== agency) return refuse("OTHER_AGENCY");
  if (algorithmOf(leaf.publicKey) !== algorithm) return refuse("ALGORITHM_NOT_ALLOWED");
  if (!isSignedBy(leaf.publicKey, bytes, signature)) return refuse("SIGNATURE_INVALID");
  const name = subjectOf(leaf, "CN") ?? agency;
  return { ok: true, signer: { agency, name, fingerprint: leaf.fingerprint256 } };
}

/**
 * The agency that a certificate names: its subject's serialNumber, or where it has none its organisational unit, holds the canonical
 * code and nothing else. One that states two names none.
 */
function agencyOf(certificate: X509Certificate): string | null {
  return subjectOf(certificate, "serialNumber") ?? subjectOf(certificate, "OU");
}

function subjectOf(certificate: X509Certificate, attribute: string): string | null {
  const value: unknown = Reflect.get(Object(certificate.toLegacyObject().subject), attribute);
  if (value === undefined) return null;
  return typeof value === "string" ? value : "";
}
