import { DAY, dayOf, startOf } from "../kit";
import { DossierChannel, type DossierRecord } from "./dossier";
import type { FigureRow } from "./figures";

/** Which sheet: the rows of the dossiers that one province or ministry, with all its units, received in one week. */
export interface SheetName {
  /** The first group of the agencies' codes. */
  readonly root: string;
  /** The Monday of the week, `yyyy-MM-dd`. */
  readonly week: string;
}

/** The id of the sheet that a dossier belongs on; null while no agency has received it. */
export function currentSheet({
  receiving,
  receivedAt,
}: Pick<DossierRecord, "receiving" | "receivedAt">): string | null {
  return receivedAt === null ? null : `${rootOf(receiving.code)} ${weekOf(dayOf(receivedAt))}`;
}

/** The Monday of a day's week. */
export function weekOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  return later(day, -((date.getUTCDay() + 6) % 7));
}

function later(day: string, days: number): string {
  return dayOf(new Date(startOf(day).getTime() + days * DAY));
}

/** The first group of an agency's code. */
export function rootOf(agency: string): string {
  return agency.split(".", 1)[0] ?? agency;
}

/** The sheet of an id that {@link currentSheet} made. */
export function sheetNamed(id: string): SheetName {
  const [root = "", week = ""] = id.split(" ");
  return { root, week };
}

/** Rows as they are kept: each code once, a row as few numbers. */
interface Packed {
  readonly agencies: readonly string[];
  readonly procedures: readonly string[];
  readonly rows: readonly PackedRow[];
}

type PackedRow = readonly [
  name: string,
  day: number,
  agency: number,
  procedure: number,
  channel: number,
  marks: number,
  version: number,
  due?: number,
];

const CHANNELS: readonly DossierChannel[] = [DossierChannel.IN_PERSON, DossierChannel.ONLINE, DossierChannel.POST];

/** The text of a week's sheet. */
export function packRows(week: string, rows: readonly FigureRow[]): string {
  const days = daysOf(week);
  const agencies = [...new Set(rows.map(({ agency }) => agency))];
  const procedures = [...new Set(rows.map(({ procedure }) => procedure))];
  const packed: Packed = {
    agencies,
    procedures,
    rows: rows.map(({ name, day, agency, procedure, channel, marks, version, openDue }): PackedRow => {
      const codes = [agencies.indexOf(agency), procedures.indexOf(procedure), CHANNELS.indexOf(channel)] as const;
      const row = [name, days.indexOf(day), ...codes, marks, version] as const;
      return openDue === null ? row : [...row, openDue];
    }),
  };
  return JSON.stringify(packed);
}

/** The rows of a sheet's text. @throws Error for what {@link packRows} has not written */
export function unpackRows(week: string, text: string): FigureRow[] {
  const days = daysOf(week);
  // Written by packRows alone: what would not fit its shape is found out at the codes.
  const { agencies, procedures, rows } = JSON.parse(text) as Packed;
  return rows.map(([name, day, agency, procedure, channel, marks, version, due]) => ({
    name,
    day: present(days[day]),
    agency: present(agencies[agency]),
    procedure: present(procedures[procedure]),
    channel: present(CHANNELS[channel]),
    marks,
    version,
    openDue: due ?? null,
  }));
}

function daysOf(week: string): readonly string[] {
  return Array.from({ length: 7 }, (_, index) => later(week, index));
}

/** The rows of both, of each name the newest one. */
export function mergeRows(rows: readonly FigureRow[], others: readonly FigureRow[]): readonly FigureRow[] {
  if (others.length === 0) return rows;
  const newest = new Map(rows.map((row) => [row.name, row]));
  for (const row of others) {
    const known = newest.get(row.name);
    if (known === undefined || known.version <= row.version) newest.set(row.name, row);
  }
  return [...newest.values()];
}

function present<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("a sheet of figures names a code or a day that it does not hold");
  return value;
}
