import { fail } from "../../schema/errors";

/** What a client's text must be before the database is asked: it takes no NUL, and every lone surrogate for the same sign. */
const UNWRITABLE = /[\p{Cc}\p{Cs}]/u;
/** Of payment requests; the database's own rule. */
const REQUEST_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Characters are counted as the database counts them: by code points. */
const IDEMPOTENCY_KEY = /^[^\p{Cc}\p{Cs}]{8,100}$/u;
/** A moment as our cursors write it, in a year that a payment can have. */
const CURSOR_MOMENT = /^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Whether a text holds neither control characters nor lone surrogates. */
export function isPlainText(text: string): boolean {
  return !UNWRITABLE.test(text);
}

/** Whether there can be a payment request of this id. */
export function isRequestId(id: string): boolean {
  return REQUEST_ID.test(id);
}

/** An idempotency key of a client has 8 to 100 characters, none of which is a control character. */
export function isIdempotencyKey(key: string): boolean {
  return IDEMPOTENCY_KEY.test(key);
}

/** What orders the list of a payer's requests. */
export interface RequestKey {
  readonly createdAt: Date;
  readonly id: string;
}

/** Reads the key that a cursor holds. @throws INVALID_CURSOR */
export function requestKeyOf([createdAt, id]: readonly unknown[]): RequestKey {
  if (typeof createdAt !== "string" || !CURSOR_MOMENT.test(createdAt)) throw fail("INVALID_CURSOR");
  if (typeof id !== "string" || !isRequestId(id)) throw fail("INVALID_CURSOR");
  const moment = new Date(createdAt);
  // A 31st of February becomes another day or none.
  if (Number.isNaN(moment.getTime()) || moment.toISOString() !== createdAt) throw fail("INVALID_CURSOR");
  return { createdAt: moment, id };
}
