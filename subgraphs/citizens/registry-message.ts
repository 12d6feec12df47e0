import {
  type CodedName,
  type Person,
  type PersonAddress,
  type PersonName,
  type RelativeReference,
  readPartialDay,
} from "./people";
import { isOldNumber, readPersonalNumber } from "./personal-number";
import { readXml, UnusableMessage, type XmlElement } from "./registry-xml";

/**
 * The message of QCVN 109:2017/BTTTT between the national population database and a connected system: one collection of
 * citizens. A question is a collection whose citizens have a number and nothing else.
 */
export interface RegistryCollection {
  /** GhiChu. */
  readonly note: string | null;
  /** ThoiDiemDuLieu: the time of the data, which belongs to everything that is told from it. */
  readonly dataTime: Date;
  readonly people: readonly Person[];
}

/**
 * Reads a message strictly: its namespace, its count, numbers and lengths must be right. Elements of the standard that we
 * do not know are passed over, since its annex A has more than we have seen. Values stay text: leading zeros count.
 * @throws UnusableMessage for everything that is no such message
 */
export function readCollection(bytes: Uint8Array): RegistryCollection {
  const root = readXml(bytes);
  if (root.name !== "CongdanCollection" || root.namespace !== NAMESPACE)
    throw new UnusableMessage("not a CongdanCollection");
  const people = root.children.map((element) => {
    if (element.name !== "CongDan") throw new UnusableMessage("holds something else than citizens");
    return readPerson(element);
  });
  if (root.attributes.get("SoCongDan") !== String(people.length))
    throw new UnusableMessage("SoCongDan is not the number of citizens");
  const dataTime = readDataTime(root.attributes.get("ThoiDiemDuLieu") ?? "");
  if (dataTime === null) throw new UnusableMessage("ThoiDiemDuLieu is not a time");
  return { note: root.attributes.get("GhiChu") || null, dataTime, people };
}

/**
 * Finds the answer for each number that was asked, in that order; null for people the registry does not know. The order of
 * the answer does not matter.
 * @throws UnusableMessage when somebody is told of who was not asked for, or twice
 */
export function matchAnswer(collection: RegistryCollection, numbers: readonly string[]): (Person | null)[] {
  const asked = new Set(numbers);
  const found = new Map<string, Person>();
  for (const person of collection.people) {
    const answered = [person.personalNumber, person.oldNumber].filter((number) => number !== null && asked.has(number));
    if (answered.length === 0) throw new UnusableMessage("tells of somebody who was not asked for");
    for (const number of answered) {
      if (number === null) continue;
      if (found.has(number)) throw new UnusableMessage("tells of somebody twice");
      found.set(number, person);
    }
  }
  return numbers.map((number) => found.get(number) ?? null);
}

/** Of the message in QCVN 109. */
export const NAMESPACE = "http://www.mic.gov.vn/dancu/1.0";
const CODE = /^[\p{L}\p{N}._-]{1,16}$/u;
const TEXT = /^[^\n\r\t]{1,500}$/u;
const DIVISION = /^(\d{2}|\d{3}|\d{5})$/;
const COUNTRY = /^[A-Z]{2}$/;

function readPerson(element: XmlElement): Person {
  const birthDate = child(element, "NgayThangNamSinh");
  const day = birthDate === null ? null : value(birthDate, "NgayThangNam", TEXT);
  const person: Person = {
    personalNumber: personalNumberOf(element),
    oldNumber: oldNumberOf(element),
    name: readName(element),
    sexCode: value(element, "GioiTinh", CODE),
    ethnicity: readCodedName(child(element, "DanToc"), "MaDanToc"),
    religion: readCodedName(child(element, "TonGiao"), "MaTonGiao"),
    maritalStatusCode: value(element, "TinhTrangHonNhan", CODE),
    bloodTypeCode: value(element, "NhomMau", CODE),
    birthDate: day === null ? null : readPartialDay(day),
    birthRegistration: readAddress(child(element, "NoiDangKyKhaiSinh")),
    hometown: readAddress(child(element, "QueQuan")),
    permanentAddress: readAddress(child(element, "ThuongTru")),
    currentAddress: readAddress(child(element, "NoiOHienTai")),
    father: readRelative(child(element, "Cha")),
    mother: readRelative(child(element, "Me")),
    spouse: readRelative(child(element, "VoChong")),
  };
  if (person.personalNumber === null && person.oldNumber === null)
    throw new UnusableMessage("holds a citizen without a number");
  return person;
}

function personalNumberOf(element: XmlElement): string | null {
  const number = value(element, "SoDinhDanh", TEXT);
  if (number !== null && readPersonalNumber(number) === null) throw new UnusableMessage("SoDinhDanh is not 12 digits");
  return number;
}

function oldNumberOf(element: XmlElement): string | null {
  const number = value(element, "SoCMND", TEXT);
  if (number !== null && !isOldNumber(number)) throw new UnusableMessage("SoCMND is not 9 digits");
  return number;
}

function readName(parent: XmlElement): PersonName | null {
  const element = child(parent, "HoVaTen");
  if (element === null) return null;
  return knownOnly({
    familyName: value(element, "Ho", TEXT),
    middleName: value(element, "ChuDem", TEXT),
    givenName: value(element, "Ten", TEXT),
  });
}

function readCodedName(element: XmlElement | null, code: string): CodedName | null {
  return element === null
    ? null
    : knownOnly({ code: value(element, code, CODE), name: value(element, "TenGoi", TEXT) });
}

function readAddress(element: XmlElement | null): PersonAddress | null {
  if (element === null) return null;
  return knownOnly({
    divisionCode: value(element, "MaDonViHanhChinh", DIVISION),
    detail: value(element, "ChiTiet", TEXT),
    countryCode: value(element, "QuocGia", COUNTRY),
  });
}

function readRelative(element: XmlElement | null): RelativeReference | null {
  if (element === null) return null;
  return knownOnly({
    personalNumber: personalNumberOf(element),
    oldNumber: oldNumberOf(element),
    nationality: value(element, "QuocTich", CODE),
    name: readName(element),
  });
}

/** An element that is there but says nothing is as good as absent. */
function knownOnly<Known extends object>(known: Known): Known | null {
  return Object.values(known).every((part) => part === null) ? null : known;
}

function child(parent: XmlElement, name: string): XmlElement | null {
  const [found, ...others] = parent.children.filter((element) => element.name === name);
  if (others.length > 0) throw new UnusableMessage(`has ${name} twice`);
  if (found === undefined) return null;
  // A schema may leave its local elements unqualified; another namespace would be another meaning.
  if (found.namespace !== NAMESPACE && found.namespace !== "")
    throw new UnusableMessage(`has ${name} of another namespace`);
  return found;
}

function value(parent: XmlElement, name: string, shape: RegExp): string | null {
  const element = child(parent, name);
  if (element === null || (element.text === "" && element.children.length === 0)) return null;
  if (element.children.length > 0 || !shape.test(element.text)) throw new UnusableMessage(`${name} has another form`);
  return element.text;
}

const DATA_TIME = /^(\d{4})-?(\d{2})-?(\d{2})(?:T?(\d{2}):?(\d{2}):?(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?$/;

/** A time without zone is Vietnam's own (UTC+7, no daylight saving). Null for what is no time of the calendar. */
function readDataTime(text: string): Date | null {
  const parts = DATA_TIME.exec(text);
  if (parts === null) return null;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0));
  const local = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second));
  const written = local.toISOString().replace(/\D/g, "").slice(0, 14);
  if (
    written !==
    parts
      .slice(1, 7)
      .map((part) => part ?? "00")
      .join("")
  )
    return null;
  return new Date(local.getTime() - minutesOfZone(parts[7] ?? "+07:00") * 60_000);
}

function minutesOfZone(zone: string): number {
  if (zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return zone.startsWith("-") ? -minutes : minutes;
}
