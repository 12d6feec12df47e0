import type { Caller } from "../../../schema/caller";
import { fail } from "../../../schema/errors";
import { canonicalAgencyCode } from "../../kit";
import { readFiledCode } from "../codes";
import { commandId, DossierFeeState } from "../dossier";
import type { TimeLimit } from "../life";
import { DossierTimeUnit, type FeeRule, type ProcedureVersion } from "../rules";
import type { ReferenceStore, StoredCalendar } from "../store-reference";
import { isWeekend, type YearCalendar } from "../working-calendar";
import { hashOf, isIdempotencyKey, isText, normalText } from "./content";
import { type Refusal, refusal } from "./deed";

/** The scope with which the catalogue tells of procedures. */
export const PROCEDURES_SCOPE = "dossier:procedures";
/** The scope with which a service sets the working calendar. */
export const CALENDAR_SCOPE = "dossier:calendar";
/** Văn phòng Chính phủ. */
const GOVERNMENT_OFFICE = "G22";

type Learned = ProcedureVersion & { readonly idempotencyKey: string };

/**
 * Learns a version of a procedure, or what is new about one that is known. Dossiers that were filed keep what they were filed under.
 * @throws UNAUTHENTICATED, FORBIDDEN for everybody but a service with the scope `dossier:procedures`
 */
export async function learnProcedureVersion(
  input: Learned,
  caller: Caller,
  store: ReferenceStore,
): Promise<{ readonly learned: ProcedureVersion } | Refusal> {
  const account = accountOf(caller, caller.role === "service" && caller.scopes.includes(PROCEDURES_SCOPE));
  const { idempotencyKey, ...stated } = input;
  const wrong = isIdempotencyKey(idempotencyKey) ? wrongIn(stated) : "idempotencyKey";
  if (wrong !== null) return refusal("INVALID", wrong);
  const version = inOrder(stated);
  const mark = { id: commandId(account, idempotencyKey), hash: hashOf(version) };
  const saved = await store.learn(version, mark);
  return saved === "reused" ? refusal("IDEMPOTENCY_KEY_REUSED", "idempotencyKey") : { learned: version };
}

function wrongIn(version: ProcedureVersion): string | null {
  const { procedureCode, effectiveFrom, effectiveTo, timeLimits, fees } = version;
  if (readFiledCode(procedureCode)?.procedure !== procedureCode) return "procedureCode";
  if (version.version < 1) return "version";
  if (effectiveTo !== null && effectiveTo < effectiveFrom) return "effectiveTo";
  const limit = timeLimits.findIndex((each) => each.amount < 0 || each.amount > LONGEST[each.unit]);
  if (limit >= 0) return `timeLimits.${limit}.amount`;
  const fee = fees.findIndex((each) => !isFee(each));
  return fee < 0 ? null : `fees.${fee}`;
}

/** Limits above these are a mistake: a little more than two years. */
const LONGEST: Readonly<Record<TimeLimit["unit"], number>> = {
  [DossierTimeUnit.HOUR]: 18_000,
  [DossierTimeUnit.DAY]: 750,
  [DossierTimeUnit.WORKING_DAY]: 520,
  [DossierTimeUnit.MONTH]: 24,
};

/** An amount is a number where the state says that there is one, and only there: no fee, no information and a text are three things. */
function isFee({ name, amount, state, agency, from, to }: FeeRule): boolean {
  const { FIXED, FREE } = DossierFeeState;
  const hasAmount =
    state === FIXED ? amount !== null && amount >= 0 : state === FREE ? (amount ?? 0) === 0 : amount === null;
  const inPlace = agency === null || canonicalAgencyCode(agency) === agency;
  return isText(normalText(name), 500) && hasAmount && inPlace && (from === null || to === null || from <= to);
}

/** The members in one order, so that equal contents have equal hashes and equal documents. */
function inOrder(stated: ProcedureVersion): ProcedureVersion {
  const { procedureCode, version, effectiveFrom, effectiveTo, collection, afterFifteen, timeLimits, fees } = stated;
  return {
    procedureCode,
    version,
    effectiveFrom,
    effectiveTo,
    collection,
    afterFifteen,
    timeLimits: timeLimits.map(({ channel, amount, unit }) => ({ channel, amount, unit })),
    fees: fees.map(({ kind, code, name, amount, state, channel, agency, from, to }) => ({
      kind,
      code,
      name: normalText(name),
      amount: state === DossierFeeState.FREE ? 0 : amount,
      state,
      channel,
      agency,
      from,
      to,
    })),
  };
}

/** A calendar as it is set. */
export interface CalendarCommand extends YearCalendar {
  /** 0 for a year that has none yet. */
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
}

/**
 * Sets the working calendar of a year. Appointments that were given stay as they are printed; later ones follow it.
 * @throws UNAUTHENTICATED, FORBIDDEN for everybody but officers of the Government Office and services with `dossier:calendar`
 */
export async function setWorkingCalendar(
  input: CalendarCommand,
  caller: Caller,
  store: ReferenceStore,
): Promise<{ readonly calendar: StoredCalendar } | Refusal> {
  const isOffice = caller.role === "officer" && caller.agency === GOVERNMENT_OFFICE;
  const isService = caller.role === "service" && caller.scopes.includes(CALENDAR_SCOPE);
  const account = accountOf(caller, isOffice || isService);
  const { idempotencyKey, expectedVersion, ...stated } = input;
  const calendar = calendarInOrder(stated);
  const wrong = isIdempotencyKey(idempotencyKey) ? wrongInCalendar(calendar) : "idempotencyKey";
  if (wrong !== null) return refusal("INVALID", wrong);
  const mark = { id: commandId(account, idempotencyKey), hash: hashOf(calendar) };
  const saved = await store.setCalendar(calendar, expectedVersion, mark);
  if (saved === "reused") return refusal("IDEMPOTENCY_KEY_REUSED", "idempotencyKey");
  if (saved === "conflict") return refusal("CONFLICT", "expectedVersion");
  const [stored] = await store.calendars([calendar.year]);
  return { calendar: stored ?? { ...calendar, version: expectedVersion + 1 } };
}

function calendarInOrder({ year, holidays, workingDays, decision, source }: YearCalendar): YearCalendar {
  const days = holidays.map(({ day, name }) => ({ day, name: normalText(name) }));
  return {
    year,
    holidays: days.sort((a, b) => (a.day < b.day ? -1 : 1)),
    workingDays: [...workingDays].sort(),
    decision: normalText(decision),
    source: source === null ? null : normalText(source),
  };
}

const MAX_HOLIDAYS = 60;

function wrongInCalendar({ year, holidays, workingDays, decision, source }: YearCalendar): string | null {
  const inYear = (day: string) => day.startsWith(`${year}-`);
  const off = new Set(holidays.map(({ day }) => day));
  if (year < 2000 || year > 2100) return "year";
  if (holidays.length === 0 || holidays.length > MAX_HOLIDAYS || off.size !== holidays.length) return "holidays";
  if (!holidays.every(({ day, name }) => inYear(day) && isText(name, 200))) return "holidays";
  const worked = new Set(workingDays);
  if (worked.size !== workingDays.length || workingDays.length > MAX_HOLIDAYS) return "workingSaturdays";
  if (!workingDays.every((day) => inYear(day) && isWeekend(day) && !off.has(day))) return "workingSaturdays";
  if (!isText(decision, 500)) return "decision";
  return source === null || isText(source, 2000) ? null : "source";
}

function accountOf(caller: Caller, allowed: boolean): string {
  if (caller.role === "anonymous" || caller.subject === null) throw fail("UNAUTHENTICATED");
  if (!allowed) throw fail("FORBIDDEN");
  return caller.subject;
}
