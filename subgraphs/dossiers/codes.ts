const AGENCY = /^[0-9A-Z]+(?:\.[0-9A-Z]+)*$/;
const QCVN_102 = /^(\d{3})\.(\d{2})\.(\d{2})\.([A-Z]\d{2})$/;
const LONGEST_AGENCY = 35;

/**
 * The canonical form (Decision 20/2020/QĐ-TTg, biggest unit first) of an agency code given so or in the order of QCVN 102, which
 * pads with zeros (`000.00.18.G12`). Null when it is neither. The shape is all that is checked: the catalogue knows which exist.
 */
export function canonicalAgency(input: string): string | null {
  const padded = QCVN_102.exec(input);
  const groups = padded === null ? input.split(".") : padded.slice(1).reverse();
  if (padded !== null) while (isZero(groups.at(-1))) groups.pop();
  const code = groups.join(".");
  if (code.length > LONGEST_AGENCY || !AGENCY.test(code) || groups.some(isZero)) return null;
  return code;
}

/** An agency and everything above it, as the equality that an index can answer: `H15.50.05` → `H15`, `H15.50`, `H15.50.05`. */
export function agencyPath(code: string): readonly string[] {
  const groups = code.split(".");
  return groups.map((_, index) => groups.slice(0, index + 1).join("."));
}

function isZero(group: string | undefined): boolean {
  return group !== undefined && /^0+$/.test(group);
}

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
