import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The keys that a house in development makes for itself and keeps in its data folder. Production refuses them. */
export interface DevelopmentKeys {
  /** Seals callers for subgraphs. */
  readonly sealing: KeyObject;
  /** Signs the development issuer's tokens. */
  readonly issuing: KeyObject;
}

/** Reads the development keys of a data folder, making them at the first call. Two processes that start at once agree. */
export function developmentKeys(dataFolder: string): DevelopmentKeys {
  const folder = join(dataFolder, "development");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return { sealing: keyIn(join(folder, "sealing.pem")), issuing: keyIn(join(folder, "issuing.pem")) };
}

/** Whether a key is one that the data folder keeps for development. Makes none. */
export function isDevelopmentKey(key: KeyObject, dataFolder: string): boolean {
  const file = join(dataFolder, "development", "sealing.pem");
  return existsSync(file) && createPrivateKey(readFileSync(file, "utf8")).equals(key);
}

/** Reads an Ed25519 public key in PEM. @throws Error when it is none */
export function publicKeyFrom(pem: string): KeyObject {
  const key = createPublicKey(pem.replaceAll("\\n", "\n"));
  if (key.asymmetricKeyType !== "ed25519") throw new Error("no Ed25519 key");
  return key;
}

/** The key of a file; made whole under another name and then linked, so that nobody reads half a key. */
function keyIn(file: string): KeyObject {
  if (!existsSync(file)) {
    const fresh = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" });
    const draft = `${file}.${process.pid}.${randomUUID()}`;
    writeFileSync(draft, fresh, { mode: 0o600 });
    try {
      linkSync(draft, file);
    } catch (cause) {
      if (!existsSync(file)) throw cause;
    } finally {
      unlinkSync(draft);
    }
  }
  return createPrivateKey(readFileSync(file, "utf8"));
}
