import { domainToASCII } from "node:url";
import { canonicalAgencyCode } from "../kit";

/*
 * THE place where text that a citizen sends becomes something an account may hold. Each reader gives the one form that is
 * kept, or null for what is refused. No account holds an identity number: a number pasted into a wrong field is refused.
 */

/** Reads an e-mail address (RFC 5321 4.5.3.1, RFC 6531). The domain is kept in lower-case ASCII, the rest as written. */
export function readEmail(text: string, own: string): string | null {
  const [local = "", domain = "", ...rest] = text.trim().normalize("NFC").split("@");
  if (rest.length > 0 || !LOCAL_PART.test(local) || Buffer.byteLength(local) > 64) return null;
  const ascii = domainToASCII(domain);
  if (!DOMAIN.test(ascii)) return null;
  const email = `${local}@${ascii}`;
  return email.length > 254 || holdsNumber(email, own) ? null : email;
}

/**
 * Reads a telephone number into the form of ITU-T E.164. `+` begins an international number, `0` a Vietnamese one, of 9 digits
 * after it (mobile) or 10. `00` begins none here: a personal number from Hà Nội does.
 */
export function readPhone(text: string, own: string): string | null {
  const digits = text.trim().replace(/[ .()-]/g, "");
  if (digits.includes(own)) return null;
  const phone = digits.replace(/^0/, "+84");
  return phone.startsWith("+84") ? matching(phone, VIETNAMESE_PHONE) : matching(phone, PHONE);
}

/** Reads a line of text of 1 to `limit` characters: white space is made single, what is invisible is refused. */
export function readLine(text: string, limit: number, own: string): string | null {
  const line = text.normalize("NFC").replace(/\s+/g, " ").trim();
  const fits = line !== "" && [...line].length <= limit;
  return fits && !INVISIBLE.test(line) && !holdsNumber(line, own) ? line : null;
}

/**
 * Reads a code of a state agency, in either order of digits. Its first group is a letter and two digits: the kit takes other codes
 * as well, such as one of twelve digits.
 */
export function readAgency(text: string): string | null {
  const code = canonicalAgencyCode(text.trim());
  return code !== null && STATE_AGENCY.test(code) && !TWELVE_DIGITS.test(code) ? code : null;
}

/** Says whether a text can be a client's key of a change: 8 to 100 characters, no control character, no lone surrogate. */
export function isIdempotencyKey(text: string): boolean {
  return /^[^\p{Cc}\p{Cs}]{8,100}$/u.test(text);
}

/**
 * Says whether a text holds something like an identity number: the citizen's own however it is divided, twelve digits divided by
 * white space or dots, or digits of another script, which hide one.
 */
export function holdsNumber(text: string, own: string): boolean {
  const plain = text.normalize("NFKC");
  if (OTHER_DIGITS.test(plain) || plain.replace(/[^0-9]/g, "").includes(own)) return true;
  return TWELVE_DIGITS.test(plain.replace(/[\s\p{Cf}.]/gu, ""));
}

const LOCAL_PART = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/;
const PHONE = /^\+[1-9]\d{6,14}$/;
const VIETNAMESE_PHONE = /^\+84[1-9]\d{8,9}$/;
const STATE_AGENCY = /^[A-Z]\d{2}(\.|$)/;
const TWELVE_DIGITS = /\d{12}/;
const OTHER_DIGITS = /[^\P{Nd}0-9]/u;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/u;

function matching(text: string, shape: RegExp): string | null {
  return shape.test(text) ? text : null;
}
