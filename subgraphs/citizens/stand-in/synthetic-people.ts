import {
  type Person,
  type PersonAddress,
  type PersonName,
  type RelativeReference,
  readPartialDay,
  UNKNOWN_PERSON,
} from "../people";
import type { Sex } from "../personal-number";
import { BIRTH_PROVINCE_CODES } from "./province-codes";
import { createRandom, type Random } from "./random";

/** How many people the stand-in registry knows. */
export const POPULATION = 3_000;

/** A prefix that is no province: stands for a birth registered abroad, since we found no list of the country codes. */
export const FOREIGN_PREFIX = "999";

/**
 * The stand-in's own codes of GioiTinh, in the form of the setting POPULATION_REGISTRY_SEX_CODES. They say nothing about
 * the codes of the real registry.
 */
export const STAND_IN_SEX_CODES = "1=MALE,2=FEMALE";

/**
 * Made-up people, the same for the same seed; the first ones do not depend on the count. They come in families of five: husband,
 * wife, three children. Every name has the middle name “Tổng Hợp” (synthetic). In each ten families, one each has what
 * real data has and programs forget: see {@link ODDITIES}.
 */
export function syntheticPeople(count: number = POPULATION, seed = 109): Person[] {
  const draw: Draw = { random: createRandom(seed), taken: new Set() };
  const people: Person[] = [];
  for (let family = 0; people.length < count; family += 1) people.push(...createFamily(family, draw));
  return people.slice(0, count);
}

/**
 * Fathers of the husbands of the first ten families: made-up people who never had another number than that of an old card. They
 * have no personal number, and nobody refers to them by one.
 */
export function syntheticElders(seed = 109): Person[] {
  const husbands = syntheticPeople(FAMILY * 10, seed).filter((_, place) => place % FAMILY === 0);
  return husbands.flatMap(({ father }, place) =>
    father === null
      ? []
      : [
          {
            ...UNKNOWN_PERSON,
            oldNumber: father.oldNumber,
            name: father.name,
            birthDate: readPartialDay(`19${20 + place}`),
          },
        ],
  );
}

const FAMILY = 5;

/** What is odd in a family, by the last digit of its place in the list. */
export const ODDITIES = {
  /** The mother of the children is referred to by her old number only, although she has a new one. */
  motherByOldNumber: 2,
  /** The first child's birth was registered abroad. */
  registeredAbroad: 3,
  /** The husband has no middle name, and no old number. */
  shortName: 4,
  /** Of the husband's birth date only the year is known. */
  yearOnly: 5,
  /** Of the husband's birth date only year and month are known. */
  yearAndMonth: 6,
  /** The wife's registered sex was corrected after she got her number. */
  correctedSex: 7,
  /** The first child's registered birth year was corrected after they got their number. */
  correctedBirthYear: 8,
} as const;

interface Draw {
  readonly random: Random;
  /** Numbers given out: a number is never used twice. */
  readonly taken: Set<string>;
}

const FAMILY_NAMES = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ"];
const GIVEN_NAMES = [
  "An",
  "Bình",
  "Châu",
  "Dung",
  "Đức",
  "Giang",
  "Hà",
  "Hòa",
  "Khánh",
  "Lâm",
  "Minh",
  "Ngọc",
  "Phương",
  "Quỳnh",
  "Thảo",
  "Vân",
];
const MIDDLE_NAME = "Tổng Hợp";

function createFamily(family: number, draw: Draw): Person[] {
  const { random } = draw;
  const odd = family % 10;
  const province = random.pick(BIRTH_PROVINCE_CODES);
  const fatherYear = 1950 + random.below(36);
  const motherYear = fatherYear - 3 + random.below(9);
  const home = createAddress(province, random);

  const father = createAdult({ sex: "MALE", year: fatherYear, home }, draw);
  const mother = createAdult({ sex: "FEMALE", year: motherYear, home }, draw);
  const husband: Person = {
    ...father,
    ...(odd === ODDITIES.shortName ? { name: { ...UNNAMED, ...father.name, middleName: null }, oldNumber: null } : {}),
    ...(odd === ODDITIES.yearOnly ? { birthDate: readPartialDay(String(fatherYear)) } : {}),
    ...(odd === ODDITIES.yearAndMonth ? { birthDate: readPartialDay(`${fatherYear}-0${1 + random.below(9)}`) } : {}),
    // Parents of the husband are known by old numbers only, parents of the wife by name only.
    father: referTo({ ...UNKNOWN_PERSON, oldNumber: createOldNumber(draw), name: createName(random) }),
    mother: referTo({ ...UNKNOWN_PERSON, oldNumber: createOldNumber(draw), name: createName(random) }),
    spouse: referTo(mother),
  };
  const wife: Person = {
    ...mother,
    ...(odd === ODDITIES.correctedSex ? { sexCode: sexCode("MALE") } : {}),
    father: referTo({ ...UNKNOWN_PERSON, name: createName(random) }),
    mother: referTo({ ...UNKNOWN_PERSON, name: createName(random) }),
    spouse: referTo(husband),
  };
  const children = [0, 1, 2].map((place) => {
    const abroad = place === 0 && odd === ODDITIES.registeredAbroad;
    const year = Math.max(fatherYear, motherYear) + 20 + 3 * place + random.below(3);
    const child = createPerson(
      {
        sex: random.pick(["MALE", "FEMALE"]),
        year,
        home,
        prefix: abroad ? FOREIGN_PREFIX : province,
        familyName: husband.name?.familyName,
      },
      draw,
    );
    const corrected = place === 0 && odd === ODDITIES.correctedBirthYear;
    return {
      ...child,
      birthRegistration: abroad ? { divisionCode: null, detail: null, countryCode: "ZZ" } : child.birthRegistration,
      birthDate: corrected ? readPartialDay(`${year - 1}-12-31`) : child.birthDate,
      father: referTo(husband),
      mother: referTo(odd === ODDITIES.motherByOldNumber ? { ...wife, personalNumber: null } : wife),
    };
  });
  return [husband, wife, ...children];
}

interface Traits {
  readonly sex: Sex;
  readonly year: number;
  readonly home: PersonAddress;
  readonly prefix?: string;
  readonly familyName?: string | null;
}

function createAdult(traits: Traits, draw: Draw): Person {
  const adult = createPerson({ ...traits, prefix: draw.random.pick(BIRTH_PROVINCE_CODES) }, draw);
  return { ...adult, oldNumber: createOldNumber(draw), maritalStatusCode: "2" };
}

/** Codes of lists are those of the one published sample message: nothing is claimed about their meaning. */
function createPerson(traits: Traits, draw: Draw): Person {
  const { random } = draw;
  const prefix = traits.prefix ?? random.pick(BIRTH_PROVINCE_CODES);
  const month = String(1 + random.below(12)).padStart(2, "0");
  const day = String(1 + random.below(28)).padStart(2, "0");
  const birthPlace = createAddress(prefix, random);
  return {
    ...UNKNOWN_PERSON,
    personalNumber: createPersonalNumber(prefix, traits, draw),
    name: createName(random, traits.familyName),
    sexCode: sexCode(traits.sex),
    ethnicity: { code: "02", name: "Dân tộc tổng hợp" },
    religion: { code: "99", name: null },
    maritalStatusCode: "1",
    bloodTypeCode: "00",
    birthDate: readPartialDay(`${traits.year}-${month}-${day}`),
    birthRegistration: birthPlace,
    hometown: birthPlace,
    permanentAddress: traits.home,
    currentAddress: random.below(4) === 0 ? createAddress(random.pick(BIRTH_PROVINCE_CODES), random) : traits.home,
  };
}

const UNNAMED: PersonName = { familyName: null, middleName: null, givenName: null };

function createName(random: Random, familyName?: string | null): PersonName {
  const own = random.pick(FAMILY_NAMES);
  return { familyName: familyName ?? own, middleName: MIDDLE_NAME, givenName: random.pick(GIVEN_NAMES) };
}

/** The division code is made up from the digits of the place, in the two-digit form of QCVN 109. */
function createAddress(place: string, random: Random): PersonAddress {
  return { divisionCode: place.slice(1), detail: `Số ${1 + random.below(200)}, đường Tổng Hợp`, countryCode: "VN" };
}

function createPersonalNumber(prefix: string, { sex, year }: Traits, draw: Draw): string {
  const century = 2 * Math.floor((year - 1900) / 100) + (sex === "MALE" ? 0 : 1);
  const head = `${prefix}${century}${String(year % 100).padStart(2, "0")}`;
  return createUnused(draw, () => head + String(draw.random.below(1_000_000)).padStart(6, "0"));
}

function createOldNumber(draw: Draw): string {
  return createUnused(draw, () => String(draw.random.below(1_000_000_000)).padStart(9, "0"));
}

function createUnused({ taken }: Draw, create: () => string): string {
  let number = create();
  while (taken.has(number)) number = create();
  taken.add(number);
  return number;
}

function sexCode(sex: Sex): string {
  return sex === "MALE" ? "1" : "2";
}

/** By personal number when there is one, otherwise by old number; a reference never has both. */
function referTo({ personalNumber, oldNumber, name }: Person): RelativeReference {
  return { personalNumber, oldNumber: personalNumber === null ? oldNumber : null, nationality: "VN", name };
}
