/** The citizen of QCVN 109:2017/BTTTT as plain values. Codes are raw: their meanings are in annexes that we have not read. */
export interface Person {
  /** SoDinhDanh: 12 digits. */
  readonly personalNumber: string | null;
  /** SoCMND: 9 digits. */
  readonly oldNumber: string | null;
  readonly name: PersonName | null;
  readonly sexCode: string | null;
  readonly ethnicity: CodedName | null;
  readonly religion: CodedName | null;
  readonly maritalStatusCode: string | null;
  readonly bloodTypeCode: string | null;
  readonly birthDate: PartialDay | null;
  readonly birthRegistration: PersonAddress | null;
  readonly hometown: PersonAddress | null;
  readonly permanentAddress: PersonAddress | null;
  readonly currentAddress: PersonAddress | null;
  readonly father: RelativeReference | null;
  readonly mother: RelativeReference | null;
  readonly spouse: RelativeReference | null;
}

/** Three parts, never one text that is split on spaces. */
export interface PersonName {
  readonly familyName: string | null;
  readonly middleName: string | null;
  readonly givenName: string | null;
}

export interface CodedName {
  readonly code: string | null;
  readonly name: string | null;
}

/** A day of which parts can be unknown. `text` is what the registry wrote. */
export interface PartialDay {
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
  readonly text: string;
}

export interface PersonAddress {
  /** MaDonViHanhChinh of the statistics office: 2, 3 or 5 digits. Not an agency code. */
  readonly divisionCode: string | null;
  readonly detail: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly countryCode: string | null;
}

/** A relative: another citizen by number, or somebody of whom only an old number or a name is known. */
export interface RelativeReference {
  readonly personalNumber: string | null;
  readonly oldNumber: string | null;
  readonly nationality: string | null;
  readonly name: PersonName | null;
}

/** A person of whom nothing is known yet: what a question to the registry is made of. */
export const UNKNOWN_PERSON: Person = Object.freeze({
  personalNumber: null,
  oldNumber: null,
  name: null,
  sexCode: null,
  ethnicity: null,
  religion: null,
  maritalStatusCode: null,
  bloodTypeCode: null,
  birthDate: null,
  birthRegistration: null,
  hometown: null,
  permanentAddress: null,
  currentAddress: null,
  father: null,
  mother: null,
  spouse: null,
});

/** The parts in their order, Vietnamese names being written family name first. Null when nothing is known. */
export function fullNameOf(name: PersonName | null): string | null {
  const parts = [name?.familyName, name?.middleName, name?.givenName].filter(
    (part) => typeof part === "string" && part !== "",
  );
  return parts.length === 0 ? null : parts.join(" ");
}

/**
 * Reads a day that can be incomplete: `yyyy`, `yyyy-MM`, `yyyy-MM-dd` or `yyyyMMdd`, with zeros for what is unknown. Text
 * in another form is kept with all parts unknown: one odd birth date must not make a whole message unreadable.
 */
export function readPartialDay(text: string): PartialDay {
  const parts =
    /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:Z|[+-]\d{2}:\d{2})?)?)?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  const [year, month, day] = [known(parts?.[1]), known(parts?.[2]), known(parts?.[3])];
  if (year === null || !isDayOfCalendar(year, month, day)) return { year: null, month: null, day: null, text };
  return { year, month, day: month === null ? null : day, text };
}

function known(digits: string | undefined): number | null {
  const value = Number(digits ?? 0);
  return value === 0 ? null : value;
}

function isDayOfCalendar(year: number, month: number | null, day: number | null): boolean {
  if (month !== null && month > 12) return false;
  return day === null || day <= (month === null ? 31 : new Date(Date.UTC(year, month, 0)).getUTCDate());
}
