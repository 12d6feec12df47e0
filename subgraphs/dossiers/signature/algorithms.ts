import { type KeyObject, verify } from "node:crypto";

/** The ways to sign a result; everything else is refused. The name states the key as well as the hash. */
export const SIGNATURE_ALGORITHMS = ["ECDSA-P256-SHA256", "ECDSA-P384-SHA256", "RSA-SHA256", "Ed25519"] as const;

export type SignatureAlgorithm = (typeof SIGNATURE_ALGORITHMS)[number];

const LEAST_RSA_BITS = 2048;
const MOST_RSA_BITS = 8192;

/** The one algorithm that a key of a certificate may sign with; null for a key that is too weak or of another kind. */
export function algorithmOf(key: KeyObject): SignatureAlgorithm | null {
  const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  switch (key.asymmetricKeyType) {
    case "ec":
      if (namedCurve === "prime256v1") return "ECDSA-P256-SHA256";
      return namedCurve === "secp384r1" ? "ECDSA-P384-SHA256" : null;
    case "rsa":
      return modulusLength >= LEAST_RSA_BITS && modulusLength <= MOST_RSA_BITS ? "RSA-SHA256" : null;
    case "ed25519":
      return "Ed25519";
    default:
      return null;
  }
}

/** The hash that an algorithm takes in node:crypto; null where it is part of the algorithm. */
export function hashNameOf(algorithm: SignatureAlgorithm): "sha256" | null {
  return algorithm === "Ed25519" ? null : "sha256";
}

/** Whether the signature (base64; of ECDSA in DER) is the key's over the bytes. Base64 that is not written in the one usual way is none. */
export function isSignedBy(key: KeyObject, bytes: Buffer, signature: string): boolean {
  const algorithm = algorithmOf(key);
  const decoded = Buffer.from(signature, "base64");
  if (algorithm === null || decoded.length === 0 || decoded.toString("base64") !== signature) return false;
  return verify(hashNameOf(algorithm), bytes, key, decoded);
}
