import { createHash } from "node:crypto";

/** One spelling of Vietnamese text: composed letters (NFC), no blanks around it. */
export function normalText(text: string): string {
  return text.normalize("NFC").trim();
}

/** Whether a normal text says something, is not too long, and can be printed. */
export function isText(text: string, longest: number): boolean {
  return text.length > 0 && text.length <= longest && !UNPRINTABLE.test(text);
}

/** Half a surrogate pair, and control characters but line feed and tab. */
const UNPRINTABLE = /\p{Cs}|[^\P{Cc}\n\t]/u;

/** Letters of a reason, a note, the text of a form. */
export const TEXT_LIMIT = 1000;

/** Whether a client's key can name a command. */
export function isIdempotencyKey(key: string): boolean {
  return key.length >= 8 && key.length <= 100;
}

/**
 * The hash by which a repeated command is known. `content` must be in a normal form: the same members in the same order, so that equal
 * contents have equal texts.
 */
export function hashOf(content: object): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
}
