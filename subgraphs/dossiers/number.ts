import { dayOf } from "../kit";
import { shortDay } from "./calendar";

/**
 * The official number of a dossier: agency, day of reception, serial of the day (TT 01/2018/TT-VPCP Điều 19 with codes in the order of
 * Decision 20/2020). Four digits, more when a day needs them. Opaque to everybody else: nothing is parsed back out of it.
 */
export function officialNumber(agency: string, day: string, serial: number): string {
  return `${agency}-${shortDay(day)}-${String(serial).padStart(4, "0")}`;
}

/** The id of the counter that gives the serials of one agency and day. */
export function serialName(agency: string, day: string): string {
  return `${agency}-${shortDay(day)}`;
}

/**
 * The number of a request that has no official number yet. The shape is our own: no source prescribes one.
 * @param entropy 10 random bytes, so that a number tells nothing about other requests
 */
export function requestNumber(filedAt: Date, entropy: Uint8Array): string {
  let text = "";
  for (const byte of entropy.subarray(0, 10)) text += ALPHABET[byte & 31];
  return `YC-${shortDay(dayOf(filedAt))}-${text}`;
}

/** Crockford's base 32: no letters that are read as digits. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
