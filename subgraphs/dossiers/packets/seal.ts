import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";

/** Seals messages for the store: they hold names, numbers and addresses of people. */
export interface Seals {
  seal(text: string, id: string): Buffer;
  /** @throws Error for what was not sealed with this key under this id */
  open(sealed: Uint8Array, id: string): string;
  /** Equal for equal lists of texts, and of no use to whoever guesses them and lacks the key. */
  idOf(texts: readonly string[]): string;
}

/**
 * AES-256-GCM over the compressed text, bound to the id of the message.
 * @param key 32 bytes; what is sealed and named is derived from it apart (RFC 5869)
 */
export function createSeals(key: Uint8Array): Seals {
  const derive = (purpose: string) => Buffer.from(hkdfSync("sha256", key, "", `dossiers: ${purpose}`, 32));
  const sealing = derive("packets as they came");
  const naming = derive("ids of packets");
  return {
    seal(text, id) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv("aes-256-gcm", sealing, nonce).setAAD(Buffer.from(id));
      const sealed = Buffer.concat([cipher.update(gzipSync(text)), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    open(sealed, id) {
      const decipher = createDecipheriv("aes-256-gcm", sealing, sealed.subarray(0, NONCE))
        .setAAD(Buffer.from(id))
        .setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
      return gunzipSync(Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()])).toString();
    },
    idOf: (texts) => createHmac("sha256", naming).update(JSON.stringify(texts)).digest("base64url"),
  };
}

const NONCE = 12;
const TAG = 16;
