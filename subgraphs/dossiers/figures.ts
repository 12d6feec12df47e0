import { createHash } from "node:crypto";
import { dayOf } from "../kit";
import { DigitalCopy, DossierChannel, DossierFeeState, type DossierRecord } from "./dossier";
import { DossierResultForm } from "./life";
import { REPORTING_GROUPS } from "./status";

/**
 * What public figures need of one dossier that an agency has received: a few bytes instead of the document. THE place that says
 * what each figure means; nothing in a row is about a person.
 */
export interface FigureRow {
  /** Tells the rows of a day apart; from it no id can be had. */
  readonly name: string;
  /** The day of reception in Việt Nam. */
  readonly day: string;
  /** The receiving agency. */
  readonly agency: string;
  readonly procedure: string;
  readonly channel: DossierChannel;
  /** A sum of {@link MARK}. */
  readonly marks: number;
  /** The version of the dossier that it was made from: of two rows of a name the newer one counts. */
  readonly version: number;
  /** The appointment of a dossier that is open and not late for another reason, in milliseconds; else null. */
  readonly openDue: number | null;
}

/** What holds of a dossier; each is one bit. */
export const MARK = {
  inProgress: 1,
  finished: 2,
  ended: 4,
  /** It has an appointment. */
  due: 8,
  /** Late whatever the time is: ended after the appointment, or asked for a supplement more than once. */
  late: 16,
  electronicResult: 32,
  fee: 64,
  paidOnline: 128,
  digitised: 256,
  reused: 512,
  vneid: 1024,
  /** The dossier is not on this sheet any more: its agency or its day of reception was corrected. */
  gone: 2048,
} as const;

/** A dossier that an agency has received; what has not been received is in no figure. */
export type ReceivedDossier = DossierRecord & { readonly receivedAt: Date };

/** The row of a dossier. */
export function figureRow(dossier: ReceivedDossier): FigureRow {
  const { dueAt, endedAt, supplements, components, feeLines, status } = dossier;
  const isIn = (group: readonly string[]) => group.includes(status);
  const finished = isIn(REPORTING_GROUPS.finished);
  const late = dueAt !== null && ((endedAt !== null && endedAt > dueAt) || supplements.length > SUPPLEMENTS_IN_TIME);
  const fee = feeLines.some((line) => line.state === DossierFeeState.FIXED && (line.amount ?? 0) > 0);
  const electronic = dossier.resultForm === DossierResultForm.ELECTRONIC || dossier.results.length > 0;
  const marks =
    (isIn(REPORTING_GROUPS.inProgress) ? MARK.inProgress : 0) +
    (finished ? MARK.finished : 0) +
    (endedAt === null ? 0 : MARK.ended) +
    (dueAt === null ? 0 : MARK.due) +
    (late ? MARK.late : 0) +
    (finished && electronic ? MARK.electronicResult : 0) +
    (fee ? MARK.fee : 0) +
    (fee && dossier.paidOnline === true ? MARK.paidOnline : 0) +
    (components.some(({ digital }) => digital === DigitalCopy.DIGITISED) ? MARK.digitised : 0) +
    (components.some(({ digital }) => REUSED.includes(digital)) ? MARK.reused : 0) +
    (dossier.vneidAccount === true ? MARK.vneid : 0);
  return {
    name: rowName(dossier.id),
    day: dayOf(dossier.receivedAt),
    agency: dossier.receiving.code,
    procedure: dossier.procedureCode,
    channel: dossier.channel,
    marks,
    version: dossier.version,
    openDue: dueAt === null || endedAt !== null || late ? null : dueAt.getTime(),
  };
}

function rowName(id: string): string {
  return createHash("sha256").update(id).digest().toString("base64url", 0, 9);
}

/** What takes the place of the row of a dossier on a sheet that it has left. */
export function goneRow({ id, channel, version }: DossierRecord, day: string): FigureRow {
  return { name: rowName(id), day, agency: "", procedure: "", channel, marks: MARK.gone, version, openDue: null };
}

/** By the formula of Decision 766/QĐ-TTg a dossier that was asked for papers more often is overdue (domain reference 5.3). */
const SUPPLEMENTS_IN_TIME = 1;
const REUSED: readonly DigitalCopy[] = [DigitalCopy.COMPONENT_REUSED, DigitalCopy.RESULT_REUSED];

/** Whether a dossier with an appointment is overdue; of one that is open the end of the period counts as its end. */
export function isOverdue({ marks, openDue }: Pick<FigureRow, "marks" | "openDue">, endOfPeriod: number): boolean {
  return (marks & MARK.late) !== 0 || (openDue !== null && endOfPeriod > openDue);
}
