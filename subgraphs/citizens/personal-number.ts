/** What the digits of a personal number claim about its holder, as of the registration of the birth. */
export interface NumberClaims {
  /**
   * Three digits: the province of the registration in the map before 2025, or a country code. Not a home: people move,
   * provinces merged, and we found no list of the country codes, so that nothing is derived from it.
   */
  readonly registrationPlace: string;
  readonly birthYear: number;
  readonly sex: Sex;
}

export type Sex = "MALE" | "FEMALE";

/**
 * Reads a personal number (số định danh cá nhân): 12 digits by Điều 13 of NĐ 137/2015/NĐ-CP and Điều 7 of
 * TT 07/2016/TT-BCA. It is text, since leading zeros count. There is no check digit: a mistyped number can be well-formed, so that only the
 * population database can say whose it is.
 * @returns null for what is no such number
 */
export function readPersonalNumber(text: string): NumberClaims | null {
  if (!PERSONAL_NUMBER.test(text)) return null;
  const centuryAndSex = Number(text[3]);
  return {
    registrationPlace: text.slice(0, 3),
    birthYear: 1900 + 100 * Math.floor(centuryAndSex / 2) + Number(text.slice(4, 6)),
    sex: centuryAndSex % 2 === 0 ? "MALE" : "FEMALE",
  };
}

/** A number of an old identity card (CMND): 9 digits. */
export function isOldNumber(text: string): boolean {
  return OLD_NUMBER.test(text);
}

/** What of a record can differ from the claims of the number. */
export type NumberDifference = "BIRTH_YEAR" | "SEX";

/**
 * Compares a number with the record. A difference is a warning and never a refusal: the number is for life, while the
 * registered sex or birth date can be corrected by law.
 * @param record what the record says; null where it says nothing or its code's meaning is not known
 * @returns null when there is nothing to compare
 */
export function compareWithRecord(
  number: string,
  record: { readonly birthYear: number | null; readonly sex: Sex | null },
): readonly NumberDifference[] | null {
  const claims = readPersonalNumber(number);
  if (claims === null || (record.birthYear === null && record.sex === null)) return null;
  const differences: NumberDifference[] = [];
  if (record.birthYear !== null && record.birthYear !== claims.birthYear) differences.push("BIRTH_YEAR");
  if (record.sex !== null && record.sex !== claims.sex) differences.push("SEX");
  return differences;
}

const PERSONAL_NUMBER = /^[0-9]{12}$/;
const OLD_NUMBER = /^[0-9]{9}$/;
