import { canonicalAgencyCode } from "../kit";

/** What a procedure code says about itself. Nothing is read into its first digit: no source explains it. */
export interface ParsedProcedureCode {
  /** The national code (`2.000815`); for a code that is not standard, the input as it came. */
  readonly code: string;
  /** The canonical code of the agency in a local suffix, long or short (`H55`); null for a national code. */
  readonly agency: string | null;
  /** The two digits of an online service of the procedure (`02`); null for the procedure itself. */
  readonly service: string | null;
  /** True for what does not have the portal's shape, such as the internal code `C08_XPHCDB` of a ministry. */
  readonly nonStandard: boolean;
}

const SHAPE = /^([1-9]\.\d{6})(?:\.((?:\d{3}\.\d{2}\.\d{2}\.)?H\d{2}))?(?:\.(\d{2}))?$/;

/**
 * Takes a procedure or online-service code apart: `2.000815`, `1.012753.H19`, `2.000815.000.00.00.H55`, each with or without a
 * service suffix `.02`. Never refuses: real systems exchange codes of other shapes, so those come back whole and marked.
 */
export function parseProcedureCode(input: string): ParsedProcedureCode {
  const nonStandard: ParsedProcedureCode = { code: input, agency: null, service: null, nonStandard: true };
  const parts = SHAPE.exec(input);
  if (!parts) return nonStandard;
  const [, code = input, suffix, service = null] = parts;
  if (suffix === undefined) return { code, agency: null, service, nonStandard: false };
  const agency = canonicalAgencyCode(suffix);
  return agency === null ? nonStandard : { code, agency, service, nonStandard: false };
}
