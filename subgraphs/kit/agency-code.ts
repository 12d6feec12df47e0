/**
 * Agency codes live in two orders at once. Decision 20/2020/QĐ-TTg puts the biggest unit first and pads nothing (`G12.18`); it is
 * our canonical form. QCVN 102:2016/BTTTT puts it last, in 13 characters with unused levels zero (`000.00.18.G12`); it is an alias.
 * This file is the place where one becomes the other.
 */

const LONGEST_CODE = 35;
const CANONICAL = /^[0-9A-Z]+(?:\.[0-9A-Z]+)*$/;
const QCVN_102 = /^(\d{3})\.(\d{2})\.(\d{2})\.([A-Z]\d{2})$/;
const ROOT = /^[A-Z]\d{2}$/;
const TWO_DIGITS = /^\d{2}$/;
const THREE_DIGITS = /^\d{3}$/;
const ONLY_ZEROS = /^0+$/;

/**
 * The canonical form of an agency code given in either order, or null when it is in neither. Nothing is repaired: lower case,
 * blanks and an empty group are not codes. A QCVN 102 code that skips a level (`013.00.05.H15`) is refused as well, since without
 * its zeros it could not be told from another agency's code.
 */
export function canonicalAgencyCode(input: string): string | null {
  const levels = QCVN_102.exec(input);
  if (levels) {
    const [, fourth = "", third = "", second = "", first = ""] = levels;
    return withoutPadding([first, second, third, fourth]);
  }
  if (input.length > LONGEST_CODE || !CANONICAL.test(input)) return null;
  return input.split(".").some((group) => ONLY_ZEROS.test(group)) ? null : input;
}

/**
 * The QCVN 102 form of a canonical code, or null where the 13 characters cannot hold it: more than four groups, a root that is not
 * a letter and two digits, or a group that does not fill its level (2 digits at levels 2 and 3, 3 digits at level 4).
 * What comes back always reads back as the same code.
 */
export function qcvn102Alias(canonical: string): string | null {
  const [first = "", second, third, fourth, ...deeper] = canonical.split(".");
  if (!ROOT.test(first) || deeper.length > 0) return null;
  if (!fits(second, TWO_DIGITS) || !fits(third, TWO_DIGITS) || !fits(fourth, THREE_DIGITS)) return null;
  return [fourth ?? "000", third ?? "00", second ?? "00", first].join(".");
}

/** An agency and everything above it, as the equality that an index can answer: `H15.50.05` → `H15`, `H15.50`, `H15.50.05`. */
export function agencyPath(code: string): readonly string[] {
  const groups = code.split(".");
  return groups.map((_, index) => groups.slice(0, index + 1).join("."));
}

/** Whether an agency is another one or stands above it. */
export function coversAgency(agency: string | null, other: string): boolean {
  return agency !== null && (other === agency || other.startsWith(`${agency}.`));
}

/** Drops the zero groups at the end, the unused levels; null when one is left between used levels. */
function withoutPadding(levels: readonly string[]): string | null {
  const lastUsed = levels.findLastIndex((level) => !ONLY_ZEROS.test(level));
  const used = levels.slice(0, lastUsed + 1);
  return used.some((level) => ONLY_ZEROS.test(level)) ? null : used.join(".");
}

function fits(group: string | undefined, shape: RegExp): boolean {
  return group === undefined || (shape.test(group) && !ONLY_ZEROS.test(group));
}
