import { DossierChannel } from "./dossier";
import { type FigureRow, isOverdue, MARK } from "./figures";

/** What is counted of the dossiers of one agency or procedure in one period. Nothing in it is about a person. */
export interface Tally {
  readonly counts: Readonly<Record<Counted, number>>;
  readonly channels: Readonly<Record<DossierChannel, number>>;
  /** Procedures with at least one dossier that was filed online. */
  readonly onlineProcedures: ReadonlySet<string>;
  readonly asOf: Date;
}

/** What {@link Tally} counts. */
export type Counted =
  | "received"
  | "inProgress"
  | "finished"
  | "ended"
  | "onTime"
  | "overdue"
  | "onlineWithElectronicResult"
  | "withFee"
  | "paidOnline"
  | "digitised"
  | "reused"
  | "electronicResult"
  | "vneidAccount";

const NOTHING: Readonly<Record<Counted, number>> = {
  received: 0,
  inProgress: 0,
  finished: 0,
  ended: 0,
  onTime: 0,
  overdue: 0,
  onlineWithElectronicResult: 0,
  withFee: 0,
  paidOnline: 0,
  digitised: 0,
  reused: 0,
  electronicResult: 0,
  vneidAccount: 0,
};

/** A question about figures: for each key, the rows of the dossiers that belong to it. */
export interface TallyQuestion {
  /** Which of the keys a dossier counts for, by its agency and its procedure. */
  keysOf(agency: string, procedure: string): readonly string[];
  /** The moment at which a dossier that is still open is called overdue: the end of the period, or now if that is earlier. */
  readonly endOfPeriod: Date;
  readonly asOf: Date;
}

/** Counts the rows once for all keys; zeros for a key without dossiers. */
export function tallyOf(
  keys: readonly string[],
  rows: Iterable<FigureRow>,
  question: TallyQuestion,
): ReadonlyMap<string, Tally> {
  const tallies = new Map(keys.map((key) => [key, emptyTally(question.asOf)]));
  const end = question.endOfPeriod.getTime();
  for (const row of rows) {
    if ((row.marks & MARK.gone) !== 0) continue;
    for (const key of question.keysOf(row.agency, row.procedure)) {
      const tally = tallies.get(key);
      if (tally !== undefined) add(tally, row, end);
    }
  }
  return tallies;
}

interface Growing extends Tally {
  readonly counts: Record<Counted, number>;
  readonly channels: Record<DossierChannel, number>;
  readonly onlineProcedures: Set<string>;
}

function emptyTally(asOf: Date): Growing {
  const channels = { IN_PERSON: 0, ONLINE: 0, POST: 0 };
  return { counts: { ...NOTHING }, channels, onlineProcedures: new Set(), asOf };
}

function add({ counts, channels, onlineProcedures }: Growing, row: FigureRow, end: number): void {
  const { marks, channel } = row;
  const has = (mark: number) => ((marks & mark) === 0 ? 0 : 1);
  const online = channel === DossierChannel.ONLINE;
  counts.received += 1;
  channels[channel] += 1;
  if (online) onlineProcedures.add(row.procedure);
  counts.inProgress += has(MARK.inProgress);
  counts.finished += has(MARK.finished);
  counts.ended += has(MARK.ended);
  if ((marks & MARK.due) !== 0) counts[isOverdue(row, end) ? "overdue" : "onTime"] += 1;
  counts.electronicResult += has(MARK.electronicResult);
  if (online) counts.onlineWithElectronicResult += has(MARK.electronicResult);
  counts.withFee += has(MARK.fee);
  counts.paidOnline += has(MARK.paidOnline);
  counts.digitised += has(MARK.digitised);
  counts.reused += has(MARK.reused);
  counts.vneidAccount += has(MARK.vneid);
}

/** The figures of `dossierStatistics`. */
export interface StatisticsView {
  readonly received: number;
  readonly inProgress: number;
  readonly finished: number;
  readonly onTime: number;
  readonly overdue: number;
  readonly byChannel: readonly { readonly channel: DossierChannel; readonly count: number }[];
  readonly asOf: Date;
}

/** A tally as `dossierStatistics` shows it. */
export function statisticsOf({ counts, channels, asOf }: Tally): StatisticsView {
  const { received, inProgress, finished, onTime, overdue } = counts;
  const byChannel = Object.values(DossierChannel).map((channel) => ({ channel, count: channels[channel] }));
  return { received, inProgress, finished, onTime, overdue, byChannel, asOf };
}

/** The figures of `dossierFigures`. */
export type FiguresView = Omit<Record<Counted | "online", number>, "inProgress"> & { readonly asOf: Date };

/** A tally as `dossierFigures` shows it. */
export function dossierFiguresOf({ counts, channels, asOf }: Tally): FiguresView {
  const { inProgress, ...rest } = counts;
  return { ...rest, online: channels.ONLINE, asOf };
}
