import { type KeyObject, sign } from "node:crypto";
import { algorithmOf, hashNameOf } from "./algorithms";
import { type Statement, statementBytes } from "./statement";
import type { SignedResult } from "./verify";

/** Who signs: the private key and its certificates, PEM, its own first. */
export interface Signer {
  readonly key: KeyObject;
  readonly certificates: readonly string[];
}

/** Signs a statement. @throws Error for what cannot be stated, and for a key that may not sign */
export function signResult(statement: Statement, { key, certificates }: Signer): SignedResult {
  const bytes = statementBytes(statement);
  if (bytes === null)
    throw new Error("a result needs a SHA-256 hash, a dossier number, a canonical agency code and a time");
  const algorithm = algorithmOf(key);
  if (algorithm === null) throw new Error("the key is of no kind that may sign results");
  return {
    documentHash: statement.documentHash,
    algorithm,
    signature: sign(hashNameOf(algorithm), bytes, key).toString("base64"),
    certificates,
    signedAt: statement.signedAt,
  };
}
