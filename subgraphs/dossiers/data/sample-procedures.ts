import type { DossierChannel } from "../dossier";

/** What of a procedure's fee and time limit was read. */
export interface ProcedureFacts {
  /** Whole đồng by channel; null where no source of ours was read about it, 0 where it is free. */
  readonly fee: Readonly<Record<keyof typeof DossierChannel, number | null>>;
  /** Whether the fee is due for each copy that is asked for. */
  readonly perCopy: boolean;
  /** Working days from reception, 0 for the same day; null where none was read: such a sample has no appointment. */
  readonly workingDays: number | null;
}

/** A procedure that samples are filed under, by its real code. */
interface SampleProcedure extends ProcedureFacts {
  readonly code: string;
}

const notRead = { IN_PERSON: null, ONLINE: null, POST: null };
const free = { IN_PERSON: 0, ONLINE: 0, POST: 0 };
const plain = { fee: notRead, perCopy: false, workingDays: null };

/**
 * Procedures whose code the domain reference (3.7) marks Q or S, with fee and time limit as stated there. Codes only: their names are
 * the catalogue's. 1.001193 prints "1 day", which is counted as one working day here.
 */
export const SAMPLE_PROCEDURES: readonly SampleProcedure[] = [
  { ...plain, code: "2.000635", fee: { IN_PERSON: 8_000, ONLINE: 8_000, POST: 8_000 }, perCopy: true, workingDays: 0 },
  { ...plain, code: "1.001193", fee: free, workingDays: 1 },
  { ...plain, code: "1.000656" },
  { ...plain, code: "1.000894" },
  { ...plain, code: "1.004873" },
  { ...plain, code: "2.000815" },
  { ...plain, code: "2.000908", fee: free, workingDays: 0 },
  { ...plain, code: "1.004222", fee: { IN_PERSON: 20_000, ONLINE: 10_000, POST: null }, workingDays: 7 },
  { ...plain, code: "1.004194" },
  { ...plain, code: "1.116410", fee: free, workingDays: 7 },
  { ...plain, code: "1.014137", workingDays: 5 },
  { ...plain, code: "3.000333" },
];

/** The same by code. */
export const PROCEDURE_FACTS: ReadonlyMap<string, ProcedureFacts> = new Map(
  SAMPLE_PROCEDURES.map(({ code, ...facts }) => [code, facts]),
);

/** Online civil-status fees are 0 đ in Hải Phòng for what is filed from this day on (Resolution 23/2026; S). */
export const FREE_ONLINE_IN_HAI_PHONG = { code: "2.000635", agency: "H24", from: "2026-08-08" } as const;

/** The 34 provinces and cities since 2025: codes marked Q in the domain reference 4.4. Units below them are not coded there. */
export const SAMPLE_AGENCIES: readonly string[] = (
  "H01 H05 H12 H13 H14 H15 H17 H18 H19 H20 H21 H24 H26 H27 H29 H31 H32 H35 H36 H37 H38 H41 H42 H44 H48 H49 H50 H52 H53 H55 H56 " +
  "H57 H60 H61"
).split(" ");
