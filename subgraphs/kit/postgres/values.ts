/** How values of these types are read, by type OID (pg_type.oid); the same for a server and for PGlite. */
export const VALUE_PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  /** int8 */
  20: wholeNumber,
  /** date: a day has no zone, so that it stays text */
  1082: (text) => text,
};

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is outside ±(2^53 − 1)`);
  return value;
}
