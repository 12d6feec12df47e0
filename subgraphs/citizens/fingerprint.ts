import { createHmac, hkdfSync } from "node:crypto";

/**
 * Makes fingerprints of texts: equal for equal lists of texts, different for others, and of no use to somebody who guesses
 * what the texts were and lacks the key (HMAC-SHA-256). A client may have pasted a personal number into any of them.
 * @param key the key of citizen ids; another one is derived from it (RFC 5869), so that neither tells of the other
 */
export function fingerprints(key: Uint8Array): (texts: readonly (string | null)[]) => string {
  const own = Buffer.from(hkdfSync("sha256", key, "", "citizens: fingerprints of commands", 32));
  return (texts) => createHmac("sha256", own).update(JSON.stringify(texts)).digest("base64url");
}
