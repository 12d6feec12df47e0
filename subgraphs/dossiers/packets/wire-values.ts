import { blacken, startOf } from "../../kit";

/** What is wrong with a field. Neither member ever repeats what came: it can be personal data. */
export interface Fault {
  readonly field: string;
  readonly rule: string;
}

/** A date of a packet: a moment, or a whole day of which only `from` and `until` are known. */
export interface Stated {
  readonly from: Date;
  readonly until: Date;
}

/**
 * Reads the fields of one object of a packet: as tolerant as senders need, and every fault noted with its field. A field that is
 * absent, null or empty is null. Names are matched without regard to case, as implementers spell them differently.
 */
export interface Fields {
  /** NFC, no blanks around. */
  text(name: string, longest: number): string | null;
  /** The same, without numbers and addresses of people: what is kept in clear is read with this. */
  prose(name: string, longest: number): string | null;
  /** One of the codes, as number or text, leading zeros or not. */
  code<Code extends string>(name: string, codes: readonly Code[]): Code | null;
  flag(name: string): boolean | null;
  date(name: string): Stated | null;
  /** A whole number from 0, as number or text. `50.000` is not one: it is fifty to some and fifty thousand to others. */
  count(name: string, most: number): number | null;
  /** The objects of a list; one object alone counts as a list of one. */
  list(name: string, most: number): readonly Fields[] | null;
  /** What came, for what has rules of its own. */
  raw(name: string): unknown;
  /** Notes a field that is not there. */
  require(name: string): void;
  fault(name: string, rule: string): void;
}

/** @param path what the object is called in faults, such as `data[0].`; empty at the top */
export function fieldsOf(object: object, path: string, faults: Fault[]): Fields {
  const names = new Map<string, string>();
  for (const name of Object.keys(object)) {
    const folded = name.toLowerCase();
    if (!names.has(folded)) names.set(folded, name);
  }
  const fault = (name: string, rule: string) => {
    const field = `${path}${name}`;
    const known = faults.some((each) => each.field === field && each.rule === rule);
    if (!known && faults.length < MOST_FAULTS) faults.push({ field, rule });
  };
  const raw = (name: string): unknown => {
    const spelled = Object.hasOwn(object, name) ? name : names.get(name.toLowerCase());
    const value: unknown = spelled === undefined ? undefined : Reflect.get(object, spelled);
    return value === undefined || (typeof value === "string" && value.trim() === "") ? null : value;
  };
  const plain = (name: string): string | null => {
    const value = raw(name);
    if (value === null) return null;
    if (typeof value === "string") return value.normalize("NFC").trim();
    if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
    fault(name, "is not text");
    return null;
  };
  const text = (name: string, longest: number): string | null => {
    const value = plain(name)?.replaceAll("\r\n", "\n") ?? null;
    if (value === null) return null;
    if (value.length > longest) fault(name, `has more than ${longest} characters`);
    else if (UNPRINTABLE.test(value)) fault(name, "has characters that cannot be printed");
    else return value;
    return null;
  };
  const oneOf = <Code extends string>(name: string, codes: readonly Code[]): Code | null => {
    const value = typeof raw(name) === "boolean" ? String(Number(raw(name))) : plain(name);
    if (value === null) return null;
    const code = codes.find((each) => each === value.replace(/^0+(?=\d)/, ""));
    if (code === undefined) fault(name, `is none of ${codes.join(", ")}`);
    return code ?? null;
  };
  return {
    raw,
    text,
    fault,
    require(name) {
      if (raw(name) === null) fault(name, "is missing");
    },
    prose: (name, longest) => withoutPersonalData(text(name, longest)),
    code: oneOf,
    flag(name) {
      const value = raw(name);
      if (value === null || typeof value === "boolean") return value;
      const known = FLAGS.get(String(value).trim().toLowerCase());
      if (known === undefined) fault(name, "is neither True nor False");
      return known ?? null;
    },
    date(name) {
      const value = plain(name);
      if (value === null) return null;
      const date = readDate(value);
      if (date === null) fault(name, "is not a date yyyyMMddHHmmss or yyyyMMdd of the years 2000 to 2100");
      return date;
    },
    count(name, most) {
      const value = plain(name);
      if (value === null) return null;
      const count = /^\d{1,16}(\.00?)?$/.test(value) ? Number(value) : Number.NaN;
      if (count <= most) return count;
      fault(name, `is not a whole number from 0 to ${most}`);
      return null;
    },
    list(name, most) {
      const value = raw(name);
      if (value === null) return null;
      const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
      if (entries.length > most) {
        fault(name, `has more than ${most} entries`);
        return null;
      }
      return entries.flatMap((entry, index) => {
        if (isObject(entry)) return [fieldsOf(entry, `${path}${name}[${index}].`, faults)];
        fault(`${name}[${index}]`, "is not an object");
        return [];
      });
    },
  };
}

/** An object of JSON that is no list. */
export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** More would tell a sender nothing new. */
const MOST_FAULTS = 50;

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["1", true],
  ["false", false],
  ["0", false],
]);

/** Half a surrogate pair, and control characters but line feed and tab. */
const UNPRINTABLE = /\p{Cs}|[^\P{Cc}\n\t]/u;

/** What people write into free text: telephone numbers with blanks, addresses of e-mail. Plain runs of digits are `blacken`'s. */
const TELEPHONE = /(?<!\d)(?:\+84|0)(?:[ .-]?\d){9,10}(?!\d)/g;
const EMAIL = /[^\s@<>,;]{1,64}@[^\s@<>,;]{1,255}/g;

function withoutPersonalData(text: string | null): string | null {
  return text === null ? null : blacken(text.replace(TELEPHONE, "[digits]").replace(EMAIL, "[email]"));
}

/** `yyyyMMddHHmmss`, in Asia/Ho_Chi_Minh whatever the sender's clock thinks, or `yyyyMMdd`. */
function readDate(text: string): Stated | null {
  const parts = /^(20\d\d|2100)(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?$/.exec(text);
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second] = parts;
  const midnight = startOf(`${year}-${month}-${day}`);
  // A day that no month has would be read as one of the next month.
  if (Number.isNaN(midnight.getTime()) || isOtherDay(midnight, Number(day))) return null;
  if (hour === undefined) return { from: midnight, until: new Date(midnight.getTime() + LAST_SECOND) };
  const [hours, minutes, seconds] = [Number(hour), Number(minute), Number(second)];
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  const moment = new Date(midnight.getTime() + ((hours * 60 + minutes) * 60 + seconds) * 1000);
  return { from: moment, until: moment };
}

const LAST_SECOND = (24 * 3600 - 1) * 1000;

function isOtherDay(midnight: Date, day: number): boolean {
  return new Date(midnight.getTime() + 7 * 3_600_000).getUTCDate() !== day;
}
