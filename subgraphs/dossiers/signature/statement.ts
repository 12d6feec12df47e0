import { createHash } from "node:crypto";
import { canonicalAgencyCode } from "../../kit";

/** What an agency signs: that this document is the result of this dossier, said by this agency at this time. */
export interface Statement {
  /** SHA-256 of the document, 64 lower-case hexadecimal digits. */
  readonly documentHash: string;
  /** The dossier's official number. */
  readonly number: string;
  /** Canonical code of the agency that signs. */
  readonly agency: string;
  readonly signedAt: Date;
}

const HASH = /^[0-9a-f]{64}$/;
/** Printable ASCII without blanks: nothing that could end a line or look like something else. */
const NUMBER = /^[!-~]{1,100}$/;

/**
 * The exact bytes that are signed, or null for what cannot be stated. Version 1: one `name: value` line each, in this order, every line
 * ended by a line feed, ASCII only. Each value is checked to hold no blank or line end, so no two statements share their bytes.
 */
export function statementBytes({ documentHash, number, agency, signedAt }: Statement): Buffer | null {
  if (!HASH.test(documentHash) || !NUMBER.test(number) || canonicalAgencyCode(agency) !== agency) return null;
  if (Number.isNaN(signedAt.getTime())) return null;
  const lines = [
    "lien-thong-result: 1",
    `document-sha256: ${documentHash}`,
    `dossier: ${number}`,
    `agency: ${agency}`,
    `signed-at: ${signedAt.toISOString()}`,
  ];
  return Buffer.from(`${lines.join("\n")}\n`, "ascii");
}

/** The hash of a document as statements name it. */
export function hashOf(document: Uint8Array): string {
  return createHash("sha256").update(document).digest("hex");
}
