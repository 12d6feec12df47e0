import {
  type CodedName,
  type Person,
  type PersonAddress,
  type PersonName,
  type RelativeReference,
  UNKNOWN_PERSON,
} from "./people";
import { isOldNumber } from "./personal-number";
import { NAMESPACE, type RegistryCollection } from "./registry-message";
import { escapeXml } from "./registry-xml";

/** Writes a message; what is not known is left out. The time is written with Vietnam's zone. */
export function writeCollection(collection: RegistryCollection): string {
  const time = new Date(collection.dataTime.getTime() + VIETNAM_OFFSET).toISOString().slice(0, 19);
  const note = collection.note === null ? "" : ` GhiChu="${escapeXml(collection.note)}"`;
  const head = `xmlns="${NAMESPACE}"${note} ThoiDiemDuLieu="${time}+07:00" SoCongDan="${collection.people.length}"`;
  const people = collection.people.map(writePerson).join("");
  return `<?xml version="1.0" encoding="UTF-8"?>\n<CongdanCollection ${head}>${people}</CongdanCollection>`;
}

/** Writes one question about many people, each by personal number or by the number of an old identity card. */
export function writeQuestion(numbers: readonly string[], now: Date): string {
  const people = numbers.map((number) =>
    isOldNumber(number) ? { ...UNKNOWN_PERSON, oldNumber: number } : { ...UNKNOWN_PERSON, personalNumber: number },
  );
  return writeCollection({ note: null, dataTime: now, people });
}

const VIETNAM_OFFSET = 7 * 3_600_000;

function writePerson(person: Person): string {
  return group("CongDan", [
    leaf("SoDinhDanh", person.personalNumber),
    leaf("SoCMND", person.oldNumber),
    writeName(person.name),
    leaf("GioiTinh", person.sexCode),
    writeCodedName("DanToc", "MaDanToc", person.ethnicity),
    writeCodedName("TonGiao", "MaTonGiao", person.religion),
    leaf("TinhTrangHonNhan", person.maritalStatusCode),
    leaf("NhomMau", person.bloodTypeCode),
    group("NgayThangNamSinh", [leaf("NgayThangNam", person.birthDate?.text ?? null)]),
    writeAddress("NoiDangKyKhaiSinh", person.birthRegistration),
    writeAddress("QueQuan", person.hometown),
    writeAddress("ThuongTru", person.permanentAddress),
    writeAddress("NoiOHienTai", person.currentAddress),
    writeRelative("Cha", person.father),
    writeRelative("Me", person.mother),
    writeRelative("VoChong", person.spouse),
  ]);
}

function writeName(name: PersonName | null): string {
  if (name === null) return "";
  return group("HoVaTen", [leaf("Ho", name.familyName), leaf("ChuDem", name.middleName), leaf("Ten", name.givenName)]);
}

function writeCodedName(tag: string, codeTag: string, coded: CodedName | null): string {
  return coded === null ? "" : group(tag, [leaf(codeTag, coded.code), leaf("TenGoi", coded.name)]);
}

function writeAddress(tag: string, address: PersonAddress | null): string {
  if (address === null) return "";
  return group(tag, [
    leaf("MaDonViHanhChinh", address.divisionCode),
    leaf("ChiTiet", address.detail),
    leaf("QuocGia", address.countryCode),
  ]);
}

function writeRelative(tag: string, relative: RelativeReference | null): string {
  if (relative === null) return "";
  return group(tag, [
    leaf("SoDinhDanh", relative.personalNumber),
    leaf("SoCMND", relative.oldNumber),
    leaf("QuocTich", relative.nationality),
    writeName(relative.name),
  ]);
}

function group(tag: string, parts: readonly string[]): string {
  const content = parts.join("");
  return content === "" ? "" : `<${tag}>${content}</${tag}>`;
}

function leaf(tag: string, text: string | null): string {
  return text === null || text === "" ? "" : `<${tag}>${escapeXml(text)}</${tag}>`;
}
