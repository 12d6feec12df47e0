/** The code that a dossier is filed under, taken apart. */
export interface FiledCode {
  /** The national code, under which the catalogue knows the procedure; a code of another shape as it came. */
  readonly procedure: string;
  /** The code as filed, when it says more than the national one: of a locality, of an online service. */
  readonly service: string | null;
}

const PROCEDURE = /^([1-9]\.\d{6})(?:\.(?:\d{3}\.\d{2}\.\d{2}\.)?H\d{2})?(?:\.\d{2})?$/;
const TOLERATED = /^[0-9A-Za-z](?:[0-9A-Za-z._-]{0,38}[0-9A-Za-z])?$/;

/**
 * Takes apart the code of a procedure or an online service: `2.000815`, `2.000815.000.00.00.H55.02`. Codes of other shapes are in
 * use (`C08_XPHCDB`) and pass whole; null is for what cannot be a code at all.
 */
export function readFiledCode(input: string): FiledCode | null {
  if (!TOLERATED.test(input)) return null;
  const national = PROCEDURE.exec(input)?.[1] ?? input;
  return { procedure: national, service: national === input ? null : input };
}
